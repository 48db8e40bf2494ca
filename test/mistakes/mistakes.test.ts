import {readFileSync, readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {formatPretty} from '../../src/findings/format.ts'
import {compileTexts} from '../support/compiling.ts'

const folder = import.meta.dirname
const page = join(folder, '../../docs/mistakes.md')

/** A mistake that people made: how it looks in haproxy.cfg, and as a spec. */
interface Mistake {
  readonly title: string
  readonly why: string
  /** Where it was seen, or where somebody warns of it. */
  readonly seen: string
  readonly config: string
  readonly spec: string
}

/** Reads a file: a title, why, where it was seen, and lines of haproxy.cfg, all in remarks, and then the spec. */
function readMistake(file: string): Mistake {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n')
  const remarks = lines.filter(line => line.startsWith('# ')).map(line => line.slice(2))
  const told = (key: string): string => remarks.find(line => line.startsWith(key))?.slice(key.length) ?? ''
  return {
    title: remarks[0] ?? '',
    why: told('why: '),
    seen: told('seen: '),
    config: remarks.flatMap(line => (line.startsWith('| ') ? [line.slice(2)] : [])).join('\n'),
    spec: lines.filter(line => !line.startsWith('# ')).join('\n'),
  }
}

const mistakes = readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .map(file => [file.slice(0, -5), readMistake(file)] as const)

const findingsIn = ({spec}: Mistake) => compileTexts(spec).findings

const block = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``

const section = (mistake: Mistake): string => `## ${mistake.title}

${mistake.why}

${block('haproxy', mistake.config)}

The same as a spec, and what lbgen says of it:

${block('yaml', mistake.spec)}

${block('text', formatPretty(findingsIn(mistake)))}

Seen: <${mistake.seen}>
`

const text = `# Mistakes

${mistakes.length} mistakes from configurations of HAProxy that people asked about, or repaired, in public, each written as a spec. What is
shown is what \`lbgen validate\` says.

Some others cannot be made here: time-outs are never missing, for the language has defaults for all that HAProxy wants; rules of
different kinds cannot be in the wrong order, for lbgen writes them; a server's name cannot be there twice, and no rule can name a
condition that is not defined.

${mistakes.map(([, mistake]) => section(mistake)).join('\n')}`

test('there are 25 and more', () => {
  expect(mistakes.length).toBeGreaterThanOrEqual(25)
})

describe.each(mistakes)('%s', (_, mistake) => {
  test('says what it is, why it is one, and where it was seen', () => {
    expect(mistake.title).toMatch(/^[A-Z].*[^.]$/)
    expect(mistake.why).toMatch(/^[A-Z`].{20,}\.$/)
    expect(mistake.seen).toMatch(/^https:\/\/\S+$/)
    expect(mistake.config).not.toBe('')
  })

  test('is caught once, at its line, with what to do about it', () => {
    const findings = findingsIn(mistake)
    expect(findings.map(({span, hint}) => [span === undefined, hint === undefined])).toEqual([[false, false]])
  })
})

test('docs/mistakes.md shows them; `npm run update` writes it', () => {
  if (process.env['UPDATE'] === '1') writeFileSync(page, text)
  expect(readFileSync(page, 'utf8')).toBe(text)
})
