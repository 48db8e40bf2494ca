/** A block of a keepalived.conf: `virtual_server 10.0.0.9 445 {`, what stands in it, and the blocks in that. */
export interface Block {
  readonly kind: string
  /** What follows the kind: `10.0.0.9 445`. */
  readonly name: string
  /** The service that the comment above it tells of. */
  readonly service: string | undefined
  readonly lines: readonly string[]
  readonly blocks: readonly Block[]
}

interface Open extends Block {
  readonly lines: string[]
  readonly blocks: Open[]
}

/** The blocks of a keepalived.conf that lbgen wrote, in order, without comments. */
export function readBlocks(text: string): readonly Block[] {
  const file: Open = {kind: '', name: '', service: undefined, lines: [], blocks: []}
  const open = [file]
  let service: string | undefined
  for (const written of text.split('\n')) {
    const line = written.trim()
    const inner = open.at(-1) ?? file
    if (line === '') service = undefined
    else if (line.startsWith('#')) service ??= /^# Service (?<name>.+)$/.exec(line)?.groups?.['name']
    else if (line === '}') open.pop()
    else if (line.endsWith(' {')) {
      const [kind = '', ...name] = line.slice(0, -2).split(' ')
      const block = {kind, name: name.join(' '), service, lines: [], blocks: []}
      inner.blocks.push(block)
      open.push(block)
    } else inner.lines.push(line)
  }
  return file.blocks
}

/** What a block says of a word: `priority` of `priority 200`; undefined where it does not say it. */
export function valueIn({lines}: Block, word: string): string | undefined {
  const line = lines.find(one => one === word || one.startsWith(`${word} `))
  return line?.slice(word.length + 1)
}

export const blocksIn = (blocks: readonly Block[], kind: string): readonly Block[] => blocks.filter(block => block.kind === kind)

/** Whether two blocks, or two lists of them, say the same. */
export const saysSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
