import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {CheckHttp, CheckProduct} from '../spec/spec.gen.ts'
import {pointer} from '../spec/pointer.ts'
import type {HttpCheck, Sourced} from './cluster.ts'
import {kinds} from './kinds.ts'
import {sourced} from './origin.ts'
import type {OriginOf} from './sourced.ts'

type Request = Pick<HttpCheck, 'method' | 'path' | 'version' | 'host' | 'headers' | 'status' | 'body'>

/** What an HTTP check asks and expects. Reports LB120. */
export function buildHttpCheck(check: CheckHttp | CheckProduct, originOf: OriginOf, report: Report): Request {
  const request = buildRequest(check, originOf)
  if (request.status !== undefined) reportBackwards(request.status, report)
  return request
}

function buildRequest(check: CheckHttp | CheckProduct, originOf: OriginOf): Request {
  const at = <T>(key: string, value: T): Sourced<T> => sourced(value, originOf('check', key))
  const {method, path} = {...language.checkHttp, ...check}
  const {host, headers = {}, expect = {}} = check
  return {
    method: at('method', method),
    path: at('path', path),
    version: at('version', check.version ?? (host === undefined ? '1.0' : '1.1')),
    host: host === undefined ? undefined : at('host', host),
    headers: Object.entries(headers).map(([name, value]) => ({name, value, origin: pointer(originOf('check', 'headers'), name)})),
    status: expect.status === undefined ? undefined : sourced(expect.status, originOf('check', 'expect', 'status')),
    body: expect.body === undefined ? undefined : sourced(expect.body, originOf('check', 'expect', 'body')),
  }
}

/** Reports LB120 for a range of statuses that ends before it begins. */
function reportBackwards(status: Sourced<string>, report: Report): void {
  for (const range of status.value.split(',')) {
    const [first, last = first] = range.split('-').map(Number)
    if (first === undefined || last === undefined || first <= last) continue
    report({
      ...kinds.contradiction,
      message: `The range \`${range}\` ends before it begins.`,
      hint: `Write \`${last}-${first}\`.`,
      path: status.origin,
    })
  }
}
