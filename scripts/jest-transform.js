// Jest's transform: esbuild takes the types away and leaves ES modules.
import {transformSync} from 'esbuild'

export default {
  process(source, path) {
    const {code, map} = transformSync(source, {loader: 'ts', format: 'esm', target: 'node20', sourcemap: 'external', sourcefile: path})
    return {code, map}
  },
}
