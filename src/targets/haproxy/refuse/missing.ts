import type {Report} from '../../../findings/finding.ts'
import type {Origin, Service, Sourced} from '../../../model/cluster.ts'
import {kinds} from '../kinds.ts'
import {serviceLosses} from '../needs/backend.ts'
import type {Need} from '../needs/need.ts'
import {type Feature, availability, insteadOf, supports} from '../since.ts'

/** Reports LB401: what is asked for, the release that lacks it, the first that has it, and the nearest thing. */
export function reportMissing<Part extends {readonly origin: Origin}>(
  asker: string,
  part: Part,
  needs: readonly Need<Part>[],
  {value: release}: Sourced<string>,
  report: Report,
): void {
  for (const {feature, what, asked} of needs) {
    if (supports(release, feature)) continue
    for (const path of [asked(part)].flat()) {
      if (path === undefined) continue
      const message = `${asker} wants ${what}, which HAProxy ${release} cannot.`
      report({...kinds.missingFeature, message, hint: wayOut(feature, release), path, owner: part.origin})
    }
  }
}

/** Reports LB407: what nobody asked for in words, and does not come about. */
export function reportLosses(service: Service, {value: release}: Sourced<string>, report: Report): void {
  for (const {feature, does, asked} of serviceLosses) {
    const path = asked(service)
    if (path === undefined || supports(release, feature)) continue
    report({
      ...kinds.releaseLoses,
      message: `HAProxy ${release} ${does(service.name)}.`,
      hint: wayOut(feature, release),
      path,
      owner: service.origin,
    })
  }
}

/** Another way to get the same, where there is one, and the releases that have the thing itself. */
function wayOut(name: Feature, release: string): string {
  const {since, until} = availability(name)
  const instead = insteadOf(name, release)
  const releases = until === undefined ? `use HAProxy ${since} or later` : `use HAProxy ${since} to a release before ${until}`
  return instead === undefined ? `${releases.replace(/^u/, 'U')}.` : `${instead}, or ${releases}.`
}
