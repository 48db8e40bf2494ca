import type {Report} from '../findings/finding.ts'
import {shorten} from '../findings/shorten.ts'
import {kinds} from './kinds.ts'
import type {LongListener} from './long.ts'

const forms = '`192.168.1.10:445`, `192.168.1.10:111,2049`, `[2001:db8::5]:443`, `*:80` or a bare port'

/** A listener's short form, `address:port[,port…]`; reports LB015 when it cannot be read. Addresses are judged later. */
export function parseListener(text: string, path: string, report: Report): LongListener {
  const parts = /^(?:\[(?<six>[^\]]*)\]|(?<four>[^:[\]]*)):(?<ports>[0-9,-]+)$/.exec(text)?.groups
  const address = parts?.['six'] ?? parts?.['four']
  if (parts === undefined || address === undefined || address === '') {
    report({...kinds.wrongListener, message: `\`${shorten(text)}\` is not an address and a port.`, hint: hintFor(shorten(text)), path})
    return {ports: []}
  }
  return {address, ports: (parts['ports'] ?? '').split(',').map(port => (/^\d+$/.test(port) ? Number(port) : port))}
}

function hintFor(text: string): string {
  if (/^\d+$/.test(text)) return `Leave the quotes out to listen on port ${text} of every address: \`${text}\`.`
  const six = /^(?<address>[0-9a-f:]*:[0-9a-f:]*):(?<port>\d+)$/i.exec(text)?.groups
  if (six !== undefined && text.split(':').length > 2)
    return `Put an IPv6 address in brackets: \`"[${six['address'] ?? ''}]:${six['port'] ?? ''}"\`.`
  if (/^[^:]+$/.test(text)) return `Add the port: \`"${text}:445"\`, for example.`
  return `Write ${forms}.`
}
