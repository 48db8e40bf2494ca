import type {Command} from '@oclif/core'

/** What a shell is told of lbgen. */
export interface Program {
  readonly name: string
  readonly commands: readonly CompletedCommand[]
}

export interface CompletedCommand {
  readonly name: string
  readonly summary: string
  readonly flags: readonly CompletedFlag[]
  /** What may stand there besides flags and file names. */
  readonly words: readonly string[]
}

export interface CompletedFlag {
  readonly name: string
  readonly char: string | undefined
  readonly summary: string
  readonly takesValue: boolean
  /** Values to choose from; none when any value will do, or a file's name. */
  readonly values: readonly string[]
}

/** Its flags as they are typed: `--out`, `-o`. */
export const spellings = ({name, char}: CompletedFlag): readonly string[] => [`--${name}`, ...(char === undefined ? [] : [`-${char}`])]

/** Describes lbgen by what oclif knows of its commands; `words` are those that oclif does not know of. */
export const programOf = (
  name: string,
  commands: readonly Command.Loadable[],
  words: Readonly<Record<string, readonly string[]>>,
): Program => ({
  name,
  commands: commands
    .filter(command => !command.hidden)
    .map(command => ({
      name: command.id,
      summary: command.summary ?? '',
      flags: [...Object.values(command.flags).flatMap(flagsOf), help],
      words: [...Object.values(command.args).flatMap(({options}) => options ?? []), ...(words[command.id] ?? [])],
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
})

const help: CompletedFlag = {name: 'help', char: undefined, summary: 'Show help.', takesValue: false, values: []}

/** A flag, and its opposite when it has one. */
function flagsOf(flag: Command.Flag.Cached): readonly CompletedFlag[] {
  const {name, char, summary = ''} = flag
  if (flag.type === 'option') return [{name, char, summary, takesValue: true, values: flag.options ?? []}]
  const switched = {name, char, summary, takesValue: false, values: []}
  return flag.allowNo ? [switched, {...switched, name: `no-${name}`, char: undefined}] : [switched]
}
