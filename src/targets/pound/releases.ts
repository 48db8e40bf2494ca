import type {PoundSettings} from '../../model/cluster.ts'

/** What is said in other words, or not at all, in one release and the other; each was seen in traffic. */
interface Spelling {
  /**
   * How clients' own headers are kept from being taken for Pound's. Up to 2.8 they are removed first, and Pound's comes last, in a
   * line of its own: https://manpages.ubuntu.com/manpages/focal/man8/pound.8.html. Since, what removes them removes Pound's too,
   * which is joined to the first of them: what Pound has put at its end is saved, all are removed, and it alone is written anew:
   * https://manpages.ubuntu.com/manpages/questing/man8/pound.8.html
   */
  readonly headers: 'removed-first' | 'written-anew'
  /** Whether quotes and backslashes in strings have a backslash before them; else a string ends with the last quote of its line. */
  readonly escapes: boolean
  /** Where Debian's package has the file. */
  readonly file: string
}

export const spellings: Readonly<Record<PoundSettings['release']['value'], Spelling>> = {
  '2.8': {headers: 'removed-first', escapes: false, file: '/etc/pound/pound.cfg'},
  '4.16': {headers: 'written-anew', escapes: true, file: '/etc/pound.cfg'},
}
