import {type Compiled, type Tools, compile} from './compile.ts'
import type {Edited} from './edit/spec-text.ts'
import {listWords} from './findings/nearest-word.ts'
import type {Cluster} from './model/cluster.ts'
import {type Report, type Source, isError} from './findings/finding.ts'

/** What a wanted change makes of the files of a spec; undefined, reported, when it cannot be made. */
export type Edit = (sources: readonly Source[], report: Report) => readonly Edited[] | undefined

/** A change that may be made. */
export interface Changed {
  readonly edited: readonly Edited[]
  /** What the changed spec means; undefined where it was wrong before, and still is. */
  readonly cluster: Cluster | undefined
}

/**
 * The files that a change rewrites, with their new texts. The changed spec is compiled before anybody writes it: what is
 * wrong only after the change is the change's fault, and an error refuses it; warnings and hints that it brings are
 * reported. A spec that was wrong before may be changed, for the change may be what mends it, as long as it adds no error.
 */
export function changeSpec(sources: readonly Source[], edit: Edit, tools: Tools, report: Report): Changed | undefined {
  const edited = edit(sources, report)
  if (edited === undefined) return undefined
  const after = compile(
    sources.map(source => ({...source, text: edited.find(one => one.source === source)?.text ?? source.text})),
    tools,
  )
  const known = new Set(after.findings.length === 0 ? [] : compile(sources, tools).findings.map(signature))
  const added = after.findings.filter(finding => !known.has(signature(finding)))
  added.forEach(report)
  return added.some(isError) ? undefined : {edited, cluster: after.understood?.cluster}
}

/** What makes two findings the same although lines have moved between them. */
const signature = ({code, message, path}: Compiled['findings'][number]): string => `${code} ${path ?? ''} ${message}`

/** What there is to tell of a changed cluster. */
export type Tell = (cluster: Cluster) => string

/** Which services a node serves, as a line: "`web3` serves `web` and `api`." */
export function formatServices(node: string, {services}: Cluster): string {
  const names = services.filter(({servers}) => servers.some(server => server.node.name === node)).map(({name}) => name)
  if (names.length > 0) return `\`${node}\` serves ${listWords(names, 'and')}.\n`
  return `\`${node}\` is in no service: \`--service\` or \`--tag\` puts a node into one.\n`
}
