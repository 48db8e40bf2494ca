import {until} from '../traffic/wait.ts'
import type {Daemon, Host} from './host.ts'

const root = '/var/lib/lab-ftp'
/** Where a server keeps what is put into `in`. */
export const inbox = `${root}/in`

/** What a server tells clients who want it to wait for them. */
export interface Passive {
  readonly from: number
  readonly to: number
  readonly address: string
}

const settings = ({from, to, address}: Passive): string => `listen=YES
background=NO
anonymous_enable=YES
no_anon_password=YES
anon_root=${root}
anon_upload_enable=YES
anon_world_readable_only=NO
anon_umask=022
write_enable=YES
seccomp_sandbox=NO
secure_chroot_dir=${root}-empty
pasv_min_port=${from}
pasv_max_port=${to}
pasv_address=${address}
`

/** Starts an FTP server with a file `node` that holds the host's name, and a folder `in` where everyone may put files. */
export async function startFtp(host: Host, passive: Passive): Promise<Daemon> {
  await host.write(`${root}/node`, host.name)
  await host.write('/etc/lab-vsftpd.conf', settings(passive))
  await host.shell(`mkdir -p ${inbox} ${root}-empty; chmod 755 ${root}; chown ftp ${inbox}`)
  const daemon = await host.start('vsftpd', '/etc/lab-vsftpd.conf')
  await until('the FTP server answers', async () => {
    if (daemon.hasEnded()) throw new Error(`vsftpd of ${host.name} did not start: ${daemon.said()}`)
    return (await host.attempt(['bash', '-c', ': </dev/tcp/127.0.0.1/21'])).exitCode === 0
  })
  return daemon
}

export interface Transfer {
  readonly body: string
  /** Where the server had its client connect for the file: with EPSV the port alone. */
  readonly told: {readonly address?: string; readonly port: number}
}

/** Fetches, or puts, a file, and goes where the server says. */
export async function transfer(client: Host, how: 'PASV' | 'EPSV', ...args: readonly string[]): Promise<Transfer> {
  const old = how === 'PASV' ? ['--disable-epsv'] : []
  const {exitCode, stdout, stderr} = await client.attempt(['curl', '-sSv', '-m', '15', '--no-ftp-skip-pasv-ip', ...old, ...args])
  if (exitCode !== 0) throw new Error(`${client.name}: ${args.join(' ')}: ${stderr}`)
  return {body: stdout, told: toldIn(stderr)}
}

function toldIn(said: string): Transfer['told'] {
  const [, extended] = /^< 229 .*\(\|\|\|(\d+)\|\)/m.exec(said) ?? []
  if (extended !== undefined) return {port: Number(extended)}
  const [, numbers] = /^< 227 .*\(([\d,]+)\)/m.exec(said) ?? []
  if (numbers === undefined) throw new Error(`No port: ${said}`)
  const [low = 0, high = 0, ...rest] = numbers.split(',').map(Number).toReversed()
  return {address: rest.toReversed().join('.'), port: high * 256 + low}
}
