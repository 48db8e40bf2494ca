import {join} from 'node:path'
import type {Finding, Report} from '../findings/finding.ts'
import {faults} from './faults.ts'
import {readBytes} from './files.ts'
import {MANIFEST, type Manifest, parseManifest} from './manifest.ts'

/** The cluster that manifests are of, where it is another one; those of older lbgens name none, and count as its own. */
const otherCluster = (manifests: readonly Manifest[], cluster: string): string | undefined =>
  manifests.flatMap(manifest => manifest.cluster ?? []).find(name => name !== cluster)

/** What a manifest says; undefined when it cannot be read or is none. */
export function readManifest(file: string, report: Report): Manifest | undefined {
  const bytes = readBytes(file, report, 0)
  return bytes && parseManifest(Buffer.from(bytes).toString())
}

/** Reports LB939 to whoever is about to write over the files of another cluster. */
export function refuseOther(folder: string, manifests: readonly Manifest[], cluster: string, report: Report): void {
  const other = otherCluster(manifests, cluster)
  if (other === undefined) return
  const hint = 'Give this cluster a folder of its own (`--out FOLDER`), or pass `--force` where the cluster got a new name.'
  report({...otherClusterIn(folder, cluster, other), hint})
}

/** LB939, for whoever compares a cluster with what was rendered; undefined where that is its own. */
export function comparedFolder(folder: string, cluster: string): Finding | undefined {
  const manifest = readManifest(join(folder, MANIFEST), () => {})
  const other = manifest && otherCluster([manifest], cluster)
  if (other === undefined) return undefined
  const hint =
    'Render this cluster to a folder of its own and name that one, or keep its spec in another folder; where the cluster got a new name, run `lbgen render --force`.'
  return {...otherClusterIn(folder, cluster, other), hint}
}

const otherClusterIn = (folder: string, cluster: string, other: string): Finding => ({
  ...faults.otherCluster,
  message: `\`${folder}\` was rendered for cluster \`${other}\`, not for \`${cluster}\`.`,
  about: join(folder, MANIFEST),
})
