/** `10.0.0.53`, `10.0.0.53:53`, `2001:db8::53` or `[2001:db8::53]:53`; a text that is none of these is taken for an address. */
export function splitPort(text: string): {readonly address: string; readonly port?: number} {
  const parts = /^(?:\[(?<six>[^[\]]+)\]|(?<four>[^:[\]]+))(?::(?<port>[1-9]\d{0,4}))?$/.exec(text)?.groups
  const port = Number(parts?.['port'] ?? 0)
  if (parts === undefined || port > 65_535) return {address: text}
  return {address: parts['six'] ?? parts['four'] ?? text, ...(port > 0 && {port})}
}
