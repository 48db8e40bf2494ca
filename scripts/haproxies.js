// Finds the releases of HAProxy and Pound on this machine: those named in the environment, those that engines.js unpacked, the system's.
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

/**
 * The same for Pound.
 * @param {string} program
 * @returns {string | undefined}
 */
export function readPoundRelease(program) {
  const {stdout, stderr} = spawnSync(program, ['-V'], {encoding: 'utf8', timeout: 20_000})
  return /(?:^pound \(pound\)|\bVersion) (\d+\.\d+)/m.exec(`${stdout}\n${stderr}`)?.[1]
}

/**
 * `LBGEN_HAPROXY_2_6=/path` in the environment names a program of that release: the first choice for it.
 * @param {string} engine
 */
export const namedPrograms = (engine = 'haproxy') =>
  Object.entries(process.env).flatMap(([name, program]) => {
    const [, named, major, minor] = /^LBGEN_(HAPROXY|POUND)_(\d+)_(\d+)$/.exec(name) ?? []
    return named === engine.toUpperCase() && program ? [{variable: name, release: `${major}.${minor}`, program}] : []
  })

export const findHaproxies = () => findReleases('haproxy', readRelease)
export const findPounds = () => findReleases('pound', readPoundRelease)

/**
 * One program for each release that is here, oldest first.
 * @param {string} engine
 * @param {(program: string) => string | undefined} read
 * @returns {readonly {readonly release: string, readonly program: string}[]}
 */
function findReleases(engine, read) {
  const unpacked = existsSync(enginesFolder) ? readdirSync(enginesFolder).filter(name => name.startsWith(`${engine}-`)) : []
  const programs = [
    ...namedPrograms(engine).map(({program}) => program),
    findProgram(engine),
    ...unpacked.map(name => join(enginesFolder, name, engine)),
  ]
  const byRelease = new Map()
  for (const program of programs) {
    const release = program && read(program)
    if (release && !byRelease.has(release)) byRelease.set(release, {release, program})
  }
  return [...byRelease.values()].sort((one, other) => one.release.localeCompare(other.release, 'en', {numeric: true}))
}
