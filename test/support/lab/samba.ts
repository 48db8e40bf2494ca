import {until} from '../traffic/wait.ts'
import type {Daemon, Host} from './host.ts'

const state = '/var/lib/lab-samba'
/** Where a share's files are on its host. */
export const shareFolder = `${state}/share`

const settings = (share: string): string => `[global]
  disable netbios = yes
  smb ports = 445 139
  map to guest = bad user
  load printers = no
  disable spoolss = yes
  private dir = ${state}/private
  lock directory = ${state}
  state directory = ${state}
  cache directory = ${state}
  pid directory = ${state}
  ncalrpc dir = ${state}/ncalrpc
[${share}]
  path = ${shareFolder}
  guest only = yes
  guest ok = yes
  read only = no
`

export interface Samba extends Daemon {
  /** The addresses that clients of a share came from, each once. */
  readonly clientsOf: (share: string) => readonly string[]
}

/** Starts a Samba whose share has a file `node` with the host's name, and lets everyone write. */
export async function startSamba(host: Host, share: string): Promise<Samba> {
  await host.write(`${state}/smb.conf`, settings(share))
  await host.write(`${shareFolder}/node`, host.name)
  await host.shell(`mkdir -p ${state}/private; chmod 755 ${state}; chmod 777 ${shareFolder}`)
  // Where its standard input is a socket, smbd serves that alone. At level 2 it says who comes.
  const daemon = await host.start('sh', '-c', `exec smbd -F -d 2 --debug-stdout -s ${state}/smb.conf </dev/null`)
  await until('Samba answers', async () => {
    if (daemon.hasEnded()) throw new Error(`Samba of ${host.name} did not start: ${daemon.said()}`)
    return (await host.attempt(['bash', '-c', ': </dev/tcp/127.0.0.1/445'])).exitCode === 0
  })
  const said = /\(ipv4:([\d.]+):\d+\) connect to service (\S+)/g
  return {
    ...daemon,
    clientsOf: wanted => [
      ...new Set([...daemon.said().matchAll(said)].flatMap(([, address = '', service]) => (service === wanted ? [address] : []))),
    ],
  }
}

/** What smbclient says to commands, as a guest with no settings of the machine's own. */
export async function useShare(client: Host, share: string, port: number, commands: string): Promise<string> {
  await client.write('/run/smb.conf', '[global]\n')
  const {exitCode, stdout, stderr} = await client.attempt([
    'smbclient',
    '-N',
    '-s',
    '/run/smb.conf',
    '-p',
    String(port),
    share,
    '-c',
    commands,
  ])
  // Commands that fail do not make it fail.
  if (exitCode !== 0 || /NT_STATUS_/.test(stdout + stderr)) throw new Error(`${client.name}: ${share}: ${commands}: ${stdout}${stderr}`)
  return stdout
}
