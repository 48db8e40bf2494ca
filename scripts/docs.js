// The pages of docs/ that are made from the program itself. test/docs.test.ts compares them; `npm run update` writes them.
import {reference} from './reference.js'

const cell = text => (text ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ')

const table = (head, rows) =>
  `| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}\n${rows.map(row => `| ${row.map(cell).join(' | ')} |\n`).join('')}`

const byName = (a, b) => (a.name < b.name ? -1 : 1)

/** An example as it is typed. */
export const exampleOf = (command, example) => example.replaceAll('<%= config.bin %>', 'lbgen').replaceAll('<%= command.id %>', command.id)

const spelling = flag =>
  [...(flag.char ? [`-${flag.char}`] : []), `--${flag.allowNo ? '[no-]' : ''}${flag.name}`].map(text => `\`${text}\``).join(', ')

const values = flag => (flag.type === 'boolean' ? '' : (flag.options?.map(option => `\`${option}\``).join(', ') ?? 'text'))

function commandSection(command) {
  const args = Object.values(command.args)
  const usage = args.map(({name, required}) => (required ? name.toUpperCase() : `[${name.toUpperCase()}]`))
  const flags = Object.values(command.flags).toSorted(byName)
  return `## lbgen ${command.id}

${command.summary}
${command.description ? `\n${command.description.replace(/\n(?= )/, '\n\n').replaceAll(/^ +/gm, '    ')}\n` : ''}
    lbgen ${[command.id, ...usage].join(' ')}${command.strict ? '' : ' …'} [FLAGS]

${
  args.length === 0
    ? ''
    : `${table(
        ['argument', 'meaning'],
        args.map(arg => [
          `\`${arg.name.toUpperCase()}\``,
          `${arg.description}${arg.options ? ` One of ${arg.options.map(option => `\`${option}\``).join(', ')}.` : ''}`,
        ]),
      )}\n`
}${table(
    ['flag', 'value', 'default', 'variable', 'meaning'],
    flags.map(flag => [spelling(flag), values(flag), flag.default ? `\`${flag.default}\`` : '', `\`${flag.env}\``, flag.summary]),
  )}
Examples:

${(command.examples ?? []).map(example => `    ${exampleOf(command, example)}\n`).join('')}`
}

const commands = manifest => `# Commands

\`lbgen --help\` and \`lbgen COMMAND --help\` say the same. Where a spec is wanted, \`-\` is standard input.

| exit code | meaning |
|---|---|
| 0 | Done, and nothing is wrong. |
| 1 | The spec, or what was checked, is wrong: a finding of severity error, with \`--strict\` a warning too. |
| 2 | Wrong usage. |
| 3 | The surroundings failed: a file, a disk, an engine. |
| 70 | A fault of lbgen itself. |
| 130 | Interrupted. |

${Object.values(manifest.commands).map(commandSection).join('\n')}`

const findings = (kinds, rules) => `# Findings

Everything that lbgen can say of a spec, of what it renders to, and of the machine it runs on. A code is never used again for
another thing. \`lbgen explain CODE\` prints what is here, and the page of a rule; \`lbgen rules\` lists all of them.

Which of them count, where, and from when on: [policy.md](policy.md).

${table(
  ['code', 'name', 'severity', 'what it says'],
  kinds.map(({code, rule, severity, summary}) => [
    rules.some(one => one.code === code) ? `[${code}](rules/${code}.md)` : code,
    rule,
    severity,
    summary,
  ]),
)}`

/**
 * Every page by its path below docs/.
 * @param {{schema: any, releases: ReadonlyMap<string, readonly string[]>, products: readonly any[], manifest: any, rules: readonly any[], kinds: readonly any[], page: (rule: any) => string}} source
 * @returns {Readonly<Record<string, string>>}
 */
export const pages = ({schema, releases, products, manifest, rules, kinds, page}) => ({
  'reference.md': reference(schema, releases, products),
  'commands.md': commands(manifest),
  'findings.md': findings(kinds, rules),
  ...Object.fromEntries(rules.map(rule => [`rules/${rule.code}.md`, page(rule)])),
})
