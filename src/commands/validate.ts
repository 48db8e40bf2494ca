import * as Flags from '@oclif/core/flags'
import {progress} from '../cli/progress.ts'
import {watchFlag, withOutputs} from '../cli/report-flags.ts'
import {specsArg} from '../cli/spec-args.ts'
import {specsFor} from '../cli/specs.ts'
import {compileFiles, standInSecrets} from '../compile.ts'
import {formatSummary} from '../findings/format.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'
import {WatchCommand} from '../watch-command.ts'

export default class Validate extends WatchCommand {
  static override summary = 'Check cluster specs; every finding at its line and column.'
  static override description =
    'A baseline lets an old spec be checked for what is new: `--write-baseline FILE` once, `--baseline FILE` from then on. It holds while lines move.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> cluster.yaml',
    "<%= config.bin %> <%= command.id %> '**/*.yaml'",
    '<%= config.bin %> <%= command.id %> cluster.yaml --watch',
    '<%= config.bin %> <%= command.id %> --strict --format json cluster.yaml',
    '<%= config.bin %> <%= command.id %> --output sarif=lbgen.sarif cluster.yaml',
    '<%= config.bin %> <%= command.id %> --write-baseline lbgen-baseline.json cluster.yaml',
  ]
  static override strict = false
  static override args = {spec: specsArg}
  static override flags = {
    ...WatchCommand.reportFlags,
    ...watchFlag,
    baseline: Flags.string({
      summary: 'Leave out what this file knows already, and name what of it is no longer found.',
      env: 'LBGEN_BASELINE',
      exclusive: ['write-baseline'],
    }),
    'write-baseline': Flags.string({
      summary: 'Write everything that is found to this file, for --baseline; errors that nothing can be rendered with excepted.',
      env: 'LBGEN_WRITE_BASELINE',
      exclusive: ['watch'],
    }),
  }

  async run(): Promise<void> {
    const {argv, flags: given} = await this.parse(Validate)
    const flags = withOutputs(given)
    const names = argv.map(String)
    await this.repeat(flags, async read => {
      const specs = await specsFor(names, flags, text => this.remark(text), this.report)
      const {step, end} = progress()
      const {files, silenced} = compileFiles(announced(specs, step), read, {targets, print, secrets: standInSecrets}, this.report)
      end()
      this.suppress(silenced)
      await this.holdAgainst(flags, files)
      return specs
    })
  }

  /** Leaves out what is known, or makes it known. */
  private async holdAgainst(flags: Baselines, files: readonly string[]): Promise<void> {
    const {baseline, 'write-baseline': target} = flags
    if (baseline === undefined && target === undefined) return
    const {isWithheld, withoutKnown, writeBaseline} = await import('../cli/baseline.ts')
    await this.hideSecrets()
    if (baseline !== undefined) this.suppress(withoutKnown(baseline, this.findings.splice(0), files, this.report))
    if (target === undefined) return
    const all = [...this.findings]
    if (isWithheld(all)) return this.remark(`${target} is not written while there is an error that nothing can be rendered with.\n`)
    if (!writeBaseline(target, all, this.report)) return
    this.findings.length = 0
    if (flags.format === 'pretty') this.print(`wrote ${target}: ${formatSummary(all) || 'nothing is found'}\n`)
  }
}

interface Baselines {
  readonly format: string
  readonly baseline?: string | undefined
  readonly 'write-baseline'?: string | undefined
}

/** Specs, each told of when its turn comes. */
function* announced(specs: readonly string[], step: (what: string) => void): Generator<string> {
  for (const [index, file] of specs.entries()) {
    step(`${index + 1} of ${specs.length}: ${file}`)
    yield file
  }
}
