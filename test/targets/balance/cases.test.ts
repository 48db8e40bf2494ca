import {describe, expect, test} from '@jest/globals'
import {isError} from '../../../src/findings/finding.ts'
import type {Service} from '../../../src/model/cluster.ts'
import {type ServerFields, at, balanceServiceOf, hostOf, listenerOf, noTimeouts, stickingBySource} from '../../support/cluster.ts'
import {cases} from './cases.ts'
import {anyMachine, caseMachine} from './machine.ts'
import {meaningOf} from './meaning.ts'
import {type Verdict, oneChannelHash, parseArgv} from './parse-argv.ts'
import {argumentsOf, renderService} from './render.ts'

type Accepted = Verdict & {readonly accepted: true}

const good = cases.flatMap(({id, argv, trap = false, precondition}) => {
  const verdict = parseArgv(argv, caseMachine(precondition))
  return verdict.accepted && !trap ? [{id, verdict}] : []
})

/** Control flags, debugging and autodisable are not in the language, nor are more than nodes and backups; a listener may not meet itself. */
const isExpressible = ({flags, groups, bind, port}: Accepted): boolean =>
  flags.has('f') &&
  !['a', 'd', 'p'].some(flag => flags.has(flag)) &&
  groups.length <= 2 &&
  !(bind === undefined && groups.some(({channels}) => channels.some(channel => channel.port === port && channel.host.startsWith('127.'))))

/** The service that an operator would write for a command line. */
function serviceFor(verdict: Accepted): Service {
  const {listens, port} = meaningOf(verdict)
  const seconds = verdict.options.get('t')
  const idle = verdict.options.get('T')
  const source = verdict.options.get('B')
  const timeout = (name: string, text: string | undefined): Service['timeouts']['connect'] =>
    text === undefined ? undefined : at(`/services/cifs/timeouts/${name}`, Number(text) * 1000)
  return balanceServiceOf({
    listeners: [listenerOf('cifs', 0, listens, port)],
    servers: verdict.groups.flatMap((group, index) => serversOf(group, index > 0)),
    ...(verdict.groups[0]?.type === 'hash' && {persistence: stickingBySource()}),
    timeouts: {...noTimeouts, connect: timeout('connect', seconds), client: timeout('client', idle), server: timeout('server', idle)},
    sourceAddress: source === undefined ? undefined : at('/services/cifs/sourceAddress', hostOf(source)),
  })
}

function serversOf({channels}: Accepted['groups'][number], backup: boolean): readonly ServerFields[] {
  const places = new Map(channels.map(channel => [`${channel.host}:${channel.port}`, channel]))
  return [...places].map(([name, {host, port, maxconn}]) => {
    const weight = channels.filter(channel => `${channel.host}:${channel.port}` === name).length
    return {name, address: host, port, weight, backup, ...(maxconn > 0 && {maxConnections: maxconn * weight})}
  })
}

const limitsOf = ({groups}: Accepted): readonly string[] =>
  groups.flatMap(({channels}) => channels.map(({host, maxconn}) => `${host} ${maxconn}`)).toSorted()

describe('what Balance was seen to do', () => {
  const expressible = good.filter(({verdict}) => isExpressible(verdict))

  test('is mostly within the language', () => expect(expressible.length).toBeGreaterThan(45))

  test.each(expressible)('$id is what its service gives', ({verdict}) => {
    const rendered = renderService(serviceFor(verdict))
    expect(rendered.findings.filter(isError)).toEqual([])
    const given = parseArgv(argumentsOf(rendered) ?? [], anyMachine)
    if (!given.accepted) throw new Error(`refused with ${given.exitCode}`)
    expect(given.traps.filter(trap => trap !== oneChannelHash)).toEqual([])
    expect(meaningOf(given)).toEqual(meaningOf(verdict))
    expect(limitsOf(given)).toEqual(limitsOf(verdict))
    for (const option of ['t', 'T', 'B']) expect(given.options.get(option)).toBe(verdict.options.get(option))
  })

  test("gives the Alfresco document's own line for `persistence: source` with a backup node, and says what it does", () => {
    const service = balanceServiceOf({persistence: stickingBySource(), servers: [{}, {backup: true}]})
    const rendered = renderService(service)
    expect(argumentsOf(rendered)).toEqual(['-f', '-M', '-b', '::ffff:10.0.0.5', '-t', '5', '445', '10.0.0.11:445', '%', '10.0.0.12:445'])
    expect(rendered.findings).toEqual([expect.objectContaining({code: 'LB541', severity: 'warning', path: '/services/cifs/persistence'})])
  })
})
