interface Changed {
  readonly share?: string
  readonly repository?: string
  readonly application?: string
  readonly more?: string
}

/** A spec in whose place a rule puts its mistake: Share and its repository on two nodes, right unless changed. */
export const shareSpec = ({share, repository, application = '', more = ''}: Changed): string => `lbgen: 1
name: office
loadBalancers: {lb1: 192.168.1.10}
nodes: {alf1: 192.168.1.21, alf2: 192.168.1.22}
services:
  share: {mode: http, listen: "192.168.1.10:80", port: 8080, ${share ?? 'clientAddress: header, persistence: {type: cookie, name: SHARENODE}'}}
  repository: {mode: http, listen: "192.168.1.10:8090", port: 8080, access: {allow: [192.168.1.0/24]}, ${repository ?? 'clientAddress: header, persistence: source'}}
applications:
  repository: {kind: alfresco, release: "7.4", services: {web: repository, share: share}, properties: {csrf.filter.enabled: false}}
  share: {kind: alfresco-share, release: "7.4", repository: repository${application}}
${more}`
