/** Every text that a text begins with, from none to the whole: to look up which of many prefixes it has. */
export const beginningsOf = (text: string): readonly string[] => Array.from({length: text.length + 1}, (_, end) => text.slice(0, end))
