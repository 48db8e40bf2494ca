import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {wordsOf} from '../support/haproxy-words.ts'

/** A row of the table in an example's README: what a document has, and what lbgen writes for it. */
export interface Row {
  readonly documented: readonly string[]
  readonly written: readonly string[]
  readonly why: string
}

const codeIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

/** The rows of the one table with these three columns. */
export function rowsOf(example: string): readonly Row[] {
  const text = readFileSync(join(import.meta.dirname, '../../examples', example, 'README.md'), 'utf8')
  const [, table = ''] = /^\| documented \|.*\n((?:\|.*\n)*)/m.exec(text) ?? []
  const lines = table.split('\n').filter(line => line.startsWith('| '))
  return lines.map(line => {
    const [, documented = '', written = '', why = ''] = line.split('|')
    return {documented: codeIn(documented), written: codeIn(written), why: why.trim()}
  })
}

/** The lines of haproxy.cfg that say something, without what begins a section that has no name. */
export const linesOf = (cfg: string): readonly string[] =>
  cfg
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#') && line !== 'global' && line !== 'defaults')

/** How a proxy treats a connection, whatever the words: sections put together, defaults filled in, old names for new ones. */
export interface Meaning {
  readonly global: readonly string[]
  readonly binds: readonly string[]
  readonly settings: Readonly<Record<string, string>>
  readonly servers: readonly string[]
}

const newNames: Readonly<Record<string, string>> = {
  contimeout: 'timeout connect',
  clitimeout: 'timeout client',
  srvtimeout: 'timeout server',
}

const milliseconds = (time: string): string => {
  const [, amount = '', unit = 'ms'] = /^(\d+)(ms|s|m|h)?$/.exec(time) ?? []
  return String(Number(amount) * {ms: 1, s: 1000, m: 60_000, h: 3_600_000}[unit as 'ms' | 's' | 'm' | 'h'])
}

/** What a configuration with one service means; servers without their names, for those are the file's own. */
export function meaningOf(cfg: string): Meaning {
  const global: string[] = []
  const binds: string[] = []
  const servers: string[] = []
  const settings: Record<string, string> = {}
  let section = ''
  for (const [first = '', ...rest] of wordsOf(cfg).filter(words => words.length > 0)) {
    const [name = first, ...value] = (newNames[first] ?? first).split(' ').concat(rest)
    if (/^(global|defaults|listen|frontend|backend)$/.test(first)) {
      section = first
      if (first === 'listen' && rest[1] !== undefined) binds.push(rest[1])
    } else if (section === 'global') global.push([first, ...rest].join(' '))
    else if (name === 'bind') binds.push(...value)
    else if (name === 'server') servers.push(value.slice(1).join(' '))
    else if (name === 'timeout') settings[`timeout ${value[0]}`] = milliseconds(value[1] ?? '')
    else if (name === 'option') settings[`option ${value[0]}`] = value.slice(1).join(' ')
    else settings[name] = value.join(' ')
  }
  return {global, binds, settings, servers}
}
