import {defaults as language} from '../../spec/defaults.gen.ts'
import type {LongApplication, LongElectricflow} from '../../spec/long.ts'
import type {AlfrescoApplication, QuorumNodeFields} from '../../spec/spec.gen.ts'

type WithDefaults<Fields, Kind extends keyof typeof language> = Fields &
  Required<Pick<Fields, keyof (typeof language)[Kind] & keyof Fields>>

/** An application with the defaults of its kind. */
export type ResolvedApplication = WithDefaults<AlfrescoApplication, 'alfrescoApplication'> | ResolvedElectricflow

export type ResolvedElectricflow = Omit<WithDefaults<LongElectricflow, 'electricflowApplication'>, 'zooKeeper'> & {
  readonly zooKeeper: readonly Required<QuorumNodeFields>[]
}

export function resolveApplication(application: LongApplication): ResolvedApplication {
  switch (application.kind) {
    case 'alfresco':
      return {...language.alfrescoApplication, ...application}
    case 'electricflow': {
      const {zooKeeper = [], exhibitor = [], ...rest} = application
      const nodes = zooKeeper.map(node => ({...language.quorumNodeFields, ...node}))
      return {...language.electricflowApplication, ...rest, zooKeeper: nodes, exhibitor}
    }
  }
}
