import * as Args from '@oclif/core/args'
import * as Errors from '@oclif/core/errors'
import * as Flags from '@oclif/core/flags'
import {type Ask, canAsk, talk} from '../cli/ask.ts'
import {BaseCommand} from '../cli/base-command.ts'
import {exitCode} from '../cli/exit-code.ts'
import {formatNext, listStarters, printStarter, refuseStarter} from '../cli/starter.ts'
import {starters} from '../cli/starters.gen.ts'
import {compile, standInSecrets} from '../compile.ts'
import {createText} from '../effects/create.ts'
import {inQuotes} from '../effects/removal.ts'
import {formatSpec} from '../spec/print.ts'
import {schema} from '../spec/schema.gen.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'
import type {Secret} from '../targets/target.ts'

/** The starter when nobody says which. */
const USUAL = 'minimal'

/** What the user said, on the command line or when asked. */
interface Wishes {
  readonly starter?: string | undefined
  readonly name?: string | undefined
}

export default class Init extends BaseCommand {
  static override summary = 'Write a commented spec to begin with.'
  static override description = `On a terminal it asks for what was not given. Elsewhere the starter is ${USUAL}, unless another one is named.`
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> alfresco-cifs --name office --out office.yaml',
    '<%= config.bin %> <%= command.id %> --list',
  ]
  static override args = {starter: Args.string({description: 'Name of the starter; --list shows all.'})}
  static override flags = {
    out: Flags.string({char: 'o', summary: 'File to write; - for standard output.', default: 'cluster.yaml', env: 'LBGEN_INIT_OUT'}),
    name: Flags.string({summary: "The cluster's name; the starter's own by default.", env: 'LBGEN_NAME'}),
    list: Flags.boolean({summary: 'Print the starters, and write nothing.', default: false, env: 'LBGEN_LIST'}),
    force: Flags.boolean({summary: 'Write over a file that is there.', default: false, env: 'LBGEN_FORCE'}),
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Init)
    if (flags.list) return this.print(listStarters(starters))
    const given = {starter: args.starter, name: flags.name}
    refuseUnknown(given)
    const {starter, name} = canAsk() ? await talk(ask => askFor(given, ask)) : given
    const text = textOf(starter ?? USUAL, name)
    if (flags.out === '-') return this.print(text)
    if (createText(flags.out, text, flags, this.report))
      this.print(`wrote ${flags.out}\n${formatNext(secretsIn(text), `lbgen render ${inQuotes(flags.out)}`)}`)
    await this.conclude({format: 'pretty', strict: false})
  }
}

async function askFor({starter, name}: Wishes, ask: Ask): Promise<Wishes> {
  const text = `${listStarters(starters)}\nWhich of these is most like your cluster?`
  const chosen = starter ?? (await ask({text, usual: USUAL, refuse: answer => refuseStarter(answer, starters)}))
  return {starter: chosen, name: name ?? (await ask({text: 'What is the name of the cluster?', usual: chosen, refuse: refuseName}))}
}

function refuseUnknown({starter, name}: Wishes): void {
  const refusal = (starter !== undefined && refuseStarter(starter, starters)) || (name !== undefined && refuseName(name))
  if (refusal) throw new Errors.CLIError(refusal, {exit: exitCode.usage})
}

function refuseName(name: string): string | undefined {
  const {pattern, expects} = schema.$defs.name
  return new RegExp(pattern).test(name) ? undefined : `\`${name}\` is not ${expects}.`
}

/** The starter's text, for a cluster of that name. */
function textOf(starter: string, name = starter): string {
  const found = starters.find(candidate => candidate.name === starter)
  return found === undefined ? '' : printStarter(found, formatSpec({name}).trimEnd())
}

/** Where what the spec renders to has its secrets from. */
function secretsIn(text: string): readonly Secret['from'][] {
  const asked: Secret['from'][] = []
  compile([{file: 'cluster.yaml', text}], {
    targets,
    print,
    secrets: (secrets, report) => {
      asked.push(...secrets.map(({from}) => from))
      return standInSecrets(secrets, report)
    },
  })
  return asked
}
