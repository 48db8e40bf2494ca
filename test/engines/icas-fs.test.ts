import {expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {ask, askNode, countAnswers, hear} from '../support/traffic/clients.ts'
import {type Lab, example, labs} from '../support/traffic/lab.ts'
import {playHttp, playTcp} from '../support/traffic/nodes.ts'
import {until} from '../support/traffic/wait.ts'

const open = labs()
const quick = `${example('icas-fs')}\ndefaults: {check: {interval: 100ms, fall: 2, rise: 2}}\n`
const health = '/minio/health/cluster'

const playS3 = (lab: Lab, status: (name: string, url: string) => number = () => 200): Promise<void> =>
  lab.play(443, (name, place) => playHttp(name, place, {pem: lab.certificates.server, status: url => status(name, url)}))

describeHaproxies(['2.6', '3.4'], engine => {
  test('S3 comes in plain or in TLS, and goes on in TLS', async () => {
    const lab = open(engine, quick)
    await playS3(lab)
    await lab.start()
    const answers = await Promise.all([
      askNode({...lab.door(80), path: '/bucket/a'}),
      askNode({...lab.door(443), path: '/bucket/a', tls: {}}),
    ])
    for (const {url, port, encrypted} of answers) expect([url, port, encrypted]).toEqual(['/bucket/a', lab.door(443).port, true])
  })

  test('a node whose port is open, and that does not say 200, gets no S3', async () => {
    const lab = open(engine, quick)
    const said = new Map<string, number>()
    const asked = new Set<string>()
    await playS3(lab, (name, url) => (asked.add(url), url === health ? (said.get(name) ?? 200) : 200))
    await lab.start()
    const who = async (): Promise<ReadonlySet<string>> =>
      new Set(await Promise.all(Array.from({length: 6}, async () => (await askNode(lab.door(80))).node)))
    const state = async (): Promise<string | undefined> => (await lab.states())['s3/icas1']
    expect(await who()).toEqual(new Set(['icas1', 'icas2']))
    expect(asked).toContain(health)
    // 204 would do for most; this service wants to hear 200.
    for (const status of [503, 204]) {
      said.set('icas1', status)
      await until(`icas1 is down for ${status}`, async () => (await state()) === 'DOWN')
      expect(await who()).toEqual(new Set(['icas2']))
      said.delete('icas1')
      await until('icas1 is up', async () => (await state()) === 'UP')
      expect(await who()).toEqual(new Set(['icas1', 'icas2']))
    }
  }, 20_000)

  test('a node that does not speak TLS is down', async () => {
    const lab = open(engine, quick)
    await lab.play(443, playHttp, ['icas1'])
    await lab.play(443, (name, place) => playHttp(name, place, {pem: lab.certificates.server}), ['icas2'])
    await lab.start()
    await until('icas1 is down', async () => (await lab.states())['s3/icas1'] === 'DOWN')
    expect((await lab.states())['s3/icas2']).toBe('UP')
    expect((await ask(lab.door(80))).status).toBe(200)
  })

  test('NFS keeps the port that the client used, SMB has its own', async () => {
    const lab = open(engine, quick)
    await lab.play([111, 2049, 445], playTcp)
    await lab.start()
    for (const port of [111, 2049, 445]) {
      const heard = await Promise.all(Array.from({length: 4}, () => hear(lab.door(port))))
      const here = lab.door(port).port
      expect(heard.map(words => words.split(' ').slice(0, 2).join(' ')).toSorted()).toEqual([
        `icas1 ${here}`,
        `icas1 ${here}`,
        `icas2 ${here}`,
        `icas2 ${here}`,
      ])
    }
  })

  test('without a port mapper a node gets no NFS, and SMB goes on', async () => {
    const lab = open(engine, quick)
    await lab.play([111, 2049, 445], playTcp)
    await lab.start()
    await lab.kill('icas1', 111)
    await until('icas1 is down', async () => (await lab.states())['nfs/icas1'] === 'DOWN')
    expect(await countAnswers(lab.door(2049), 4)).toEqual({icas2: 4})
    expect(await countAnswers(lab.door(445), 4)).toEqual({icas1: 2, icas2: 2})
  })
})
