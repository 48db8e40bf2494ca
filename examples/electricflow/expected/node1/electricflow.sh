#!/bin/sh
# electricflow.sh of node node1, cluster electricflow.
# Made by lbgen from cluster.yaml: change that file and render again, for what is changed here gets lost.
# Install as /usr/local/sbin/lbgen-electricflow.sh, mode 0755.
#
# What ElectricFlow 10.0 on node node1 must know of the load balancers. A person runs it, as the user that ElectricFlow
# runs as, or as root; lbgen never does. Each command may run again: it settles the same once more.
#
#   certificate FOLDER   makes server.key and server.csr there, the request for the certificate of flow.example.com
#   upload               writes the load balancers' name into commander.properties and hands the configuration to ZooKeeper;
#                        again after each change of one of those files
#   configure            tells what is installed here the load balancers' name, and restarts it
#   once                 sets the properties of the cluster, by ectool; restart the servers afterwards
#   status               leaves with 0 when all is as it shall be, else with 3, and says what is not
#
# In this order, for the whole cluster: the certificate, and the load balancers with it; upload here; configure on every
# node; then here `ectool --server flow.example.com login admin`, and once.
# For a certificate that nobody else signs, as for a lab, after `certificate FOLDER`, in that folder:
#   openssl x509 -req -in server.csr -signkey server.key -days 3650 -copy_extensions copy -out server.crt   (OpenSSL 3)
#   cat server.crt server.key >server.pem
# Without root's rights a restart of what root has started ends in an error: restart it by hand then.
# The web server has the name of the load balancers in apache/conf/httpd.conf too: look whether it is right there.
# To see whether it works:
#   curl -i http://127.0.0.1:8000/commanderRequest/health   200 from a server that works
#   curl -I http://127.0.0.1:80/   the web interface of this node
#   openssl s_client -connect flow.example.com:61613   the load balancers' certificate, where clients of STOMP ask

set -eu
root=/opt/electriccloud/electriccommander
PATH=$root/bin:$root/jre/bin:$PATH
server_name=flow.example.com
zookeeper=10.20.0.31:2181,10.20.0.32:2181,10.20.0.33:2181

configure() {
  # Puts the server into clustered mode.
  ecconfigure --serverName "$server_name" --serverZooKeeperConnection "$zookeeper"
  ecconfigure --webTargetHostName "$server_name"
  ecconfigure --repositoryTargetHostName "$server_name"
}

# A key that is there already stays: a new one would need a new certificate.
certificate() {
  folder=${1:?the folder for server.key and server.csr}
  umask 077
  if [ ! -f "$folder/server.key" ]; then
    openssl genrsa -out "$folder/server.key.new" 2048
    mv "$folder/server.key.new" "$folder/server.key"
  fi
  openssl req -new -key "$folder/server.key" -subj /CN=flow.example.com -addext subjectAltName=DNS:flow.example.com -out "$folder/server.csr"
}

# The file as it was before the first change stays beside it.
write_name() {
  properties=$root/conf/commander.properties
  umask 077
  ! grep -qxF -e COMMANDER_SERVER_NAME=flow.example.com "$properties" || return 0
  [ -f "$properties.before-lbgen" ] || cp -p "$properties" "$properties.before-lbgen"
  { grep -v '^[[:space:]]*COMMANDER_SERVER_NAME[[:space:]]*[=:]' "$properties" || true; } >"$properties.new"
  printf '%s\n' COMMANDER_SERVER_NAME=flow.example.com >>"$properties.new"
  # Into the same file: its owner and its rights stay.
  cat "$properties.new" >"$properties"
  rm "$properties.new"
}

upload() {
  write_name
  set -- --commanderPropertiesFile "$root/conf/commander.properties" --databasePropertiesFile "$root/conf/database.properties"
  set -- "$@" --keystoreFile "$root/conf/keystore" --passkeyFile "$root/conf/passkey"
  [ ! -d "$root/conf/security" ] || set -- "$@" --confSecurityFolder "$root/conf/security"
  COMMANDER_ZK_CONNECTION=$zookeeper java -jar "$root/server/bin/zk-config-tool-jar-with-dependencies.jar" \
    com.electriccloud.commander.cluster.ZKConfigTool "$@"
}

once() {
  # Where agents call back.
  ectool --server "$server_name" setProperty /server/settings/ipAddress "$server_name"
  # Without it, clients of STOMP are sent to the one server's own name.
  ectool --server "$server_name" setProperty /server/settings/stompClientUri stomp+ssl://flow.example.com:61613
  # Whether the servers speak TLS themselves, or the load balancers end it.
  ectool --server "$server_name" setProperty /server/settings/stompSecure false
}

amiss() {
  printf '%s\n' "$1"
  status=3
}

answers() {
  curl -sS --fail --max-time 10 -o /dev/null "$1" || amiss "no good answer from $1"
}

status() {
  status=0
  answers http://127.0.0.1:8000/commanderRequest/health
  answers http://127.0.0.1:80/
  grep -qxF -e COMMANDER_SERVER_NAME=flow.example.com "$root/conf/commander.properties" || amiss "commander.properties does not name $server_name"
  # The cluster as ZooKeeper sees it.
  COMMANDER_ZK_CONNECTION=$zookeeper java -jar "$root/server/bin/cluster-info-tool-jar-with-dependencies.jar" || amiss 'ZooKeeper does not tell of the cluster'
  [ "$status" -ne 0 ] || echo 'All is as it shall be.'
  return "$status"
}

case ${1-} in
  configure | upload | once | status) "$1" ;;
  certificate) certificate "${2-}" ;;
  *)
    echo "usage: $0 certificate FOLDER|upload|configure|once|status" >&2
    exit 2
    ;;
esac
