import {type Changed, type Edit, type Tell, changeSpec} from './change.ts'
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
    const made = this.make(spec, edit)
    if (made === undefined) return ''
    const {edited, cluster, piped} = made
    const files = edited.filter(({source}) => source.file !== '-')
    if (!flags['dry-run'] && !rewrite(files, this.report)) return ''
    const told = cluster && saysMore(flags) ? tell(cluster) : ''
    if (!flags['dry-run'] && spec !== '-') return saysMore(flags) ? confirmation(told, files) : ''
    // A diff or a spec on standard output holds nothing else.
    this.remark(told)
    return flags['dry-run'] ? formatRewrites(edited, hiddenText) : piped
  }

  /** The change, and the spec from standard input as it is now, changed or not; undefined, reported, when there is an error. */
  private make(spec: string, edit: Edit): (Changed & {readonly piped: string}) | undefined {
    const sources = gatherSources(spec, readBeside, this.report)
    const changed = sources && changeSpec(sources, edit, {targets, print, secrets: standInSecrets}, this.report)
    if (sources === undefined || changed === undefined || this.hasErrors()) return undefined
    const piped = changed.edited.find(({source}) => source.file === '-') ?? sources.at(-1)
    return {...changed, piped: piped?.text ?? ''}
  }
}

type EditFlags = Conclusion & {readonly 'dry-run': boolean; readonly quiet: boolean}

const confirmation = (told: string, files: Changed['edited']): string =>
  files.length === 0
    ? ''
    : `${told}changed ${files.map(({source}) => source.file).join(', ')}; run \`lbgen render\` to bring the files up to date\n`
