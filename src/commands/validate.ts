import * as Args from '@oclif/core/args'
import {BaseCommand} from '../cli/base-command.ts'
import {withOutputs} from '../cli/report-flags.ts'
import {compileFile, standInSecrets} from '../compile.ts'
import {readBeside} from '../effects/spec-files.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'

export default class Validate extends BaseCommand {
  static override summary = 'Check cluster specs; every finding at its line and column.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> cluster.yaml',
    '<%= config.bin %> <%= command.id %> --strict --format json cluster.yaml',
  ]
  static override strict = false
  static override args = {spec: Args.string({description: 'Cluster specs; - for standard input.', required: true})}
  static override flags = {...BaseCommand.reportFlags}

  async run(): Promise<void> {
    const {argv, flags: given} = await this.parse(Validate)
    const flags = withOutputs(given)
    for (const file of argv) compileFile(String(file), readBeside, {targets, print, secrets: standInSecrets}, this.report)
    await this.conclude(flags, argv.map(String))
  }
}
