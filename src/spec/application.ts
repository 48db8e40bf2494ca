import {splitPort} from './address-port.ts'
import type {LongApplication} from './long.ts'
import type {AlfrescoApplication, Application, ElectricflowApplication, ExhibitorNodeFields, QuorumNodeFields} from './spec.gen.ts'
import {withoutFree} from './without-free.ts'

/** An application with every short form written out. */
export function longApplication(application: Application): LongApplication {
  const {services, ...rest} = withoutFree(application)
  // The cast: services of one kind go back to where they came from.
  const whole = {...rest, ...(services && {services: withoutFree(services)})} as Application
  switch (whole.kind) {
    case 'alfresco':
      return longAlfresco(whole)
    case 'alfresco-share':
      return whole.clustering ? {...whole, clustering: withoutFree(whole.clustering)} : whole
    case 'electricflow':
      return longElectricflow(whole)
  }
}

const longAlfresco = ({clustering, search, ftp, nfs, ...rest}: AlfrescoApplication): LongApplication => ({
  ...rest,
  ...(clustering !== undefined && {clustering: typeof clustering === 'boolean' ? {enabled: clustering} : withoutFree(clustering)}),
  ...(search && {search: withoutFree(search)}),
  ...(ftp && {ftp: withoutFree(ftp)}),
  ...(nfs && {nfs: withoutFree(nfs)}),
})

const longElectricflow = ({zooKeeper, exhibitor, ...rest}: ElectricflowApplication): LongApplication => ({
  ...rest,
  ...(zooKeeper && {zooKeeper: zooKeeper.map((node): QuorumNodeFields => longEndpoint(node))}),
  // The cast: the schema has seen to the port.
  ...(exhibitor && {exhibitor: exhibitor.map(node => longEndpoint(node) as ExhibitorNodeFields)}),
})

/** `10.20.0.31` or `10.20.0.31:2181`. Whether it is an address is judged later. */
const longEndpoint = (value: string | QuorumNodeFields): QuorumNodeFields =>
  typeof value === 'string' ? splitPort(value) : withoutFree(value)
