import {createHash} from 'node:crypto'
import {chmodSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {writeArtifacts, type Written} from '../../src/effects/artifacts.ts'
import {faults} from '../../src/effects/faults.ts'
import {outdatedFiles} from '../../src/effects/outdated.ts'
import {artifactsOf, type Texts} from './artifacts-of.ts'
import {codesOf, contentsOf, temporaryFolders} from './support.ts'

const temporaryFolder = temporaryFolders()

interface Outcome {
  readonly written: Written | undefined
  readonly findings: readonly Finding[]
}

function render(folder: string, texts: Texts, force = false, cluster = 'office'): Outcome {
  const findings: Finding[] = []
  const written = writeArtifacts(folder, artifactsOf(texts), {cluster, force, patienceMs: 300}, finding => findings.push(finding))
  return {written, findings}
}

const old: Texts = {'lb1/haproxy.cfg': 'old\n', 'lb1/secret.conf': 'key\n', 'lb2/haproxy.cfg': 'old two\n'}

function rendered(texts: Texts = old): string {
  const folder = join(temporaryFolder(), 'out')
  expect(render(folder, texts).findings).toEqual([])
  return folder
}

describe('what a render writes', () => {
  test('is each artifact with its text and mode, whatever the umask, and a manifest', () => {
    const umask = process.umask(0o077)
    const folder = rendered()
    process.umask(umask)
    const {'manifest.json': manifest, ...files} = contentsOf(folder)
    expect(files).toEqual({
      lb1: 'folder',
      'lb1/haproxy.cfg': '644 old\n',
      'lb1/secret.conf': '600 key\n',
      lb2: 'folder',
      'lb2/haproxy.cfg': '644 old two\n',
    })
    expect(manifest).toMatch(/^644 /)
  })

  test('is listed in the manifest, by path, with all that installing it takes and nothing that varies', () => {
    const folder = rendered({'lb2/b.cfg': 'two\n', 'lb1/secret': 'one\n'})
    const text = readFileSync(join(folder, 'manifest.json'), 'utf8')
    expect(JSON.parse(text)).toEqual({
      lbgen: 1,
      cluster: 'office',
      artifacts: ['lb1/secret', 'lb2/b.cfg'].map((path, index) => ({
        path,
        sha256: createHash('sha256')
          .update(index === 0 ? 'one\n' : 'two\n')
          .digest('hex'),
        install: `/etc/haproxy/${path}`,
        mode: index === 0 ? '0600' : '0644',
        owner: 'root:root',
        extent: 'file',
        target: 'haproxy',
        check: ['haproxy', '-c', '-f', path],
      })),
    })
    expect(text.endsWith('}\n')).toBe(true)
    expect(text).not.toContain(folder)
    expect(readFileSync(join(rendered({'lb1/secret': 'one\n', 'lb2/b.cfg': 'two\n'}), 'manifest.json'), 'utf8')).toBe(text)
  })

  test('is told, and so is what it removed', () => {
    const folder = rendered()
    const {written} = render(folder, {'lb1/haproxy.cfg': 'new\n', 'lb1/secret.conf': 'key\n'})
    expect(written).toMatchObject({
      written: ['lb1/haproxy.cfg', 'manifest.json'],
      removed: [{path: 'lb2/haproxy.cfg', install: '/etc/haproxy/lb2/haproxy.cfg', extent: 'file'}],
    })
  })

  test('is the whole of a large text in many pieces', () => {
    const text = Array.from({length: 100_000}, (_, line) => `    server node${line} 10.0.0.1:80 check # ä€😀\n`).join('')
    const folder = rendered({'lb1/haproxy.cfg': text})
    expect(readFileSync(join(folder, 'lb1/haproxy.cfg'), 'utf8') === text).toBe(true)
  })
})

describe('a second render', () => {
  test('of the same touches neither bytes nor times', () => {
    const folder = rendered()
    const files = ['lb1/haproxy.cfg', 'lb1/secret.conf', 'manifest.json', 'lb1', '.']
    for (const file of files) utimesSync(join(folder, file), 1000, 1000)
    const times = files.map(file => statSync(join(folder, file)).ctimeMs)
    expect(render(folder, old)).toEqual({written: {written: [], removed: []}, findings: []})
    expect(files.map(file => statSync(join(folder, file)).mtimeMs)).toEqual(files.map(() => 1_000_000))
    expect(files.map(file => statSync(join(folder, file)).ctimeMs)).toEqual(times)
  })

  test('of other artifacts removes what is wanted no more, and the folder of its host', () => {
    const folder = rendered()
    expect(render(folder, {'lb1/haproxy.cfg': 'old\n'}).findings).toEqual([])
    expect(Object.keys(contentsOf(folder))).toEqual(['lb1', 'lb1/haproxy.cfg', 'manifest.json'])
  })

  test('keeps a folder that holds something of the user', () => {
    const folder = rendered()
    writeFileSync(join(folder, 'lb2/notes.txt'), 'mine')
    expect(render(folder, {'lb1/haproxy.cfg': 'old\n'}).findings).toEqual([])
    expect(Object.keys(contentsOf(folder))).toEqual(['lb1', 'lb1/haproxy.cfg', 'lb2', 'lb2/notes.txt', 'manifest.json'])
  })

  test('keeps a file that is wanted no more but was changed by hand, and says so', () => {
    const folder = rendered()
    writeFileSync(join(folder, 'lb2/haproxy.cfg'), 'mine\n')
    const {written, findings} = render(folder, {'lb1/haproxy.cfg': 'old\n'})
    expect(codesOf(findings)).toEqual(['LB912'])
    expect(findings[0]?.message).toContain('lb2/haproxy.cfg')
    expect(written?.removed.map(({path}) => path)).toEqual(['lb1/secret.conf'])
    expect(contentsOf(folder)['lb2/haproxy.cfg']).toBe('644 mine\n')
  })

  test('puts right a mode and a missing file', () => {
    const folder = rendered()
    const before = contentsOf(folder)
    chmodSync(join(folder, 'lb1/secret.conf'), 0o644)
    unlinkSync(join(folder, 'lb2/haproxy.cfg'))
    expect(render(folder, old).written?.written).toEqual(['lb1/secret.conf', 'lb2/haproxy.cfg'])
    expect(contentsOf(folder)).toEqual(before)
  })
})

describe('a folder of another cluster', () => {
  const other: Texts = {'lb1/haproxy.cfg': 'theirs\n', 'lb3/haproxy.cfg': 'three\n'}

  test('is left as it is, with its changed files and all, unless forced', () => {
    const folder = rendered()
    writeFileSync(join(folder, 'lb2/haproxy.cfg'), 'mine\n')
    const before = contentsOf(folder)
    const {written, findings} = render(folder, other, false, 'branch')
    expect(written).toBeUndefined()
    expect(findings).toEqual([
      {
        ...faults.otherCluster,
        message: `\`${folder}\` was rendered for cluster \`office\`, not for \`branch\`.`,
        hint: expect.stringMatching(/--out FOLDER.*--force/),
        about: join(folder, 'manifest.json'),
      },
    ])
    expect(contentsOf(folder)).toEqual(before)
    expect(render(folder, other, true, 'branch').written?.removed.map(({path}) => path)).toEqual(['lb1/secret.conf'])
    expect(render(folder, other, false, 'branch')).toEqual({written: {written: [], removed: []}, findings: []})
  })

  test('is known by what a killed run was about to write, too', () => {
    const folder = rendered()
    renameSync(join(folder, 'manifest.json'), join(folder, '.lbgen-999999999-1-00000000-00000000-1-00000000.manifest'))
    utimesSync(join(folder, '.lbgen-999999999-1-00000000-00000000-1-00000000.manifest'), 0, 0)
    expect(codesOf(render(folder, other, false, 'branch').findings)).toEqual(['LB939'])
    expect(render(folder, old).findings).toEqual([])
  })

  test('is the own one where a manifest names none', () => {
    const folder = rendered()
    const file = join(folder, 'manifest.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('  "cluster": "office",\n', ''))
    expect(render(folder, old, false, 'branch')).toEqual({written: {written: ['manifest.json'], removed: []}, findings: []})
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({cluster: 'branch'})
  })

  test.each(['3', '"a\\u001b[31m"'])('is none where the name is %s: that is no manifest', name => {
    const folder = rendered()
    const file = join(folder, 'manifest.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"office"', name))
    expect(codesOf(render(folder, old).findings)).toEqual(['LB913'])
  })
})

describe('a render of a selection', () => {
  const selectedIn = (folder: string, texts: Texts): readonly Finding[] => {
    const findings: Finding[] = []
    const isSelected = (path: string): boolean => path.startsWith('lb1/')
    writeArtifacts(folder, artifactsOf(texts), {cluster: 'office', force: false, isSelected}, finding => findings.push(finding))
    expect(outdatedFiles(folder, artifactsOf(texts), {cluster: 'office', isSelected}, finding => findings.push(finding))).toEqual([])
    return findings
  }

  test('leaves all others as they are, in the manifest too', () => {
    const folder = rendered()
    const texts = {'lb1/haproxy.cfg': 'new\n', 'lb1/more.cfg': 'more\n'}
    expect(selectedIn(folder, {...texts, 'lb2/haproxy.cfg': 'unseen\n', 'lb3/haproxy.cfg': 'unseen\n'})).toEqual([])
    expect(contentsOf(folder)).toEqual(contentsOf(rendered({...texts, 'lb2/haproxy.cfg': 'old two\n'})))
    expect(render(folder, {'lb1/haproxy.cfg': 'new\n'}).written?.removed.map(({path}) => path)).toEqual(['lb1/more.cfg', 'lb2/haproxy.cfg'])
  })

  test('does not mind what happened to others', () => {
    const folder = rendered()
    writeFileSync(join(folder, 'lb2/haproxy.cfg'), 'mine\n')
    expect(selectedIn(folder, {'lb1/haproxy.cfg': 'new\n'})).toEqual([])
    expect(codesOf(render(folder, {'lb2/haproxy.cfg': 'new\n'}).findings)).toEqual(['LB911'])
  })
})

describe('what the user wrote', () => {
  const next: Texts = {...old, 'lb1/haproxy.cfg': 'new\n', 'lb3/haproxy.cfg': 'three\n'}

  test.each([
    ['a file that lbgen wrote and someone edited', 'lb1/haproxy.cfg', 'LB911'],
    ['a file that lbgen never wrote', 'lb3/haproxy.cfg', 'LB910'],
    ['a manifest that is none', 'manifest.json', 'LB913'],
  ])('%s is in the way, unless forced', (_, path, code) => {
    const folder = rendered()
    mkdirSync(join(folder, 'lb3'))
    writeFileSync(join(folder, path), 'mine\n')
    const before = contentsOf(folder)
    const {written, findings} = render(folder, next)
    expect(written).toBeUndefined()
    expect(codesOf(findings)).toEqual([code])
    expect(contentsOf(folder)).toEqual(before)

    expect(render(folder, next, true).findings).toEqual([])
    expect(contentsOf(folder)).toEqual(contentsOf(rendered(next)))
  })

  test('a file that says the same already is welcome', () => {
    const folder = rendered()
    mkdirSync(join(folder, 'lb3'))
    writeFileSync(join(folder, 'lb3/haproxy.cfg'), 'three\n')
    writeFileSync(join(folder, 'lb1/haproxy.cfg'), 'new\n')
    expect(render(folder, next).findings).toEqual([])
  })

  test('all that is in the way is told in one go', () => {
    const folder = rendered()
    writeFileSync(join(folder, 'lb1/haproxy.cfg'), 'mine\n')
    writeFileSync(join(folder, 'lb2/haproxy.cfg'), 'mine\n')
    const {findings} = render(folder, {'lb1/haproxy.cfg': 'new\n', 'lb2/haproxy.cfg': 'new\n'})
    expect(codesOf(findings)).toEqual(['LB911', 'LB911'])
  })
})
