import {type Section, sectionIn} from './read.ts'

/** What holds a client to a node in a backend. */
export interface Hold {
  /** `name method`, and what else of the line decides whether a cookie is believed. */
  readonly cookie: {readonly name: string; readonly terms: string} | undefined
  readonly table: Table | undefined
  /** What is hashed and how; undefined where the balancing does not tell clients apart. */
  readonly hash: {readonly key: string; readonly isConsistent: boolean} | undefined
}

export interface Table {
  /** The backend that has it. */
  readonly owner: string
  /** Kind of key, and the rules that look clients up. */
  readonly key: string
  /** How large it is and how long it remembers. */
  readonly terms: string
  readonly peers: string | undefined
}

export function holdIn(section: Section, sections: readonly Section[]): Hold {
  return {cookie: cookieIn(section), table: tableIn(section, sections), hash: hashIn(section)}
}

/** Cookies are HTTP's: in another mode the line does nothing. */
function cookieIn({lines}: Section): Hold['cookie'] {
  const words = lines.find(line => line.startsWith('cookie '))?.split(' ')
  if (words === undefined || !lines.includes('mode http')) return undefined
  const [, name = '', ...terms] = words
  // Attributes that only the browser reads do not decide whose cookie is believed.
  const deciding = terms.filter(term => !['secure', 'httponly', 'nocache'].includes(term))
  return {name, terms: [...deciding, ...lines.filter(line => line.startsWith('dynamic-cookie-key '))].join(' ')}
}

const isStickRule = (line: string): boolean => /^(stick (on|match|store-request|store-response)|appsession|persist) /.test(line)

function tableIn(section: Section, sections: readonly Section[]): Table | undefined {
  const rules = section.lines.filter(isStickRule)
  if (rules.length === 0) return undefined
  const owner = / table (?<owner>\S+)/.exec(rules.join('\n'))?.groups?.['owner'] ?? section.name
  const declared = (owner === section.name ? section : sectionIn(sections, 'backend', owner)).lines.find(line =>
    line.startsWith('stick-table '),
  )
  const words = declared?.split(' ') ?? []
  const terms = words.flatMap((word, index) => (['size', 'expire'].includes(words[index - 1] ?? '') ? [word] : []))
  const kind = words.slice(1, words.indexOf('size')).join(' ')
  const at = words.indexOf('peers')
  return {owner, key: [kind, ...rules].join('\n'), terms: terms.join(' '), peers: at < 0 ? undefined : words[at + 1]}
}

function hashIn({lines}: Section): Hold['hash'] {
  const balance = lines.find(line => line.startsWith('balance ')) ?? ''
  if (!/^balance (source|uri|url_param|hdr\(|rdp-cookie|hash)/.test(balance)) return undefined
  const types = lines.filter(line => /^hash-(type|key)\b/.test(line))
  return {key: [balance, ...types].join('\n'), isConsistent: types.some(line => line.startsWith('hash-type consistent'))}
}
