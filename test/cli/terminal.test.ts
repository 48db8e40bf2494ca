import {spawn} from 'node:child_process'
import {cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {describeEngine, hasProgram} from '../support/engines.ts'
import {environment, folders, lbgen, program} from './lbgen.ts'
import {hasTerminal, openTerminal} from './terminal.ts'

const folder = folders()
const bad = (text: string): string => text.replace('listen: 192.168.1.10:445', 'listne: 192.168.1.10:445')
const read = (cwd: string, file = 'cluster.yaml'): string => readFileSync(join(cwd, file), 'utf8')

/** A folder with specs in folders below it, and with YAML that is none. */
function tree(): string {
  const cwd = folder()
  mkdirSync(join(cwd, 'sites/north'), {recursive: true})
  mkdirSync(join(cwd, 'node_modules/x'), {recursive: true})
  writeFileSync(join(cwd, 'sites/north/a.yaml'), bad(read(cwd)))
  writeFileSync(join(cwd, 'sites/b.yml'), read(cwd))
  writeFileSync(join(cwd, 'sites/compose.yaml'), 'services: {web: {image: nginx}}\n')
  writeFileSync(join(cwd, 'node_modules/x/c.yaml'), bad(read(cwd)))
  return cwd
}

describe('patterns in place of names', () => {
  test('stand for the specs that match, and for no other YAML', () => {
    const cwd = tree()
    const {status, stderr} = lbgen(['validate', '**/*.yaml', '--verbose'], {cwd})
    expect(status).toBe(1)
    expect([...stderr.matchAll(/^reading (\S+),/gm)].map(([, file]) => file)).toEqual(['cluster.yaml', 'sites/north/a.yaml'])
    expect(stderr).toMatch(/^sites\/north\/a\.yaml:\d+:5: error LB010/m)
    const said = 'passed over 1 file that is no cluster spec\n'
    expect(lbgen(['validate', 'sites/*.{yml,yaml}'], {cwd})).toEqual({status: 0, stdout: '', stderr: said})
    expect(lbgen(['validate', 'sites/*.{yml,yaml}', '--verbose'], {cwd}).stderr).toContain(`${said}passed over sites/compose.yaml\n`)
    expect(lbgen(['validate', 'sites/*.{yml,yaml}', '--quiet'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
  })

  const broken = ['lbgn: 1', '', 'Lbgen: 1', 'lbgen 1', 'lbgen; 1']
  test.each(broken)('that name files take them all, though one begins with `%s`', first => {
    const cwd = tree()
    writeFileSync(join(cwd, 'sites/north/cluster.yaml'), read(cwd).replace('lbgen: 1', first))
    for (const [command, pattern] of [
      ['ci', '**/cluster.yaml'],
      ['validate', '*/north/{cluster,main}.yaml'],
      ['validate', '**/*r.yaml'],
    ] as const) {
      const {status, stderr} = lbgen([command, pattern], {cwd})
      expect([status, stderr]).toEqual([1, expect.stringContaining('sites/north/cluster.yaml:')])
    }
  })

  test.each(['', 'x: ['])('that name files take them all, though one holds `%s`', text => {
    const cwd = tree()
    writeFileSync(join(cwd, 'sites/north/cluster.yaml'), text)
    expect(lbgen(['validate', '**/cluster.yaml'], {cwd}).status).toBe(1)
    expect(lbgen(['validate', '**/*r.yaml'], {cwd})).toMatchObject({status: 0, stderr: 'passed over 1 file that is no cluster spec\n'})
    mkdirSync(join(cwd, 'sites/north/rendered'))
    writeFileSync(join(cwd, 'sites/north/rendered/manifest.json'), '{}')
    expect(lbgen(['validate', '**/*r.yaml'], {cwd}).status).toBe(1)
  })

  test('take links that lead nowhere for specs, so that they are reported', () => {
    const cwd = tree()
    symlinkSync('nowhere', join(cwd, 'sites/north/cluster.yaml'))
    for (const pattern of ['**/cluster.yaml', '**/*.yaml']) {
      const {status, stderr} = lbgen(['validate', pattern], {cwd})
      expect([status === 0, stderr]).toEqual([false, expect.stringContaining('LB904')])
    }
  })

  test('take what says to editors that it is a spec, and nothing that a spec includes', () => {
    const cwd = tree()
    writeFileSync(join(cwd, 'sites/x.yaml'), '# yaml-language-server: $schema=../cluster.schema.json\n')
    expect(lbgen(['validate', 'sites/x*'], {cwd}).status).toBe(1)
    writeFileSync(join(cwd, 'sites/y.yaml'), 'nodes: {fs1: 10.0.0.1, fs2: 10.0.0.2}\nloadBalancers: {lb1: 10.0.0.3}\n')
    expect(lbgen(['validate', 'sites/y*'], {cwd}).status).toBe(1)
    writeFileSync(join(cwd, 'sites/yy.yaml'), 'lbgen: 1\nname: yy\ninclude: [y.yaml]\nservices: {cifs: {listen: "10.0.0.9:445"}}\n')
    expect(lbgen(['validate', 'sites/y*', '--verbose'], {cwd})).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('passed over sites/y.yaml'),
    })
  })

  test('that match no spec fail', () => {
    const cwd = tree()
    const {status, stderr} = lbgen(['validate', '*.yml'], {cwd})
    expect({status, stderr}).toEqual({status: 3, stderr: expect.stringMatching(/^error LB919 no-spec: `\*\.yml` matches no file\.\n/)})
    expect(lbgen(['validate', 'sites/comp*'], {cwd}).stderr).toContain('`sites/comp*` matches no cluster spec.')
  })

  test('are names where there is such a file', () => {
    const cwd = folder()
    cpSync(join(cwd, 'cluster.yaml'), join(cwd, '[a].yaml'))
    expect(lbgen(['validate', '[a].yaml'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
  })
})

describe('--quiet', () => {
  test('leaves what does not make it fail', () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'warn.yaml'), read(cwd).replaceAll('16m', '5s'))
    expect(lbgen(['validate', '-q', 'warn.yaml'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
    expect(lbgen(['validate', '-q', '--strict', 'warn.yaml'], {cwd})).toMatchObject({status: 1, stderr: expect.stringContaining('LB203')})
    writeFileSync(join(cwd, 'bad.yaml'), bad(read(cwd)))
    expect(lbgen(['validate', '-q', 'bad.yaml'], {cwd})).toMatchObject({status: 1, stderr: expect.stringContaining('LB010')})
  })

  test('writes files, and does not say which', () => {
    const cwd = folder()
    expect(lbgen(['render', 'cluster.yaml', '--quiet'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
    expect(read(cwd, 'rendered/lb1/haproxy.cfg')).toContain('bind 192.168.1.10:445')
    expect(lbgen(['add-node', 'cluster.yaml', 'alfresco3', '192.168.1.23', '--quiet'], {cwd})).toMatchObject({status: 0, stdout: ''})
    expect(read(cwd)).toContain('alfresco3')
  })
})

describeEngine('haproxy', hasProgram('haproxy'), () => {
  test('--verbose says what is read and what runs', () => {
    const {status, stderr} = lbgen(['verify', 'cluster.yaml', '--verbose'], {cwd: folder()})
    expect(status).toBe(0)
    expect(stderr).toMatch(/^reading cluster\.yaml, \d+ bytes\nrunning \S*haproxy -c -f \S+lb1\/haproxy\.cfg\n/)
  })
})

describe('lines that end as in Windows', () => {
  test('are read, and findings stand where they belong', () => {
    const cwd = folder()
    const text = read(cwd)
    writeFileSync(join(cwd, 'dos.yaml'), text.replaceAll('\n', '\r\n'))
    expect(lbgen(['render', 'dos.yaml', '--out', 'dos'], {cwd}).status).toBe(0)
    expect(lbgen(['render', 'cluster.yaml', '--out', 'unix'], {cwd}).status).toBe(0)
    expect(read(cwd, 'dos/lb1/haproxy.cfg').replaceAll('dos.yaml', 'cluster.yaml')).toBe(read(cwd, 'unix/lb1/haproxy.cfg'))
    writeFileSync(join(cwd, 'bad.yaml'), bad(text))
    writeFileSync(join(cwd, 'dos.yaml'), bad(text).replaceAll('\n', '\r\n'))
    expect(lbgen(['validate', 'dos.yaml'], {cwd}).stderr.replaceAll('dos.yaml', 'bad.yaml')).toBe(
      lbgen(['validate', 'bad.yaml'], {cwd}).stderr,
    )
  })
})

describe('--watch', () => {
  /** Runs lbgen until it is interrupted; `says` waits for its next words. */
  function watching(args: readonly string[], cwd: string) {
    const child = spawn(process.execPath, [program, ...args, '--watch'], {cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe']})
    let unread = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (unread += text))
    const ended = new Promise<NodeJS.Signals | null>(resolve => child.on('exit', (_, signal) => resolve(signal)))
    return {
      says: async (words: string) => {
        for (const deadline = Date.now() + 15_000; !unread.includes(words) && Date.now() < deadline;)
          await new Promise(resolve => setTimeout(resolve, 20))
        expect(unread).toContain(words)
        unread = unread.slice(unread.indexOf(words) + words.length)
      },
      interrupt: async () => (child.kill('SIGINT'), ended),
    }
  }

  test('validates again when the spec changes, or what it includes', async () => {
    const cwd = folder()
    const text = read(cwd)
    writeFileSync(join(cwd, 'main.yaml'), 'include: [cluster.yaml]\nlbgen: 1\nname: office\n')
    const {says, interrupt} = watching(['validate', 'main.yaml'], cwd)
    await says('No errors. Watching main.yaml, cluster.yaml.\n')
    writeFileSync(join(cwd, 'cluster.yaml'), bad(text))
    await says('cluster.yaml has changed.\n')
    await says('error LB010')
    await says('Watching')
    // As editors do it: another file takes the place of the first.
    rmSync(join(cwd, 'cluster.yaml'))
    writeFileSync(join(cwd, 'cluster.yaml'), text)
    await says('No errors.')
    expect(await interrupt()).toBe('SIGINT')
  })

  test('waits for a spec that is gone', async () => {
    const cwd = folder()
    const text = read(cwd)
    const {says, interrupt} = watching(['validate', 'cluster.yaml'], cwd)
    await says('No errors. Watching cluster.yaml.\n')
    rmSync(join(cwd, 'cluster.yaml'))
    await says('error LB904')
    await says('Watching cluster.yaml.\n')
    writeFileSync(join(cwd, 'cluster.yaml'), text)
    await says('No errors.')
    expect(await interrupt()).toBe('SIGINT')
  })

  test('renders again, and leaves the files alone while the spec is wrong', async () => {
    const cwd = folder()
    const text = read(cwd)
    const {says, interrupt} = watching(['render', 'cluster.yaml'], cwd)
    await says('wrote rendered/lb1/haproxy.cfg')
    await says('Watching')
    writeFileSync(join(cwd, 'cluster.yaml'), bad(text))
    await says('error LB010')
    expect(read(cwd, 'rendered/lb1/haproxy.cfg')).toContain('weight 77')
    await says('Watching')
    writeFileSync(join(cwd, 'cluster.yaml'), text.replace('weight: 77', 'weight: 78'))
    await says('wrote rendered/lb1/haproxy.cfg')
    expect(read(cwd, 'rendered/lb1/haproxy.cfg')).toContain('weight 78')
    expect(await interrupt()).toBe('SIGINT')
  })

  test('is for files', () => {
    const {status, stderr} = lbgen(['validate', '-', '--watch'], {cwd: folder(), input: 'lbgen: 1\n'})
    expect({status, stderr}).toEqual({status: 2, stderr: expect.stringContaining('Standard input cannot be watched')})
  })
})

const inTerminal = hasTerminal() ? describe : describe.skip

inTerminal('on a terminal', () => {
  test('findings keep to its width', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'warn.yaml'), read(cwd).replaceAll('16m', '5s'))
    const {screen} = await openTerminal(`stty cols 60; ${process.execPath} ${program} validate warn.yaml --no-color`, cwd).end()
    const lines = screen.replaceAll('\r', '').split('\n')
    expect(lines.filter(line => line.length > 60 && line.trim().includes(' ') && !/^\s*see:/.test(line))).toEqual([])
    expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toContain('warning LB203 short-cifs-timeout:')
  })

  test('what takes long is said while it does, and then goes', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'slow'), '#!/bin/sh\n[ "$1" = -v ] && exec haproxy -v\nsleep 1.5\n', {mode: 0o755})
    const command = `${process.execPath} ${program} verify cluster.yaml --engine-path haproxy=./slow`
    const {screen} = await openTerminal(command, cwd).end()
    expect(screen).toMatch(/\r\u001b\[K\.\/slow -c -f \S+/)
    expect(screen).toMatch(/\r\u001b\[K[^\r]*HAProxy/)
    const {stderr} = lbgen(['verify', 'cluster.yaml', '--engine-path', 'haproxy=./slow'], {cwd})
    expect(stderr).not.toContain('\u001b')
  })
})
