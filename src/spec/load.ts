import type {Finding, Report, Source, Span} from '../findings/finding.ts'
import {watchErrors} from '../findings/finding.ts'
import {type SchemaError, explainErrors} from './explain.ts'
import {isMap} from './is-map.ts'
import isValid from './is-valid.gen.js'
import {kinds} from './kinds.ts'
import type {LongSpec} from './long.ts'
import {mergeLayers} from './merge.ts'
import {normalise} from './normalise.ts'
import {parse} from './parse.ts'
import {type Policy, policyOf} from './policy.ts'
import {type Position, type Positions, positionsIn} from './positions.ts'
import {steps} from './pointer.ts'
import {checkSettings, isSaid, isSettings} from './settings.ts'
import type {Spec} from './spec.gen.ts'
import validate from './validate.gen.js'

/** A spec with its includes merged, every short form written out. */
export interface LoadedSpec {
  readonly spec: LongSpec
  readonly places: Places
  /** What becomes of findings. */
  readonly policy: Policy
}

/** Finds where something was written, over all files of a spec. */
export interface Places {
  /** The place of a pointer, or of the nearest part around it that was written; `written` says whether the part itself was. */
  readonly find: (path: string, part?: 'key' | 'value') => {readonly source: Source; readonly span: Span; readonly written: boolean}
  /** A finding with the place in the text that its path stands for. */
  readonly locate: (finding: Finding) => Finding
  /** The text of the scalar at a pointer as the user wrote it. */
  readonly textAt: (path: string) => string | undefined
}

interface Layer {
  readonly spec: LongSpec
  readonly positions: Positions
}

/**
 * The spec that a file and its includes make, checked by the schema; undefined when nothing after it can make sense.
 * `sources` in the order in which they count: the file itself last.
 */
export function loadSpec(sources: readonly Source[], report: Report): LoadedSpec | undefined {
  const {note, hasErrors} = watchErrors(report)
  const layers = loadLayers(sources, note)
  if (hasErrors()) return undefined
  const merged = mergeLayers(layers.map(({spec}) => spec))
  const places = placesIn(layers.map(({positions}) => positions))
  // Parts may lack what other files give; only what all of them make together has to be whole.
  const locating: Report = finding => note(places.locate(finding))
  if (sources.length > 1) check(merged, locating, () => true)
  if (hasErrors()) return undefined
  return {
    spec: merged,
    places,
    policy: policyOf(
      layers.map(({spec}) => spec.rules ?? {}),
      sources,
      finding => report(places.locate(finding)),
    ),
  }
}

/** The layers that the sources make. A file that several others include counts each time, and is read and reported once. */
function loadLayers(sources: readonly Source[], report: Report): readonly Layer[] {
  const files = new Map(sources.map(source => [source.file, source]))
  const layers = new Map([...files].map(([file, source]) => [file, loadLayer(source, sources.length > 1, report)]))
  return sources.flatMap(({file}) => layers.get(file) ?? [])
}

function loadLayer(source: Source, isPart: boolean, report: Report): Layer | undefined {
  const value = parse(source, report)
  if (value === undefined) return undefined
  if (value === null) {
    report({...kinds.emptySpec, message: 'The file holds nothing.', hint: 'Write one with `lbgen init`.', source, span: {start: 0, end: 0}})
    return undefined
  }
  const positions = positionsIn(source)
  const places = placesIn([positions])
  const note: Report = finding => report(places.locate(finding))
  const ofSettings = isPart && isSettings(source.file)
  if (ofSettings && isMap(value)) checkSettings(value, note)
  const counts = (error: SchemaError): boolean => !isPart || !(/required/i.test(error.keyword) || (ofSettings && isSaid(error)))
  if (!check(value, note, counts)) return undefined
  return {spec: normalise(value, note), positions}
}

/** Whether the schema accepts the value; reports the faults that count. */
function check(value: unknown, report: Report, counts: (error: SchemaError) => boolean): value is Spec {
  if (isValid(value)) return true
  validate(value)
  const errors = (validate.errors ?? []).filter(counts)
  explainErrors(errors).forEach(report)
  return errors.every(({keyword}) => keyword === 'if')
}

function placesIn(layers: readonly Positions[]): Places {
  const find: Places['find'] = (path, part = 'value') => {
    const {positions, position} = deepest(layers, path)
    const isText = part === 'value' && position.node.kind === 'scalar'
    const span = isText ? ofText(position.value, positions.source) : (position.key ?? start(position.value))
    return {source: positions.source, span, written: position.depth === steps(path).length}
  }
  return {
    find,
    locate: finding => {
      if (finding.source !== undefined || finding.path === undefined) return finding
      const {path, part, owner} = finding
      const place = find(path, part)
      const {source, span} = owner === undefined || place.written || path.startsWith(`${owner}/`) ? place : find(owner, 'key')
      return {...finding, source, span}
    },
    textAt: path => {
      const {node} = deepest(layers, path).position
      return node.kind === 'scalar' ? node.text : undefined
    },
  }
}

/** Where most of a pointer was written; of several files that have as much of it, the last. */
function deepest(layers: readonly Positions[], path: string): {readonly positions: Positions; readonly position: Position} {
  const found = layers.map(positions => ({positions, position: positions.find(path)}))
  const [first, ...others] = found
  if (first === undefined) throw new Error('A spec has at least one file.')
  return others.reduce((best, other) => (other.position.depth >= best.position.depth ? other : best), first)
}

/** A block of text is indented, which is no part of it. */
function ofText({start: from, end}: Span, {text}: Source): Span {
  const blank = /[ \t]*/y
  blank.lastIndex = from
  blank.exec(text)
  return {start: Math.min(blank.lastIndex, end), end}
}

/** A list or map is pointed at where it begins. */
const start = (span: Span): Span => ({start: span.start, end: span.start})
