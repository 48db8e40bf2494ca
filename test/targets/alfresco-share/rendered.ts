import {compileTexts, fileOf} from '../../support/compiling.ts'

interface Changed {
  readonly release?: string
  /** More fields of each, as YAML: `, csrf: false`. */
  readonly share?: string
  readonly repository?: string
  readonly shareService?: string
  readonly repositoryService?: string
  readonly nodes?: string
  readonly balancers?: string
  readonly listen?: string
}

/** Two nodes with Share and the repository behind a load balancer. */
export const specOf = (changed: Changed = {}): string => `lbgen: 1
name: office
loadBalancers: {lb1: ${changed.balancers ?? '192.168.1.10'}}
nodes: {alf1: 192.168.1.21, alf2: 192.168.1.22${changed.nodes ?? ''}}
certificates: {site: {file: /etc/haproxy/site.pem}}
services:
  share: {mode: http, listen: ${changed.listen ?? '{port: 443, tls: site}'}, port: 8080${changed.shareService ?? ', clientAddress: header, persistence: {type: cookie, name: SHARENODE}'}}
  repository: {mode: http, listen: "192.168.1.10:8090", port: 8080${changed.repositoryService ?? ', clientAddress: header, persistence: source'}}
applications:
  repository: {kind: alfresco, release: "7.4", services: {web: repository, share: share}${changed.repository ?? ', serverName: alfresco.example.com'}}
  share: {kind: alfresco-share, release: "${changed.release ?? '7.4'}", repository: repository${changed.share ?? ''}}
`

export interface Rendered {
  /** Share's files by path. */
  readonly files: Readonly<Record<string, string>>
  readonly modes: Readonly<Record<string, number>>
  /** What is found, in short. */
  readonly findings: readonly string[]
}

export function renderedFrom(text: string): Rendered {
  const {artifacts, findings} = compileTexts(text)
  const own = artifacts.filter(({target}) => target === 'alfresco-share')
  return {
    files: Object.fromEntries(own.map(artifact => [artifact.path, fileOf(artifact)])),
    modes: Object.fromEntries(own.map(({path, mode}) => [path, mode])),
    findings: findings.map(({code, path}) => `${code} ${path ?? ''}`),
  }
}

export const rendered = (changed: Changed = {}): Rendered => renderedFrom(specOf(changed))
