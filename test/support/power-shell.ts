/** The commands of a PowerShell script; throws where a text or a bracket is left open, or a character has no place in what we write. */
export function scan(script: string): readonly string[] {
  const commands: string[] = []
  const open: string[] = []
  const pairs: Readonly<Record<string, string>> = {')': '(', '}': '{', ']': '['}
  const token = /#[^\n]*|'(?:[^'\n]|'')*'|\$[A-Za-z_][\w:]*|-[A-Za-z]+|[A-Za-z][\w.]*(?:-[A-Za-z]\w*)?|\d+|[(){}[\]]|[@&|;,=.+!:]|\s+/y
  while (token.lastIndex < script.length) {
    const [word] = token.exec(script) ?? []
    if (word === undefined) throw new Error(`Nothing that we write: ${script.slice(token.lastIndex, token.lastIndex + 40)}`)
    if ('({['.includes(word)) open.push(word)
    else if (word in pairs && open.pop() !== pairs[word]) throw new Error(`${word} closes nothing.`)
    else if (/^[A-Z][a-z]+-[A-Z]/.test(word)) commands.push(word)
  }
  if (open.length > 0) throw new Error(`${open.join(' ')} is left open.`)
  return [...new Set(commands)]
}
