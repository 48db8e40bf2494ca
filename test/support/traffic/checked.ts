import {type Socket, createServer} from 'node:net'
import {TLSSocket} from 'node:tls'
import {type Place, type PlayedNode, ignore, listen, pair} from './nodes.ts'

/** How a node answers its checks. */
export type Mood = 'well' | 'wrongly' | 'never'

/** A node that is checked. */
export interface CheckedNode extends PlayedNode {
  mood: Mood
  /** How it answers the next checks, before it falls back on its mood. */
  script: Mood[]
  /** When each check came, in milliseconds. */
  readonly times: number[]
  /** All that was said on each of its connections, a character a byte. */
  readonly heard: string[]
}

/** What a node speaks, a character a byte. */
export interface Protocol {
  /** Certificate and key: all is in TLS. */
  readonly pem?: string
  /** What it says before it has heard anything. */
  readonly greeting?: string
  /** In turn: what a check must say, what is answered, and what a node answers that is not well. */
  readonly steps: readonly {readonly asked: RegExp; readonly good: string; readonly bad: string}[]
}

/** Speaks just enough of a protocol for checks; a check that says anything else gets no answer. */
export async function playChecked(place: Place, protocol: Protocol): Promise<CheckedNode> {
  const times: number[] = []
  const heard: string[] = []
  const server = createServer(socket => {
    times.push(performance.now())
    const mood = node.script.shift() ?? node.mood
    if (mood === 'never') return void socket.on('error', ignore).resume()
    if (protocol.pem === undefined) return converse(socket, protocol, mood, heard)
    // Where TLS is all that there is, a bad answer is none in TLS.
    if (mood === 'wrongly' && protocol.steps.length === 0) return void socket.on('error', ignore).end('Not today.\r\n')
    const secure = new TLSSocket(socket, {isServer: true, ...pair(protocol.pem)})
    converse(secure, protocol, mood, heard)
  })
  const node: CheckedNode = {...(await listen(server, place)), mood: 'well', script: [], times, heard}
  return node
}

/** A node's agent. */
export interface PlayedAgent extends PlayedNode {
  /** What it answers. */
  says: string
  /** What it was last told. */
  readonly told: string
}

/** Answers each line with one of its own. */
export async function playAgent(place: Place): Promise<PlayedAgent> {
  const words = {says: 'up', told: ''}
  const server = createServer(socket => {
    socket.on('error', ignore).once('data', (bytes: Buffer) => {
      words.told = bytes.toString()
      socket.end(`${words.says}\n`)
    })
  })
  return Object.assign(words, await listen(server, place))
}

function converse(socket: Socket, {greeting, steps}: Protocol, mood: 'well' | 'wrongly', heard: string[]): void {
  const index = heard.push('') - 1
  let [step, rest] = [0, '']
  socket.on('error', ignore).on('data', (bytes: Buffer) => {
    heard[index] += bytes.toString('latin1')
    rest += bytes.toString('latin1')
    for (let next = steps[step]; next !== undefined; next = steps[step]) {
      const found = next.asked.exec(rest)
      if (found === null) return
      rest = rest.slice(found[0].length)
      step++
      if (mood === 'well') socket.write(next.good, 'latin1')
      // Some checks wait for more where the answer is not what they look for.
      else socket.end(next.bad, 'latin1')
    }
  })
  if (greeting !== undefined) socket.write(greeting, 'latin1')
}

const lines = (...texts: readonly string[]): string => texts.map(text => `${text}\r\n`).join('')

/** The length of a MySQL packet and its number in the conversation stand before it. */
const packet = (number: number, content: string): string => String.fromCodePoint(content.length, 0, 0, number) + content

const mysqlGreeting = packet(
  0,
  // Version 10 of the protocol, the server's version, thread, salt, what it can do, character set, state, more of both.
  `\x0a8.0.36\0\x08\0\0\0abcdefgh\0\xff\xf7\x08\x02\0\xff\x81\x15${'\0'.repeat(10)}ijklmnopqrst\0mysql_native_password\0`,
)

/** What servers of each kind say to a check of theirs that names `user` or `domain`. */
export const protocols = {
  smtp: (domain: string): Protocol => ({
    greeting: lines('220 mail.example ESMTP'),
    steps: [
      {asked: new RegExp(`^EHLO ${domain}\r\n`), good: lines('250-mail.example', '250 HELP'), bad: lines('550 Not from there')},
      {asked: /^QUIT\r\n/, good: lines('221 Bye'), bad: ''},
    ],
  }),
  // An anonymous bind in version 3; its answer is 0, success, or 49, invalid credentials.
  ldap: (): Protocol => ({
    steps: [
      {
        asked: /^\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\0\x80\0/,
        good: '\x30\x0c\x02\x01\x01\x61\x07\x0a\x01\x00\x04\0\x04\0',
        bad: '\x30\x0c\x02\x01\x01\x61\x07\x0a\x01\x31\x04\0\x04\0',
      },
    ],
  }),
  mysql: (user: string): Protocol => ({
    greeting: mysqlGreeting,
    steps: [
      {
        asked: new RegExp(`^[^]{3}\x01[^]*?${user}\0`),
        good: packet(2, '\0\0\0\x02\0\0\0'),
        bad: packet(2, `\xff\x15\x04#28000Access denied for user '${user}'`),
      },
    ],
  }),
  // Asks for a password, or knows no such user.
  postgresql: (user: string): Protocol => ({
    steps: [
      {
        asked: new RegExp(`^[^]{4}\0\x03\0\0user\0${user}\0[^]*?\0`),
        good: 'R\0\0\0\x08\0\0\0\x03',
        bad: 'E\0\0\0\x1fSFATAL\0C28000\0Mnot from here\0\0',
      },
    ],
  }),
  redis: (): Protocol => ({
    steps: [
      {asked: /^\*1\r\n\$4\r\nPING\r\n/, good: lines('+PONG'), bad: lines('-LOADING Redis is loading the dataset in memory')},
      {asked: /^\*1\r\n\$4\r\nQUIT\r\n/, good: lines('+OK'), bad: ''},
    ],
  }),
  http: (line: RegExp): Protocol => ({
    steps: [
      {
        asked: new RegExp(`^${line.source}\r\n(?:[^\r]+\r\n)*\r\n`),
        good: lines('HTTP/1.0 200 OK', 'content-length: 0', ''),
        bad: lines('HTTP/1.0 500 Out of order', 'content-length: 0', ''),
      },
    ],
  }),
  text: (asked: RegExp, good: string, bad: string): Protocol => ({steps: [{asked, good, bad}]}),
  /** What comes in TLS does not matter. */
  tls: (pem: string): Protocol => ({pem, steps: []}),
} as const
