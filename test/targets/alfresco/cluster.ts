import type {AlfrescoApplication, Property, Service} from '../../../src/model/cluster.ts'
import {at, nodeOf, serviceOf} from '../../support/cluster.ts'

export const property = (key: string, value: string, origin = `/properties/${key}`): Property => ({key, value, origin})

/** A TCP service that sends to the nodes named. */
export const serviceFor = (name: string, nodes: readonly string[], changed: Partial<Omit<Service, 'servers'>> = {}): Service =>
  serviceOf({name, servers: nodes.map(node => ({name: node})), ...changed})

/** Alfresco 5.0 on the nodes named, without a service. */
export const applicationOn = (name: string, nodes: readonly string[], changed: Partial<AlfrescoApplication> = {}): AlfrescoApplication => ({
  origin: `/applications/${name}`,
  name,
  kind: at(`/applications/${name}/kind`, 'alfresco'),
  release: at(`/applications/${name}/release`, '5.0'),
  nodes: nodes.map(node => nodeOf(node, '192.168.1.21')),
  services: [],
  serverName: undefined,
  clustering: undefined,
  contentStore: undefined,
  search: {subsystem: undefined, secureComms: undefined, sharedSecret: undefined},
  passive: new Map(),
  mountPort: undefined,
  properties: [],
  nodeProperties: new Map(),
  ...changed,
})

export const cifs = (service: Service): AlfrescoApplication['services'][number] => ({
  role: 'cifs',
  service,
  origin: '/applications/repository/services/cifs',
})
