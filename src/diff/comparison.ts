import type {Effect} from '../targets/effect.ts'
import type {Change} from './change.ts'

/** A file that differs, what it is, and how it is taken up. */
export interface FileEffect extends Effect {
  readonly host: string
  readonly path: string
  /** The product that it is for. */
  readonly target: string
  /** The command line by which it is taken up; undefined where there is none. */
  readonly run: string | undefined
}

/** All there is to say of two states of a cluster. */
export interface Comparison {
  readonly from: string
  readonly to: string
  /** Undefined where the spec of the one side is not known: of a rendered folder there are only files. */
  readonly changes: readonly Change[] | undefined
  readonly effects: readonly FileEffect[]
}

export const isSame = ({changes = [], effects}: Comparison): boolean => changes.length === 0 && effects.length === 0

/** Effects that are the same on several machines, together. */
export interface Together {
  readonly hosts: readonly string[]
  readonly effect: FileEffect
}

export function together(effects: readonly FileEffect[]): readonly Together[] {
  const groups = new Map<string, {hosts: string[]; effect: FileEffect}>()
  for (const effect of effects) {
    const {host, path, ...rest} = effect
    const key = JSON.stringify({...rest, file: path.slice(host.length)})
    const group = groups.get(key) ?? {hosts: [], effect}
    group.hosts.push(host)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** How a way is told. */
const ways: Readonly<Record<Effect['how'], string>> = {
  nothing: 'nothing to do',
  runtime: 'by commands to the running engine, without a reload',
  reload: 'by a reload',
  restart: 'by a restart',
  run: 'by running it there',
  remove: 'is rendered no more: remove it there',
}

export const wayOf = ({how, run}: FileEffect): string => {
  const command = run === undefined || how === 'runtime' || how === 'nothing' ? '' : `: ${run}`
  return `${how === 'run' && run !== undefined ? 'by its command' : how === 'run' ? 'where it is installed' : ways[how]}${command}`
}

/** How commands get to the running engine, once for all of them; nothing where there are none. */
export function aboutCommands(effects: readonly FileEffect[]): readonly string[] {
  const first = effects.find(({commands, socket}) => commands.length > 0 && socket !== undefined)
  if (first === undefined) return []
  const [command = ''] = first.commands
  return [
    `Commands go to the socket on the machine, such as \`echo "${command}" | socat - ${first.socket ?? ''}\`.`,
    'Install the new file too, without a reload: else the next one takes them back.',
  ]
}

/** What of a service's clients is told first: who moves, in one word. */
export const whoMoves = {none: 'nobody moves', some: 'some clients move', all: 'all clients move', unknown: 'clients may move'} as const

/** A comparison in one line. */
export function summaryOf(comparison: Comparison): string {
  const {from, changes, effects} = comparison
  if (isSame(comparison)) return `the same as ${from}`
  const count = (many: number, word: string): string => `${many} ${word}${many === 1 ? '' : 's'}`
  const waysTaken = [...new Set(effects.map(({how}) => how))].filter(how => how !== 'nothing')
  const movers = effects.flatMap(({moves}) => moves.map(({who}) => who))
  const worst = (['all', 'some', 'unknown'] as const).find(who => movers.includes(who)) ?? 'none'
  return [
    ...(changes === undefined ? [] : [count(changes.length, 'change')]),
    `${count(effects.length, 'file')}${waysTaken.length === 0 ? '' : ` (${waysTaken.join(', ')})`}`,
    ...(effects.length === 0 ? [] : [whoMoves[worst]]),
  ]
    .join(', ')
    .concat(` since ${from}`)
}
