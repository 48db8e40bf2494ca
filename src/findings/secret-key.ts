/** How the name of a key ends that holds a secret, for patterns: `password`, `solr.sharedSecret`, `alfresco.hazelcast.ec2.secretkey`, `X-Api-Key`. */
export const secretEnd =
  '(?:password|passphrase|passwd|storepass|secret|secretkey|credentials|authorization|(?:api|auth|access)-?(?:key|token))'

const secretKey = new RegExp(`${secretEnd}$`, 'i')

/** Whether a key holds a secret, by its name. */
export const isSecretKey = (key: string): boolean => secretKey.test(key)
