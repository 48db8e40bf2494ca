import type {Escape} from '../template.ts'

/** A text for a place where a word's quoting does not hold: in a comment, or as the program that is run. */
export interface Placed {
  readonly place: 'comment' | 'program'
  readonly text: string
}

/** Every value in a shell script: one word; in a comment, one line; as program, the default inside `"${BALANCE:-…}"`. */
export const shell: Escape = value => {
  if (!isPlaced(value)) return shellWord(String(value))
  return value.place === 'comment' ? commentText(value.text) : value.text.replaceAll(/[\\"$`}]/g, String.raw`\$&`)
}

/** Every value in a systemd unit: one argument of a command line; in a comment, one line; as program, its path. */
export const systemd: Escape = value => {
  if (!isPlaced(value)) return systemdWord(String(value).replaceAll('$', '$$$$'))
  return value.place === 'comment' ? commentText(value.text) : systemdWord(value.text)
}

const isPlaced = (value: unknown): value is Placed => typeof value === 'object' && value !== null && 'place' in value

const plainWord = /^[A-Za-z0-9_./:@+=,-]+$/

/** As it is where every shell takes it so, else in single quotes, in which nothing has a meaning. */
const shellWord = (text: string): string => (plainWord.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`)

/**
 * In double quotes where needed, specifiers and quotes disarmed. Variables (`$`) are the caller's, for systemd replaces them in
 * arguments and not in the program's path: https://www.freedesktop.org/software/systemd/man/systemd.service.html#Command%20lines
 */
const systemdWord = (text: string): string =>
  plainWord.test(text)
    ? text
    : `"${text
        .replaceAll(/[\\"]/g, String.raw`\$&`)
        .replaceAll('%', '%%')
        .replaceAll('\n', String.raw`\n`)}"`

const commentText = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
