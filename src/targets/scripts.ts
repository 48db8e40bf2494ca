import {complaint, complaintsOf, withoutStandIns} from './complaints.ts'
import type {Artifact, Verifier} from './target.ts'

const isScript = ({check = []}: Artifact): boolean => check[0] === 'sh' && check[1] === '-n'

/** Check the shell scripts among the artifacts: the shell whether it can read them, and ShellCheck, where it is, what they do. */
export const scriptVerifiers = (shell: Verifier['complaint'], shellcheck: Verifier['complaint']): readonly Verifier[] => [
  {
    ...withoutStandIns,
    program: 'sh',
    title: 'sh',
    complaint: shell,
    // Which shell it is, no option says that all of them know.
    versionArguments: ['-c', 'echo is a shell'],
    parseVersion: output => (output.startsWith('is a shell') ? '' : undefined),
    checks: isScript,
    command: (program, file) => [program, '-n', file],
    explain: output => complaintsOf(output, 'sh -n', /: (?:line )?(?<line>\d+): (?<text>.*)$/),
  },
  {
    ...withoutStandIns,
    program: 'shellcheck',
    title: 'ShellCheck',
    isExtra: true,
    complaint: shellcheck,
    versionArguments: ['--version'],
    parseVersion: output => /^version: (\d+\.\d+)/m.exec(output)?.[1],
    checks: isScript,
    // Less than errors are matters of taste: a loop over one service, say.
    command: (program, file) => [program, '--format=gcc', '--severity=error', '--shell=sh', file],
    explain: output => complaintsOf(output, 'shellcheck', /:(?<line>\d+):\d+: error: (?<text>.*)$/),
  },
]

/**
 * Checks units with systemd's own reader: what it says of units that are installed on this machine is not about them, and
 * neither is it the file's fault that programs of production are not here. `unit` is the pattern of their names.
 */
export const unitVerifier = (kind: Verifier['complaint'], unit: RegExp): Verifier => ({
  ...withoutStandIns,
  program: 'systemd-analyze',
  title: 'systemd',
  complaint: kind,
  versionArguments: ['--version'],
  parseVersion: output => /\bsystemd (\d+)/.exec(output)?.[1],
  checks: ({path}) => unit.test(path),
  command: (program, file) => [program, 'verify', '--man=no', '--recursive-errors=no', file],
  explain: output => explainUnit(output, unit),
})

const isElsewhere = (text: string): boolean => /^Command \S+ is not executable: No such file or directory$/.test(text)

const named = /^(?<file>.*?\.service):(?:(?<line>\d+):)? (?<text>.*)$/

function explainUnit({exitCode, stdout, stderr}: Parameters<Verifier['explain']>[0], unit: RegExp): ReturnType<Verifier['explain']> {
  const said = `${stdout}\n${stderr}`.split('\n').flatMap(line => {
    const {file, line: number, text} = named.exec(line)?.groups ?? {}
    // systemd names a unit by its path or by its name alone.
    return file === undefined || text === undefined || !unit.test(`/${file}`) ? [] : [complaint('error', text, number)]
  })
  const own = said.filter(({text}) => !isElsewhere(text))
  if (exitCode === 0 || said.length > 0) return own
  return complaintsOf({exitCode, stdout, stderr}, 'systemd-analyze verify', /(?!)/)
}
