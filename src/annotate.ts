import {type Tools, type Understood, produce} from './compile.ts'
import {placeOf} from './findings/place.ts'
import {dotted} from './spec/pointer.ts'
import {plainRemark, usualRemarks, withRemarks} from './targets/remark.ts'
import {type Templates, printer} from './targets/template.ts'
import {traceLines} from './targets/trace.ts'
import type {Artifact} from './targets/target.ts'

/** How many places of the spec one remark names. */
const MOST_PLACES = 3

/** All artifacts with remarks on where each line comes from, in the comments of each format. */
export function annotate(understood: Understood, tools: Omit<Tools, 'print'>, templates: Templates): readonly Artifact[] {
  const {artifacts} = produce(understood, {...tools, print: printer(templates)})
  return artifacts.map(artifact => {
    const style = tools.targets.find(({name}) => name === artifact.target)?.remarks?.(artifact.path) ?? usualRemarks
    const lines = traceLines([artifact]).map(({text, origins}) => ({text, remark: remarkOn(origins, understood)}))
    return {...artifact, annotated: true, chunks: [withRemarks(lines, style)]}
  })
}

/** `cluster.yaml:14 services.cifs.timeouts.client; default haproxy.user`: what was written, else the default that counts most. */
function remarkOn(origins: readonly string[], {places}: Understood): string | undefined {
  const found = origins.map(origin => ({origin, ...places.find(origin)}))
  const written = new Map<string, string>()
  for (const {origin, source, span, written: isWritten} of found) {
    const place = isWritten ? placeOf({source, span}) : undefined
    const at = place === undefined ? undefined : `${source.file}:${place.line}`
    if (at !== undefined && !written.has(at)) written.set(at, `${at} ${dotted(origin) || 'the spec'}`)
  }
  const [first] = origins
  if (first === undefined) return undefined
  const named = [...written.values()]
  if (named.length === 0) return plainRemark(`default ${dotted(first)}`)
  const more = named.length > MOST_PLACES ? [`and ${named.length - MOST_PLACES} more`] : []
  return plainRemark([...named.slice(0, MOST_PLACES), ...more].join('; '))
}
