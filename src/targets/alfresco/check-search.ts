import {firstWith, firstWithout, hasFeature} from '../../model/applications/alfresco-releases.ts'
import {type SecureComms, secureComms} from '../../model/applications/search.ts'
import type {AlfrescoApplication, Origin, Service, Sourced} from '../../model/cluster.ts'
import {isDefault} from '../../model/origin.ts'
import type {Report} from '../../findings/finding.ts'
import {roleOf} from './facts.ts'
import {kinds} from './kinds.ts'

/** Reports LB817, LB818, LB867 and LB868: how the repository is to speak with Solr, and what comes between them. */
export function checkSearch(application: AlfrescoApplication, report: Report): void {
  const solr = roleOf(application, 'solr')
  const comms = secureComms(application)
  reportUnused(application, solr !== undefined, comms, report)
  if (comms === undefined) return
  if (solr !== undefined) {
    checkReach(solr.service, comms, report)
    checkSecret(solr.service, comms, report)
  }
  // Of a release without Solr nothing is to be asked.
  if (solr !== undefined || hasFeature(application.release.value, 'search')) checkHas(application, comms, report)
}

/** What the release lacks, and what it lacks beside it. */
function checkHas({search, release}: AlfrescoApplication, comms: Sourced<SecureComms>, report: Report): void {
  if (comms.value === 'none' && hasFeature(release.value, 'solr6') && !hasFeature(release.value, 'plainSolr'))
    report({
      ...kinds.missingFeature,
      message: `Alfresco ${release.value} speaks with Solr in TLS or with a secret alone: \`none\` went with ${firstWithout('plainSolr')}.`,
      hint: 'Write `search: {secureComms: secret, sharedSecret: {env: NAME}}`; or `secureComms: https`, with TLS to Solr: `mode: tcp` in its service, or `tls` in a listener.',
      path: comms.origin,
    })
  if (comms.value !== 'secret') return
  if (!hasFeature(release.value, 'solrSecret'))
    report({
      ...kinds.missingFeature,
      message: `Alfresco ${release.value} cannot share a secret with Solr: that came with ${firstWith('solrSecret')}.`,
      hint: 'Write `secureComms: https`, or `none` where nobody else reaches Solr.',
      path: comms.origin,
      part: 'key',
    })
  else if (search.sharedSecret === undefined)
    report({
      ...kinds.missingFeature,
      message: 'Alfresco does not start with `solr.secureComms=secret` and no secret.',
      hint: 'Write `sharedSecret: {env: NAME}` beside it.',
      path: comms.origin,
    })
}

/** A secret that another protection leaves aside, and anything where the release has no Solr. */
function reportUnused(
  {search: {subsystem, secureComms: own, sharedSecret}, release}: AlfrescoApplication,
  isLed: boolean,
  comms: Sourced<SecureComms> | undefined,
  report: Report,
): void {
  const unused = (path: Origin, message: string): void => report({...kinds.unusedField, message, hint: 'Leave it out.', path, part: 'key'})
  if (!hasFeature(release.value, 'search')) {
    // That the release lacks what its service leads to is said of the service.
    if (isLed) return
    for (const {origin} of [subsystem, own, sharedSecret].filter(one => one !== undefined))
      unused(origin, `Alfresco ${release.value} has no Solr, and this has no effect.`)
  } else if (sharedSecret !== undefined && comms?.value !== 'secret')
    unused(sharedSecret.origin, `With \`secureComms: ${comms?.value}\` nobody asks for a secret: \`sharedSecret\` has no effect.`)
}

/** What the repository speaks, and what it meets at the load balancer: TLS in one of them alone is an error on each request. */
function checkReach({name, mode, listeners, reencrypt}: Service, comms: Sourced<SecureComms>, report: Report): void {
  const wantsTls = comms.value === 'https'
  const handsOn = mode.value === 'tcp' && reencrypt === undefined
  if (listeners.length === 0 || listeners.some(({tls}) => (tls !== undefined) === wantsTls || (wantsTls && handsOn))) return
  report({
    ...kinds.otherSolrProtocol,
    message: wantsTls
      ? `The repository speaks TLS with Solr, and service \`${name}\` listens in plain HTTP.`
      : `The repository speaks plain HTTP with Solr, and service \`${name}\` listens in TLS alone.`,
    hint: wantsTls
      ? `Write \`mode: tcp\` in service \`${name}\`, so that TLS goes through to Solr, or \`tls\` in its \`listen\`.`
      : `Write \`search: {secureComms: https}\`, or give service \`${name}\` a listener without \`tls\`.`,
    path: comms.origin,
  })
}

/** Solr refuses whoever does not know the secret, and a check is no exception. */
function checkSecret({name, origin, check}: Service, comms: Sourced<SecureComms>, report: Report): void {
  if (comms.value !== 'secret' || check.type !== 'http' || check.status?.value.includes('403') === true) return
  if (check.headers.some(header => header.name.toLowerCase() === 'x-alfresco-search-secret')) return
  report({
    ...kinds.checkWithoutSecret,
    message: `Solr answers only who knows the shared secret, and the check of service \`${name}\` does not say it: its nodes are always down.`,
    hint: 'Write `X-Alfresco-Search-Secret` under `headers` of the check; or `check: tcp`, which keeps the secret out of the spec.',
    ...(isDefault(check.origin) ? {path: origin, part: 'key' as const} : {path: check.origin}),
  })
}
