#!/bin/sh
# Made by lbgen from cluster.yaml for cluster terminal-servers-tun. Do not edit.
#
# What node ts2 needs so that it can serve what the load balancers send it.
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
#
# Packets in a tunnel are longer than the ones in them, by 20 bytes: let clients be told of smaller ones
# (an MTU that is lower by as much on the way to the services, or a clamped MSS), or give the network a larger MTU.

# Functions are handed to other functions by name, which shellcheck cannot see.
# shellcheck disable=SC2317
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# What was there before the first start. It does not outlive a reboot, and neither does what it is about.
state=/var/run/lbgen-realserver
# What this script cares for.
parts='inet:tunl0 tunl0 '

# The kernel's settings, below /proc/sys.
each_setting() {
  # To answer ARP for a service's address, or to speak ARP with it, is for the load balancers alone.
  "$1" net/ipv4/conf/all/arp_ignore 1
  "$1" net/ipv4/conf/all/arp_announce 2
  # What comes out of the tunnel is from clients, who are elsewhere. The kernel takes the higher value of the two.
  "$1" net/ipv4/conf/all/rp_filter 0
  "$1" net/ipv4/conf/tunl0/rp_filter 0
}

# The services' addresses, each alone: a shorter prefix would make this machine take their network for its own.
each_address() {
  "$1" tunl0 192.168.1.20/32
}

# Modules of the kernel and the devices that come with them.
each_tunnel() {
  "$1" ipip tunl0
}

make_tunnel() {
  if ! has_device "$2"; then
    modprobe "$1"
    echo "$1 $2 absent" >>"$state/tunnels"
  elif ! is_up "$2"; then
    echo "$1 $2 down" >>"$state/tunnels"
  fi
}

raise_tunnel() {
  ip link set dev "$2" up
}

is_up() {
  has_device "$1" && [ -n "$(ip link show dev "$1" up)" ]
}

check_tunnel() {
  is_up "$2" || amiss "$2 is not up"
}

restore_tunnels() {
  [ -e "$state/tunnels" ] || return 0
  while read -r module device before; do
    ip link set dev "$device" down
    if [ "$before" = absent ]; then
      # Another one may use it by now.
      modprobe -r "$module" || true
    fi
  done <"$state/tunnels"
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
  each_tunnel make_tunnel
  # Before there is an address for which somebody could ask.
  each_setting settle
  each_tunnel raise_tunnel
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
  restore_tunnels
  rm -rf "$state"
}

status() {
  status=0
  each_setting check_setting
  each_tunnel check_tunnel
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
