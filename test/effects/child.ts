// Runs one function of the room in a process of its own, so that a test can take its disk, its rights or its life.
import type {Finding} from '../../src/findings/finding.ts'
import {writeArtifacts} from '../../src/effects/artifacts.ts'
import {readBytes} from '../../src/effects/files.ts'
import {replaceText} from '../../src/effects/replace.ts'
import {makeScratchFolder} from '../../src/effects/scratch.ts'
import {artifactsOf} from './artifacts-of.ts'

const findings: Finding[] = []
const report = (finding: Finding): void => void findings.push(finding)
const [action = '', place = '', one = '{}', other = ''] = process.argv.slice(2)

function act(): unknown {
  switch (action) {
    case 'render':
      return writeArtifacts(place, artifactsOf(JSON.parse(one) as Record<string, string>), {cluster: 'office', force: false}, report)
    case 'replace':
      return replaceText(place, one, other, report) || undefined
    case 'read':
      return readBytes(place, report)?.length
    case 'scratch':
      makeScratchFolder(report, place)
      return process.kill(process.pid, 'SIGKILL')
    default:
      throw new Error(`Unknown action ${action}.`)
  }
}

const result = act()
process.stdout.write(JSON.stringify({result, findings}))
process.exitCode = result === undefined ? 3 : 0
