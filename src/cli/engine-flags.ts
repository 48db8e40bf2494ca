import * as Errors from '@oclif/core/errors'
import * as Flags from '@oclif/core/flags'
import {exitCode} from './exit-code.ts'

/** Flags of commands that run engines. */
export const engineFlags = {
  'engine-path': Flags.string({
    summary: 'Engine to check with, as name=path: haproxy=/opt/haproxy/sbin/haproxy. May be given several times.',
    multiple: true,
    multipleNonGreedy: true,
    env: 'LBGEN_ENGINE_PATH',
  }),
  'require-engines': Flags.boolean({
    summary: 'Fail when an engine, or its release, is missing.',
    default: false,
    env: 'LBGEN_REQUIRE_ENGINES',
  }),
}

/** What the flags say. */
export interface EngineChoice {
  readonly 'engine-path'?: readonly string[] | undefined
  readonly 'require-engines': boolean
}

/** The paths named by `--engine-path`, by program; it is wrong usage to name a program that checks nothing. */
export function enginePaths(flags: EngineChoice, programs: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>()
  for (const entry of flags['engine-path'] ?? []) {
    const [, name = '', path = ''] = /^([^=]*)=(.+)$/s.exec(entry) ?? []
    if (path === '' || !programs.includes(name)) {
      const message = `\`--engine-path ${entry}\` names no engine that lbgen knows. Write NAME=PATH, where NAME is one of:\n  ${programs.join('\n  ')}`
      throw new Errors.CLIError(message, {exit: exitCode.usage})
    }
    paths.set(name, [...(paths.get(name) ?? []), path])
  }
  return paths
}
