import type {Rule} from './rule.ts'

/** The documentation page of a rule, as Markdown. */
export const page = ({code, name, severity, summary, why, see, bad, good}: Rule): string => `# ${code} ${name}

**${capital(severity)}.** ${summary}

## Why

${why}

## Reported

${yaml(bad)}

## Put right

${yaml(good)}

## See

${/^https?:/.test(see) ? `<${see}>` : see}
`

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const yaml = (spec: string): string => `\`\`\`yaml\n${spec.trim()}\n\`\`\``
