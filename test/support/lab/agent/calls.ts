import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {ask, count, endWatch, watch} from './client.ts'
import {tell} from '../../traffic/haproxy.ts'
import {play, setStatus, stopPlaying} from './play.ts'
import {askTalk, endTalk, talk} from './talk.ts'

/** What an agent does itself, without another program. */
export const calls = {ask, askTalk, count, endTalk, endWatch, play, readFile, setStatus, stopPlaying, talk, tell, watch, writeFile}
export type Calls = typeof calls

function readFile(path: string): string {
  return readFileSync(path, 'utf8')
}

/** Makes the folders on the way too. */
function writeFile(path: string, text: string, mode: number): void {
  mkdirSync(dirname(path), {recursive: true})
  writeFileSync(path, text)
  chmodSync(path, mode)
}
