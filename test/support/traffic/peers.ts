import type {Lab} from './lab.ts'
import {until} from './wait.ts'

/** HAProxy hands nothing over before it is sure that nobody knows more: it asks for five seconds itself, and for five others. */
export const isSure = (entry: Pick<Lab, 'command'>): Promise<number> =>
  until('nobody knows more', async () => {
    const [, flags = '0'] = / flags=0x([0-9a-f]+)/.exec(await entry.command('show peers')) ?? []
    return (Number.parseInt(flags, 16) & 3) === 3
  })
