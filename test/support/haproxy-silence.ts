import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {formatPretty} from '../../src/findings/format.ts'
import {checkArguments, explainOutput} from '../../src/targets/haproxy/verify.ts'
import {compileTexts, fileOf} from './compiling.ts'
import {type Engine, haproxies, runEngine} from './engines.ts'
import {makeCertificates} from './traffic/certificates.ts'

/** The releases that tests want, and those before 2.2 that are here by chance: nobody packages them any more. */
export const releasesToAsk = (): readonly string[] => [
  ...haproxies()
    .map(({release}) => release)
    .filter(release => Number(release.replace('.', '0')) < 202),
  '2.2',
  '2.6',
  '3.0',
  '3.2',
  '3.4',
]

/** What a HAProxy says of the file that lbgen writes for it, with files of its own for certificates and no user to become; empty where all is well. */
export function complaintsOf({program}: Engine, spec: string): string {
  const {artifacts, findings} = compileTexts(spec)
  const file = artifacts.find(({path}) => path.endsWith('/haproxy.cfg'))
  if (file === undefined) return formatPretty(findings)
  const folder = mkdtempSync(join(tmpdir(), 'lbgen-silence-'))
  try {
    let text = fileOf(file).replaceAll(/^ {4}(user|group) .*\n/gm, '')
    if (text.includes(' crt ')) text = text.replaceAll(/(?<= crt )\S+/g, makeCertificates(folder).server)
    writeFileSync(join(folder, 'haproxy.cfg'), text)
    const output = runEngine(program, checkArguments('haproxy.cfg'), folder)
    const said = explainOutput(output).map(complaint => complaint.text)
    return [...said, ...(output.exitCode === 0 ? [] : [`exit code ${output.exitCode}`])].join('\n')
  } finally {
    rmSync(folder, {recursive: true})
  }
}
