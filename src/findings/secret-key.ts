/** How the name of a key ends that holds a secret, for patterns: `password`, `solr.sharedSecret`, `alfresco.hazelcast.ec2.secretkey`, `X-Api-Key`. */
export const secretEnd =
  '(?:password|passphrase|passwd|storepass|secret|secretkey|credentials|authorization|(?:api|auth|access)-?(?:key|token))'

const secretKey = new RegExp(`${secretEnd}$`, 'i')

/** Whether a key holds a secret, by its name. */
export const isSecretKey = (key: string): boolean => secretKey.test(key)

const words = ['password', 'passwd', 'passphrase', 'storepass', 'secret', 'token', 'credential', 'authorization', 'api-?key', 'access-?key']

/**
 * A word that tells of a secret, for patterns without `i`, at the end of a word in small letters: `mail.password.default`,
 * `solr.sharedSecret2`, `a.token`. Who shows something rather hides too much; who finds fault takes `isSecretKey`.
 */
export const secretWord = `(?:${words
  .flatMap(word => [`[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`, word.toUpperCase()])
  .join('|')}|[Aa]piKey|[Aa]ccessKey|[Aa]pi-Key|[Aa]ccess-Key)(?:s|key)?(?![a-z])`

const secretName = new RegExp(secretWord)

/** Whether what is called so may hold a secret. */
export const mayBeSecret = (name: string): boolean => secretName.test(name)

export const MASK = '********'

const behindWord = new RegExp(`(?<begun>${secretWord}[\\w.-]*["')\\]]*(?:\\s*[=:]\\s*|[\\s,]+)["']?)(?<value>\\S.*)$`, 'gm')

/** A text, such as a raw line or an address with a query, without what follows a word that tells of a secret in each line. */
export const safeText = (text: string): string =>
  text.replace(behindWord, (whole, begun: string, value: string) => (/^[{\s]/.test(value) ? whole : `${begun}${MASK}`))
