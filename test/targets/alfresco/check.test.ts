import {describe, expect, test} from '@jest/globals'
import type {AlfrescoApplication, Service, TablePersistence} from '../../../src/model/cluster.ts'
import {at, clusterOf} from '../../support/cluster.ts'
import {applicationOn, cifs, property, serviceFor} from './cluster.ts'
import {foundIn, linesOf, render} from './render.ts'

const nodes = ['alfresco1', 'alfresco2']
const smb = serviceFor('cifs', nodes)
const described = (changed: Partial<AlfrescoApplication>): AlfrescoApplication =>
  applicationOn('repository', nodes, {services: [cifs(smb)], ...changed})
const found = (...applications: readonly AlfrescoApplication[]): readonly string[] => foundIn(clusterOf({applications}))
const release = (value: string): AlfrescoApplication['release'] => ({value, origin: '/applications/repository/release'})

const sharing = (owner: string): TablePersistence => ({
  type: 'source',
  origin: '/services/netbios/persistence',
  name: undefined,
  timeout: at('/services/netbios/persistence/timeout', 3_600_000),
  size: at('/services/netbios/persistence/size', 10_000),
  mask: undefined,
  with: at('/services/netbios/persistence/with', owner),
})

describe('a release', () => {
  test.each([
    ['4.0', ['LB802 /applications/repository/release']],
    ['4.1.9', ['LB802 /applications/repository/release']],
    ['4.1', ['LB804 /applications/repository/release']],
    ['5.2', []],
    ['6.0', []],
    ['6.1', ['LB803 /applications/repository/services/cifs']],
    ['23.1', ['LB803 /applications/repository/services/cifs']],
  ])('%s gives %j', (value, expected) => {
    expect(found(described({release: release(value)}))).toEqual(expected)
  })

  test.each(['4.0', '4.1', '6.1'])('%s does not matter without CIFS', value => {
    expect(found(described({release: release(value), services: []}))).toEqual([])
  })

  test('names what would do', () => {
    expect(render(clusterOf({applications: [described({release: release('4.0')})]})).findings[0]?.hint).toBe(
      "Update it to 3.4.14, 4.1.10, 4.2.4, or 5.0, or remove `cifs` from the application's `services`.",
    )
  })
})

describe('a release without a part tells to take away', () => {
  const beside = serviceFor('netbios', nodes, {persistence: sharing('cifs')})
  const hintOf = (services: readonly Service[], ...applications: readonly AlfrescoApplication[]): string | undefined =>
    render(clusterOf({services, applications})).findings.find(({code}) => code === 'LB803')?.hint
  const later = described({release: release('7.4')})
  const role = "Remove `cifs` from the application's `services`"

  test('its service and what shares its table', () => {
    expect(hintOf([smb, beside], later)).toBe(
      `${role}, and services \`cifs\` and \`netbios\` too, unless something else on their nodes answers them.`,
    )
    expect(hintOf([smb], later)).toBe(`${role}, and service \`cifs\` too, unless something else on its nodes answers it.`)
  })

  test('no service that another application needs', () => {
    const other = applicationOn('other', nodes, {services: [cifs(smb)]})
    expect(hintOf([smb], later, other)).toBe(`${role}.`)
  })
})

describe('properties', () => {
  test('that lbgen sets are refused, with the value that it sets', () => {
    const made = clusterOf({applications: [described({properties: [property('cifs.loadBalancerList', '10.0.0.1')]})]})
    expect(foundIn(made)).toEqual(['LB805 /properties/cifs.loadBalancerList'])
    expect(render(made).findings[0]?.message).toContain('lbgen sets it to `10.0.0.4`')
  })

  test('that lbgen would set are free without a service for CIFS', () => {
    expect(found(described({services: [], properties: [property('cifs.loadBalancerList', '10.0.0.1')]}))).toEqual([])
  })

  test('that lbgen sets for another application of the node are refused', () => {
    const other = applicationOn('other', ['alfresco2'], {properties: [property('cifs.loadBalancerList', '10.0.0.1', '/other')]})
    expect(found(described({}), other)).toEqual(['LB805 /other'])
  })

  test('that are set twice are refused', () => {
    expect(found(described({properties: [property('a', '1'), property('a', '2', '/again')]}))).toEqual(['LB806 /again'])
  })

  test('of two applications on one node must agree', () => {
    const one = described({properties: [property('a', '1')]})
    const other = applicationOn('other', nodes, {properties: [property('a', '2', '/other')]})
    expect(found(one, other)).toEqual(['LB806 /other'])
  })

  test('of two applications on different nodes need not agree', () => {
    const one = applicationOn('one', ['alfresco1'], {properties: [property('a', '1')]})
    const other = applicationOn('other', ['alfresco2'], {properties: [property('a', '2')]})
    expect(found(one, other)).toEqual([])
  })

  test('that switch CIFS off are refused, once', () => {
    expect(found(described({properties: [property('cifs.enabled', 'false')]}))).toEqual(['LB805 /properties/cifs.enabled'])
  })

  test('that say what lbgen says are no mistake, and are not repeated', () => {
    const made = clusterOf({applications: [described({properties: [property('cifs.enabled', 'true')]})]})
    expect(foundIn(made)).toEqual([])
    expect(linesOf(made, 'alfresco1').filter(line => line.startsWith('cifs.enabled'))).toEqual(['cifs.enabled=true'])
  })

  test.each(['${db.secret}', 'ENC(abc=)', ''])('with %s hold no password', value => {
    expect(found(described({properties: [property('db.password', value)]}))).toEqual([])
  })
})

describe('a service for CIFS', () => {
  const through = (changed: Parameters<typeof serviceFor>[2]): readonly string[] =>
    found(described({services: [cifs(serviceFor('cifs', nodes, changed))]}))

  test('is not HTTP', () => {
    expect(through({mode: {value: 'http', origin: '/mode'}})).toEqual(['LB809 /mode'])
  })

  test('sends no PROXY header', () => {
    expect(through({clientAddress: {value: 'proxy-protocol', origin: '/clientAddress'}})).toEqual(['LB809 /clientAddress'])
  })

  test('reaches nodes of the application alone', () => {
    const wider = serviceFor('cifs', [...nodes, 'alfresco3'])
    expect(found(described({services: [cifs(wider)]}))).toEqual(['LB810 /services/cifs/nodes/2'])
  })

  test('cannot tell which nodes the DNS names', () => {
    const path = '/services/cifs/nodes'
    const discovery = {
      origin: path,
      name: at(`${path}/dns`, 'alfresco.example.com'),
      type: at(`${path}/type`, 'a' as const),
      slots: at(`${path}/slots`, 10),
      resolvers: at(`${path}/resolvers`, 'dns1'),
      port: undefined,
    }
    const asking = {...serviceFor('cifs', nodes), servers: [], discovery}
    expect(found(described({services: [cifs(asking)]}))).toEqual(['LB812 /services/cifs/nodes/dns'])
  })

  test('may be shared by two applications that have a node each', () => {
    const one = applicationOn('one', ['alfresco1'], {services: [cifs(smb)]})
    const other = applicationOn('other', ['alfresco2'], {services: [cifs(smb)]})
    expect(found(one, other)).toEqual([])
  })
})
