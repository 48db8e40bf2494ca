import * as Flags from '@oclif/core/flags'
import {type Delivery, deliver} from '../cli/deliver.ts'
import {engineFlags} from '../cli/engine-flags.ts'
import {exitCode} from '../cli/exit-code.ts'
import {saysMore, watchFlag, withOutputs} from '../cli/report-flags.ts'
import {select, selectionFlags} from '../cli/selection.ts'
import {specArg} from '../cli/spec-args.ts'
import {verifierFor} from '../cli/verify-spec.ts'
import {type Understood, compileFile, judging} from '../compile.ts'
import {folderBeside} from '../effects/against.ts'
import {secretsFor} from '../effects/secrets.ts'
import {formatResolved} from '../format-resolved.ts'
import {formatVerdict} from '../effects/verify.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'
import type {Artifact} from '../targets/target.ts'
import {WatchCommand} from '../watch-command.ts'

export default class Render extends WatchCommand {
  static override summary = 'Write every file that a cluster needs, below one folder.'
  static override description = 'All files are rendered and checked first; then all of them are written, or none.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> cluster.yaml',
    '<%= config.bin %> <%= command.id %> cluster.yaml --verify --out build',
    '<%= config.bin %> <%= command.id %> cluster.yaml --check',
    '<%= config.bin %> <%= command.id %> cluster.yaml --artifact lb1/haproxy.cfg --stdout',
    '<%= config.bin %> <%= command.id %> cluster.yaml --annotate --out annotated',
  ]
  static override args = {spec: specArg}
  static override flags = {
    ...WatchCommand.reportFlags,
    ...watchFlag,
    ...engineFlags,
    ...selectionFlags,
    out: Flags.string({char: 'o', summary: 'Folder to write to; `rendered` beside the spec by default.', env: 'LBGEN_OUT'}),
    check: Flags.boolean({
      summary: 'Write nothing; exit with 1 if what is there differs.',
      default: false,
      env: 'LBGEN_CHECK',
      exclusive: ['stdout', 'resolved'],
    }),
    diff: Flags.boolean({
      summary: 'Print how what is there differs from what is rendered.',
      default: false,
      env: 'LBGEN_DIFF',
      exclusive: ['stdout', 'resolved'],
    }),
    verify: Flags.boolean({
      summary: 'Have the real engines check the files before anything is written.',
      default: false,
      env: 'LBGEN_VERIFY',
    }),
    stdout: Flags.boolean({
      summary: 'Print the files in place of writing them: with every secret in clear, those of {env} and {file} too.',
      default: false,
      env: 'LBGEN_STDOUT',
    }),
    resolved: Flags.boolean({
      summary: 'Print the spec with every default filled in, and nothing else; a secret that stands in the spec is printed in clear.',
      default: false,
      env: 'LBGEN_RESOLVED',
    }),
    annotate: Flags.boolean({
      summary: 'Say at each line, in a comment, which line of the spec made it; with --stdout, or an --out of its own.',
      default: false,
      env: 'LBGEN_ANNOTATE',
      exclusive: ['resolved'],
    }),
    force: Flags.boolean({
      summary: 'Write over files that lbgen did not write, or that were changed since.',
      default: false,
      env: 'LBGEN_FORCE',
    }),
  }

  async run(): Promise<void> {
    const {args, flags: given} = await this.parse(Render)
    const flags = withOutputs(given)
    const verify = verifierFor(flags, text => this.remark(text))
    if (flags.annotate && !flags.stdout && flags.out === undefined) this.error(whereToAnnotate, {exit: exitCode.usage})
    await this.repeat(flags, async read => {
      const {artifacts, understood} = compileFile(args.spec, read, {targets, print, secrets: secretsFor(args.spec)}, this.report)
      if (understood && flags.verify && !this.hasErrors()) {
        const verdicts = await verify(understood, judging(understood, this.report))
        if (saysMore(flags) && !hasProduct(flags)) this.print(verdicts.map(formatVerdict).join(''))
      }
      if (understood && !this.hasErrors()) this.print(await this.product(artifacts, understood, {...flags, spec: args.spec}))
      this.suppress(understood?.policy.silenced() ?? [])
      return [args.spec]
    })
  }

  /** What is printed of what was rendered; writes it where that is asked for. */
  private async product(artifacts: readonly Artifact[], understood: Understood, flags: Asked): Promise<string> {
    if (flags.resolved) return formatResolved(understood, {targets, print})
    const chosen = select(flags.annotate ? await this.annotated(understood, flags.spec) : artifacts, flags)
    if (flags.stdout) return chosen.flatMap(({chunks}) => chunks).join('')
    return deliver(chosen, flags.out ?? folderBeside(flags.spec), understood, {...flags, saysMore: saysMore(flags)}, this.report)
  }

  /** The same files with remarks; what there is to find in them was found already. */
  private async annotated(understood: Understood, spec: string): Promise<readonly Artifact[]> {
    const {templates} = await import('../targets/templates-marked.gen.js')
    const {annotate} = await import('../annotate.ts')
    return annotate(understood, {targets, secrets: secretsFor(spec)}, templates)
  }
}

interface Asked extends Omit<Delivery, 'saysMore'> {
  readonly spec: string
  readonly out?: string | undefined
  readonly stdout: boolean
  readonly resolved: boolean
  readonly format: string
  readonly quiet: boolean
  readonly annotate: boolean
}

const whereToAnnotate =
  'Files with remarks are for reading: they go to standard output (`--stdout`) or to a folder of their own (`--out annotated`), never where the plain ones are.'

/** Whether standard output is for what the flags ask to see there, and for nothing else. */
const hasProduct = ({stdout, resolved, diff}: {readonly stdout: boolean; readonly resolved: boolean; readonly diff: boolean}): boolean =>
  stdout || resolved || diff
