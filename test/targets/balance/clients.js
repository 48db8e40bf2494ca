// Run with an own loopback: opens a server on each address given, lets 30 clients in through a listener twice, once with the first
// server gone, and prints which server each client met.
import {createConnection, createServer} from 'node:net'
import {setTimeout as wait} from 'node:timers/promises'

const [host, port, ...addresses] = process.argv.slice(2)

const listen = address =>
  new Promise((resolve, reject) => {
    const server = createServer(socket => socket.on('error', () => undefined).end(address))
    server.on('error', reject).listen(Number(port), address, () => resolve(server))
  })

const connect = localAddress =>
  new Promise(resolve => {
    let met = ''
    const socket = createConnection({host, port: Number(port), localAddress})
    socket.on('data', chunk => (met += chunk)).on('error', () => undefined)
    socket.on('close', () => resolve(met || 'closed'))
  })

async function clients() {
  const met = []
  for (let client = 1; client <= 30; client++) met.push(await connect(`127.1.0.${client}`))
  return met
}

const [first, ...others] = await Promise.all(addresses.map(listen))
await wait(300)
const rounds = [await clients(), await clients()]
await new Promise(resolve => first.close(resolve))
rounds.push(await clients())
process.stdout.write(`${JSON.stringify(rounds)}\n`)
for (const server of others) server.close()
