import type {Report} from '../findings/finding.ts'
import {shorten} from '../findings/shorten.ts'
import {kinds} from './kinds.ts'
import {pointer} from './pointer.ts'

/** The file beside specs that says what they have in common for lbgen, rather than for the cluster. */
export const SETTINGS = '.lbgen.yaml'

export const isSettings = (file: string): boolean => file.split(/[\\/]/).at(-1) === SETTINGS

/** Reports LB010 for each key of a spec that says nothing in settings. */
export function checkSettings(value: object, report: Report): void {
  for (const key of Object.keys(value)) {
    if (key === 'rules' || key.startsWith('x-')) continue
    const message = `\`${shorten(key)}\` says nothing in \`${SETTINGS}\`.`
    const hint = 'Write `rules` alone there; all else stands in the spec.'
    report({...kinds.unknownKey, message, hint, path: pointer('', key), part: 'key'})
  }
}
