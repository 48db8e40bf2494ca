/** A text as a message may show it: on one line, without backticks of its own, and short. */
export function shorten(text: string): string {
  const line = text.slice(0, 200).replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029`]+/gu, '…')
  return line.length > 60 ? `${line.slice(0, 57).replace(/\p{Cs}$/u, '')}…` : line
}
