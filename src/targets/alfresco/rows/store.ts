import {hasFeature} from '../../../model/applications/alfresco-releases.ts'
import {type Row, text} from '../facts.ts'

const folderOf = (path: string): string => path.replace(/(?<=.)[/\\]+$/, '')

/** A folder of the shared store: from 5.2 on under a variable that names the store once. */
const folder = (key: string, name: string): Row => ({
  key,
  value: ({application: {contentStore}, release}) =>
    contentStore &&
    text(`${hasFeature(release, 'remoteFolder') ? '${dir.remote}' : folderOf(contentStore.value)}/${name}`, contentStore.origin),
})

/** What all nodes keep together: content, and no indexes. */
export const storeRows: readonly Row[] = [
  {
    key: 'dir.remote',
    value: ({application: {contentStore}, release}) =>
      contentStore && hasFeature(release, 'remoteFolder') ? text(folderOf(contentStore.value), contentStore.origin) : undefined,
  },
  folder('dir.contentstore', 'contentstore'),
  folder('dir.contentstore.deleted', 'contentstore.deleted'),
  folder('dir.auditcontentstore', 'audit.contentstore'),
]
