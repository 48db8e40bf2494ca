import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {afterEach, expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {countAnswers, whoAnswers} from '../support/traffic/clients.ts'
import {example, labs} from '../support/traffic/lab.ts'
import {playTcp} from '../support/traffic/nodes.ts'
import {until} from '../support/traffic/wait.ts'

const open = labs()
const children: ChildProcess[] = []
afterEach(() => children.splice(0).forEach(child => child.kill()))

/** A node as a process of its own, that can be killed as such. */
async function startNode(name: string, {host, port}: {readonly host: string; readonly port: number}): Promise<ChildProcess> {
  const program = `require('net').createServer(s => s.on('error', () => {}).end('${name} ')).listen(${port}, '${host}', () => console.log('up'))`
  const child = spawn('timeout', ['120', process.execPath, '-e', program], {stdio: ['ignore', 'pipe', 'ignore']})
  children.push(child)
  await once(child.stdout, 'data')
  return child
}

describeHaproxies(['2.6', '3.4'], engine => {
  test('2,560 clients are split 77 to 179, exactly', async () => {
    const lab = open(engine, example('alfresco-cifs'))
    await lab.play(445, playTcp)
    await lab.start()
    const start = Date.now()
    const counts = await countAnswers(lab.door(445), 2560)
    console.log(`HAProxy ${engine.release}: 2560 connections in ${Date.now() - start} ms: ${JSON.stringify(counts)}`)
    expect(counts).toEqual({alfresco1: 770, alfresco2: 1790})
  })

  test('other weights split otherwise', async () => {
    const lab = open(engine, example('alfresco-cifs').replace('weight: 77', 'weight: 76'))
    await lab.play(445, playTcp)
    await lab.start()
    expect(await countAnswers(lab.door(445), 255)).toEqual({alfresco1: 76, alfresco2: 179})
  })
})

describeHaproxies(['2.6'], engine => {
  test('a killed node is left out after its checks fail, and back after they succeed', async () => {
    const lab = open(engine, example('alfresco-cifs'))
    await lab.play(445, playTcp, ['alfresco2'])
    const place = {host: lab.nodeAddress('alfresco1'), port: lab.door(445).port}
    const node = await startNode('alfresco1', place)
    await lab.start()
    const isUp = async (): Promise<boolean> => (await lab.states())['cifs/alfresco1'] === 'UP'
    expect(await isUp()).toBe(true)
    expect((await countAnswers(lab.door(445), 32))['alfresco1']).toBeGreaterThan(0)

    node.kill()
    await once(node, 'close')
    const killed = Date.now()
    // Until the checks have found out, redispatch keeps clients from being turned away.
    expect(await whoAnswers(lab.door(445))).toBe('alfresco2')
    await until('alfresco1 is down', async () => !(await isUp()))
    const down = Date.now() - killed
    expect(await countAnswers(lab.door(445), 256)).toEqual({alfresco2: 256})

    await startNode('alfresco1', place)
    const back = await until('alfresco1 is up', isUp)
    expect(Object.keys(await countAnswers(lab.door(445), 256)).toSorted()).toEqual(['alfresco1', 'alfresco2'])

    console.log(`HAProxy ${engine.release}: check every 2 s, fall 3, rise 2: down after ${down} ms, back after ${back} ms`)
    expect(down).toBeGreaterThan(3500)
    expect(down).toBeLessThan(10_000)
    expect(back).toBeGreaterThan(500)
    expect(back).toBeLessThan(8000)
  }, 40_000)
})
