/** Where a machine is: an IP address in canonical text, or a host name. */
export type Host =
  | {readonly kind: 'ipv4'; readonly text: string}
  | {readonly kind: 'ipv6'; readonly text: string}
  | {readonly kind: 'name'; readonly text: string}
