import {type Edit, type Tell, changeSpec} from './change.ts'
import {BaseCommand, type Conclusion} from './cli/base-command.ts'
import {saysMore} from './cli/report-flags.ts'
import {standInSecrets} from './compile.ts'
import {formatRewrites, rewrite} from './effects/rewrite.ts'
import {readBeside} from './effects/spec-files.ts'
import {gatherSources} from './spec/gather.ts'
import {hiddenText} from './spec/without-secrets.ts'
import {targets} from './targets/index.ts'
import {print} from './targets/print.ts'

/** What commands that change a spec have in common: read, change, check, write or show. */
export abstract class EditCommand extends BaseCommand {
  /** Changes the files of a spec. With `-` the changed spec goes to standard output. `tell` adds what there is to say of the new cluster. */
  protected async edit(spec: string, edit: Edit, flags: EditFlags, tell: Tell = () => ''): Promise<void> {
    this.print(await this.changed(spec, edit, flags, tell))
    await this.conclude(flags)
  }

  /** Makes the change, or leaves it at a diff; gives what is to be printed. */
  private async changed(spec: string, edit: Edit, flags: EditFlags, tell: Tell): Promise<string> {
    const sources = gatherSources(spec, readBeside, this.report)
    const changed = sources && changeSpec(sources, edit, {targets, print, secrets: standInSecrets}, this.report)
    if (sources === undefined || changed === undefined || this.hasErrors()) return ''
    const {edited, cluster} = changed
    const files = edited.filter(({source}) => source.file !== '-')
    if (!flags['dry-run'] && !rewrite(files, this.report)) return ''
    const told = cluster === undefined || !saysMore(flags) ? '' : tell(cluster)
    const isProduct = flags['dry-run'] || spec === '-'
    // A diff or a spec on standard output holds nothing else.
    if (isProduct) this.remark(told)
    if (flags['dry-run']) return formatRewrites(edited, hiddenText)
    if (spec === '-') return edited.find(({source}) => source.file === '-')?.text ?? sources.at(-1)?.text ?? ''
    return saysMore(flags) && files.length > 0 ? `${told}${confirmation(files.map(({source}) => source.file))}` : ''
  }
}

type EditFlags = Conclusion & {readonly 'dry-run': boolean; readonly quiet: boolean}

const confirmation = (files: readonly string[]): string =>
  `changed ${files.join(', ')}; run \`lbgen render\` to bring the files up to date\n`
