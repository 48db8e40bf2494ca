import * as Flags from '@oclif/core/flags'

/** Flags of commands that run engines. */
export const engineFlags = {
  'engine-path': Flags.string({
    summary: 'Engine to check with, as name=path: haproxy=/opt/haproxy/sbin/haproxy. May be given several times.',
    multiple: true,
    env: 'LBGEN_ENGINE_PATH',
  }),
  'require-engines': Flags.boolean({
    summary: 'Fail when an engine, or its release, is missing.',
    default: false,
    env: 'LBGEN_REQUIRE_ENGINES',
  }),
}

/** The paths named by `--engine-path`, by program. */
export function enginePaths(flags: {readonly 'engine-path'?: readonly string[] | undefined}): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>()
  for (const entry of flags['engine-path'] ?? []) {
    const [name = '', ...path] = entry.split('=')
    paths.set(name, [...(paths.get(name) ?? []), path.join('=')])
  }
  return paths
}
