import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {isError} from '../../src/findings/finding.ts'
import type {LongSpec} from '../../src/spec/long.ts'
import {compileTexts, fileOf} from '../support/compiling.ts'
import {describeEngine, hasProgram} from '../support/engines.ts'
import {loadProperties, parseXml} from '../support/java.ts'
import {mapNamed, readLong, specText} from '../support/traffic/moved-spec.ts'

const root = join(import.meta.dirname, '../../examples')

/** What is easily lost on the way into a properties file. */
const hard = {
  'lab.folder': 'c:\\temp\\new\\',
  'lab.blanks': '  at both ends  ',
  'lab.url': 'http://a.example:8080/x=y#z!',
  'lab.escape': '\\u0041\\n${dir.root}',
  'lab.text': 'Müller, Łódź, 東京, 𝄞',
  'lab.lines': 'one\ntwo\r\n\tthree',
  'lab.nothing': '',
  'lab key: with = all #that!': '!#=: \\',
  'lab.Schlüssel.東': true,
  'lab.number': 5701,
} as const

/** A spec whose products have these properties too. */
const withHard = (spec: LongSpec): LongSpec => ({
  ...spec,
  applications: mapNamed(spec.applications, one => (one.kind === 'alfresco' ? {...one, properties: {...one.properties, ...hard}} : one)),
})

interface File {
  /** Of the example, and in it. */
  readonly path: string
  readonly text: string
  /** What its spec says that is in it. */
  readonly written: Readonly<Record<string, string>>
}

const asText = (values: Readonly<Record<string, string | number | boolean>> = {}): Readonly<Record<string, string>> =>
  mapNamed(values, String)

const names = readdirSync(root).toSorted()

/** All files that end so, of all examples, each changed so. */
const filesOf = (ending: string, change: (spec: LongSpec) => LongSpec = spec => spec): readonly File[] =>
  names.flatMap(name => {
    const spec = change(readLong(readFileSync(join(root, name, 'cluster.yaml'), 'utf8')))
    const {artifacts, findings} = compileTexts(specText(spec))
    expect(findings.filter(isError)).toEqual([])
    return artifacts.flatMap(artifact =>
      artifact.path.endsWith(ending)
        ? [{path: `${name}/${artifact.path}`, text: fileOf(artifact), written: writtenFor(artifact.path, spec)}]
        : [],
    )
  })

function writtenFor(path: string, {applications}: LongSpec): File['written'] {
  const [node = ''] = path.split('/')
  const products = Object.values(applications ?? {}).flatMap(one => (one.kind === 'alfresco' ? [one] : []))
  return Object.assign({}, ...products.map(({properties, nodeProperties}) => ({...asText(properties), ...asText(nodeProperties?.[node])})))
}

const textsOf = (files: readonly File[]): readonly string[] => files.map(({text}) => text)

// `java` compiles a source file itself, with the compiler that comes with `javac`.
describeEngine('Java', hasProgram('javac'), () => {
  test('java.util.Properties reads in every file of the examples what its spec says, hard as it may be to write', () => {
    const plain = filesOf('/alfresco-global.properties')
    const harder = filesOf('/alfresco-global.properties', withHard)
    expect(plain.length).toBeGreaterThan(0)
    expect(harder.map(({path}) => path)).toEqual(plain.map(({path}) => path))
    const loaded = loadProperties([...textsOf(plain), ...textsOf(harder)])
    for (const [index, {path, written}] of plain.entries()) {
      const [before, after] = [loaded[index] ?? {}, loaded[plain.length + index] ?? {}]
      expect({path, values: before}).toMatchObject({path, values: written})
      // What stands there besides is as it was.
      expect({path, values: after}).toEqual({path, values: {...before, ...asText(hard)}})
    }
  }, 60_000)

  test("Java's parser reads every XML file of the examples", () => {
    const files = filesOf('.xml')
    expect(files.length).toBeGreaterThan(0)
    expect(parseXml(textsOf(files))).toHaveLength(files.length)
  }, 60_000)
})
