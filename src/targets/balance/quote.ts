import {commentText, isComment} from '../comment.ts'
import {plainWord, shell} from '../shell.ts'
import type {Escape} from '../template.ts'

/** The program that is run, where the quoting of words does not hold. */
export interface Program {
  readonly program: string
}

/** Every value in a start script: as in every shell script; as program, the default inside `"${BALANCE:-…}"`. */
export const scriptWord: Escape = value => (isProgram(value) ? value.program.replaceAll(/[\\"$`}]/g, String.raw`\$&`) : shell(value))

/** Every value in a systemd unit: one argument of a command line; in a comment, one line; as program, its path. */
export const systemd: Escape = value => {
  if (isComment(value)) return commentText(value)
  return isProgram(value) ? systemdWord(value.program) : systemdWord(String(value).replaceAll('$', '$$$$'))
}

const isProgram = (value: unknown): value is Program => typeof value === 'object' && value !== null && 'program' in value

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
