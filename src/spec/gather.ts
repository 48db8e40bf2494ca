import type {Finding, Report, Source} from '../findings/finding.ts'
import {decodeSource} from './decode.ts'
import {includesOf} from './includes.ts'
import {kinds} from './kinds.ts'
import {parse} from './parse.ts'
import {SETTINGS, isSettings} from './settings.ts'

/** Reads a file named in another one, relative to it; undefined once it has reported why it cannot. */
export type ReadFile = (
  name: string,
  from: string | undefined,
  report: Report,
) => {readonly file: string; readonly bytes: Uint8Array} | undefined

/**
 * A spec's file and all that it includes, in the order in which they count, the file itself last; before all of them the
 * settings beside it. Reports LB001 and LB020.
 */
export function gatherSources(main: string, read: ReadFile, report: Report): readonly Source[] | undefined {
  const gathered: Source[] = []
  let whole = true
  const gather = (name: string, above: readonly string[], at: Pick<Finding, 'source' | 'span'>): void => {
    const found = read(name, above.at(-1), finding => report({...finding, ...at}))
    const source = found && decodeSource(found.file, found.bytes, report)
    if (source === undefined || above.includes(source.file)) {
      whole = false
      if (source)
        report({
          ...kinds.includeCycle,
          message: `\`${source.file}\` includes itself${above.length > 1 ? ' by way of other files' : ''}.`,
          hint: 'Leave the `include` out.',
          ...at,
        })
      return
    }
    for (const include of includesOf(source)) gather(include.name, [...above, source.file], {source, span: include.span})
    gathered.push(source)
  }
  gather(main, [], {})
  const settings = isSettings(main) ? undefined : readSettings(main, read, report)
  return whole ? [...(settings ? [settings] : []), ...gathered] : undefined
}

/** The settings beside a spec; undefined where there are none, or where they say nothing. */
function readSettings(main: string, read: ReadFile, report: Report): Source | undefined {
  const found = read(SETTINGS, main, finding => {
    if (finding.rule !== 'missing-file') report(finding)
  })
  const source = found && decodeSource(found.file, found.bytes, report)
  return source && parse(source, () => undefined) !== null ? source : undefined
}

/** A file's name without its folders, as headers of artifacts show it. */
export const baseName = (file: string): string =>
  file === '-' ? 'standard input' : (file.split(/[\\/]/).at(-1) ?? file).replaceAll(/[\p{Cc}\p{Cs}]/gu, '?')
