import {isSecretKey} from '../../findings/secret-key.ts'
import type {Property} from '../../model/cluster.ts'

/**
 * Whether a property is a password in clear: `db.password`, `solr.sharedSecret`, `alfresco.hazelcast.ec2.secretkey`.
 * A value that names another property, or that Alfresco's own encryption made (`ENC(…)`), is none.
 */
export const isPassword = ({key, value}: Property): boolean => isSecretKey(key) && value !== '' && !/^(?:\$\{.*\}|ENC\(.*\))$/.test(value)
