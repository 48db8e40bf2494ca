import {type Change, changeSpec} from './change.ts'
import {BaseCommand, type Conclusion} from './cli/base-command.ts'
import {standInSecrets} from './compile.ts'
import {formatRewrites, rewrite} from './effects/rewrite.ts'
import {readBeside} from './effects/spec-files.ts'
import {gatherSources} from './spec/gather.ts'
import {targets} from './targets/index.ts'
import {print} from './targets/print.ts'

/** What commands that change a spec have in common: read, change, check, write or show. */
export abstract class EditCommand extends BaseCommand {
  /** Changes the files of a spec. With `-` the changed spec goes to standard output. */
  protected async edit(spec: string, change: Change, flags: Conclusion & {readonly 'dry-run': boolean}): Promise<void> {
    this.print(await this.changed(spec, change, flags))
    await this.conclude(flags)
  }

  /** Makes the change, or leaves it at a diff; gives what is to be printed. */
  private async changed(spec: string, change: Change, flags: Conclusion & {readonly 'dry-run': boolean}): Promise<string> {
    const sources = gatherSources(spec, readBeside, this.report)
    const edited = sources && changeSpec(sources, change, {targets, print, secrets: standInSecrets}, this.report)
    if (sources === undefined || edited === undefined || this.hasErrors()) return ''
    if (flags['dry-run']) return formatRewrites(edited)
    const files = edited.filter(({source}) => source.file !== '-')
    if (!rewrite(files, this.report)) return ''
    if (spec === '-') return edited.find(({source}) => source.file === '-')?.text ?? sources.at(-1)?.text ?? ''
    return flags.format === 'pretty' && files.length > 0 ? confirmation(files.map(({source}) => source.file)) : ''
  }
}

const confirmation = (files: readonly string[]): string =>
  `changed ${files.join(', ')}; run \`lbgen render\` to bring the files up to date\n`
