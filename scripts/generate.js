// Makes what the build makes: spec types, defaults and the standalone validator from the schema, precompiled templates,
// starters from the examples.
import {mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import {build} from 'esbuild'
import Handlebars from 'handlebars'
import {compile as compileTypes} from 'json-schema-to-typescript'

const root = join(import.meta.dirname, '..')
const require = createRequire(import.meta.url)
const {default: Ajv} = require('ajv')
const {default: standaloneCode} = require('ajv/dist/standalone')

const note = '// Made by `npm run generate`. Do not edit.\n'
const write = (path, text) => writeFileSync(join(root, path), note + text)
const schema = JSON.parse(readFileSync(join(root, 'schemas/cluster.schema.json'), 'utf8'))

/** The schema as far as the validator and its explanations read it: every start of lbgen loads it. */
function forValidator(node, isNeeded = false) {
  if (Array.isArray(node)) return node.map(item => forValidator(item))
  if (node === null || typeof node !== 'object') return node
  const {description, $schema: _schema, examples: _examples, default: _default, tsType: _type, properties, ...words} = node
  const {title: _title, enumDescriptions: _meanings, ...rest} = words
  const required = new Set([node.required, node.then?.required, Object.values(node.dependentRequired ?? {})].flat(2))
  const fields =
    properties && Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, forValidator(field, required.has(key))]))
  return {
    ...(isNeeded && {description}),
    ...Object.fromEntries(
      Object.entries(rest).map(([key, value]) => [
        key,
        key === '$defs' ? mapValues(value, part => forValidator(part)) : forValidator(value),
      ]),
    ),
    ...(fields && {properties: fields}),
  }
}

const mapValues = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]))

const settings = {
  strict: true,
  allowUnionTypes: true,
  strictTypes: false,
  strictRequired: false,
  // Small definitions, such as a name, are checked in place: ten thousand calls less for ten thousand nodes.
  inlineRefs: 4,
  messages: false,
}

/** Standalone code for a schema. */
function standalone(tree, options) {
  const ajv = new Ajv({...settings, ...options, code: {source: true, esm: true}})
  // Of draft 2020-12 this alone: with all of it, every function of the validator keeps books of what was evaluated.
  ajv.addVocabulary(require('ajv/dist/vocabularies/next').default)
  for (const keyword of ['expects', 'hint']) ajv.addKeyword({keyword, schemaType: 'string'})
  return standaloneCode(ajv, ajv.compile(tree))
}

/** Says all that is wrong. Large, and of no use while nothing is. */
function validator() {
  // Ajv copies all errors for each one that it adds: minutes, for a mistake in each of a hundred thousand nodes.
  const code = standalone(forValidator(schema), {allErrors: true, verbose: true}).replaceAll(/vErrors\.concat\(/g, 'append(vErrors, ')
  return `${code}\nfunction append(errors, more) { for (const error of more) errors.push(error); return errors }`
}

/** Says whether anything is wrong, and neither what nor where: every start of lbgen loads it. */
function isValid() {
  const code = standalone(wordless(forValidator(schema)), {})
    .replaceAll(/, ?\{instancePath[:,].*?,rootData\}\)/g, ')')
    .replaceAll(', {instancePath="", parentData, parentDataProperty, rootData=data}={})', ')')
    .replaceAll(/\{instancePath.*?\}(?=\]?;)/gs, 'wrong')
  if (code.includes('instancePath')) throw new Error('Ajv writes its errors in another way: see what is left of them.')
  return `${code}\nvar wrong = {}`
}

/** A schema without the words for people. */
function wordless(node) {
  if (Array.isArray(node)) return node.map(wordless)
  if (node === null || typeof node !== 'object') return node
  const {description: _description, expects: _expects, hint: _hint, ...rest} = node
  const maps = new Set(['properties', 'patternProperties', '$defs'])
  return mapValues(rest, (value, key) => (maps.has(key) ? mapValues(value, wordless) : wordless(value)))
}

/** Ajv's standalone code still asks for parts of Ajv at run time: bundles them in. */
async function selfContained(code) {
  const {outputFiles} = await build({
    stdin: {contents: code, resolveDir: root, loader: 'js'},
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    minify: true,
    mainFields: ['main'],
    write: false,
  })
  return outputFiles[0].text
}

/** Every `default` of the schema, by the name of the definition that states it. */
const defaults = () =>
  Object.fromEntries(
    Object.entries(schema.$defs).flatMap(([name, {properties = {}}]) => {
      const stated = Object.entries(properties).filter(([, field]) => 'default' in field)
      return stated.length === 0 ? [] : [[name, Object.fromEntries(stated.map(([key, field]) => [key, field.default]))]]
    }),
  )

/** The schema as the types see it: one type a definition, and no `x-` keys, for nothing reads them. */
function withoutPatterns(node) {
  if (Array.isArray(node)) return node.map(withoutPatterns)
  if (node === null || typeof node !== 'object') return node
  if ('$ref' in node) return {$ref: node.$ref}
  const {patternProperties: _patterns, title: _title, $id: _id, ...rest} = node
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withoutPatterns(value)]))
}

/**
 * The schema as editors are given it. A key has itself for a title, which heads what they show of it; and what a short form
 * may be stands in an `anyOf` that always holds too, for they look for completions there and not behind an `if`.
 */
function forEditors(node) {
  if (Array.isArray(node)) return node.map(forEditors)
  if (node === null || typeof node !== 'object') return node
  const {tsType: _type, ...rest} = node
  const fields = mapValues(rest, (value, key) => {
    if (key === 'properties') return mapValues(value, (field, name) => ({title: name, ...forEditors(field)}))
    return ['$defs', 'patternProperties'].includes(key) ? mapValues(value, forEditors) : forEditors(value)
  })
  const short = [node.then, node.else].find(branch => branch?.enum !== undefined)
  return short === undefined
    ? fields
    : {...fields, anyOf: [{enum: short.enum, ...(short.enumDescriptions && {enumDescriptions: short.enumDescriptions})}, true]}
}

const isMarker = statement => statement.type === 'MustacheStatement' && statement.path.original === 'from'

/** The tree of a template without its `{{from}}` markers, or with them printed as they are. */
function treat(node, marked) {
  if (Array.isArray(node)) return node.filter(child => marked || !isMarker(child)).map(child => treat(child, marked))
  if (node === null || typeof node !== 'object') return node
  const treated = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === 'loc' ? undefined : treat(value, marked)]))
  return isMarker(node) ? {...treated, escaped: false} : treated
}

/** The templates of each target with the partials of all targets that it asks for, precompiled, as code: a map by name. */
function templates(marked) {
  const folder = join(root, 'templates')
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter(file => file.endsWith('.hbs'))
    .map(file => file.replaceAll('\\', '/'))
    .sort()
  const options = {strict: true, knownHelpersOnly: true, knownHelpers: {from: true}, preventIndent: true, data: false}
  const textOf = file => readFileSync(join(folder, file), 'utf8')
  const targets = [...new Set(files.map(file => file.split('/')[0]))].filter(target => target !== 'partials')
  return targets.map(target => {
    const own = files.filter(file => file.startsWith(`${target}/`))
    const shared = files.filter(file => file.startsWith('partials/') && own.some(one => textOf(one).includes(`{{> ${file.slice(0, -4)}`)))
    const entries = [...own, ...shared].map(file => {
      const tree = treat(Handlebars.parse(textOf(file)), marked)
      return `  ${JSON.stringify(file.slice(0, -4))}: ${String(Handlebars.precompile(tree, options))},\n`
    })
    return {target, code: `{templates: {\n${entries.join('')}}}`}
  })
}

/** The examples as starters: the first line of each is a comment that says what it is. */
const starters = () =>
  readdirSync(join(root, 'examples'))
    .sort()
    .map(name => {
      const text = readFileSync(join(root, 'examples', name, 'cluster.yaml'), 'utf8')
      const [, summary] = /^# (.+)\n/.exec(text) ?? []
      if (summary === undefined) throw new Error(`examples/${name}/cluster.yaml does not begin with a comment that says what it is`)
      return {name, summary, text}
    })

/**
 * How a kind of finding is declared: as a map, or by a function of its folder for which errors are the rule. The docstring
 * right before it is what lists say of it.
 */
const declared =
  /(?:\/\*\* ((?:(?!\*\/).)+) \*\/\s*(?:const \w+ = )?(?:\w+: )?\{?\s*)?(code: |kind\()'(LB\d{3})',\s*(?:(?:rule|name): )?'([\w-]+)'(?:,\s*family: '(\w+)')?(?:,\s*(?:severity: )?'(\w+)')?/g

/** Every kind of finding: code, name, family where it is a rule's and severity where it is not the engine's to say. test/docs.test.ts knows whether any is missing. */
const codes = () =>
  readdirSync(join(root, 'src'), {recursive: true, encoding: 'utf8'})
    .filter(file => file.endsWith('.ts') && !file.includes('.gen.'))
    .flatMap(file => [...readFileSync(join(root, 'src', file), 'utf8').matchAll(declared)])
    .map(([, summary, how, code, name, family, severity = how === 'kind(' ? 'error' : undefined]) => ({
      code,
      name,
      ...(family && {family}),
      ...(severity && {severity}),
      ...(summary && {summary}),
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))

mkdirSync(join(root, 'src/spec'), {recursive: true})
write('src/spec/is-valid.gen.js', await selfContained(isValid()))
write('src/spec/is-valid.gen.d.ts', 'declare const isValid: (value: unknown) => boolean\nexport default isValid\n')
write('src/spec/validate.gen.js', await selfContained(validator()))
write(
  'src/spec/validate.gen.d.ts',
  `import type {SchemaError} from './explain.ts'
declare const validate: {(value: unknown): boolean; errors: readonly SchemaError[] | null}
export default validate
`,
)
write('src/spec/schema.gen.ts', `export const schema = ${JSON.stringify(forEditors(schema))}\n`)
write(
  'src/spec/defaults.gen.ts',
  `export const defaults = ${JSON.stringify(defaults(), null, 2).replaceAll('[]', '[] as string[]')} as const\n`,
)
write(
  'src/cli/starters.gen.ts',
  `import type {Starter} from './starter.ts'\nexport const starters: readonly Starter[] = ${JSON.stringify(starters(), null, 2)}\n`,
)
write('src/findings/codes.gen.js', `const codes = ${JSON.stringify(codes(), null, 2)}\nexport default () => codes\n`)
write(
  'src/findings/codes.gen.d.ts',
  "import type {Code} from './code.ts'\ndeclare const codes: () => readonly Code[]\nexport default codes\n",
)
write(
  'src/spec/spec.gen.ts',
  await compileTypes(withoutPatterns(schema), 'Spec', {
    bannerComment: '',
    additionalProperties: false,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    format: false,
  }),
)
const declaration = "import type {Templates} from './template.ts'\nexport declare const templates: Templates\n"
const byTarget = templates(false)
for (const {target, code} of byTarget) write(`src/targets/templates-of-${target}.gen.js`, `export default ${code}\n`)
write(
  'src/targets/templates.gen.js',
  `${byTarget.map(({target}, index) => `import t${index} from './templates-of-${target}.gen.js'\n`).join('')}export const templates = {${byTarget.map(({target}, index) => `${JSON.stringify(target)}: t${index}`).join(', ')}}\n`,
)
write('src/targets/templates.gen.d.ts', declaration)
const marked = templates(true).map(({target, code}) => `${JSON.stringify(target)}: ${code},\n`)
write('src/targets/templates-marked.gen.js', `export const templates = {\n${marked.join('')}}\n`)
write('src/targets/templates-marked.gen.d.ts', declaration)
