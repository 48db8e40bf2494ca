import {spawnSync} from 'node:child_process'
import {describe, test} from '@jest/globals'
import {findHaproxies, findPounds, findProgram} from '../../scripts/haproxies.js'

export interface Engine {
  readonly release: string
  readonly program: string
}

/** The HAProxy releases of this machine, oldest first, one program each; none for `npm run check`, which starts no engine. */
export const haproxies = (): readonly Engine[] => (process.env['LBGEN_WITHOUT_ENGINES'] === '1' ? [] : findHaproxies())

export const hasProgram = (name: string): boolean => findProgram(name) !== undefined

/**
 * Tests that need an engine. Where it is missing they are skipped under its name, or fail under it when
 * LBGEN_REQUIRE_ENGINES=1.
 */
export function describeEngine(name: string, available: boolean, define: () => void): void {
  if (available) describe(name, define)
  else if (process.env['LBGEN_REQUIRE_ENGINES'] === '1') {
    test(`needs ${name}`, () => {
      throw new Error(`${name} is missing, and LBGEN_REQUIRE_ENGINES=1.`)
    })
  } else test.skip(`needs ${name}`, () => undefined)
}

/** Tests that need something of the kernel, which no package brings: where it is missing they are skipped under its name. */
export function describeKernel(name: string, available: boolean, define: () => void): void {
  if (available) describe(name, define)
  else test.skip(`needs a kernel with ${name}`, () => undefined)
}

/** The same for each of these HAProxy releases. */
export function describeHaproxies(releases: readonly string[], define: (engine: Engine) => void): void {
  const found = haproxies()
  for (const release of releases) {
    const engine = found.find(one => one.release === release)
    describeEngine(`HAProxy ${release}`, engine !== undefined, () => engine && define(engine))
  }
}

/** The same for releases of Pound. */
export function describePounds(releases: readonly string[], define: (engine: Engine) => void): void {
  const found: readonly Engine[] = findPounds()
  for (const release of releases) {
    const engine = found.find(one => one.release === release)
    describeEngine(`Pound ${release}`, engine !== undefined, () => engine && define(engine))
  }
}

/** Those of them that no package has any more, where they are named. */
export function describeNamedPounds(releases: readonly string[], define: (engine: Engine) => void): void {
  const found: readonly Engine[] = findPounds()
  for (const engine of found.filter(({release}) => releases.includes(release))) describe(`Pound ${engine.release}`, () => define(engine))
}

/** The same for releases that no package has any more: where none is named, as CONTRIBUTING.md says, there is nothing to miss. */
export function describeNamedHaproxies(releases: readonly string[], define: (engine: Engine) => void): void {
  for (const engine of haproxies().filter(({release}) => releases.includes(release))) {
    describe(`HAProxy ${engine.release}`, () => define(engine))
  }
}

/** Releases of which only the source is left. */
export const bygone: readonly string[] = ['1.4', '1.5', '1.6', '1.7', '1.8', '1.9', '2.0', '2.1']

/** What a program says: the shape that verifiers explain. */
export function runEngine(program: string, args: readonly string[], folder: string): {exitCode: number; stdout: string; stderr: string} {
  const {status, stdout, stderr} = spawnSync(program, args, {cwd: folder, encoding: 'utf8', timeout: 60_000})
  return {exitCode: status ?? 137, stdout, stderr}
}
