import fc from 'fast-check'
import type {Json} from '../rich-spec.ts'
import type {Place} from './schema.ts'
import * as texts from './texts.ts'

/** The names that a spec gives, so that its parts can name one another. */
export interface Names {
  readonly loadBalancers: readonly string[]
  readonly nodes: readonly string[]
  readonly certificates: readonly string[]
  readonly services: readonly string[]
  readonly resolvers: readonly string[]
  readonly tags: readonly string[]
}

/** What each place that holds a name means by it: one of those that the spec gives, or a new one. */
export const references: Readonly<Record<Place, keyof Names | 'new'>> = {
  name: 'new',
  'listenerFields.name': 'new',
  'nodeFields.tags[]': 'tags',
  'tagged.tag': 'tags',
  serviceNode: 'nodes',
  'serviceNodeFields.node': 'nodes',
  tls: 'certificates',
  'tlsFields.certificate': 'certificates',
  'tlsFields.certificates[]': 'certificates',
  'reencryptFields.certificate': 'certificates',
  'route.service': 'services',
  'discovered.resolvers': 'resolvers',
  'highAvailability.preferred': 'loadBalancers',
  'persistenceSource.with': 'services',
  'persistenceApplicationCookie.with': 'services',
  'persistenceRdpCookie.with': 'services',
  'persistenceTlsSessionId.with': 'services',
  'persistenceForwardedFor.with': 'services',
  'persistenceHeader.with': 'services',
}

/** The name of something; now and then of something that is not there. */
export const nameOf = (kind: keyof Names | 'new', names: Names): fc.Arbitrary<string> =>
  kind === 'new' || names[kind].length === 0
    ? texts.name
    : fc.oneof({weight: 80, arbitrary: fc.constantFrom(...names[kind])}, {weight: 1, arbitrary: texts.name})

const comment = fc.constantFrom(...texts.oddTexts).map(text => `# ${text}`)
const line = (...known: readonly string[]): fc.Arbitrary<string> => fc.oneof(comment, fc.constantFrom(...known))

/**
 * What a definition or a place of the schema takes, where its form alone does not say it. The form of everything else is
 * enough: a new field needs no line here. `listener>text` is the text that stands in the place of a listener.
 */
export const values: Readonly<Record<Place, fc.Arbitrary<Json>>> = {
  host: texts.host,
  duration: texts.duration,
  network: texts.network,
  regex: fc.constantFrom('^/a#?[0-9]+$', '[^/]*', '-a|b c', '"', "'", '\\.(png|gif)$', '{', '$HOME', '^%[src]', 'a{2,3}', '(', '[z-a]'),
  size: texts.size,
  port: texts.port,
  path: texts.path,
  word: texts.word,
  rawLine: comment,
  portRange: fc.oneof({weight: 4, arbitrary: texts.port}, {weight: 1, arbitrary: texts.ports}),
  logTarget: fc.constantFrom('127.0.0.1', '127.0.0.1:514', '[::1]:514', '::1', '/dev/log', '/run/a b#"c', 'stdout', 'stderr', 'localhost', '1.2.3.4:99999', 'a@b', 'ring@a', 'udp@127.0.0.1:514', 'udp6@10.0.0.1', 'tcp@127.0.0.1:514', 'fd@1'),
  engine: fc.oneof({weight: 12, arbitrary: fc.constant('haproxy')}, {weight: 1, arbitrary: fc.constant('balance')}, {weight: 1, arbitrary: fc.constant('lvs')}),
  // The field of that name, not an address.
  'host>hostSettings': fc.record({firewall: fc.boolean(), sshPort: texts.port}, {requiredKeys: []}),
  'listener>text': texts.listener,
  ruleName: fc.constantFrom('lone-node', 'LB202', 'idle-node', 'uneven-timeouts', 'unchecked-nodes', 'default-not-applied', 'mixed-weights', 'unknown-node', 'no-such-rule'),
  // HAProxy's check takes the square of the servers of a backend in time.
  'discovered.slots': fc.constantFrom(1, 2, 10, 100),
  'nameserver>text': texts.nameserver,
  'nameserverFields.address': fc.oneof(texts.ipv4, texts.ipv6),
  'listenerFields.address': fc.oneof({weight: 30, arbitrary: texts.ipv4}, {weight: 10, arbitrary: texts.ipv6}, {weight: 5, arbitrary: fc.constantFrom('*', '::')}, {weight: 1, arbitrary: fc.constantFrom(...texts.oddTexts)}),
  'redirectFields.to': texts.textFor('^https?://[\\x21-\\x7e]+$', ['https://www.example.com/', 'http://[2001:db8::1]:8080/a?b=%20', 'https://a/#"\'\\%[src]']) ?? fc.constant('https://a/'),
  'raw.frontend[]': line('backlog 100', 'option dontlog-normal'),
  'raw.backend[]': line('fullconn 100', 'no option nolinger'),
  'haproxyRaw.global[]': line('tune.maxrewrite 1024', 'tune.bufsize 32768'),
  'haproxyRaw.defaults[]': line('option dontlog-normal', 'backlog 1000'),
  'haproxyRaw.sections': fc.constantFrom('', '\n', '# "only a remark"', '# a\n\n# b\n'),
} // prettier-ignore

/** How often, of a hundred times, a field is there where it may be left out; others take the density of their map. */
export const presence: Readonly<Record<Place, number>> = {
  'service.port': 70,
  'listenerFields.port': 80,
  'service.engine': 15,
  'service.listen': 95,
  'serviceDefaults.engine': 1,
  'listenerFields.redirect': 10,
  'loadBalancerFields.interface': 95,
  // Few pairs are whole.
  'highAvailability.notify': 80,
  'notifyFields.any': 70,
  'notifyFields.master': 70,
  'notifyFields.backup': 70,
  'notifyFields.fault': 70,
  'notifyFields.stop': 70,
  include: 0,
  rules: 5,
}
