import type {Cluster} from '../../model/cluster.ts'
import {type Effect, type EffectOf, type Moves, takenUpBy} from '../effect.ts'
import {dutiesOf} from './duty.ts'

/** How a node's new files take effect, and whether it serves in between. */
export const effectOn =
  (before: Cluster | undefined, after: Cluster): EffectOf =>
  change => {
    if (/\/realserver\.(sh|ps1|cmd)$/.test(change.path)) {
      const {who, text} = scriptMove(before && isOther(waysOf(change.host, before), waysOf(change.host, after)))
      return takenUpBy('run', who, text)(change)
    }
    if (!change.path.endsWith('/90-lbgen-arp.conf') || change.before === undefined) return undefined
    return change.after === undefined
      ? arpGone
      : takenUpBy('run', 'none', 'The script sets the same; the file is for the next boot.')(change)
  }

const arpGone: Effect = {
  how: 'remove',
  reasons: [],
  commands: [],
  moves: [
    {service: undefined, who: 'none', text: 'The script takes its settings back; without the file the next boot leaves them out, too.'},
  ],
}

const inOneGo = 'serves nobody until it and the load balancers have their new files: change them in one go (docs/install.md).'

function scriptMove(isOtherWay: boolean | undefined): Pick<Moves, 'who' | 'text'> {
  if (isOtherWay === undefined)
    return {who: 'unknown', text: `Where \`forward\`, \`redirect\` or \`loopback\` differs, the node ${inOneGo}`}
  if (isOtherWay) return {who: 'all', text: `Packets come to the node in another way: it ${inOneGo}`}
  return {who: 'none', text: 'Addresses and settings that stay are left as they are.'}
}

/** How packets of each service come to a node, and how they are taken there. */
function waysOf(host: string, cluster: Cluster): ReadonlyMap<string, string> {
  const duty = dutiesOf(cluster).find(({node}) => node.name === host)
  const {redirect, loopback} = duty?.node ?? {}
  return new Map(duty?.services.map(({name, packets}) => [name, [packets?.forward.value, redirect?.value, loopback?.value].join(' ')]))
}

/** A service that comes or goes changes no other one's way. */
const isOther = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): boolean =>
  [...before].some(([service, way]) => (after.get(service) ?? way) !== way)
