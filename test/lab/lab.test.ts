import {spawnSync} from 'node:child_process'
import {randomInt} from 'node:crypto'
import {expect, test} from '@jest/globals'
import {describeLab, measured} from '../support/lab/available.ts'
import {startHaproxy} from '../support/lab/haproxy.ts'
import {labs} from '../support/lab/lab.ts'
import {sleep, until} from '../support/traffic/wait.ts'

const spec = `
lbgen: 1
name: split
loadBalancers: {lb1: 192.168.1.10}
nodes:
  web1: {address: 192.168.1.21, weight: 77}
  web2: {address: 192.168.1.22, weight: 179}
services:
  web: {listen: 192.168.1.10:80, mode: http}
haproxy: {version: "2.6"}
`

const proxied = `
lbgen: 1
name: proxied
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21}
services:
  first: {listen: 192.168.1.10:80, clientAddress: proxy-protocol}
  second: {listen: 192.168.1.10:81, clientAddress: proxy-protocol-v2}
haproxy: {version: "2.6"}
`

describeLab([], () => {
  const open = labs()

  test('a cluster at its own addresses shares 256 requests as its weights say, and another one beside it does too', async () => {
    const run = async (): Promise<Readonly<Record<string, number>>> => {
      const lab = await open()
      await lab.install(spec)
      const client = await lab.host('client', {eth0: '192.168.1.100/24'})
      for (const name of ['web1', 'web2']) await lab.at(name).play(80)
      await startHaproxy(lab.at('lb1'))
      return client.count('http://192.168.1.10/', 256)
    }
    const start = Date.now()
    const shares = await Promise.all([run(), run()])
    measured(`two labs: ${JSON.stringify(shares)} after ${Date.now() - start} ms`)
    expect(shares).toEqual([
      {web1: 77, web2: 179},
      {web1: 77, web2: 179},
    ])
  }, 60_000)

  test('a machine has files, a name and processes of its own', async () => {
    const lab = await open()
    const [one, other] = await Promise.all([lab.host('one', {eth0: '192.168.1.1/24'}), lab.host('other', {eth0: '192.168.1.2/24'})])
    await one.write('/etc/haproxy/only-here', 'here\n', 0o600)
    expect(await one.shell('hostname; stat -c %a /etc/haproxy/only-here; cat /etc/haproxy/only-here')).toBe('one\n600\nhere\n')
    expect((await other.attempt(['cat', '/etc/haproxy/only-here'])).exitCode).toBe(1)
    expect((await other.attempt(['sleep', '10'], {timeoutMs: 100})).exitCode).toBe(137)
    await expect(other.run('sh', '-c', 'echo why >&2; exit 3')).rejects.toThrow('other: sh -c echo why >&2; exit 3: exit code 3\nwhy')
    await one.start('sleep', '77')
    expect(await one.shell('ps -A -o args | grep -c "^sleep 77"')).toBe('1\n')
    expect(await other.shell('ps -A -o args')).not.toContain('sleep 77')
    await one.powerOff()
    await expect(one.run('true')).rejects.toThrow('The host is gone.')
    const again = await lab.host('one', {eth0: '192.168.1.1/24'})
    expect((await again.attempt(['cat', '/etc/haproxy/only-here'])).exitCode).toBe(1)
    await other.run('ping', '-q', '-c', '1', '-W', '5', '192.168.1.1')
  }, 60_000)

  test('nodes say what they heard, in HTTP, TCP, UDP and with the PROXY protocol', async () => {
    const lab = await open()
    const node = await lab.host('node', {eth0: ['192.168.1.1/24', '2001:db8::1/64']})
    const client = await lab.host('client', {eth0: ['192.168.1.2/24', '192.168.1.3/24', '2001:db8::2/64']})
    await Promise.all([node.play(80, {status: {'/ill': 503}}), node.play(445, {kind: 'tcp'}), node.play(53, {kind: 'udp'})])
    const from = '192.168.1.3'
    expect(await client.ask('http://192.168.1.1/ill?x', {from})).toMatchObject({
      node: 'node',
      port: 80,
      source: from,
      status: 503,
      url: '/ill?x',
    })
    expect(await client.ask('tcp://[2001:db8::1]:445')).toEqual({node: 'node', port: 445, source: '2001:db8::2'})
    expect(await client.ask('udp://192.168.1.1:53')).toEqual({node: 'node', port: 53, source: '192.168.1.2'})
  }, 60_000)

  test('nodes hear of clients by the PROXY protocol', async () => {
    const lab = await open()
    await lab.install(proxied)
    const client = await lab.host('client', {eth0: '192.168.1.100/24'})
    for (const port of [80, 81]) await lab.at('web1').play(port, {proxy: true})
    await startHaproxy(lab.at('lb1'))
    const heard = {node: 'web1', source: '192.168.1.10', told: '192.168.1.100'}
    expect(await client.ask('http://192.168.1.10:80/')).toMatchObject({...heard, version: 'v1'})
    expect(await client.ask('http://192.168.1.10:81/')).toMatchObject({...heard, version: 'v2'})
    await expect(client.ask('http://192.168.1.21/')).rejects.toThrow('client: ask "http://192.168.1.21/"')
  }, 60_000)

  test('a watch tells of an outage and of nothing else', async () => {
    const lab = await open()
    const node = await lab.host('node', {eth0: '192.168.1.1/24'})
    const client = await lab.host('client', {eth0: '192.168.1.2/24'})
    await node.play(80)
    const well = await client.watch('http://192.168.1.1/', {patienceMs: 5000})
    await sleep(500)
    expect(await well.end()).toMatchObject({lost: 0, outages: []})

    const watch = await client.watch('http://192.168.1.1/')
    const start = Date.now()
    await node.unplug()
    await sleep(1000)
    await node.plug()
    const answers = (): Promise<boolean> =>
      client.ask('http://192.168.1.1/').then(
        () => true,
        () => false,
      )
    await until('the node answers', answers)
    const longest = Date.now() - start
    const {lost, asked, outages} = await watch.end()
    measured(`unplugged for 1000 to ${longest} ms: ${lost} of ${asked} lost in ${outages.join(' + ')} ms`)
    expect(Math.max(...outages)).toBeGreaterThan(500)
    expect(Math.max(...outages)).toBeLessThan(longest + 1000)
  }, 60_000)

  test('nothing is left of a lab that has ended', async () => {
    const seconds = String(randomInt(1e8, 2e8))
    const processes = (): string => spawnSync('pgrep', ['-fa', `^sleep ${seconds}`], {encoding: 'utf8'}).stdout
    const lab = await open()
    const host = await lab.host('host', {eth0: '192.168.1.1/24'})
    // As a daemon does, it leaves its session and its parent.
    await host.shell(`setsid -f sleep ${seconds} >/dev/null 2>&1`)
    await until('it runs', () => processes() !== '')
    await lab.close()
    expect(processes()).toBe('')
  }, 60_000)
})
