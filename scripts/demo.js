// The first look at lbgen: builds it, renders an example into a fresh folder, and has the real HAProxy check the files.
// Where there is no HAProxy, lbgen says so.
import {spawnSync} from 'node:child_process'
import {mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

const root = join(import.meta.dirname, '..')
const spec = 'examples/alfresco-cifs/cluster.yaml'
const succeeds = (command, args) => spawnSync(command, args, {cwd: root, stdio: 'inherit'}).status === 0

/** Runs lbgen, and shows how. */
function lbgen(...args) {
  console.log(`\n$ lbgen ${args.join(' ')}`)
  return succeeds(process.execPath, ['bin/run.js', ...args])
}

function demo() {
  if (!succeeds('npm', ['run', '--silent', 'build'])) return false
  const folder = mkdtempSync(join(tmpdir(), 'lbgen-demo-'))
  const isDone =
    lbgen('validate', spec) &&
    lbgen('render', spec, '--out', folder) &&
    lbgen('verify', spec) &&
    lbgen('explain', spec, 'services.cifs.timeouts.client')
  if (isDone) console.log(`\nThe files are in ${folder}; they come from ${spec}.`)
  return isDone
}

process.exitCode = demo() ? 0 : 1
