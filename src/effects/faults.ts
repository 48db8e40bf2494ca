import {types} from 'node:util'
import type {Finding, FindingKind, Report} from '../findings/finding.ts'

/** What can go wrong between lbgen and the machine it runs on. */
export const faults = {
  /** A file is there and cannot be read. */
  unreadableFile: {code: 'LB901', rule: 'unreadable-file', severity: 'error'},
  /** A file cannot be written. */
  unwritableFile: {code: 'LB902', rule: 'unwritable-file', severity: 'error'},
  /** A file was changed by somebody else while lbgen was about to write it. */
  fileChangedMeanwhile: {code: 'LB903', rule: 'file-changed-meanwhile', severity: 'error'},
  /** There is no such file. */
  missingFile: {code: 'LB904', rule: 'missing-file', severity: 'error'},
  /** Something other than a file stands there. */
  notAFile: {code: 'LB905', rule: 'not-a-file', severity: 'error'},
  /** More is read than any spec or configuration has. */
  fileTooLarge: {code: 'LB906', rule: 'file-too-large', severity: 'error'},
  /** Nothing came through a pipe for a long time. */
  silentPipe: {code: 'LB907', rule: 'silent-pipe', severity: 'error'},
  /** A symbolic link stands where lbgen would write through it. */
  symbolicLink: {code: 'LB908', rule: 'symbolic-link', severity: 'error'},
  /** Something other than a folder stands there. */
  notAFolder: {code: 'LB909', rule: 'not-a-folder', severity: 'error'},
  /** A file is there that lbgen did not write. */
  foreignFile: {code: 'LB910', rule: 'foreign-file', severity: 'error'},
  /** A file was changed since lbgen wrote it. */
  editedFile: {code: 'LB911', rule: 'edited-file', severity: 'error'},
  /** A file is not rendered any more, and stays because it was changed. */
  keptFile: {code: 'LB912', rule: 'kept-file', severity: 'warning'},
  /** The manifest of a folder cannot be read. */
  brokenManifest: {code: 'LB913', rule: 'broken-manifest', severity: 'error'},
  /** Another lbgen is writing to the folder. */
  folderBusy: {code: 'LB914', rule: 'folder-busy', severity: 'error'},
  /** A rendered path would lead out of the folder. */
  unsafePath: {code: 'LB915', rule: 'unsafe-path', severity: 'error'},
  /** Two files would be rendered to one path. */
  duplicatePath: {code: 'LB916', rule: 'duplicate-path', severity: 'error'},
  /** Writing was broken off, and could not be taken back. */
  halfWritten: {code: 'LB917', rule: 'half-written', severity: 'error'},
  /** There is no folder for scratch files. */
  noScratchFolder: {code: 'LB918', rule: 'no-scratch-folder', severity: 'error'},
  /** A pattern matches no cluster spec. */
  noSpec: {code: 'LB919', rule: 'no-spec', severity: 'error'},
  /** A program is not there that is needed. */
  missingProgram: {code: 'LB920', rule: 'missing-program', severity: 'error'},
  /** A program cannot be started. */
  unstartableProgram: {code: 'LB921', rule: 'unstartable-program', severity: 'error'},
  /** A program took too long, and was ended. */
  slowProgram: {code: 'LB922', rule: 'slow-program', severity: 'error'},
  /** A program was killed. */
  killedProgram: {code: 'LB923', rule: 'killed-program', severity: 'error'},
  /** A program said more than anybody reads. */
  talkativeProgram: {code: 'LB924', rule: 'talkative-program', severity: 'error'},
  /** A secret is not set where the spec says that it is. */
  missingSecret: {code: 'LB925', rule: 'missing-secret', severity: 'error'},
  /** Another release of an engine checked the files than the one that is asked for. */
  otherRelease: {code: 'LB930', rule: 'other-release', severity: 'hint'},
  /** The release of an engine that is asked for is not there. */
  missingRelease: {code: 'LB931', rule: 'missing-release', severity: 'error'},
  /** Nothing here checks a file. */
  uncheckedArtifact: {code: 'LB932', rule: 'unchecked-artifact', severity: 'warning'},
  /** An engine is not there that has to be. */
  missingEngine: {code: 'LB933', rule: 'missing-engine', severity: 'error'},
  /** A program is not the engine that it was named as. */
  notTheEngine: {code: 'LB935', rule: 'not-the-engine', severity: 'error'},
  /** A file is no baseline. */
  brokenBaseline: {code: 'LB936', rule: 'broken-baseline', severity: 'error'},
  /** A baseline knows a finding that is no longer there. */
  goneFromBaseline: {code: 'LB937', rule: 'gone-from-baseline', severity: 'hint'},
  /** What to compare with can be read as a git revision and as a path. */
  ambiguousName: {code: 'LB938', rule: 'ambiguous-name', severity: 'error'},
  /** A folder holds what was rendered for another cluster. */
  otherCluster: {code: 'LB939', rule: 'other-cluster', severity: 'error'},
  /** Something of production was missing on this machine, and a stand-in took its place. */
  standIn: {code: 'LB934', rule: 'stand-in', severity: 'hint'},
  // No fault of the surroundings (`isOfSurroundings`): two things differ that may, or what the user named is not there.
  /** A rendered file is not what the spec says now. */
  outdatedFile: {code: 'LB940', rule: 'outdated-file', severity: 'error'},
  /** The spec is in no git repository. */
  noRepository: {code: 'LB941', rule: 'no-repository', severity: 'error'},
  /** The repository has no such revision. */
  unknownRevision: {code: 'LB942', rule: 'unknown-revision', severity: 'error'},
  /** The spec, or what it includes, is not in that revision. */
  notInRevision: {code: 'LB943', rule: 'not-in-revision', severity: 'error'},
  /** A folder was not rendered by lbgen. */
  notRendered: {code: 'LB944', rule: 'not-rendered', severity: 'error'},
  /** Files with remarks and files without them would stand in one folder. */
  mixedRemarks: {code: 'LB945', rule: 'mixed-remarks', severity: 'error'},
} as const satisfies Readonly<Record<string, FindingKind>>

/** An error that the operating system gave, `code` being its name for it (`ENOSPC`). */
export interface SystemError extends Error {
  readonly code: string
  readonly syscall: string
}

export const isSystemError = (error: unknown): error is SystemError =>
  types.isNativeError(error) && 'code' in error && typeof error.code === 'string' && 'syscall' in error

export const isMissing = (error: unknown): boolean => isSystemError(error) && error.code === 'ENOENT'

/** What `act` gives. An error of the operating system is reported instead; any other is a bug and goes on upwards. */
export function attempt<T>(act: () => T, explain: (error: SystemError) => Finding, report: Report): T | undefined {
  try {
    return act()
  } catch (error) {
    if (!isSystemError(error)) throw error
    report(explain(error))
    return undefined
  }
}

/** For what is no loss when it cannot be done, such as taking away a leftover: the next run tries again. */
export function quietly(act: () => void): void {
  try {
    act()
  } catch (error) {
    if (!isSystemError(error)) throw error
  }
}

interface Reason {
  readonly words: string
  readonly hint: string
}

const denied: Reason = {words: 'permission is denied', hint: 'Give the user who runs lbgen the right to it, or run lbgen as its owner.'}
const full: Reason = {words: 'the disk is full', hint: 'Make room on that disk, then run the command again.'}

const reasons: Readonly<Record<string, Reason>> = {
  EACCES: denied,
  EPERM: {words: 'the operation is not permitted', hint: 'See whether the file is immutable (`lsattr`) or belongs to another user.'},
  ENOSPC: full,
  EDQUOT: {words: 'the disk quota is used up', hint: 'Make room within the quota, then run the command again.'},
  EFBIG: {words: 'it would be larger than allowed', hint: 'See `ulimit -f` and the limits of that file system.'},
  EROFS: {words: 'the file system is read-only', hint: 'Name another folder, or mount that file system writable.'},
  EIO: {words: 'the disk reports an input/output error', hint: 'See the kernel log (`dmesg`) about that disk.'},
  EBUSY: {words: 'it is in use, or a mount point itself', hint: 'Mount its folder into the container, not the single file.'},
  ENOENT: {words: 'its folder does not exist', hint: 'See whether the name is spelled right.'},
  ENOTDIR: {words: 'a part of its path is not a folder', hint: 'See whether the name is spelled right.'},
  EEXIST: {words: 'something else stands there', hint: 'Move it away, or choose another name.'},
  ENAMETOOLONG: {words: 'its name is too long', hint: 'Choose a shorter name.'},
  ELOOP: {words: 'its symbolic links lead in a circle', hint: 'Put the symbolic links right.'},
  EMFILE: {words: 'too many files are open', hint: 'Raise `ulimit -n`.'},
}

const reasonOf = ({code}: SystemError): Reason =>
  reasons[code] ?? {words: `the system says ${code}`, hint: 'Put that right, then run the command again.'}

/** LB904 when there is no such file, LB901 for every other reason that the system has. */
export function unreadable(name: string, error: SystemError): Finding {
  if (error.code === 'ENOENT') {
    return {
      ...faults.missingFile,
      message: `There is no file ${name}.`,
      hint: 'See whether the name is spelled right; a relative name starts at the current folder.',
    }
  }
  const {words, hint} = reasonOf(error)
  return {...faults.unreadableFile, message: `${capitalised(name)} cannot be read: ${words}.`, hint}
}

/** LB902; `outcome` ends the hint: a sentence with a blank before it, or nothing. */
export function unwritable(file: string, error: SystemError, outcome: string): Finding {
  const {words, hint} = reasonOf(error)
  return {...faults.unwritableFile, message: `\`${file}\` cannot be written: ${words}.`, hint: `${hint}${outcome}`}
}

/** LB921, for a program that is there. */
export function unstartable(program: string, error: SystemError): Finding {
  const {words, hint} = reasonOf(error)
  return {...faults.unstartableProgram, message: `\`${program}\` cannot be started: ${words}.`, hint}
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
