import {escapeXml} from './xml.ts'

/** How a product takes a remark about one of its lines. */
export interface RemarkStyle {
  readonly mark: '#' | 'rem' | '<!--'
  /** Behind the line, where a comment may begin anywhere; else on a line of its own above it. */
  readonly place: 'behind' | 'above'
}

/** What nearly every format takes. */
export const usualRemarks: RemarkStyle = {mark: '#', place: 'above'}

/** What XML takes, between its tags. */
export const xmlRemarks: RemarkStyle = {mark: '<!--', place: 'above'}

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
  const isInside = continuations(lines, mark)
  let last: string | undefined
  const written = lines.flatMap(({text, remark}, index) => {
    const end = text.endsWith('\r') ? '\r' : ''
    if (index === 0) return [text, `${commentOf(ABOUT, mark)}${end}`]
    if (remark === undefined || isComment(text)) return [text]
    const isNew = remark !== last
    last = remark
    if (place === 'behind' && hasRoom(text)) return [`${text} ${commentOf(remark, mark)}`]
    // What a line continues has to follow it at once, and what it says above it is said of what follows, too.
    return isNew && isInside[index] !== true ? [`${indentOf(text)}${commentOf(remark, mark)}${end}`, text] : [text]
  })
  return `${written.join('\n')}\n`
}

/** Whether a remark may stand behind a line. */
const hasRoom = (text: string): boolean => !text.endsWith('\\') && text.length < LONGEST

const commentOf = (text: string, mark: RemarkStyle['mark']): string =>
  mark === '<!--' ? `<!-- ${escapeXml({comment: text})} -->` : `${mark} ${text}`

const isComment = (text: string): boolean => /^\s*(#|;|rem\b|::|<!--)/.test(text) || text.trim() === ''

/** Of each line whether it goes on with what one before it began. */
function continuations(lines: readonly Line[], mark: RemarkStyle['mark']): readonly boolean[] {
  let isOpen = false
  return lines.map(({text}) => {
    const isInside = isOpen
    isOpen = mark === '<!--' ? leavesTagOpen(text, isInside) : /[\\`^|,]\r?$/.test(text)
    return isInside
  })
}

/** Whether a tag goes on behind a line: `>` in a value is a reference. */
function leavesTagOpen(text: string, wasOpen: boolean): boolean {
  const [begun, ended] = [text.lastIndexOf('<'), text.lastIndexOf('>')]
  return begun === ended ? wasOpen : begun > ended
}

const indentOf = (text: string): string => /^[ \t]*/.exec(text)?.[0] ?? ''

/** A remark's text, which neither ends its line early nor means anything to what reads the file. */
export const plainRemark = (text: string): string => text.replaceAll('"', "'").replaceAll(/[^\w .,:;/()[\]'@+=*~-]/g, '?')
