import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {lbgen, scratchFolders} from './lbgen.ts'

const fresh = scratchFolders()

const spec = `lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes: {web1: 10.0.0.11, web2: 10.0.0.12}
services:
  web: {mode: http, listen: "10.0.0.5:80", nodes: [web1, web2], raw: {frontend: ["http-request set-header Authorization hunter9"]}}
applications:
  repo:
    kind: alfresco
    release: "5.2"
    services: {web: web}
    clustering: {name: hunter9}
    properties: {db.url: "jdbc:x?password=hunter9", a.token: hunter9}
`

test.each([
  ['explain', ['applications.repo'], 'password=********'],
  ['explain', ['services.web'], 'Authorization ********'],
  ['add-node', ['web3', '10.0.0.13', '--service', 'web', '--dry-run'], 'Authorization ********'],
])('%s %j prints no secret of the spec', (command, args, shown) => {
  const cwd = fresh()
  writeFileSync(join(cwd, 'cluster.yaml'), spec)
  const {stdout, stderr} = lbgen([command, 'cluster.yaml', ...args], {cwd})
  expect(stdout + stderr).not.toContain('hunter9')
  expect(stdout + stderr).toContain(shown)
})

test.each(['pretty', 'json', 'github', 'gitlab', 'junit', 'sarif'])(
  'what is found of a crowded line holds no secret of it as %s',
  format => {
    const cwd = fresh()
    writeFileSync(
      join(cwd, 'cluster.yaml'),
      `${spec}haproxy: {stats: {listen: "10.0.0.5:8404", user: a, password: hunter9, amdin: true}, verson: "3.0"}\n`,
    )
    const {status, stdout, stderr} = lbgen(['validate', 'cluster.yaml', '--format', format, '--output', `${format}=out`], {cwd})
    expect([status, `${stdout}${stderr}${readFileSync(join(cwd, 'out'), 'utf8')}`.includes('hunter9')]).toEqual([1, false])
    expect(stdout + stderr).toContain('amdin')
  },
)

test.each([
  ['LB002', '*hunter9', 1],
  ['LB925', '{env: "hunter9!"}', 3],
])('%s shows no password that was written as %s', (code, password, exit) => {
  const cwd = fresh()
  writeFileSync(
    join(cwd, 'cluster.yaml'),
    `${spec}haproxy: {stats: {listen: "10.0.0.5:8404", user: a, password: ${password}}}\n`.replace(/applications:[^]*?(?=haproxy)/, ''),
  )
  const {status, stdout, stderr} = lbgen(['render', 'cluster.yaml', '--stdout'], {cwd})
  const said = (stdout + stderr).replaceAll('Authorization hunter9', '')
  expect([status, said.includes(code), said.includes('hunter9')]).toEqual([exit, true, false])
})
