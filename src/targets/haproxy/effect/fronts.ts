import type {Moves} from '../../effect.ts'
import {type Section, directivesThatDiffer} from './read.ts'
import {harmless, quoted, serviceOf} from './words.ts'

/** Who comes in by front ends: clients of listeners that go, that another service gets, or that rules send elsewhere. */
export function frontMoves(before: readonly Section[], after: readonly Section[]): readonly Moves[] {
  const [old, now] = [before.filter(isFront), after.filter(isFront)]
  return old.flatMap(section => {
    const same = now.find(({name}) => name === section.name)
    return [...bindMoves(section, now), ...(same === undefined ? [] : ruleMoves(section, same)), ...coveredMoves(section, old, now)]
  })
}

const isFront = ({kind}: Section): boolean => kind === 'frontend'

/** Where a front end listens, `192.168.1.10:445`. */
const placesIn = ({lines}: Section): readonly string[] =>
  lines.flatMap(line => (line.startsWith('bind ') ? (line.split(' ')[1] ?? '').split(',') : []))

function bindMoves(section: Section, now: readonly Section[]): readonly Moves[] {
  const service = serviceOf(section)
  return placesIn(section).flatMap((place): readonly Moves[] => {
    const heirs = now.filter(other => placesIn(other).includes(place))
    if (heirs.some(({name}) => name === section.name)) return []
    const [heir] = heirs
    if (heir === undefined && /-\d+$/.test(place))
      return [{service, who: 'unknown', text: `Not all ports of ${place} are served as before.`}]
    const text =
      heir === undefined ? `Nobody is served on ${place} any more.` : `Clients of ${place} get \`${serviceOf(heir)}\` from now on.`
    return [{service, who: 'all', text}]
  })
}

/** A listener that comes may take clients from one on all addresses, for the more particular one wins. */
function coveredMoves(section: Section, old: readonly Section[], now: readonly Section[]): readonly Moves[] {
  const known = new Set(old.flatMap(placesIn))
  const wide = new Set(placesIn(section).filter(isWide).map(portOf))
  const others = now.filter(({name}) => name !== section.name).flatMap(placesIn)
  const taken = others.filter(place => !known.has(place) && wide.has(portOf(place)))
  return taken.map(place => ({
    service: serviceOf(section),
    who: 'unknown',
    text: `Clients of ${place} were served here, and another listener takes them.`,
  }))
}

const isWide = (place: string): boolean => /^(\*|0\.0\.0\.0|\[?::\]?)?:[^:]+$/.test(place)

const portOf = (place: string): string => place.slice(place.lastIndexOf(':'))

/** The lines by which a front end goes on listening where it did: certificates, the PROXY protocol, who may come in. */
const keptBinds = (section: Section, other: Section): readonly string[] => {
  const places = new Set(placesIn(other))
  return section.lines.filter(line => line.startsWith('bind ') && (line.split(' ')[1] ?? '').split(',').some(place => places.has(place)))
}

function ruleMoves(old: Section, now: Section): readonly Moves[] {
  const relevant = ({lines}: Section): readonly string[] => lines.filter(line => !harmless.test(line) && !line.startsWith('bind '))
  const rules = directivesThatDiffer([...keptBinds(old, now), ...relevant(old)], [...keptBinds(now, old), ...relevant(now)])
  if (rules.length === 0) return []
  return [{service: serviceOf(old), who: 'unknown', text: `Other requests may go elsewhere or be refused: ${quoted(rules)}.`}]
}
