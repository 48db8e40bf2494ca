/** What Tomcat takes for `/alfresco/s/api/solr/metadata`, from which Solr reads whatever there is. */
export const disguised: readonly string[] = [
  '/alfresco/s/api/solr/metadata',
  '/alfresco//s//api//solr/metadata',
  '/alfresco/s/api/./solr/metadata',
  '/alfresco/s/api/x/../solr/metadata',
  '/share/../alfresco/s/api/solr/metadata',
  '/alfresco/s;a=b/api/solr/metadata',
  '/alfresco/s/api;/solr/metadata',
  '/alfresco/s/%61pi/solr/metadata',
  '/alfresco/s/api/%73olr/metadata',
  '/%61lfresco/s/api/s%6Flr/metadata',
]

/** The same by other ways, and more that is nobody's business. */
export const denied: readonly string[] = [
  '/alfresco/service/api/solr/metadata?x=/share/',
  '/alfresco/wcs/api/solr/metadata',
  '/alfresco/wcservice/api/solr/metadata',
  '/alfresco/s/prometheus',
  '/share/proxy/alfresco/api/solr/metadata',
  '/share/proxy/alfresco-noauth/api/solr/metadata',
  '/share/proxy/alfresco-feed//api/solr/metadata',
  '/share/proxy/alfresco-api/api/solr/metadata',
  '/share/res/WEB-INF/classes/alfresco/share-config.xml',
  '/share/res/WEB%2DINF/classes/alfresco/share-config.xml',
]

/** What looks like it and is not. */
export const allowed: readonly string[] = [
  '/share/page/user/admin/dashboard',
  '/share/page;jsessionid=ABC',
  '/share/res/css/a.css?v=%61',
  '/alfresco/s/api/login',
  '/alfresco/webdav/Sites/solr/M%C3%BCnchen%20%28a%29.txt',
]
