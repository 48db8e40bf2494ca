// Runs inside a lab, or inside one of its hosts: does there what the test asks for, line by line in JSON.
import {createInterface} from 'node:readline'
import {type Calls, calls} from './calls.ts'
import {processes} from './processes.ts'
import type {Order, Report} from './protocol.ts'

const report = (one: Report): void => void process.stdout.write(`${JSON.stringify(one)}\n`)
const {spawn, write, kill} = processes(report)

async function call<Name extends keyof Calls>(id: number, name: Name, args: Parameters<Calls[Name]>): Promise<void> {
  try {
    // The cast: a table of functions loses which arguments go with which name.
    const value = await (calls[name] as (...args: readonly unknown[]) => unknown)(...args)
    report({id, is: 'value', value: value ?? null})
  } catch (error) {
    report({id, is: 'failure', message: error instanceof Error ? error.message : String(error)})
  }
}

function obey(order: Order): void {
  switch (order.do) {
    case 'spawn':
      return spawn(order)
    case 'write':
      return write(order)
    case 'kill':
      return kill(order)
    case 'call':
      return void call(order.id, order.name, order.args)
  }
}

// The cast: connection.ts wrote it. When nobody asks any more, this ends, and with it all that was started here.
createInterface({input: process.stdin})
  .on('line', line => obey(JSON.parse(line) as Order))
  .on('close', () => process.exit())
report({id: 0, is: 'ready'})
