/** How a command ends; `docs/commands.md` says so to users. */
export const exitCode = {
  done: 0,
  /** The spec, or what was checked, is wrong. */
  wrong: 1,
  usage: 2,
  /** The surroundings failed: a file, a disk, an engine. */
  surroundings: 3,
  internal: 70,
  interrupted: 130,
} as const
