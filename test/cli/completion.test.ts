import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {describeEngine, hasProgram} from '../support/engines.ts'
import {bash, lbgen, scratchFolders} from './lbgen.ts'
import {hasTerminal, openTerminal} from './terminal.ts'

const scratch = scratchFolders()

/** A folder with a spec, and with the script for a shell. */
function folderFor(shell: string): string {
  const cwd = scratch()
  writeFileSync(join(cwd, 'cluster.yaml'), '')
  writeFileSync(join(cwd, `completion.${shell}`), lbgen(['completion', shell], {cwd}).stdout)
  return cwd
}

/** What is offered for a line as it stands, words apart as bash has them. */
const cases: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['lbgen rend', ['render']],
  ['lbgen add', ['add-node']],
  ['lbgen render --che', ['--check']],
  ['lbgen render cluster.yaml --art', ['--artifact']],
  ['lbgen validate --format ', ['json', 'pretty']],
  ['lbgen validate --no-c', ['--no-color']],
  ['lbgen completion z', ['zsh']],
  ['lbgen init icas', ['icas-fs']],
  ['lbgen explain open-s', ['open-stats']],
]

describe('bash', () => {
  const offered = (words: readonly string[], cwd: string): readonly string[] => {
    const script = `source completion.bash; COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_lbgen; printf '%s\\n' "\${COMPREPLY[@]}"`
    const {stdout, stderr} = bash(script, cwd)
    expect(stderr).toBe('')
    return stdout
      .split('\n')
      .filter(word => word !== '')
      .toSorted()
  }

  test.each(cases)('completes %s', (line, words) => {
    expect(offered(line.split(' '), folderFor('bash'))).toEqual(expect.arrayContaining([...words]))
  })

  test('completes a value behind the sign, where bash splits the word', () => {
    const cwd = folderFor('bash')
    expect(offered(['lbgen', 'validate', '--format', '=', 'js'], cwd)).toEqual(['json'])
    expect(offered(['lbgen', 'validate', '--format', '='], cwd)).toEqual(['github', 'gitlab', 'json', 'junit', 'pretty', 'sarif'])
  })

  test('is loaded by one line', () => {
    expect(bash('source <(lbgen completion bash) && complete -p lbgen', scratch())).toMatchObject({
      status: 0,
      stdout: 'complete -o default -F _lbgen lbgen\n',
    })
  })

  describeEngine('shellcheck', hasProgram('shellcheck'), () => {
    test('is good shell', () => {
      expect(bash('shellcheck completion.bash', folderFor('bash'))).toEqual({status: 0, stdout: '', stderr: ''})
    })
  })

  describeEngine('a terminal (script, of util-linux)', hasTerminal(), () => {
    test('completes commands and file names where people type them', async () => {
      const cwd = folderFor('bash')
      mkdirSync(join(cwd, 'sub'))
      const {typeAt, end} = openTerminal('PS1="ready> " bash --norc --noprofile -i', cwd)
      await typeAt('ready> ', 'lbgen() { printf "<%s>" "$@"; }; source completion.bash; echo load""ed\n')
      await typeAt('loaded', 'lbgen valid\tclus\t; echo do""ne\n')
      await typeAt('done', 'exit\n')
      expect((await end()).screen).toContain('<validate><cluster.yaml>')
    })
  })
})

describeEngine('fish', hasProgram('fish'), () => {
  const offered = (line: string): readonly string[] => {
    const {status, stdout} = bash(`HOME=$PWD fish --no-config -c 'source completion.fish; complete -C "${line}"'`, folderFor('fish'))
    expect(status).toBe(0)
    return stdout.split('\n').map(offer => offer.split('\t')[0] ?? '')
  }

  test.each(cases)('completes %s', (line, words) => {
    expect(offered(line)).toEqual(expect.arrayContaining([...words]))
  })

  test('completes file names', () => {
    expect(offered('lbgen validate clus')).toContain('cluster.yaml')
    expect(offered('lbgen render --out clus')).toContain('cluster.yaml')
    expect(offered('lbgen clus')).not.toContain('cluster.yaml')
  })
})

describeEngine('zsh', hasProgram('zsh') && hasTerminal(), () => {
  test.each([
    ['lbgen rend\t', '<render>'],
    ['lbgen validate clus\t', '<validate><cluster.yaml>'],
    ['lbgen render --che\t', '<render><--check>'],
    ['lbgen validate --format=js\t', '<validate><--format=json>'],
    ['lbgen completion z\t', '<completion><zsh>'],
    ['lbgen explain open-st\t', '<explain><open-stats>'],
  ])('completes %j', async (typed, run) => {
    const {typeAt, end} = openTerminal('PS1="ready> " zsh -f -i', folderFor('zsh'))
    await typeAt(
      'ready> ',
      'autoload -U compinit && compinit -u -d dump; lbgen() { printf "<%s>" "$@"; }; source completion.zsh; echo load""ed\n',
    )
    await typeAt('loaded', `${typed}; echo do""ne\n`)
    await typeAt('done', 'exit\n')
    expect((await end()).screen).toContain(run)
  })
})
