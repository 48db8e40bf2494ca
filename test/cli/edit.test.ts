import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {lbgen, scratchFolders} from './lbgen.ts'

const fresh = scratchFolders()

/** Two services that choose by tag. */
const tagged = `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes:
  web1: {address: 192.168.1.21, tags: [pages]}
  web2: {address: 192.168.1.22, tags: [pages]}
services:
  web: {listen: 192.168.1.10:80, mode: http, check: http, nodes: {tag: pages}}
  api: {listen: 192.168.1.10:81, mode: http, check: http, nodes: {tag: pages}}
haproxy: {version: "3.2"}
`

function edited(args: readonly string[], spec = tagged): ReturnType<typeof lbgen> & {readonly text: string} {
  const cwd = fresh()
  writeFileSync(join(cwd, 'cluster.yaml'), spec)
  const [command = '', ...rest] = args
  const ended = lbgen([command, 'cluster.yaml', ...rest], {cwd})
  return {...ended, text: readFileSync(join(cwd, 'cluster.yaml'), 'utf8')}
}

const changed = 'changed cluster.yaml; run `lbgen render` to bring the files up to date\n'

describe('add-node', () => {
  test('names the services that the node serves', () => {
    const {stdout, stderr, text} = edited(['add-node', 'web3', '192.168.1.23', '--tag', 'pages', '--tag', 'new'])
    expect({stdout, stderr}).toEqual({stdout: `\`web3\` serves \`web\` and \`api\`.\n${changed}`, stderr: ''})
    expect(text).toContain('  web3: {address: 192.168.1.23, tags: [pages, new]}\n')
  })

  test('says that a node is in no service, and what puts it into one', () => {
    const {status, stdout} = edited(['add-node', 'web3', '192.168.1.23'])
    expect({status, stdout}).toEqual({
      status: 0,
      stdout: `\`web3\` is in no service: \`--service\` or \`--tag\` puts a node into one.\n${changed}`,
    })
  })

  test('keeps what it says out of a diff', () => {
    const {stdout, stderr} = edited(['add-node', 'web3', '192.168.1.23', '--tag', 'pages', '--dry-run'])
    expect(stdout).toMatch(/^--- /)
    expect(stdout).not.toContain('serves')
    expect(stderr).toBe('`web3` serves `web` and `api`.\n')
  })

  test('says that another node has the address', () => {
    const {status, stderr} = edited(['add-node', 'web3', '192.168.1.22'])
    expect(status).toBe(0)
    expect(stderr).toContain('warning LB062 address-in-use: Node `web2` has the address `192.168.1.22` already.')
  })
})

describe('a change that takes the last ready node away', () => {
  const one = tagged.replace('22, tags: [pages]', '22, tags: [pages], state: drain')

  test.each([
    ['drain-node', ['drain-node', 'web1']],
    ['set-weight', ['set-weight', 'web1', '0']],
    ['remove-node', ['remove-node', 'web1']],
  ])('%s warns for each service', (_, args) => {
    const {status, stderr} = edited(args, one)
    expect(status).toBe(0)
    expect([...stderr.matchAll(/warning LB205 no-ready-node: Service `(\w+)`/g)].map(([, service]) => service)).toEqual(['web', 'api'])
  })

  test('and one that was there before is not said again', () => {
    const none = one.replace('21, tags: [pages]', '21, tags: [pages], state: drain')
    expect(edited(['set-weight', 'web1', '5'], none).stderr).not.toContain('LB205')
  })
})
