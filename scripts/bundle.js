// Builds dist/: one entry a command, what they share in chunks, everything that lbgen needs inside; and oclif.manifest.json,
// by which oclif knows the commands without loading them.
import {readdirSync, rmSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {Plugin} from '@oclif/core'
import {build} from 'esbuild'

const root = join(import.meta.dirname, '..')
rmSync(join(root, 'dist'), {recursive: true, force: true})
const commands = readdirSync(join(root, 'src/commands'), {recursive: true, encoding: 'utf8'}).filter(file => file.endsWith('.ts'))

/** Packages of which oclif uses something in few commands only, such as to print help. */
const seldom = /^(cli-spinners|ejs|lilconfig|minimatch|semver|tinyglobby|wrap-ansi)(\/|$)/

/** Loads those packages when oclif first touches them, rather than at every start. */
const lazyPackages = {
  name: 'lazy-packages',
  setup(bundle) {
    bundle.onResolve({filter: seldom}, ({path, importer}) =>
      importer.includes('@oclif/core') ? {path, namespace: 'lazy', pluginData: importer} : undefined,
    )
    bundle.onLoad({filter: /./, namespace: 'lazy'}, ({path, pluginData}) => ({
      resolveDir: dirname(pluginData),
      contents: `let real
const load = () => (real ??= require(${JSON.stringify(path)}))
module.exports = new Proxy(() => {}, {get: (_, key) => (key === '__esModule' ? undefined : load()[key]), apply: (_, self, args) => load()(...args)})`,
    }))
  },
}

await build({
  entryPoints: ['src/main.ts', ...commands.map(file => `src/commands/${file}`)].map(file => join(root, file)),
  outbase: join(root, 'src'),
  outdir: join(root, 'dist'),
  bundle: true,
  splitting: true,
  minify: true,
  keepNames: false,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // The packages that are CommonJS ask for Node's own modules with require.
  banner: {js: "import {createRequire as lbgenRequire} from 'node:module'; const require = lbgenRequire(import.meta.url);"},
  logLevel: 'warning',
  plugins: [lazyPackages],
})

const plugin = new Plugin({root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true})
await plugin.load()
writeFileSync(join(root, 'oclif.manifest.json'), `${JSON.stringify(plugin.manifest, null, 2)}\n`)
