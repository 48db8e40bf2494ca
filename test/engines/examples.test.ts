import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {describeEngine, hasProgram, haproxies} from '../support/engines.ts'
import {findingsIn, lbgen} from '../support/lbgen.ts'

const examples = join(import.meta.dirname, '../../examples')

/** Every engine's own checker that examples are for, besides HAProxy's of the release that each asks for. */
const programs = ['keepalived', 'nft', 'systemd-analyze', 'sysctl', 'stunnel'] as const

/** What lbgen says by itself: of stand-ins, and of what the example's document is like. */
const own = ['LB204', 'LB270', 'LB272', 'LB657', 'LB710', 'LB934']

describeEngine(
  ['HAProxy 3.4', ...programs].join(', '),
  haproxies().some(({release}) => release === '3.4') && programs.every(hasProgram),
  () => {
    test.each(readdirSync(examples))('the real checkers take every file of %s', example => {
      const engines = haproxies().flatMap(({program}) => ['--engine-path', `haproxy=${program}`])
      const said = lbgen(['verify', 'cluster.yaml', '--format', 'json', ...engines], {cwd: join(examples, example)})
      expect({
        status: said.status,
        codes: findingsIn(said).flatMap(({code, message}) => (own.includes(code) ? [] : [`${code} ${message}`])),
      }).toEqual({
        status: 0,
        codes: [],
      })
    })
  },
)
