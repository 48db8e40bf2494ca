import * as Flags from '@oclif/core/flags'
import {BaseCommand} from '../cli/base-command.ts'
import {formatRules, listRules} from '../cli/codes.ts'
import pages from '../rules/pages.ts'

export default class Rules extends BaseCommand {
  static override summary = 'List everything that lbgen can find, with its severity.'
  static override description =
    'The family says what a rule is good for: that the cluster is correct, stays available, is secure, or suits the product on its nodes. What has none is found while the spec is read, rendered or checked by its engines.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --format json']
  static override flags = {
    format: Flags.option({
      summary: 'How they are printed.',
      options: ['pretty', 'json'] as const,
      default: 'pretty',
      env: 'LBGEN_RULES_FORMAT',
    })(),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(Rules)
    const all = listRules(pages.rules)
    this.print(flags.format === 'json' ? `${JSON.stringify({rules: all}, null, 2)}\n` : formatRules(all))
  }
}
