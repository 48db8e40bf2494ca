import {expect, test} from '@jest/globals'
import fc from 'fast-check'
import {clusterOf} from '../../support/cluster.ts'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {loadProperties} from '../../support/java.ts'
import {applicationOn, property} from './cluster.ts'
import {render} from './render.ts'

// Texts that are full of what matters to java.util.Properties, and texts of any characters, lone surrogates too.
const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      '\\',
      ' ',
      '\t',
      '\n',
      '\r',
      '\f',
      '=',
      ':',
      '#',
      '!',
      'u',
      '0',
      'a',
      '${a}',
      'é',
      '€',
      '𝄞',
      '\u0000',
      '\u0001',
      '\u0085',
      '\u2028',
    ),
  }),
  fc.string({unit: 'binary'}),
  fc.string({unit: fc.integer({min: 0, max: 0xffff}).map(unit => String.fromCharCode(unit))}),
)
const properties = fc.uniqueArray(fc.tuple(text, text), {selector: ([key]) => key, maxLength: 12})

function print(entries: readonly (readonly [string, string])[], name: string): string {
  const written = entries.map(([key, value]) => property(key, value))
  const {artifacts} = render(
    clusterOf({name, specFile: name, applications: [applicationOn('repository', ['alfresco1'], {properties: written})]}),
  )
  return artifacts.flatMap(({chunks}) => chunks).join('')
}

// `java` compiles a source file itself, with the compiler that comes with `javac`.
describeEngine('Java', hasProgram('javac'), () => {
  test('java.util.Properties reads back every key and value', () => {
    const samples = fc.sample(fc.tuple(properties, text), {numRuns: 500})
    const loaded = loadProperties(samples.map(([entries, name]) => print(entries, name)))
    expect(loaded).toHaveLength(samples.length)
    for (const [index, [entries]] of samples.entries()) {
      expect(new Map(Object.entries(loaded[index] ?? {}))).toEqual(new Map(entries))
    }
  }, 60_000)
})
