import type {Report} from '../../../findings/finding.ts'
import type {Listener, Service, Sourced} from '../../../model/cluster.ts'
import {bindsOf, entriesOf} from '../../../model/listener.ts'
import {kinds} from '../kinds.ts'
import {supports} from '../since.ts'

/** HAProxy reads at most 64 words a line, in every release. */
const MAX_CERTIFICATES = 22
const MAX_HEADERS = 17
const MAX_TYPES = 62
const MAX_LINKS = 40

/** Reports LB405: more of a kind than HAProxy reads on one line. */
export function reportWords(service: Service, {value: release}: Sourced<string>, report: Report): void {
  reportTypes(service, report)
  reportLinks(service, report)
  for (const listener of bindsOf(service)) reportCertificates(listener, report)
  if (supports(release, 'checkRules')) reportCheckHeaders(service, report)
}

function reportTypes({compression}: Service, report: Report): void {
  if (compression === undefined || compression.types.value.length <= MAX_TYPES) return
  report({
    ...kinds.tooManyWords,
    message: `HAProxy takes no more than ${MAX_TYPES} content types on one line; here are ${compression.types.value.length}.`,
    hint: 'Write the beginning that several have in common, such as `text/`.',
    path: compression.types.origin,
  })
}

function reportLinks(service: Service, report: Report): void {
  if (service.hsts === undefined && service.clientAddress.value !== 'header') return
  const links = entriesOf(service).filter(({link}) => link !== undefined)
  if (links.length <= MAX_LINKS) return
  report({
    ...kinds.tooManyWords,
    message: `HAProxy takes no more than ${MAX_LINKS} TLS listeners of another program on one line; service \`${service.name}\` has ${links.length}.`,
    hint: 'Write several ports into one listener, or split the service.',
    path: service.origin,
    part: 'key',
  })
}

function reportCheckHeaders({check}: Service, report: Report): void {
  if (check.type !== 'http' || check.headers.length <= MAX_HEADERS) return
  report({
    ...kinds.tooManyWords,
    message: `HAProxy takes no more than ${MAX_HEADERS} headers on one line; this check has ${check.headers.length}.`,
    hint: 'Leave some out.',
    path: `${check.origin}/headers`,
  })
}

/** Reports LB405 for more certificates than a line has room for, on a listener of a service or of the statistics. */
export function reportCertificates({tls, link}: Listener, report: Report): void {
  if (tls === undefined || link !== undefined || tls.certificates.length <= MAX_CERTIFICATES) return
  report({
    ...kinds.tooManyWords,
    message: `HAProxy takes no more than ${MAX_CERTIFICATES} certificates on one line; this listener has ${tls.certificates.length}.`,
    hint: 'Put several names into one certificate, or split the listener.',
    path: tls.origin,
  })
}
