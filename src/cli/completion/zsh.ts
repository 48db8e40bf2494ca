import type {CompletedCommand, CompletedFlag, Program} from './program.ts'

/** A script for zsh, to be loaded or to stand in a folder of `fpath`. */
export const zshScript = ({name, commands}: Program): string => `#compdef ${name}
# Completion of ${name} for zsh. Load it behind compinit with: source <(${name} completion zsh)
_${name}() {
  local -a commands=(
${commands.map(command => `    ${quote(`${command.name}:${command.summary}`)}\n`).join('')}  )
  if ((CURRENT == 2)); then
    _arguments '--help[Show help.]' '--version[Show the version.]' '1:command:{_describe command commands}'
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
${commands.map(formatCommand).join('')}  esac
}
if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`

function formatCommand({name, flags, words}: CompletedCommand): string {
  const rest = words.length === 0 ? '*:file:_files' : `*:file:{ compadd -- ${words.join(' ')}; _files }`
  return `    ${name})
      _arguments ${[...flags.map(formatFlag), quote(rest)].join(' \\\n        ')}
      ;;
`
}

/** In the words of `_arguments`: the flag, what it is, and what may follow it. A flag may come again. */
function formatFlag({name, char, summary, takesValue, values}: CompletedFlag): string {
  const described = `[${summary.replaceAll(/[[\]\\]/g, '\\$&')}]`
  const value = !takesValue ? '' : values.length === 0 ? ':value:_files' : `:value:(${values.join(' ')})`
  const long = quote(`*--${name}${takesValue ? '=' : ''}${described}${value}`)
  return char === undefined ? long : `${long} ${quote(`*-${char}${takesValue ? '+' : ''}${described}${value}`)}`
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
