import {createHash} from 'node:crypto'
import type {Artifact} from '../targets/target.ts'
import {blocks} from './stage.ts'

/** Its name, at the top of the folder that lbgen renders into. */
export const MANIFEST = 'manifest.json'

/** The shape of manifest.json; a later one gets a higher number. */
const VERSION = 1

/** sha256, in hex, of every text that lbgen is known to have written to a path. */
export type Known = ReadonlyMap<string, ReadonlySet<string>>

/** An artifact with what its text comes to. */
export interface Rendered {
  readonly artifact: Artifact
  readonly sha256: string
}

/** sha256 of a text in pieces, in hex. */
export function hashOf(chunks: Iterable<string>): string {
  const hash = createHash('sha256')
  for (const bytes of blocks(chunks)) hash.update(bytes)
  return hash.digest('hex')
}

/** manifest.json for these artifacts: sorted by path, and nothing in it that varies from run to run. */
export function printManifest(rendered: readonly Rendered[]): string {
  const artifacts = rendered
    .map(({artifact: {path, install, mode, owner, extent, target, check, reload}, sha256}) => ({
      path,
      sha256,
      install,
      mode: `0${mode.toString(8).padStart(3, '0')}`,
      owner,
      extent,
      target,
      check,
      reload,
    }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
  return `${JSON.stringify({lbgen: VERSION, artifacts}, undefined, 2)}\n`
}

/**
 * What a manifest says that lbgen wrote; undefined when it is not one of lbgen's, is of a later shape, or lists a path
 * that lbgen never writes: one bad entry, and none is believed.
 */
export function parseManifest(text: string): Known | undefined {
  const manifest = parseObject(text)
  if (manifest?.['lbgen'] !== VERSION || !Array.isArray(manifest['artifacts'])) return undefined
  const known = new Map<string, Set<string>>()
  for (const entry of manifest['artifacts'] as readonly unknown[]) {
    if (!isEntry(entry) || !isArtifactPath(entry.path)) return undefined
    known.set(entry.path, new Set([entry.sha256]))
  }
  return known
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

const isEntry = (value: unknown): value is {readonly path: string; readonly sha256: string} =>
  isObject(value) && typeof value['path'] === 'string' && typeof value['sha256'] === 'string'

/** Whether it is `<host>/<file>`, so that the file stands in the folder whatever the names: no `..`, no NUL, no name of lbgen's own traces. */
export function isArtifactPath(path: string): boolean {
  const names = path.split('/')
  return names.length === 2 && names.every(name => !['', '.', '..'].includes(name) && !name.includes('\0') && !name.startsWith('.lbgen-'))
}

/** Both, for each path. */
export function joinKnown(all: readonly Known[]): Known {
  const joined = new Map<string, Set<string>>()
  for (const known of all) {
    for (const [path, hashes] of known) joined.set(path, new Set([...(joined.get(path) ?? []), ...hashes]))
  }
  return joined
}
