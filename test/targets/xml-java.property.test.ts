import {expect, test} from '@jest/globals'
import fc from 'fast-check'
import {escapeXml, fitsXml} from '../../src/targets/xml.ts'
import {describeEngine, hasProgram} from '../support/engines.ts'
import {parseXml} from '../support/java.ts'

// Texts that are full of what matters to XML, and texts of any characters.
const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      '-',
      '!',
      '[',
      ']',
      ';',
      '#',
      '1',
      'a',
      ' ',
      '\t',
      '\n',
      '\r',
      'é',
      '\u0085',
      '\u2028',
      '𝄞',
    ),
  }),
  fc.string({unit: 'binary'}),
)

// `java` compiles a source file itself, with the compiler that comes with `javac`.
describeEngine('Java', hasProgram('javac'), () => {
  test("Java's parser reads back every text that XML can hold, in text and in attributes", () => {
    const samples = fc.sample(text, {numRuns: 1000})
    const files = samples.map(
      sample =>
        `<?xml version="1.0" encoding="UTF-8"?>\n<!-- ${escapeXml({comment: sample})} -->\n<a b="${escapeXml(sample)}" c='${escapeXml(sample)}'>${escapeXml(sample)}</a>\n`,
    )
    const trees = parseXml(files)
    expect(trees).toHaveLength(samples.length)
    expect(samples.filter(fitsXml).length).toBeGreaterThan(500)
    for (const [index, sample] of samples.entries()) {
      if (!fitsXml(sample)) continue
      expect(trees[index]).toEqual({name: 'a', attributes: {b: sample, c: sample}, text: sample, children: []})
    }
  }, 60_000)
})
