#!/bin/sh
# electricflow.sh of node node2, cluster electricflow.
# Made by lbgen from cluster.yaml: change that file and render again, for what is changed here gets lost.
# Install as /usr/local/sbin/lbgen-electricflow.sh, mode 0755.
#
# What ElectricFlow 10.0 on node node2 must know of the load balancers. A person runs it, as the user that ElectricFlow
# runs as, or as root; lbgen never does. Each command may run again: it settles the same once more.
#
#   configure            tells what is installed here the load balancers' name, and restarts it
#   status               leaves with 0 when all is as it shall be, else with 3, and says what is not
#
# The cluster's own properties and its upload to ZooKeeper are the first server's, in its script.
# Without root's rights a restart of what root has started ends in an error: restart it by hand then.
# The web server has the name of the load balancers in apache/conf/httpd.conf too: look whether it is right there.
# To see whether it works:
#   curl -i http://127.0.0.1:8000/commanderRequest/health   200 from a server that works
#   curl -I http://127.0.0.1:80/   the web interface of this node

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
  [ "$status" -ne 0 ] || echo 'All is as it shall be.'
  return "$status"
}

case ${1-} in
  configure | status) "$1" ;;
  *)
    echo "usage: $0 configure|status" >&2
    exit 2
    ;;
esac
