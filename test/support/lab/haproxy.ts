import {until} from '../traffic/wait.ts'
import type {Daemon, Host} from './host.ts'

export interface RunningHaproxy extends Daemon {
  /** What it answers to a command on its socket for administration. */
  readonly command: (text: string) => Promise<string>
}

/** Starts HAProxy with the host's own haproxy.cfg, and waits until it listens. */
export async function startHaproxy(host: Host, program = 'haproxy', file = '/etc/haproxy/haproxy.cfg'): Promise<RunningHaproxy> {
  const socket = '/run/lab-haproxy.sock'
  await host.write('/run/lab-haproxy.cfg', `global\n  stats socket ${socket} level admin\n`)
  const daemon = await host.start(program, '-W', '-db', '-f', file, '-f', '/run/lab-haproxy.cfg')
  const command = (text: string): Promise<string> => host.tell(socket, text)
  await until('HAProxy answers', async () => {
    if (daemon.hasEnded()) throw new Error(`HAProxy of ${host.name} did not start: ${daemon.said()}`)
    return (await command('show info').catch(() => '')).includes('Pid:')
  })
  return {...daemon, command}
}
