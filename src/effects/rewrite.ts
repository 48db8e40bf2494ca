import type {Report, Source} from '../findings/finding.ts'
import {formatChange} from './difference.ts'
import {replaceText} from './replace.ts'

/** A file and the text that it shall have. */
interface Rewritten {
  readonly source: Source
  readonly text: string
}

/** The changes as a unified diff, each text as it may be shown. */
export async function formatRewrites(rewritten: readonly Rewritten[], safe: (text: string) => string): Promise<string> {
  const parts = await Promise.all(rewritten.map(({source, text}) => formatChange(source.file, safe(source.text), safe(text))))
  return parts.join('')
}

/**
 * Gives files their new texts, each whole or not at all; whether all of them have it. A file that is no longer as it
 * was read is left alone, and so are those behind it. Reports what replaceText does.
 */
export const rewrite = (rewritten: readonly Rewritten[], report: Report): boolean =>
  rewritten.every(({source, text}) => replaceText(source.file, source.text, text, report))
