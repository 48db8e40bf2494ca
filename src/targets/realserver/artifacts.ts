import type {Cluster} from '../../model/cluster.ts'
import {shell} from '../shell.ts'
import type {Artifact} from '../target.ts'
import type {Print} from '../template.ts'
import type {Duty} from './duty.ts'
import {type LinuxView, linuxView} from './linux.ts'
import {batch, powerShell} from './quote.ts'
import {unixView} from './unix.ts'
import {windowsView} from './windows.ts'

const common = {target: 'realserver', mode: 0o644, owner: 'root:root', extent: 'file'} as const
const script = '/usr/local/sbin/lbgen-realserver.sh'

/** All files for one node. */
export function artifactsFor(duty: Duty, cluster: Cluster, print: Print): readonly Artifact[] {
  const {node} = duty
  if (node.os === 'linux') return linuxArtifacts(duty, cluster, print)
  if (duty.addresses.length === 0) return []
  if (node.os === 'freebsd' || node.os === 'solaris') return unixArtifacts(duty, node.os, cluster, print)
  return [windowsArtifact(duty, node.os, cluster, print)]
}

/** Windows keeps what a script sets, so nothing runs it at boot. */
function windowsArtifact(duty: Duty, os: 'windows-2003' | 'windows-2008' | 'windows-2012', cluster: Cluster, print: Print): Artifact {
  const view = windowsView(duty, cluster)
  const [file, text] =
    os === 'windows-2003'
      ? ['realserver.cmd', print('realserver/realserver.cmd', view, batch)]
      : ['realserver.ps1', print(os === 'windows-2008' ? 'realserver/windows-2008.ps1' : 'realserver/windows-2012.ps1', view, powerShell)]
  const install = `C:\\lbgen\\${file}`
  return {
    ...common,
    owner: 'Administrators',
    path: `${duty.node.name}/${file}`,
    chunks: [text.replaceAll('\n', '\r\n')],
    install,
    check: undefined,
    reload: os === 'windows-2003' ? ['cmd.exe', '/c', install, 'start'] : [...powerShellRuns(os), install],
    undo: os === 'windows-2003' ? ['cmd.exe', '/c', install, 'undo'] : [...powerShellRuns(os), install, '-Undo'],
  }
}

const powerShellRuns = (os: 'windows-2008' | 'windows-2012'): readonly string[] => [
  'powershell.exe',
  '-NoProfile',
  '-ExecutionPolicy',
  os === 'windows-2008' ? 'Unrestricted' : 'Bypass',
  '-File',
]

function unixArtifacts(duty: Duty, os: 'freebsd' | 'solaris', cluster: Cluster, print: Print): readonly Artifact[] {
  const {name} = duty.node
  const install = os === 'freebsd' ? '/usr/local/sbin/lbgen-realserver.sh' : '/etc/init.d/lbgen-realserver'
  const owner = os === 'freebsd' ? 'root:wheel' : 'root:sys'
  const view = unixView(duty, cluster, install)
  const scriptFile: Artifact = {
    ...common,
    owner,
    path: `${name}/realserver.sh`,
    chunks: [print(os === 'freebsd' ? 'realserver/freebsd.sh' : 'realserver/solaris.sh', view, shell)],
    mode: 0o755,
    install,
    check: [os === 'freebsd' ? 'sh' : 'ksh', '-n', install],
    reload: [install, 'start'],
    undo: [install, 'undo'],
  }
  if (os === 'solaris') return [scriptFile]
  const chunks = [print('realserver/rc.conf', view, shell)]
  const block = {extent: 'block', install: '/etc/rc.conf', check: undefined, reload: undefined} as const
  return [scriptFile, {...common, ...block, owner, path: `${name}/realserver.rc.conf`, chunks}]
}

function linuxArtifacts(duty: Duty, cluster: Cluster, print: Print): readonly Artifact[] {
  const {node} = duty
  const view = linuxView(duty, cluster, script)
  const settings = view.addresses.length > 0 ? [settingsFile(node.name, view, print)] : []
  const alone = settings.map(file => ({...file, ...settledAlone(file.install, view)}))
  if (node.boot.value === 'systemd-networkd') return [...alone, networkFile(node.name, view, print)]
  if (node.boot.value === 'ifupdown') return [...alone, interfacesFile(node.name, view, print)]
  if (view.addresses.length + view.redirects.length + view.gateways.length === 0) return []
  return [...settings, ...scriptFiles(node.name, view, print)]
}

/** For the next boot. Where there is a script, it settles the same now, and remembers what was before. */
const settingsFile = (node: string, view: LinuxView, print: Print): Artifact => ({
  ...common,
  path: `${node}/90-lbgen-arp.conf`,
  chunks: [print('realserver/arp.conf', view, shell)],
  install: '/etc/sysctl.d/90-lbgen-arp.conf',
  check: undefined,
  reload: undefined,
})

/** What the script would do. */
const settledAlone = (file: string, {arp}: LinuxView): Pick<Artifact, 'reload' | 'undo'> => ({
  reload: ['sysctl', '-e', '-p', file],
  ...(arp === null ? {} : {undo: ['sysctl', '-w', 'net.ipv4.conf.all.arp_ignore=0', 'net.ipv4.conf.all.arp_announce=0']}),
})

const scriptFiles = (node: string, view: LinuxView, print: Print): readonly Artifact[] => [
  {
    ...common,
    path: `${node}/realserver.sh`,
    chunks: [print('realserver/realserver.sh', view, shell)],
    mode: 0o755,
    install: script,
    check: ['sh', '-n', script],
    reload: [script, 'start'],
    undo: [script, 'undo'],
  },
  {
    ...common,
    path: `${node}/lbgen-realserver.service`,
    chunks: [print('realserver/realserver.service', view, shell)],
    install: '/etc/systemd/system/lbgen-realserver.service',
    check: ['systemd-analyze', 'verify', '/etc/systemd/system/lbgen-realserver.service'],
    reload: ['sh', '-c', 'systemctl daemon-reload && systemctl enable lbgen-realserver.service'],
    undo: ['systemctl', 'disable', 'lbgen-realserver.service'],
  },
]

const networkFile = (node: string, view: LinuxView, print: Print): Artifact => ({
  ...common,
  path: `${node}/10-lbgen-lo.network`,
  chunks: [print('realserver/lo.network', view, shell)],
  install: '/etc/systemd/network/10-lbgen-lo.network',
  check: undefined,
  reload: ['networkctl', 'reload'],
  undo: ['sh', '-c', view.addresses.map(({address, device}) => `ip addr del ${address} dev ${device}`).join('; ')],
})

const interfacesFile = (node: string, view: LinuxView, print: Print): Artifact => ({
  ...common,
  path: `${node}/interfaces.lbgen`,
  chunks: [print('realserver/interfaces', view, shell)],
  install: '/etc/network/interfaces.d/lbgen',
  check: undefined,
  reload: ['ifup', '-a'],
  undo: ['ifdown', ...view.addresses.map(({label}) => label)],
})
