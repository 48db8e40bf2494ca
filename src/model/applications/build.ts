import {pointer} from '../../spec/pointer.ts'
import type {Application} from '../cluster.ts'
import type {ResolvedApplication} from './resolve.ts'
import {buildAlfresco} from './alfresco.ts'
import type {Surroundings} from './product.ts'

/** A product on the nodes. Reports LB102 and LB105. */
export function buildApplication(name: string, fields: ResolvedApplication, surroundings: Surroundings): Application {
  const origin = pointer('/applications', name)
  switch (fields.kind) {
    case 'alfresco':
      return buildAlfresco(name, origin, fields, surroundings)
  }
}
