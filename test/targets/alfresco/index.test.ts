import {describe, expect, test} from '@jest/globals'
import {printer, readMarks} from '../../../src/targets/template.ts'
import {templates} from '../../../src/targets/templates-marked.gen.js'
import {alfresco} from '../../../src/targets/alfresco/index.ts'
import {at, clusterOf, hostOf, loadBalancerOf} from '../../support/cluster.ts'
import {applicationOn, cifs, property, serviceFor} from './cluster.ts'
import {foundIn, linesOf, render} from './render.ts'

const nodes = ['alfresco1', 'alfresco2']
const smb = serviceFor('cifs', nodes)
const repository = applicationOn('repository', nodes, {services: [cifs(smb)]})

test('tells every node of the load balancer', () => {
  const {artifacts, findings} = render(clusterOf({applications: [repository]}))
  expect(findings).toEqual([])
  expect(artifacts.map(({path}) => path)).toEqual(['alfresco1/alfresco-global.properties', 'alfresco2/alfresco-global.properties'])
  expect(artifacts[0]).toMatchObject({
    target: 'alfresco',
    mode: 0o644,
    extent: 'block',
    install: '/opt/alfresco/tomcat/shared/classes/alfresco-global.properties',
    reload: undefined,
  })
  expect(artifacts[0]?.chunks.join('')).toBe(`# BEGIN lbgen office
# The part of alfresco-global.properties from BEGIN to END; the rest of that file is left alone.
# Made by lbgen from cluster.yaml: change that file and render again, for what is changed here gets lost.

# CIFS; clients come from the addresses of the load balancers where these are listed.
cifs.enabled=true
cifs.tcpipSMB.port=445
cifs.loadBalancerList=10.0.0.4
# END lbgen office
`)
  expect(artifacts[1]?.chunks).toEqual(artifacts[0]?.chunks)
})

test('notes where each line comes from', () => {
  const described = clusterOf({
    loadBalancers: [loadBalancerOf('lb1', '10.0.0.1'), loadBalancerOf('lb2', '10.0.0.2')],
    applications: [{...repository, properties: [property('a', '1')]}],
  })
  const [artifact] = alfresco.render(described, {print: printer(templates), secrets: new Map()}, () => {})
  const {text, origins} = readMarks(artifact?.chunks.join('') ?? '')
  expect(text).toBe(render(described).artifacts[0]?.chunks.join(''))
  expect(origins.filter(each => each.length > 0)).toEqual([
    ['/applications/repository/services/cifs'],
    ['/services/cifs/nodes/0/port'],
    ['/applications/repository/services/cifs', '/loadBalancers/lb1/address', '/loadBalancers/lb2/address'],
    ['/properties/a'],
  ])
})

describe('cifs.loadBalancerList', () => {
  const pair = [
    loadBalancerOf('lb1', '10.0.0.1', {sourceAddress: at('/loadBalancers/lb1/sourceAddress', hostOf('10.1.0.1'))}),
    loadBalancerOf('lb2', '10.0.0.2'),
  ]

  test('holds both units of a pair, each by its source address if it has one', () => {
    expect(linesOf(clusterOf({loadBalancers: pair, applications: [repository]}), 'alfresco2')).toContain(
      'cifs.loadBalancerList=10.1.0.1,10.0.0.2',
    )
  })

  test("is the service's source address when it has one", () => {
    const pinned = {...smb, sourceAddress: at('/services/cifs/sourceAddress', hostOf('10.9.0.9'))}
    const applications = [applicationOn('repository', nodes, {services: [cifs(pinned)]})]
    expect(linesOf(clusterOf({loadBalancers: pair, applications}), 'alfresco1')).toContain('cifs.loadBalancerList=10.9.0.9')
  })

  test('is left out without a service for CIFS', () => {
    const plain = applicationOn('repository', nodes, {properties: [property('dir.root', '/srv')]})
    expect(linesOf(clusterOf({applications: [plain]}), 'alfresco1')).toEqual(['dir.root=/srv'])
  })

  test.each(['lb.example.com', '2001:db8::1'])('refuses %s once', address => {
    const both = applicationOn('other', nodes, {services: [cifs(serviceFor('smb', nodes))]})
    expect(foundIn(clusterOf({loadBalancers: [loadBalancerOf('lb1', address)], applications: [repository, both]}))).toEqual([
      'LB801 /loadBalancers/lb1/address',
    ])
  })
})

describe('properties', () => {
  test('of a node win in the place of the others', () => {
    const described = applicationOn('repository', nodes, {
      properties: [property('cifs.serverName', 'ALF'), property('dir.root', '/srv')],
      nodeProperties: new Map([['alfresco1', [property('cifs.serverName', 'ALF1A'), property('ftp.bindto', '10.0.0.1')]]]),
    })
    const made = clusterOf({applications: [described]})
    expect(linesOf(made, 'alfresco1')).toEqual(['cifs.serverName=ALF1A', 'dir.root=/srv', 'ftp.bindto=10.0.0.1'])
    expect(linesOf(made, 'alfresco2')).toEqual(['cifs.serverName=ALF', 'dir.root=/srv'])
    expect(foundIn(made)).toEqual([])
  })

  test('of two applications share the file of a node', () => {
    const other = applicationOn('other', ['alfresco1'], {properties: [property('dir.root', '/srv'), property('b', '2')]})
    const made = clusterOf({applications: [{...repository, properties: [property('dir.root', '/srv')]}, other]})
    expect(render(made).artifacts).toHaveLength(2)
    expect(linesOf(made, 'alfresco1')).toEqual([
      'cifs.enabled=true',
      'cifs.tcpipSMB.port=445',
      'cifs.loadBalancerList=10.0.0.4',
      'dir.root=/srv',
      'b=2',
    ])
    expect(foundIn(made)).toEqual([])
  })

  test('make no file when there are none', () => {
    expect(render(clusterOf({applications: [applicationOn('repository', nodes)]})).artifacts).toEqual([])
  })

  test('that hold a password close the file to others, and are reported', () => {
    const {artifacts, findings} = render(
      clusterOf({applications: [applicationOn('repository', nodes, {properties: [property('db.password', 'geheim')]})]}),
    )
    expect(artifacts.map(({mode}) => mode)).toEqual([0o600, 0o600])
    expect(findings.map(({code}) => code)).toEqual(['LB811'])
    expect(JSON.stringify(findings)).not.toContain('geheim')
  })
})
