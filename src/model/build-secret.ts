import type {SecretReference} from '../spec/spec.gen.ts'
import type {Origin, Secret} from './cluster.ts'

/** A password as the spec says where it is, or as it is. */
export function buildSecret(written: string | SecretReference, origin: Origin): Secret {
  if (typeof written === 'string') return {origin, from: {kind: 'literal', value: written}}
  const {env, file} = written
  return {origin, from: env === undefined ? {kind: 'file', value: file ?? ''} : {kind: 'env', value: env}}
}
