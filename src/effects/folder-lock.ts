import {closeSync, openSync, unlinkSync} from 'node:fs'
import {join} from 'node:path'
import {quietly} from './faults.ts'
import {pause} from './files.ts'
import {isAlive, tracesIn, type NameTrace} from './traces.ts'

/** How long a run waits for another one in the same folder, in milliseconds. */
export const LOCK_PATIENCE_MS = 20_000

/**
 * Claims a folder for this run; gives the way to release it, or undefined when another run held it all the time.
 *
 * Every run announces itself by a file of its own and holds the folder once it sees no other living one. Whoever of two
 * announces later sees the earlier, so never do two hold it; of those that wait, the first by name stays and the others
 * step back. A killed run's file is told by its name (see traces.ts) and nobody has to take it over, which is where two
 * could meet: nothing is ever stolen.
 */
export function lockFolder(folder: string, nameTrace: NameTrace, patienceMs = LOCK_PATIENCE_MS): (() => void) | undefined {
  const name = nameTrace('lock')
  const file = join(folder, name)
  const deadline = performance.now() + patienceMs
  do {
    if (claim(folder, name, deadline)) return () => unlinkSync(file)
    pause(5 + Math.random() * 20)
  } while (performance.now() < deadline)
  return undefined
}

function claim(folder: string, name: string, deadline: number): boolean {
  let isMine = false
  closeSync(openSync(join(folder, name), 'wx', 0o600))
  try {
    isMine = isAlone(folder, name, deadline)
  } finally {
    if (!isMine) quietly(() => unlinkSync(join(folder, name)))
  }
  return isMine
}

/** Waits, announced, as long as only later names are there; false when an earlier one makes this run step back. */
function isAlone(folder: string, name: string, deadline: number): boolean {
  for (;;) {
    const others = livingLocks(folder, name)
    if (others.length === 0) return true
    if (others.some(other => other < name) || performance.now() > deadline) return false
    pause(5)
  }
}

/** Names of the locks of other runs that go on; those of dead runs are taken away in passing. */
function livingLocks(folder: string, mine: string): readonly string[] {
  return tracesIn(folder, 'lock').filter(name => {
    if (name === mine) return false
    const lives = isAlive(folder, name)
    if (!lives) quietly(() => unlinkSync(join(folder, name)))
    return lives
  })
}
