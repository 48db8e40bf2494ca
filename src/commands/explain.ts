import * as Args from '@oclif/core/args'
import {BaseCommand} from '../cli/base-command.ts'
import {aboutCode, unknownCode} from '../cli/codes.ts'
import {exitCode} from '../cli/exit-code.ts'
import {type Understood, compileFile, renderMarked, standInSecrets} from '../compile.ts'
import {readBeside} from '../effects/spec-files.ts'
import {MASK, safeText} from '../findings/secret-key.ts'
import pages from '../rules/pages.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'
import {type TracedLine, traceLines} from '../targets/trace.ts'
import {explainField, explainInherited, explainOrigin, formatLines, linesFrom, missingPart, parseDotted} from '../trace.ts'

/** What stands for every secret until it is masked: a word of no quotes in any file, short enough for VRRP, that nobody else writes. */
const SECRET = 'Lb4nGx7Z'

export default class Explain extends BaseCommand {
  static override summary = 'Say where a line of a rendered file comes from, what a part of the spec becomes, or what a finding means.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> cluster.yaml lb1/haproxy.cfg:37',
    '<%= config.bin %> <%= command.id %> cluster.yaml services.cifs.timeouts.client',
    '<%= config.bin %> <%= command.id %> LB201',
  ]
  static override args = {
    spec: Args.string({description: 'Cluster spec, - for standard input; or the code or name of a finding.', required: true}),
    where: Args.string({description: 'A line of an artifact, lb1/haproxy.cfg:37, or a part of the spec, services.cifs.'}),
  }
  static override flags = {...BaseCommand.findingFlags}

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Explain)
    if (args.where === undefined) return this.print(pageOf(args.spec) ?? aboutCode(args.spec) ?? this.refuse(args.spec))
    const {understood} = compileFile(args.spec, readBeside, {targets, print, secrets: standInSecrets}, this.report)
    if (understood === undefined || this.hasErrors()) return this.conclude(flags)
    const {templates} = await import('../targets/templates-marked.gen.js')
    const render = renderMarked(understood, templates, secrets => new Map(secrets.map(({origin}) => [origin, SECRET])))
    const traced = traceLines(targets.flatMap(target => render(understood.cluster, target)))
    const lines = traced.map(line => ({...line, text: line.text.replaceAll(SECRET, MASK)}))
    const [, file, line] = /^(.+):(\d+)$/.exec(args.where) ?? []
    const path = artifactOf(file ?? args.where, lines)
    if (file === undefined && path === undefined) return this.showLines(lines, args.where, understood)
    return this.showOrigins(lines, path, file, Number(line), understood)
  }

  private showOrigins(
    lines: readonly TracedLine[],
    path: string | undefined,
    file: string | undefined,
    line: number,
    understood: Understood,
  ): void {
    const traced = lines.find(candidate => candidate.path === path && candidate.line === line)
    if (traced === undefined) return this.error(noSuchLine(path, file, lines), {exit: file === undefined ? exitCode.usage : exitCode.wrong})
    const origins = traced.origins.map(origin => explainOrigin(origin, understood))
    const known = origins.length === 0 ? ['lbgen writes it by itself: nothing of the spec is in it.'] : origins
    this.print(`${path}:${line}: ${safeText(traced.text.trim())}\n${known.map(text => `  ${text}\n`).join('')}`)
  }

  private showLines(all: readonly TracedLine[], where: string, understood: Understood): void {
    const part = parseDotted(where)
    const lines = linesFrom(all, part)
    if (lines.length > 0) return this.print(formatLines(lines, all))
    const files = [...new Set(all.map(({path}) => path))].filter(path => path.startsWith(`${where}/`))
    if (files.length > 0) return this.print(files.map(path => `${path}\n`).join(''))
    const inherited = explainInherited(all, part, understood)
    if (inherited !== undefined) return this.print(inherited)
    const field = explainField(part, understood)
    if (field !== undefined) return this.print(field)
    const {places, resolved} = understood
    const missing = places.find(part).written ? undefined : missingPart(resolved, part)
    this.error(missing ?? `No line of any file comes from ${where}.`, {exit: exitCode.wrong})
  }

  private refuse(name: string): never {
    if (name === '-' || /\/|\.(ya?ml|json)$/.test(name)) {
      const example = `lbgen explain ${name} lb1/haproxy.cfg:37, or lbgen explain ${name} services`
      this.error(`WHERE is missing: name a line of a rendered file or a part of the spec: ${example}.`, {exit: exitCode.usage})
    }
    this.error(unknownCode(name), {exit: exitCode.usage})
  }
}

/** The page of a rule, by its code or name; undefined when there is none. */
function pageOf(text: string): string | undefined {
  const rule = pages.rules.find(({code, name}) => code === text.toUpperCase() || name === text)
  return rule && pages.page(rule)
}

/** The artifact that a path means, with or without the folders that it was rendered into. */
const artifactOf = (path: string, lines: readonly TracedLine[]): string | undefined =>
  lines
    .map(line => line.path)
    .filter(artifact => path === artifact || path.endsWith(`/${artifact}`))
    .reduce<string | undefined>((best, artifact) => (best === undefined || artifact.length > best.length ? artifact : best), undefined)

function noSuchLine(path: string | undefined, file: string | undefined, lines: readonly TracedLine[]): string {
  if (path === undefined) return `Nothing is rendered to ${file}. There is:\n  ${[...new Set(lines.map(line => line.path))].join('\n  ')}`
  const count = lines.filter(candidate => candidate.path === path).length
  return file === undefined ? `Name a line: ${path}:1 to :${count}.` : `${path} has ${count} lines.`
}
