import {type Change, changeSpec} from '../change.ts'
import {gatherSources, standInSecrets} from '../compile.ts'
import {formatRewrites, rewrite} from '../effects/rewrite.ts'
import {readBeside} from '../effects/spec-files.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'
import {BaseCommand, type Conclusion} from './base-command.ts'

/** What commands that change a spec have in common: read, change, check, write or show. */
export abstract class EditCommand extends BaseCommand {
  /** Changes the files of a spec. With `-` the changed spec goes to standard output. */
  protected async edit(spec: string, change: Change, flags: Conclusion & {readonly 'dry-run': boolean}): Promise<void> {
    const sources = gatherSources(spec, readBeside, this.report)
    const edited = sources && changeSpec(sources, change, {targets, print, secrets: standInSecrets}, this.report)
    if (sources === undefined || edited === undefined || this.hasErrors()) return this.conclude(flags)
    const read = edited.find(({source}) => source.file === '-')
    if (flags['dry-run']) this.print(await formatRewrites(edited))
    else if (spec === '-') this.print(read?.text ?? sources.at(-1)?.text ?? '')
    if (!flags['dry-run'])
      rewrite(
        edited.filter(one => one !== read),
        this.report,
      )
    await this.conclude(flags)
  }
}
