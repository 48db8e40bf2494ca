import type {AlfrescoApplication, Cluster, Property} from '../../model/cluster.ts'
import type {Report} from '../../findings/finding.ts'
import {listWords} from '../../findings/nearest-word.ts'
import {distinct} from './distinct.ts'
import {kinds} from './kinds.ts'
import {isPassword} from './password.ts'
import {alfrescoApplications, applicationProperties, madeFor} from './settings.ts'
import type {NodeSettings, Setting} from './settings.ts'
import {type Secrets, valueOf} from './view.ts'

/** Reports LB805, LB806, LB811 and LB873: what is wrong with the properties that the user wrote, and with secrets. */
export function checkProperties(cluster: Cluster, nodes: readonly NodeSettings[], secrets: Secrets, report: Report): void {
  for (const application of alfrescoApplications(cluster)) {
    for (const list of [application.properties, ...application.nodeProperties.values()]) {
      checkRepeated(application, list, report)
      checkPasswords(list, report)
    }
  }
  checkSecrets(nodes, secrets, report)
  checkReserved(nodes, report)
  checkConflicts(cluster, nodes, report)
}

/** Spring puts a property's value in the place of its name, in passwords too, and there is no way to write the name itself. */
function checkSecrets(nodes: readonly NodeSettings[], secrets: Secrets, report: Report): void {
  const all = nodes.flatMap(({sections}) => Object.values(sections).flat()).flatMap(setting => ('secret' in setting ? [setting] : []))
  for (const {key, secret} of distinct(all, setting => setting.secret.origin)) {
    if (!/\$\{[^}]*\}/.test(valueOf(secret, secrets))) continue
    report({
      ...kinds.expandedSecret,
      message: `The secret for \`${key}\` holds \`\${\` and \`}\`: Alfresco takes what is between them for the name of a property, and the secret is another one.`,
      hint: 'Use a secret without `$`.',
      path: secret.origin,
    })
  }
}

/** What lbgen sets itself, unless it is the same. */
function checkReserved(nodes: readonly NodeSettings[], report: Report): void {
  const clashes = nodes.flatMap(({node, applications, sections}) => {
    const made = new Map(Object.values(sections).flatMap(settings => settings.map(setting => [setting.key, setting] as const)))
    return applications.flatMap(application =>
      applicationProperties(application, node.name).flatMap(property => {
        const setting = made.get(property.key)
        return setting === undefined || isSame(setting, property) ? [] : [{application, property, setting}]
      }),
    )
  })
  for (const {application, property, setting} of distinct(clashes, ({property: {origin}}) => origin)) {
    report({
      ...kinds.reservedProperty,
      message: `\`${property.key}\` is written in application \`${application.name}\`, and lbgen sets it${'text' in setting ? ` to \`${setting.text}\`` : ''}.`,
      hint: `Remove it: lbgen takes the value from ${placesOf(setting, application)}.`,
      path: property.origin,
      part: 'key',
    })
  }
}

const isSame = (setting: Setting, {value}: Property): boolean => 'text' in setting && setting.text === value

/** Where a value stands: a role only says whose service decides, and is the place of what nothing else decides. */
function placesOf({origins}: Setting, {origin}: AlfrescoApplication): string {
  const values = origins.filter(each => !/^\/applications\/[^/]*\/(services|ftp\/passive)\//.test(each))
  const [first = origin, ...rest] = new Set(values.length > 0 ? values : origins)
  return listWords([first, ...rest.slice(0, 2)].map(fieldAt), 'and')
}

/** A place in the spec as people say it: `services.cifs.listen`. */
const fieldAt = (origin: string): string => origin.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')

function checkRepeated({name}: AlfrescoApplication, list: readonly Property[], report: Report): void {
  const kept = new Set(distinct(list, ({key}) => key))
  for (const property of list) {
    if (kept.has(property)) continue
    report({
      ...kinds.conflictingProperty,
      message: `Application \`${name}\` sets \`${property.key}\` twice.`,
      hint: 'Keep one of the two: Alfresco would take the last without a word.',
      path: property.origin,
      part: 'key',
    })
  }
}

/** Two applications on one node share its file. */
function checkConflicts(cluster: Cluster, nodes: readonly NodeSettings[], report: Report): void {
  const conflicts = nodes.filter(({applications}) => applications.length > 1).flatMap(settings => conflictsOn(cluster, settings))
  for (const {node, first, second, key, path} of distinct(conflicts, conflict => conflict.path)) {
    report({
      ...kinds.conflictingProperty,
      message: `Applications \`${first}\` and \`${second}\` both run on node \`${node}\` and set \`${key}\` to different values.`,
      hint: 'Give both the same value, or let them run on different nodes.',
      path,
    })
  }
}

interface Conflict {
  readonly node: string
  readonly first: string
  readonly second: string
  readonly key: string
  readonly path: string
}

function conflictsOn(cluster: Cluster, {node, applications, properties}: NodeSettings): readonly Conflict[] {
  const added = new Set(properties.map(({key}) => key))
  const firsts = new Map<string, {readonly application: string; readonly value: string}>()
  const conflicts: Conflict[] = []
  for (const application of applications) {
    for (const {key, value, path} of [
      ...setOn(cluster, node, application),
      ...writtenOn(node, application).filter(property => added.has(property.key)),
    ]) {
      const first = firsts.get(key)
      if (first === undefined) firsts.set(key, {application: application.name, value})
      else if (first.value !== value && first.application !== application.name)
        conflicts.push({node: node.name, first: first.application, second: application.name, key, path})
    }
  }
  return conflicts
}

const setOn = (cluster: Cluster, node: NodeSettings['node'], application: AlfrescoApplication) =>
  madeFor(cluster, node, application).map(setting => ({
    key: setting.key,
    // A secret is another one wherever it stands elsewhere.
    value: 'text' in setting ? setting.text : setting.secret.origin,
    path: setting.origins[0] ?? application.origin,
  }))

const writtenOn = ({name}: NodeSettings['node'], application: AlfrescoApplication) =>
  applicationProperties(application, name).map(({key, value, origin}) => ({key, value, path: origin}))

function checkPasswords(list: readonly Property[], report: Report): void {
  for (const {key, origin} of list.filter(isPassword)) {
    report({
      ...kinds.literalPassword,
      message: `The password \`${key}\` stands in the spec, and so in every file made from it.`,
      hint: 'Write it into the part of `alfresco-global.properties` that lbgen leaves alone, and remove it here.',
      path: origin,
      part: 'key',
    })
  }
}
