import type {FindingKind} from '../findings/finding.ts'

/** What can be wrong with the text of a spec, whatever cluster it describes. */
export const kinds = {
  notUtf8: {code: 'LB001', rule: 'not-utf8', severity: 'error'},
  notYaml: {code: 'LB002', rule: 'not-yaml', severity: 'error'},
  severalDocuments: {code: 'LB004', rule: 'several-documents', severity: 'error'},
  emptySpec: {code: 'LB005', rule: 'empty-spec', severity: 'error'},
  aliasBomb: {code: 'LB006', rule: 'alias-bomb', severity: 'error'},
  duplicateKey: {code: 'LB007', rule: 'duplicate-key', severity: 'error'},
  unknownKey: {code: 'LB010', rule: 'unknown-key', severity: 'error'},
  wrongType: {code: 'LB011', rule: 'wrong-type', severity: 'error'},
  missingKey: {code: 'LB012', rule: 'missing-key', severity: 'error'},
  unknownValue: {code: 'LB013', rule: 'unknown-value', severity: 'error'},
  wrongForm: {code: 'LB014', rule: 'wrong-form', severity: 'error'},
  wrongListener: {code: 'LB015', rule: 'wrong-listener', severity: 'error'},
  includeCycle: {code: 'LB020', rule: 'include-cycle', severity: 'error'},
  unknownRule: {code: 'LB021', rule: 'unknown-rule', severity: 'error'},
  fixedSeverity: {code: 'LB022', rule: 'fixed-severity', severity: 'error'},
  silencerWithoutReason: {code: 'LB023', rule: 'silencer-without-reason', severity: 'warning'},
  silencerWithoutRule: {code: 'LB024', rule: 'silencer-without-rule', severity: 'warning'},
  powerlessSilencer: {code: 'LB025', rule: 'powerless-silencer', severity: 'warning'},
  unusedSilencer: {code: 'LB026', rule: 'unused-silencer', severity: 'warning'},
} as const satisfies Record<string, FindingKind>
