import {expect, test} from '@jest/globals'
import {describeLab} from '../support/lab/available.ts'
import {compileTexts} from '../support/compiling.ts'
import type {Host} from '../support/lab/host.ts'
import {installOn} from '../support/lab/install.ts'
import {labs} from '../support/lab/lab.ts'
import {bringUpPair, hasAddress} from '../support/lab/pair.ts'
import {until} from '../support/traffic/wait.ts'

const spec = (ha: string, more = ''): string => `
lbgen: 1
name: pair
loadBalancers: {lb1: {address: 192.168.1.11, interface: eth0}, lb2: {address: 192.168.1.12, interface: eth0}}
highAvailability: {prefixLength: 24, ${ha}}
nodes: {web1: 192.168.1.21}
services: {web: {listen: "192.168.1.10:80", check: none}${more}}
haproxy: {version: "2.6"}
`

const hasIt = (host: Host): Promise<boolean> => hasAddress(host, '192.168.1.10')

/** What `lbgen diff` warns of, and how it says that it is to be done. */
describeLab(['keepalived'], () => {
  const openLab = labs()

  test.each([
    ['routerId', spec('routerId: 51'), spec('routerId: 52')],
    ['addresses', spec('routerId: 51'), spec('routerId: 51', ', shop: {listen: "192.168.1.9:80", check: none}')],
  ])(
    'units that differ in %s both have the addresses, unless the one without them is stopped first',
    async (_name, old, now) => {
      const lab = await openLab()
      await lab.install(old)
      const [first, second] = await bringUpPair(lab.at('lb1'), lab.at('lb2'), '192.168.1.10')
      await until('lb2 has begun', () => Promise.resolve(second.keepalived.said().includes('Entering BACKUP STATE')))
      const reconfigure = async (text: string): Promise<void> => {
        const files = compileTexts(text).artifacts.filter(({path}) => path.endsWith('/keepalived.conf'))
        for (const {host} of [first, second]) await installOn(host, files)
      }
      await reconfigure(now)
      first.keepalived.signal('SIGHUP')
      await until('both have the address', async () => (await hasIt(first.host)) && (await hasIt(second.host)))
      second.keepalived.signal('SIGHUP')
      await until('lb1 has it alone', async () => !(await hasIt(second.host)))
      expect(await hasIt(first.host)).toBe(true)

      await second.keepalived.stop('SIGTERM')
      await reconfigure(old)
      first.keepalived.signal('SIGHUP')
      await until('lb1 has been reloaded', () => Promise.resolve(first.keepalived.said().split('Reload complete').length === 3))
      // With another routerId it lets go of the address for three intervals.
      await until('lb1 has it', () => hasIt(first.host))
      expect(await hasIt(second.host)).toBe(false)
    },
    60_000,
  )
})
