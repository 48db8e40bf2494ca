import {describe, expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {ask, askNode} from '../support/traffic/clients.ts'
import {type Lab, example, labs} from '../support/traffic/lab.ts'
import {playHttp} from '../support/traffic/nodes.ts'

const open = labs()
const web = example('alfresco-web')

describeHaproxies(['2.6', '3.4'], engine => {
  const openWeb = async (): Promise<Lab> => {
    const lab = open(engine, web)
    await lab.play(8080, playHttp)
    await lab.start()
    return lab
  }
  const question = (lab: Lab, path: string, headers: Readonly<Record<string, string>> = {}) => ({...lab.door(443), path, headers, tls: {}})

  test('a browser stays with its node, in Share and in the repository by a cookie each', async () => {
    const lab = await openWeb()
    for (const [path, cookie] of [
      ['/share/page/', 'SHARENODE'],
      ['/alfresco/webdav', 'REPOSITORYNODE'],
    ] as const) {
      const {headers, body} = await ask(question(lab, path))
      const [set = ''] = headers['set-cookie'] ?? []
      // The cast: nodes.ts wrote it.
      const {node} = JSON.parse(body) as {node: string}
      expect(set).toMatch(new RegExp(`^${cookie}=${node};.*secure`, 'i'))
      const kept = await Promise.all(
        Array.from({length: 6}, async () => (await askNode(question(lab, path, {cookie: `${cookie}=${node}; JSESSIONID=1.${node}`}))).node),
      )
      expect(new Set(kept)).toEqual(new Set([node]))
    }
  })

  test('the node learns the client and that it came in TLS, whatever the client says', async () => {
    const lab = await openWeb()
    for (const path of ['/share/page/', '/alfresco/s/api/server']) {
      const {headers} = await askNode(question(lab, path, {'X-Forwarded-For': '10.9.9.9', 'X-Forwarded-Proto': 'http'}))
      expect(headers['x-forwarded-proto']).toBe('https')
      expect(headers['x-forwarded-for']).not.toContain('10.9.9.9')
    }
  })

  describe('paths', () => {
    const denied = [
      '/alfresco/s/api/solr/aclchangesets',
      '/alfresco/service/api/solr/transactions',
      '/alfresco/wcs/api/solr/nodes',
      '/alfresco/wcservice/api/solr',
      '//alfresco//s//api//solr/x',
      '/alfresco;a=b/s;c/api;d/solr/x',
      '/alfresco/s/%61pi/solr/x',
      '/alfresco/s/api/sol%72/x',
      '/alfresco/%73/api/solr/x',
      '/alfresco/x/%2e%2e/s/api/solr/x',
      '/alfresco/x/../s/api/solr/x',
      '/alfresco/./s/api/solr/x',
      '/alfresco/x/..;a/s/api/solr/x',
      '/share/proxy/alfresco/api/solr/x',
      '/share/proxy/alfresco-noauth/api/solr/x',
      '/share/proxy/alfresco-feed/api/solr/x',
      '/share/proxy/alfresco-api/api/solr/x',
      '/alfresco/s/prometheus',
      '/alfresco/wcs/prometheus',
      '/share/res/WEB-INF/web.xml',
    ]
    const allowed = [
      '/share/page/site/solr/dashboard',
      '/share/proxy/alfresco/api/people',
      '/alfresco/api/-default-/public/search/versions/1/search',
      '/alfresco/webdav/api/solr%20notes%C3%A4.txt',
      '/alfresco/s/api/node/workspace/SpacesStore/1/content;cm:content',
      '/alfresco/aos/Sites/a.docx',
      '/_vti_bin/owssvr.dll',
      '/_vti_inf.html',
    ]

    test('of Solr and of monitoring are denied, however they are written', async () => {
      const lab = await openWeb()
      for (const path of denied) expect([path, (await ask(question(lab, path))).status]).toEqual([path, 403])
    })

    test('of people are open', async () => {
      const lab = await openWeb()
      for (const path of allowed) expect([path, (await ask(question(lab, path))).status]).toEqual([path, 200])
    })

    test('lead from the root, and from plain HTTP, to Share in TLS', async () => {
      const lab = await openWeb()
      const root = await ask(question(lab, '/'))
      expect([root.status, root.headers.location]).toEqual([302, '/share/'])
      const plain = await ask({...lab.door(80), path: '/share/page/', headers: {host: 'alfresco.example.com'}})
      expect([plain.status, plain.headers.location]).toEqual([301, `https://alfresco.example.com:${lab.door(443).port}/share/page/`])
    })
  })
})
