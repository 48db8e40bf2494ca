#!/bin/sh
# balance.sh of load balancer lb1, cluster alfresco-cifs-balance.
# Made by lbgen from cluster.yaml: change that file and render again, for what is changed here gets lost.
#
# With the name of a service it runs Balance for that one until it is stopped; without, for all of them.
# Balance stays in the foreground (-f), for only there it says why it cannot start, and leaves with 64 to 71 then.
# Its memory of an earlier run would bring nodes back that are gone, so it is removed first.

run() {
  case $1 in
  (cifs)
    rm -f /var/run/balance/balance.445.192.168.1.10.shm
    exec "${BALANCE:-/usr/sbin/balance}" -f -M -b 192.168.1.10 -t 3 -T 960 445 192.168.1.21:445 192.168.1.22:445
    ;;
  (*)
    printf '%s: there is no service %s; there are:%s\n' "$0" "$1" ' cifs' >&2
    exit 64
    ;;
  esac
}

if [ $# -gt 0 ]; then
  run "$1"
fi

pids=
trap 'kill $pids 2>/dev/null' HUP INT TERM
for service in cifs; do
  run "$service" &
  pids="$pids $!"
done

# The status is that of the last one that failed.
status=0
for pid in $pids; do
  wait "$pid" || status=$?
done
# A signal ends one of these waits early.
wait
exit "$status"
