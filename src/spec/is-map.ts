/** Whether a value is a map as YAML and JSON know it: no list, and not nothing. */
export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
