import {existsSync} from 'node:fs'
import {until} from '../traffic/wait.ts'
import type {Daemon, Host} from './host.ts'

const home = '/usr/share/tomcat10'
const base = '/var/lib/lab-tomcat'

export const hasTomcat = existsSync(`${home}/bin/bootstrap.jar`)

/** What a page of `startTomcat` says. */
export interface Page {
  readonly node: string
  readonly session: string
  /** Whether the browser came without a session that this Tomcat knows. */
  readonly isNew: boolean
  /** As the servlet is told it: decoded, without what stands behind a `;`. */
  readonly path: string
  readonly client: string
  /** Where the browser is, as the servlet is told it. */
  readonly site: string
}

const descriptor = `<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
  <servlet><servlet-name>page</servlet-name><jsp-file>/WEB-INF/page.jsp</jsp-file></servlet>
  <servlet-mapping><servlet-name>page</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
</web-app>
`

// It makes a session for who has none.
const page = `<%@ page contentType="application/json" trimDirectiveWhitespaces="true" %>
{"node": "<%= System.getProperty("node") %>", "session": "<%= session.getId() %>", "isNew": <%= session.isNew() %>,
"path": "<%= request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo()) %>",
"client": "<%= request.getRemoteAddr() %>",
"site": "<%= request.getScheme() %>://<%= request.getServerName() %>:<%= request.getServerPort() %><%= request.isSecure() ? " is secure" : "" %>"}
`

/** What a Tomcat is started with. */
export interface TomcatSettings {
  /** Its `server.xml`. */
  readonly server: string
  /** A port of it. */
  readonly port: number
  readonly applications: readonly string[]
}

/** Starts a Tomcat whose web applications answer every path with a page that names the node and the session. */
export async function startTomcat(host: Host, {server, port, applications}: TomcatSettings): Promise<Daemon> {
  await host.write(`${base}/conf/server.xml`, server)
  for (const name of applications) {
    await host.write(`${base}/webapps/${name}/WEB-INF/web.xml`, descriptor)
    await host.write(`${base}/webapps/${name}/WEB-INF/page.jsp`, page)
  }
  await host.run('mkdir', '-p', `${base}/temp`)
  // No time is spent on code that runs but once.
  const quick = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx128m']
  const settings = {node: host.name, 'catalina.home': home, 'catalina.base': base, 'java.io.tmpdir': `${base}/temp`}
  const daemon = await host.start(
    'java',
    ...quick,
    ...Object.entries(settings).map(([key, value]) => `-D${key}=${value}`),
    '-cp',
    `${home}/bin/bootstrap.jar:${home}/bin/tomcat-juli.jar`,
    'org.apache.catalina.startup.Bootstrap',
    'start',
  )
  await until(
    'Tomcat answers',
    async () => {
      if (daemon.hasEnded()) throw new Error(`Tomcat of ${host.name} did not start: ${daemon.said()}`)
      // The first request to each compiles its page.
      const urls = applications.map(name => `http://127.0.0.1:${port}/${name}/`)
      return (await host.attempt(['curl', '-sf', '--fail-early', ...urls])).exitCode === 0
    },
    100_000,
  )
  return daemon
}

/** A browser with cookies of its own, which trusts every certificate. */
export interface Browser {
  /** The page at a URL, whose path goes out as it is written. */
  readonly open: (url: string) => Promise<Page>
  /** The status of the answer, and where it leads. */
  readonly statusOf: (url: string) => Promise<string>
}

export function browserOn(host: Host, name: string): Browser {
  const ask = async (url: string): Promise<{readonly status: string; readonly location: string; readonly body: string}> => {
    const jar = `/run/cookies-${name}`
    const about = '\\n%{http_code} %{redirect_url}'
    const said = await host.run('curl', '-sSk', '-m', '15', '--path-as-is', '-b', jar, '-c', jar, '-w', about, url)
    const [, body = '', status = '', location = ''] = /^([^]*)\n(\d+) (.*)$/.exec(said) ?? []
    return {status, location, body}
  }
  return {
    open: async url => {
      const {status, body} = await ask(url)
      if (status !== '200') throw new Error(`${url}: ${status} ${body}`)
      // The cast: the page above wrote it.
      return JSON.parse(body) as Page
    },
    statusOf: async url => {
      const {status, location} = await ask(url)
      return `${status} ${location}`.trim()
    },
  }
}
