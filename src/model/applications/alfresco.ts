import {pointer} from '../../spec/pointer.ts'
import type {AlfrescoApplication, Origin} from '../cluster.ts'
import type {ResolvedApplication} from './resolve.ts'
import {type Surroundings, buildProduct, buildProperties, findNode} from './product.ts'

export function buildAlfresco(
  name: string,
  origin: Origin,
  fields: Extract<ResolvedApplication, {kind: 'alfresco'}>,
  surroundings: Surroundings,
): AlfrescoApplication {
  const product = buildProduct(name, origin, fields, surroundings)
  const own = pointer(origin, 'nodeProperties')
  return {
    ...product,
    properties: buildProperties(fields.properties, pointer(origin, 'properties'), surroundings),
    nodeProperties: new Map(
      Object.entries(fields.nodeProperties).flatMap(([node, values]) => {
        const path = pointer(own, node)
        const found = findNode(node, path, name, surroundings, {among: product.nodes, part: 'key'})
        return found.map(() => [node, buildProperties(values, path, surroundings)] as const)
      }),
    ),
  }
}
