import type {HaproxySettings, Origin, Service} from '../../model/cluster.ts'
import type {Feature} from './since.ts'

/** Something that a spec may ask for and not every release has. */
export interface Need<Part> {
  readonly feature: Feature
  /** What is wanted, as it follows "wants": `to verify its nodes`. */
  readonly what: string
  /** Where the part of the spec asks for it; undefined where it does not. */
  readonly asked: (part: Part) => Origin | undefined
}

/** What services may need. */
export const serviceNeeds: readonly Need<Service>[] = [
  {
    feature: 'systemAuthorities',
    what: "to verify its nodes with the machine's own authorities",
    asked: ({reencrypt}) => (reencrypt?.verify.value === 'required' && reencrypt.ca === undefined ? reencrypt.origin : undefined),
  },
  {feature: 'hsts', what: 'Strict-Transport-Security', asked: ({hsts}) => hsts?.origin},
]

/** What `haproxy` itself may need. */
export const settingsNeeds: readonly Need<HaproxySettings>[] = []
