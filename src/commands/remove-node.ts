import {editFlags, nodeArg} from '../cli/edit-flags.ts'
import {specArg} from '../cli/spec-args.ts'
import {EditCommand} from '../edit-command.ts'
import {removeNode} from '../edit/remove-node.ts'

export default class RemoveNode extends EditCommand {
  static override summary = 'Remove a node from a spec and from every service; comments and layout are kept.'
  static override examples = ['<%= config.bin %> <%= command.id %> cluster.yaml alfresco2']
  static override args = {spec: specArg, node: nodeArg}
  static override flags = {
    ...EditCommand.findingFlags,
    ...editFlags,
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(RemoveNode)
    await this.edit(args.spec, (sources, report) => removeNode(sources, args.node, report), flags)
  }
}
