import {editFlags, nodeArg, serviceFlag, targetOf} from '../cli/edit-flags.ts'
import {specArg} from '../cli/spec-args.ts'
import {EditCommand} from '../edit-command.ts'
import {drainNode} from '../edit/node-field.ts'

export default class DrainNode extends EditCommand {
  static override summary = 'Take a node out of service for new clients; those that it has may go on.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> cluster.yaml alfresco2',
    '<%= config.bin %> <%= command.id %> cluster.yaml alfresco2 --dry-run',
  ]
  static override args = {spec: specArg, node: nodeArg}
  static override flags = {
    ...EditCommand.findingFlags,
    ...editFlags,
    ...serviceFlag,
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(DrainNode)
    await this.edit(args.spec, (sources, report) => drainNode(sources, targetOf(args, flags), report), flags)
  }
}
