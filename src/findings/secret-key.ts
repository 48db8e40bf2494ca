import type {Span} from './finding.ts'

/** How the name of a key ends that holds a secret, for patterns: `password`, `solr.sharedSecret`, `alfresco.hazelcast.ec2.secretkey`, `X-Api-Key`. */
export const secretEnd =
  '(?:password|passphrase|passwd|storepass|secret|secretkey|credentials|authorization|(?:api|auth|access)-?(?:key|token))'

const secretKey = new RegExp(`${secretEnd}$`, 'i')

/** Whether a key holds a secret, by its name. */
export const isSecretKey = (key: string): boolean => secretKey.test(key)

const words = ['password', 'passwd', 'passphrase', 'storepass', 'secret', 'token', 'credential', 'authorization', 'api-?key', 'access-?key']

/** Rules of lbgen that people silence or weigh have such names; what stands behind those is no secret. */
const rulePrefix = '(?:literal|expanded|known-hazelcast)-'
const noRule = `(?<!\\b${rulePrefix})`

export const isRuleOfSecrets = (name: string): boolean => new RegExp(`^${rulePrefix}`).test(name)

/**
 * A word that tells of a secret, for patterns without `i`, at the end of a word in small letters: `mail.password.default`,
 * `solr.sharedSecret2`, `a.token`. Who shows something rather hides too much; who finds fault takes `isSecretKey`.
 */
export const secretWord = `${noRule}(?:${words
  .flatMap(word => [`[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`, word.toUpperCase()])
  .join('|')}|[Aa]piKey|[Aa]ccessKey|[Aa]pi-Key|[Aa]ccess-Key)(?:s|key)?(?![a-z])`

const secretName = new RegExp(secretWord)

/** Whether what is called so may hold a secret. */
export const mayBeSecret = (name: string): boolean => secretName.test(name)

/** Whether a variable may be called so. What is not may be the secret itself, written in the place of a name. */
export const isVariableName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text)

export const MASK = '********'

/** Headers whose text lets somebody in. */
const secretHeader = /^(proxy-)?authorization$|^cookie$|^x-(api|auth|access)-?(key|token)$|^api-?key$/i

export const isSecretHeader = (name: string): boolean => secretHeader.test(name)

/** What stands before a secret in a line of any kind: a word that tells of it, or what engines and addresses have in its place. */
const beginnings = [
  // No name is longer: where there are many such words in one, each is tried.
  `${secretWord}[\\w.-]{0,200}["')\\]]*(?:\\s*[=:]\\s*|[\\s,]+)["']?`,
  'stats\\s+auth\\s+[^\\s:]+:',
  '(?:set|add)-header\\s+[Cc]ookie\\s+',
  '(?<!\\w)AUTH\\s+',
  '://[^\\s/:@]*:(?=[^\\s/@]+@)',
]
const behindWord = new RegExp(`(?<begun>${beginnings.join('|')})(?<value>\\S.*)$`, 'gm')

/** A text, such as a raw line or an address with a query, without what follows a word that tells of a secret in each line. */
export const safeText = (text: string): string =>
  text.replace(behindWord, (whole, begun: string, value: string) => (/^[{\s]/.test(value) ? whole : `${begun}${MASK}`))

/** Where in a text something follows a word that tells of a secret: up to the end of its line. */
export const spansBehindWords = (text: string): readonly Span[] =>
  [...text.matchAll(behindWord)].flatMap(({0: whole, index, groups: {begun = '', value = ''} = {}}) =>
    /^[{\s]/.test(value) ? [] : [{start: index + begun.length, end: index + whole.length}],
  )
