import {dump} from 'js-yaml'

/** A spec as YAML, in the order in which the language describes it. */
export const formatSpec = (spec: object): string => dump(spec, {lineWidth: -1, noRefs: true})
