import {describe, expect, test} from '@jest/globals'
import type {Cluster} from '../../../src/model/cluster.ts'
import {balance} from '../../../src/targets/balance/index.ts'
import {printer, readMarks} from '../../../src/targets/template.ts'
import {templates} from '../../../src/targets/templates-marked.gen.js'
import {
  at,
  balanceServiceOf,
  clusterOf,
  hostOf,
  listenerOf,
  loadBalancerOf,
  noTimeouts,
  serviceOf,
  stickingBySource,
} from '../../support/cluster.ts'
import {argumentsOf, render, renderService, textOf} from './render.ts'

const pair: Cluster = clusterOf({
  loadBalancers: [
    loadBalancerOf('lb1', '10.0.0.3'),
    loadBalancerOf('lb2', '10.0.0.4', {sourceAddress: at('/loadBalancers/lb2/sourceAddress', hostOf('10.0.0.6'))}),
  ],
  services: [
    balanceServiceOf({persistence: stickingBySource(), servers: [{}, {}, {backup: true, maxConnections: 7}]}),
    serviceOf({name: 'web'}),
    balanceServiceOf({name: 'ftp', listeners: [listenerOf('ftp', 0, '*', 21)]}),
  ],
})

describe('the files of Balance', () => {
  test('each load balancer has a script, and a unit and an init script for each service', () => {
    const {artifacts} = render(pair)
    expect(
      artifacts.map(({path, mode, install, check, reload}) => [path, mode.toString(8), install, check?.join(' '), reload?.join(' ')]),
    ).toEqual(
      ['lb1', 'lb2'].flatMap(host => [
        [`${host}/balance.sh`, '755', '/usr/local/sbin/balance-office.sh', 'sh -n /usr/local/sbin/balance-office.sh', undefined],
        ...['cifs', 'ftp'].flatMap(name => [
          [
            `${host}/balance-${name}.service`,
            '644',
            `/etc/systemd/system/balance-${name}.service`,
            `systemd-analyze verify /etc/systemd/system/balance-${name}.service`,
            `sh -c systemctl daemon-reload && systemctl restart balance-${name}.service`,
          ],
          [
            `${host}/balance-${name}.init`,
            '755',
            `/etc/init.d/balance-${name}`,
            `sh -n /etc/init.d/balance-${name}`,
            `/etc/init.d/balance-${name} restart`,
          ],
        ]),
      ]),
    )
  })

  test('a load balancer connects from its own source address when it has one', () => {
    const {artifacts} = render(pair)
    const commands = artifacts
      .filter(({path}) => path.endsWith('ftp.service'))
      .map(({chunks}) => /^ExecStart=.*/m.exec(chunks.join(''))?.[0])
    expect(commands).toEqual([
      'ExecStart=/usr/sbin/balance -f -M -t 5 21 10.0.0.11:445 10.0.0.12:445',
      'ExecStart=/usr/sbin/balance -f -M -B 10.0.0.6 -t 5 21 10.0.0.11:445 10.0.0.12:445',
    ])
  })

  test('every line knows where it comes from, and marked and plain are the same text', () => {
    const marked = balance.render(pair, {print: printer(templates), secrets: new Map()}, () => undefined)
    for (const [index, artifact] of render(pair).artifacts.entries()) {
      const {text, origins} = readMarks(marked[index]?.chunks.join('') ?? '')
      expect(text).toBe(artifact.chunks.join(''))
      const unknown = text.split('\n').filter((line, number) => line !== '' && !/^\s*#/.test(line) && (origins[number] ?? []).length === 0)
      expect(unknown).toEqual([])
    }
  })

  test('the line of the command comes from all that is in it', () => {
    const [, unit] = balance.render(pair, {print: printer(templates), secrets: new Map()}, () => undefined)
    const {text, origins} = readMarks(unit?.chunks.join('') ?? '')
    const command = origins[text.split('\n').findIndex(line => line.startsWith('ExecStart='))]
    expect(command).toEqual([
      '/services/cifs',
      '/balance/path',
      '/balance/release',
      '/services/cifs/persistence',
      '/services/cifs/listen/0/address',
      '/defaults/timeouts/connect',
      '/services/cifs/listen/0/ports',
      '/services/cifs/nodes/0',
      '/services/cifs/nodes/1',
      '/services/cifs/nodes/2',
    ])
  })
})

describe('the command line', () => {
  const listening = (address: string, sticks: boolean, release?: string): readonly string[] =>
    (
      argumentsOf(
        renderService(
          balanceServiceOf({listeners: [listenerOf('cifs', 0, address, 445)], ...(sticks && {persistence: stickingBySource()})}),
          release,
        ),
      ) ?? []
    ).filter((_, index, all) => all[index - 1] === '-b')

  test.each([
    ['10.0.0.5', false, '3.57', ['10.0.0.5']],
    ['10.0.0.5', true, '3.57', ['::ffff:10.0.0.5']],
    ['10.0.0.5', true, '3.52', ['10.0.0.5']],
    ['10.0.0.5', false, '3.40', ['::ffff:10.0.0.5']],
    ['*', false, '3.57', []],
    ['*', true, '3.54', ['::ffff:0.0.0.0']],
    ['*', true, '3.35', []],
    ['0.0.0.0', true, '3.57', ['::ffff:0.0.0.0']],
    ['::', true, '3.57', ['::']],
    ['2001:db8::5', false, '3.40', ['2001:db8::5']],
  ])('listens on %s, sticky %s, with %s as it can', (address, sticks, release, expected) =>
    expect(listening(address, sticks, release)).toEqual(expected),
  )

  test('spreads the channels of a heavy node', () => {
    const rendered = renderService(balanceServiceOf({servers: [{weight: 150}, {weight: 50}, {weight: 50}]}))
    expect(argumentsOf(rendered)?.slice(-5)).toEqual(['10.0.0.11:445', '10.0.0.12:445', '10.0.0.11:445', '10.0.0.13:445', '10.0.0.11:445'])
  })

  test('shares a limit among the channels of a node', () => {
    const rendered = renderService(balanceServiceOf({servers: [{weight: 2, maxConnections: 100}, {}]}))
    expect(argumentsOf(rendered)?.slice(-3)).toEqual(['10.0.0.11:445:50', '10.0.0.12:445', '10.0.0.11:445:50'])
  })

  test('has one idle time for client and server, also from `defaults`', () => {
    const both = {client: at('/defaults/timeouts/client', 960_000), server: at('/defaults/timeouts/server', 960_000)}
    expect(argumentsOf(renderService(balanceServiceOf({timeouts: {...noTimeouts, ...both}})))?.slice(4, 6)).toEqual(['-T', '960'])
  })

  test('lets backup nodes serve when no other is left', () => {
    const rendered = renderService(balanceServiceOf({servers: [{state: 'maintenance'}, {backup: true}]}))
    expect(argumentsOf(rendered)?.slice(-2)).toEqual(['445', '10.0.0.12:445'])
    expect(textOf(rendered, 'balance.sh')).not.toContain('10.0.0.11')
  })
})
