import {expect, test} from '@jest/globals'
import {alfrescoSpec} from '../../src/rules/alfresco.ts'
import {compileTexts} from '../support/compiling.ts'

// What Solr reads of the repository is open unless the repository guards it itself.
test.each([
  ['search: {secureComms: none}', '', 1],
  ['properties: {solr.secureComms: none}', '', 1],
  ['search: {sharedSecret: {env: SOLR_SECRET}}', '', 0],
  ['search: {secureComms: https}', '', 0],
  ['properties: {solr.secureComms: https}', '', 0],
  ['search: {secureComms: https}', ', reencrypt: {ca: /etc/ca.pem, certificate: lb}, check: tcp', 1],
])('the part of the repository for Solr, with %s%s: LB310 %d times', (application, service, times) => {
  const web = `web: {mode: http, listen: "192.168.1.10:80", port: 8080, persistence: application-cookie${service}}`
  const text = alfrescoSpec(web, `release: "7.1", services: {web: web}, ${application}`)
  const {findings} = compileTexts(`${text}certificates: {lb: {file: /etc/lb.pem}}\n`)
  expect(findings.filter(({severity}) => severity === 'error')).toEqual([])
  expect(findings.filter(({code}) => code === 'LB310')).toHaveLength(times)
})
