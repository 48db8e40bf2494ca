import {alfrescoSpec, servicesOfAlfresco} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (os: string): string =>
  alfrescoSpec(
    'cifs: {listen: "192.168.1.10:445", timeouts: {client: 16m, server: 16m}}',
    'release: "5.2", services: {cifs: cifs}',
    `{alfresco1: 192.168.1.21, alfresco2: {address: 192.168.1.22${os}}}`,
  )

export const windowsSmbPort: Rule = {
  code: 'LB302',
  name: 'windows-smb-port',
  family: 'product',
  severity: 'error',
  summary: 'A service leads to port 445 of a Windows machine for the CIFS of Alfresco.',
  why: 'Port 445 of a Windows machine is Windows itself: people get its shares, or none. Alfresco works over NetBIOS there, on port 139.',
  see: 'Alfresco 5.2 documentation, "Running CIFS from a normal user account", and "CIFS and Windows"',
  bad: spec(', os: windows-2012'),
  good: spec(''),
  check(cluster, find) {
    for (const service of servicesOfAlfresco(cluster, 'cifs', 'cifs')) {
      for (const {node, port} of service.servers) {
        const isSmb = port.value === 445 || (port.value === 'same' && service.listeners.some(listener => hasPort(listener.ports.value)))
        if (!node.os.startsWith('windows') || !isSmb) continue
        find({
          message: `Service \`${service.name}\` leads to port 445 of \`${node.name}\`, where Windows itself answers in the place of Alfresco.`,
          hint: 'Publish port 139 alone, or let Alfresco run elsewhere.',
          path: port.origin,
          owner: service.origin,
        })
      }
    }
  },
}

const hasPort = (ranges: readonly {readonly first: number; readonly last: number}[]): boolean =>
  ranges.some(({first, last}) => first <= 445 && last >= 445)
