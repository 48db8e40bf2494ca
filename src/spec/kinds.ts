import type {FindingKind} from '../findings/finding.ts'

/** What can be wrong with the text of a spec, whatever cluster it describes. */
export const kinds = {
  /** The file is not UTF-8 text. */
  notUtf8: {code: 'LB001', rule: 'not-utf8', severity: 'error'},
  /** The text can be read neither as YAML nor as JSON. */
  notYaml: {code: 'LB002', rule: 'not-yaml', severity: 'error'},
  /** One file holds several YAML documents. */
  severalDocuments: {code: 'LB004', rule: 'several-documents', severity: 'error'},
  /** The file says nothing. */
  emptySpec: {code: 'LB005', rule: 'empty-spec', severity: 'error'},
  /** Aliases stand for so many values that reading them would not end. */
  aliasBomb: {code: 'LB006', rule: 'alias-bomb', severity: 'error'},
  /** A key stands twice in one map. */
  duplicateKey: {code: 'LB007', rule: 'duplicate-key', severity: 'error'},
  /** A key is there that the language does not know at that place. */
  unknownKey: {code: 'LB010', rule: 'unknown-key', severity: 'error'},
  /** A value is of another type than its field takes. */
  wrongType: {code: 'LB011', rule: 'wrong-type', severity: 'error'},
  /** A field is missing that has to be there. */
  missingKey: {code: 'LB012', rule: 'missing-key', severity: 'error'},
  /** A value is not among those that its field takes. */
  unknownValue: {code: 'LB013', rule: 'unknown-value', severity: 'error'},
  /** A value has not the form that its field takes. */
  wrongForm: {code: 'LB014', rule: 'wrong-form', severity: 'error'},
  /** The short form of a listener cannot be read. */
  wrongListener: {code: 'LB015', rule: 'wrong-listener', severity: 'error'},
  /** A file includes itself, by way of others or not. */
  includeCycle: {code: 'LB020', rule: 'include-cycle', severity: 'error'},
  /** `rules` names a rule that there is not. */
  unknownRule: {code: 'LB021', rule: 'unknown-rule', severity: 'error'},
  /** `rules` gives another severity to an error that nothing can be rendered with. */
  fixedSeverity: {code: 'LB022', rule: 'fixed-severity', severity: 'error'},
  /** A comment silences a rule and does not say why, so that it silences nothing. */
  silencerWithoutReason: {code: 'LB023', rule: 'silencer-without-reason', severity: 'warning'},
  /** A comment silences a rule that there is not, or names none. */
  silencerWithoutRule: {code: 'LB024', rule: 'silencer-without-rule', severity: 'warning'},
  /** A comment silences an error that nothing can be rendered with, which cannot be. */
  powerlessSilencer: {code: 'LB025', rule: 'powerless-silencer', severity: 'warning'},
  /** A comment silences a rule that finds nothing there. */
  unusedSilencer: {code: 'LB026', rule: 'unused-silencer', severity: 'warning'},
  /** A comment would silence a rule if its first word were spelt right. */
  misspeltSilencer: {code: 'LB027', rule: 'misspelt-silencer', severity: 'warning'},
} as const satisfies Record<string, FindingKind>
