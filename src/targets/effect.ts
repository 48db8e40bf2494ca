/** How a new version of a file takes effect on what runs there, the gentlest first. */
export type Way = 'nothing' | 'runtime' | 'reload' | 'restart' | 'run' | 'remove'

/** Who of a service's clients goes to another node than before, or to none. */
export type Movers = 'none' | 'some' | 'all' | 'unknown'

/** What becomes of the clients of a service that belong to a node. */
export interface Moves {
  /** Undefined: of whatever uses the file. */
  readonly service: string | undefined
  readonly who: Movers
  /** How many of a hundred meet another node, where that can be worked out. */
  readonly percent?: number
  readonly text: string
}

/** What becomes of a machine when a file on it changes. */
export interface Effect {
  readonly how: Way
  /** Why it is no gentler, in words; empty where the way says it. */
  readonly reasons: readonly string[]
  /** What to say to the running engine on its socket; for `runtime` alone. */
  readonly commands: readonly string[]
  /** Where that socket is. */
  readonly socket?: string
  readonly moves: readonly Moves[]
}

/** A file before and after; undefined where it is not there. */
export interface FileChange {
  readonly host: string
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** What is known of the file: the artifact itself says it. */
export interface Installed {
  readonly target: string
  readonly reload?: readonly string[] | undefined
  readonly undo?: readonly string[]
}

/** How a target's files take effect; undefined leaves it to what the file's own `reload` says. */
export type EffectOf = (change: FileChange) => Effect | undefined

/** What is taken up in one known way, with what it does to clients. A file that comes or goes is what the usual rules say. */
export const takenUpBy =
  (how: Way, who: Movers, text: string): EffectOf =>
  ({before, after}) =>
    before === undefined || after === undefined || before === after
      ? undefined
      : {how, reasons: [], commands: [], moves: [{service: undefined, who, text}]}

/** What a change of comments alone comes to. */
export const otherComments: Effect = {how: 'nothing', reasons: ['Only comments differ.'], commands: [], moves: []}

/** Whether a file says the same as before to whatever reads it, its comments aside. */
export const onlyCommentsDiffer = ({before, after}: FileChange): boolean =>
  before === after || (before !== undefined && after !== undefined && withoutComments(before) === withoutComments(after))

/**
 * A text of any of lbgen's targets without the lines that are comments: behind `#` or `rem`, or XML's. What a line before
 * continues is none, and the first line of a script says what runs it.
 */
const withoutComments = (text: string): string =>
  text
    .replaceAll(/<!--[^]*?-->/g, '')
    .split('\n')
    .filter((line, index, lines) => {
      const isContinued = /[\\^]\r?$/.test(lines[index - 1] ?? '')
      return isContinued || line.startsWith('#!') || !/^\s*(?:#|rem\b)/i.test(line)
    })
    .join('\n')

/** The command line by which a file is taken up in a given way: a restart where a reload is not enough. */
export const commandFor = (how: Way, {reload}: Installed): readonly string[] | undefined =>
  how === 'restart' ? reload?.map(word => (word === 'reload' ? 'restart' : word)) : reload

/** What a change of a file means where nothing more is known of it than the command line by which it is taken up; a machine that is new has nobody to lose. */
export function usualEffect({before, after}: FileChange, {reload}: Installed, isNewHost: boolean): Effect {
  const quiet = {reasons: [], commands: []}
  if (after === undefined) return {...quiet, how: 'remove', moves: [unknownMoves('Whatever used the file is to be stopped or told')]}
  // systemd's own reading of units touches nothing that runs.
  const command = reload?.join(' ').replaceAll('daemon-reload', '') ?? ''
  const how = /\brestart\b/.test(command) ? 'restart' : /\breload\b/.test(command) ? 'reload' : 'run'
  if (before === undefined && isNewHost) return {...quiet, how, moves: []}
  return {
    ...quiet,
    how,
    moves: [unknownMoves(how === 'restart' ? 'A restart may cut what is open' : 'lbgen cannot tell what this does to clients')],
  }
}

const unknownMoves = (text: string): Moves => ({service: undefined, who: 'unknown', text: `${text}.`})
