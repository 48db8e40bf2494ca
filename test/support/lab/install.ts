import type {Finding} from '../../../src/findings/finding.ts'
import type {Artifact} from '../../../src/targets/target.ts'
import {compileTexts, fileOf} from '../compiling.ts'
import type {Host} from './host.ts'
import type {InstallOptions, Lab} from './lab.ts'
import type {Interface} from './network.ts'

/** What has been installed of a spec. */
export interface Installed {
  readonly artifacts: readonly Artifact[]
  /** Warnings and hints; a spec with an error is not installed. */
  readonly findings: readonly Finding[]
}

/** Compiles a spec, makes its machines, and puts every file where its artifact says, with its mode; as root's, whoever shall own it. */
export async function install(newHost: Lab['host'], text: string, options: InstallOptions): Promise<Installed> {
  const {artifacts, findings, understood} = compileTexts(text)
  if (understood === undefined || artifacts.length === 0) {
    throw new Error(`Nothing to install: ${findings.map(({code, message}) => `${code} ${message}`).join('\n')}`)
  }
  const {loadBalancers, nodes} = understood.cluster
  await Promise.all(
    [...loadBalancers, ...nodes].map(async ({name, address}) => {
      const host = await newHost(name, {...standard(address.value, options), ...options.interfaces?.[name]})
      await installOn(host, artifacts)
    }),
  )
  return {artifacts, findings}
}

type Address = {readonly kind: 'ipv4' | 'ipv6' | 'name'; readonly text: string}

const standard = ({kind, text}: Address, {prefixes: {ipv4 = 24, ipv6 = 64} = {}}: InstallOptions): Readonly<Record<string, Interface>> =>
  kind === 'name' ? {} : {eth0: `${text}/${kind === 'ipv4' ? ipv4 : ipv6}`}

/** Puts the files on a machine that are made for it: also those of another spec, onto a machine that runs. */
export async function installOn(host: Host, artifacts: readonly Artifact[]): Promise<void> {
  const own = artifacts.filter(({path}) => path.startsWith(`${host.name}/`))
  for (const artifact of own) await host.write(artifact.install, fileOf(artifact), artifact.mode)
}
