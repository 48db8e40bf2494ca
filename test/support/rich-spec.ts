import {formatSpec} from '../../src/spec/print.ts'

/** A value as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json}

/** A spec that uses every field of the language in one place or another, and with which nothing is wrong. */
export const richSpec = {
  lbgen: 1,
  name: 'everything',
  description: 'Every field of the language.\n',
  loadBalancers: {lb1: {address: '10.0.0.4', sourceAddress: '10.0.0.5', interface: 'eth0'}, lb2: {address: '10.0.0.6', interface: 'ens3'}},
  nodes: {
    node1: {address: '10.0.0.11', weight: 10, state: 'ready', tags: ['storage', 'fast']},
    node2: {address: '2001:db8::12', weight: 20, state: 'drain', tags: ['storage']},
    node3: {address: 'node3.example.com', weight: 30},
    node4: {address: '10.0.0.14', weight: 40},
  },
  certificates: {main: {file: '/etc/certs/main.pem'}, more: {file: '/etc/certs/more.pem'}, client: {file: '/etc/certs/client.pem'}},
  defaults: {
    engine: 'haproxy',
    mode: 'tcp',
    balance: 'leastconn',
    persistence: {type: 'none'},
    check: {interval: '3s'},
    timeouts: {connect: '4s', client: '40s', server: '40s'},
    clientAddress: 'hidden',
    reencrypt: false,
    requestHeaders: {set: {'X-Cluster': 'everything'}, remove: ['X-Debug']},
    responseHeaders: {remove: ['Server']},
    hsts: '180d',
    compression: true,
    rateLimit: false,
    stats: false,
    limits: {maxConnections: 5000},
    options: {logHealthChecks: true},
    raw: {backend: ['option splice-auto']},
    access: {deny: ['192.0.2.0/24']},
  },
  services: {
    web: {
      mode: 'http',
      listen: [
        {address: '10.0.1.1', port: 80, redirect: 'https', name: 'plain'},
        {address: '10.0.1.1', port: 81, redirect: {to: 'https://www.example.com/', code: 308}},
        {
          address: '10.0.1.1',
          port: 443,
          acceptProxy: true,
          interface: 'eth0',
          name: 'public',
          tls: {
            certificate: 'main',
            certificates: ['more'],
            profile: 'modern',
            minVersion: '1.3',
            alpn: ['h2', 'http/1.1'],
            clientCertificates: {ca: '/etc/certs/clients.pem', verify: 'optional'},
          },
        },
        {address: '2001:db8::1', port: 443, tls: 'main'},
      ],
      nodes: ['node1', {node: 'node2', weight: 5, backup: true, port: 8081, maxConnections: 100, state: 'ready', cookie: 'n2'}],
      port: 8080,
      balance: {algorithm: 'uri', consistent: true, factor: '150%'},
      persistence: {type: 'cookie', name: 'SRV', method: 'insert', maxIdle: '30m', maxLife: '12h', secure: true, httpOnly: false},
      check: {
        type: 'http',
        method: 'HEAD',
        path: '/health?of=web',
        host: 'www.example.com',
        headers: {'X-Check': 'lbgen', 'User-Agent': 'check of the balancer'},
        version: '1.1',
        expect: {status: '200,204'},
        port: 9000,
        interval: '5s',
        fastInterval: '500ms',
        downInterval: '10s',
        timeout: '3s',
        rise: 3,
        fall: 2,
        tls: true,
        sendProxy: false,
      },
      timeouts: {
        connect: '1s',
        client: '1m',
        server: '1m',
        queue: '20s',
        check: '2s',
        tunnel: '1h',
        httpRequest: '5s',
        httpKeepAlive: '1s',
        clientFin: '30s',
        serverFin: '30s',
      },
      clientAddress: 'header',
      reencrypt: {verify: 'required', ca: '/etc/certs/nodes.pem', sni: 'web.example.com', alpn: ['http/1.1'], certificate: 'client'},
      requestHeaders: {set: {'X-Site': 'the "main" site'}, add: {'X-Via': 'lbgen'}, remove: ['X-Internal', 'X-Secret']},
      responseHeaders: {set: {'X-Frame-Options': 'SAMEORIGIN'}, add: {Vary: 'Origin'}, remove: ['X-Powered-By']},
      compression: {algorithms: ['gzip', 'deflate'], types: ['text/', 'application/json'], offload: true},
      rateLimit: {requests: 100, per: '10s', clients: '1m'},
      hsts: {maxAge: '730d', includeSubDomains: true, preload: true},
      access: {allow: ['10.0.0.0/8', '2001:db8::/32'], deny: '10.9.0.0/16'},
      fallback: {page: '/etc/haproxy/errors/down.http', status: 502},
      routes: [
        {when: {host: ['intranet', '*.intranet'], path: '/login', pathPrefix: ['/img/', '/js/']}, service: 'hashed'},
        {
          when: {
            pathRegex: '^/old/[0-9]+$',
            method: 'GET',
            header: [{name: 'X-Canary'}, {name: 'X-Site', value: ['main site', '-x']}],
            source: '10.1.0.0/16',
            sni: 'secure',
          },
          redirect: {to: '/moved', code: 308},
        },
        {when: {header: {name: 'X-Off', value: 'yes'}}, redirect: 'https://www.example.com/off'},
        {when: {source: ['10.2.0.0/16', '2001:db8:2::/48']}, deny: 429},
      ],
      stats: true,
      limits: {maxConnections: 2000, maxConnectionsPerNode: 500, maxQueuePerNode: 100},
      options: {tcpKeepAlive: true, redispatch: false, retries: 1, logHealthChecks: true, dontLogNull: false, abortOnClose: true},
      raw: {frontend: ['http-request set-header X-Site main'], backend: ['option http-no-delay']},
    },
    hashed: {
      mode: 'http',
      listen: '10.0.1.2:80',
      nodes: {tag: 'storage'},
      balance: {header: 'X-User'},
      fallback: {redirect: 'https://status.example.com/'},
      check: {type: 'http', expect: {body: 'all is "well"'}},
    },
    parameters: {mode: 'http', listen: ['10.0.1.3:80'], nodes: 'all', balance: {parameter: 'session'}, check: 'http'},
    files: {
      fallback: {address: 'sorry.example.com', port: 111},
      listen: {address: '10.0.1.4', ports: [111, '2049-2051']},
      port: 'same',
      nodes: ['node1', 'node4'],
      persistence: {type: 'source', timeout: '20m', size: '20k', mask: 24},
      check: {type: 'tcp', port: 111, send: 'PING', expect: '+PONG'},
    },
    shop: {
      mode: 'http',
      listen: '10.0.1.6:80',
      nodes: ['node1', 'node4'],
      persistence: {type: 'application-cookie', name: 'SHOP.SID', timeout: '1h', size: '50k'},
      check: {type: 'solr', release: '5.1', headers: {'X-Alfresco-Search-Secret': 'open'}, fall: 4},
    },
    users: {
      mode: 'http',
      listen: '10.0.1.7:80',
      nodes: ['node1', 'node4'],
      persistence: {type: 'header', name: 'X-User', timeout: '2h', size: '5k'},
    },
    behind: {
      mode: 'http',
      listen: '10.0.1.8:80',
      nodes: ['node1', 'node4'],
      persistence: {type: 'forwarded-for', timeout: '2h', size: '5k'},
    },
    desktops: {
      listen: '10.0.1.9:3389',
      nodes: ['node1', 'node4'],
      persistence: {type: 'rdp-cookie', timeout: '8h', size: '5k'},
      clientAddress: 'proxy-protocol-v2',
    },
    sessions: {listen: '10.0.1.10:993', nodes: ['node1', 'node4'], persistence: {type: 'tls-session-id', timeout: '10m', size: '5k'}},
    print: {listen: '10.0.1.11:139', nodes: ['node4', 'node1'], persistence: {type: 'source', with: 'files'}},
    cifs: {
      listen: '10.0.1.5:445',
      nodes: ['node1', 'node4'],
      timeouts: {client: '16m', server: '16m'},
      check: 'none',
    },
    secure: {
      listen: '10.0.1.6:993',
      check: {
        type: 'tls',
        port: 994,
        interval: '5s',
        fastInterval: '500ms',
        downInterval: '10s',
        rise: 3,
        fall: 2,
        sendProxy: true,
      },
    },
    mail: {
      listen: '10.0.1.6:25',
      check: {
        type: 'smtp',
        domain: 'lb.example.com',
        port: 26,
        interval: '5s',
        fastInterval: '500ms',
        downInterval: '10s',
        timeout: '3s',
        rise: 3,
        fall: 2,
        tls: true,
        sendProxy: true,
      },
    },
    directory: {
      listen: '10.0.1.6:389',
      check: {
        type: 'ldap',
        port: 636,
        interval: '5s',
        fastInterval: '500ms',
        downInterval: '10s',
        timeout: '3s',
        rise: 3,
        fall: 2,
        tls: true,
        sendProxy: true,
      },
    },
    database: {
      listen: '10.0.1.6:3306',
      check: {
        type: 'mysql',
        user: 'haproxy',
        port: 3307,
        interval: '5s',
        fastInterval: '500ms',
        downInterval: '10s',
        timeout: '3s',
        rise: 3,
        fall: 2,
        sendProxy: true,
      },
    },
    elephant: {
      listen: '10.0.1.6:5432',
      check: {
        type: 'postgresql',
        user: 'load.balancer',
        port: 5433,
        interval: '5s',
        fastInterval: '500ms',
        downInterval: '10s',
        timeout: '3s',
        rise: 3,
        fall: 2,
        sendProxy: true,
      },
    },
    store: {
      listen: '10.0.1.6:6379',
      check: {
        type: 'redis',
        port: 6380,
        interval: '5s',
        fastInterval: '500ms',
        downInterval: '10s',
        timeout: '3s',
        rise: 3,
        fall: 2,
        tls: true,
        sendProxy: true,
      },
    },
    judged: {
      listen: '10.0.1.6:7000',
      check: {
        type: 'external',
        command: '/usr/local/bin/check "node"',
        interval: '5s',
        fastInterval: '500ms',
        downInterval: '10s',
        rise: 3,
        fall: 2,
      },
    },
    addresses: {
      listen: '10.0.1.17:80',
      nodes: {dns: 'web.example.com', type: 'a', slots: 12, resolvers: 'consul'},
      port: 8080,
      limits: {maxConnectionsPerNode: 50},
    },
    records: {mode: 'http', listen: '10.0.1.17:81', nodes: {dns: '_http._tcp.example.com', type: 'srv'}, persistence: 'cookie'},
    asked: {
      listen: '10.0.1.6:7100',
      check: {
        type: 'agent',
        port: 9999,
        send: 'how is "asked"?',
        interval: '5s',
        fastInterval: '500ms',
        downInterval: '10s',
        timeout: '3s',
        rise: 3,
        fall: 2,
      },
    },
    transfer: {listen: '10.0.1.18:21', nodes: ['node1', 'node4']},
    data1: {listen: '10.0.1.18:30000-30099', nodes: ['node1'], port: 'same', check: {type: 'tcp', port: 21}},
    data4: {listen: '10.0.1.18:30100-30199', nodes: ['node4'], port: 'same', check: {type: 'tcp', port: 21}},
    streams: {listen: 8443, nodes: ['node3', 'node4'], port: 8443, clientAddress: 'proxy-protocol', reencrypt: {verify: 'none'}},
  },
  highAvailability: {
    method: 'keepalived',
    routerId: 52,
    preferred: 'lb2',
    failback: false,
    advertInterval: '500ms',
    prefixLength: 24,
    peersPort: 10_001,
    notify: {
      any: '/etc/keepalived/notify.sh',
      master: '/usr/local/sbin/start-backup',
      backup: '/usr/local/sbin/stop-backup',
      fault: '/usr/local/sbin/alert',
      stop: '/usr/local/sbin/stop-backup',
    },
  },
  host: {firewall: true, sshPort: 2222},
  haproxy: {
    version: '3.2',
    log: {target: '127.0.0.1:514', facility: 'local1', level: 'notice', format: 'rfc5424'},
    user: 'proxy',
    group: 'proxies',
    chroot: '/var/lib/haproxy',
    daemon: true,
    pidFile: '/run/haproxy.pid',
    threads: 4,
    maxConnections: 20_000,
    socket: '/run/haproxy.sock',
    tlsProfile: 'old',
    stats: {
      listen: {address: '127.0.0.1', port: 8404},
      path: '/stats',
      user: 'admin',
      password: {env: 'STATS_PASSWORD'},
      admin: true,
      prometheus: true,
    },
    raw: {global: ['tune.bufsize 32768'], defaults: ['option http-ignore-probes'], sections: 'cache small\n    total-max-size 4\n'},
  },
  resolvers: {
    dns1: {
      nameservers: ['10.0.0.53', '10.0.1.53:5353', '[2001:db8::53]:53', {address: '2001:db8::54', port: 54}],
      hold: {valid: '20s', nx: '5s', refused: '6s', timeout: '7s', other: '8s', obsolete: '1m'},
      timeouts: {resolve: '2s', retry: '500ms'},
      retries: 4,
      payloadSize: 4096,
    },
    consul: {nameservers: ['127.0.0.1:8600'], hold: '5s'},
  },
  balance: {path: '/usr/local/bin/balance', release: '3.54'},
  applications: {
    repository: {
      kind: 'alfresco',
      release: '5.0',
      nodes: ['node1', 'node4'],
      serverName: 'alfresco.example.com',
      services: {
        web: 'web',
        share: 'shop',
        cifs: 'cifs',
        ftp: 'transfer',
        nfs: 'files',
        imap: 'sessions',
        smtp: 'mail',
        spp: 'parameters',
        solr: 'hashed',
      },
      clustering: {
        enabled: true,
        name: {env: 'ALFRESCO_CLUSTER'},
        password: {env: 'HAZELCAST_PASSWORD'},
        addresses: {node4: '10.20.0.14'},
        interface: '10.20.*.*',
        port: 5702,
        protocol: 'tcp',
        tcpPort: 7810,
        multicastAddress: '230.0.0.7',
        multicastPort: 4447,
        rmiPort: 40_011,
        objectPort: 45_011,
      },
      contentStore: '/mnt/alfresco',
      search: {subsystem: 'solr4', secureComms: 'none', sharedSecret: {env: 'SOLR_SECRET'}},
      ftp: {passive: {node1: 'data1', node4: 'data4'}},
      nfs: {mountPort: 2050},
      properties: {'cifs.sessionTimeout': 600, 'dir.root': '/srv/alf'},
      nodeProperties: {node1: {'cifs.serverName': 'ALF1A'}},
    },
    share: {
      kind: 'alfresco-share',
      release: '5.0',
      nodes: ['node1', 'node4'],
      services: {share: 'shop', repository: 'web'},
      repository: 'repository',
      serverName: 'share.example.com',
      endpoints: 'local',
      repositoryPort: 8070,
      sso: 'external',
      userHeader: 'SsoUserHeader',
      csrf: true,
      jvmRoute: true,
      clustering: {
        join: 'multicast',
        name: 'slingshot-<test>',
        password: {env: 'SHARE_PASSWORD'},
        port: 5811,
        interface: '10.0.0.*',
        multicastGroup: '224.2.2.6',
        multicastPort: 54_328,
        hazelcast: '2.4',
      },
    },
    flow: {
      kind: 'electricflow',
      release: '10.0',
      nodes: ['node1', 'node2', 'node3'],
      services: {web: 'web', server: 'web', stomp: 'mail'},
      servers: ['node1', 'node2'],
      webServers: ['node1', 'node3'],
      repositories: ['node3'],
      serverName: 'flow.example.com',
      zooKeeper: ['10.20.0.31', {address: '10.20.0.32', port: 2182}, '10.20.0.33:2181'],
      exhibitor: ['10.20.0.31:8080', {address: '10.20.0.32', port: 8080}],
      stompClientUri: 'stomp+ssl://flow.example.com:61613',
      installPath: '/opt/flow',
      pluginsDirectory: '/srv/flow/plugins',
      workspacesDirectory: '/srv/flow/workspaces',
    },
  },
  rules: {'lone-node': 'warning', LB208: 'off'},
} as const satisfies Json

/** A service behind Balance in a cluster of its own. */
export const balanceSpec = {
  lbgen: 1,
  name: 'small',
  loadBalancers: {lb1: '10.0.0.4'},
  nodes: {node1: '10.0.0.11', node2: 'node2.example.com'},
  services: {
    cifs: {
      engine: 'balance',
      listen: '10.0.1.5:445',
      nodes: ['node1', {node: 'node2', backup: true}],
      persistence: 'source',
      timeouts: {connect: '3s'},
      sourceAddress: '10.0.0.4',
    },
  },
  balance: {path: '/opt/balance', release: '3.57'},
} as const satisfies Json

/** A pair whose addresses heartbeat moves. */
export const heartbeatSpec = {
  lbgen: 1,
  name: 'pair',
  loadBalancers: {lb1: {address: '10.0.0.4', interface: 'eth0'}, lb2: {address: '10.0.0.6', interface: 'eth0'}},
  nodes: {node1: '10.0.0.11'},
  services: {web: {listen: ['10.0.1.5:80', '10.0.1.6:80']}},
  highAvailability: {method: 'heartbeat', password: {env: 'HEARTBEAT_KEY'}, failback: false},
} as const satisfies Json

/** A cluster in which Pound ends TLS. */
export const poundSpec = {
  lbgen: 1,
  name: 'gates',
  loadBalancers: {lb1: '10.0.0.4'},
  nodes: {node1: '10.0.0.11', node2: '10.0.0.12'},
  certificates: {main: {file: '/etc/certs/main.pem'}, more: {file: '/etc/certs/"more" \\ $1 %[url].pem'}},
  tls: {terminator: 'pound', linkPort: 30_000},
  services: {
    web: {
      mode: 'http',
      listen: [
        80,
        {
          address: '10.0.1.5',
          ports: [443, 8443],
          tls: {
            certificates: ['main', 'more'],
            profile: 'old',
            linkPort: 30_443,
            clientCertificates: {ca: '/etc/certs/ca.pem', verify: 'optional'},
          },
        },
        {address: '2001:db8::5', port: 443, tls: {certificate: 'main', minVersion: '1.3'}},
      ],
      port: 80,
      clientAddress: 'header',
      hsts: '180d',
    },
  },
  pound: {release: '4.16', user: '_pound', group: '_pound', threads: 512},
} as const satisfies Json

/** A cluster in which stunnel ends TLS. */
export const stunnelSpec = {
  lbgen: 1,
  name: 'tunnels',
  loadBalancers: {lb1: '10.0.0.4'},
  nodes: {node1: '10.0.0.11', node2: '10.0.0.12'},
  certificates: {main: {file: '/etc/certs/main.pem'}, more: {file: '/etc/certs/more.pem', names: ['a.example', '*.b.example']}},
  tls: {terminator: 'stunnel', linkPort: 30_000},
  services: {
    web: {
      mode: 'http',
      listen: [
        80,
        {
          address: '10.0.1.5',
          ports: [443, 8443],
          interface: 'eth0',
          tls: {
            certificates: ['main', 'more'],
            profile: 'old',
            linkPort: 30_443,
            clientCertificates: {ca: '/etc/certs/ca.pem', verify: 'optional'},
          },
        },
        {address: '2001:db8::5', port: 443, tls: {certificate: 'main', minVersion: '1.3'}},
      ],
      port: 80,
      clientAddress: 'header',
      hsts: '180d',
      options: {tcpKeepAlive: true},
    },
  },
  haproxy: {version: '3.2'},
  stunnel: {user: 'tunnel', group: 'tunnels', pidFile: '/run/stunnel.pid'},
} as const satisfies Json

/** What nodes of every kind run behind the kernel's balancing. */
export const realserverSpec = {
  lbgen: 1,
  name: 'nodes',
  loadBalancers: {lb1: {address: '10.0.0.4', interface: 'eth0'}, lb2: {address: '10.0.0.6', interface: 'eth0'}},
  nodes: {
    plain: {address: '10.0.0.11', interface: 'eth0', loopback: 'lo', boot: 'script'},
    filtered: {address: '10.0.0.12', redirect: 'nftables'},
    bygone: {address: '10.0.0.13', redirect: 'iptables'},
    networked: {address: '10.0.0.14', boot: 'systemd-networkd'},
    updown: {address: '10.0.0.15', boot: 'ifupdown'},
    far: {address: '10.0.0.16'},
    behind: {address: '10.0.0.17', gateway: '10.0.0.1', interface: 'eth0'},
    old: {address: '10.0.0.18', os: 'windows-2003', interface: 'net', loopback: 'loopback'},
    middle: {address: '10.0.0.19', os: 'windows-2008', interface: 'net', loopback: 'loopback'},
    recent: {address: '10.0.0.20', os: 'windows-2012', interface: 'Ethernet 2', loopback: 'loopback'},
    daemon: {address: '10.0.0.21', os: 'freebsd'},
    sun: {address: '10.0.0.22', os: 'solaris'},
    six: {address: '2001:db8::23'},
  },
  services: {
    direct: {
      engine: 'lvs',
      forward: 'dr',
      listen: '10.0.0.5:80',
      nodes: ['plain', 'filtered', 'bygone', 'networked', 'updown', 'old', 'middle', 'recent', 'daemon', 'sun'],
    },
    tunnelled: {engine: 'lvs', forward: 'tun', listen: '10.0.0.5:81', nodes: ['far', 'plain']},
    translated: {engine: 'lvs', forward: 'nat', listen: '10.0.0.7:80', nodes: ['behind', 'old', 'middle', 'recent', 'daemon', 'sun']},
    later: {engine: 'lvs', forward: 'dr', listen: '[2001:db8::5]:80', nodes: ['six']},
  },
  highAvailability: {routerId: 7, prefixLength: 24},
} as const satisfies Json

/** Services that the kernel balances, managed by keepalived, with every field that they can have. */
export const lvsSpec = {
  lbgen: 1,
  name: 'layer4',
  loadBalancers: {lb1: '10.0.0.4'},
  nodes: {
    node1: {address: '10.0.0.11', weight: 10},
    node2: {address: '10.0.0.12', weight: 20, state: 'drain'},
    node3: {address: '10.0.0.13', weight: 30},
    node6: {address: '2001:db8::16', weight: 1},
    node7: {address: '2001:db8::17', weight: 1},
  },
  defaults: {engine: 'lvs', forward: 'nat', protocol: 'tcp', check: {interval: '3s', fall: 2}},
  services: {
    web: {
      forward: 'dr',
      listen: '10.0.1.1:80',
      nodes: ['node1', 'node2', {node: 'node3', backup: true}],
      balance: 'leastconn',
      persistence: {type: 'source', timeout: '5m', mask: 24},
      clientAddress: 'transparent',
      limits: {maxConnectionsPerNode: 500},
      check: {
        type: 'http',
        method: 'GET',
        path: '/health?of="web"#!',
        host: 'www.example.com',
        version: '1.1',
        expect: {body: 'all (is) "well" #1'},
        port: 443,
        interval: '500ms',
        fastInterval: '250ms',
        timeout: '1500ms',
        fall: 3,
        tls: true,
      },
    },
    files: {
      nodes: ['node1', 'node2', 'node3'],
      listen: [{address: '10.0.1.2', ports: [111, '2049-2051']}, '10.0.1.3:2049'],
      firewallMark: 20,
      port: 'same',
      balance: 'source',
      persistence: 'source',
      check: {type: 'tcp', port: 111},
    },
    names: {nodes: ['node1', 'node2', 'node3'], protocol: 'udp', listen: '10.0.1.2:53', port: 5353, check: 'none'},
    mail: {
      nodes: ['node1', 'node2', 'node3'],
      listen: '10.0.1.2:25',
      port: 2525,
      check: {type: 'smtp', domain: 'lb.example.com'},
      timeouts: {check: '4s'},
      fallback: {address: '10.0.0.99', port: 25},
    },
    judged: {
      nodes: ['node1', 'node2', 'node3'],
      forward: 'tun',
      listen: '10.0.1.2:7000-7001',
      port: 'same',
      check: {type: 'external', command: '/usr/local/bin/check'},
    },
    tunnel: {forward: 'tun', listen: '[2001:db8::1]:81', nodes: ['node6', 'node7'], firewallMark: 22},
    six: {forward: 'dr', listen: '[2001:db8::1]:80', nodes: ['node6', 'node7'], check: {type: 'http', expect: {status: '200,301-302'}}},
    marked: {nodes: ['node1', 'node2', 'node3'], forward: 'nat', listen: '*:8080', firewallMark: 21},
  },
  lvs: {manager: 'keepalived', timeouts: {tcp: '1h', tcpFin: '2m', udp: '5m'}},
} as const satisfies Json

/** The same with ldirectord, and with the checks that it has beside those. */
export const ldirectordSpec = {
  ...lvsSpec,
  services: {
    web: {
      forward: 'dr',
      listen: '10.0.1.1:80',
      nodes: ['node1', 'node2', {node: 'node3', backup: true}],
      persistence: {type: 'source', timeout: '5m', mask: 24},
      limits: {maxConnectionsPerNode: 500},
      check: {type: 'http', method: 'HEAD', path: '/health?of="web"', host: 'www.example.com', port: 443, timeout: '2s', tls: true},
    },
    chat: {nodes: ['node1', 'node2', 'node3'], listen: '10.0.1.1:7', check: {type: 'tcp', send: 'PING "1"', expect: '+PONG #1'}},
    directory: {nodes: ['node1', 'node2', 'node3'], listen: '10.0.1.1:389', check: {type: 'ldap', port: 636, tls: true}},
    database: {nodes: ['node1', 'node2', 'node3'], listen: '10.0.1.1:3306', check: {type: 'mysql', user: 'lb'}},
    elephant: {nodes: ['node1', 'node2', 'node3'], listen: '10.0.1.1:5432', check: {type: 'postgresql', user: 'lb', interval: '10s'}},
    store: {nodes: ['node1', 'node2', 'node3'], listen: '10.0.1.1:6379', check: 'redis'},
    mail: {
      nodes: ['node1', 'node2', 'node3'],
      listen: '10.0.1.1:25',
      port: 2525,
      check: 'smtp',
      fallback: {address: '10.0.0.99', port: 25},
    },
    judged: {nodes: ['node1', 'node2', 'node3'], listen: '10.0.1.1:9', check: {type: 'external', command: '/usr/local/bin/check node'}},
    files: {
      nodes: ['node1', 'node2', 'node3'],
      listen: '10.0.1.1:111,2049',
      firewallMark: 20,
      port: 'same',
      check: {type: 'tcp', port: 111},
    },
    names: {nodes: ['node1', 'node2', 'node3'], forward: 'tun', protocol: 'udp', listen: '10.0.1.1:53', check: 'none'},
    six: {forward: 'dr', listen: '[2001:db8::1]:80', nodes: ['node6', 'node7'], check: {type: 'http', expect: {body: 'all "is" well'}}},
  },
  lvs: {manager: 'ldirectord'},
} as const satisfies Json

/** A spec as text. */
export const textOf = (spec: Json): string => formatSpec(isMap(spec) ? spec : [spec])

export const isMap = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Steps to a part of a spec. */
export type Path = readonly (string | number)[]

/** Every part of a spec with the steps that lead to it, the whole first. */
export function partsOf(value: Json, path: Path = []): readonly {readonly path: Path; readonly value: Json}[] {
  const inner = Array.isArray(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : []
  return [{path, value}, ...inner.flatMap(([step, part]) => partsOf(part, [...path, step]))]
}

/** The spec with another value at the end of the steps. */
export function withPart(spec: Json, [step, ...rest]: Path, value: Json): Json {
  if (step === undefined) return value
  if (Array.isArray(spec)) return spec.map((item: Json, index) => (index === step ? withPart(item, rest, value) : item))
  if (!isMap(spec)) return spec
  return Object.fromEntries(Object.entries(spec).map(([key, part]) => [key, key === step ? withPart(part, rest, value) : part]))
}

/** The spec with another key in the place of the last step. */
export function withKey(spec: Json, path: Path, name: string): Json {
  const [step, ...rest] = path
  if (Array.isArray(spec)) return spec.map((item: Json, index) => (index === step ? withKey(item, rest, name) : item))
  if (!isMap(spec)) return spec
  return Object.fromEntries(
    Object.entries(spec).map(([key, part]) =>
      key === step ? (rest.length === 0 ? [name, part] : [key, withKey(part, rest, name)]) : [key, part],
    ),
  )
}
