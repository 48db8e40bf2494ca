import * as Errors from '@oclif/core/errors'
import {flush} from '@oclif/core/flush'
import {run} from '@oclif/core/run'
import {exitCode} from './cli/exit-code.ts'

process.once('SIGINT', () => process.exit(exitCode.interrupted))

try {
  await run(process.argv.slice(2), import.meta.url)
  await flush()
} catch (error) {
  process.exitCode = conclude(error)
}

/** Says what ended the command, and with which exit code it ends. */
function conclude(error: unknown): number {
  if (error instanceof Errors.ExitError) return error.oclif.exit ?? exitCode.done
  if (error instanceof Errors.CLIError) {
    process.stderr.write(`${error.message.replace(/\nSee more help with --help$/, '')}\nTry \`--help\`.\n`)
    return exitCode.usage
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`This is a fault of lbgen itself, not of what you wrote. Please report it, with this text and the spec:\n${trace}\n`)
  return exitCode.internal
}
