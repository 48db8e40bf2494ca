import {join} from 'node:path'
import {build} from 'esbuild'

/** Bundles a TypeScript module into a folder, for a process of its own to run; gives the path of the result. */
export async function bundle(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, 'child.mjs')
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['execa'],
    logLevel: 'error',
  })
  return outfile
}
