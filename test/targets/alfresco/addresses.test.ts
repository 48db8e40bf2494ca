import {expect, test} from '@jest/globals'
import {compileTexts, fileOf} from '../../support/compiling.ts'

const specFor = (release: string, more: string): string => `lbgen: 1
name: documents
loadBalancers: {lb1: "2001:db8::5"}
nodes: {alfresco1: "2001:db8::11", alfresco2: "2001:db8::12"}
services:
  web: {mode: http, listen: "[2001:db8::5]:80", port: 8080, persistence: application-cookie}
  share: {mode: http, listen: "[2001:db8::5]:81", port: 8080, persistence: application-cookie}
  solr: {listen: "[2001:db8::5]:8983"}
  spp: {listen: "[2001:db8::5]:7070", persistence: source}
applications:
  repository: {kind: alfresco, release: "${release}", services: {web: web, share: share, ${more}}, clustering: true}
`

// Alfresco puts protocol, host and port together as they are.
function linesOf(spec: string): readonly string[] {
  const {artifacts} = compileTexts(spec)
  const lines = artifacts.flatMap(artifact => (artifact.path.startsWith('alfresco1/') ? fileOf(artifact).split('\n') : []))
  return lines.filter(line => line.includes('2001'))
}

test('an IPv6 address has its brackets wherever Alfresco makes an address of it', () => {
  expect(linesOf(specFor('5.2', 'spp: spp'))).toContain('vti.server.external.host=[2001:db8::5]')
  expect(linesOf(specFor('7.1', 'solr: solr'))).toEqual([
    'alfresco.cluster.interface=2001:db8::11',
    'solr.host=[2001:db8::5]',
    'alfresco.host=[2001:db8::5]',
    'share.host=[2001:db8::5]',
    'opencmis.server.value=http://[2001:db8::5]',
    'aos.baseUrlOverwrite=http://[2001:db8::5]/alfresco/aos',
    'csrf.filter.referer=http://\\\\[2001:db8::5\\\\]/.*',
    'csrf.filter.origin=http://\\\\[2001:db8::5\\\\]',
  ])
})
