import {type CompletedCommand, type Program, spellings} from './program.ts'

/** A script for bash 3.2 and later that completes commands, flags, their values and file names. */
export const bashScript = ({
  name,
  commands,
}: Program): string => `# Completion of ${name} for bash. Load it with: source <(${name} completion bash)
# shellcheck shell=bash disable=SC2207
_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} flags='' words='' file
  # bash takes --flag=value apart at the sign.
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $previous == '=' ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${[...commands.map(command => command.name), '--help', '--version'].join(' ')}' -- "$current"))
    return
  fi
  case \${COMP_WORDS[1]} in
${commands.map(formatCommand).join('')}  esac
  # Without an answer, bash completes file names.
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$current")
    compopt -o filenames 2>/dev/null
  fi
}
complete -o default -F _${name} ${name}
`

function formatCommand({name, flags, words}: CompletedCommand): string {
  const valued = flags.filter(({takesValue}) => takesValue)
  const cases = valued.map(
    flag =>
      `        ${spellings(flag).join(' | ')}) ${flag.values.length === 0 ? 'return' : `COMPREPLY=($(compgen -W '${flag.values.join(' ')}' -- "$current")) && return`} ;;\n`,
  )
  const choice = cases.length === 0 ? '' : `      case $previous in\n${cases.join('')}      esac\n`
  return `    ${name})
${choice}      flags='${flags.flatMap(spellings).join(' ')}'
      words='${words.join(' ')}'
      ;;
`
}
