import type {Section} from './read.ts'

/** Lines that decide nothing of which node a client gets. */
export const harmless =
  /^(timeout |retries |maxconn |fullconn |log |log-format |option (?!persist|redispatch|allbackups|prefer-last-server|transparent|http_proxy)|no option (?!persist|redispatch|allbackups|prefer-last-server|transparent|http_proxy)|stats |http-check |tcp-check |compression |http-response |http-after-response |errorfile |source |rsp|reqadd |description |email-alert )/

/** The service that a section is for: what lbgen adds to its name begins with a colon. */
export const serviceOf = ({name}: Section): string => name.split(':')[0] ?? name

export const quoted = (words: readonly string[]): string => words.map(word => `\`${word}\``).join(', ')
