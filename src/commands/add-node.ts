import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {editFlags, nodeArg} from '../cli/edit-flags.ts'
import {specArg} from '../cli/spec-args.ts'
import {formatServices} from '../change.ts'
import {EditCommand} from '../edit-command.ts'
import {addNode} from '../edit/add-node.ts'

export default class AddNode extends EditCommand {
  static override summary = 'Add a node to a spec, and to the services that list all nodes; comments and layout are kept.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> cluster.yaml alfresco3 192.168.1.23 --weight 100',
    '<%= config.bin %> <%= command.id %> cluster.yaml alfresco4 192.168.1.24 --service cifs --dry-run',
    '<%= config.bin %> <%= command.id %> cluster.yaml alfresco5 192.168.1.25 --tag office',
  ]
  static override args = {
    spec: specArg,
    node: nodeArg,
    address: Args.string({description: 'Address of the node: IPv4, IPv6 or a host name.', required: true}),
  }
  static override flags = {
    ...EditCommand.findingFlags,
    ...editFlags,
    service: Flags.string({
      summary: 'Service to add it to; may be given several times. Default: those that list all nodes.',
      multiple: true,
      env: 'LBGEN_SERVICE',
    }),
    tag: Flags.string({
      summary: 'Tag of the node, for services that choose by it; may be given several times.',
      multiple: true,
      env: 'LBGEN_TAG',
    }),
    weight: Flags.integer({summary: 'Weight of the node, 0 to 256.', env: 'LBGEN_WEIGHT'}),
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(AddNode)
    const node = {
      name: args.node,
      address: args.address,
      ...(flags.weight !== undefined && {weight: flags.weight}),
      ...(flags.tag !== undefined && {tags: [...new Set(flags.tag)]}),
    }
    await this.edit(
      args.spec,
      (sources, report) => addNode(sources, node, flags.service, report),
      flags,
      cluster => formatServices(node.name, cluster),
    )
  }
}
