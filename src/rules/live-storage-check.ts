import type {Rule} from './rule.ts'

const spec = (path: string): string => `lbgen: 1
name: storage
loadBalancers: {lb1: 192.168.110.61}
nodes: {icas1: 192.168.110.70, icas2: 192.168.110.71}
services:
  s3: {mode: http, listen: 80, port: 9000, check: {type: http, path: ${path}, expect: {status: "200"}}}
`

export const liveStorageCheck: Rule = {
  code: 'LB344',
  name: 'live-storage-check',
  family: 'product',
  severity: 'hint',
  summary: 'A check asks a node of MinIO or iCAS FS whether it runs, and not whether the cluster can write.',
  why: 'A node that has lost the others answers `/minio/health/live` well and every write with 503: clients stay with it. `/minio/health/cluster` fails where too few of the disks are in reach to write. It is what the guide of iCAS FS asks for; it says nothing more of the single node than that it answers.',
  see: 'https://docs.min.io/enterprise/aistor-object-store/operations/monitoring/healthcheck-probe/',
  bad: spec('/minio/health/live'),
  good: spec('/minio/health/cluster'),
  check({services}, find) {
    for (const {name, check, origin} of services) {
      if (check.type !== 'http' || !/^\/minio\/health\/(live|ready)$/.test(check.path.value)) continue
      find({
        message: `Service \`${name}\` asks its nodes for \`${check.path.value}\`, which says nothing of the cluster behind them.`,
        hint: 'Write `check: icas-fs`, which asks for `/minio/health/cluster`.',
        path: check.path.origin,
        owner: origin,
      })
    }
  },
}
