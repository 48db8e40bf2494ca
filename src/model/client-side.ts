import type {LongDefaults} from '../spec/long.ts'

/** The maps of fields in which some are about the clients' side. */
export type Sided = Pick<LongDefaults, 'timeouts' | 'options' | 'limits' | 'raw'>

/** What a service without a listener that serves can use of its defaults: nothing that is about its clients' side. */
export function withoutClientSide<T extends Sided>(fields: T): T {
  const {client: _client, clientFin: _fin, httpRequest: _request, httpKeepAlive: _keepAlive, ...timeouts} = fields.timeouts ?? {}
  const {dontLogNull: _logs, ...options} = fields.options ?? {}
  const {maxConnections: _most, ...limits} = fields.limits ?? {}
  const {frontend: _frontend, ...raw} = fields.raw ?? {}
  return {
    ...fields,
    ...(fields.timeouts && {timeouts}),
    ...(fields.options && {options}),
    ...(fields.limits && {limits}),
    ...(fields.raw && {raw}),
  }
}
