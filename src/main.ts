import {fileURLToPath} from 'node:url'
import {Config} from '@oclif/core/config'
import * as Errors from '@oclif/core/errors'
import {run} from '@oclif/core/run'
import {exitCode} from './cli/exit-code.ts'
import {nearestWord} from './findings/nearest-word.ts'

/** oclif is to look for plugins nowhere: there are none, and not every home folder may be read. */
const options = {root: fileURLToPath(import.meta.url), userPlugins: false, devPlugins: false, jitPlugins: false}

try {
  await run(process.argv.slice(2), options)
} catch (error) {
  process.exitCode = await conclude(error)
}
// All is done, and a large heap takes its time to be taken down. What still waits to be printed is waited for.
if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit()

/**
 * Says what ended the command, and with which exit code it ends. Of interrupts nothing is said here: the signal ends the
 * process, even one that waits for standard input, and shells make 130 of that.
 */
async function conclude(error: unknown): Promise<number> {
  if (error instanceof Errors.ExitError) return error.oclif.exit ?? exitCode.done
  if (error instanceof Errors.CLIError) {
    const isWrong = error.oclif.exit === exitCode.wrong
    const message = await wordsFor(error.message.replace(/\nSee more help with --help$/, ''))
    process.stderr.write(`${message}\n${isWrong ? '' : 'Try `--help`.\n'}`)
    return isWrong ? exitCode.wrong : exitCode.usage
  }
  if (error instanceof Error && 'syscall' in error && error.syscall === 'write') {
    process.stderr.write(`What was printed could not be written: ${error.message}.\n`)
    return exitCode.surroundings
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`This is a fault of lbgen itself, not of what you wrote. Please report it, with this text and the spec:\n${trace}\n`)
  return exitCode.internal
}

/** What oclif says of a command line, in words for people. */
async function wordsFor(message: string): Promise<string> {
  if (/^command .* not found$/.test(message)) return unknownCommand()
  const [, list] = /^Nonexistent flags?: (.+)$/s.exec(message) ?? []
  return list === undefined ? message : unknownFlags(list.split(/,\s*/))
}

/** In words that the command has no such flags, each with the flag that may have been meant: `--out` for `--output` too. */
async function unknownFlags(flags: readonly string[]): Promise<string> {
  const config = await Config.load(options)
  const known = Object.keys(config.findCommand(process.argv[2] ?? '')?.flags ?? {})
  const lines = flags.map(flag => {
    const word = flag.replace(/^-+/, '')
    const isPart = (name: string): boolean => word.length > 1 && (name.startsWith(word) || word.startsWith(name))
    const near = nearestWord(word, known) ?? known.find(isPart)
    return `There is no flag \`${flag}\`.${near === undefined || word.length < 2 ? '' : ` Did you mean \`--${near}\`?`}`
  })
  return lines.join('\n')
}

/** In words that there is no such command; oclif says it with its own inner names. */
async function unknownCommand(): Promise<string> {
  const {commandIDs} = await Config.load(options)
  const [word = ''] = process.argv.slice(2)
  const near = nearestWord(word, commandIDs)
  return `There is no command \`${word}\`.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`
}
