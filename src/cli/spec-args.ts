import * as Args from '@oclif/core/args'

/** The argument of commands that are about one spec. */
export const specArg = Args.string({description: 'Cluster spec; - for standard input.', required: true})

/** The same of commands that are about several. */
export const specsArg = Args.string({
  description:
    "Cluster specs, or patterns such as '**/*.yaml', which stand for those files that are specs, and pass over hidden folders and node_modules; - for standard input.",
  required: true,
})
