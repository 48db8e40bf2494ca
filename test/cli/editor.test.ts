import {afterAll, beforeAll, describe, expect, test} from '@jest/globals'
import {type ChildProcessByStdio, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Readable, Writable} from 'node:stream'
import {pathToFileURL} from 'node:url'
import {type MessageConnection, StreamMessageReader, StreamMessageWriter, createMessageConnection} from 'vscode-jsonrpc/node'
import {lbgen} from './lbgen.ts'

// The language server that editors run for YAML, with a spec that `init` has begun and the schema that `schema` prints.

interface Place {
  readonly line: number
  readonly character: number
}

interface Diagnostic {
  readonly message: string
  readonly range: {readonly start: Place; readonly end: Place}
}

const server = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server')
const folder = mkdtempSync(join(tmpdir(), 'lbgen-editor-'))

let started: ChildProcessByStdio<Writable, Readable, null>
let connection: MessageConnection
let head: string
/** By the document's address: each text is a document of its own. */
const diagnosed = new Map<string, readonly Diagnostic[]>()
let uri = ''
let documents = 0

beforeAll(async () => {
  writeFileSync(join(folder, 'cluster.schema.json'), lbgen(['schema'], {cwd: folder}).stdout)
  const begun = lbgen(['init', 'minimal', '--out', '-'], {cwd: folder}).stdout
  head = begun.slice(0, begun.indexOf('lbgen: 1'))
  started = spawn(process.execPath, [server, '--stdio'], {cwd: folder, stdio: ['pipe', 'pipe', 'inherit']})
  connection = createMessageConnection(new StreamMessageReader(started.stdout), new StreamMessageWriter(started.stdin))
  connection.onRequest('workspace/configuration', ({items}: {items: readonly unknown[]}) => items.map(() => null))
  connection.onRequest('client/registerCapability', () => null)
  connection.onNotification('textDocument/publishDiagnostics', (found: {uri: string; diagnostics: readonly Diagnostic[]}) => {
    diagnosed.set(found.uri, found.diagnostics)
  })
  connection.listen()
  const textDocument = {
    hover: {contentFormat: ['markdown']},
    completion: {completionItem: {snippetSupport: true, documentationFormat: ['markdown']}},
    publishDiagnostics: {},
  }
  await connection.sendRequest('initialize', {processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities: {textDocument}})
  await connection.sendNotification('initialized', {})
  const yaml = {validate: true, hover: true, completion: true, schemaStore: {enable: false}}
  await connection.sendNotification('workspace/didChangeConfiguration', {settings: {yaml}})
})

afterAll(async () => {
  connection.dispose()
  const gone = once(started, 'exit')
  started.kill()
  await gone
  rmSync(folder, {recursive: true})
})

/** Shows the server a spec whose last service line is `line`; the place is that of `|` in it. */
async function write(line: string): Promise<Place> {
  const text = `${head}lbgen: 1\nname: web\nloadBalancers: {lb1: 192.168.1.10}\nnodes: {web1: 192.168.1.21, web2: 192.168.1.22}\nservices:\n  web:\n    listen: 192.168.1.10:80\n    ${line}\n`
  const at = text.lastIndexOf('|')
  const before = text.slice(0, at).split('\n')
  documents += 1
  uri = pathToFileURL(join(folder, `cluster-${documents}.yaml`)).href
  const document = {uri, languageId: 'yaml', version: 1, text: text.slice(0, at) + text.slice(at + 1)}
  await connection.sendNotification('textDocument/didOpen', {textDocument: document})
  return {line: before.length - 1, character: before.at(-1)?.length ?? 0}
}

async function completions(line: string): Promise<ReadonlyMap<string, string | undefined>> {
  const position = await write(line)
  const {items} = await connection.sendRequest<{items: readonly {label: string; documentation?: string}[]}>('textDocument/completion', {
    textDocument: {uri},
    position,
  })
  return new Map(items.map(({label, documentation}) => [label, documentation]))
}

async function hover(line: string): Promise<string> {
  const position = await write(line)
  const {contents} = await connection.sendRequest<{contents: {value: string}}>('textDocument/hover', {textDocument: {uri}, position})
  return contents.value
}

/** What is underlined, and why. */
async function squiggles(line: string): Promise<readonly Diagnostic[]> {
  await write(`${line}|`)
  const until = Date.now() + 10_000
  while (!diagnosed.has(uri) && Date.now() < until) await new Promise(resolve => setTimeout(resolve, 20))
  return diagnosed.get(uri) ?? []
}

describe('an editor with the YAML language server', () => {
  test('completes the values of a field, the default first, and says what each means', async () => {
    const offered = await completions('balance: |')
    expect([...offered.keys()].sort()).toEqual(['first', 'leastconn', 'random', 'roundrobin', 'source', 'static-rr', 'uri'])
    expect([...offered.keys()][0]).toBe('roundrobin')
    expect(offered.get('leastconn')).toBe('To the node with the fewest connections: for long sessions.')
  })

  test('completes the long form too', async () => {
    const offered = await completions('check: {type: |}')
    expect([...offered.keys()]).toEqual(expect.arrayContaining(['http', 'tcp', 'tls', 'smtp']))
  })

  test('completes the keys of a service', async () => {
    const offered = await completions('pers|')
    expect(offered.get('persistence')).toMatch(/^Whether a client stays with its node/)
  })

  test('explains a field, with what it may be and what each means', async () => {
    const shown = await hover('persis|tence: source')
    expect(shown).toMatch(/^#### persistence\n/)
    expect(shown).toContain('Whether a client stays with its node')
    expect(shown).toContain("`source`: By the client's address.")
  })

  test('underlines a wrong key, and only that', async () => {
    const found = await squiggles('persistance: source')
    expect(found.map(({message}) => message)).toEqual(['Property persistance is not allowed.'])
    expect(found[0]?.range.end.character).toBe(4 + 'persistance'.length)
  })

  test('underlines a wrong value', async () => {
    const found = await squiggles('balance: leastcon')
    expect(found.map(({message}) => message)).toEqual([expect.stringContaining('"leastconn"')])
  })

  test.each(['balance: leastconn', 'persistence: {type: cookie}\n    mode: http', 'check: {type: http, path: /health}\n    mode: http'])(
    'underlines nothing in `%s`',
    async line => {
      expect(await squiggles(line)).toEqual([])
      expect(diagnosed.has(uri)).toBe(true)
    },
  )
})
