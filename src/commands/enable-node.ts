import {editFlags, nodeArg, serviceFlag, targetOf} from '../cli/edit-flags.ts'
import {specArg} from '../cli/spec-args.ts'
import {EditCommand} from '../edit-command.ts'
import {enableNode} from '../edit/node-field.ts'

export default class EnableNode extends EditCommand {
  static override summary = 'Put a node back into service.'
  static override examples = ['<%= config.bin %> <%= command.id %> cluster.yaml alfresco2']
  static override args = {spec: specArg, node: nodeArg}
  static override flags = {
    ...EditCommand.findingFlags,
    ...editFlags,
    ...serviceFlag,
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(EnableNode)
    await this.edit(args.spec, (sources, report) => enableNode(sources, targetOf(args, flags), report), flags)
  }
}
