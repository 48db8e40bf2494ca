import * as fs from 'node:fs'
import {dirname, join, resolve} from 'node:path'
import {globSync, isDynamicPattern} from 'tinyglobby'
import type {Report} from '../findings/finding.ts'
import {isRendered} from './against.ts'
import {faults} from './faults.ts'
import {readBytes} from './files.ts'
import {isSpec} from './is-spec.ts'

export interface Found {
  readonly specs: readonly string[]
  /** What patterns match beside them. */
  readonly passedOver: readonly string[]
}

/** Folders in which nobody writes specs, and where there may be more files than anybody wants to wait for. */
const IGNORED = ['**/node_modules/**', '**/.git/**']

/** What a pattern stands for; undefined for what is none. Reports LB919 where it stands for nothing. */
export function matchSpecs(name: string, report: Report): Found | undefined {
  if (!isDynamicPattern(name)) return undefined
  const files = globSync(name, {ignore: IGNORED, expandDirectories: false, fs: withDangling}).toSorted()
  const found = namesFiles(name) ? {specs: files, passedOver: []} : divide(files)
  if (found.specs.length > 0) return found
  report({
    ...faults.noSpec,
    message: `\`${name}\` matches ${files.length === 0 ? 'no file' : 'no cluster spec'}.`,
    hint: 'A spec has the key `lbgen` at its top. Quote the pattern, so that no shell changes it.',
  })
  return found
}

/** A file system in which a link that leads nowhere is a file: what cannot be read is reported, not left out. */
const withDangling = {
  ...fs,
  statSync: new Proxy(fs.statSync, {apply: (stat, _, [file]: [string]) => stat(file, {throwIfNoEntry: false}) ?? fs.lstatSync(file)}),
  realpathSync: new Proxy(fs.realpathSync, {apply: (real, _, [file]: [string]) => (fs.existsSync(file) ? real(file) : file)}),
}

/** Whether the last step of a pattern holds no wildcard; alternatives in braces are names. */
function namesFiles(pattern: string): boolean {
  const last = pattern.slice(pattern.lastIndexOf('/') + 1)
  return !/[*?[\]!()]/.test(last) && last.split('{').length === last.split('}').length
}

/** What a file looks like from afar. */
interface Look {
  readonly file: string
  /** It says which version of the language it is written in, or it cannot be read, which is reported when it is compiled. */
  readonly isSpec: boolean
  /** Its other words are those of a spec. */
  readonly seemsSpec: boolean
  readonly includes: readonly string[]
}

/** Tells specs from other files, and takes for one too what was once one: a typing mistake shall pass no pipeline. */
function divide(files: readonly string[]): Found {
  const looks = files.map(file => lookAt(file))
  const included = new Set(looks.flatMap(({includes}) => includes))
  const rendering = new Set(looks.filter(look => look.isSpec).map(({file}) => dirname(file)))
  const isTaken = ({file, ...look}: Look): boolean => {
    if (look.isSpec) return true
    if (included.has(resolve(file))) return false
    return look.seemsSpec || (!rendering.has(dirname(file)) && isRendered(join(dirname(file), 'rendered')))
  }
  const [specs, passedOver] = [looks.filter(isTaken), looks.filter(look => !isTaken(look))]
  return {specs: specs.map(({file}) => file), passedOver: passedOver.map(({file}) => file)}
}

function lookAt(file: string): Look {
  const bytes = readBytes(file, () => undefined)
  if (bytes === undefined) return {file, isSpec: true, seemsSpec: true, includes: []}
  const text = Buffer.from(bytes).toString('utf8')
  const keys = text.matchAll(/^(?:["']?|[\s{]*")(loadBalancers|services|nodes)["']?\s*:/gm)
  return {
    file,
    isSpec: isSpec(bytes),
    seemsSpec: new Set([...keys].map(([, key]) => key)).size > 1 || /yaml-language-server:\s*\$schema=\S*cluster\.schema\.json/.test(text),
    includes: includesOf(file, text),
  }
}

/** Every word of a file that includes others by which one of them could be meant. */
const includesOf = (file: string, text: string): readonly string[] =>
  /^\s*["']?include["']?\s*:/m.test(text) ? [...text.matchAll(/[^\s"'[\],]+\.\w+/g)].map(([name]) => resolve(dirname(file), name)) : []
