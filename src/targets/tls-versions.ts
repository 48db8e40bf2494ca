import type {TlsProfile, TlsVersion} from '../model/cluster.ts'

/** The oldest TLS version of each of Mozilla's profiles (guidelines 5.7). */
export const oldestVersion = {modern: '1.3', intermediate: '1.2', old: '1.0'} as const satisfies Record<TlsProfile, TlsVersion>
