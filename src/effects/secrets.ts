import type {Report} from '../findings/finding.ts'
import {isVariableName} from '../findings/secret-key.ts'
import type {Secret} from '../targets/target.ts'
import {faults} from './faults.ts'
import {readBeside} from './spec-files.ts'

/**
 * A reader of the secrets that a spec names: environment variables, files relative to the spec, and what stands in it.
 * One line end behind a file's text is left out. Reports LB925 for a variable that is not set or a file that is empty,
 * and what readBytes reports.
 */
export const secretsFor =
  (specFile: string) =>
  (secrets: readonly Secret[], report: Report): ReadonlyMap<string, string> =>
    new Map(
      secrets.map(({origin, from}) => {
        const found = valueOf(from, specFile, finding => report({...finding, path: origin}))
        if (found === '')
          report({
            ...faults.missingSecret,
            ...(from.kind === 'env' && !isVariableName(from.value) ? noName : missing(from)),
            path: origin,
          })
        return [origin, found ?? '']
      }),
    )

function valueOf({kind, value}: Secret['from'], specFile: string, report: Report): string | undefined {
  if (kind === 'literal') return value
  if (kind === 'env') return process.env[value] ?? ''
  const read = readBeside(value, specFile, report, 'the folder of the spec')
  return (
    read &&
    Buffer.from(read.bytes)
      .toString('utf8')
      .replace(/\r?\n$/, '')
  )
}

/** What cannot be a name is not repeated. */
const noName = {
  message: '`env` holds what is no name of a variable.',
  hint: 'Write the name of the variable that holds the secret, never the secret itself.',
}

const missing = (from: Secret['from']): {readonly message: string; readonly hint: string} => ({
  message: `${name(from)} is empty or not set.`,
  hint: 'Set it, or name another place.',
})

const name = ({kind, value}: Secret['from']): string => (kind === 'env' ? `The environment variable \`${value}\`` : `The file \`${value}\``)
