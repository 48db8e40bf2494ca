import {dirname, join} from 'node:path'
import {isError, type Finding, type Report} from '../findings/finding.ts'
import type {Artifact} from '../targets/target.ts'
import {faults} from './faults.ts'
import {
  MANIFEST,
  hashOf,
  isArtifactPath,
  joinKnown,
  printManifest,
  type Entry,
  type Known,
  type Manifest,
  type Rendered,
} from './manifest.ts'
import {readManifest, refuseOther} from './other-cluster.ts'
import {lookAt, lookAtFolder, type Present} from './presence.ts'
import {leftoversIn} from './traces.ts'

/** A place in the folder and what stands there now. */
export interface Place {
  /** Below the folder. */
  readonly path: string
  readonly file: string
  readonly present: Present | undefined
}

export interface Wanted extends Place {
  readonly chunks: readonly string[]
  readonly mode: number
  readonly sha256: string
}

/** What a folder holds, beside what it shall hold. */
export interface Survey {
  readonly folder: string
  readonly wanted: readonly Wanted[]
  readonly manifest: Wanted
  /** Files that lbgen wrote, nobody changed, and nothing wants any more. */
  readonly unwanted: readonly (Place & {readonly present: Present; readonly entry: Entry | undefined})[]
  /** Hosts that lbgen wrote for, now or before. */
  readonly hosts: readonly string[]
  /** Paths of what killed runs left: temporary files, manifests that they were about to make true, claims to the folder. */
  readonly leftovers: readonly string[]
}

/** Whether a file is to be written: it is missing, or its bytes or mode differ. */
export const differs = ({present, sha256, mode}: Wanted): boolean => present?.sha256 !== sha256 || modeOf(present) !== mode

export const modeOf = ({stats}: Present): number => Number(stats.mode & 0o7777n)

export interface SurveyOptions {
  /** The name of the cluster that the artifacts are of. */
  readonly cluster: string
  /** Whether to write over what lbgen did not write, or wrote for another cluster. */
  readonly force: boolean
  /** Which paths below the folder the artifacts speak for, all by default: others stay as they are, in the manifest too. */
  readonly isSelected?: ((path: string) => boolean) | undefined
}

type Choice = SurveyOptions & {readonly isSelected: (path: string) => boolean}

/**
 * Looks at a folder before anything is written to it; undefined when it must not be.
 *
 * What lbgen wrote, it may replace: that is what manifest.json lists with the sha256 of the file as it is, and what a
 * killed run was about to list. Anything else is somebody's work and is refused, unless `force`.
 * Reports LB901, LB905, LB908, LB909, LB910, LB911, LB912, LB913, LB915, LB916, LB939, LB945.
 */
export function survey(folder: string, artifacts: readonly Artifact[], options: SurveyOptions, report: Report): Survey | undefined {
  const findings: Finding[] = []
  const {isSelected = () => true} = options
  const selected = artifacts.filter(({path}) => isSelected(path))
  const found = look(folder, selected, {...options, isSelected}, findings)
  findings.forEach(report)
  if (findings.some(isError)) return undefined
  // What a killed run may have written for others is still to be known to the run that is about them.
  const leftovers = found.leftovers.filter(file => options.isSelected === undefined || !file.endsWith('.manifest'))
  return {...found, leftovers}
}

function look(folder: string, artifacts: readonly Artifact[], {cluster, force, isSelected}: Choice, findings: Finding[]): Survey {
  const note: Report = finding => void findings.push(finding)
  checkPaths(artifacts, note)
  const rendered = artifacts.map(artifact => ({artifact, sha256: hashOf(artifact.chunks)}))
  const manifests = [manifestIn(folder, force, note), ...killedRuns(folder)]
  const listed = manifests[0]?.artifacts ?? []
  if (!force) {
    refuseOther(folder, manifests, cluster, note)
    separate(folder, artifacts, listed, note)
  }
  const others = listed.filter(({path}) => !isSelected(path))
  const manifest = wantManifest(folder, printManifest(cluster, rendered, others), note)
  const known = joinKnown(manifests.map(({artifacts: entries}) => entries.filter(({path}) => isSelected(path))))

  const isRefused = findings.some(isError)
  const wanted = isRefused ? [] : wantFiles(folder, rendered, note)
  if (!force) for (const place of wanted) protect(place, known, note)
  const unwanted = (isRefused ? [] : findUnwanted(folder, known, artifacts, note)).map(place => ({
    ...place,
    entry: listed.find(({path}) => path === place.path),
  }))
  const hosts = hostsOf([...known.keys(), ...artifacts.map(({path}) => path)])
  return {folder, wanted, manifest, unwanted, hosts, leftovers: findLeftovers(folder, hosts)}
}

function findLeftovers(folder: string, hosts: readonly string[]): readonly string[] {
  const isOwn = (host: string): boolean => lookAtFolder(join(folder, host), () => {}) === 'folder'
  const temporaries = hosts.filter(isOwn).flatMap(host => leftoversIn(join(folder, host), 'tmp'))
  return [...temporaries, ...(['tmp', 'manifest', 'lock'] as const).flatMap(kind => leftoversIn(folder, kind))]
}

function checkPaths(artifacts: readonly Artifact[], report: Report): void {
  const seen = new Set<string>()
  for (const {path} of artifacts) {
    if (!isArtifactPath(path)) {
      report({...faults.unsafePath, message: `\`${path}\` does not name a file in a host's folder.`, hint: 'Give the host a plain name.'})
    }
    if (seen.has(path))
      report({...faults.duplicatePath, message: `Two artifacts are named \`${path}\`.`, hint: 'Give each host a name of its own.'})
    seen.add(path)
  }
}

function wantManifest(folder: string, text: string, report: Report): Wanted {
  const file = join(folder, MANIFEST)
  const present = lookAt(file, report)
  return {path: MANIFEST, file, present: present === 'nothing' ? undefined : present, chunks: [text], mode: 0o644, sha256: hashOf([text])}
}

function manifestIn(folder: string, force: boolean, report: Report): Manifest {
  const file = join(folder, MANIFEST)
  // What else is wrong with it, wantManifest says.
  const present = lookAt(file, () => {})
  if (present === undefined || present === 'nothing') return nothingListed
  const manifest = readManifest(file, report)
  if (manifest === undefined && !force) {
    const hint = 'Put back the one that lbgen wrote (from git, say), or pass `--force` to replace it and whatever stands in the way.'
    report({...faults.brokenManifest, message: `\`${file}\` does not read as a manifest of this lbgen.`, hint})
  }
  return manifest ?? nothingListed
}

const nothingListed: Manifest = {artifacts: []}

/** What runs that were killed may have written already. */
const killedRuns = (folder: string): readonly Manifest[] =>
  leftoversIn(folder, 'manifest').flatMap(file => readManifest(file, () => {}) ?? [])

/** Files with remarks are for reading, and no others stand beside them: somebody would install them, or miss those to install. */
function separate(folder: string, artifacts: readonly Artifact[], listed: readonly Entry[], report: Report): void {
  const isAnnotated = artifacts.some(({annotated}) => annotated === true)
  if (artifacts.length === 0 || listed.every(({annotated = false}) => annotated === isAnnotated)) return
  const [there, hint] = isAnnotated
    ? [
        'the files to install',
        'Name a folder of their own for files with remarks (`--out annotated`), or pass `--force` to put them in the place of those.',
      ]
    : [
        'files with remarks, which are for reading',
        'Name another folder for the files to install, or pass `--force` to put them in the place of those.',
      ]
  report({...faults.mixedRemarks, message: `In \`${folder}\` there are ${there}.`, hint})
}

const hostsOf = (paths: readonly string[]): readonly string[] => [...new Set(paths.map(path => dirname(path)))].toSorted()

function wantFiles(folder: string, rendered: readonly Rendered[], report: Report): readonly Wanted[] {
  const hosts = hostsOf(rendered.map(({artifact}) => artifact.path))
  const isOpen = new Set(hosts.filter(host => lookAtFolder(join(folder, host), report) !== undefined))
  return rendered
    .filter(({artifact}) => isOpen.has(dirname(artifact.path)))
    .flatMap(({artifact: {path, chunks, mode}, sha256}) => {
      const file = join(folder, path)
      const present = lookAt(file, report)
      return present === undefined ? [] : [{path, file, present: present === 'nothing' ? undefined : present, chunks, mode, sha256}]
    })
}

/** Nobody's work is overwritten: LB911 for a file of lbgen's that was changed since, LB910 for one it never wrote. */
function protect({path, file, present, sha256}: Wanted, known: Known, report: Report): void {
  const own = known.get(path)
  if (present === undefined || present.sha256 === sha256 || own?.has(present.sha256)) return
  if (own) {
    const hint = 'Move the change into the spec, then pass `--force` to write over the file.'
    report({...faults.editedFile, message: `\`${file}\` was changed by hand since lbgen wrote it.`, hint})
  } else {
    const hint = 'Move it away, render into another folder, or pass `--force` to write over it.'
    report({...faults.foreignFile, message: `\`${file}\` is in the way, and lbgen did not write it.`, hint})
  }
}

function findUnwanted(
  folder: string,
  known: Known,
  artifacts: readonly Artifact[],
  report: Report,
): readonly (Place & {readonly present: Present})[] {
  const paths = new Set(artifacts.map(({path}) => path))
  const ignore: Report = () => {}
  return [...known].flatMap(([path, own]) => {
    const file = join(folder, path)
    if (paths.has(path) || lookAtFolder(dirname(file), ignore) === 'nothing') return []
    const present = lookAtFolder(dirname(file), ignore) && lookAt(file, ignore)
    if (present === 'nothing') return []
    if (present && own.has(present.sha256)) return [{path, file, present}]
    const hint = 'Remove it by hand when nothing in it is needed.'
    report({...faults.keptFile, message: `\`${file}\` is wanted no more, but is kept: it is not as lbgen wrote it.`, hint})
    return []
  })
}
