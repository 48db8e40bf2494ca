import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {type Understood, renderMarked} from '../../../src/compile.ts'
import {runProgram} from '../../../src/effects/process.ts'
import {makeStandIns} from '../../../src/effects/stand-ins.ts'
import {isError} from '../../../src/findings/finding.ts'
import {formatResolved} from '../../../src/format-resolved.ts'
import {formatSpec} from '../../../src/spec/print.ts'
import {haproxyVerifier} from '../../../src/targets/haproxy/verify.ts'
import {haproxy} from '../../../src/targets/haproxy/index.ts'
import {targets} from '../../../src/targets/index.ts'
import {print} from '../../../src/targets/print.ts'
import type {Artifact} from '../../../src/targets/target.ts'
import {templates} from '../../../src/targets/templates-marked.gen.js'
import {traceLines} from '../../../src/targets/trace.ts'
import {compileTexts, fileOf} from '../compiling.ts'
import type {Tester} from './engine.ts'
import type {Spec} from './spec.ts'

const filesOf = (artifacts: readonly Artifact[]): string =>
  JSON.stringify(artifacts.map(({path, mode, owner, install, ...artifact}) => [path, mode, owner, install, fileOf(artifact as Artifact)]))

/** What is broken of the promise for a spec that lbgen accepts. */
export async function broken(spec: Spec, tester: Tester, folder: string): Promise<readonly string[]> {
  const yaml = formatSpec(spec)
  const {understood, artifacts, findings} = compileTexts(yaml)
  if (understood === undefined || findings.some(isError)) {
    const refusals = findings.filter(isError).map(({code, message}) => `${code} ${message}`)
    return [`as YAML it is refused, as JSON it is not: ${refusals.join(' ')}`]
  }
  const files = filesOf(artifacts)
  const again = (text: string): boolean => filesOf(compileTexts(text).artifacts) === files
  return [
    ...(again(yaml) ? [] : ['a second time it renders to something else']),
    ...(again(JSON.stringify(spec)) ? [] : ['as JSON it renders to something else']),
    ...(again(formatResolved(understood, {targets, print})) ? [] : ['with its defaults filled in it renders to something else']),
    ...untraced(understood),
    ...(await complaints(understood, tester, folder)),
  ]
}

/** Lines that come from nowhere. */
function untraced(understood: Understood): readonly string[] {
  const render = renderMarked(understood, templates)
  return traceLines(targets.flatMap(target => render(understood.cluster, target)))
    .filter(({text, origins}) => !/^\s*(#.*)?\r?$/.test(text) && (origins.length === 0 || origins.some(origin => !origin.startsWith('/'))))
    .map(({path, text}) => `a line of ${path} comes from nowhere: ${text}`)
}

/**
 * What is said of this machine rather than of the configuration: no name server knows nodes that are nowhere, not every
 * network has a way to every name server, and few machines have 64 processors.
 */
const isOfThisMachine = (text: string): boolean =>
  /could not resolve address|can't connect socket for nameserver|(?:invalid address: |Unknown host in )'(?:[\w.-]*[A-Za-z][\w.-]*|[^':.]*)[:']|threads (?:running on|to) a total of \d+ CPU/.test(
    text,
  )

/** What HAProxy says of what was rendered, with stand-ins as `verify` puts them. */
async function complaints(understood: Understood, {program}: Tester, folder: string): Promise<readonly string[]> {
  mkdirSync(folder, {recursive: true})
  const {cluster} = understood
  const standIns = makeStandIns(haproxyVerifier.needs(cluster), folder, () => undefined)
  const render = renderMarked(understood, templates)
  const said: string[] = []
  for (const artifact of render(haproxyVerifier.withStandIns(cluster, standIns), haproxy).filter(haproxyVerifier.checks)) {
    const file = join(folder, artifact.path)
    const lines = traceLines([artifact]).map(({text}) => text)
    mkdirSync(dirname(file), {recursive: true})
    writeFileSync(file, lines.map(line => `${line}\n`).join(''))
    const [command, ...args] = haproxyVerifier.command(program, file, artifact)
    const output = await runProgram(command, args, {timeoutMs: 60_000}, ({message}) => void said.push(message))
    if (output === undefined) continue
    const all = haproxyVerifier.explain(output)
    const found = all.filter(({text}) => !isOfThisMachine(text))
    said.push(...found.map(({severity, text, line}) => `${severity}: ${text}${line === undefined ? '' : `\n    ${lines[line - 1]}`}`))
    if (output.exitCode !== 0 && all.length === 0) said.push(`HAProxy ended with ${output.exitCode} and did not say why`)
  }
  return said
}
