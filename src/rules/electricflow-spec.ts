interface Parts {
  readonly application?: string
  readonly server?: string
  readonly stomp?: string
  readonly certificate?: string
  readonly more?: string
}

/** A small ElectricFlow that is right, but for what is given: what stands in its application beside the rest, and in its services. */
export const flowSpec = ({
  application = 'serverName: flow.example.com, zooKeeper: [10.20.0.31, 10.20.0.32, 10.20.0.33]',
  server = 'port: 8000, check: {type: http, path: /commanderRequest/health}',
  stomp = 'timeouts: {client: 1h, server: 1h}',
  certificate = '',
  more = '',
}: Parts = {}): string => `lbgen: 1
name: electricflow
loadBalancers: {lb1: 10.20.0.10}
nodes: {node1: 10.20.0.21, node2: 10.20.0.22, node3: 10.20.0.23}
certificates: {server: {file: /etc/haproxy/server.pem${certificate}}}
services:
  web: {mode: http, listen: {port: 443, tls: server}, port: 80}
  server: {mode: http, listen: {port: 8443, tls: server}, ${server}}
  stomp: {listen: {port: 61613, tls: server}, ${stomp}}
applications:
  flow:
    {kind: electricflow, release: "10.0", services: {web: web, server: server, stomp: stomp}, ${application}}
${more}`
