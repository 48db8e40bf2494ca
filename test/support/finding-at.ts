import type {Finding} from '../../src/findings/finding.ts'

/** A finding that points at the first place of a part in a text. */
export const findingAt = (text: string, part: string, changed: Partial<Finding> = {}): Finding => {
  const start = text.indexOf(part)
  const source = {file: 'cluster.yaml', text}
  return {
    code: 'LB010',
    rule: 'unknown-key',
    severity: 'error',
    message: 'It is wrong.',
    source,
    span: {start, end: start + part.length},
    ...changed,
  }
}
