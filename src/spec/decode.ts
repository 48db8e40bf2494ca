import type {Report, Source} from '../findings/finding.ts'
import {kinds} from './kinds.ts'

/** The text of a file, a byte order mark left in; undefined, with LB001 at the first bad byte, when it is not UTF-8. */
export function decodeSource(file: string, bytes: Uint8Array, report: Report): Source | undefined {
  try {
    return {file, text: new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)}
  } catch {
    const good = readable(bytes)
    const source = {file, text: good}
    const hint = 'Save it as UTF-8.'
    report({...kinds.notUtf8, message: 'The file is not UTF-8 text.', hint, source, span: {start: good.length, end: good.length}})
    return undefined
  }
}

/** The text before the first byte that is not UTF-8. */
function readable(bytes: Uint8Array): string {
  const lenient = new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes)
  for (let at = lenient.indexOf('\ufffd'); at >= 0; at = lenient.indexOf('\ufffd', at + 1)) {
    const before = new TextEncoder().encode(lenient.slice(0, at))
    const here = bytes.subarray(before.length, before.length + 3)
    if (!(here[0] === 0xef && here[1] === 0xbf && here[2] === 0xbd)) return lenient.slice(0, at)
  }
  return lenient
}
