import {writeSync} from 'node:fs'
import {Command} from '@oclif/core/command'
import * as Flags from '@oclif/core/flags'
import {isOfSurroundings} from '../findings/code.ts'
import {type Finding, type Report, isError} from '../findings/finding.ts'
import {type Paint, formatPretty, formatSummary, plain} from '../findings/format.ts'
import type {Suppressed} from '../findings/suppressed.ts'
import {exitCode} from './exit-code.ts'
import {type Format, type Output, findingFlags, reportFlags} from './report-flags.ts'

/** What every command with findings takes. */
export interface Conclusion {
  readonly format: Format
  readonly strict: boolean
  readonly outputs?: readonly Output[]
  readonly quiet?: boolean
}

export abstract class BaseCommand extends Command {
  static override baseFlags = {
    color: Flags.boolean({
      summary: 'Colour what is printed for people; on a terminal by default.',
      allowNo: true,
      env: 'LBGEN_COLOR',
      helpGroup: 'GLOBAL',
    }),
  }

  static readonly findingFlags = findingFlags
  static readonly reportFlags = reportFlags

  /** What was found so far, by whatever stage. */
  protected readonly findings: Finding[] = []
  /** What somebody has decided about, so that it is no finding any more. */
  protected readonly suppressed: Suppressed[] = []
  protected readonly report: Report = finding => void this.findings.push(finding)

  /**
   * Prints the findings, and ends the command when one of them is an error: 3 when the surroundings failed, 1 otherwise.
   * For people they go to standard error; in any other format they are the product, on standard output.
   */
  protected async conclude(flags: Conclusion, specs: readonly string[] = []): Promise<void> {
    const code = await this.tell(flags, specs)
    if (code !== exitCode.done) this.exit(code)
  }

  /** Prints the findings; gives the code with which the command is to end. */
  protected async tell(flags: Conclusion, specs: readonly string[]): Promise<number> {
    const {format, outputs = []} = flags
    await this.hideSecrets()
    if (format !== 'pretty' || outputs.length > 0) await this.printReport(flags, specs)
    const shown = flags.quiet === true ? this.failing(flags.strict) : this.findings
    if (format === 'pretty' && shown.length > 0)
      process.stderr.write(`${formatPretty(shown, await this.paint(), {columns: columnsOf(process.stderr)})}\n${formatSummary(shown)}.\n`)
    return this.codeFor(flags.strict)
  }

  /** Writes the files that were asked for, then what is printed, which says too which of them could not be written. */
  private async printReport({format, strict, outputs = []}: Conclusion, specs: readonly string[]): Promise<void> {
    const {GITHUB_WORKSPACE: github, CI_PROJECT_DIR: gitlab} = process.env
    const run = {version: this.config.version, strict, specs, suppressed: this.suppressed, root: github || gitlab || process.cwd()}
    const {formatReport, writeReports} = await import('./reports.ts')
    writeReports(outputs, [...this.findings], run, this.report)
    if (format !== 'pretty') this.print(formatReport(format, this.findings, run))
  }

  /** Takes the secrets of specs out of all that was found, before anybody sees it. */
  protected async hideSecrets(): Promise<void> {
    if (this.findings.length + this.suppressed.length === 0) return
    const {withoutSecrets} = await import('../spec/without-secrets.ts')
    const decided = this.suppressed.splice(0)
    const shown = this.findings.length
    // Together, for the secrets of a spec are looked for in the words of all that was found.
    const safe = withoutSecrets([...this.findings.splice(0), ...decided.map(({finding}) => finding)])
    for (const finding of safe.slice(0, shown)) this.findings.push(finding)
    for (const [index, finding] of safe.slice(shown).entries())
      this.suppressed.push(...decided.slice(index, index + 1).map(one => ({...one, finding})))
  }

  /** Keeps in mind what was decided about, for formats that tell that too. */
  protected suppress(decided: readonly Suppressed[]): void {
    for (const one of decided) this.suppressed.push(one)
  }

  protected hasErrors(): boolean {
    return this.findings.some(isError)
  }

  private failing(strict: boolean): readonly Finding[] {
    return this.findings.filter(finding => isError(finding) || (strict && finding.severity === 'warning'))
  }

  private codeFor(strict: boolean): number {
    const failing = this.failing(strict)
    if (failing.some(({code}) => isOfSurroundings(code))) return exitCode.surroundings
    return failing.length > 0 ? exitCode.wrong : exitCode.done
  }

  /** Prints a product to standard output, whole even into a slow pipe. */
  protected print(text: string): void {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length;) at += writeSome(bytes.subarray(at))
  }

  /** Says something beside the product. */
  protected remark(text: string): void {
    process.stderr.write(text)
  }

  /** How to colour what goes to a stream. */
  protected async paint(stream: 'stdout' | 'stderr' = 'stderr'): Promise<Paint> {
    const {color} = process.argv.includes('--no-color')
      ? {color: false}
      : {color: process.argv.includes('--color') || wantsColour(process[stream])}
    if (!color) return plain
    const {Chalk} = await import('chalk')
    const chalk = new Chalk({level: 1})
    const colours = {error: chalk.red, warning: chalk.yellow, hint: chalk.cyan}
    return {severity: (severity, text) => colours[severity].bold(text), strong: text => chalk.bold(text), faint: text => chalk.dim(text)}
  }
}

/** How many characters fit on a line; undefined where there is no terminal. */
const columnsOf = ({isTTY, columns}: NodeJS.WriteStream): number | undefined => (isTTY && columns >= 40 ? columns : undefined)

/** lbgen's own variable, then `NO_COLOR` and `FORCE_COLOR` as everybody reads them, then whether there is a terminal. */
function wantsColour({isTTY}: NodeJS.WriteStream): boolean {
  const {LBGEN_COLOR: own, NO_COLOR: no, FORCE_COLOR: force, TERM: terminal} = process.env
  if (own !== undefined && own !== '') return /^(1|true|y|yes)$/i.test(own)
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false'
  return (no === undefined || no === '') && isTTY && terminal !== 'dumb'
}

/** How many bytes standard output took; waits for a pipe that is full. */
function writeSome(bytes: Uint8Array): number {
  try {
    return writeSync(1, bytes)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code === 'EPIPE') return bytes.length
    if (error.code !== 'EAGAIN') throw error
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    return 0
  }
}
