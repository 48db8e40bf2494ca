import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import {isError} from '../../../src/findings/finding.ts'
import {type Said, fitting, hostile, serviceFrom} from './arbitrary.ts'
import {anyMachine} from './machine.ts'
import {sharesOf} from './meaning.ts'
import {type Verdict, oneChannelHash, parseArgv} from './parse-argv.ts'
import {argumentsOf, renderService} from './render.ts'

const release = fc.constantFrom('3.32', '3.34', '3.35', '3.40', '3.42', '3.48', '3.50', '3.52', '3.54', '3.56', '3.57')

/** What Balance of a release makes of a service's command line; undefined when lbgen refuses the service. */
function verdictOn({service}: Said, of: string): (Verdict & {readonly accepted: true}) | undefined {
  const rendered = renderService(service, of)
  if (rendered.findings.some(isError)) return undefined
  const verdict = parseArgv(argumentsOf(rendered) ?? [], anyMachine, {arguments: of < '3.40' ? 15 : 63, groups: 16})
  if (!verdict.accepted) throw new Error(`refused with ${verdict.exitCode}`)
  // The parser is Balance 3.54 and later: before, a hash wants an IPv4 socket.
  const traps = verdict.traps.filter(trap => trap !== oneChannelHash && !(trap === 'a hash on an IPv4 socket' && of < '3.54'))
  expect(traps).toEqual([])
  return verdict
}

/** The groups that a service means: who is in each, and with which share. */
function groupsMeant({servers}: Said, listenPort: number): readonly Readonly<Record<string, number>>[] {
  const serving = servers.filter(({state, weight}) => state === 'ready' && weight > 0)
  const groups = [serving.filter(({backup}) => !backup), serving.filter(({backup}) => backup)].filter(group => group.length > 0)
  return groups.map(group =>
    sharesOf(
      group.flatMap(({address, port, weight}) => {
        const host = /^[\d.]+$/.test(address) ? address : anyMachine.lookUp(address)[0]
        return Array.from({length: weight}, () => `${host}:${port === 'same' ? listenPort : port}`)
      }),
    ),
  )
}

describe('every command line that lbgen writes', () => {
  test('means what the service says', () => {
    let written = 0
    fc.assert(
      fc.property(serviceFrom(fitting), release, (said, of) => {
        const verdict = verdictOn(said, of)
        if (verdict === undefined) return
        written++
        const {groups, flags, family, port} = verdict
        expect(groups.map(({channels}) => sharesOf(channels.map(each => `${each.host}:${each.port}`)))).toEqual(groupsMeant(said, port))
        expect(groups.map(({type}) => type)).toEqual(groups.map((_, index) => (said.sticks && index === 0 ? 'hash' : 'rr')))
        if (said.sticks) expect(family).toBe(of < '3.54' ? 'ipv4' : 'ipv6')
        expect(flags.has('H')).toBe(said.sticks && (groups[0]?.channels.length ?? 0) > 1)
        expect(flags.has('f')).toBe(true)
        expect(flags.has('M')).toBe(of !== '3.32')
      }),
      {numRuns: 400},
    )
    expect(written).toBeGreaterThan(100)
  })

  test('is one that Balance takes as it looks, whatever was written', () => {
    fc.assert(
      fc.property(serviceFrom(hostile), release, (said, of) => void verdictOn(said, of)),
      {numRuns: 400},
    )
  })

  test('comes out the same each time', () => {
    fc.assert(
      fc.property(serviceFrom(fitting), ({service}) => expect(renderService(service)).toEqual(renderService(service))),
      {numRuns: 50},
    )
  })
})
