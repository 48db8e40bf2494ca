import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {annotate} from '../../src/annotate.ts'
import {standInSecrets} from '../../src/compile.ts'
import {verifyArtifacts} from '../../src/effects/verify.ts'
import type {Finding} from '../../src/findings/finding.ts'
import {targets} from '../../src/targets/index.ts'
import {templates} from '../../src/targets/templates-marked.gen.js'
import {compileTexts} from '../support/compiling.ts'
import {describeEngine, hasProgram, haproxies} from '../support/engines.ts'
import {richSpec} from '../support/rich-spec.ts'

const examples = join(import.meta.dirname, '../../examples')
const programs = ['keepalived', 'nft', 'systemd-analyze', 'sysctl', 'stunnel'] as const

const specs = [
  ...readdirSync(examples).map(name => [name, readFileSync(join(examples, name, 'cluster.yaml'), 'utf8')] as const),
  ['every field', JSON.stringify(richSpec)] as const,
]

describeEngine(
  ['HAProxy 3.4', ...programs].join(', '),
  haproxies().some(({release}) => release === '3.4') && programs.every(hasProgram),
  () => {
    test.each(specs)('the real checkers take every file with remarks of %s', async (name, text) => {
      const {understood} = compileTexts(text)
      if (understood === undefined) throw new Error('The spec is wrong.')
      const findings: Finding[] = []
      const verdicts = await verifyArtifacts(
        {
          cluster: understood.cluster,
          targets,
          render: (cluster, target) => annotate({...understood, cluster}, {targets: [target], secrets: standInSecrets}, templates),
          enginePaths: new Map([['haproxy', haproxies().map(({program}) => program)]]),
          requireEngines: false,
        },
        finding => findings.push(finding),
      )
      expect(verdicts.filter(one => one.engine !== undefined && !one.accepted)).toEqual([])
      expect(verdicts.some(one => one.engine !== undefined)).toBe(true)
      // Some raw lines of the spec with every field make HAProxy warn.
      const wrong = findings.filter(({severity}) => severity === 'error' || (severity === 'warning' && name !== 'every field'))
      expect(wrong.map(({message}) => message)).toEqual([])
    })
  },
)
