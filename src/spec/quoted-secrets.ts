import {MASK} from '../findings/secret-key.ts'

/** The secrets of a spec, and what it says openly. */
interface Told {
  readonly secrets: ReadonlySet<string>
  readonly open: string
}

/** How long a secret is at least that is looked for: what is shorter stands in many words. */
export const SHORTEST = 3

/**
 * Finds secrets in texts that are short, however many there are and however long they be: by how they begin, and only what
 * is found is held against what the specs say openly, which is no secret.
 */
export class QuotedSecrets {
  private readonly secrets = new Set<string>()
  private readonly byStart = new Map<string, string[]>()
  private readonly lengths: readonly number[]
  private readonly judged = new Map<string, boolean>()
  private readonly open: readonly string[]

  constructor(specs: readonly Told[]) {
    this.open = specs.map(({open}) => open)
    for (const secret of specs.flatMap(({secrets}) => [...secrets])) this.secrets.add(secret)
    for (const secret of this.secrets) {
      const start = secret.slice(0, SHORTEST)
      const alike = this.byStart.get(start)
      if (alike === undefined) this.byStart.set(start, [secret])
      else alike.push(secret)
    }
    this.lengths = [...new Set([...this.secrets].map(({length}) => length))].sort((a, b) => b - a)
  }

  /** A text with a mask in the place of each secret, the longest first. */
  without(text: string, isMeant: (secret: string) => boolean = () => true): string {
    let safe = ''
    let from = 0
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const secret = this.secretAt(text, at, isMeant)
      if (secret === undefined) continue
      safe += text.slice(from, at) + MASK
      from = at + secret.length
      at = from - 1
    }
    return safe + text.slice(from)
  }

  private secretAt(text: string, at: number, isMeant: (secret: string) => boolean): string | undefined {
    if (!this.byStart.has(text.slice(at, at + SHORTEST))) return undefined
    for (const length of this.lengths) {
      const part = text.slice(at, at + length)
      if (part.length === length && this.isSecret(part) && isMeant(part)) return part
    }
    return undefined
  }

  /** A text in which no quotation that was cut short ends with the beginning of a secret. */
  withoutBeginnings(text: string): string {
    return text.replaceAll(/(?<=`)([^`]*)…(?=`)/g, (whole, quoted: string) => {
      for (let at = 0; at + SHORTEST <= quoted.length; at++) if (this.isBeginning(quoted.slice(at))) return `${quoted.slice(0, at)}${MASK}…`
      return whole
    })
  }

  private isBeginning(text: string): boolean {
    const alike = this.byStart.get(text.slice(0, SHORTEST)) ?? []
    return alike.some(secret => secret.startsWith(text) && this.isSecret(secret))
  }

  /** Whether a text is a secret of a spec, and nothing that is looked at says it openly. */
  private isSecret(text: string): boolean {
    if (!this.secrets.has(text)) return false
    const known = this.judged.get(text) ?? !this.open.some(one => one.includes(text))
    this.judged.set(text, known)
    return known
  }
}
