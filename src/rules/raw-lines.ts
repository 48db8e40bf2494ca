import type {Cluster, Origin} from '../model/cluster.ts'

/** A line of HAProxy's own language, with one blank between its words. */
export interface RawLine {
  readonly line: string
  readonly origin: Origin
}

/** Every raw line of a cluster that is none of comments alone, in the order of the fields. */
export const rawLinesOf = ({services, haproxy: {raw}}: Pick<Cluster, 'services' | 'haproxy'>): readonly RawLine[] =>
  [
    ...raw.global,
    ...raw.defaults,
    ...(raw.sections?.value.split('\n').map(value => ({value, origin: raw.sections?.origin ?? ''})) ?? []),
    ...services.flatMap(service => [...service.raw.frontend, ...service.raw.backend]),
  ]
    .map(({value, origin}) => ({line: value.trim().replaceAll(/\s+/g, ' '), origin}))
    .filter(({line}) => line !== '' && !line.startsWith('#'))
