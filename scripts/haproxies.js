// Finds the HAProxy releases of this machine: those named in the environment, those that engines.js unpacked, the system's.
import {spawnSync} from 'node:child_process'
import {existsSync, readdirSync} from 'node:fs'
import {delimiter, join} from 'node:path'

/** Where engines.js keeps what it unpacks. */
export const enginesFolder = join(import.meta.dirname, '../.engines')

/**
 * The path of a program, on PATH or in the folders for administrators, which only root has there.
 * @param {string} name
 * @returns {string | undefined}
 */
export const findProgram = name =>
  [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin']
    .map(folder => join(folder, name))
    .find(file => existsSync(file))

/**
 * The release that a program says it is, `2.6`, whatever its name or folder promises.
 * @param {string} program
 * @returns {string | undefined}
 */
export function readRelease(program) {
  const {stdout} = spawnSync(program, ['-v'], {encoding: 'utf8', timeout: 20_000})
  return /\bHA-?Proxy version (\d+\.\d+)/.exec(stdout ?? '')?.[1]
}

/** `LBGEN_HAPROXY_2_6=/path` in the environment names a program of that release: the first choice for it. */
export const namedPrograms = () =>
  Object.entries(process.env).flatMap(([name, program]) => {
    const [, major, minor] = /^LBGEN_HAPROXY_(\d+)_(\d+)$/.exec(name) ?? []
    return major && program ? [{variable: name, release: `${major}.${minor}`, program}] : []
  })

/**
 * One program for each release that is here, oldest first.
 * @returns {readonly {readonly release: string, readonly program: string}[]}
 */
export function findHaproxies() {
  const unpacked = existsSync(enginesFolder) ? readdirSync(enginesFolder).filter(name => name.startsWith('haproxy-')) : []
  const programs = [
    ...namedPrograms().map(({program}) => program),
    findProgram('haproxy'),
    ...unpacked.map(name => join(enginesFolder, name, 'haproxy')),
  ]
  const byRelease = new Map()
  for (const program of programs) {
    const release = program && readRelease(program)
    if (release && !byRelease.has(release)) byRelease.set(release, {release, program})
  }
  return [...byRelease.values()].sort((one, other) => one.release.localeCompare(other.release, 'en', {numeric: true}))
}
