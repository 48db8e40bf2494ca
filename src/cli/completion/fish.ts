import type {CompletedCommand, CompletedFlag, Program} from './program.ts'

/** A script for fish 3 and later. */
export const fishScript = ({
  name,
  commands,
}: Program): string => `# Completion of ${name} for fish. Load it with: ${name} completion fish | source
complete -c ${name} -n __fish_use_subcommand -f
complete -c ${name} -n __fish_use_subcommand -l help -d 'Show help.'
complete -c ${name} -n __fish_use_subcommand -l version -d 'Show the version.'
${commands.map(command => formatCommand(name, command)).join('')}`

function formatCommand(program: string, {name, summary, flags, words}: CompletedCommand): string {
  const inCommand = `complete -c ${program} -n '__fish_seen_subcommand_from ${name}'`
  const lines = [
    `complete -c ${program} -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
    ...(words.length === 0 ? [] : [`${inCommand} -a ${quote(words.join(' '))}`]),
    ...flags.map(flag => `${inCommand} ${formatFlag(flag)}`),
  ]
  return lines.map(line => `${line}\n`).join('')
}

function formatFlag({name, char, summary, takesValue, values}: CompletedFlag): string {
  const short = char === undefined ? '' : ` -s ${char}`
  const value = !takesValue ? '' : values.length === 0 ? ' -r -F' : ` -x -a ${quote(values.join(' '))}`
  return `-l ${name}${short}${value} -d ${quote(summary)}`
}

const quote = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`
