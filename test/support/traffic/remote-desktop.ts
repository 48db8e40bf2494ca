/** The first packet of a remote desktop connection, with a cookie or none: `mstshash=user`, `msts=<node>`. */
export function connectionRequest(cookie?: string): Buffer {
  const line = Buffer.from(cookie === undefined ? '' : `Cookie: ${cookie}\r\n`)
  // What the client can do: TLS and network level authentication.
  const negotiation = Buffer.from([0x01, 0x00, 0x08, 0x00, 0x03, 0x00, 0x00, 0x00])
  const body = Buffer.concat([Buffer.from([0xe0, 0, 0, 0, 0, 0]), line, negotiation])
  const length = body.length + 5
  return Buffer.concat([Buffer.from([0x03, 0x00, length >> 8, length & 0xff, body.length]), body])
}

/** The cookie by which a session broker sends a client to a node: address and port as numbers with their bytes turned round. */
export function brokersCookie(address: string, port: number): string {
  const bytes = Buffer.from(address.split('.').map(Number))
  return `msts=${bytes.readUInt32LE()}.${((port & 0xff) << 8) | (port >> 8)}.0000`
}
