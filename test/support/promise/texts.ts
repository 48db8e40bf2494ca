import fc from 'fast-check'

/** What is allowed here and there and looks like something else to somebody: to YAML, to a shell, or to HAProxy. */
export const oddTexts: readonly string[] = [
  'a b', ' a', 'a ', '  ', '"', "'", '"a b"', "'a b'", '#', 'a#b', 'a # b', '\\', 'a\\', '\\\\', 'a\\ b', '\\n', '\\x41', '\\x4', '$HOME', '${HOME}', '"${HOME}"', '${', '$(id)',
  '%', '%%', '%[src]', '%[', '%T', '%20', '100%', '{', '}', '{ }', '{}', '[', ']', '(', ')', 'a)', '(a),lower', 'a,b', ',', ';', 'a;b', ':', 'a:b', '-', '--', '-a', '-i', '-f', '-m', '-f /etc/passwd', '!', '!a',
  '|', '||', '&', '@', '@system-ca', '=', 'a=b', '*', '?', '.', '..', '~', '^', '$', '^a$', '.*', 'a.b', '\\.', '[a-z]+', 'if', 'unless', 'or', 'and', 'default', 'yes', 'no', 'on', 'null', '~', 'true', '0', '1', '-1', '0x10', '1e3', '1_000',
  '/', '//', '/a', '/a b', '/a#b', '/a"b', "/a'b", '/a\\', '/a?b=c&d=%20', '/%[src]', '/ü', '/..', '/*', 'é', '日本', '\u{1F600}', 'a\u00a0b', '\u2028', '\ufeff', 'Ä', '‮a',
  'http://a', 'https://a/', 'https://a/%[src]', 'https://www.example.com/a?b=%20#c', 'http://[::1]:80/', 'www.example.com', '*.example.com', '.example.com', 'WWW.EXAMPLE.COM', 'x'.repeat(300), '/'.padEnd(300, 'x'), 'x '.repeat(70),
] // prettier-ignore

const anyText = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string({unit: 'grapheme', minLength: 1, maxLength: 30}),
  fc.string({unit: 'grapheme-ascii', minLength: 1, maxLength: 30}),
  fc.stringMatching(/^[a-z0-9 -]{1,20}$/),
)

const known = new Map<string, fc.Arbitrary<string> | undefined>()

/** Text that a pattern allows, odd text among it; undefined where none of what is tried does. */
export function textFor(pattern: string, examples: readonly string[]): fc.Arbitrary<string> | undefined {
  const key = JSON.stringify([pattern, examples])
  const text = known.has(key) ? known.get(key) : makeText(pattern, examples)
  known.set(key, text)
  return text
}

function makeText(pattern: string, examples: readonly string[]): fc.Arbitrary<string> | undefined {
  const allowed = new RegExp(pattern, 'u')
  const odd = oddTexts.filter(text => allowed.test(text))
  const made = matching(allowed) ?? (odd.length > 0 ? anyText.filter(text => allowed.test(text)) : undefined)
  const given = [...examples.filter(text => allowed.test(text)), ...odd]
  if (made === undefined) return given.length === 0 ? undefined : fc.constantFrom(...given)
  const plain = examples.length === 0 ? [] : [{weight: 4, arbitrary: fc.constantFrom(...examples)}]
  return fc.oneof({weight: 4, arbitrary: made}, ...plain, ...(odd.length === 0 ? [] : [{weight: 2, arbitrary: fc.constantFrom(...odd)}]))
}

/** What fast-check makes of a pattern, as long as it can read it. */
function matching(pattern: RegExp): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(pattern, {size: 'small'})
  } catch {
    return undefined
  }
}

const label = fc.oneof(
  {weight: 5, arbitrary: fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)},
  {weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,30}[A-Za-z0-9_]$/)},
)

/** The name of something in a spec, up to its limits. */
export const name = fc.oneof(
  {weight: 6, arbitrary: fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/)},
  {weight: 2, arbitrary: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/).filter(text => !/^[0-9]+$/.test(text))},
  {weight: 1, arbitrary: fc.constantFrom('a'.repeat(63), `0${'-_.'.repeat(20)}zz`, '0.', '1-', '1_', 'A..b', 'defaults', 'global', 'listen', 'if', 'or', 'null', 'true', 'no', '1e3', '0x1', 'constructor', 'toString', 'server', 'frontend', 'src', 'TRUE', 'ALL', 'stats', 'LOCALHOST', 'default')},
) // prettier-ignore

const byte = fc.constantFrom(0, 1, 9, 10, 99, 100, 127, 168, 192, 254, 255)
export const ipv4 = fc.oneof(
  {weight: 6, arbitrary: fc.tuple(fc.nat(255), fc.nat(255)).map(([high, low]) => `10.0.${high}.${low}`)},
  {weight: 2, arbitrary: fc.tuple(byte, byte, byte, byte).map(bytes => bytes.join('.'))},
  {weight: 1, arbitrary: fc.constantFrom('127.0.0.1', '255.255.255.255', '0.0.0.0', '224.0.0.1')},
)
export const ipv6 = fc.oneof(
  {weight: 3, arbitrary: fc.stringMatching(/^2001:db8::[1-9a-f][0-9a-f]{0,3}$/)},
  {weight: 1, arbitrary: fc.ipV6().filter(text => !text.includes('%'))},
  {weight: 1, arbitrary: fc.constantFrom('::1', '::', '::ffff:10.0.0.1', 'fe80::1', 'FE80::ABCD', '2001:db8:0:0:1:0:0:1', '1:2:3:4:5:6:7:8', '::ffff:0:0', '64:ff9b::192.0.2.33')},
) // prettier-ignore
export const network = fc.oneof(
  {weight: 4, arbitrary: fc.tuple(ipv4, fc.constantFrom('', '/0', '/8', '/31', '/32', '/33')).map(parts => parts.join(''))},
  {weight: 2, arbitrary: fc.tuple(ipv6, fc.constantFrom('', '/0', '/48', '/128', '/129')).map(parts => parts.join(''))},
)
const hostName = fc.oneof(
  fc.constant('localhost'),
  fc.tuple(label, label).map(([host, domain]) => `${host}.${domain}.invalid`),
  fc.constant(`${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(53)}.invalid`),
)

/** Where a machine is. */
export const host = fc.oneof(
  {weight: 60, arbitrary: ipv4},
  {weight: 20, arbitrary: ipv6},
  {weight: 5, arbitrary: hostName},
  {weight: 1, arbitrary: fc.constantFrom(...oddTexts)},
)

export const port = fc.oneof(
  {weight: 8, arbitrary: fc.integer({min: 1, max: 65_535})},
  {weight: 1, arbitrary: fc.constantFrom(1, 80, 443, 1023, 65_535)},
)
export const ports = fc.oneof(
  {weight: 5, arbitrary: port.map(String)},
  {
    weight: 1,
    arbitrary: fc.tuple(port, fc.constantFrom(0, 1, 2, 100)).map(([first, more]) => `${first}-${Math.min(first + more, 65_535)}`),
  },
)

export const listener = fc.oneof(
  {weight: 50, arbitrary: fc.tuple(ipv4, ports).map(([address, which]) => `${address}:${which}`)},
  {weight: 20, arbitrary: fc.tuple(ipv6, ports).map(([address, which]) => `[${address}]:${which}`)},
  {weight: 10, arbitrary: fc.tuple(ipv4, fc.array(ports, {minLength: 2, maxLength: 8})).map(([address, which]) => `${address}:${which.join(',')}`)},
  {weight: 5, arbitrary: ports.map(which => `*:${which}`)},
  {weight: 1, arbitrary: fc.constantFrom(...oddTexts)},
) // prettier-ignore

export const duration = fc.oneof(
  {weight: 20, arbitrary: fc.tuple(fc.integer({min: 1, max: 90}), fc.constantFrom('s', 'm')).map(([amount, unit]) => `${amount}${unit}`)},
  {weight: 10, arbitrary: fc.constantFrom('1ms', '999ms', '1500ms', '1s', '24d', '596h', '2147483647ms', '2147483s', '35791m')},
  {weight: 1, arbitrary: fc.constantFrom('25d', '2147483648ms', '9999999999d')},
)
export const size = fc.oneof(
  fc.integer({min: 1, max: 64}).map(kilo => `${kilo}k`),
  fc.constantFrom('1k', '1m', '1999m', '999999k'),
)

/** A file that is on no machine, so that a stand-in takes its place. */
export const path = fc
  .tuple(
    fc.constantFrom('/srv/lbgen-promise/', '/etc/lbgen promise/'),
    fc.oneof(label, fc.constantFrom(...oddTexts.filter(text => !/^[/.*]+$/.test(text)))),
  )
  .map(([folder, file]) => `${folder}x${file}`)

/** A word, as `interface` and `user` have it. */
export const word = fc.oneof({weight: 4, arbitrary: label}, {weight: 1, arbitrary: fc.stringMatching(/^[\x21-\x7e]{1,20}$/)})

export const nameserver = fc.oneof(
  ipv4,
  ipv6,
  fc.tuple(ipv4, port).map(parts => parts.join(':')),
  fc.tuple(ipv6, port).map(([address, which]) => `[${address}]:${which}`),
)
