import {parseHost} from '../../../model/endpoint.ts'
import {supports} from '../since.ts'
import {type Section, type ServerLine, isServerLine, sectionIn, serversIn} from './read.ts'

/** What a change comes to on the socket of the running HAProxy, or why that is not enough. */
export type Runtime = {readonly commands: readonly string[]; readonly socket: string} | {readonly reasons: readonly string[]}

/**
 * The commands that make of a running HAProxy what another configuration says, where commands can: it differs in
 * weights, in what is disabled and in addresses of servers alone.
 *
 * Weights of hashes without `consistent` and of `static-rr` can only be 0 or what HAProxy started with:
 * https://docs.haproxy.org/3.0/management.html#9.3-set%20weight. Ports and names stay to a reload, which asks and checks anew.
 */
export function runtimeFor(before: readonly Section[], after: readonly Section[], release: string): Runtime {
  const reasons = differingSections(before, after)
  if (reasons.length > 0) return {reasons}
  const socket = socketIn(sectionIn(before, 'global').lines)
  if ('reason' in socket) return {reasons: [socket.reason]}
  const steps = after
    .filter(({kind}) => kind === 'backend' || kind === 'listen')
    .flatMap(section => stepsFor(sectionIn(before, section.kind, section.name), section, release))
  const refused = steps.flatMap(step => ('reason' in step ? [step.reason] : []))
  if (refused.length > 0) return {reasons: [...new Set(refused)]}
  // Those who come in before those who go out, so that there is always somebody to serve.
  const commands = steps.flatMap(step => ('command' in step ? [step] : []))
  return {
    ...socket,
    commands: [...commands.filter(({takes}) => !takes), ...commands.filter(({takes}) => takes)].map(({command}) => command),
  }
}

/** Sections that differ in more than their servers, in words. */
function differingSections(before: readonly Section[], after: readonly Section[]): readonly string[] {
  const name = (section: Section): string => `${section.kind} ${section.name}`.trim()
  const shape = (sections: readonly Section[]): string => sections.map(name).join('\n')
  if (shape(before) !== shape(after)) return ['Sections are added, removed or moved.']
  return after.flatMap((section, index) => {
    const old = before[index]
    const others = (lines: readonly string[] = []): string => lines.map(line => (isServerLine(line) ? 'server' : line)).join('\n')
    const isSame = others(old?.lines) === others(section.lines)
    return isSame ? [] : [`\`${name(section)}\` differs in more than the weights, states and addresses of servers.`]
  })
}

/** Where the running HAProxy takes commands, or why there is no talking to it. */
function socketIn(global: readonly string[]): {readonly socket: string} | {readonly reason: string} {
  const socket = global.find(line => line.startsWith('stats socket ') && line.includes(' level admin'))
  if (socket === undefined) return {reason: 'It has no socket that takes commands.'}
  const processes = global.find(line => line.startsWith('nbproc '))
  if (processes !== undefined && processes !== 'nbproc 1') return {reason: 'Its socket speaks to one of its processes alone.'}
  return {socket: (socket.split(' ')[2] ?? '').replaceAll('"', '')}
}

type Step = {readonly command: string; readonly takes: boolean} | {readonly reason: string}

function stepsFor(before: Section, after: Section, release: string): readonly Step[] {
  const [old, now] = [serversIn(before), serversIn(after)]
  const weighing = weighingIn(after)
  return now.flatMap((server, index) => {
    const was = old[index]
    const id = `${after.name}/${server.name}`
    if (was === undefined || was.name !== server.name || was.rest !== server.rest) {
      return [{reason: `Servers of \`${after.name}\` come, go or change in more than weight, state and address.`}]
    }
    return [...weightSteps(was, server, id, {weighing, release}), ...stateSteps(was, server, id), ...addressSteps(was, server, id, release)]
  })
}

const balanceOf = ({lines}: Section): string => lines.find(line => line.startsWith('balance '))?.slice('balance '.length) ?? 'roundrobin'

/** How a backend takes weights while it runs: not at all but 0, as places on a ring, or freely. */
function weighingIn(section: Section): 'fixed' | 'ring' | 'free' {
  const balance = balanceOf(section)
  if (/^random\b/.test(balance) || section.lines.some(line => line.startsWith('hash-type consistent'))) return 'ring'
  return /^(roundrobin|leastconn|first)\b/.test(balance) ? 'free' : 'fixed'
}

interface Weighing {
  readonly weighing: 'fixed' | 'ring' | 'free'
  readonly release: string
}

function weightSteps(was: ServerLine, server: ServerLine, id: string, {weighing, release}: Weighing): readonly Step[] {
  if (was.weight === server.weight) return []
  const backend = id.split('/')[0] ?? ''
  if (weighing === 'fixed' && server.weight !== 0)
    return [{reason: `The balancing of \`${backend}\` takes no other weights while it runs.`}]
  if (weighing === 'ring' && server.weight > was.weight && !supports(release, 'heavierOnRing'))
    return [{reason: `HAProxy ${release} takes no greater weights for \`${backend}\` while it runs.`}]
  return [{command: `set weight ${id} ${server.weight}`, takes: server.weight < was.weight}]
}

function stateSteps(was: ServerLine, server: ServerLine, id: string): readonly Step[] {
  if (was.isDisabled === server.isDisabled) return []
  return [{command: `${server.isDisabled ? 'disable' : 'enable'} server ${id}`, takes: server.isDisabled}]
}

function addressSteps(was: ServerLine, server: ServerLine, id: string, release: string): readonly Step[] {
  if (was.address === server.address) return []
  const [from, to] = [parse(was.address), parse(server.address)]
  const isPlain = from.host !== undefined && to.host !== undefined && from.host.kind !== 'name' && from.host.kind === to.host.kind
  if (!isPlain || from.port !== to.port) return [{reason: `\`${id}\` gets another port, or an address of another kind.`}]
  if (!supports(release, 'addressAtRuntime')) return [{reason: `HAProxy ${release} takes no other address while it runs.`}]
  return [{command: `set server ${id} addr ${to.host?.text ?? ''}`, takes: false}]
}

function parse(address: string) {
  const [, six, plain, port = ''] = /^(?:\[(?<six>[^\]]+)\]|(?<plain>[^:]*))(?<port>:\d+)?$/.exec(address) ?? []
  return {host: parseHost(six ?? plain ?? ''), port}
}
