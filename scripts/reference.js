// docs/reference.md: every field of the language, from the schema.
import {dump} from 'js-yaml'

/** What a part of the schema says once its `$ref` is followed; what stands beside the `$ref` counts more. */
const resolve = (schema, part) => ('$ref' in part ? {...schema.$defs[nameOf(part)], ...part} : part)

const nameOf = part => part.$ref?.split('/').at(-1)

const code = text => `\`${text.replaceAll('|', '\\|')}\``

const yaml = value => code(dump(value, {flowLevel: 0, lineWidth: -1, condenseFlow: false}).trim())

const words = {integer: 'number', string: 'text', object: 'map', array: 'list', boolean: '`true` or `false`'}

const oneOf = list => (list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`)

/** Definitions of plain values have a place of their own in the reference: "duration", "port". */
const isValue = part => part !== undefined && 'expects' in part && part.type !== 'object' && !('enum' in part)

/** The words that may stand there for a whole map, when they are few. */
const shortForms = said => [said.then, said.else].find(part => part?.enum)?.enum.map(yaml)

/** What may stand there, in a few words. */
function kind(schema, part) {
  const name = nameOf(part)
  if (isValue(schema.$defs[name])) return `[${name}](#values)`
  const said = resolve(schema, part)
  if ('const' in said) return yaml(said.const)
  if (Array.isArray(said.type)) return oneOf(said.type.flatMap(type => (type === 'string' && shortForms(said)) || [words[type]]))
  if ('enum' in said) return oneOf(said.enum.map(yaml))
  if (typeof said.additionalProperties === 'object') return `map of ${kind(schema, said.additionalProperties)} `
  if ('items' in said) return `list of ${kind(schema, said.items)}`
  return words[said.type]
}

/** The parts that may stand at a place, for one of several reasons: short forms, long forms, kinds of long forms. */
const alternatives = part => [part.then, part.else, ...(part.allOf ?? []), ...(part.anyOf ?? [])].filter(one => typeof one === 'object')

/** The field that tells the maps apart that may stand at one place, such as `type: http`; undefined when there is none. */
const discriminator = ({properties = {}}) => ['type', 'kind'].find(key => properties[key] !== undefined && 'const' in properties[key])

/** Every map of fields below a part of the schema, by the path at which it stands first; `within`: what it is a part of. */
function sections(schema, part, path, found = new Map(), within) {
  const said = resolve(schema, part)
  const name = nameOf(part)
  if ('properties' in said && typeof said.additionalProperties === 'boolean') {
    if ([...found.values()].some(section => section.name === name && name !== undefined)) return found
    found.set(`${path}${found.has(path) ? ` ${name}` : ''}`, {name, path, said, within})
    const whole = discriminator(said) === undefined ? within : said
    for (const [key, field] of Object.entries(said.properties)) sections(schema, field, path === '' ? key : `${path}.${key}`, found, whole)
    return found
  }
  if (typeof said.additionalProperties === 'object') sections(schema, said.additionalProperties, `${path}.NAME`, found, within)
  if (typeof said.items === 'object') sections(schema, said.items, path, found, within)
  for (const one of alternatives(said)) sections(schema, one, path, found, within)
  return found
}

/** Whether a field has to be there. What a whole spec needs may stand in a file that it includes: the schema asks for it where none is included. */
function duty(key, {required = [], properties, then: whole}) {
  if (required.includes(key)) return '**Required.** '
  if (properties.include === undefined) return ''
  if (whole?.required.includes(key)) return '**Required.** '
  return whole?.then?.required.includes(key) ? '**Required.** (Not where all services have nodes that the DNS names.) ' : ''
}

function row(schema, [key, field], section, haproxy) {
  const said = resolve(schema, field)
  const examples = (field.examples ?? said.examples ?? []).map(yaml).join('<br>')
  const meaning = `${duty(key, section)}${said.description.replaceAll('|', '\\|')}`
  return `| ${code(key)} | ${kind(schema, field)} | ${'default' in said ? yaml(said.default) : ''} | ${meaning} | ${haproxy(key)} | ${examples} |\n`
}

const head = '| field | value | default | meaning | HAProxy | examples |\n|---|---|---|---|---|---|\n'

const table = (schema, said, haproxy) =>
  head +
  Object.entries(said.properties)
    .map(field => row(schema, field, said, haproxy))
    .join('')

/** What a check of each product asks. */
const productTable = products => `
| \`type\` | release | what is asked for | a good answer | how often | how long it may take |
|---|---|---|---|---|---|
${products
  .map(
    ({product, releases, path, expect, interval, timeout}) =>
      `| ${code(product)} | ${releases} | ${code(path)} | ${expect.status} | ${interval ?? '2s'} | ${timeout ?? code('timeouts.check')} |\n`,
  )
  .join('')}`

const section = (schema, {name, path, said}, title, releases, products) => {
  const {description} = schema.$defs[name] ?? said
  const haproxy = key => spread(schema, releasesOf(path === '' ? key : `${path}.${key}`, releases))
  return `## ${title}\n\n${description}\n\n${table(schema, said, haproxy)}${path === 'services.NAME.routes' ? `\n${routed}` : ''}${name === 'checkProduct' ? productTable(products) : ''}`
}

/** Where several maps may stand at one place, what tells this one apart. */
function variant({said, within}) {
  const whole = [said, within].find(one => one !== undefined && discriminator(one) !== undefined)
  if (whole !== undefined) {
    const key = discriminator(whole)
    return ` with ${code(`${key}: ${whole.properties[key].const}`)}`
  }
  const several = said.properties.type?.enum
  if (several !== undefined) return ` with ${several.map(one => code(`type: ${one}`)).join(', ')}`
  const [key] = said.required ?? []
  if (key !== undefined) return ` with ${code(key)}`
  return 'type' in said.properties ? '' : ' without `type`'
}

/** Every section with a heading of its own. */
function titled(found) {
  const shared = path => found.filter(one => one.path === path).length > 1
  return found.map(one => ({
    ...one,
    title: one.path === '' ? 'The whole file' : `${code(one.path)}${shared(one.path) ? variant(one) : ''}`,
  }))
}

/** A heading as GitHub makes an anchor of it. */
const anchor = title =>
  title
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

/** The list of all sections, indented by how deep they stand. */
const contents = titles =>
  titles
    .map(
      ({title, path}) =>
        `${'  '.repeat(Math.max(0, path.split('.').filter(step => step !== 'NAME').length - 1))}- [${title}](#${anchor(title)})\n`,
    )
    .join('')

/** What src/targets/haproxy/view.ts puts into the front end of the service that clients connect to, and what into each backend. */
const routed = `Clients of a route that leads to another service meet fields of both: those of the service with the routes until one is chosen, and
those of the chosen service from there on.

| field | service with the routes | service that the route leads to |
|---|---|---|
| \`listen\`, with its TLS and \`acceptProxy\` | for all clients | for those who come by listeners of its own |
| \`access\` | for all clients, before any route | for its own clients and those of the route, after that |
| \`rateLimit\` | counts all clients, before any route | counts its own clients and those of the route together, after that |
| \`timeouts\`: \`client\`, \`clientFin\`, \`httpRequest\`, \`httpKeepAlive\` | for all clients | its own listeners alone; refused without one |
| \`timeouts\`: \`connect\`, \`server\`, \`queue\`, \`check\`, \`tunnel\`, \`serverFin\` | its own nodes | its own nodes |
| \`limits.maxConnections\`, \`options.dontLogNull\`, \`hsts\`, \`compression\`, \`raw.frontend\` | for all clients | its own listeners alone |
| \`clientAddress\`, \`requestHeaders\` | its own nodes: not for clients who are led on | its own nodes |
| \`responseHeaders\` | answers of its own nodes, of its routes with \`redirect\` or \`deny\`, and those that HAProxy gives before any route | answers of its own nodes |
| \`nodes\`, \`balance\`, \`persistence\`, \`check\`, \`reencrypt\`, \`fallback\`, \`stats\`, \`raw.backend\` | its own nodes | its own nodes |
`

/** The releases that have a field: those that have it and all that is around it. */
function releasesOf(place, releases) {
  const around = place.split('.').map((_, index, steps) => releases.get(steps.slice(0, index + 1).join('.')))
  return around.filter(Boolean).reduce((some, others) => some?.filter(release => others.includes(release)) ?? others, undefined)
}

/** Releases in a word: `1.5` when all later ones have it too, and nothing for all. */
function spread(schema, some) {
  const all = schema.$defs.haproxy.properties.version.enum
  if (some === undefined || some.length === all.length) return ''
  const [first] = some
  const last = some.at(-1)
  return last === all.at(-1) ? first : `${first} to ${last}`
}

function everySection({properties: {defaults, ...properties}, ...schema}) {
  // Last, so that what a service may say stands under the services.
  return sections(schema, {...schema, properties: {...properties, defaults}}, '')
}

/** The page, as Markdown; `releases` tells which releases of HAProxy have a field, where not all do, and `products` what checks of each ask. */
export function reference(schema, releases, products) {
  const {$defs, ...root} = schema
  const found = everySection(schema)
  const values = Object.entries($defs).filter(([, part]) => isValue(part))
  const titles = titled([...found.values()])
  const parts = titles.map(one => section(schema, one.path === '' ? {...one, said: root} : one, one.title, releases, products))
  return `# The cluster language

Every field of \`cluster.yaml\`, made from its [JSON Schema](../schemas/cluster.schema.json). \`NAME\` is a name that you choose.
A key that begins with \`x-\` may stand in every map and means nothing to lbgen: a place for YAML anchors.
\`lbgen render cluster.yaml --resolved\` prints a spec with every default filled in. Where not every release of HAProxy has a
field, the column says from which one on; for others lbgen says what to do instead.

${contents([...titles, {title: 'Values', path: ''}])}
${parts.join('\n')}
## Values

| value | what it is |
|---|---|
${values.map(([name, {description, expects}]) => `| ${name} | ${description ?? expects} |\n`).join('')}`
}

/** Every field by its place: `services.NAME.check.path`. */
export function fieldPlaces(schema) {
  return [...everySection(schema).values()].flatMap(({path, said}) =>
    Object.keys(said.properties).map(key => (path === '' ? key : `${path}.${key}`)),
  )
}
