import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {apart} from './apart.ts'
import {describeEngine, hasProgram} from '../engines.ts'
import {kernelFolder} from './vm/guest.ts'

const guestPrograms = ['qemu-system-x86_64', 'busybox', 'cpio', 'modprobe']
const programs = ['unshare', 'ip', 'arping', 'sysctl', 'haproxy']

/** Whether this machine lets tests make namespaces with network interfaces and overlays in them. */
function allowsLabs(): boolean {
  if (!programs.every(hasProgram)) return false
  const trial = [
    'ip link add lab0 type bridge',
    'ip link add lab1 type veth peer name lab2',
    'mount -t tmpfs t /mnt',
    'mkdir /mnt/u /mnt/w',
    'mount -t overlay -o lowerdir=/etc,upperdir=/mnt/u,workdir=/mnt/w o /etc',
  ].join(' && ')
  const [program, ...args] = [...apart(20, ['--net', '--mount', '--pid']), 'sh', '-c', trial]
  return spawnSync(program, args).status === 0
}

/** Tests that run in labs on this machine, with the programs that are named. */
export function describeLab(needed: readonly string[], define: () => void): void {
  const missing = needed.filter(name => !hasProgram(name))
  describeEngine(['a lab', ...missing].join(', '), missing.length === 0 && allowsLabs(), define)
}

/** Says in one line what a test has measured. */
export const measured = (words: string): boolean => process.stderr.write(`measured: ${words}\n`)

/** Tests that run in labs of a guest. */
export function describeGuest(needed: readonly string[], define: () => void): void {
  const missing = [...guestPrograms, ...needed].filter(name => !hasProgram(name))
  const isHere = [join(kernelFolder, 'vmlinuz'), '/usr/lib/qemu/virtiofsd'].every(file => existsSync(file)) && missing.length === 0
  describeEngine(['a guest with its own kernel', ...missing].join(', '), isHere && allowsLabs(), define)
}
