import type {FindingKind} from '../findings/finding.ts'

/** Why an edit of a spec is refused, or does nothing. */
export const kinds = {
  /** A node is to be added, and there is one of that name. */
  nodeExists: {code: 'LB050', rule: 'node-exists', severity: 'error'},
  /** A node is to be changed that the spec has not. */
  noSuchNode: {code: 'LB051', rule: 'no-such-node', severity: 'error'},
  /** A service is named on the command line that the spec has not. */
  noSuchService: {code: 'LB052', rule: 'no-such-service', severity: 'error'},
  /** The spec has no map of nodes into which one could be written. */
  noNodesMap: {code: 'LB053', rule: 'no-nodes-map', severity: 'error'},
  /** A service has no list of nodes of its own that could be changed. */
  noNodeList: {code: 'LB054', rule: 'no-node-list', severity: 'error'},
  /** A service does not list the node that is to be changed in it. */
  nodeNotListed: {code: 'LB055', rule: 'node-not-listed', severity: 'error'},
  /** A service or an application would be left without a node. */
  lastNode: {code: 'LB056', rule: 'last-node', severity: 'error'},
  /** The node that is to be removed holds a value that other places use. */
  anchorInUse: {code: 'LB057', rule: 'anchor-in-use', severity: 'error'},
  /** The file is written in a way in which lbgen cannot make the change without making others. */
  editByHand: {code: 'LB058', rule: 'edit-by-hand', severity: 'error'},
  /** The spec that is to be changed is no map of keys and values. */
  notAMap: {code: 'LB059', rule: 'not-a-map', severity: 'error'},
  /** The spec says already what the change would make it say. */
  nothingToChange: {code: 'LB060', rule: 'nothing-to-change', severity: 'hint'},
  /** A node is to take clients again, and something else in the spec still keeps them from it. */
  stillLimited: {code: 'LB061', rule: 'still-limited', severity: 'warning'},
  /** A node is added with an address that another node has. */
  addressInUse: {code: 'LB062', rule: 'address-in-use', severity: 'warning'},
} as const satisfies Record<string, FindingKind>
