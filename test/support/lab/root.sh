#!/bin/sh
# root.sh COMMAND...: runs a command as the middle of a lab, in namespaces where nothing of the machine's is to be seen.
set -eu
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
ip link set lo up
"$@"
exit
