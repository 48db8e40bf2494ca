/** What makes a file a cluster spec, whatever it is called: it says which version of the language it is written in. */
export const isSpec = (bytes: Uint8Array): boolean => /^\s*\{?\s*["']?lbgen["']?\s*:/m.test(Buffer.from(bytes).toString('utf8'))
