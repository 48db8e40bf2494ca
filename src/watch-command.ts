import * as Errors from '@oclif/core/errors'
import {BaseCommand, type Conclusion} from './cli/base-command.ts'
import {exitCode} from './cli/exit-code.ts'
import {readBeside} from './effects/spec-files.ts'
import type {ReadFile} from './spec/gather.ts'

/** What commands have in common that may run again and again while somebody writes a spec. */
export abstract class WatchCommand extends BaseCommand {
  /**
   * Runs once and concludes; with `watch` again whenever a file has changed that was read, until somebody interrupts it.
   * `once` reads with the reader that it is given, leaves the findings to this, and gives the specs that it was about.
   */
  protected async repeat(flags: Watching, once: (read: ReadFile) => Promise<readonly string[]>): Promise<void> {
    const loudly = (read: ReadFile): ReadFile => (flags.verbose ? this.loud(read) : read)
    if (!flags.watch) return this.conclude(flags, await once(loudly(readBeside)))
    const {watchedFiles} = await import('./effects/watch.ts')
    for (let known: readonly string[] = []; ;) {
      const watched = watchedFiles()
      const specs = await once(loudly(watched.read))
      if (specs.includes('-')) throw new Errors.CLIError('Standard input cannot be watched: name a file.', {exit: exitCode.usage})
      await this.tell(flags, specs)
      // A file that is gone may come back: some editors and git write it anew.
      const files = watched.files().length === 0 ? known : watched.files()
      if (files.length === 0) this.exit(exitCode.surroundings)
      known = files
      this.remark(`${this.hasErrors() ? '' : 'No errors. '}Watching ${files.join(', ')}.\n`)
      this.findings.length = 0
      this.suppressed.length = 0
      this.remark(`\n${await watched.nextChange()} has changed.\n`)
    }
  }

  /** A reader that says what it reads. */
  private readonly loud =
    (read: ReadFile): ReadFile =>
    (name, from, report) => {
      const found = read(name, from, report)
      if (found !== undefined) this.remark(`reading ${found.file}, ${found.bytes.length} bytes\n`)
      return found
    }
}

type Watching = Conclusion & {readonly watch: boolean; readonly verbose: boolean}
