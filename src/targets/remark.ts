/** How a product takes a remark about one of its lines. */
export interface RemarkStyle {
  readonly mark: '#' | 'rem'
  /** Behind the line, where a comment may begin anywhere; else on a line of its own above it. */
  readonly place: 'behind' | 'above'
}

/** What nearly every format takes. */
export const usualRemarks: RemarkStyle = {mark: '#', place: 'above'}

/** Longer lines than some engines read. */
const LONGEST = 1500

/** What the second line of a file with remarks says of them: nobody shall take it for the one to install. */
const ABOUT = 'With remarks, for reading: each says which line of the spec made the line here, and which default.'

interface Line {
  readonly text: string
  /** Undefined where there is nothing to say. */
  readonly remark: string | undefined
}

/** A file's lines with a remark at each of which there is something to say: taking the remarks away leaves the file. */
export function withRemarks(lines: readonly Line[], {mark, place}: RemarkStyle): string {
  const written: string[] = []
  let last: string | undefined
  for (const [index, {text, remark}] of lines.entries()) {
    const end = text.endsWith('\r') ? '\r' : ''
    const isBehind = place === 'behind' && !text.endsWith('\\') && text.length < LONGEST
    const isSaid = remark !== undefined && index > 0 && !isComment(text)
    // What a line continues has to follow it at once, and what it says above it is said of what follows, too.
    const isInside = continues(lines[index - 1]?.text ?? '')
    if (isSaid && !isBehind && !isInside && remark !== last) written.push(`${indentOf(text)}${mark} ${remark}${end}`)
    written.push(isSaid && isBehind ? `${text} ${mark} ${remark}` : text)
    if (isSaid) last = remark
    if (index === 0) written.push(`${mark} ${ABOUT}${end}`)
  }
  return `${written.join('\n')}\n`
}

const isComment = (text: string): boolean => /^\s*(#|;|rem\b|::)/.test(text) || text.trim() === ''

const continues = (text: string): boolean => /[\\`^|,]\r?$/.test(text)

const indentOf = (text: string): string => /^[ \t]*/.exec(text)?.[0] ?? ''

/** A remark's text, which neither ends its line early nor means anything to what reads the file. */
export const plainRemark = (text: string): string => text.replaceAll('"', "'").replaceAll(/[^\w .,:;/()[\]'@+=*~-]/g, '?')
