import {resolve} from 'node:path'
import * as Errors from '@oclif/core/errors'
import * as Flags from '@oclif/core/flags'
import {listWords, nearestWord} from '../findings/nearest-word.ts'
import {exitCode} from './exit-code.ts'

/** How findings can be printed. */
export const formats = ['pretty', 'json', 'github', 'gitlab', 'junit', 'sarif'] as const

export type Format = (typeof formats)[number]

/** A file that findings are written to. */
export interface Output {
  readonly format: Format
  readonly file: string
}

const strict = Flags.boolean({summary: 'Let warnings fail as errors do.', default: false, env: 'LBGEN_STRICT'})

const quiet = Flags.boolean({
  char: 'q',
  summary: 'Say nothing but what makes it fail.',
  default: false,
  env: 'LBGEN_QUIET',
})

const verbose = Flags.boolean({
  summary: 'Say on standard error which files are read and which programs run.',
  default: false,
  env: 'LBGEN_VERBOSE',
})

/** Of commands that may run again and again while somebody writes a spec. */
export const watchFlag = {
  watch: Flags.boolean({
    char: 'w',
    summary: 'Run again whenever the spec changes, or a file that it includes, until it is interrupted.',
    default: false,
    env: 'LBGEN_WATCH',
  }),
}

/** Flags of commands with findings. */
export const findingFlags = {
  format: Flags.option({summary: 'How findings are printed.', options: formats, default: 'pretty', env: 'LBGEN_FORMAT'})(),
  strict,
  quiet,
}

/** Flags of commands whose findings are what one runs them for. */
export const reportFlags = {
  ...findingFlags,
  output: Flags.string({
    summary:
      'Write the findings to a file too, as FORMAT=FILE: sarif=lbgen.sarif. FILE alone gets them as `--format` says, and what is printed stays for people. May be given several times.',
    multiple: true,
    multipleNonGreedy: true,
    env: 'LBGEN_OUTPUT',
  }),
  verbose,
}

/** Whether people want to read what was done, beside what was found. */
export const saysMore = (flags: {readonly format: string; readonly quiet: boolean}): boolean => flags.format === 'pretty' && !flags.quiet

interface Asked {
  readonly format: Format
  readonly output?: readonly string[] | undefined
}

/** The flags with what is to be written where; `format` is that of what is printed. Wrong usage is said at once. */
export function withOutputs<T extends Asked>(flags: T): T & {readonly outputs: readonly Output[]} {
  const entries = flags.output ?? []
  const outputs = entries.map(entry => outputOf(entry, flags.format))
  const twice = outputs.find(({file}, index) => outputs.findIndex(one => resolve(one.file) === resolve(file)) < index)
  if (twice) wrong(`\`${twice.file}\` cannot hold two outputs.`)
  const isTaken = outputs.some(({file}, index) => entries[index] === file)
  return {...flags, outputs, format: isTaken ? 'pretty' : flags.format}
}

function outputOf(entry: string, printed: string): Output {
  const [, word, rest = ''] = /^([a-z]+)=(.*)$/s.exec(entry) ?? []
  const format = formats.find(one => one === (word ?? printed)) ?? wrong(`There is no format \`${word}\`.${near(word ?? '')}`)
  const file = word === undefined ? entry : rest
  if (file === '') wrong(`\`--output ${entry}\` names no file.`)
  if (file === '-') wrong('`-` is no file: what is printed has its format by `--format`.')
  if (word === undefined && format === 'pretty' && /\.(?:json|sarif|xml)$/.test(file)) wrong(`In which format is \`${file}\` to be?`)
  return {format, file}
}

const near = (word: string): string => {
  const meant = nearestWord(word, formats)
  return meant === undefined ? '' : ` Did you mean \`${meant}\`?`
}

function wrong(what: string): never {
  throw new Errors.CLIError(`${what} Write \`--output FORMAT=FILE\`, where FORMAT is ${listWords(formats)}.`, {exit: exitCode.usage})
}
