import {type RunningTerminator, startTerminator} from './terminator.ts'

/** Starts stunnel. */
export const startStunnel = (program: string, file: string): Promise<RunningTerminator> =>
  startTerminator('stunnel', [program, file], said => Promise.resolve(said.includes('Configuration successful')))
