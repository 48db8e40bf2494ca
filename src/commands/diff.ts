import * as Flags from '@oclif/core/flags'
import {BaseCommand} from '../cli/base-command.ts'
import {compareWith} from '../cli/compare-with.ts'
import {exitCode} from '../cli/exit-code.ts'
import {specArg} from '../cli/spec-args.ts'
import {compileFile, standInSecrets} from '../compile.ts'
import {isSame} from '../diff/comparison.ts'
import {formatComparisonJson} from '../diff/json.ts'
import {formatComparisonMarkdown} from '../diff/markdown.ts'
import {formatComparison} from '../diff/pretty.ts'
import {readBeside} from '../effects/spec-files.ts'
import {onceEach} from '../findings/finding.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'

export default class Diff extends BaseCommand {
  static override summary = 'Say what a change of a spec means: what differs, how it takes effect, and whose sessions move.'
  static override description =
    'OLD is a rendered folder, another spec, or a git revision; without --against it is `rendered` beside the spec, or else HEAD. Where a path and a revision have one name, `./NAME` is the path, and `refs/heads/NAME`, `refs/remotes/origin/NAME` or a commit the revision.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> cluster.yaml',
    '<%= config.bin %> <%= command.id %> cluster.yaml --against HEAD~3',
    '<%= config.bin %> <%= command.id %> cluster.yaml --against origin/main --format markdown',
  ]
  static override args = {spec: specArg}
  static override flags = {
    ...BaseCommand.findingFlags,
    format: Flags.string({
      summary: 'How the difference is printed.',
      options: ['pretty', 'json', 'markdown'],
      default: 'pretty',
      env: 'LBGEN_DIFF_FORMAT',
    }),
    against: Flags.string({
      summary: 'What to compare with: a rendered folder, a spec or a git revision.',
      helpValue: 'OLD',
      env: 'LBGEN_AGAINST',
    }),
    'exit-code': Flags.boolean({summary: 'Exit with 1 if anything differs.', default: false, env: 'LBGEN_EXIT_CODE'}),
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Diff)
    // What was rendered is compared with the spec once more, with its secrets: what is found then was mostly found already.
    const report = onceEach(this.report)
    const {understood} = compileFile(args.spec, readBeside, {targets, print, secrets: standInSecrets}, report)
    const comparison =
      understood === undefined || this.hasErrors()
        ? undefined
        : await compareWith({file: args.spec, understood, against: flags.against}, report)
    if (comparison) this.print(formatted[flags.format]?.(comparison) ?? formatComparison(comparison, await this.paint('stdout')))
    // Beside the comparison findings are no product.
    await this.conclude({...flags, format: comparison === undefined && flags.format === 'json' ? 'json' : 'pretty'})
    if (comparison && flags['exit-code'] && !isSame(comparison)) this.exit(exitCode.wrong)
  }
}

const formatted: Readonly<Record<string, typeof formatComparisonJson>> = {json: formatComparisonJson, markdown: formatComparisonMarkdown}
