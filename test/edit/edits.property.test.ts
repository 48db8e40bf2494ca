import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import {CORE_SCHEMA, load, mergeTag} from 'js-yaml'
import {addNode} from '../../src/edit/add-node.ts'
import {drainNode, enableNode, setWeight} from '../../src/edit/node-field.ts'
import {removeNode} from '../../src/edit/remove-node.ts'
import type {Edited} from '../../src/edit/spec-text.ts'
import type {Finding, Report} from '../../src/findings/finding.ts'
import {randomSpec} from './random-specs.ts'

type Edit = (text: string, report: Report) => readonly Edited[] | undefined

/** The text after an edit, which must not be refused. */
function after(text: string, edit: Edit): string {
  const findings: Finding[] = []
  const edited = edit(text, finding => void findings.push(finding))
  if (edited === undefined) throw new Error(`${findings.map(({message}) => message).join('\n')}\n${text}`)
  return edited[0]?.text ?? text
}

const sourceOf = (text: string) => [{file: 'cluster.yaml', text}]
const add =
  (name: string, address: string, weight?: number): Edit =>
  (text, report) =>
    addNode(sourceOf(text), {name, address, ...(weight !== undefined && {weight})}, undefined, report)
const remove =
  (name: string): Edit =>
  (text, report) =>
    removeNode(sourceOf(text), name, report)
const drain =
  (node: string, service?: string): Edit =>
  (text, report) =>
    drainNode(sourceOf(text), {node, ...(service !== undefined && {service})}, report)
const enable =
  (node: string, service?: string): Edit =>
  (text, report) =>
    enableNode(sourceOf(text), {node, ...(service !== undefined && {service})}, report)

interface Value {
  readonly nodes: Record<string, unknown>
  readonly services?: Record<string, {readonly nodes?: unknown}>
}
const valueOf = (text: string): Value => load(text, {schema: CORE_SCHEMA.withTags(mergeTag)}) as Value
const nameOf = (item: unknown): unknown => (typeof item === 'string' ? item : (item as {node: string}).node)
const listsOf = (text: string): readonly (readonly [string, readonly unknown[] | undefined])[] =>
  Object.entries(valueOf(text).services ?? {}).map(([name, {nodes}]) => [name, Array.isArray(nodes) ? nodes.map(nameOf) : undefined])

const name = fc.constantFrom('new', 'on', '1e3', 'x-1', 'a.b', 'null', 'yes')
const address = fc.constantFrom('10.9.9.9', '2001:db8::99', 'fe80::', '::', 'on', 'host.example.com')
const runs = {numRuns: 100}

describe('adding a node', () => {
  test('and removing it again restores the text', () => {
    fc.assert(
      fc.property(randomSpec, name, address, fc.option(fc.nat(256), {nil: undefined}), ({text}, added, at, weight) => {
        expect(after(after(text, add(added, at, weight)), remove(added))).toBe(text)
      }),
      runs,
    )
  })

  test('keeps every comment, and changes nothing but the node and the full lists', () => {
    fc.assert(
      fc.property(randomSpec, name, address, ({text, names, comments}, added, at) => {
        const result = after(text, add(added, at))
        for (const comment of comments) expect(result).toContain(comment)
        const {[added]: node, ...others} = valueOf(result).nodes
        expect(others).toEqual(valueOf(text).nodes)
        expect(typeof node === 'string' ? {address: node} : node).toEqual({address: at})
        const isFull = (list: readonly unknown[] | undefined): boolean => list !== undefined && names.every(known => list.includes(known))
        expect(listsOf(result)).toEqual(listsOf(text).map(([service, list]) => [service, list && isFull(list) ? [...list, added] : list]))
      }),
      runs,
    )
  })

  test('only puts characters in', () => {
    fc.assert(
      fc.property(randomSpec, name, address, ({text}, added, at) => {
        let found = 0
        for (const character of after(text, add(added, at))) if (character === text[found]) found++
        expect(found).toBe(text.length)
      }),
      runs,
    )
  })
})

test('removing a node keeps the other nodes, and every list without it', () => {
  fc.assert(
    fc.property(randomSpec, fc.nat(3), ({text, names}, choice) => {
      const gone = names[choice % names.length] ?? ''
      const edited = removeNode(sourceOf(text), gone, () => undefined)
      const usesAll = Object.values(valueOf(text).services ?? {}).some(({nodes}) => nodes === undefined || nodes === 'all')
      const isLeftEmpty = listsOf(text).some(([, list]) => list?.every(item => item === gone)) || (usesAll && names.length === 1)
      expect(edited === undefined).toBe(isLeftEmpty)
      const result = edited?.[0]?.text
      if (result === undefined) return
      const {[gone]: _, ...others} = valueOf(text).nodes
      expect(valueOf(result).nodes ?? {}).toEqual(others)
      expect(listsOf(result)).toEqual(listsOf(text).map(([service, list]) => [service, list?.filter(item => item !== gone)]))
    }),
    runs,
  )
})

describe('draining a node', () => {
  test('and enabling it again restores the text', () => {
    fc.assert(
      fc.property(randomSpec, fc.nat(3), ({text, names}, choice) => {
        const node = names[choice % names.length] ?? ''
        const drained = after(text, drain(node))
        expect(valueOf(drained).nodes[node]).toMatchObject({state: 'drain'})
        expect(after(drained, enable(node))).toBe(text)
      }),
      runs,
    )
  })

  test('keeps every comment, and every other value', () => {
    fc.assert(
      fc.property(randomSpec, fc.nat(3), ({text, names, comments}, choice) => {
        const node = names[choice % names.length] ?? ''
        const result = after(text, drain(node))
        for (const comment of comments) expect(result).toContain(comment)
        const {nodes: before, ...rest} = valueOf(text)
        const {nodes, ...others} = valueOf(result)
        expect(others).toEqual(rest)
        const old = before[node]
        expect(nodes).toEqual({...before, [node]: {...(typeof old === 'string' ? {address: old} : (old as object)), state: 'drain'}})
      }),
      runs,
    )
  })

  test('in one service, and enabling it again restores the text, unless the list is shared or there is none', () => {
    fc.assert(
      fc.property(randomSpec, fc.nat(3), fc.nat(3), ({text, names}, choice, at) => {
        const node = names[choice % names.length] ?? ''
        const [service, list] = listsOf(text)[at] ?? []
        if (service === undefined || list?.includes(node) !== true || text.includes('*pool')) return
        const drained = after(text, drain(node, service))
        expect(JSON.stringify(valueOf(drained).services?.[service]?.nodes)).toContain('"state":"drain"')
        expect(after(drained, enable(node, service))).toBe(text)
      }),
      runs,
    )
  })
})

test('a weight that is set twice is the second one', () => {
  fc.assert(
    fc.property(randomSpec, fc.nat(256), fc.nat(256), ({text}, first, second) => {
      const weigh =
        (weight: number): Edit =>
        (source, report) =>
          setWeight(sourceOf(source), {node: 'node1'}, weight, report)
      const result = after(after(text, weigh(first)), weigh(second))
      expect(result).toBe(after(text, weigh(second)))
      expect(valueOf(result).nodes['node1']).toMatchObject({weight: second})
    }),
    runs,
  )
})
