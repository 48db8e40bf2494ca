import {applicationsOf} from '../model/applications/of-kind.ts'
import type {ElectricflowApplication} from '../model/cluster.ts'
import {flowSpec} from './electricflow-spec.ts'
import type {Rule} from './rule.ts'

const spec = (name: string): string => flowSpec({certificate: `, names: [${name}]`})

export const certificateOfOtherFlow: Rule = {
  code: 'LB339',
  name: 'certificate-of-other-flow',
  family: 'product',
  severity: 'warning',
  summary: "None of a service's certificates is for the name that ElectricFlow's clients ask for.",
  why: "Browsers, agents and STOMP's clients compare the name that they ask for with those in the certificate, and go no further when it is not there. Told from the certificates' `names`, where all of them have any.",
  see: 'KBEC-00281, "Configuring Load Balancers in ElectricFlow Clusters"',
  bad: spec('other.example.com')
    .replace('{port: 8443, tls: server}', '8000')
    .replace('listen: {port: 61613, tls: server}', 'listen: 61613')
    .replace('serverName: flow', 'stompClientUri: "stomp://flow.example.com:61613", serverName: flow'),
  good: spec('flow.example.com'),
  check(cluster, find) {
    for (const application of applicationsOf(cluster, 'electricflow')) {
      const {text, kind} = application.serverName.value
      if (kind !== 'name') continue
      const asked = text.toLowerCase()
      for (const {service} of application.services) {
        const names = namesOf(service)?.map(name => name.toLowerCase())
        if (names === undefined || names.includes(asked) || names.includes(asked.replace(/^[^.]+/, '*'))) continue
        find({
          message: `Clients of service \`${service.name}\` ask for \`${text}\`, and no certificate is for it: ${names.map(name => `\`${name}\``).join(', ')}.`,
          hint: `Write the certificate for \`${text}\` on the listener, or its name under \`names\` of the one that has it.`,
          path: service.listeners.find(({tls}) => tls !== undefined)?.tls?.origin ?? service.origin,
        })
      }
    }
  },
}

/** The names that a service has certificates for; undefined where it has none, or not all say it. */
function namesOf({listeners}: ElectricflowApplication['services'][number]['service']): readonly string[] | undefined {
  const certificates = listeners.flatMap(({tls}) => tls?.certificates ?? [])
  const names = certificates.map(certificate => certificate.names?.value)
  return names.length === 0 || names.includes(undefined) ? undefined : [...new Set(names.flatMap(list => list ?? []))]
}
