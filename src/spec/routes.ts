import type {LongAccess, LongRoute, LongWhen} from './long.ts'
import type {Access, Route, RouteWhen} from './spec.gen.ts'
import {withoutFree} from './without-free.ts'

/** Routes with a list wherever one value may stand for one. */
export const longRoutes = (routes: readonly Route[]): readonly LongRoute[] =>
  routes.map(route => {
    const {when, redirect, ...rest} = withoutFree(route)
    return {
      ...rest,
      ...(when && Object.keys(withoutFree(when)).length > 0 && {when: longWhen(withoutFree(when))}),
      ...(redirect !== undefined && {redirect: typeof redirect === 'string' ? {to: redirect} : withoutFree(redirect)}),
    }
  })

function longWhen({header, ...fields}: RouteWhen): LongWhen {
  return {
    ...listed(fields),
    ...(header !== undefined && {header: [header].flat().map(({name, value}) => ({name, ...(value !== undefined && listed({value}))}))}),
  }
}

export const longAccess = (access: Access): LongAccess => listed(withoutFree(access))

/** The same fields, each as a list. */
function listed<K extends string>(fields: Readonly<Partial<Record<K, string | readonly string[]>>>): Partial<Record<K, readonly string[]>> {
  const lists: Partial<Record<K, readonly string[]>> = {}
  for (const key in fields) {
    const value = fields[key]
    if (value !== undefined) lists[key] = [value].flat()
  }
  return lists
}
