import {spawnSync} from 'node:child_process'
import {cpSync, existsSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, test} from '@jest/globals'
import {type Ended, environment, scratchFolders} from './cli/lbgen.ts'

const root = join(import.meta.dirname, '..')
const scratch = scratchFolders()

function run(command: string, args: readonly string[], cwd: string): Ended {
  const {status, stdout, stderr} = spawnSync(command, args, {cwd, env: environment, encoding: 'utf8', timeout: 120_000})
  return {status, stdout, stderr}
}

/** Runs npm, and fails with what it said. */
function npm(args: readonly string[], cwd: string): string {
  const {status, stdout, stderr} = run('npm', args, cwd)
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr}`)
  return stdout
}

describe('the packed package', () => {
  let files: readonly string[] = []
  let prefix = ''
  let installed = ''

  beforeAll(() => {
    const folder = scratch()
    prefix = join(folder, 'prefix')
    // dist/ is there already, and other tests are running it.
    const packed: readonly {readonly filename: string; readonly files: readonly {readonly path: string}[]}[] = JSON.parse(
      npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
    )
    files = packed.flatMap(one => one.files.map(({path}) => path))
    npm(['install', '--global', '--offline', '--prefix', prefix, join(folder, packed[0]?.filename ?? '')], folder)
    installed = join(prefix, 'bin/lbgen')
  }, 180_000)

  test('holds the program, the schema and a few words, and nothing else', () => {
    const built = readdirSync(join(root, 'dist'), {recursive: true, encoding: 'utf8'}).filter(file => /\.c?js$/.test(file))
    const rest = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin/run.js',
      'oclif.manifest.json',
      'package.json',
      'schemas/cluster.schema.json',
      'schemas/findings.schema.json',
    ]
    expect([...files].toSorted()).toEqual([...built.map(file => `dist/${file}`), ...rest].toSorted())
  })

  test('needs no other package', () => {
    expect(readdirSync(join(prefix, 'lib/node_modules'))).toEqual(['lbgen'])
    expect(existsSync(join(prefix, 'lib/node_modules/lbgen/node_modules'))).toBe(false)
  })

  test('validates and renders in a folder of its own', () => {
    const cwd = scratch()
    expect(run(installed, ['init', 'alfresco-cifs'], cwd)).toMatchObject({status: 0, stderr: ''})
    expect(run(installed, ['validate', 'cluster.yaml'], cwd)).toEqual({status: 0, stdout: '', stderr: ''})
    expect(run(installed, ['render', 'cluster.yaml'], cwd)).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('wrote rendered/lb1/haproxy.cfg\n'),
    })
    expect(run(installed, ['explain', 'cluster.yaml', 'lb1/haproxy.cfg:1'], cwd).status).toBe(0)
  })

  test('renders what the examples expect', () => {
    const cwd = scratch()
    cpSync(join(root, 'examples/icas-fs'), cwd, {recursive: true})
    expect(run(installed, ['render', 'cluster.yaml', '--out', 'expected', '--check', '--quiet'], cwd)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    })
  })

  test('starts programs', () => {
    const cwd = scratch()
    run(installed, ['init'], cwd)
    expect(run(installed, ['verify', 'cluster.yaml'], cwd)).toMatchObject({status: 0})
    expect(run(installed, ['--version'], cwd).stdout).toMatch(/^lbgen\/\d/)
  })
})
