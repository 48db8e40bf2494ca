import {editFlags, nodeArg, serviceFlag, targetOf, weightArg} from '../cli/edit-flags.ts'
import {specArg} from '../cli/spec-args.ts'
import {EditCommand} from '../edit-command.ts'
import {setWeight} from '../edit/node-field.ts'

export default class SetWeight extends EditCommand {
  static override summary = 'Give a node another weight.'
  static override examples = ['<%= config.bin %> <%= command.id %> cluster.yaml alfresco2 100']
  static override args = {spec: specArg, node: nodeArg, weight: weightArg({required: true})}
  static override flags = {
    ...EditCommand.findingFlags,
    ...editFlags,
    ...serviceFlag,
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(SetWeight)
    await this.edit(args.spec, (sources, report) => setWeight(sources, targetOf(args, flags), args.weight, report), flags)
  }
}
