import {spawnSync} from 'node:child_process'
import {readFileSync, symlinkSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import type {validate as Validate} from 'dockerfile-utils'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {copyTo} from '../../support/pipeline/repository.ts'
import {runIn} from '../../support/pipeline/script.ts'
import {scratchFolders} from '../lbgen.ts'

const {validate} = createRequire(import.meta.url)('dockerfile-utils') as {readonly validate: typeof Validate}

const root = join(import.meta.dirname, '../../..')
const text = readFileSync(join(root, 'Dockerfile'), 'utf8')

/** The instructions in order, each on one line. */
const instructions = text
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter(line => line !== '')
const of = (word: string): readonly string[] =>
  instructions.filter(line => line.startsWith(`${word} `)).map(line => line.slice(word.length + 1))

const [install = '', ...others] = of('RUN').toSorted((a, b) => Number(b.startsWith('apt-get')) - Number(a.startsWith('apt-get')))
const packages = (/ --no-install-recommends ([a-z0-9 -]+?) &&/.exec(install)?.[1] ?? '').split(/ +/)

const scratch = scratchFolders()

/** What the build sees: what is in git, but for what `.dockerignore` names, which is from the root on where git's own files are not. */
function buildContext(): string {
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n')
  const context = join(scratch(), 'context')
  copyTo(
    context,
    ignored.map(line => (line.startsWith('**') ? line : `/${line}`)),
  )
  return context
}

describe('the Dockerfile', () => {
  test('is one in which a linter finds nothing', () => {
    expect(validate(text)).toEqual([])
    expect(validate(text.replace('COPY . .', 'COPY .'))).not.toEqual([])
  })

  test('names images, and no registry', () => {
    const images = of('FROM').map(line => line.split(' ')[0])
    expect(images).toEqual(['node:22-${DEBIAN}-slim', 'node:22-${DEBIAN}-slim'])
    expect(text).not.toContain('://')
  })

  test('leaves no lists of packages behind, and does not run as root', () => {
    expect(install).toMatch(/^apt-get update && apt-get install --yes --no-install-recommends .* && rm -rf \/var\/lib\/apt\/lists\/\*$/)
    expect(of('USER')).toEqual(['node'])
  })

  test('packs lbgen from what the build sees, and installs it as its entry point', () => {
    const context = buildContext()
    symlinkSync(join(root, 'node_modules'), join(context, 'node_modules'))
    const folder = scratch()
    const prefix = join(folder, 'prefix')
    const env = {npm_config_prefix: prefix, GIT_CONFIG_SYSTEM: join(folder, 'gitconfig')}
    expect(others[0]).toBe('npm ci --no-audit --no-fund')
    for (const line of others.slice(1)) {
      const {status, stderr} = runIn({cwd: context, env, programs: join(folder, 'programs')}, 'sh', ['-c', line.replaceAll('/tmp', folder)])
      expect([status, status === 0 || stderr]).toEqual([0, true])
    }
    expect(readFileSync(env.GIT_CONFIG_SYSTEM, 'utf8')).toBe('[safe]\n\tdirectory = *\n')
    const [entry = ''] = JSON.parse(of('ENTRYPOINT')[0] ?? '') as readonly string[]
    const [command = ''] = JSON.parse(of('CMD')[0] ?? '') as readonly string[]
    const {status, stdout} = spawnSync(join(prefix, 'bin', entry), [command], {cwd: folder, encoding: 'utf8'})
    expect([status, stdout]).toEqual([0, expect.stringContaining('USAGE')])
  }, 180_000)
})

describeEngine('apt-cache', hasProgram('apt-cache'), () => {
  test.each(packages)('Debian has the package `%s` that the Dockerfile asks for', name => {
    const {stdout} = spawnSync('apt-cache', ['show', '--no-all-versions', name], {encoding: 'utf8'})
    expect(stdout).toContain(`Package: ${name}\n`)
  })

  test('there are packages to ask for', () => {
    expect(packages).toContain('haproxy')
  })
})
