/** How deep the values of a spec may be nested. */
export const MAX_DEPTH = 100

/** The value of a JSON text, by far the quickest way; undefined for the YAML parser to look at it, and to say what is wrong. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isYamlToo(text) ? value : undefined
  } catch {
    return undefined
  }
}

// Characters that JSON takes and YAML does not.
const unprintable = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff\p{Cs}]/u

/** Whether YAML reads a well-formed JSON text alike: no key twice, of which `JSON.parse` would drop one, and none of YAML's limits passed. */
function isYamlToo(text: string): boolean {
  if (unprintable.test(text)) return false
  const open: Set<unknown>[] = []
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[[\]{}]/g)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (token.endsWith(':') && !isNew(token.slice(0, token.lastIndexOf('"') + 1), open.at(-1))) return false
    if (open.length > MAX_DEPTH) return false
  }
  return true
}

/** Whether a key was not there before; then it is. */
function isNew(quoted: string, keys: Set<unknown> = new Set()): boolean {
  const key: unknown = JSON.parse(quoted)
  return !keys.has(key) && keys.add(key).size > 0
}
