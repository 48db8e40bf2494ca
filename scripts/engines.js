// Makes sure that the engines for the tests are here, as far as this machine lets it: distribution packages where it is
// root on Debian or Ubuntu; other HAProxy releases, Pound, and the kernel of the guest in test/support/lab, under .engines/.
// Names what is missing; that fails only with LBGEN_REQUIRE_ENGINES=1.
import {spawn, spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {enginesFolder, findHaproxies, findPounds, findProgram, namedPrograms, readPoundRelease, readRelease} from './haproxies.js'

/** What the tests run, and the package that brings it. */
const tools = [
  {package: 'haproxy', program: 'haproxy'},
  {package: 'openssl', program: 'openssl'},
  {package: 'curl', program: 'curl'},
  {package: 'socat', program: 'socat'},
  {package: 'stunnel4', program: 'stunnel'},
  {package: 'util-linux', program: 'unshare'},
  {package: 'strace', program: 'strace'},
  {package: 'shellcheck', program: 'shellcheck'},
  {package: 'zsh', program: 'zsh'},
  {package: 'fish', program: 'fish'},
  {package: 'bsdutils', program: 'script'},
  {package: 'pre-commit', program: 'pre-commit'},
  {package: 'jq', program: 'jq'},
  {package: 'systemd', program: 'systemd-analyze'},
  {package: 'default-jdk-headless', program: 'javac'},
  {package: 'python3-yaml', module: 'yaml'},
  {package: 'python3-jinja2', module: 'jinja2'},
  // What runs in labs, and what labs are made of: test/support/lab.
  {package: 'iproute2', program: 'ip'},
  {package: 'iputils-arping', program: 'arping'},
  {package: 'procps', program: 'sysctl'},
  {package: 'iptables', program: 'iptables'},
  {package: 'nftables', program: 'nft'},
  {package: 'conntrack', program: 'conntrack'},
  {package: 'keepalived', program: 'keepalived'},
  {package: 'ldirectord', program: 'ldirectord'},
  {package: 'ipvsadm', program: 'ipvsadm'},
  // What runs on nodes there.
  {package: 'samba', program: 'smbd'},
  {package: 'smbclient', program: 'smbclient'},
  {package: 'vsftpd', program: 'vsftpd'},
  {package: 'tomcat10-user', file: '/usr/share/tomcat10/bin/bootstrap.jar'},
  // The guest.
  {package: 'qemu-system-x86', program: 'qemu-system-x86_64'},
  {package: 'qemu-system-common', file: '/usr/lib/qemu/virtiofsd'},
  {package: 'busybox-static', program: 'busybox'},
  {package: 'cpio', program: 'cpio'},
  {package: 'kmod', program: 'modprobe'},
]

/** Debian suites by the HAProxy release that each one is known for: a suite is left alone when that release is here. */
const suites = [
  {suite: 'bullseye', release: '2.2'},
  {suite: 'bookworm', release: '2.6'},
  {suite: 'trixie', release: '3.0'},
  {suite: 'sid', release: '3.2'},
  {suite: 'experimental', release: '3.4'},
]

/** The Pound that the tests run, which no older Debian has. */
const pound = {suite: 'trixie', release: '4.16'}

const debianEngine = join(import.meta.dirname, '../test/engines/debian-engine.sh')
const aptOptions = ['-q', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=60']
const secondsToInstall = 300
const secondsToUnpack = 120

// The system's own Python: another one would not see the packages.
function isHere({program, file, module}) {
  if (program) return findProgram(program) !== undefined
  return file ? existsSync(file) : spawnSync('/usr/bin/python3', ['-c', `import ${module}`]).status === 0
}

function lastWords(code, said, seconds) {
  if (code === 0) return undefined
  return code === 124 ? `not done after ${seconds} s` : said || `exit code ${code}`
}

/** Runs a command that may hang, and gives its last words when it fails. */
function run(seconds, command, ...args) {
  const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'}
  return new Promise(resolve => {
    const child = spawn('timeout', ['--kill-after=5', String(seconds), command, ...args], {env, stdio: ['ignore', 'pipe', 'pipe']})
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said = (said + text).slice(-4000)))
    child.on('error', error => resolve(error.message))
    child.on('close', code => resolve(lastWords(code, said.trim().split('\n').at(-1), seconds)))
  })
}

async function installTools() {
  const absent = tools.filter(tool => !isHere(tool))
  if (absent.length === 0 || process.getuid?.() !== 0 || !findProgram('apt-get')) return
  console.log(`engines: installing ${absent.map(tool => tool.package).join(', ')}`)
  const trouble = await withoutStarting(async () => {
    // A package source that does not answer is no reason to stop: the others may have what is wanted.
    await run(secondsToInstall, 'apt-get', '-q', 'update')
    return run(secondsToInstall, 'apt-get', ...aptOptions, 'install', ...absent.map(tool => tool.package))
  })
  if (trouble) console.log(`engines: apt-get: ${trouble}`)
}

/** Packages start their services unless this file forbids it. */
async function withoutStarting(install) {
  const policy = '/usr/sbin/policy-rc.d'
  const ours = !existsSync(policy)
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', {mode: 0o755})
  try {
    return await install()
  } finally {
    if (ours) rmSync(policy)
  }
}

/** Suites that are unpacked already, whatever release they turned out to have. */
const unpackedSuites = () =>
  readdirSync(enginesFolder)
    .map(name => join(enginesFolder, name, 'suites'))
    .flatMap(file => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []))

/**
 * Has a command make the folder `new-NAME`, and moves it to where `place` says, in the stead of what is there. What cannot be made, or
 * has no place, is thrown away; gives the reason then.
 */
async function unpack(name, title, command, place) {
  const fresh = join(enginesFolder, `new-${name}`)
  rmSync(fresh, {recursive: true, force: true})
  const [program, ...args] = command(fresh)
  const trouble = await run(secondsToUnpack, program, ...args)
  const {folder, reason} = trouble ? {reason: trouble} : place(fresh)
  if (folder === undefined) {
    rmSync(fresh, {recursive: true, force: true})
    return reason === undefined ? [] : [`${title}: ${reason}`]
  }
  rmSync(folder, {recursive: true, force: true})
  renameSync(fresh, folder)
  console.log(`engines: unpacked ${title}`)
  return []
}

/** Unpacks the HAProxy of a suite into the folder of the release that it is, unless another suite has brought that one. */
const unpackSuite = ({suite}) =>
  unpack(
    suite,
    `HAProxy of Debian ${suite}`,
    fresh => [debianEngine, suite, 'haproxy', fresh],
    fresh => {
      const release = readRelease(join(fresh, 'haproxy'))
      if (!release) return {reason: 'does not run here'}
      const folder = join(enginesFolder, `haproxy-${release}`)
      const isKnown = existsSync(join(folder, 'suites'))
      writeFileSync(join(isKnown ? folder : fresh, 'suites'), `${suite}\n`, {flag: 'a'})
      return isKnown ? {} : {folder}
    },
  )

async function unpackSuites() {
  mkdirSync(enginesFolder, {recursive: true})
  const here = new Set(findHaproxies().map(({release}) => release))
  const done = new Set(unpackedSuites())
  const wanted = suites.filter(({suite, release}) => !here.has(release) && !done.has(suite))
  const missing = []
  const work = async () => {
    for (let next = wanted.shift(); next; next = wanted.shift()) missing.push(...(await unpackSuite(next)))
  }
  await Promise.all([work(), work()])
  return missing
}

/** Unpacks Pound; gives the reason when it cannot. */
const unpackPound = () =>
  findPounds().some(({release}) => release === pound.release)
    ? []
    : unpack(
        'pound',
        `Pound ${pound.release} of Debian ${pound.suite}`,
        fresh => [debianEngine, pound.suite, 'pound', fresh],
        fresh => {
          const release = readPoundRelease(join(fresh, 'pound'))
          if (release === pound.release) return {folder: join(enginesFolder, `pound-${release}`)}
          return {reason: release ? `is ${release}` : 'does not run here'}
        },
      )

/** Downloads the kernel of the guest; gives the reason when it cannot. */
function unpackKernel() {
  const folder = join(enginesFolder, 'vm')
  if (existsSync(folder)) return []
  const script = join(import.meta.dirname, '../test/support/lab/vm/kernel.sh')
  return unpack(
    'vm',
    'kernel of the guest',
    fresh => [script, fresh],
    () => ({folder}),
  )
}

/** Variables that name another release than they promise, or nothing that runs. */
const wrongNames = () =>
  [
    {title: 'HAProxy', engine: 'haproxy', read: readRelease},
    {title: 'Pound', engine: 'pound', read: readPoundRelease},
  ].flatMap(({title, engine, read}) =>
    namedPrograms(engine).flatMap(({variable, release, program}) => {
      const found = read(program)
      return found === release ? [] : [`${title} ${release}: ${variable} names ${found ? `${title} ${found}` : `no ${title}`}`]
    }),
  )

await installTools()
const missingSuites = await unpackSuites()
const missingPound = await unpackPound()
const missingKernel = await unpackKernel()
const missing = [
  ...tools.filter(tool => !isHere(tool)).map(({program, file, module}) => program ?? file ?? `Python module ${module}`),
  ...missingSuites,
  ...missingPound,
  ...missingKernel,
  ...wrongNames(),
]
for (const {release, program} of findHaproxies()) console.log(`engines: HAProxy ${release} is ${program}`)
for (const {release, program} of findPounds()) console.log(`engines: Pound ${release} is ${program}`)
for (const one of missing) console.log(`engines: missing: ${one}`)
if (missing.length > 0 && process.env['LBGEN_REQUIRE_ENGINES'] === '1') process.exitCode = 1
