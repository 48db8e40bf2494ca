import {readFileSync} from 'node:fs'
import {join} from 'node:path'

const schema: {readonly $defs: {readonly haproxy: {readonly properties: {readonly version: {readonly enum: readonly string[]}}}}} =
  JSON.parse(readFileSync(join(import.meta.dirname, '../../schemas/cluster.schema.json'), 'utf8'))

/** The releases of HAProxy that a spec may ask for, oldest first. */
export const specReleases = schema.$defs.haproxy.properties.version.enum
