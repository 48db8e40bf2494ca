import {compareReleases} from '../../model/release.ts'

/** Where a release installs itself: https://docs.cloudbees.com/docs/cloudbees-cd/10.2/horizontal-scalability/setting-mode */
const installed: readonly {readonly since: string; readonly unix: string; readonly windows: string}[] = [
  {since: '0.0', unix: '/opt/electriccloud/electriccommander', windows: String.raw`C:\Program Files\Electric Cloud\ElectricCommander`},
  {since: '10.1', unix: '/opt/cloudbees/sda', windows: String.raw`C:\Program Files\CloudBees\Software Delivery Automation`},
]

/** The first release without `--serverExhibitorConnection`: the manuals of 10.0 to 10.2 are the last that have it. */
const exhibitorGone = '10.3'

export const installPaths = (release: string): {readonly unix: string; readonly windows: string} =>
  installed.findLast(({since}) => compareReleases(since, release) <= 0) ?? {unix: '', windows: ''}

export const hasExhibitor = (release: string): boolean => compareReleases(release, exhibitorGone) < 0
