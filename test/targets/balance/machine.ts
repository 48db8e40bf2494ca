/** What the outside world answers when Balance asks it. */
export interface Machine {
  /** TCP services by name. */
  readonly services: Readonly<Record<string, number>>
  /** The addresses of a name, in the order of the resolver. */
  readonly lookUp: (name: string) => readonly string[]
  /** Whether the machine has that address. */
  readonly isOwn: (address: string) => boolean
  readonly mayListen: (host: string | undefined, port: number) => boolean
}

const hosts: Readonly<Record<string, readonly string[]>> = {
  localhost: ['::1', '127.0.0.1'],
  'ip6-localhost': ['::1'],
  'multi.test': ['127.0.0.21', '127.0.0.22'],
  node1: ['127.0.0.31'],
  'node1.test': ['127.0.0.31'],
  node2: ['127.0.0.32'],
  'node2.test': ['127.0.0.32'],
  node_3: ['127.0.0.33'],
  'upper.test': ['127.0.0.34'],
  'v6only.test': ['2001:db8::5'],
}

/** The machine on which the cases were run: loopback alone, no DNS, that hosts file. */
export const caseMachine = (precondition: string | undefined): Machine => ({
  services: {'microsoft-ds': 445, http: 80},
  lookUp: name => hosts[name.toLowerCase()] ?? (/^hx{20,62}\.y{20,63}/.test(name) ? ['127.0.0.35'] : []),
  isOwn: address => /^(?:::ffff:)?127\.|^::1?$|^(?:::ffff:)?0\.0\.0\.0$|^::ffff:7f/i.test(address),
  mayListen: (_, port) => precondition === undefined || (precondition.startsWith('run as uid') && port >= 1024),
})

/** A machine that has every address, and a name server that knows every name. */
export const anyMachine: Machine = {services: {}, lookUp: () => ['192.0.2.77'], isOwn: () => true, mayListen: () => true}
