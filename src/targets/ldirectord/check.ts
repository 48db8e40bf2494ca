import type {Check, Origin, Service, Sourced} from '../../model/cluster.ts'
import {isConnect} from './refuse.ts'
import {type Word, inBytes, wholeSeconds} from '../lvs/word.ts'

/** What a virtual service says of the check of its nodes. */
export interface CheckView {
  readonly origin: Origin
  /** Which of them it is: one is true. */
  readonly none: boolean
  readonly connect: boolean
  readonly external: Word | null
  /** ldirectord's own name of the protocol that it speaks. */
  readonly negotiate: Word | null
  readonly port: Word | null
  readonly request: Word | null
  readonly receive: Word | null
  readonly host: Word | null
  readonly isHead: Origin | null
  readonly login: Word | null
  readonly database: Word | null
  readonly timeout: Word | null
  readonly failures: Word | null
}

const nothing = {
  none: false,
  connect: false,
  external: null,
  negotiate: null,
  request: null,
  receive: null,
  host: null,
  isHead: null,
  login: null,
  database: null,
}

export function checkView({check, timeouts}: Service, port: Word | null): CheckView {
  const {origin} = check
  if (check.type === 'none') return {...nothing, origin, none: true, port: null, timeout: null, failures: null}
  const timeout = check.timeout ?? timeouts.check
  return {
    ...nothing,
    origin,
    port,
    timeout: timeout ? wholeSeconds(timeout) : null,
    failures: check.fall,
    ...(isConnect(check) ? {connect: true} : conversation(check)),
  }
}

/** What is asked, and what is a good answer. */
function conversation(check: Exclude<Check, {readonly type: 'none'}>): Partial<CheckView> {
  const {origin} = check
  const speaks = (value: string): Word => ({origin, value})
  const inTls = (plain: string, secure: string): Word => (check.tls.value ? {origin: check.tls.origin, value: secure} : speaks(plain))
  switch (check.type) {
    case 'tcp':
      return {negotiate: speaks('simpletcp'), request: sent(check.send, origin), receive: literal(check.expect)}
    case 'http':
      return {negotiate: inTls('http', 'https'), ...request(check)}
    case 'smtp':
      return {negotiate: speaks('smtp')}
    case 'ldap':
      return {negotiate: inTls('ldap', 'ldaps')}
    case 'redis':
      return {negotiate: speaks('simpletcp'), request: speaks(String.raw`/PING\n`), receive: speaks('PONG')}
    case 'mysql':
      return {negotiate: speaks('mysql'), login: check.user, request: speaks('SELECT 1')}
    case 'postgresql':
      return {negotiate: speaks('pgsql'), login: check.user, request: speaks('SELECT 1'), database: speaks('postgres')}
    case 'external':
      return {external: check.command}
    default:
      return {connect: true}
  }
}

const request = ({path, body, host, method}: Extract<Check, {readonly type: 'http'}>): Partial<CheckView> => ({
  request: path,
  receive: literal(body),
  host: host ?? null,
  isHead: method.value === 'HEAD' ? method.origin : null,
})

/** ldirectord takes the first `/` off. */
const sent = (send: Sourced<string> | undefined, origin: Origin): Word => ({
  origin: send?.origin ?? origin,
  value: `/${send?.value ?? ''}`,
})

/** A regular expression of Perl that matches the text and nothing else. */
const literal = (text: Sourced<string> | undefined): Word | null =>
  text === undefined ? null : {origin: text.origin, value: inBytes(text.value, String.raw`\x`)}
