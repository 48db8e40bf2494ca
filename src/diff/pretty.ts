import {type Paint, plain} from '../findings/format.ts'
import type {Change} from './change.ts'
import {type Comparison, type FileEffect, aboutCommands, isSame, together, wayOf, whoMoves} from './comparison.ts'

/** A comparison for people at a terminal. */
export function formatComparison(comparison: Comparison, paint: Paint = plain): string {
  const {from, to, changes, effects} = comparison
  if (isSame(comparison)) return `${to} is the same as ${from}: nothing changes.\n`
  const said =
    changes === undefined
      ? []
      : changes.length === 0
        ? ['The specs say the same; what lbgen makes of them differs.']
        : changes.map(change => `  ${signOf(change)} ${change.text}`)
  return [
    paint.strong(`From ${from} to ${to}`),
    ...said,
    '',
    paint.strong('How it takes effect'),
    ...(effects.length === 0
      ? ['  No file differs: nothing has to be done.']
      : together(effects).flatMap(group => effectLines(group, paint))),
    ...aboutCommands(effects).map(line => `  ${line}`),
    '',
  ].join('\n')
}

export function signOf({kind}: Change): string {
  if (/-added$/.test(kind)) return '+'
  return /-removed$/.test(kind) ? '-' : '~'
}

function effectLines({hosts, effect}: {readonly hosts: readonly string[]; readonly effect: FileEffect}, paint: Paint): readonly string[] {
  const file = effect.path.slice(effect.host.length + 1)
  return [
    `  ${paint.strong(`${hosts.join(', ')}: ${file}`)}, ${wayOf(effect)}`,
    ...effect.reasons.map(reason => paint.faint(`      ${reason}`)),
    ...effect.commands.map(command => `      ${command}`),
    ...effect.moves.map(
      ({service, who, text}) =>
        `      ${paint.severity(who === 'none' ? 'hint' : 'warning', whoMoves[who])}${service === undefined ? '' : ` (${service})`}: ${text}`,
    ),
  ]
}
