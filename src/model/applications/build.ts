import {pointer} from '../../spec/pointer.ts'
import type {Application} from '../cluster.ts'
import type {ResolvedApplication} from './resolve.ts'
import {buildAlfresco} from './alfresco.ts'
import {buildElectricflow} from './electricflow.ts'
import {buildShare} from './share.ts'
import type {Neighbours} from './product.ts'

/** A product on the nodes. Reports LB102, LB105, LB106 and LB139. */
export function buildApplication(name: string, fields: ResolvedApplication, neighbours: Neighbours): Application {
  const origin = pointer('/applications', name)
  switch (fields.kind) {
    case 'alfresco':
      return buildAlfresco(name, origin, fields, neighbours)
    case 'alfresco-share':
      return buildShare(name, origin, fields, neighbours)
    case 'electricflow':
      return buildElectricflow(name, origin, fields, neighbours)
  }
}
