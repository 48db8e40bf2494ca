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

/** What a manifest says of one artifact; the rest of it is for whoever installs it. */
export interface Entry {
  readonly path: string
  readonly sha256: string
  /** What is to be known of it when it is removed: where it was installed, whether in a file of others, and what undoes it there. */
  readonly install?: string
  readonly extent?: Artifact['extent']
  readonly undo?: readonly string[]
  readonly annotated?: boolean
}

/** What a manifest says: whose files they are, which those of older lbgens leave out, and which files. */
export interface Manifest {
  /** The name of the cluster that the folder was rendered for. */
  readonly cluster?: string
  readonly artifacts: readonly Entry[]
}

/**
 * manifest.json for these artifacts of a cluster and those kept from an earlier one: sorted by path, and nothing in it that
 * varies from run to run.
 */
export function printManifest(cluster: string, rendered: readonly Rendered[], kept: readonly Entry[]): string {
  const artifacts = [...rendered.map(entryOf), ...kept].toSorted((one, other) => (one.path < other.path ? -1 : 1))
  return `${JSON.stringify({lbgen: VERSION, cluster, artifacts}, undefined, 2)}\n`
}

const entryOf = ({artifact: {path, install, mode, owner, extent, target, check, reload, undo, annotated}, sha256}: Rendered) => ({
  path,
  sha256,
  install,
  mode: `0${mode.toString(8).padStart(3, '0')}`,
  owner,
  extent,
  target,
  check,
  reload,
  undo,
  annotated,
})

/**
 * What a manifest says; undefined when it is not one of lbgen's, is of a later shape, or lists a path that lbgen never
 * writes: one bad entry, and none is believed.
 */
export function parseManifest(text: string): Manifest | undefined {
  const manifest = parseObject(text)
  if (manifest?.['lbgen'] !== VERSION || !Array.isArray(manifest['artifacts'])) return undefined
  const {cluster, artifacts} = manifest
  if (cluster !== undefined && !isName(cluster)) return undefined
  const entries: readonly unknown[] = artifacts
  return entries.every(entry => isEntry(entry)) ? {...(cluster !== undefined && {cluster}), artifacts: entries} : undefined
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

type Is = (value: unknown) => boolean

const isText = (value: unknown): value is string => typeof value === 'string'
/** Whether it may be a cluster's name, which findings quote: no control characters. */
const isName = (value: unknown): value is string => isText(value) && !/\p{Cc}/u.test(value)
const isWords: Is = value => Array.isArray(value) && value.every(isText)
const optional =
  (is: Is): Is =>
  value =>
    value === undefined || is(value)

/** What the fields of an entry may hold. */
const fields: Readonly<Record<keyof Entry, Is>> = {
  path: value => isText(value) && isArtifactPath(value),
  sha256: isText,
  install: optional(isText),
  extent: optional(value => value === 'file' || value === 'block'),
  undo: optional(isWords),
  annotated: optional(value => typeof value === 'boolean'),
}

const isEntry = (value: unknown): value is Entry => isObject(value) && Object.entries(fields).every(([field, is]) => is(value[field]))

/** Whether it is `<host>/<file>`, so that the file stands in the folder whatever the names: no `..`, no NUL, no name of lbgen's own traces. */
export function isArtifactPath(path: string): boolean {
  const names = path.split('/')
  return names.length === 2 && names.every(name => !['', '.', '..'].includes(name) && !name.includes('\0') && !name.startsWith('.lbgen-'))
}

/** What manifests list, by path. */
export function joinKnown(manifests: readonly (readonly Entry[])[]): Known {
  const known = new Map<string, Set<string>>()
  for (const {path, sha256} of manifests.flat()) known.set(path, (known.get(path) ?? new Set()).add(sha256))
  return known
}
