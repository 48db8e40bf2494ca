import type {Cluster, Sourced} from '../model/cluster.ts'
import {bindsOfAll} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (socket: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80"}
haproxy:
  socket: ${socket}
`

export const fileOfEverybody: Rule = {
  code: 'LB288',
  name: 'file-of-everybody',
  family: 'secure',
  severity: 'warning',
  summary: 'HAProxy reads, runs or opens a file in a folder where every user may put one.',
  why: 'In `/tmp` anybody can make a file of that name before HAProxy does, or after a restart has emptied the folder: a certificate whose key they have, a check that runs as HAProxy, a socket that others then speak to. The system cleans it up as well.',
  see: 'https://cwe.mitre.org/data/definitions/379.html',
  bad: spec('/tmp/haproxy.sock'),
  good: spec('/run/haproxy/admin.sock'),
  check(cluster, find) {
    const said = new Set<string>()
    for (const {value, origin} of pathsOf(cluster)) {
      if (!/^\/(tmp|var\/tmp|dev\/shm)\//.test(value) || said.has(origin)) continue
      said.add(origin)
      find({
        message: `\`${value}\` is in a folder where every user of the machine may put files.`,
        hint: 'Keep it where only root writes: `/etc/haproxy` for files, `/run/haproxy` for sockets, `/usr/local/bin` for programs.',
        path: origin,
      })
    }
  },
}

const pathsOf = (cluster: Cluster): readonly Sourced<string>[] => [
  ...[cluster.haproxy.socket, cluster.haproxy.pidFile, cluster.haproxy.chroot].filter(path => path !== undefined),
  ...bindsOfAll(cluster).flatMap(({tls}) =>
    tls === undefined ? [] : [...tls.certificates, ...(tls.clientCertificates === undefined ? [] : [tls.clientCertificates.ca])],
  ),
  ...cluster.services.flatMap(({reencrypt, check, fallback}) =>
    [
      reencrypt?.ca,
      reencrypt?.certificate,
      check.type === 'external' ? check.command : undefined,
      fallback?.kind === 'page' ? fallback.page : undefined,
    ].filter(path => path !== undefined),
  ),
]
