import {BaseCommand} from '../cli/base-command.ts'
import {schema} from '../spec/schema.gen.ts'

export default class Schema extends BaseCommand {
  static override summary = 'Print the JSON Schema of cluster specs, for editors.'
  static override examples = ['<%= config.bin %> <%= command.id %> > cluster.schema.json']

  async run(): Promise<void> {
    await this.parse(Schema)
    this.print(`${JSON.stringify(schema, null, 2)}\n`)
  }
}
