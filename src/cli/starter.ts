import {listWords, suggest} from '../findings/nearest-word.ts'

/** A spec to begin with: one of the examples. */
export interface Starter {
  readonly name: string
  readonly summary: string
  readonly text: string
}

const forEditors = `# yaml-language-server: $schema=cluster.schema.json
# Editors complete and check this file when its schema stands beside it: lbgen schema > cluster.schema.json
`

/** The text of a new spec: the starter's, with another line `name: …`. */
export const printStarter = ({text}: Starter, nameLine: string): string => forEditors + text.replace(/^name: .*$/m, () => nameLine)

/** In words why there is no starter of that name; undefined when there is one. */
export function refuseStarter(name: string, starters: readonly Starter[]): string | undefined {
  const names = starters.map(starter => starter.name)
  return names.includes(name)
    ? undefined
    : `There is no starter \`${name}\`. ${suggest(name, names, `There are ${listWords(names, 'and')}.`)}`
}

/** All starters, one a line, in two columns. */
export function listStarters(starters: readonly Starter[]): string {
  const width = Math.max(...starters.map(({name}) => name.length))
  return starters.map(({name, summary}) => `${name.padEnd(width)}  ${summary}\n`).join('')
}
