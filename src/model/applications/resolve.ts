import {defaults as language} from '../../spec/defaults.gen.ts'
import type {AlfrescoApplication, Application} from '../../spec/spec.gen.ts'

type WithDefaults<Fields, Kind extends keyof typeof language> = Fields &
  Required<Pick<Fields, keyof (typeof language)[Kind] & keyof Fields>>

/** An application with the defaults of its kind. */
export type ResolvedApplication = WithDefaults<AlfrescoApplication, 'alfrescoApplication'>

export function resolveApplication(application: Application): ResolvedApplication {
  switch (application.kind) {
    case 'alfresco':
      return {...language.alfrescoApplication, ...application}
  }
}
