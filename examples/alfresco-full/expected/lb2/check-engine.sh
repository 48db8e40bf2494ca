#!/bin/sh
# check-engine.sh of load balancer lb2, cluster alfresco-full.
# Made by lbgen from cluster.yaml: change that file and render again, for what is changed here gets lost.
#
# check-engine.sh ENGINE leaves with 0 when the engine listens wherever clients of the floating addresses may come in.
# It asks this machine and not the addresses, for they may be on another one.

PATH=/usr/sbin:/usr/bin:/sbin:/bin

case $1 in
  haproxy)
    set -- \
      192.168.1.10:443 \
      192.168.1.10:80 \
      192.168.1.10:8443 \
      192.168.1.10:8983 \
      192.168.1.10:445 \
      192.168.1.10:139 \
      192.168.1.10:21 \
      192.168.1.10:30000 \
      192.168.1.10:30050 \
      192.168.1.10:30100
    ;;
  *)
    echo "usage: $0 haproxy" >&2
    exit 2
    ;;
esac

for endpoint; do
  [ -n "$(ss -Hltn src "$endpoint")" ] || exit 1
done
