import type {Artifact} from './target.ts'
import {readMarks} from './template.ts'

/** A line of an artifact and the origins of all that it says, the main one first. */
export interface TracedLine {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly text: string
  readonly origins: readonly string[]
}

/** Every line of artifacts that were rendered with marks, each with its origins: none for blank lines and lbgen's own comments. */
export function traceLines(artifacts: readonly Artifact[]): readonly TracedLine[] {
  return artifacts.flatMap(({path, chunks}) => {
    const {text, origins} = readMarks(chunks.join(''))
    return text
      .replace(/\n$/, '')
      .split('\n')
      .map((line, index): TracedLine => ({path, line: index + 1, text: line, origins: origins[index] ?? []}))
  })
}
