import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {fieldPlaces} from '../scripts/reference.js'

/** Every field of the language that concerns HAProxy, under what it stands. */
const language: Readonly<Record<string, string>> = {
  '': 'lbgen name description include loadBalancers nodes certificates defaults services highAvailability resolvers haproxy balance applications',
  'loadBalancers.NAME': 'address sourceAddress',
  'nodes.NAME': 'address weight state tags',
  'certificates.NAME': 'file',
  'services.NAME':
    'listen engine mode nodes port balance persistence check timeouts clientAddress sourceAddress reencrypt routes requestHeaders responseHeaders hsts compression access rateLimit limits fallback stats options raw',
  'services.NAME.listen': 'address port ports tls redirect acceptProxy interface name',
  'services.NAME.listen.tls': 'certificate certificates profile minVersion alpn clientCertificates',
  'services.NAME.listen.tls.clientCertificates': 'ca verify',
  'services.NAME.listen.redirect': 'to code',
  'services.NAME.nodes': 'node weight backup port maxConnections state cookie tag dns type slots',
  'services.NAME.balance': 'algorithm header parameter consistent factor',
  'services.NAME.persistence': 'type timeout size mask name method maxIdle maxLife secure httpOnly with',
  'services.NAME.check':
    'type port interval fastInterval downInterval timeout rise fall tls sendProxy method path host headers version expect send command',
  'services.NAME.check.expect': 'status body',
  'services.NAME.timeouts': 'connect client server queue check tunnel httpRequest httpKeepAlive clientFin serverFin',
  'services.NAME.reencrypt': 'verify ca sni alpn certificate',
  'services.NAME.routes': 'when service redirect deny',
  'services.NAME.routes.when': 'host path pathPrefix pathRegex method header source sni',
  'services.NAME.requestHeaders': 'set add remove',
  'services.NAME.access': 'allow deny',
  'services.NAME.rateLimit': 'requests per',
  'services.NAME.limits': 'maxConnections maxConnectionsPerNode maxQueuePerNode',
  'services.NAME.fallback': 'address port redirect page status',
  'services.NAME.raw': 'frontend backend',
  highAvailability: 'peersPort',
  'resolvers.NAME': 'nameservers hold',
  haproxy: 'version log user group chroot daemon pidFile processes threads maxConnections socket stats tlsProfile raw',
  'haproxy.log': 'target facility level',
  'haproxy.stats': 'listen path user password admin prometheus',
  'haproxy.raw': 'global defaults sections',
}

test('the schema has every field of the language that concerns HAProxy', () => {
  const schema: object = JSON.parse(readFileSync(join(import.meta.dirname, '../schemas/cluster.schema.json'), 'utf8'))
  const places = new Set(fieldPlaces(schema))
  const wanted = Object.entries(language).flatMap(([around, fields]) =>
    fields.split(' ').map(field => (around === '' ? field : `${around}.${field}`)),
  )
  expect(wanted.filter(place => !places.has(place))).toEqual([])
})
