#!/bin/sh
# Made by lbgen from cluster.yaml for cluster terminal-servers. Do not edit.
#
# What node ts1 needs so that it can serve what the load balancers send it.
#
#   start    settles everything; after a change it settles what has changed
#   stop     takes away what start has added for the services' addresses
#   undo     stop, and everything else as it was before the first start since the machine booted
#   status   leaves with 0 when all is as it shall be, else with 3, and says what is not
#
# To see whether it works:
#   ip addr show; sysctl net.ipv4.conf.all.arp_ignore net.ipv4.conf.all.arp_announce
#   arping -b -c 3 -I eth0 192.168.1.20   on another machine: the load balancer answers, and nobody else
#   ipvsadm -Lnc   on the load balancer: SYN_RECV that stays means that ARP or the way back is wrong

# Functions are handed to other functions by name, which shellcheck cannot see.
# shellcheck disable=SC2317
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# What was there before the first start. It does not outlive a reboot, and neither does what it is about.
state=/var/run/lbgen-realserver
# What this script cares for.
parts='inet:lo '

# The kernel's settings, below /proc/sys.
each_setting() {
  # To answer ARP for a service's address, or to speak ARP with it, is for the load balancers alone.
  "$1" net/ipv4/conf/all/arp_ignore 1
  "$1" net/ipv4/conf/all/arp_announce 2
}

# The services' addresses, each alone: a shorter prefix would make this machine take their network for its own.
each_address() {
  "$1" lo 192.168.1.20/32
}

settle() {
  before=$(cat "/proc/sys/$1")
  [ "$before" != "$2" ] || return 0
  if ! grep -qsF "$1 " "$state/settings"; then
    echo "$1 $before" >>"$state/settings"
  fi
  echo "$2" >"/proc/sys/$1"
}

check_setting() {
  [ "$(cat "/proc/sys/$1" 2>/dev/null)" = "$2" ] || amiss "/proc/sys/$1 is not $2"
}

restore_settings() {
  [ -e "$state/settings" ] || return 0
  while read -r path before; do
    [ ! -e "/proc/sys/$path" ] || echo "$before" >"/proc/sys/$path"
  done <"$state/settings"
}

# Not by ip: at the name of a device that is not there, the kernel would load its module.
has_device() {
  [ -e "/proc/sys/net/ipv4/conf/$1" ]
}

has_address() {
  has_device "$1" && ip -o addr show dev "$1" | grep -qF " $2 "
}

add_address() {
  ! has_address "$1" "$2" || return 0
  echo "$1 $2" >>"$state/addresses"
  ip addr add "$2" dev "$1"
}

check_address() {
  has_address "$1" "$2" || amiss "$1 has no address $2"
}

keep_address() {
  [ "$1 $2" != "$device $address" ] || kept=yes
}

# Takes away addresses that an earlier start has added: with `all` each of them, else those that are no longer wanted.
drop_addresses() {
  [ -e "$state/addresses" ] || return 0
  : >"$state/addresses.new"
  while read -r device address; do
    kept=
    [ "$1" = all ] || each_address keep_address
    if [ -n "$kept" ]; then
      echo "$device $address" >>"$state/addresses.new"
    elif has_address "$device" "$address"; then
      ip addr del "$address" dev "$device"
    fi
  done <"$state/addresses"
  mv "$state/addresses.new" "$state/addresses"
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
  # Before there is an address for which somebody could ask.
  each_setting settle
  drop_addresses others
  each_address add_address
}

stop() {
  drop_addresses all
  return 0
}

undo() {
  undo_other
  stop
  restore_settings
  rm -rf "$state"
}

status() {
  status=0
  each_setting check_setting
  each_address check_address
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
