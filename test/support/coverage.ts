/** What is known of a product's settings behind a load balancer, and what lbgen makes of each. */
export interface Product {
  /** As `applications.NAME.kind` has it. */
  readonly kind: string
  readonly title: string
  readonly rows: readonly CoverageRow[]
}

export interface CoverageRow {
  /** A property, a file or a fact, as the product names it. */
  readonly setting: string
  /** `3.4-4.1, 23.1-`. */
  readonly releases: string
  readonly scope: 'node' | 'cluster' | 'either'
  /** Fields below `applications.NAME` that it is rendered from. */
  readonly fields?: readonly string[]
  /** Findings that check it. */
  readonly codes?: readonly string[]
  /** Why lbgen does not render it. */
  readonly left?: string
}

type Schema = Readonly<Record<string, unknown>>

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A step into a schema; undefined where it does not lead on. */
const at = (schema: unknown, ...steps: readonly string[]): unknown =>
  steps.reduce<unknown>((part, step) => (isSchema(part) ? part[step] : undefined), schema)

/** Whether applications of a kind have a field, `clustering.name`. */
export function hasField(schema: unknown, kind: string, path: string): boolean {
  const alternatives = at(schema, '$defs', 'application', 'allOf')
  const own = (Array.isArray(alternatives) ? alternatives : []).find(one => at(one, 'if', 'properties', 'kind', 'const') === kind)
  let part: unknown = at(own, 'then')
  for (const step of path.split('.')) part = at(fieldsOf(schema, part), step)
  return part !== undefined
}

/** The fields of a part, whatever way it leads to them. */
function fieldsOf(schema: unknown, part: unknown): unknown {
  const said = resolved(schema, part)
  return at(said, 'properties') ?? at(resolved(schema, at(said, 'then')), 'properties')
}

function resolved(schema: unknown, part: unknown): unknown {
  const reference = at(part, '$ref')
  return typeof reference === 'string' ? at(schema, ...reference.split('/').slice(1)) : part
}

const scopes = {node: "node's own", cluster: 'same on all', either: 'either'}

const cell = (text: string): string => text.replaceAll('|', '\\|')

const codeList = (words: readonly string[]): string => words.map(word => `\`${word}\``).join(', ')

const row = ({setting, releases, scope, fields = [], codes = [], left = ''}: CoverageRow): string => {
  const checked = codes.map(code => `[${code}](findings.md)`).join(', ')
  return `| ${cell(`\`${setting}\``)} | ${releases} | ${scopes[scope]} | ${codeList(fields)} | ${checked} | ${cell(left)} |`
}

const table = ({title, kind, rows}: Product): string => `## ${title}

\`kind: ${kind}\`. ${rows.length} settings, of which ${rows.filter(({fields}) => fields !== undefined).length} are rendered.

| setting | releases | value | rendered from | checked by | not rendered because |
|---|---|---|---|---|---|
${rows.map(row).join('\n')}
`

/** docs/coverage.md. */
export const coveragePage = (products: readonly Product[]): string => `# What lbgen knows of the products on the nodes

Made by \`npm run update\` from \`test/oracles/products\`; do not edit.

Every setting of a product that matters behind a load balancer: the fields below \`applications.NAME\` that lbgen renders it from,
the findings that check what is written of it, or why lbgen leaves it alone. A dash in releases leads to the newest one.

${products.map(table).join('\n')}`
