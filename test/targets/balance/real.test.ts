import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import type {Service} from '../../../src/model/cluster.ts'
import {type ServerFields, balanceServiceOf, balanceSettings, clusterOf, listenerOf, stickingBySource} from '../../support/cluster.ts'
import {anyMachine} from './machine.ts'
import {parseArgv} from './parse-argv.ts'
import {inFolder, run, writeProgram} from './programs.ts'
import {argumentsOf, render, textOf} from './render.ts'

const serviceOn = (listen: string, sticks: boolean, servers: readonly ServerFields[]): Service =>
  balanceServiceOf({listeners: [listenerOf('cifs', 0, listen, 445)], servers, ...(sticks && {persistence: stickingBySource()})})

/** Starts `balance.sh cifs` with a loopback and a /run of its own, and returns what the command prints that runs beside it. */
function beside(program: string, service: Service, command: string): string {
  const rendered = render(clusterOf({services: [service], balance: balanceSettings(program)}))
  return inFolder(folder => {
    writeProgram(join(folder, 'balance.sh'), textOf(rendered, 'balance.sh'))
    const script = [
      'mount -t tmpfs lbgen /run',
      'ip link set lo up',
      'ip address add 2001:db8::5/128 dev lo nodad',
      `'${folder}/balance.sh' cifs &`,
      'sleep 0.5',
      command,
      'kill $!',
    ]
    const {stdout, stderr} = run(['unshare', '-rmnpf', 'sh', '-c', script.join('\n')], [])
    if (stdout === '') throw new Error(`${command} printed nothing: ${stderr}`)
    return stdout
  })
}

const pair: readonly ServerFields[] = [{address: '127.0.0.2'}, {address: '127.0.0.3'}]

function withBalance(program: string): void {
  test.each([
    ['round robin', serviceOn('127.0.0.1', false, pair)],
    [
      'weights',
      serviceOn('127.0.0.1', false, [
        {address: '127.0.0.2', weight: 6, maxConnections: 30},
        {address: '127.0.0.3', weight: 4},
      ]),
    ],
    ['backup nodes', serviceOn('127.0.0.1', false, [...pair, {address: '127.0.0.4', backup: true}])],
    ['a hash with a standby', serviceOn('127.0.0.1', true, [...pair, {address: '127.0.0.4', backup: true}])],
    ['a lone hash on all addresses', serviceOn('*', true, [{address: '10.0.0.2'}, {address: '10.0.0.3'}])],
    ['IPv6', serviceOn('2001:db8::5', true, pair)],
    [
      'all that fits',
      serviceOn(
        '127.0.0.1',
        true,
        Array.from({length: 62}, (_, index) => ({name: `n${index}`, address: `10.0.1.${index}`})),
      ),
    ],
  ])('runs %s', (_, service) => {
    const argv = argumentsOf(render(clusterOf({services: [service]}))) ?? []
    const verdict = parseArgv(argv, anyMachine)
    if (!verdict.accepted) throw new Error(`refused with ${verdict.exitCode}`)
    const bind = verdict.bind === undefined ? '' : `-b ${verdict.bind}`
    const shown = beside(program, service, `'${program}' -M ${bind} -c show 445`)
    const rows = [...shown.matchAll(/^\s*(\d+)\s+(RR|Hash)\s+\d+\s+ENA\s+(\S+)\s+(\d+)\s+\d+\s+\d+\s+(\d+)/gm)]
    expect(rows.map(([, group, type, ...channel]) => [group, type, ...channel].join(' '))).toEqual(
      verdict.groups.flatMap(({type, channels}, group) =>
        channels.map(({host, port, maxconn}) => `${group} ${type === 'hash' ? 'Hash' : 'RR'} ${host} ${port} ${maxconn}`),
      ),
    )
  })

  const meet = (service: Service): readonly (readonly string[])[] =>
    JSON.parse(
      beside(program, service, `'${process.execPath}' '${join(import.meta.dirname, 'clients.js')}' 127.0.0.1 445 127.0.0.2 127.0.0.3`),
    )

  test('gives each client one node, and the other node when that is gone', () => {
    const [first, second, third] = meet(serviceOn('127.0.0.1', true, pair))
    expect(new Set(first)).toEqual(new Set(['127.0.0.2', '127.0.0.3']))
    expect(second).toEqual(first)
    expect(third).toEqual(Array.from({length: 30}, () => '127.0.0.3'))
  })

  test('gives every third client to the node of a third of the weight', () => {
    const [first] = meet(serviceOn('127.0.0.1', false, [{address: '127.0.0.2', weight: 2}, {address: '127.0.0.3'}]))
    expect(first?.filter(node => node === '127.0.0.3')).toHaveLength(10)
  })

  test('leaves a backup node alone until it is needed', () => {
    const [first, , third] = meet(serviceOn('127.0.0.1', false, [{address: '127.0.0.2'}, {address: '127.0.0.3', backup: true}]))
    expect(new Set(first)).toEqual(new Set(['127.0.0.2']))
    expect(new Set(third)).toEqual(new Set(['127.0.0.3']))
  })
}

// Distributions have no Balance any more, so that one is only here when it is named: 3.54 or later.
const program = process.env['LBGEN_BALANCE']
if (program === undefined) test.skip('Balance itself, which LBGEN_BALANCE names', () => undefined)
else describe('Balance itself', () => withBalance(program))
