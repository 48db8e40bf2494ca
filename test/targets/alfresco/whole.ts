import type {Json} from '../../support/rich-spec.ts'
import {textOf} from '../../support/rich-spec.ts'
import {compileTexts, fileOf} from '../../support/compiling.ts'

type Map = Readonly<Record<string, Json>>

/** The parts of Alfresco that a release has, each behind a service of its own. */
const roles: Readonly<Record<string, readonly string[]>> = {
  '3.4.14': ['web', 'share', 'cifs', 'ftp', 'nfs', 'imap', 'smtp', 'spp'],
  '4.1.10': ['web', 'share', 'cifs', 'ftp', 'nfs', 'imap', 'smtp', 'spp', 'solr'],
  '4.2.4': ['web', 'share', 'cifs', 'ftp', 'nfs', 'imap', 'smtp', 'spp', 'solr'],
  '5.2.7': ['web', 'share', 'cifs', 'ftp', 'imap', 'smtp', 'spp', 'solr'],
}

const laterRoles = ['web', 'share', 'ftp', 'imap', 'smtp', 'solr']

export const nodes = ['alfresco1', 'alfresco2', 'alfresco.3']

const services = {
  web: {
    mode: 'http',
    listen: ['10.0.0.5:80', {address: '10.0.0.5', port: 443, tls: 'web'}],
    port: 8080,
    persistence: {type: 'application-cookie'},
    routes: [
      {when: {pathRegex: '^/(alfresco/(wc)?s(ervice)?|share/proxy/alfresco(-(noauth|feed|api))?)/api/solr/'}, deny: 403},
      {when: {pathPrefix: '/share'}, service: 'share'},
    ],
  },
  share: {mode: 'http', port: 8080, persistence: {type: 'application-cookie'}},
  cifs: {listen: '10.0.0.5:445'},
  ftp: {listen: '10.0.0.5:21'},
  data1: {listen: '10.0.0.5:30000-30099', nodes: ['alfresco1'], port: 'same', check: {type: 'tcp', port: 21}},
  data2: {listen: '10.0.0.5:30100-30199', nodes: ['alfresco2'], port: 'same', check: {type: 'tcp', port: 21}},
  data3: {listen: '10.0.0.5:30200-30299', nodes: ['alfresco.3'], port: 'same', check: {type: 'tcp', port: 21}},
  nfs: {listen: '10.0.0.5:111,2049,20048', port: 'same', check: {type: 'tcp', port: 2049}, persistence: 'source'},
  imap: {listen: '10.0.0.5:143'},
  smtp: {listen: '10.0.0.5:25', limits: {maxConnectionsPerNode: 20}},
  spp: {listen: '10.0.0.5:7070', persistence: 'source'},
  solr: {listen: '10.0.0.5:8983'},
} as const satisfies Map

/** A repository of a release with every part that it has, behind a pair of load balancers. */
export const wholeSpec = (release: string, application: Map = {}, changed: Map = {}): Map => ({
  lbgen: 1,
  name: 'documents',
  loadBalancers: {lb1: {address: '10.0.0.1', interface: 'eth0'}, lb2: {address: '10.0.0.2', interface: 'eth0'}},
  highAvailability: {routerId: 5, password: {env: 'VRRP_PASSWORD'}},
  nodes: Object.fromEntries(nodes.map((name, index) => [name, `10.0.0.${index + 11}`])),
  certificates: {web: {file: '/etc/haproxy/web.pem'}},
  defaults: {timeouts: {client: '31m', server: '31m'}},
  services: {...services, ...changed},
  applications: {
    repository: {
      kind: 'alfresco',
      release,
      serverName: 'alfresco.example.com',
      services: Object.fromEntries((roles[release] ?? laterRoles).map(role => [role, role])),
      clustering: {password: {env: 'HAZELCAST_PASSWORD'}},
      contentStore: '/mnt/alfresco',
      search: Number(release.split('.')[0]) > 7 ? {sharedSecret: {env: 'SOLR_SECRET'}} : {secureComms: 'https'},
      ftp: {passive: {alfresco1: 'data1', alfresco2: 'data2', 'alfresco.3': 'data3'}},
      properties: {'email.server.connections.max': 30},
      ...application,
    },
  },
})

export const compiled = (spec: Map): ReturnType<typeof compileTexts> => compileTexts(textOf(spec))

/** The lines of a node's properties that are no comments, by their keys; nothing where there is no file. */
export function propertiesOf(spec: Map, node: string): Readonly<Record<string, string>> {
  const file = compiled(spec).artifacts.find(({path}) => path === `${node}/alfresco-global.properties`)
  const lines = file === undefined ? [] : fileOf(file).split('\n')
  return Object.fromEntries(
    lines
      .filter(line => line !== '' && !line.startsWith('#'))
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

/** Codes of Alfresco's findings with their places, the place of the application left out. */
export const foundIn = (spec: Map): readonly string[] =>
  compiled(spec)
    .findings.filter(({code}) => /^LB8/.test(code))
    .map(({code, path = ''}) => `${code} ${path.replace('/applications/repository/', '')}`)
