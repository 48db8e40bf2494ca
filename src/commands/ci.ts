import * as Flags from '@oclif/core/flags'
import {BaseCommand} from '../cli/base-command.ts'
import {engineFlags} from '../cli/engine-flags.ts'
import {type Outcome, formatOutcome, formatOutcomeMarkdown, runPipeline, withoutThose} from '../cli/pipeline.ts'
import {saysMore, withOutputs} from '../cli/report-flags.ts'
import {specsArg} from '../cli/spec-args.ts'
import {specsFor} from '../cli/specs.ts'
import {verifierFor} from '../cli/verify-spec.ts'
import {isSame} from '../diff/comparison.ts'
import {formatComparisonMarkdown} from '../diff/markdown.ts'
import {formatComparison} from '../diff/pretty.ts'
import {createText} from '../effects/create.ts'
import {onceEach} from '../findings/finding.ts'

export default class Ci extends BaseCommand {
  static override summary = 'Validate, compare with what is rendered, verify, and say what changes: one summary and one exit code.'
  static override description =
    'What a pipeline runs. It fails where `validate`, `render --check` or `verify` does; a change is no failure, and where there is nothing older to compare with, the summary says so. Where a path and a revision have one name, `./NAME` is the path, and `refs/heads/NAME`, `refs/remotes/origin/NAME` or a commit the revision.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> cluster.yaml',
    '<%= config.bin %> <%= command.id %> cluster.yaml --against origin/main --markdown comment.md',
    '<%= config.bin %> <%= command.id %> cluster.yaml --format github --output sarif=lbgen.sarif',
  ]
  static override strict = false
  static override args = {spec: specsArg}
  static override flags = {
    ...BaseCommand.reportFlags,
    ...engineFlags,
    against: Flags.string({
      summary: 'What the change is told against: a git revision, a spec or a rendered folder.',
      helpValue: 'OLD',
      default: 'HEAD',
      env: 'LBGEN_AGAINST',
    }),
    out: Flags.string({
      char: 'o',
      summary: 'Rendered folder to check; `rendered` beside the spec by default, if it is there.',
      env: 'LBGEN_OUT',
    }),
    baseline: Flags.string({
      summary: 'Leave out what this file knows already: `lbgen validate --write-baseline` writes it.',
      env: 'LBGEN_BASELINE',
    }),
    markdown: Flags.string({summary: 'File to write the summary and the change to as Markdown, for a comment.', env: 'LBGEN_MARKDOWN'}),
  }

  async run(): Promise<void> {
    const {argv, flags: given} = await this.parse(Ci)
    const flags = withOutputs(given)
    const job = {out: flags.out, against: flags.against, verify: verifierFor(flags, text => this.remark(text))}
    const specs = await specsFor(argv.map(String), flags, text => this.remark(text), this.report)
    const all: Outcome[] = []
    for (const spec of specs) all.push(await runPipeline(spec, job))
    const outcomes = await this.gather(all, flags.baseline)
    if (saysMore(flags)) await this.summarize(outcomes)
    if (flags.markdown !== undefined)
      createText(flags.markdown, outcomes.map(inMarkdown).join('\n'), {force: true, keepsSpecs: true}, this.report)
    await this.conclude(flags, specs)
  }

  /** Takes up what was found; gives the outcomes without what a baseline knows of it. */
  private async gather(outcomes: readonly Outcome[], baseline: string | undefined): Promise<readonly Outcome[]> {
    const report = onceEach(this.report)
    for (const {validated, later, silenced} of outcomes) {
      for (const finding of [...validated, ...later]) report(finding)
      this.suppress(silenced)
    }
    if (baseline === undefined) return outcomes
    const {withoutKnown} = await import('../cli/baseline.ts')
    const files = outcomes.flatMap(outcome => outcome.files)
    const known = withoutKnown(baseline, this.findings.splice(0), files, this.report)
    this.suppress(known)
    return outcomes.map(outcome =>
      withoutThose(
        outcome,
        known.map(({finding}) => finding),
      ),
    )
  }

  private async summarize(outcomes: readonly Outcome[]): Promise<void> {
    const paint = await this.paint('stdout')
    for (const outcome of outcomes) {
      const {comparison} = outcome
      const change = comparison === undefined || isSame(comparison) ? '' : `\n${formatComparison(comparison, paint)}`
      this.print(`${formatOutcome(outcome)}${change}`)
    }
  }
}

const inMarkdown = (outcome: Outcome): string =>
  `${formatOutcomeMarkdown(outcome)}${outcome.comparison === undefined ? '' : formatComparisonMarkdown(outcome.comparison)}`
