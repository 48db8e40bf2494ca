import type {LongApplication, Named} from '../spec/long.ts'
import type {CheckProduct} from '../spec/spec.gen.ts'
import {firstWith} from './applications/alfresco-releases.ts'
import {compareReleases} from './release.ts'

export type ProductName = CheckProduct['type']

type Given = Required<Pick<CheckProduct, 'path' | 'expect'>> & Pick<CheckProduct, 'interval' | 'timeout'>

interface Preset {
  /** The kind of application whose release decides. */
  readonly of: LongApplication['kind'] | undefined
  /** By release, the oldest first. */
  readonly rows: readonly (Given & {readonly since: string})[]
}

/** Time-outs are those of Alfresco's own Helm charts. Its repository keeps an answer for ten seconds, so that asking more often tells nothing. */
const presets: Readonly<Record<ProductName, Preset>> = {
  alfresco: {
    of: 'alfresco',
    rows: [
      {since: '0.0', path: '/alfresco/', expect: {status: '200-399'}},
      {
        since: firstWith('probes'),
        path: '/alfresco/api/-default-/public/alfresco/versions/1/probes/-ready-',
        expect: {status: '200'},
        interval: '10s',
        timeout: '3s',
      },
    ],
  },
  // It answers with a redirect to its pages.
  'alfresco-share': {of: undefined, rows: [{since: '0.0', path: '/share', expect: {status: '200-399'}, interval: '10s', timeout: '5s'}]},
  // Solr 1.4, then Solr 4 with a context of its own, then Search Services.
  solr: {
    of: 'alfresco',
    rows: [
      {since: '0.0', path: '/solr/alfresco/admin/ping', expect: {status: '200'}},
      {since: firstWith('solr4'), path: '/solr4/alfresco/admin/ping', expect: {status: '200'}},
      {since: firstWith('solr6'), path: '/solr/alfresco/admin/ping', expect: {status: '200'}},
    ],
  },
  electricflow: {of: undefined, rows: [{since: '0.0', path: '/commanderRequest/health', expect: {status: '200-399'}}]},
  'icas-fs': {of: undefined, rows: [{since: '0.0', path: '/minio/health/cluster', expect: {status: '200'}}]},
}

/** What a check of each product asks, in which releases of it. */
export const productRows: readonly (Given & {readonly product: string; readonly releases: string})[] = Object.entries(presets).flatMap(
  ([product, {rows}]) =>
    rows.map(({since, ...given}, index) => {
      const next = rows[index + 1]?.since
      const releases =
        next === undefined ? (index === 0 ? 'all' : `${since} and later`) : index === 0 ? `before ${next}` : `${since} to before ${next}`
      return {product, releases, ...given}
    }),
)

export const isProduct = (type: string): type is ProductName => Object.hasOwn(presets, type)

/** Whether a product is asked in another way from some release on. */
export const dependsOnRelease = (product: ProductName): boolean => presets[product].rows.length > 1

/** What is asked of a product, and what it answers when it is well; of the newest release where none is given. */
export function presetOf(product: ProductName, release: string | undefined): Given {
  const {rows} = presets[product]
  const found = rows.findLast(({since}) => release === undefined || compareReleases(since, release) <= 0)
  const {since: _, ...given} = found ?? {since: '', path: '/', expect: {}}
  return given
}

/** Roles of services behind which no HTTP is spoken, and where the product speaks it. */
const otherProtocols: ReadonlyMap<string, number> = new Map([
  ...['cifs', 'ftp', 'nfs', 'imap', 'smtp'].map(role => [role, 8080] as const),
  ['stomp', 8000],
])

/** What applications say of a service. */
export interface Behind {
  /** The release of a product, as the application says whose role the service is. */
  readonly releaseOf: (product: ProductName) => string | undefined
  /** The role in which no HTTP is spoken, and the port where that usually is. */
  readonly otherProtocol: () => {readonly role: string; readonly httpPort: number} | undefined
}

export function whatIsBehind(service: string, applications: Named<LongApplication>): Behind {
  const roles = () =>
    Object.values(applications).flatMap(({kind, release, services}) =>
      Object.entries(services ?? {}).flatMap(([role, name]) => (name === service ? [{kind, release, role}] : [])),
    )
  return {
    releaseOf: product => roles().find(({kind}) => kind === presets[product].of)?.release,
    otherProtocol: () =>
      roles().flatMap(({role}) => {
        const httpPort = otherProtocols.get(role)
        return httpPort === undefined ? [] : [{role, httpPort}]
      })[0],
  }
}
