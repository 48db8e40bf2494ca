#!/bin/sh
# host.sh NAME COMMAND...: makes the namespaces that it is started in a host of that name, and runs the command there.
# The machine's files are the host's too, and what the host writes is its own and gone with it.
# With few programs: in a guest each of them takes its time.
set -eu
echo "$1" >/proc/sys/kernel/hostname
shift
mount -t tmpfs -o mode=755 lab /mnt
mkdir -p /mnt/etc/upper /mnt/etc/work /mnt/opt/upper /mnt/opt/work /mnt/usr/upper /mnt/usr/work /mnt/var/upper /mnt/var/work
mount -a -T "${0%/*}/fstab"
mkdir /run/lock /run/haproxy /run/keepalived
# Not exec: as the first process, the shell reaps what daemons leave behind.
"$@"
exit
