import {readFileSync, writeFileSync} from 'node:fs'
import {connect} from 'node:net'
import {type RunningTerminator, startTerminator} from './terminator.ts'

/** Starts Pound in the foreground. The file says nothing of that: each distribution's own service does, by an argument that 2.8 does not have. */
export function startPound(program: string, file: string): Promise<RunningTerminator> {
  const [configuration, pid] = [`${file}.here`, `${file}.pid`]
  const text = readFileSync(file, 'utf8')
  writeFileSync(configuration, `Daemon 0\n${text}`)
  const doors = [...text.matchAll(/^ListenHTTPS\n +Address (\S+)\n +Port (\d+)$/gm)].map(([, host = '', port]) => ({
    host,
    port: Number(port),
  }))
  return startTerminator('Pound', [program, '-f', configuration, '-p', pid], async () =>
    (await Promise.all(doors.map(answers))).every(Boolean),
  )
}

const answers = (door: {readonly host: string; readonly port: number}): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(door)
    socket.once('connect', () => (socket.destroy(), resolve(true)))
    socket.once('error', () => resolve(false))
  })
