import {engineFlags} from '../cli/engine-flags.ts'
import {verifierFor} from '../cli/verify-spec.ts'
import {saysMore, watchFlag, withOutputs} from '../cli/report-flags.ts'
import {specArg} from '../cli/spec-args.ts'
import {compileFile, judging, standInSecrets} from '../compile.ts'
import {formatVerdict} from '../effects/verify.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'
import {WatchCommand} from '../watch-command.ts'

export default class Verify extends WatchCommand {
  static override summary = 'Have the real engines check what a spec renders to, with stand-ins for what is not on this machine.'
  static override description =
    'Nothing is written but a scratch folder, and no rights are needed. A complaint of an engine is shown at the line of the spec that caused it.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> cluster.yaml',
    '<%= config.bin %> <%= command.id %> cluster.yaml --engine-path haproxy=/opt/haproxy/sbin/haproxy --require-engines',
  ]
  static override args = {spec: specArg}
  static override flags = {...WatchCommand.reportFlags, ...watchFlag, ...engineFlags}

  async run(): Promise<void> {
    const {args, flags: given} = await this.parse(Verify)
    const flags = withOutputs(given)
    const verify = verifierFor(flags, text => this.remark(text))
    await this.repeat(flags, async read => {
      const {understood} = compileFile(args.spec, read, {targets, print, secrets: standInSecrets}, this.report)
      if (understood && !this.hasErrors()) {
        const verdicts = await verify(understood, judging(understood, this.report))
        if (saysMore(flags)) this.print(verdicts.map(formatVerdict).join(''))
      }
      this.suppress(understood?.policy.silenced() ?? [])
      return [args.spec]
    })
  }
}
