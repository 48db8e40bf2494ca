// Rewrites what each HAProxy release of this machine says of each test/targets/haproxy/captured/*.cfg:
// captured/<release>/<case>.out holds exit code, standard output and standard error, without what changes from run to run.
import {spawnSync} from 'node:child_process'
import {mkdirSync, readdirSync, writeFileSync} from 'node:fs'
import {constants, hostname} from 'node:os'
import {join} from 'node:path'
import {findHaproxies} from './haproxies.js'

const folder = join(import.meta.dirname, '../test/targets/haproxy/captured')

const mask = text =>
  text
    .replaceAll(/^(\[[A-Z]+\] *)(?:\d+\/\d+ )?\(\d+\)/gm, (whole, level) => `${level}${whole.includes('/') ? '001/000000 ' : ''}(1)`)
    .replaceAll(/(path to executable is ).*/g, '$1/usr/sbin/haproxy')
    .replaceAll(/(haproxy version is \d+\.\d+).*/g, '$1')
    .replaceAll(`named '${hostname()}'`, "named 'lb1'")

for (const {release, program} of findHaproxies()) {
  mkdirSync(join(folder, release), {recursive: true})
  for (const file of readdirSync(folder).filter(name => name.endsWith('.cfg'))) {
    const {status, signal, stdout, stderr} = spawnSync(program, ['-c', '-f', file], {cwd: folder, encoding: 'utf8', timeout: 60_000})
    const exitCode = status ?? 128 + constants.signals[signal]
    const captured = `exit code ${exitCode}\n--- stdout\n${stdout}--- stderr\n${mask(stderr)}`
    writeFileSync(join(folder, release, file.replace(/cfg$/, 'out')), captured)
  }
}
