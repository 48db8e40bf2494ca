import {until} from '../traffic/wait.ts'
import {type RunningHaproxy, startHaproxy} from './haproxy.ts'
import type {Daemon, Host} from './host.ts'
import {startKeepalived} from './keepalived.ts'

/** A load balancer of a pair. */
export interface Unit {
  readonly host: Host
  haproxy: RunningHaproxy
  keepalived: Daemon
}

/** Sets all that a load balancer's files say to work. */
export async function bringUp(host: Host): Promise<Unit> {
  await host.run('sysctl', '-qp', '/etc/sysctl.d/90-lbgen.conf')
  const haproxy = await startHaproxy(host)
  return {host, haproxy, keepalived: await startKeepalived(host)}
}

/** Both, one after the other: without failback, who is first keeps the address. */
export async function bringUpPair(first: Host, second: Host, address: string): Promise<readonly [Unit, Unit]> {
  const preferred = await bringUp(first)
  await until(`${first.name} has the address`, () => hasAddress(first, address))
  return [preferred, await bringUp(second)]
}

export const hasAddress = async (host: Host, address: string): Promise<boolean> =>
  (await host.run('ip', '-4', 'addr', 'show', 'dev', 'eth0')).includes(` ${address}/`)
