#!/bin/sh
# host.sh NAME COMMAND...: makes the namespaces that it is started in a host of that name, and runs the command there.
# The machine's files are the host's too, and what the host writes is its own and gone with it.
set -eu
hostname "$1"
shift
mount --make-rprivate /
mount -t tmpfs -o mode=755 lab /mnt
mkdir /mnt/etc /mnt/etc- /mnt/opt /mnt/opt- /mnt/usr /mnt/usr- /mnt/var /mnt/var-
for folder in etc opt usr var; do
  mount -t overlay -o "lowerdir=/$folder,upperdir=/mnt/$folder,workdir=/mnt/$folder-" lab "/$folder"
done
mount -t tmpfs -o mode=755 lab /run
mkdir /run/lock /run/haproxy /run/keepalived
# Not exec: as the first process, the shell reaps what daemons leave behind.
"$@"
exit
