import * as Args from '@oclif/core/args'
import * as Errors from '@oclif/core/errors'
import * as Flags from '@oclif/core/flags'
import {exitCode} from './exit-code.ts'

/** What commands that change a spec take besides it. */
export const nodeArg = Args.string({description: 'Name of the node.', required: true})

/** A weight; whether it is within its bounds, the schema says. */
export const weightArg = Args.custom<number>({
  description: 'Weight, 0 to 256.',
  required: true,
  parse: async input => {
    if (/^\d{1,9}$/.test(input)) return Number(input)
    throw new Errors.CLIError(`A weight is a whole number, 0 to 256; this is ${input}.`, {exit: exitCode.usage})
  },
})

export const editFlags = {
  'dry-run': Flags.boolean({summary: 'Print what would change, and change nothing.', default: false, env: 'LBGEN_DRY_RUN'}),
}

export const serviceFlag = {
  service: Flags.string({summary: 'Only for this service, in its own list of nodes.', env: 'LBGEN_SERVICE'}),
}

/** The node that a change is about, for all services or for one. */
export const targetOf = (
  {node}: {readonly node: string},
  {service}: {readonly service?: string | undefined},
): {readonly node: string; readonly service?: string} => (service === undefined ? {node} : {node, service})
