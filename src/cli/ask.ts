import * as Errors from '@oclif/core/errors'
import {exitCode} from './exit-code.ts'

export interface Question {
  readonly text: string
  /** What an empty answer means. */
  readonly usual: string
  /** Why an answer will not do, in words; the question is then asked again. */
  readonly refuse: (answer: string) => string | undefined
}

export type Ask = (question: Question) => Promise<string>

/** Whether somebody is there to be asked. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY

/** What comes of a talk with whoever sits at the terminal. Who leaves it (Ctrl-C, Ctrl-D) interrupts the command. */
export async function talk<T>(conversation: (ask: Ask) => Promise<T>): Promise<T> {
  const {createInterface} = await import('node:readline')
  const terminal = createInterface({input: process.stdin, output: process.stderr})
  const lines = terminal[Symbol.asyncIterator]()
  const nextLine = async (): Promise<string> => {
    const {done, value} = await lines.next()
    if (done !== true) return value.trim()
    process.stderr.write('\n')
    throw new Errors.ExitError(exitCode.interrupted)
  }
  const ask: Ask = async question => {
    process.stderr.write(`${question.text} [${question.usual}] `)
    const answer = (await nextLine()) || question.usual
    const refusal = question.refuse(answer)
    if (refusal === undefined) return answer
    process.stderr.write(`${refusal}\n`)
    return ask(question)
  }
  try {
    return await conversation(ask)
  } finally {
    terminal.close()
  }
}
