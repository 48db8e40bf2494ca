import {applicationsOf} from '../model/applications/of-kind.ts'
import type {Application, Cluster, Failover, Service} from '../model/cluster.ts'
import {failoverBy} from '../model/floating.ts'
import alfresco from './alfresco/index.ts'
import alfrescoShare from './alfresco-share/index.ts'
import balance from './balance/index.ts'
import electricflow from './electricflow/index.ts'
import {handoversOf} from './handover.ts'
import {haproxy} from './haproxy/index.ts'
import heartbeat from './heartbeat/index.ts'
import keepalived from './keepalived/index.ts'
import host from './host/index.ts'
import {needsOf} from './host/needs.ts'
import ldirectord from './ldirectord/index.ts'
import lvs from './lvs/index.ts'
import {isManagedBy} from './lvs/virtual.ts'
import pound from './pound/index.ts'
import realserver from './realserver/index.ts'
import stunnel from './stunnel/index.ts'
import type {Target} from './target.ts'

const serves = (engine: Service['engine']['value'], {services}: Cluster): boolean =>
  services.some(service => service.engine.value === engine)

const ends = (terminator: Cluster['termination']['terminator']['value'], cluster: Cluster): boolean =>
  cluster.termination.terminator.value === terminator && handoversOf(cluster).length > 0

const moves = (method: Failover['method']['value'], cluster: Cluster): boolean => failoverBy(method, cluster) !== undefined

const runs = (kind: Application['kind']['value'], cluster: Cluster): boolean => applicationsOf(cluster, kind).length > 0

/** Whether a load balancer's own system has anything to do for the cluster. */
const hasGround = (cluster: Cluster): boolean =>
  cluster.host.firewall.value || Object.values(needsOf(cluster)).some(need => need !== undefined)

/** Whether a node has to do anything, or to be told that it has not. */
const hasDuties = (cluster: Cluster): boolean =>
  serves('lvs', cluster) ||
  cluster.nodes.some(({gateway, loopback, redirect, boot}) => boot.value !== 'script' || (gateway ?? loopback ?? redirect) !== undefined)

/**
 * A target that many clusters have nothing for. It is not touched before one has, and so not loaded (scripts/bundle.js): half of
 * what a start of lbgen costs is to load it. That is why it is said here, and by no target, what it is for.
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

/** Every product that lbgen writes files for, and the clusters that each is for: a target is asked of no others. */
export const targets: readonly Target[] = [
  haproxy,
  seldom('stunnel', cluster => ends('stunnel', cluster), stunnel),
  seldom('pound', cluster => ends('pound', cluster), pound),
  seldom('balance', cluster => serves('balance', cluster), balance),
  seldom('lvs', cluster => serves('lvs', cluster), lvs),
  seldom('keepalived', cluster => moves('keepalived', cluster) || isManagedBy('keepalived', cluster), keepalived),
  seldom('ldirectord', cluster => isManagedBy('ldirectord', cluster), ldirectord),
  seldom('heartbeat', cluster => moves('heartbeat', cluster), heartbeat),
  seldom('host', hasGround, host),
  seldom('realserver', hasDuties, realserver),
  seldom('alfresco', cluster => runs('alfresco', cluster), alfresco),
  seldom('alfresco-share', cluster => runs('alfresco-share', cluster), alfrescoShare),
  seldom('electricflow', cluster => runs('electricflow', cluster), electricflow),
]
