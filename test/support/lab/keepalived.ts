import type {Daemon, Host} from './host.ts'

/** Starts keepalived with the host's own keepalived.conf. */
export const startKeepalived = (host: Host): Promise<Daemon> =>
  host.start('keepalived', '-n', '-l', '-D', '-f', '/etc/keepalived/keepalived.conf')
