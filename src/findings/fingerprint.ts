import type {Finding} from './finding.ts'
import {inOrder} from './place.ts'

/** The name by which a repository knows a file. */
export type NameOf = (file: string) => string

/**
 * What stays of a finding while the lines around it move: its file, code, place in the spec and message, without the
 * numbers in all of them that count lines or items.
 */
const fingerprint = ({code, path, message, source}: Finding, nameOf: NameOf): string =>
  [source === undefined ? '' : nameOf(source.file), code, placeless(path ?? ''), stable(message)].join('\n')

const placeless = (path: string): string => path.replaceAll(/\/\d+(?=\/|$)/g, '/*')

/** A message without lines and amounts. What stands in backticks are names and values that the user wrote. */
const stable = (message: string): string =>
  message
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part.replace(/(?<=\.\w+)(?::\d+)+(?=`)/, '') : part.replaceAll(/\d+/g, '0')))
    .join('')

/** Findings in order, each with a fingerprint that no other of them has: the second of two that are alike is numbered. */
export function fingerprinted(findings: readonly Finding[], nameOf: NameOf): readonly (readonly [finding: Finding, fingerprint: string])[] {
  const times = new Map<string, number>()
  return inOrder(findings).map(finding => {
    const own = fingerprint(finding, nameOf)
    const time = (times.get(own) ?? 0) + 1
    times.set(own, time)
    return [finding, time === 1 ? own : `${own}\n${time}`]
  })
}
