/** A text for a regular expression in which it stands for itself alone. */
export const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
