import type {Application, Cluster} from '../model/cluster.ts'
import alfresco from './alfresco/index.ts'
import alfrescoShare from './alfresco-share/index.ts'
import balance from './balance/index.ts'
import electricflow from './electricflow/index.ts'
import {haproxy} from './haproxy/index.ts'
import heartbeat from './heartbeat/index.ts'
import keepalived from './keepalived/index.ts'
import host from './host/index.ts'
import ldirectord from './ldirectord/index.ts'
import lvs from './lvs/index.ts'
import pound from './pound/index.ts'
import realserver from './realserver/index.ts'
import stunnel from './stunnel/index.ts'
import type {Target} from './target.ts'

const ends = (terminator: 'stunnel' | 'pound') => (cluster: Cluster) => cluster.termination.terminator.value === terminator

const serves = ({services}: Cluster, engine: 'balance' | 'lvs'): boolean => services.some(service => service.engine.value === engine)

const isPair = ({highAvailability}: Cluster): boolean => highAvailability.failover !== undefined

/** Whether a load balancer's own system has anything to do for the cluster. */
const hasGround = (cluster: Cluster): boolean =>
  isPair(cluster) ||
  cluster.loadBalancers.length > 1 ||
  cluster.host.firewall.value ||
  cluster.services.some(({engine, clientAddress}) => engine.value === 'lvs' || clientAddress.value === 'transparent')

/** Whether a node has to do anything, or to be told that it has not. */
const hasDuties = (cluster: Cluster): boolean =>
  serves(cluster, 'lvs') ||
  cluster.nodes.some(({gateway, loopback, redirect, boot}) => boot.value !== 'script' || (gateway ?? loopback ?? redirect) !== undefined)

const runs = (kind: Application['kind']['value']) => (cluster: Cluster) => cluster.applications.some(one => one.kind.value === kind)

/**
 * A target that many clusters have nothing for. It is not touched before one has, and so not loaded (scripts/bundle.js): half of
 * what a start of lbgen costs is to load it.
 */
const seldom = (name: string, isFor: (cluster: Cluster) => boolean, target: Target): Target => ({
  name,
  render: (cluster, surroundings, report) => (isFor(cluster) ? target.render(cluster, surroundings, report) : []),
  get effect() {
    return target.effect
  },
  get remarks() {
    return target.remarks
  },
  get verifiers() {
    return target.verifiers
  },
})

/** Every product that lbgen writes files for. */
export const targets: readonly Target[] = [
  haproxy,
  seldom('stunnel', ends('stunnel'), stunnel),
  seldom('pound', ends('pound'), pound),
  seldom('balance', cluster => serves(cluster, 'balance'), balance),
  seldom('lvs', cluster => serves(cluster, 'lvs'), lvs),
  seldom('keepalived', cluster => serves(cluster, 'lvs') || isPair(cluster), keepalived),
  seldom('ldirectord', cluster => serves(cluster, 'lvs'), ldirectord),
  seldom('heartbeat', isPair, heartbeat),
  seldom('host', hasGround, host),
  seldom('realserver', hasDuties, realserver),
  seldom('alfresco', runs('alfresco'), alfresco),
  seldom('alfresco-share', runs('alfresco-share'), alfrescoShare),
  seldom('electricflow', runs('electricflow'), electricflow),
]
