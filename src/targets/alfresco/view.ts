import type {Cluster, Origin} from '../../model/cluster.ts'
import {valueText} from './quote.ts'
import type {ValueText} from './quote.ts'
import type {NodeSettings} from './settings.ts'

/** What the template of `alfresco-global.properties` prints. */
export interface PropertiesView {
  readonly specFile: ValueText
  readonly cluster: ValueText
  /** False without a `cifs.loadBalancerList`. */
  readonly loadBalancers: false | {readonly origin: Origin; readonly first: AddressView; readonly others: readonly AddressView[]}
  readonly properties: readonly {readonly origin: Origin; readonly key: string; readonly value: ValueText}[]
}

interface AddressView {
  readonly origin: Origin
  readonly address: ValueText
}

export const propertiesView = ({specFile, name}: Cluster, settings: NodeSettings): PropertiesView => ({
  specFile: valueText(specFile),
  cluster: valueText(name),
  loadBalancers: loadBalancersView(settings),
  properties: settings.properties.map(({origin, key, value}) => ({origin, key, value: valueText(value)})),
})

function loadBalancersView({cifs, loadBalancers}: NodeSettings): PropertiesView['loadBalancers'] {
  const [first, ...others] = loadBalancers.map(({origin, value}) => ({origin, address: valueText(value)}))
  return cifs === undefined || first === undefined ? false : {origin: cifs, first, others}
}
