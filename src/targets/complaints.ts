import type {Complaint, Verifier} from './target.ts'

type Output = Parameters<Verifier['explain']>[0]

/** For programs that look for nothing else on the machine. */
export const withoutStandIns = {
  needs: () => [],
  withStandIns: cluster => cluster,
} as const satisfies Pick<Verifier, 'needs' | 'withStandIns'>

/** For programs that are run in a network of their own, for which no right is needed. */
export const ownNetwork = ['unshare', '--net', '--map-root-user'] as const

/** A complaint about a line, if the checker named one. */
export const complaint = (severity: Complaint['severity'], text: string, line?: string): Complaint => ({
  severity,
  text,
  line: line === undefined ? undefined : Number(line),
  section: undefined,
})

/** Each line that the pattern finds, or that something was wrong at all: no program's failure counts for a good file. */
export function complaintsOf({exitCode, stdout, stderr}: Output, program: string, pattern: RegExp): readonly Complaint[] {
  const found = `${stdout}\n${stderr}`.split('\n').flatMap((said): readonly Complaint[] => {
    const {line, text} = pattern.exec(said)?.groups ?? {}
    return text === undefined ? [] : [complaint('error', text, line)]
  })
  if (exitCode === 0 || found.length > 0) return found
  const [first = ''] = stderr.split('\n')
  // A machine that lets nobody have a network of his own says nothing of the file.
  return [complaint(first.startsWith('unshare:') ? 'hint' : 'error', `${program} ended with exit code ${exitCode}: ${first}`)]
}
