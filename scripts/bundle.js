// Builds dist/: one entry a command, what they share in chunks, everything that lbgen needs inside; and oclif.manifest.json,
// by which oclif knows the commands without loading them.
import {readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {basename, join} from 'node:path'
import {Plugin} from '@oclif/core'
import {build, transform} from 'esbuild'

const root = join(import.meta.dirname, '..')
rmSync(join(root, 'dist'), {recursive: true, force: true})
const commands = readdirSync(join(root, 'src/commands'), {recursive: true, encoding: 'utf8'}).filter(file => file.endsWith('.ts'))

/** Modules of Node of which oclif uses something in few commands only, such as to ask a question. */
const seldomOfNode = ['child_process', 'perf_hooks', 'readline']

/** Packages of which oclif uses something in few commands only, such as to print help. */
const seldom = ['cli-spinners', 'debug', 'ejs', 'lilconfig', 'minimatch', 'semver', 'tinyglobby', 'wrap-ansi']
const oclif = join(root, 'node_modules/@oclif/core')

/** Modules of lbgen that nothing is asked of while a spec is right and says nothing of findings, by where each is. */
const seldomOfOurs = {validate: 'src/spec/validate.gen.js', codes: 'src/findings/codes.gen.js', pages: 'src/rules/pages.ts'}

/** Targets that many clusters have nothing for, and their templates: src/targets/index.ts touches them when there is something. */
const seldomOfTargets = Object.fromEntries(
  readdirSync(join(root, 'templates'))
    .filter(target => target !== 'haproxy' && target !== 'partials')
    .flatMap(target => [
      [`target-${target}`, `src/targets/${target}/index.ts`],
      [`templates-of-${target}`, `src/targets/templates-of-${target}.gen.js`],
    ]),
)

/** `debug` as it is while nobody asks for it by DEBUG: it loads a terminal's and a network's modules to say nothing. */
const silentDebug = `const silent = () => Object.assign(() => {}, {enabled: false, extend: silent})
module.exports = process.env.DEBUG ? require('./seldom/debug.cjs') : silent`

/** A module of which nothing is loaded before it is touched. */
const onTouch = path => `let real
const load = () => (real ??= require('${path}'))
module.exports = new Proxy(() => {}, {get: (_, key) => (key === '__esModule' ? undefined : load()[key]), apply: (_, self, args) => load()(...args)})`

/** A file of a rule without the rule's page. Plainly printed, a field of it ends where the next begins that is indented as it is. */
async function withoutPage(path) {
  const {code} = await transform(readFileSync(path, 'utf8'), {loader: 'ts', supported: {'template-literal': false}})
  const judge = code.replaceAll(/^  (?:summary|why|bad|good):[^]*?(?=^  [\w$]+[:(,]|^\};)/gm, '')
  const isRule = /^  family: /m.test(code)
  if (isRule && (/^  (?:summary|why|bad|good)\b/m.test(judge) || !/^  (?:async )?check[:(]/m.test(judge)))
    throw new Error(`${path} is not written as other rules are.`)
  return judge
}

/** Whether lbgen runs in Windows' subsystem: oclif asks at every start, nothing reads the answer, and the package that knows loads half of Node. */
const noSubsystem = `export const isWsl = false
export const powerShellPath = async () => 'powershell.exe'`

/**
 * What makes a start of oclif cheap. Those packages stay in files of their own until they are needed; and commands are
 * put into order without collation, whose tables take as long to load as half of lbgen.
 */
const quickStart = {
  name: 'quick-start',
  setup(bundle) {
    bundle.onResolve({filter: new RegExp(`^(${seldom.join('|')})$`)}, ({path, importer}) =>
      importer.includes('@oclif/core') ? {path, namespace: 'seldom'} : undefined,
    )
    bundle.onResolve({filter: /\/(validate\.gen\.js|codes\.gen\.js|rules\/pages\.ts)$/}, ({path, namespace}) =>
      namespace === 'file' ? {path: basename(path).split('.')[0], namespace: 'seldom'} : undefined,
    )
    bundle.onLoad({filter: /[\\/]src[\\/]rules[\\/][\w-]+\.ts$/}, async ({path}) => ({contents: await withoutPage(path), loader: 'js'}))
    bundle.onResolve({filter: /^\.\/[\w-]+\/index\.ts$/}, ({path, importer}) => {
      const name = `target-${path.split('/')[1]}`
      return importer.endsWith(join('src', 'targets', 'index.ts')) && name in seldomOfTargets
        ? {path: name, namespace: 'seldom'}
        : undefined
    })
    bundle.onResolve({filter: /^\.\/templates-of-[\w-]+\.gen\.js$/}, ({path}) => {
      const name = basename(path, '.gen.js')
      return name in seldomOfTargets ? {path: name, namespace: 'seldom'} : undefined
    })
    bundle.onResolve({filter: /^\.\/seldom\//}, ({path}) => ({path, external: true}))
    bundle.onLoad({filter: /./, namespace: 'seldom'}, ({path}) => ({
      contents: path === 'debug' ? silentDebug : onTouch(`./seldom/${path}.cjs`),
    }))
    bundle.onResolve({filter: new RegExp(`^node:(${seldomOfNode.join('|')})$`)}, ({path, importer}) =>
      importer.includes('@oclif/core') ? {path, namespace: 'seldom-of-node'} : undefined,
    )
    bundle.onLoad({filter: /./, namespace: 'seldom-of-node'}, ({path}) => ({contents: onTouch(path.replace('node:', ''))}))
    bundle.onResolve({filter: /^wsl-utils$/}, ({path}) => ({path, namespace: 'no-subsystem'}))
    bundle.onLoad({filter: /./, namespace: 'no-subsystem'}, () => ({contents: noSubsystem}))
    bundle.onLoad({filter: /@oclif[\\/]core[\\/]lib[\\/]config[\\/]plugin\.js$/}, ({path}) => {
      const text = readFileSync(path, 'utf8')
      const contents = text.replace('a.id.localeCompare(b.id)', '(a.id < b.id ? -1 : 1)')
      if (contents === text) throw new Error('oclif no longer sorts its commands by localeCompare: see what it does at start-up now.')
      return {contents}
    })
  },
}

const shared = {bundle: true, minify: true, platform: 'node', target: 'node20.19', logLevel: 'warning'}

await build({
  ...shared,
  entryPoints: Object.entries({...seldomOfOurs, ...seldomOfTargets}).map(([out, file]) => ({in: join(root, file), out})),
  outdir: join(root, 'dist/seldom'),
  outExtension: {'.js': '.cjs'},
  format: 'cjs',
  footer: {js: 'module.exports = module.exports.default'},
})
await build({
  ...shared,
  entryPoints: seldom.map(name => ({in: createRequire(join(oclif, 'lib/index.js')).resolve(name), out: name})),
  outdir: join(root, 'dist/seldom'),
  outExtension: {'.js': '.cjs'},
  format: 'cjs',
})
await build({
  ...shared,
  entryPoints: ['src/main.ts', ...commands.map(file => `src/commands/${file}`)].map(file => join(root, file)),
  outbase: join(root, 'src'),
  outdir: join(root, 'dist'),
  splitting: true,
  format: 'esm',
  // The packages that are CommonJS ask for Node's own modules with require.
  banner: {js: "import {createRequire as lbgenRequire} from 'node:module'; const require = lbgenRequire(import.meta.url);"},
  plugins: [quickStart],
})

const plugin = new Plugin({root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true})
await plugin.load()
writeFileSync(join(root, 'oclif.manifest.json'), `${JSON.stringify(plugin.manifest, null, 2)}\n`)
