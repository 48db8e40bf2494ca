/** The start of a command line that runs the rest of it in namespaces of its own, which end with it, after so many seconds at the latest. */
export const apart = (seconds: number, namespaces: readonly string[]): readonly string[] => [
  'timeout',
  '-k',
  '2',
  String(seconds),
  ...unshare(namespaces),
]

export const unshare = (namespaces: readonly string[]): readonly string[] => [
  'unshare',
  ...namespaces,
  '--fork',
  '--kill-child',
  '--mount-proc',
]
