import {YAMLException} from 'js-yaml'
import type {Finding, Report, Source} from '../findings/finding.ts'
import {parse} from '../spec/parse.ts'
import {type MapNode, type YamlNode, parseTree} from '../spec/tree.ts'
import {kinds} from './kinds.ts'
import {type Edit, applyEdits} from './splice.ts'
import {type Values, mapOf, normalise, sameValue} from './values.ts'

/** One file of a spec: its text, the tree that tells where things stand, and its value. */
export interface SpecText {
  readonly source: Source
  readonly root: MapNode
  readonly value: Values
}

/** A file of a spec with its new text. */
export interface Edited {
  readonly source: Source
  readonly text: string
}

/** What becomes of one file. */
export interface Plan {
  /** Undefined where the layout allows none. */
  readonly edits: readonly Edit[] | undefined
  /** What a refusal points at. */
  readonly about: YamlNode | undefined
  /** The normalised value that must come out, made from the one that is there. */
  readonly wanted: (value: Values) => Values
}

/** The files of a spec, read for editing. Reports what makes a text unreadable, and LB059 when it is not a map. */
export function openSpecs(sources: readonly Source[], report: Report): readonly SpecText[] | undefined {
  const specs = sources.flatMap(source => openSpec(source, report) ?? [])
  return specs.length === sources.length && specs.length > 0 ? specs : undefined
}

function openSpec(source: Source, report: Report): SpecText | undefined {
  const findings: Finding[] = []
  const value = parse(source, finding => void findings.push(finding))
  findings.forEach(report)
  const root = findings.length > 0 ? undefined : treeOf(source.text)
  if (root?.kind === 'map') return {source, root, value: mapOf(value)}
  if (findings.length > 0) return undefined
  const hint = 'Write `lbgen: 1` and the other keys of a spec, each on a line of its own.'
  report({...kinds.notAMap, message: 'The spec is not a map of keys and values.', hint, source, span: {start: 0, end: 0}})
  return undefined
}

/** JSON that starts with tabs or the like may be none for a YAML parser. */
function treeOf(text: string): YamlNode | undefined {
  try {
    return parseTree(text)
  } catch (error) {
    if (error instanceof YAMLException) return undefined
    throw error
  }
}

/**
 * The changed files, each read again and compared with the value that was wanted; files without a change are left out.
 * Undefined, with LB058, when the change cannot be made by cutting and pasting alone: nothing is better than a damaged spec.
 */
export function finish(specs: readonly SpecText[], plan: (spec: SpecText) => Plan, report: Report): readonly Edited[] | undefined {
  const results = specs.map(spec => carryOut(spec, plan(spec), report))
  const done = results.filter(result => result !== undefined)
  return done.length === specs.length ? done.filter(({source, text}) => text !== source.text) : undefined
}

function carryOut(spec: SpecText, {edits, about, wanted}: Plan, report: Report): Edited | undefined {
  const {source} = spec
  const text = edits && applyEdits(source.text, edits)
  if (text === source.text) return {source, text}
  const value = text === undefined ? undefined : parse({file: source.file, text}, () => undefined)
  if (text !== undefined && sameValue(normalise(mapOf(value)), wanted(normalise(spec.value)))) return {source, text}
  reportByHand(source, about, report)
  return undefined
}

function reportByHand(source: Source, about: YamlNode | undefined, report: Report): void {
  const message = `\`${source.file}\` is written in a way that lbgen cannot change here without changing something else.`
  const hint = 'Make the change by hand. An anchor, an alias or a merge key that several places share is the usual reason.'
  report({...kinds.editByHand, message, hint, source, span: {start: about?.start ?? 0, end: about?.end ?? 0}})
}

/** A key and its value as they were written; the map is the one that holds the key, be it through a merge. */
export interface Entry {
  readonly key: YamlNode
  readonly value: YamlNode
  readonly map: MapNode
}

/** What a node stands for when it is an alias, else itself. */
export function dereference(node: YamlNode): YamlNode {
  return node.kind === 'alias' && node.target !== undefined ? dereference(node.target) : node
}

export const ownEntry = (map: MapNode, name: string): Entry | undefined => {
  const entry = map.entries.find(({key}) => textOf(key) === name)
  return entry && {...entry, map}
}

/** The entry that a merge key (`<<: *base`) brings into the map; of several the first counts. */
export function mergedEntry(map: MapNode, name: string): Entry | undefined {
  for (const {value} of map.entries.filter(({key}) => isMergeKey(key))) {
    const merged = dereference(value)
    for (const item of merged.kind === 'list' ? merged.items.map(dereference) : [merged]) {
      const found = item.kind === 'map' ? (ownEntry(item, name) ?? mergedEntry(item, name)) : undefined
      if (found !== undefined) return found
    }
  }
  return undefined
}

export const isMergeKey = (key: YamlNode): boolean => key.kind === 'scalar' && key.style === 'plain' && key.text === '<<'

/** The text of a scalar, or of the one that an alias stands for. */
export function textOf(node: YamlNode): string | undefined {
  const scalar = dereference(node)
  return scalar.kind === 'scalar' ? scalar.text : undefined
}

/** The entry at a path of keys, aliases and merges followed. */
export function entryAt(root: MapNode, path: readonly string[]): Entry | undefined {
  let entry: Entry | undefined
  let map: YamlNode = root
  for (const name of path) {
    if (map.kind !== 'map') return undefined
    entry = ownEntry(map, name) ?? mergedEntry(map, name)
    if (entry === undefined) return undefined
    map = dereference(entry.value)
  }
  return entry
}
