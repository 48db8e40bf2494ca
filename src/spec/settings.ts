import type {Report} from '../findings/finding.ts'
import {shorten} from '../findings/shorten.ts'
import {nearestWord} from '../findings/nearest-word.ts'
import {kinds} from './kinds.ts'
import {pointer} from './pointer.ts'
import type {SchemaError} from './schema-error.ts'

/** The file beside specs that says what they have in common for lbgen, rather than for the cluster. */
export const SETTINGS = '.lbgen.yaml'

export const isSettings = (file: string): boolean => file.split(/[\\/]/).at(-1) === SETTINGS

/** Whether a key that no spec has is told better by what settings hold than by what specs do. */
const isTold = (key: string): boolean => nearestWord(key, ['rules']) === undefined

/** Whether an error of the schema is said by checkSettings. */
export const isSaid = ({instancePath, keyword, params}: SchemaError): boolean =>
  instancePath === '' && keyword === 'additionalProperties' && isTold(String(params['additionalProperty']))

/** Reports LB010 for each key of a spec that says nothing in settings. */
export function checkSettings(value: object, report: Report): void {
  for (const [key, severity] of Object.entries(value)) {
    if (key.startsWith('x-') || !isTold(key)) continue
    const message = `\`${shorten(key)}\` says nothing in \`${SETTINGS}\`.`
    const isRule = ['error', 'warning', 'hint', 'off'].includes(String(severity))
    const hint = isRule ? 'Put it under `rules:`.' : 'Write `rules` alone there; all else stands in the spec.'
    report({...kinds.unknownKey, message, hint, path: pointer('', key), part: 'key'})
  }
}
