import type {Calls} from './calls.ts'

/** What a test asks of an agent; reports that answer it have its `id`. */
export type Order =
  | {readonly id: number; readonly do: 'spawn'; readonly command: readonly string[]; readonly env?: Readonly<Record<string, string>>}
  | {readonly id: number; readonly do: 'write'; readonly text: string; readonly isLast: boolean}
  | {readonly id: number; readonly do: 'kill'; readonly signal: NodeJS.Signals}
  | AnyCall

type AnyCall = {
  [Name in keyof Calls]: {readonly id: number; readonly do: 'call'; readonly name: Name; readonly args: Parameters<Calls[Name]>}
}[keyof Calls]

/** What an agent says of it. */
export type Report =
  | {readonly id: number; readonly is: 'ready'}
  | {readonly id: number; readonly is: 'started'; readonly pid: number}
  | {readonly id: number; readonly is: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string}
  | {readonly id: number; readonly is: 'ended'; readonly exitCode: number; readonly signal: NodeJS.Signals | null}
  | {readonly id: number; readonly is: 'value'; readonly value: unknown}
  | {readonly id: number; readonly is: 'failure'; readonly message: string}
