import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {temporaryFolders} from '../effects/support.ts'
import {describeEngine, hasProgram} from '../support/engines.ts'
import {allowed, denied, disguised} from '../support/lab/alfresco-paths.ts'
import {describeLab, measured} from '../support/lab/available.ts'
import {type Passive, type Transfer, inbox, startFtp, transfer} from '../support/lab/ftp.ts'
import type {Host} from '../support/lab/host.ts'
import {type Lab, labs} from '../support/lab/lab.ts'
import {type Unit, bringUpPair, hasAddress} from '../support/lab/pair.ts'
import {shareFolder, startSamba, useShare} from '../support/lab/samba.ts'
import {type Browser, browserOn, hasTomcat, startTomcat} from '../support/lab/tomcat.ts'
import {makeCertificates} from '../support/traffic/certificates.ts'
import {until} from '../support/traffic/wait.ts'

const spec = readFileSync(join(import.meta.dirname, '../../examples/alfresco-full/cluster.yaml'), 'utf8')
const address = '192.168.1.10'
const nodes = ['alfresco1', 'alfresco2', 'alfresco3'] as const
/** Where the products' files are. */
const tomcat = '/opt/alfresco/tomcat'
const newFolder = temporaryFolders()

/** The example's machines with its files at work, in front of these servers. */
async function openExample<Server>(lab: Lab, services: readonly string[], startNode: (host: Host) => Promise<Server>) {
  await lab.install(spec)
  const pem = readFileSync(makeCertificates(newFolder()).server, 'utf8')
  for (const name of ['lb1', 'lb2']) await lab.at(name).write('/etc/haproxy/certs/alfresco.pem', pem, 0o600)
  const servers = await Promise.all(nodes.map(async name => [name as string, await startNode(lab.at(name))] as const))
  const units = await bringUpPair(lab.at('lb1'), lab.at('lb2'), address)
  // A node whose first check came too early is asked again after ten seconds, and needs two good answers.
  for (const unit of units) await until('all nodes are up', () => areUp(unit, services), 40_000)
  return {servers: new Map(servers), units}
}

async function areUp({haproxy}: Unit, services: readonly string[]): Promise<boolean> {
  const rows = (await haproxy.command('show stat')).split('\n').map(row => row.split(','))
  const states = rows.flatMap(([service = '', server = '', ...row]) =>
    services.includes(service) && server.startsWith('alfresco') ? [row[15] ?? ''] : [],
  )
  return states.length >= services.length && states.every(state => state === 'UP')
}

/** What a node's own Alfresco is told. */
async function toldOf(host: Host, key: string): Promise<string> {
  const properties = await host.read(`${tomcat}/shared/classes/alfresco-global.properties`)
  const line = properties.split('\n').find(one => one.startsWith(`${key}=`))
  if (line === undefined) throw new Error(`${host.name}: no ${key}`)
  return line.slice(key.length + 1)
}

const site = `https://${address}`

/** Where browsers are, and in which session. */
const sessionsOf = async (browsers: readonly Browser[], path: string): Promise<readonly string[]> => {
  const pages = await Promise.all(browsers.map(browser => browser.open(`${site}${path}`)))
  return pages.map(({node, session, isNew}) => `${node} ${session}${isNew ? ' is new' : ''}`)
}

/** The nodes that a node's Share asks, as its file says. */
async function repositoriesOf(host: Host): Promise<readonly string[]> {
  const config = await host.read(`${tomcat}/shared/classes/alfresco/web-extension/share-config-custom.xml`)
  const urls = [...config.matchAll(/<endpoint-url>(.+)<\/endpoint-url>/g)].map(([, url = '']) => url)
  const pages = await Promise.all([...new Set(urls)].map(url => browserOn(host, 'share').open(url)))
  return [...new Set(pages.map(({node}) => node))]
}

/** Where a browser may go, and where it may not; a node's own Tomcat is behind no load balancer. */
async function expectWays(browser: Browser, atNode: Browser): Promise<void> {
  const statuses = async (paths: readonly string[]): Promise<readonly string[]> => {
    const said: string[] = []
    for (const path of paths) said.push(`${path} ${await browser.statusOf(`${site}${path}`)}`)
    return said
  }
  for (const path of disguised) expect((await atNode.open(`http://127.0.0.1:8080${path}`)).path).toBe('/s/api/solr/metadata')
  const refused = [...disguised, ...denied]
  expect(await statuses(refused)).toEqual(refused.map(path => `${path} 403`))
  expect(await statuses(allowed)).toEqual(allowed.map(path => `${path} 200`))
  expect(await browser.statusOf(`${site}/`)).toBe(`302 ${site}/share/`)
  expect(await browser.statusOf(`http://${address}/share/page?x`)).toBe(`301 ${site}/share/page?x`)
}

describeEngine('Tomcat 10', hasTomcat && hasProgram('java'), () =>
  describeLab(['keepalived', 'curl'], () => {
    const open = labs()

    test('a browser keeps its session when its load balancer dies, and gets another one only when its own node does', async () => {
      const lab = await open()
      const startNode = async (host: Host) =>
        startTomcat(host, {server: await host.read(`${tomcat}/conf/lbgen-tomcat.xml`), port: 8080, applications: ['share', 'alfresco']})
      const {servers, units} = await openExample(lab, ['share', 'repository', 'tracking'], startNode)
      const client = await lab.host('client', {eth0: '192.168.1.100/24'})
      const browsers = ['a', 'b', 'c'].map(name => browserOn(client, name))
      const [one] = browsers
      if (one === undefined) throw new Error('There is a browser.')

      for (const browser of browsers) for (const path of ['/share/page', '/alfresco/webdav']) await browser.open(`${site}${path}`)
      const [shares, repositories] = [await sessionsOf(browsers, '/share/'), await sessionsOf(browsers, '/alfresco/')]
      for (const sessions of [shares, repositories]) {
        expect(new Set(sessions.map(text => text.split(' ')[0]))).toEqual(new Set(nodes))
        expect(sessions.join()).not.toContain('new')
      }
      expect(await sessionsOf(browsers, '/share/page/console')).toEqual(shares)

      // What Tomcat makes of the valve in its file: links lead out to the load balancers, and logs name the client.
      expect(await one.open(`${site}/share/`)).toMatchObject({client: '192.168.1.100', site: `${site}:443 is secure`})
      for (const name of nodes) expect(await repositoriesOf(lab.at(name))).toEqual([name])
      await expectWays(browserOn(client, 'd'), browserOn(lab.at('alfresco1'), 'd'))

      const start = Date.now()
      await units[0].host.powerOff()
      await until('lb2 has the address', () => hasAddress(units[1].host, address))
      expect(await sessionsOf(browsers, '/share/')).toEqual(shares)
      expect(await sessionsOf(browsers, '/alfresco/')).toEqual(repositories)
      measured(`three browsers are in their sessions again ${Date.now() - start} ms after lb1 was gone`)

      const [mine = ''] = shares
      const [dead = ''] = mine.split(' ')
      await servers.get(dead)?.stop('SIGKILL')
      const moved = await one.open(`${site}/share/`)
      expect({isNew: moved.isNew, node: moved.node}).toEqual({isNew: true, node: expect.not.stringMatching(dead)})
      expect(await sessionsOf(browsers, '/share/')).toEqual([`${moved.node} ${moved.session}`, ...shares.slice(1)])
    }, 240_000)
  }),
)

describeLab(['keepalived'], () => {
  const open = labs()

  test('nodes alone reach Solr, and the repository as Solr reads it', async () => {
    const lab = await open()
    await openExample(lab, ['solr', 'tracking'], async host => {
      for (const port of [8080, 8443, 8983]) await host.play(port)
    })
    const client = await lab.host('client', {eth0: '192.168.1.100/24'})
    for (const url of [`http://${address}:8983/solr/alfresco/select`, `http://${address}:8443/alfresco/s/api/solr/metadata`]) {
      expect(await lab.at('alfresco1').count(url, 6)).toEqual({alfresco1: 2, alfresco2: 2, alfresco3: 2})
      expect(await client.count(url, 2)).toEqual({nobody: 2})
    }
  }, 120_000)
})

describeLab(['keepalived', 'smbd', 'smbclient'], () => {
  const open = labs()

  test('a Windows client meets one node on both ports, also by the other load balancer, and another one only when that dies', async () => {
    const lab = await open()
    const {servers, units} = await openExample(lab, ['cifs', 'netbios'], host => startSamba(host, 'alfresco'))
    const clients = await Promise.all([101, 102, 103].map(number => lab.host(`client${number}`, {eth0: `192.168.1.${number}/24`})))
    const use = (client: Host, port: number, commands: string) => useShare(client, `//${address}/alfresco`, port, commands)
    const nodesAt = async (port: number): Promise<readonly string[]> => {
      const seen: string[] = []
      // Not in the order of round robin, which would give each the same node again.
      for (const client of clients.toReversed()) seen.unshift(await use(client, port, 'get node -'))
      return seen
    }

    for (const client of clients) await use(client, 445, 'ls')
    const before = await nodesAt(445)
    expect(before.toSorted()).toEqual(nodes)
    expect(await nodesAt(139)).toEqual(before)
    const [first] = clients
    const [dead = ''] = before
    if (first === undefined) throw new Error('There is a client.')
    await first.write('/run/report', 'ours')
    await use(first, 445, 'put /run/report report')
    expect(await lab.at(dead).read(`${shareFolder}/report`)).toBe('ours')

    const seen = (): readonly string[] => [...new Set([...servers.values()].flatMap(server => server.clientsOf('alfresco')))]
    // Alfresco takes several clients that come from one address for one, unless it is told of that address.
    const expected = (await toldOf(lab.at(dead), 'cifs.loadBalancerList')).split(',')
    expect(seen()).toEqual(expected.slice(0, 1))

    await until('lb2 knows all clients', async () => (await units[1].haproxy.command('show table cifs')).includes('used:3\n'))
    await units[0].host.powerOff()
    await until('lb2 has the address', () => hasAddress(units[1].host, address))
    expect(await nodesAt(139)).toEqual(before)
    expect(await use(first, 445, 'get report -')).toBe('ours')
    expect(seen().toSorted()).toEqual(expected)

    await servers.get(dead)?.stop('SIGKILL')
    const after = await nodesAt(445)
    expect(after[0]).not.toBe(dead)
    expect(after.slice(1)).toEqual(before.slice(1))
    expect(await nodesAt(139)).toEqual(after)
  }, 150_000)
})

/** What a node's own Alfresco is told of passive FTP: another server does the same here. */
const passiveOf = async (host: Host): Promise<Passive> => ({
  from: Number(await toldOf(host, 'ftp.dataPortFrom')),
  to: Number(await toldOf(host, 'ftp.dataPortTo')),
  address: await toldOf(host, 'ftp.externalAddress'),
})

describeLab(['keepalived', 'vsftpd', 'curl'], () => {
  const open = labs()

  test('files come and go over the ports of the node that has the client, at the address that Alfresco is told', async () => {
    const lab = await open()
    const ranges = new Map<string, Passive>()
    await openExample(lab, ['ftp', 'ftp-data1', 'ftp-data2', 'ftp-data3'], async host => {
      const passive = await passiveOf(host)
      ranges.set(host.name, passive)
      return startFtp(host, passive)
    })
    const client = await lab.host('client', {eth0: '192.168.1.100/24'})
    await client.write('/run/report', 'ours')
    const ownerOf = ({port}: Transfer['told']): string | undefined =>
      nodes.find(name => port >= (ranges.get(name)?.from ?? 0) && port <= (ranges.get(name)?.to ?? 0))

    const served: string[] = []
    for (const how of ['PASV', 'EPSV', 'PASV', 'EPSV', 'PASV', 'EPSV'] as const) {
      const {body, told} = await transfer(client, how, `ftp://${address}/node`)
      served.push(body)
      expect({address: told.address, owner: ownerOf(told)}).toEqual({address: how === 'PASV' ? address : undefined, owner: body})
    }
    expect(new Set(served)).toEqual(new Set(nodes))

    const {told} = await transfer(client, 'PASV', '-T', '/run/report', `ftp://${address}/in/report`)
    expect(await lab.at(ownerOf(told) ?? '').read(`${inbox}/report`)).toBe('ours')
  }, 120_000)
})
