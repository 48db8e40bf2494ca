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

/** Where a spec reads a secret from. */
interface From {
  readonly kind: 'literal' | 'env' | 'file'
  readonly value: string
}

/** What is to be done with a new spec: the secrets that it reads are not there by themselves. `command` is what comes then. */
export function formatNext(secrets: readonly From[], command: string): string {
  const named = (wanted: From['kind']): string =>
    [...new Set(secrets.flatMap(({kind, value}) => (kind === wanted ? [value] : [])))].toSorted().join(', ')
  const [variables, files] = [named('env'), named('file')]
  return [
    'Put your own names and addresses into it.\n',
    variables && `Set the variables that it reads secrets from: ${variables}\n`,
    files && `Write the files that it reads secrets from, each relative to it: ${files}\n`,
    `Then run: ${command}\n`,
  ].join('')
}

/** All starters, one a line, in two columns. */
export function listStarters(starters: readonly Starter[]): string {
  const width = Math.max(...starters.map(({name}) => name.length))
  return starters.map(({name, summary}) => `${name.padEnd(width)}  ${summary}\n`).join('')
}
