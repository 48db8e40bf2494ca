import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {Evaluator, Lexer, Parser, data} from '@actions/expressions'
import {load} from 'js-yaml'
import type {Ended} from '../../cli/lbgen.ts'
import {type Setting, runIn} from './script.ts'

interface ActionStep {
  readonly id?: string
  readonly name: string
  readonly if?: string
  readonly shell: string
  readonly env?: Readonly<Record<string, string>>
  readonly run: string
}

/** A composite action whose steps all run scripts. */
export interface Action {
  readonly inputs: Readonly<Record<string, {readonly description: string; readonly default: string}>>
  readonly outputs: Readonly<Record<string, {readonly description: string; readonly value: string}>>
  readonly runs: {readonly using: 'composite'; readonly steps: readonly ActionStep[]}
}

const root = join(import.meta.dirname, '../../..')

export const action = load(readFileSync(join(root, 'action.yml'), 'utf8')) as Action

export interface Job extends Omit<Setting, 'env'> {
  readonly inputs?: Readonly<Record<string, string>>
  /** What the event says, as GitHub sends it. */
  readonly event: object
  /** What the runner says of it, such as `GITHUB_SHA`. */
  readonly variables?: Readonly<Record<string, string>>
  /** Where the runner keeps its own files. */
  readonly temp: string
  /** Where the action stands; this repository by default. */
  readonly actionPath?: string
}

export interface Concluded {
  readonly conclusion: 'success' | 'failure'
  /** What each step that ran said, by its name. */
  readonly steps: Readonly<Record<string, Ended>>
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
}

interface Context {
  readonly [name: string]: unknown
}

/**
 * Runs the action's steps as GitHub's runner does: expressions are evaluated by GitHub's own library, scripts run in `bash` as
 * `shell: bash` says, and a step is skipped once an earlier one has failed, unless its `if` asks for the status itself.
 */
export function runAction({cwd, programs, inputs = {}, event, variables = {}, temp, actionPath = root}: Job): Concluded {
  mkdirSync(temp, {recursive: true})
  const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]))
  const outputs: Record<string, {outputs: Readonly<Record<string, string>>}> = {}
  const steps: Record<string, Ended> = {}
  const context = (): Context => ({inputs: {...defaults, ...inputs}, github: {event, token: 'a-token'}, steps: outputs})
  const summary = join(temp, 'summary.md')
  writeFileSync(summary, '')
  const hasFailed = (): boolean => Object.values(steps).some(({status}) => status !== 0)
  for (const [index, step] of action.runs.steps.entries()) {
    if (!isWanted(step.if, context(), hasFailed())) continue
    const [script, told] = [join(temp, `step-${index}.sh`), join(temp, `output-${index}`)]
    writeFileSync(script, fill(step.run, context()))
    writeFileSync(told, '')
    const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value, context())]))
    const env = {...surroundings(cwd, temp, actionPath), ...variables, ...own, GITHUB_OUTPUT: told, GITHUB_STEP_SUMMARY: summary}
    steps[step.name] = runIn({cwd, programs, env}, 'bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script])
    if (step.id !== undefined) outputs[step.id] = {outputs: readOutputs(told)}
  }
  return {
    conclusion: hasFailed() ? 'failure' : 'success',
    steps,
    outputs: Object.fromEntries(Object.entries(action.outputs).map(([name, {value}]) => [name, fill(value, context())])),
    summary: readFileSync(summary, 'utf8'),
  }
}

const surroundings = (cwd: string, temp: string, actionPath: string): Readonly<Record<string, string>> => ({
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTION_PATH: actionPath,
  GITHUB_REPOSITORY: 'somebody/clusters',
  GITHUB_WORKSPACE: cwd,
  RUNNER_TEMP: temp,
})

const readOutputs = (file: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => line.includes('='))
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

/** A text with each of its expressions replaced by what it comes to. */
export const fill = (text: string, context: Context): string =>
  text.replaceAll(/\$\{\{([^]*?)\}\}/g, (_, expression: string) => evaluate(expression, context, new Map()).coerceString())

function isWanted(condition: string | undefined, context: Context, hasFailed: boolean): boolean {
  const expression = /^\s*\$\{\{([^]*)\}\}\s*$/.exec(condition ?? '')?.[1] ?? condition ?? 'success()'
  const asksForStatus = /\b(?:always|cancelled|failure|success)\(/.test(expression)
  const status = {always: true, cancelled: false, failure: hasFailed, success: !hasFailed}
  const functions = new Map(
    Object.entries(status).map(([name, value]) => [name, {name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value)}]),
  )
  const result = evaluate(asksForStatus ? expression : `success() && (${expression})`, context, functions)
  // As GitHub converts what is no boolean.
  return !['', '0', 'false'].includes(result.coerceString())
}

type Functions = NonNullable<ConstructorParameters<typeof Evaluator>[2]>

function evaluate(expression: string, context: Context, functions: Functions): data.ExpressionData {
  const {tokens} = new Lexer(expression).lex()
  const tree = new Parser(tokens, Object.keys(context), [...functions.values()]).parse()
  const known = JSON.parse(JSON.stringify(context), data.reviver) as data.Dictionary
  return new Evaluator(tree, known, functions).evaluate()
}
