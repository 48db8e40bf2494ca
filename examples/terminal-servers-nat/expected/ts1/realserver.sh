#!/bin/sh
# Made by lbgen from cluster.yaml for cluster terminal-servers-nat. Do not edit.
#
# What node ts1 needs so that it can serve what the load balancers send it.
#
#   start    settles everything; after a change it settles what has changed
#   stop     takes away what start has added for the services' addresses
#   undo     stop, and everything else as it was before the first start since the machine booted
#   status   leaves with 0 when all is as it shall be, else with 3, and says what is not
#
# To see whether it works:
#   ip route show default   the load balancer, and nothing in front of it
#   ipvsadm -Lnc   on the load balancer: SYN_RECV that stays means that ARP or the way back is wrong

# Functions are handed to other functions by name, which shellcheck cannot see.
# shellcheck disable=SC2317
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# What was there before the first start. It does not outlive a reboot, and neither does what it is about.
state=/var/run/lbgen-realserver
# What this script cares for.
parts='gateway4 '

# Answers go back through the load balancer, which knows from whom the questions were.
each_gateway() {
  "$1" -4 0 192.168.1.20
}

default_routes() {
  ip -o "$1" route show default | sed 's/\\//g; s/ linkdown//g; s/ dead//g'
}

set_gateway() {
  [ -e "$state/routes$1" ] || default_routes "$1" >"$state/routes$1"
  family=$1 metric=$2 gateway=$3
  shift 3
  ip "$family" route replace default via "$gateway" "$@" metric "$metric"
}

check_gateway() {
  case $(default_routes "$1" | head -n 1) in
    "default via $3 "*) ;;
    *) amiss "the default gateway is not $3" ;;
  esac
}

# The routes of before, in front of which ours may stand, or in the place of one.
restore_gateway() {
  [ -e "$state/routes$1" ] || return 0
  ip "$1" route del default via "$3" metric "$2" 2>/dev/null || true
  while read -r route; do
    default_routes "$1" | sed 's/ *$//' | grep -qxF "$route" || restore_route "$1" "$route"
  done <"$state/routes$1"
}

restore_route() {
  # The words of a route, as ip has printed them.
  # shellcheck disable=SC2086
  ip "$1" route add $2
}

amiss() {
  echo "$1"
  status=3
}

# An earlier script that cared for other parts takes back what it has done: this one does not know how.
undo_other() {
  if [ -e "$state/script" ] && [ "$(cat "$state/parts")" != "$parts" ]; then
    sh "$state/script" undo
  fi
}

take_over() {
  undo_other
  mkdir -p "$state"
  cp "$0" "$state/script"
  echo "$parts" >"$state/parts"
}

start() {
  take_over
  each_gateway set_gateway
}

stop() {
  return 0
}

undo() {
  undo_other
  stop
  each_gateway restore_gateway
  rm -rf "$state"
}

status() {
  status=0
  each_gateway check_gateway
  [ "$status" -ne 0 ] || echo 'All is as it shall be.'
  return "$status"
}

case ${1-} in
  start | stop | undo | status) "$1" ;;
  *)
    echo "usage: $0 start|stop|undo|status" >&2
    exit 2
    ;;
esac
