import type {FindingKind} from '../findings/finding.ts'

/** Why an edit of a spec is refused, or does nothing. */
export const kinds = {
  nodeExists: {code: 'LB050', rule: 'node-exists', severity: 'error'},
  noSuchNode: {code: 'LB051', rule: 'no-such-node', severity: 'error'},
  noSuchService: {code: 'LB052', rule: 'no-such-service', severity: 'error'},
  noNodesMap: {code: 'LB053', rule: 'no-nodes-map', severity: 'error'},
  noNodeList: {code: 'LB054', rule: 'no-node-list', severity: 'error'},
  nodeNotListed: {code: 'LB055', rule: 'node-not-listed', severity: 'error'},
  lastNode: {code: 'LB056', rule: 'last-node', severity: 'error'},
  anchorInUse: {code: 'LB057', rule: 'anchor-in-use', severity: 'error'},
  editByHand: {code: 'LB058', rule: 'edit-by-hand', severity: 'error'},
  notAMap: {code: 'LB059', rule: 'not-a-map', severity: 'error'},
  nothingToChange: {code: 'LB060', rule: 'nothing-to-change', severity: 'hint'},
  stillLimited: {code: 'LB061', rule: 'still-limited', severity: 'warning'},
  addressInUse: {code: 'LB062', rule: 'address-in-use', severity: 'warning'},
} as const satisfies Record<string, FindingKind>
