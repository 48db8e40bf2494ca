/** A JSON Pointer (RFC 6901) one step below another: `/services` and `cifs` make `/services/cifs`. */
export function pointer(base: string, ...steps: readonly (string | number)[]): string {
  let path = base
  for (const step of steps) path += `/${typeof step === 'number' ? String(step) : escapeStep(step)}`
  return path
}

const escapeStep = (step: string): string =>
  step.includes('/') || step.includes('~') ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step

/** The steps of a JSON Pointer, unescaped. */
export const steps = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** A JSON Pointer as people write it: `services.cifs.listen[0].port`; empty for the whole spec. */
export const dotted = (path: string): string =>
  steps(path)
    .map(step => (/^\d+$/.test(step) ? `[${step}]` : /^[\w-]+$/.test(step) ? `.${step}` : `["${step}"]`))
    .join('')
    .replace(/^\./, '')
