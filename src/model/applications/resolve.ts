import {defaults as language} from '../../spec/defaults.gen.ts'
import type {LongAlfresco, LongApplication, LongElectricflow, LongShare} from '../../spec/long.ts'
import type {AlfrescoClustering, AlfrescoFtp, AlfrescoNfs, AlfrescoShareClustering, QuorumNodeFields} from '../../spec/spec.gen.ts'

type WithDefaults<Fields, Kind extends keyof typeof language> = Fields &
  Required<Pick<Fields, keyof (typeof language)[Kind] & keyof Fields>>

export type ResolvedClustering = WithDefaults<AlfrescoClustering, 'alfrescoClustering'>

/** An application with the defaults of its kind. */
export type ResolvedApplication = ResolvedAlfresco | ResolvedShare | ResolvedElectricflow

export type ResolvedShare = Omit<WithDefaults<LongShare, 'alfrescoShareApplication'>, 'clustering'> & {
  readonly clustering: false | ResolvedShareClustering
}

export type ResolvedShareClustering = WithDefaults<AlfrescoShareClustering, 'alfrescoShareClustering'>

export type ResolvedAlfresco = Omit<WithDefaults<LongAlfresco, 'alfrescoApplication'>, 'clustering' | 'ftp' | 'nfs'> & {
  readonly clustering?: ResolvedClustering
  readonly ftp?: Required<AlfrescoFtp>
  readonly nfs?: Required<AlfrescoNfs>
}

export type ResolvedElectricflow = Omit<WithDefaults<LongElectricflow, 'electricflowApplication'>, 'zooKeeper'> & {
  readonly zooKeeper: readonly Required<QuorumNodeFields>[]
}

export function resolveApplication(application: LongApplication): ResolvedApplication {
  switch (application.kind) {
    case 'alfresco':
      return resolveAlfresco(application)
    case 'alfresco-share': {
      const {clustering, ...rest} = {...language.alfrescoShareApplication, ...application}
      return {...rest, clustering: clustering && {...language.alfrescoShareClustering, ...clustering}}
    }
    case 'electricflow': {
      const {zooKeeper = [], exhibitor = [], ...rest} = application
      const nodes = zooKeeper.map(node => ({...language.quorumNodeFields, ...node}))
      return {...language.electricflowApplication, ...rest, zooKeeper: nodes, exhibitor}
    }
  }
}

function resolveAlfresco({clustering, ftp, nfs, ...application}: LongAlfresco): ResolvedAlfresco {
  const hasNfs = nfs !== undefined || application.services?.nfs !== undefined
  return {
    ...language.alfrescoApplication,
    ...application,
    ...(clustering && {clustering: {...language.alfrescoClustering, ...clustering}}),
    ...(ftp && {ftp: {...language.alfrescoFtp, ...ftp}}),
    ...(hasNfs && {nfs: {...language.alfrescoNfs, ...nfs}}),
  }
}
