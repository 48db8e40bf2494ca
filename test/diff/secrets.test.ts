import {describe, expect, test} from '@jest/globals'
import {formatComparisonJson} from '../../src/diff/json.ts'
import {formatComparisonMarkdown} from '../../src/diff/markdown.ts'
import {formatComparison} from '../../src/diff/pretty.ts'
import {compareTexts} from './comparing.ts'

const spec = (secret: string): string => `lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes: {web1: 10.0.0.11, web2: 10.0.0.12}
services:
  auth-token: {mode: http, listen: "10.0.0.5:80", timeouts: {client: ${secret === 'first9' ? '16m' : '17m'}}, raw: {frontend: ["http-request set-header Authorization ${secret}"]}}
applications:
  repo:
    kind: alfresco
    release: "5.2"
    services: {web: auth-token}
    clustering: {name: ${secret}}
    properties:
      db.url: jdbc:postgresql://10.0.0.9/alfresco?password=${secret}
      mail.password.default: ${secret}
      a.token: ${secret}
      solr.sharedSecret2: ${secret}
`

describe('a comparison', () => {
  const comparison = compareTexts(spec('first9'), spec('second9'))
  const told = comparison && [formatComparisonJson(comparison), formatComparisonMarkdown(comparison), formatComparison(comparison)]

  test('says where secrets differ', () => {
    const paths = comparison?.changes?.map(({path}) => path)
    expect(paths).toContain('applications.repo.clustering.name')
    expect(paths).toContain('applications.repo.properties["db.url"]')
    expect(paths).toContain('services.auth-token.raw.frontend')
  })

  test('tells no secret, in any format', () => {
    expect(told).toHaveLength(3)
    for (const text of told ?? []) expect(text).not.toMatch(/first9|second9/)
  })

  test('tells what a service is called and what has no secret', () => {
    expect(comparison?.changes?.map(({text}) => text)).toContain('services.auth-token.timeouts.client 16m -> 17m')
  })
})
