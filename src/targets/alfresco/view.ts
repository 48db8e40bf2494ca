import type {Cluster, Origin, Secret} from '../../model/cluster.ts'
import {roleOf} from './facts.ts'
import {valueText} from './quote.ts'
import type {ValueText} from './quote.ts'
import type {NodeSettings, Section, Setting} from './settings.ts'

/** What the template of `alfresco-global.properties` prints. */
export type PropertiesView = Readonly<Record<Section | 'properties', readonly LineView[]>> & {
  readonly specFile: ValueText
  readonly cluster: ValueText
  /** Whether Solr is asked through a service. */
  readonly isSolrBalanced: boolean
}

interface LineView {
  readonly origins: readonly Origin[]
  readonly key: string
  readonly value: ValueText
}

/** The values of secrets, by their origins. */
export type Secrets = ReadonlyMap<Origin, string>

export function propertiesView(
  {specFile, name}: Cluster,
  {applications, sections, properties}: NodeSettings,
  secrets: Secrets,
): PropertiesView {
  const made = Object.entries(sections).map(([section, settings]) => [section, settings.map(setting => lineView(setting, secrets))])
  return {
    specFile: valueText(specFile),
    cluster: valueText(name),
    isSolrBalanced: applications.some(application => roleOf(application, 'solr')),
    // The cast is Object.fromEntries': the keys are those of `sections`.
    ...(Object.fromEntries(made) as Record<Section, readonly LineView[]>),
    properties: properties.map(({origin, key, value}) => ({origins: [origin], key, value: valueText(value)})),
  }
}

const lineView = (setting: Setting, secrets: Secrets): LineView => ({
  origins: setting.origins,
  key: setting.key,
  value: valueText('secret' in setting ? valueOf(setting.secret, secrets) : setting.text),
})

export const valueOf = ({from, origin}: Secret, secrets: Secrets): string =>
  secrets.get(origin) ?? (from.kind === 'literal' ? from.value : '')
