import {compile, standInSecrets} from '../../../src/compile.ts'
import type {Finding} from '../../../src/findings/finding.ts'
import {print} from '../../../src/targets/print.ts'
import {realserver} from '../../../src/targets/realserver/index.ts'
import {type Json, textOf as specText} from '../../support/rich-spec.ts'

/** What a node is, and the services that send it packets. */
export interface Rendered {
  /** By path. */
  readonly files: ReadonlyMap<string, string>
  readonly reloads: ReadonlyMap<string, readonly string[] | undefined>
  readonly findings: readonly Finding[]
}

type Fields = {readonly [key: string]: Json}

/** A pair of load balancers whose floating addresses are on 192.168.1.0/24, with these nodes and services of the kernel's. */
export function render(nodes: Fields, services: Fields, changed: Fields = {}): Rendered {
  const spec = {
    lbgen: 1,
    name: 'office',
    loadBalancers: {lb1: {address: '192.168.1.11', interface: 'eth0'}, lb2: {address: '192.168.1.12', interface: 'eth0'}},
    highAvailability: {routerId: 20, prefixLength: 24},
    nodes,
    services: Object.fromEntries(Object.entries(services).map(([name, fields]) => [name, {engine: 'lvs', ...(fields as Fields)}])),
    ...changed,
  }
  const text = specText(spec)
  const {artifacts, findings} = compile([{file: 'cluster.yaml', text}], {targets: [realserver], print, secrets: standInSecrets})
  return {
    files: new Map(artifacts.map(({path, chunks}) => [path, chunks.join('')])),
    reloads: new Map(artifacts.map(({path, reload}) => [path, reload])),
    findings: findings.filter(({code}) => /^LB7/.test(code)),
  }
}

export const direct = {forward: 'dr', listen: ['192.168.1.20:80', '192.168.1.21:80'], port: 80}
export const names = {forward: 'dr', protocol: 'udp', listen: '192.168.1.20:53'}
export const translated = {forward: 'nat', listen: '192.168.1.23:80'}
export const tunnelled = {forward: 'tun', listen: '192.168.1.22:80'}

/** The file of node `n1`. */
export const fileOf = ({files}: Rendered, name: string): string => files.get(`n1/${name}`) ?? ''
