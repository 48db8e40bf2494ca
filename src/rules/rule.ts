import type {Finding, FindingKind} from '../findings/finding.ts'
import type {Cluster} from '../model/cluster.ts'

/** What a rule says of one place; code, name, severity and proof are the rule's own. */
export type Found = Pick<Finding, 'message' | 'hint' | 'path' | 'owner' | 'part'>

export type Find = (found: Found) => void

/**
 * What a rule is good for: `correct`, that the cluster does what is meant; `available`, that it stays up; `secure`, that it
 * keeps out whom it should; `product`, that it suits the product on its nodes.
 */
export type Family = 'correct' | 'available' | 'secure' | 'product'

/** One thing that a cluster may do, and had better not. */
export interface Rule {
  /** LB2xx or LB3xx. */
  readonly code: FindingKind['code']
  /** Names the mistake: "allow lone-node" reads as English. */
  readonly name: string
  readonly family: Family
  readonly severity: FindingKind['severity']
  /** The mistake, in one sentence. */
  readonly summary: string
  /** What comes of it, as Markdown. */
  readonly why: string
  /** The manual section that proves it: an address, or a document's title. */
  readonly see: string
  /** A whole small spec with the mistake, and with no other. */
  readonly bad: string
  /** The same, put right. */
  readonly good: string
  /** Reports each place of the mistake. Pure. */
  readonly check: (cluster: Cluster, find: Find) => void
}

/**
 * A rule without its page: what judges clusters, and all of a rule that every start of lbgen loads. scripts/bundle.js leaves the rest
 * to whoever asks for pages.
 */
export type Judge = Omit<Rule, 'summary' | 'why' | 'bad' | 'good'>
