import {type Comparison, aboutCommands, isSame, together, wayOf, whoMoves} from './comparison.ts'
import type {Moves} from '../targets/effect.ts'
import {signOf} from './pretty.ts'

/** A comparison for a comment on a pull request. */
export function formatComparisonMarkdown(comparison: Comparison): string {
  const {from, to, changes, effects} = comparison
  const title = `### What changes from ${code(from)} to ${code(to)}`
  if (isSame(comparison)) return `${title}\n\nNothing.\n`
  const groups = together(effects)
  return [
    title,
    '',
    ...(changes === undefined
      ? []
      : ['```diff', ...changes.map(change => oneLine(`${signOf(change).replace('~', '!')} ${change.text}`)), '```', '']),
    ...(groups.length === 0
      ? ['No file differs: nothing has to be done.']
      : ['| where | file | takes effect | clients |', '|---|---|---|---|']),
    ...groups.map(tableRow),
    ...groups.flatMap(commandBlock),
    ...aboutCommands(effects).flatMap(line => ['', oneLine(line)]),
    '',
  ].join('\n')
}

type Group = ReturnType<typeof together>[number]

function tableRow({hosts, effect}: Group): string {
  const file = code(effect.path.slice(effect.host.length + 1))
  const way = [wayOf(effect), ...effect.reasons].map(cell).join('<br>')
  return ['', hosts.join(', '), file, way, effect.moves.map(movesText).join('<br>') || 'not concerned', ''].join(' | ').trim()
}

const movesText = ({service, who, text}: Moves): string =>
  `**${whoMoves[who]}**${service === undefined ? '' : ` (${cell(service)})`}: ${cell(text)}`

const commandBlock = ({hosts, effect: {commands}}: Group): readonly string[] =>
  commands.length === 0 ? [] : ['', `To the running engine on ${hosts.join(', ')}, beside the new file:`, '', '```', ...commands, '```']

/** Code in a line: no backtick of the text may end it. */
const code = (text: string): string =>
  `\`${oneLine(text)
    .replaceAll('`', "'")
    .replaceAll('|', String.raw`\|`)}\``

/** Text in a cell of a table: what a spec says is no markup. Backticks of our own words stay. */
const cell = (text: string): string => oneLine(text).replaceAll(/[|<>*_[\]]/g, String.raw`\$&`)

/** No fence and no line of its own can come of what a spec says. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ').replaceAll('```', "'''")
