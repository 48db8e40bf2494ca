// A loader for `module.register`: esbuild takes the types away, as it does for jest.
import {readFileSync} from 'node:fs'
import {transformSync} from 'esbuild'

/** @type {import('node:module').LoadHook} */
export const load = (url, context, next) =>
  url.endsWith('.ts')
    ? {
        format: 'module',
        shortCircuit: true,
        source: transformSync(readFileSync(new URL(url), 'utf8'), {loader: 'ts', format: 'esm', target: 'node20'}).code,
      }
    : next(url, context)
