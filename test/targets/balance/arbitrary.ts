import fc from 'fast-check'
import type {Service} from '../../../src/model/cluster.ts'
import {type ServerFields, at, balanceServiceOf, hostOf, listenerOf, noTimeouts, stickingBySource} from '../../support/cluster.ts'

/** A service for Balance, and what a test said of it. */
export interface Said {
  readonly service: Service
  readonly servers: readonly Required<Pick<ServerFields, 'address' | 'port' | 'weight' | 'state' | 'backup'>>[]
  readonly sticks: boolean
}

const machineAddress = fc.tuple(fc.integer({min: 1, max: 223}), fc.nat(255), fc.nat(255), fc.nat(255)).map(octets => octets.join('.'))

const names = ['node1.example', 'node_1', 'NODE1']
const hostileNames = [
  '0x7f000002',
  '127.0.2',
  '446',
  '-node',
  'node1.',
  'a b',
  'a:445',
  "a'b",
  'a%',
  '!',
  '2001:db8::1',
  '::ffff:10.0.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '010.0.0.1',
  '',
]

const port = fc.integer({min: 1, max: 65_535})

interface Parts {
  readonly address: fc.Arbitrary<string>
  readonly weight: fc.Arbitrary<number>
  readonly milliseconds: fc.Arbitrary<number>
  readonly source: fc.Arbitrary<string>
}

/** What Balance can do. */
export const fitting: Parts = {
  address: fc.oneof({weight: 4, arbitrary: machineAddress}, fc.constantFrom(...names)),
  weight: fc.integer({min: 0, max: 4}),
  milliseconds: fc.integer({min: 1, max: 86_400}).map(seconds => seconds * 1000),
  source: machineAddress,
}

/** What anybody may write. */
export const hostile: Parts = {
  address: fc.oneof(machineAddress, fc.constantFrom(...names, ...hostileNames), fc.string()),
  weight: fc.nat(256),
  milliseconds: fc.constantFrom(1, 999, 1000, 90_500, 2_073_600_000, 2_147_483_648_000),
  source: fc.oneof(machineAddress, fc.constantFrom('2001:db8::6', 'lb1.example')),
}

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, {nil: undefined})

const written = <T>(field: string, value: T | undefined): {readonly value: T; readonly origin: string} | undefined =>
  value === undefined ? undefined : at(`/services/cifs/${field}`, value)

/** A service for Balance made of such parts. */
export function serviceFrom({address, weight, milliseconds, source}: Parts): fc.Arbitrary<Said> {
  const server = fc.record({
    address,
    port: fc.oneof(port, fc.constant('same' as const)),
    weight,
    state: fc.constantFrom('ready' as const, 'ready' as const, 'ready' as const, 'drain' as const, 'maintenance' as const),
    backup: fc.boolean(),
  })
  return fc
    .record({
      listen: fc.oneof(machineAddress, fc.constantFrom('*', '::', '2001:db8::5', '::ffff:10.0.0.5', '0.0.0.0')),
      port,
      servers: fc.array(server, {minLength: 1, maxLength: 6}),
      sticks: fc.boolean(),
      connect: optional(milliseconds),
      idle: optional(milliseconds),
      from: optional(source),
    })
    .map(({listen, port: listenPort, servers, sticks, connect, idle, from}) => ({
      servers,
      sticks,
      service: balanceServiceOf({
        listeners: [listenerOf('cifs', 0, listen, listenPort)],
        servers,
        ...(sticks && {persistence: stickingBySource()}),
        timeouts: {
          ...noTimeouts,
          connect: written('timeouts/connect', connect),
          client: written('timeouts/client', idle),
          server: written('timeouts/server', idle),
        },
        sourceAddress: from === undefined ? undefined : at('/services/cifs/sourceAddress', hostOf(from)),
      }),
    }))
}
