import type {Artifact} from '../../src/targets/target.ts'

/** Path to text. */
export type Texts = Readonly<Record<string, string>>

/** Artifacts with these texts; those named `secret…` are private to their owner. */
export const artifactsOf = (texts: Texts): readonly Artifact[] =>
  Object.entries(texts).map(([path, text]) => ({
    path,
    target: 'haproxy',
    chunks: text.split(/(?<=\n)/),
    mode: modeFor(path),
    owner: 'root:root',
    install: `/etc/haproxy/${path}`,
    extent: 'file',
    check: ['haproxy', '-c', '-f', path],
    reload: undefined,
  }))

export const modeFor = (path: string): number => (path.includes('secret') ? 0o600 : 0o644)
