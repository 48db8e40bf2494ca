/** A section of a haproxy.cfg: its lines without indentation, comments and blank ones. */
export interface Section {
  readonly kind: string
  readonly name: string
  readonly lines: readonly string[]
}

/** A server as its line says it. */
export interface ServerLine {
  readonly name: string
  /** With its port, as written. */
  readonly address: string
  readonly weight: number
  readonly isDisabled: boolean
  readonly isBackup: boolean
  readonly cookie: string | undefined
  /** By which HAProxy knows it: its own, else its place in the list. */
  readonly id: number
  /** All other words, in order. */
  readonly rest: string
}

const kinds = new Set(
  `global defaults frontend backend listen peers resolvers userlist mailers cache program ring http-errors fcgi-app
  log-forward log-profile crt-store traces acme`.split(/\s+/),
)

/** The sections of a haproxy.cfg, in order. */
export function readSections(text: string): readonly Section[] {
  const sections: {kind: string; name: string; lines: string[]}[] = []
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/)
    const [first = '', name = ''] = words
    if (first === '' || first.startsWith('#')) continue
    if (kinds.has(first)) sections.push({kind: first, name, lines: []})
    else sections.at(-1)?.lines.push(words.join(' '))
  }
  return sections
}

/** The section of that kind and name; an empty one where there is none. */
export const sectionIn = (sections: readonly Section[], kind: string, name?: string): Section =>
  sections.find(section => section.kind === kind && (name === undefined || section.name === name)) ?? {kind, name: name ?? '', lines: []}

export const isServerLine = (line: string): boolean => line.startsWith('server ')

/** The servers of a backend, in order. */
export function serversIn({lines}: Section): readonly ServerLine[] {
  const taken = new Set<number>()
  let next = 1
  return lines.filter(isServerLine).map(line => {
    const [, name = '', address = '', ...words] = line.split(' ')
    const own = valueAfter(words, 'id')
    while (taken.has(next)) next++
    const id = own === undefined ? next : Number(own)
    taken.add(id)
    return {
      name,
      address,
      weight: Number(valueAfter(words, 'weight') ?? 1),
      isDisabled: words.includes('disabled'),
      isBackup: words.includes('backup'),
      cookie: valueAfter(words, 'cookie'),
      id,
      rest: words.filter((word, index) => word !== 'disabled' && word !== 'weight' && words[index - 1] !== 'weight').join(' '),
    }
  })
}

function valueAfter(words: readonly string[], key: string): string | undefined {
  const index = words.indexOf(key)
  return index < 0 ? undefined : words[index + 1]
}

/** The directives of lines that the one has and the other has not, each once: their first word, or two. */
export function directivesThatDiffer(before: readonly string[], after: readonly string[]): readonly string[] {
  if (before.join('\n') === after.join('\n')) return []
  const [old, now] = [new Set(before), new Set(after)]
  const lines = [...before.filter(line => !now.has(line)), ...after.filter(line => !old.has(line))]
  const others = lines.length > 0 ? lines : before.filter((line, index) => line !== after[index])
  return [...new Set(others.map(directiveOf))]
}

const families = new Set(['timeout', 'option', 'no', 'http-request', 'http-response', 'http-check', 'tcp-request', 'tcp-check', 'stats'])

/** What a line is about: `timeout client`, `bind`. Never its values, among which a secret may be. */
function directiveOf(line: string): string {
  const [first = '', second = '', third = ''] = line.split(' ')
  if (first === 'no') return `${first} ${second} ${third}`.trim()
  return families.has(first) ? `${first} ${second}` : first
}
