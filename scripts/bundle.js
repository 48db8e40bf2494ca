// Builds dist/: one entry a command, what they share in chunks, everything that lbgen needs inside; and oclif.manifest.json,
// by which oclif knows the commands without loading them.
import {readdirSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {Plugin} from '@oclif/core'
import {build} from 'esbuild'

const root = join(import.meta.dirname, '..')
rmSync(join(root, 'dist'), {recursive: true, force: true})
const commands = readdirSync(join(root, 'src/commands'), {recursive: true, encoding: 'utf8'}).filter(file => file.endsWith('.ts'))

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
})

const plugin = new Plugin({root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true})
await plugin.load()
writeFileSync(join(root, 'oclif.manifest.json'), `${JSON.stringify(plugin.manifest, null, 2)}\n`)
