/** Asks until the answer is yes, 20 times a second; gives the milliseconds that it took. Rejects when the time is up. */
export async function until(what: string, question: () => boolean | Promise<boolean>, patienceMs = 15_000): Promise<number> {
  const start = Date.now()
  for (;;) {
    if (await question()) return Date.now() - start
    if (Date.now() - start > patienceMs) throw new Error(`After ${patienceMs} ms still not so: ${what}.`)
    await sleep(50)
  }
}

export const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
