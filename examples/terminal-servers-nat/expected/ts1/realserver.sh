#!/bin/sh
# realserver.sh of node ts1, cluster terminal-servers-nat.
# Made by lbgen from cluster.yaml: change that file and render again, for what is changed here gets lost.
# Install as /usr/local/sbin/lbgen-realserver.sh, mode 0755.
#
# What node ts1 needs so that it can serve what the load balancers send it.
#
#   start    settles everything; after a change, of `forward` too, it settles what has changed
#   stop     takes away what start has added for the services' addresses
#   undo     stop, and everything else as it was before the first start since the machine booted
#   status   leaves with 0 when all is as it shall be, else with 3, and says what is not
#
# Each knows what earlier versions of this script have left on the machine. Undo comes before the files go.
# To see whether it works:
#   ip route show default   the load balancer, and nothing in front of it
#   ipvsadm -Lnc   on the load balancer: SYN_RECV that stays means that ARP or the way back is wrong

# Functions are handed to other functions by name, which shellcheck cannot see.
# shellcheck disable=SC2317
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# What was there before the first start, and what has been added. It does not outlive a reboot, and neither does what it is about.
state=/var/run/lbgen-realserver
# What sets the kernel's settings when the machine starts, before this script does.
settings=/etc/sysctl.d/90-lbgen-arp.conf

# --- What shall be: lists, whose lines go to the function that is named.

# The kernel's settings, below /proc/sys, and what they are without lbgen.
each_setting() {
  return 0
}

# The services' addresses, each alone: a shorter prefix would make this machine take their network for its own.
each_address() {
  return 0
}

# The services' addresses that no interface of this machine may have.
each_foreign() {
  "$1" 192.168.1.20
  return 0
}

# Modules of the kernel and the devices that come with them.
each_tunnel() {
  return 0
}

# Answers go back through the load balancer, which knows from whom the questions were.
each_gateway() {
  "$1" -4 0 192.168.1.20
  return 0
}

# What is sent to a service's address is for this machine: no interface has the address, so nobody asks for it here.
filter=
each_redirect() {
  return 0
}

# --- How it comes about, and how it goes again.

show() {
  echo "$*"
}

show_first() {
  echo "$1"
}

amiss() {
  echo "$1"
  status=3
}

left() {
  amiss "left from an earlier start: $1"
}

# Whether a line of the state's is wanted no more; with `all` none is.
is_unwanted() {
  [ "$1" = all ] || ! "$2" "$3" | grep -qxF -e "$4"
}

# Not by ip: at the name of a device that is not there, the kernel would load its module.
has_device() {
  [ -e "/proc/sys/net/ipv4/conf/$1" ]
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

# Hands what an earlier start has left of tunnels to a function: with `all` each of them, else those that are no longer wanted.
each_left_tunnel() {
  [ -e "$state/tunnels" ] || return 0
  while read -r module device before; do
    ! is_unwanted "$1" each_tunnel show "$module $device" || "$2" "$module" "$device" "$before"
  done <"$state/tunnels"
}

drop_tunnel() {
  ! has_device "$2" || ip link set dev "$2" down
  # Another one may use it by now.
  [ "$3" != absent ] || modprobe -r "$1" || true
}

left_tunnel() {
  ! is_up "$2" || left "$2 is up"
}

settle() {
  before=$(cat "/proc/sys/$1")
  if [ "$before" = "$2" ]; then
    # Somebody else's, or ours since the machine started.
    [ -e "$settings" ] || return 0
    before=$3
  fi
  grep -qsF "$1 " "$state/settings" || echo "$1 $before" >>"$state/settings"
  echo "$2" >"/proc/sys/$1"
}

check_setting() {
  [ "$(cat "/proc/sys/$1" 2>/dev/null)" = "$2" ] || amiss "/proc/sys/$1 is not $2"
}

each_left_setting() {
  [ -e "$state/settings" ] || return 0
  while read -r path before; do
    ! is_unwanted "$1" each_setting show_first "$path" || "$2" "$path" "$before"
  done <"$state/settings"
}

restore_setting() {
  [ ! -e "/proc/sys/$1" ] || echo "$2" >"/proc/sys/$1"
}

left_setting() {
  [ ! -e "/proc/sys/$1" ] || [ "$(cat "/proc/sys/$1")" = "$2" ] || left "/proc/sys/$1 is not $2"
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

check_foreign() {
  [ -z "$(ip -o addr show to "$1")" ] || amiss "this machine has the address $1, which is for the load balancers alone"
}

each_left_address() {
  [ -e "$state/addresses" ] || return 0
  while read -r device address; do
    ! is_unwanted "$1" each_address show "$device $address" || "$2" "$device" "$address"
  done <"$state/addresses"
}

drop_address() {
  ! has_address "$1" "$2" || ip addr del "$2" dev "$1"
}

left_address() {
  ! has_address "$1" "$2" || left "$1 has the address $2"
}

# Takes the lines of what has been taken away out of a list of the state's.
forget() {
  [ -e "$state/$1" ] || return 0
  : >"$state/$1.new"
  while read -r line; do
    key=$line
    [ "$1" != settings ] || key=${line%% *}
    [ "$1" != tunnels ] || key=${line% *}
    ! "$2" "$3" | grep -qxF -e "$key" || echo "$line" >>"$state/$1.new"
  done <"$state/$1"
  mv "$state/$1.new" "$state/$1"
}

add_redirects() {
  [ -n "$filter" ] || return 0
  # Before it is so: what is killed here is known to the next one.
  grep -qsxF "$filter" "$state/redirects" || echo "$filter" >>"$state/redirects"
  if [ "$filter" = nftables ]; then
    {
      echo 'add table ip lbgen_realserver'
      echo 'delete table ip lbgen_realserver'
      echo 'add table ip lbgen_realserver'
      echo 'add chain ip lbgen_realserver prerouting { type nat hook prerouting priority -100; policy accept; }'
      each_redirect nft_rule
    } | nft -f -
  else
    {
      echo '*nat'
      echo ':LBGEN - [0:0]'
      each_redirect iptables_rule
      echo COMMIT
    } | iptables-restore --noflush
    iptables -w -t nat -C PREROUTING -j LBGEN 2>/dev/null || iptables -w -t nat -A PREROUTING -j LBGEN
  fi
}

nft_rule() {
  echo "add rule ip lbgen_realserver prerouting ip daddr $2 meta l4proto $1 redirect"
}

iptables_rule() {
  echo "-A LBGEN -d $2 -p $1 -j REDIRECT"
}

has_redirects() {
  if [ "$1" = nftables ]; then
    nft list table ip lbgen_realserver >/dev/null 2>&1
  else
    iptables -w -t nat -S LBGEN >/dev/null 2>&1
  fi
}

drop_redirects() {
  has_redirects "$1" || return 0
  if [ "$1" = nftables ]; then
    nft delete table ip lbgen_realserver
  else
    ! iptables -w -t nat -C PREROUTING -j LBGEN 2>/dev/null || iptables -w -t nat -D PREROUTING -j LBGEN
    iptables -w -t nat -F LBGEN
    iptables -w -t nat -X LBGEN
  fi
}

left_redirects() {
  ! has_redirects "$1" || left "rules of $1 redirect packets"
}

each_left_filter() {
  [ -e "$state/redirects" ] || return 0
  while read -r name; do
    { [ "$1" != all ] && [ "$name" = "$filter" ]; } || "$2" "$name"
  done <"$state/redirects"
}

check_redirect() {
  if [ "$filter" = nftables ]; then
    nft list table ip lbgen_realserver 2>/dev/null | grep -qF "ip daddr $2 meta l4proto $1 redirect"
  else
    iptables -w -t nat -C PREROUTING -j LBGEN 2>/dev/null && iptables -w -t nat -C LBGEN -d "$2" -p "$1" -j REDIRECT 2>/dev/null
  fi || amiss "nothing redirects $1 to $2"
}

default_routes() {
  ip -o "$1" route show default | sed 's/\\//g; s/ linkdown//g; s/ dead//g'
}

set_gateway() {
  [ -e "$state/routes$1" ] || default_routes "$1" >"$state/routes$1"
  family=$1 metric=$2 gateway=$3
  shift 3
  # The last one of ours, if this is another.
  drop_gateway "$family" "$metric $gateway"
  echo "$metric $gateway" >"$state/gateway$family"
  ip "$family" route replace default via "$gateway" "$@" metric "$metric"
}

# Takes away the route that an earlier start has made, but for the one that is named.
drop_gateway() {
  [ -e "$state/gateway$1" ] || return 0
  read -r old_metric old_gateway <"$state/gateway$1"
  [ "$old_metric $old_gateway" = "$2" ] || ip "$1" route del default via "$old_gateway" metric "$old_metric" 2>/dev/null || true
}

check_gateway() {
  case $(default_routes "$1" | head -n 1) in
    "default via $3 "*) ;;
    *) amiss "the default gateway is not $3" ;;
  esac
}

each_left_gateway() {
  for family in -4 -6; do
    [ ! -e "$state/routes$family" ] || ! is_unwanted "$1" each_gateway show_first "$family" || "$2" "$family"
  done
}

# The routes of before, in front of which ours may stand, or in the place of one.
restore_gateway() {
  drop_gateway "$1" ''
  while read -r route; do
    default_routes "$1" | sed 's/ *$//' | grep -qxF "$route" || restore_route "$1" "$route"
  done <"$state/routes$1"
  rm -f "$state/routes$1" "$state/gateway$1"
}

restore_route() {
  # The words of a route, as ip has printed them.
  # shellcheck disable=SC2086
  ip "$1" route add $2 2>/dev/null || ip "$1" route replace $2
}

left_gateway() {
  left 'a default gateway'
}

# What does the same when the machine starts, for another `forward` or `boot` than that of this script.
check_files() {
  for file in /etc/systemd/network/10-lbgen-lo.network /etc/network/interfaces.d/lbgen; do
    [ ! -e "$file" ] || amiss "$file is of another boot method: remove it"
  done
  [ ! -e "$settings" ] || [ -n "$(each_setting show)" ] || amiss "$settings has no use any more: remove it"
}

start() {
  mkdir -p "$state"
  each_tunnel make_tunnel
  # Before there is an address for which somebody could ask.
  each_setting settle
  each_tunnel raise_tunnel
  each_left_address others drop_address
  forget addresses each_address show
  each_left_filter others drop_redirects
  each_address add_address
  add_redirects
  each_left_gateway others restore_gateway
  each_gateway set_gateway
  # After the addresses for which they were.
  each_left_setting others restore_setting
  forget settings each_setting show_first
  each_left_tunnel others drop_tunnel
  forget tunnels each_tunnel show
}

stop() {
  each_left_address all drop_address
  rm -f "$state/addresses"
  each_left_filter all drop_redirects
  rm -f "$state/redirects"
}

undo() {
  stop
  each_left_gateway all restore_gateway
  each_left_setting all restore_setting
  each_left_tunnel all drop_tunnel
  rm -rf "$state"
  [ ! -e "$settings" ] || echo "Remove $settings too: it settles the same when the machine starts."
}

status() {
  status=0
  each_setting check_setting
  each_tunnel check_tunnel
  each_address check_address
  each_foreign check_foreign
  each_redirect check_redirect
  each_gateway check_gateway
  each_left_address others left_address
  each_left_filter others left_redirects
  each_left_gateway others left_gateway
  each_left_setting others left_setting
  each_left_tunnel others left_tunnel
  check_files
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
