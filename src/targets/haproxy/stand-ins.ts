import type {Cluster, Fallback, HaproxySettings, Listener, ListenerTls, Origin, Reencrypt, Service, Sourced} from '../../model/cluster.ts'
import {bindsOf} from '../../model/listener.ts'
import type {Need} from '../target.ts'

type StandIns = ReadonlyMap<Origin, string>

/**
 * What `haproxy -c` wants to find on the machine that it runs on: it reads certificates, authorities and pages, and looks up
 * the user and the group. It does not look for the chroot folder, the pid file or the socket (seen with 2.2 to 3.4).
 * Each place in the spec comes once, however many services share it.
 */
export function haproxyNeeds(cluster: Cluster): readonly Need[] {
  const {user, group, stats} = cluster.haproxy
  const services = cluster.services.filter(({engine}) => engine.value === 'haproxy')
  const needs = [
    ...need('user', user),
    ...need('group', group),
    ...(stats ? tlsNeeds(stats.listener.tls) : []),
    ...services.flatMap(service => [
      // Certificates of listeners where another program ends TLS are that one's.
      ...bindsOf(service).flatMap(({tls, link}) => (link === undefined ? tlsNeeds(tls) : [])),
      ...reencryptNeeds(service.reencrypt),
      ...need('page', service.fallback?.kind === 'page' ? service.fallback.page : undefined),
    ]),
  ]
  return onceEach(needs)
}

const onceEach = (needs: readonly Need[]): readonly Need[] => [
  ...new Map(needs.map(one => [`${one.kind} ${one.wanted.origin}`, one])).values(),
]

/** What whoever ends the TLS of listeners wants to find. */
export const needsOfListeners = (listeners: readonly Listener[]): readonly Need[] => onceEach(listeners.flatMap(({tls}) => tlsNeeds(tls)))

const need = (kind: Need['kind'], wanted: Sourced<string> | undefined): readonly Need[] => (wanted ? [{kind, wanted}] : [])

const tlsNeeds = (tls: ListenerTls | undefined): readonly Need[] =>
  tls ? [...tls.certificates.flatMap(file => need('certificate', file)), ...need('authorities', tls.clientCertificates?.ca)] : []

const reencryptNeeds = (reencrypt: Reencrypt | undefined): readonly Need[] => [
  ...need('certificate', reencrypt?.certificate),
  ...need('authorities', isFile(reencrypt?.ca) ? reencrypt?.ca : undefined),
]

/** `@system-ca` is HAProxy's name for the machine's own authorities. */
const isFile = (authorities: Sourced<string> | undefined): boolean => authorities?.value.startsWith('@') === false

/** The same cluster with a stand-in wherever the map has one for the origin; everything else is as it was. */
export const withStandIns = (cluster: Cluster, standIns: StandIns): Cluster => ({
  ...cluster,
  services: cluster.services.map(service => serviceWithStandIns(service, standIns)),
  haproxy: settingsWith(cluster.haproxy, standIns),
})

export const serviceWithStandIns = (service: Service, standIns: StandIns): Service => ({
  ...service,
  listeners: service.listeners.map(listener => listenerWith(listener, standIns)),
  redirects: service.redirects.map(listener => listenerWith(listener, standIns)),
  fallback: fallbackWith(service.fallback, standIns),
  reencrypt: service.reencrypt && {
    ...service.reencrypt,
    ca: valueWith(service.reencrypt.ca, standIns),
    certificate: valueWith(service.reencrypt.certificate, standIns),
  },
})

const fallbackWith = (fallback: Fallback | undefined, standIns: StandIns): Fallback | undefined =>
  fallback?.kind === 'page' ? {...fallback, page: valueWith(fallback.page, standIns)} : fallback

const settingsWith = (settings: HaproxySettings, standIns: StandIns): HaproxySettings => ({
  ...settings,
  user: valueWith(settings.user, standIns),
  group: valueWith(settings.group, standIns),
  stats: settings.stats && {...settings.stats, listener: listenerWith(settings.stats.listener, standIns)},
})

const listenerWith = <T extends Listener>(listener: T, standIns: StandIns): T => ({
  ...listener,
  tls: listener.tls && {
    ...listener.tls,
    certificates: listener.tls.certificates.map(file => valueWith(file, standIns)),
    clientCertificates: listener.tls.clientCertificates && {
      ...listener.tls.clientCertificates,
      ca: valueWith(listener.tls.clientCertificates.ca, standIns),
    },
  },
})

/** Generic in T, so that what cannot be undefined before is not afterwards. */
function valueWith<T extends Sourced<string> | undefined>(wanted: T, standIns: StandIns): T {
  const standIn = wanted && standIns.get(wanted.origin)
  return standIn === undefined ? wanted : {...wanted, value: standIn}
}
