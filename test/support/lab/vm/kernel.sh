#!/bin/bash
# kernel.sh DIR: makes DIR/vmlinuz and DIR/lib/modules, Debian's kernel for virtual machines, as apt's sources have it.
# Nothing is installed.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: ${0##*/} DIR" >&2
  exit 2
fi
architecture=$(dpkg --print-architecture)
if [ "$architecture" != amd64 ]; then
  echo "no guest for $architecture" >&2
  exit 1
fi
mkdir -p "$1"
cd "$1"

kernel() {
  apt-cache depends linux-image-cloud-amd64 2>/dev/null | awk '/Depends: linux-image-/ {print $2; exit}'
}

package=$(kernel)
if [ -z "$package" ]; then
  apt-get -qq update >&2 || true
  package=$(kernel)
fi
if [ -z "$package" ]; then
  echo "apt's sources have no linux-image-cloud-amd64" >&2
  exit 1
fi
# As root, apt would write as a user who may not enter DIR.
apt-get -qq -o APT::Sandbox::User= -o Acquire::Retries=2 download "$package" >&2
dpkg-deb --fsys-tarfile ./*.deb | tar -x --no-same-owner ./boot ./lib/modules
rm ./*.deb
mv boot/vmlinuz-* vmlinuz
rm -r boot
depmod -b . "$(ls lib/modules)"
