import type {Cluster, Origin, Sourced} from '../model/cluster.ts'
import type {Finding, FindingKind, Report} from '../findings/finding.ts'
import type {EffectOf} from './effect.ts'
import type {RemarkStyle} from './remark.ts'
import type {Print} from './template.ts'

export type {Cluster, Origin, Secret} from '../model/cluster.ts'

/** One file that lbgen writes. */
export interface Artifact {
  /** `<host>/<file>`, with flat names. */
  readonly path: string
  /** The target that made it. */
  readonly target: string
  /** The text in pieces, in order; joined they are the file. */
  readonly chunks: readonly string[]
  /** Permission bits. 0o600 when it holds a secret. */
  readonly mode: number
  /** Owner on the machine where it is installed, `user:group`. */
  readonly owner: string
  /** Where it is installed on that machine. */
  readonly install: string
  /** A whole file, or a block inside an existing one. */
  readonly extent: 'file' | 'block'
  /** How its engine checks it, and how the engine takes a new version up: command lines on that machine, as arguments. */
  readonly check: readonly string[] | undefined
  readonly reload: readonly string[] | undefined
  /** What to run there before the file goes, where taking it away is not enough. */
  readonly undo?: readonly string[]
  /** It has remarks on where its lines come from, and is for reading. */
  readonly annotated?: true
}

/** What a render may need from outside the spec. */
export interface Surroundings {
  /** Prints a template of this target: `plain`, or with the origin of each line noted in it (see template.ts). */
  readonly print: Print
  /** Values of the secrets, by the origin of each. */
  readonly secrets: ReadonlyMap<Origin, string>
}

/** Something on the load balancer that an engine's checker wants to find: verify puts a stand-in where it is missing. */
export interface Need {
  readonly kind: 'certificate' | 'authorities' | 'page' | 'user' | 'group' | 'folder' | 'program'
  readonly wanted: Sourced<string>
}

/** What an engine's checker said of an artifact. */
export interface Complaint {
  readonly severity: Finding['severity']
  /** Its words, without prefix, time or file name. */
  readonly text: string
  /** 1-based line of the artifact, when the checker knows it. */
  readonly line: number | undefined
  /** The section it names instead (a proxy's name), when it does. */
  readonly section: string | undefined
}

/** How one engine's own program checks what a target wrote. Pure: effects/ runs the program. */
export interface Verifier {
  /** Program name, as found on PATH. */
  readonly program: string
  /** Its name in prose. */
  readonly title: string
  /** What its complaints are as findings; the severity is each complaint's own. */
  readonly complaint: Omit<FindingKind, 'severity'>
  /** Arguments that make the program print its version, and the release in what it printed (`2.6`). */
  readonly versionArguments: readonly string[]
  readonly parseVersion: (output: string) => string | undefined
  /** Whether another verifier checks the same artifacts, and nothing is to be said where this one is not there. */
  readonly isExtra?: true
  /** The release that the cluster asks for, and where the spec says so: `haproxy.version`. Undefined: any release checks as well as another. */
  readonly release?: {readonly of: (cluster: Cluster) => string; readonly field: string}
  /** Whether the artifact is one that the program can check. */
  readonly checks: (artifact: Artifact) => boolean
  /** The command line that checks a file: the program and its arguments, or another program that runs it, such as in a network of its own. */
  readonly command: (program: string, file: string, artifact: Artifact) => readonly [string, ...string[]]
  readonly needs: (cluster: Cluster) => readonly Need[]
  /** The same cluster with stand-ins in the place of what is needed; the artifact keeps its lines. */
  readonly withStandIns: (cluster: Cluster, standIns: ReadonlyMap<Origin, string>) => Cluster
  readonly explain: (output: {readonly exitCode: number; readonly stdout: string; readonly stderr: string}) => readonly Complaint[]
}

/** One product that lbgen writes files for. */
export interface Target {
  readonly name: string
  /** All artifacts of this target; what the product cannot do is reported, and nothing is dropped. */
  readonly render: (cluster: Cluster, surroundings: Surroundings, report: Report) => readonly Artifact[]
  /** What a new version of one of its files does to what runs there, given the cluster before (undefined: not known) and after. */
  readonly effect?: ((before: Cluster | undefined, after: Cluster) => EffectOf) | undefined
  /** How one of its files takes remarks, where that is not on a line of their own behind `#`. */
  readonly remarks?: ((path: string) => RemarkStyle | undefined) | undefined
  /** The programs that check its artifacts, each its own. */
  readonly verifiers?: readonly Verifier[] | undefined
}
