// What lbgen costs, against `node -e 0`, against `haproxy -c` on the same output, and against Jinja2 on the same data; and what `lbgen ci`
// of a whole example costs.
// `npm run bench` or `npm run bench -- 100000`. Commands run in turn, round by round, and each figure is the median of what
// the rounds gave: a busy machine slows a whole round down, and blurs a ratio of medians.
import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

const root = join(import.meta.dirname, '..')
const lbgen = `node ${join(root, 'bin/run.js')}`
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'
const sizes = process.argv.slice(2).map(Number)

/** Gate: the worst a release may do. Goal: the aim. By servers; start-up apart, the time divided by `haproxy -c`'s. */
const rows = {
  10: {gate: 1.4, goal: 1.15, memory: 1.15},
  1000: {gate: 2.7, goal: 1.3, memory: 1.35},
  10_000: {gate: 2.4, goal: 1.3, memory: 1.8},
  100_000: {gate: 1.1, goal: 0.65, memory: 3.3},
}

/** A cluster of so many servers, a hundred to a service: block style, some with a weight, a limit, or as backup. */
function spec(servers) {
  const address = index => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`
  const nodes = Array.from({length: servers}, (_, index) =>
    Math.floor(index / 100) % 3 === 0
      ? `  srv-${index}:\n    address: ${address(index)}\n    weight: ${(index % 200) + 1}\n`
      : `  srv-${index}: ${address(index)}\n`,
  )
  const entry = index =>
    index % 10 === 0
      ? `      - node: srv-${index}\n        maxConnections: 100\n`
      : index % 100 === 99
        ? `      - node: srv-${index}\n        backup: true\n`
        : `      - srv-${index}\n`
  const services = Array.from({length: Math.ceil(servers / 100)}, (_, service) => {
    const members = Array.from({length: Math.min(100, servers - service * 100)}, (__, index) => entry(service * 100 + index))
    return `  app-${service}:\n    listen: 10.255.0.1:${8000 + service}\n    mode: http\n    port: 8080\n    check:\n      type: http\n      path: /health\n      host: app-${service}.example.com\n    nodes:\n${members.join('')}`
  })
  return `lbgen: 1\nname: bench\nloadBalancers:\n  lb1: 10.255.0.1\nnodes:\n${nodes.join('')}services:\n${services.join('')}haproxy:\n  version: "2.6"\n`
}

/** What each command took, by its name, round by round. */
function measure(runs, commands) {
  const env = {...process.env}
  // Either slows every start of Node down, and hides what is measured.
  delete env.NODE_EXTRA_CA_CERTS
  delete env.NODE_OPTIONS
  const script = [join(root, 'scripts/bench/measure.py'), String(runs), ...Object.values(commands)]
  const rounds = JSON.parse(execFileSync(python, script, {encoding: 'utf8', env, maxBuffer: 1 << 24}))
  return rounds.map(round => Object.fromEntries(Object.keys(commands).map((name, index) => [name, round[index]])))
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const has = (program, ...args) => {
  try {
    execFileSync(program, args, {stdio: 'ignore'})
    return true
  } catch {
    return false
  }
}

const ms = seconds => `${(seconds * 1000).toFixed(0)} ms`
const row = cells => console.log(cells.map((cell, index) => (index === 0 ? String(cell).padEnd(26) : String(cell).padStart(13))).join(''))

const folder = mkdtempSync(join(tmpdir(), 'lbgen-bench-'))
try {
  const example = join(root, 'examples/alfresco-cifs/cluster.yaml')
  const starts = measure(21, {lbgen: `${lbgen} validate ${example}`, node: 'node -e 0'})
  const above = median(starts.map(({lbgen: own, node}) => own.cpu - node.cpu)) * 1000
  console.log(
    `validate of the example: ${ms(median(starts.map(round => round.lbgen.cpu)))} of processor time, ${above.toFixed(0)} ms above \`node -e 0\` (at most 100): ${above <= 100 ? 'holds' : 'TOO SLOW'}\n`,
  )

  const whole = measure(7, {ci: `${lbgen} ci ${join(root, 'examples/alfresco-full/cluster.yaml')}`})
  // The least is what it costs, and of processor time, since what it waits for beyond that is for others on the machine.
  const least = figure => Math.min(...whole.map(({ci}) => ci[figure]))
  console.log(
    `ci of alfresco-full with its engines: ${ms(least('wall'))}, ${ms(least('cpu'))} of processor time (at most 1500 ms): ${least('cpu') <= 1.5 ? 'holds' : 'TOO SLOW'}\n`,
  )

  const hasHaproxy = has('haproxy', '-v')
  const hasJinja = has(python, '-c', 'import jinja2, yaml')
  if (!hasHaproxy) console.log('There is no haproxy here: not compared with it.')
  if (!hasJinja) console.log('There is no Jinja2 (python3-jinja2, python3-yaml) here: not compared with it.')
  row(['servers', 'cpu', 'wall', '/node wall', '/haproxy -c', 'gate', 'goal', 'peak/node', 'Jinja2/lbgen'])
  const render = (servers, folderName) => {
    const file = join(folder, folderName, 'spec.yaml')
    const out = join(folder, folderName, 'out')
    mkdirSync(join(folder, folderName), {recursive: true})
    writeFileSync(file, spec(servers))
    execFileSync('sh', ['-c', `${lbgen} render ${file} --out ${out}`], {stdio: 'ignore'})
    // Each run writes anew.
    return {file, config: join(out, 'lb1/haproxy.cfg'), command: `sh -c "rm -rf ${out}; exec ${lbgen} render ${file} --out ${out}"`}
  }
  const small = render(10, 'small')
  for (const servers of sizes.length > 0 ? [10, ...sizes] : [10, 1000, 10_000]) {
    const {file, config, command} = render(servers, 'large')
    const jinja = `${python} ${join(root, 'scripts/bench/render.py')} ${file} ${join(root, 'scripts/bench/haproxy.cfg.j2')} ${join(folder, 'jinja.cfg')}`
    if (hasJinja) {
      execFileSync('sh', ['-c', jinja])
      if (readFileSync(config, 'utf8') !== readFileSync(join(folder, 'jinja.cfg'), 'utf8'))
        throw new Error('Jinja2 and lbgen do not write the same: the bench would compare nothing.')
    }
    const rounds = measure(servers > 10_000 ? 3 : 15, {
      own: command,
      small: small.command,
      node: 'node -e 0',
      ...(hasHaproxy && {haproxy: `haproxy -q -c -f ${config}`}),
      ...(hasJinja && {jinja}),
    })
    const {gate, goal} = rows[servers] ?? {gate: '', goal: ''}
    const of = figure => median(rounds.map(figure))
    const startUp = ({small: {wall}}) => (servers === 10 ? 0 : wall)
    row([
      servers,
      ms(of(({own}) => own.cpu)),
      ms(of(({own}) => own.wall)),
      of(({own, node}) => own.wall / node.wall).toFixed(2),
      hasHaproxy ? of(round => (round.own.wall - startUp(round)) / round.haproxy.wall).toFixed(2) : '',
      gate,
      goal,
      of(({own, node}) => own.peak / node.peak).toFixed(2),
      hasJinja ? of(({own, jinja: other}) => other.wall / own.wall).toFixed(2) : '',
    ])
  }
  console.log('\n/haproxy -c is without start-up (the time of 10 servers), save for 10 servers themselves.')
} finally {
  rmSync(folder, {recursive: true, force: true})
}
