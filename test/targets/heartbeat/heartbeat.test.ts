import {describe, expect, test} from '@jest/globals'
import {compilePair, linesOf} from '../keepalived/pair.ts'
import {fileOf} from '../../support/compiling.ts'

const loadBalancers = 'lb1: {address: 192.168.1.11, interface: eth0}, lb2: {address: 192.168.1.12, interface: eth0}'
const highAvailability = 'method: heartbeat, password: {env: HEARTBEAT_KEY}, prefixLength: 24'
const pair = {loadBalancers, highAvailability}

describe('heartbeat', () => {
  test('speaks to the other one alone, on a port that is said before', () => {
    const lines = linesOf(pair, 'lb1/ha.cf')
    expect(lines).toEqual([
      '#',
      'logfacility daemon',
      'keepalive 1000ms',
      'warntime 2000ms',
      'deadtime 3000ms',
      'initdead 30000ms',
      'udpport 694',
      'ucast eth0 192.168.1.12',
      'auto_failback on',
      'node lb1',
      'node lb2',
    ])
    expect(linesOf(pair, 'lb2/ha.cf')).toContain('ucast eth0 192.168.1.11')
  })

  test('stays where it is without failback', () => {
    expect(linesOf({...pair, highAvailability: `${highAvailability}, failback: false`}, 'lb1/ha.cf')).toContain('auto_failback off')
  })

  test('waits twice its patience after a boot, and half a minute at least', () => {
    expect(linesOf({...pair, highAvailability: `${highAvailability}, advertInterval: 10s`}, 'lb1/ha.cf')).toContain('initdead 60000ms')
  })

  test('has the same resources on both, the preferred machine first', () => {
    const files = compilePair({...pair, highAvailability: `${highAvailability}, preferred: lb2`}).artifacts.filter(({path}) =>
      path.endsWith('/haresources'),
    )
    expect(new Set(files.map(fileOf)).size).toBe(1)
    expect(files.map(file => fileOf(file).split('\n').slice(-3))).toEqual([
      ['lb2 \\', '    IPaddr2::192.168.1.10/24/eth0', ''],
      ['lb2 \\', '    IPaddr2::192.168.1.10/24/eth0', ''],
    ])
  })

  test('brings ldirectord along where that one manages the kernel', () => {
    const services = 'web: {engine: lvs, forward: dr, listen: "192.168.1.10:80"}'
    expect(linesOf({...pair, services, more: 'lvs: {manager: ldirectord}'}, 'lb1/haresources').at(-1)).toBe('ldirectord::ldirectord.cf')
  })

  test('keeps its key to root, and takes the place of keepalived', () => {
    const {artifacts} = compilePair(pair)
    expect(artifacts.find(({path}) => path === 'lb1/authkeys')).toMatchObject({mode: 0o600, install: '/etc/ha.d/authkeys'})
    expect(linesOf(pair, 'lb1/authkeys')).toEqual(['auth 1', '1 sha1 stand-in'])
    expect(artifacts.filter(({path}) => path.includes('keepalived'))).toEqual([])
  })
})
