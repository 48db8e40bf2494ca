import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/** An element of an XML file as Java reads it. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** All text inside, without comments. */
  readonly text: string
  readonly children: readonly XmlElement[]
}

/** What java.util.Properties reads in each text: one start of Java for all. */
export const loadProperties = (texts: readonly string[]): readonly Record<string, string>[] =>
  JSON.parse(run('LoadProperties', texts, 'latin1'))

/** What Java's parser of XML reads in each text; throws when one is not well-formed. */
export const parseXml = (texts: readonly string[]): readonly XmlElement[] => JSON.parse(run('ParseXml', texts, 'utf8'))

function run(program: string, texts: readonly string[], encoding: 'latin1' | 'utf8'): string {
  const folder = mkdtempSync(join(tmpdir(), 'lbgen-'))
  try {
    for (const [index, each] of texts.entries()) writeFileSync(join(folder, String(index).padStart(6, '0')), each, encoding)
    const file = join(import.meta.dirname, 'java', `${program}.java`)
    return execFileSync('java', [file, folder], {encoding: 'utf8', maxBuffer: 2 ** 28})
  } finally {
    rmSync(folder, {recursive: true})
  }
}
