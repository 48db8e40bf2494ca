import fc from 'fast-check'

/** A spec in a layout of its own, and what it says. */
export interface RandomSpec {
  readonly text: string
  readonly names: readonly string[]
  /** The comments of the text, each one unlike the others. */
  readonly comments: readonly string[]
}

interface NodeLayout {
  readonly form: 'short' | 'flow' | 'padded' | 'lone' | 'block' | 'anchored'
  readonly address: string
  readonly quote: '' | '"' | "'"
  readonly above: boolean
  readonly behind: boolean
  readonly below: boolean
  readonly blank: boolean
}

interface ListLayout {
  readonly form: 'none' | 'all' | 'tag' | 'flow' | 'tight' | 'lines' | 'comma' | 'block' | 'flush' | 'shared'
  readonly asMaps: boolean
  readonly subset: boolean
  readonly behind: boolean
}

interface Layout {
  readonly eol: '\n' | '\r\n'
  readonly bom: boolean
  readonly finalBreak: boolean
  readonly start: '' | '---' | '# top' | '%YAML 1.2\n---'
  readonly nodesForm: 'block' | 'flow' | 'lines' | 'comma' | 'closing'
  readonly nodes: readonly NodeLayout[]
  readonly spaced: boolean
  readonly after: readonly ('' | '# left' | '  # same' | '      # deeper')[]
  readonly services: readonly ListLayout[]
  readonly nodesLast: boolean
  readonly indent: 2 | 4
  readonly tab: boolean
}

const nodeLayout: fc.Arbitrary<NodeLayout> = fc.record({
  form: fc.constantFrom('short', 'flow', 'padded', 'lone', 'block', 'anchored'),
  address: fc.constantFrom('10.0.0.1', '192.168.110.70', '2001:db8::21', '::1', 'node.example.com', 'n1'),
  quote: fc.constantFrom('', '"', "'"),
  above: fc.boolean(),
  behind: fc.boolean(),
  below: fc.boolean(),
  blank: fc.boolean(),
})

const listLayout: fc.Arbitrary<ListLayout> = fc.record({
  form: fc.constantFrom('none', 'all', 'tag', 'flow', 'tight', 'lines', 'comma', 'block', 'flush', 'shared'),
  asMaps: fc.boolean(),
  subset: fc.boolean(),
  behind: fc.boolean(),
})

const layout: fc.Arbitrary<Layout> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  finalBreak: fc.boolean(),
  start: fc.constantFrom('', '---', '# top', '%YAML 1.2\n---'),
  nodesForm: fc.constantFrom('block', 'block', 'flow', 'lines', 'comma', 'closing'),
  nodes: fc.array(nodeLayout, {minLength: 1, maxLength: 4}),
  spaced: fc.boolean(),
  after: fc.array(fc.constantFrom('', '# left', '  # same', '      # deeper'), {maxLength: 3}),
  services: fc.array(listLayout, {maxLength: 4}),
  nodesLast: fc.boolean(),
  indent: fc.constantFrom(2, 4),
  tab: fc.boolean(),
})

/** Specs in every layout that people write, with at least one node, all of them sound. */
export const randomSpec: fc.Arbitrary<RandomSpec> = layout.map(build)

function build(choice: Layout): RandomSpec {
  const comments: string[] = []
  const comment = (text = '#'): string => {
    comments.push(`${text} c${comments.length};${choice.tab ? '\tx' : ''}`)
    return comments.at(-1) ?? ''
  }
  const names = choice.nodes.map((_, index) => `node${index + 1}`)
  const nodes = [...nodesText(choice, names, comment), ...choice.after.map(line => (line === '' ? '' : comment(line)))]
  const services = servicesText(choice, names, comment)
  const parts = choice.nodesLast ? [...services, ...nodes] : [...nodes, ...services]
  const head = choice.start === '# top' ? comment('# top') : choice.start
  const lines = [...head.split('\n').filter(line => line !== ''), 'lbgen: 1', 'name: x', ...parts]
  const body = lines.join('\n').replaceAll('\n', choice.eol)
  const text = (choice.bom ? '\ufeff' : '') + body + (choice.finalBreak ? choice.eol : '')
  return {text, names, comments: comments.map(written => written.trim()).filter(written => text.includes(written))}
}

type Comment = (text?: string) => string

function nodesText(choice: Layout, names: readonly string[], comment: Comment): readonly string[] {
  const pad = ' '.repeat(choice.indent)
  const inFlow = (node: NodeLayout): NodeLayout => (node.form === 'block' ? {...node, form: 'flow'} : node)
  const flow = choice.nodes.map((node, index) => nodeText(inFlow(node), names[index] ?? '', pad).join(''))
  const behind = (index: number): string => (choice.nodes[index]?.behind === true ? `  ${comment()}` : '')
  switch (choice.nodesForm) {
    case 'flow':
      return [`nodes: {${flow.join(', ')}}${behind(0)}`]
    case 'lines':
      return ['nodes: {', ...flow.map((entry, index) => `${pad}${entry}${index < flow.length - 1 ? ',' : ''}${behind(index)}`), ' }']
    case 'comma':
      return [`nodes: {${behind(0)}`, ...flow.map((entry, index) => `${pad}${entry},${behind(index)}`), '  }']
    case 'closing':
      return [`nodes: {${flow.join(',\n        ')}}`]
    case 'block':
      return ['nodes:', ...choice.nodes.flatMap((node, index) => blockNode(choice, node, names[index] ?? '', index, comment))]
  }
}

function blockNode(choice: Layout, node: NodeLayout, name: string, index: number, comment: Comment): readonly string[] {
  const pad = ' '.repeat(choice.indent)
  const [first, ...rest] = nodeText(node, name, pad)
  const blank = index > 0 && (choice.spaced || node.blank) ? [''] : []
  const above = node.above ? [comment(`${pad}#`)] : []
  const below = node.below ? [comment(`${pad}${pad}  #`)] : []
  return [...blank, ...above, `${pad}${first}${node.behind ? `   ${comment()}` : ''}`, ...rest, ...below]
}

function nodeText({form, address, quote}: NodeLayout, name: string, pad: string): readonly string[] {
  const written = `${quote}${address}${quote}`
  switch (form) {
    case 'short':
      return [`${name}: ${written}`]
    case 'anchored':
      return [`${name}: &${name} ${written}`]
    case 'lone':
      return [`${name}: {address: ${written}}`]
    case 'flow':
      return [`${name}: {address: ${written}, weight: 3}`]
    case 'padded':
      return [`${name}: { address: ${written} , "weight": 3, }`]
    case 'block':
      return [`${name}:`, `${pad}${pad}address: ${written}`, `${pad}${pad}weight: 77`]
  }
}

function servicesText(choice: Layout, names: readonly string[], comment: Comment): readonly string[] {
  if (choice.services.length === 0) return []
  let isAnchored = false
  const texts = choice.services.flatMap((list, index) => {
    const isShared = list.form === 'shared' && isAnchored
    const anchor = list.form === 'shared' && !isShared ? '&pool ' : ''
    isAnchored ||= anchor !== ''
    return [
      `  s${index}:`,
      `    listen: 10.0.0.9:${index + 1}`,
      ...(isShared ? ['    nodes: *pool'] : listText(list, anchor, names, comment)),
      '    mode: tcp',
    ]
  })
  return ['services:', ...texts]
}

function listText(list: ListLayout, anchor: string, names: readonly string[], comment: Comment): readonly string[] {
  const chosen = list.subset ? names.slice(0, -1) : names
  const items = (chosen.length === 0 ? names : chosen).map((name, index) =>
    list.asMaps && index === 0 ? `{node: ${name}, weight: 2}` : name,
  )
  const behind = list.behind ? `  ${comment()}` : ''
  switch (list.form) {
    case 'none':
      return []
    case 'all':
      return [`    nodes: all${behind}`]
    case 'tag':
      return ['    nodes: {tag: storage}']
    case 'flow':
    case 'shared':
      return [`    nodes: ${anchor}[${items.join(', ')}]${behind}`]
    case 'tight':
      return [`    nodes: [ ${items.join(',')} ]${behind}`]
    case 'lines':
      return [
        '    nodes: [',
        ...items.map((item, index) => `      ${item}${index < items.length - 1 ? ',' : ''}${index === 0 ? behind : ''}`),
        '     ]',
      ]
    case 'comma':
      return [`    nodes:${behind}`, '      [', ...items.map(item => `        ${item},`), '      ]']
    case 'block':
      return [`    nodes:${behind}`, ...items.map(item => `      - ${item}`)]
    case 'flush':
      return ['    nodes:', ...items.map((item, index) => `    -   ${item}${index === items.length - 1 ? behind : ''}`)]
  }
}
