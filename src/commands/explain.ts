import * as Args from '@oclif/core/args'
import {BaseCommand} from '../cli/base-command.ts'
import {exitCode} from '../cli/exit-code.ts'
import {compileFile, renderMarked, standInSecrets} from '../compile.ts'
import {readBeside} from '../effects/spec-files.ts'
import {nearestWord} from '../findings/nearest-word.ts'
import {rules} from '../rules/index.ts'
import {page} from '../rules/page.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'
import {type TracedLine, traceLines} from '../targets/trace.ts'
import {explainOrigin, linesFrom, parseDotted} from '../trace.ts'

export default class Explain extends BaseCommand {
  static override summary = 'Say where a line of a rendered file comes from, what a part of the spec becomes, or what a rule is about.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> cluster.yaml lb1/haproxy.cfg:37',
    '<%= config.bin %> <%= command.id %> cluster.yaml services.cifs.timeouts.client',
    '<%= config.bin %> <%= command.id %> LB201',
  ]
  static override args = {
    spec: Args.string({description: 'Cluster spec, - for standard input; or the code or name of a rule.', required: true}),
    where: Args.string({description: 'A line of an artifact, lb1/haproxy.cfg:37, or a part of the spec, services.cifs.'}),
  }
  static override flags = {...BaseCommand.findingFlags}

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Explain)
    const rule = rules.find(({code, name}) => code === args.spec.toUpperCase() || name === args.spec)
    if (args.where === undefined) return rule === undefined ? this.refuse(args.spec) : this.print(page(rule))
    const {understood} = compileFile(args.spec, readBeside, {targets, print, secrets: standInSecrets}, this.report)
    if (understood === undefined || this.hasErrors()) return this.conclude(flags)
    const {templates} = await import('../targets/templates-marked.gen.js')
    const render = renderMarked(understood, templates)
    const lines = traceLines(targets.flatMap(target => render(understood.cluster, target)))
    const [, path, line] = /^(.+):(\d+)$/.exec(args.where) ?? []
    if (path === undefined) return this.showLines(linesFrom(lines, parseDotted(args.where)), args.where)
    const traced = lines.find(candidate => candidate.path === path && candidate.line === Number(line))
    if (traced === undefined) return this.error(noSuchLine(path, lines), {exit: exitCode.wrong})
    this.print(
      [`${args.where}: ${traced.text.trim()}\n`, ...traced.origins.map(origin => `  ${explainOrigin(origin, understood.places)}\n`)].join(
        '',
      ),
    )
  }

  private showLines(lines: readonly TracedLine[], where: string): void {
    if (lines.length === 0) this.error(`No line of any file comes from ${where}.`, {exit: exitCode.wrong})
    this.print(lines.map(({path, line, text}) => `${path}:${line}: ${text.trim()}\n`).join(''))
  }

  private refuse(name: string): never {
    const near = nearestWord(
      name,
      rules.flatMap(rule => [rule.code, rule.name]),
    )
    this.error(
      `There is no rule ${name}.${near === undefined ? '' : ` Did you mean ${near}?`} To explain a line of a file, name the spec first: lbgen explain cluster.yaml lb1/haproxy.cfg:37.`,
      {exit: exitCode.usage},
    )
  }
}

function noSuchLine(path: string, lines: readonly TracedLine[]): string {
  const count = lines.filter(candidate => candidate.path === path).length
  if (count > 0) return `${path} has ${count} lines.`
  return `Nothing is rendered to ${path}. There is:\n  ${[...new Set(lines.map(line => line.path))].join('\n  ')}`
}
