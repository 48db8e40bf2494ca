#!/bin/bash
# boot.sh KERNEL-DIR WORK-DIR NODE AGENT: runs the agent in a guest over a copy-on-write view of this machine's files; standard
# input and output are the wire to it. The console is written to WORK-DIR/console.
set -euo pipefail
kernel=$(readlink -f "$1") work=$2 node=$3 agent=$4
here=$(dirname "$(readlink -f "$0")")
release=$(ls "$kernel/lib/modules")

make_initrd() {
  local root=$work/initrd module file
  mkdir -p "$root"/{bin,proc,sys,dev,modules}
  cp "$(command -v busybox)" "$root/bin/busybox"
  install -m 755 "$here/init" "$root/init"
  printf 'export GUEST=%q KERNEL=%q NODE=%q AGENT=%q\n' "$here/guest.sh" "$kernel" "$node" "$agent" >"$root/settings"
  for module in virtio_pci virtio_console virtiofs overlay; do
    modprobe -d "$kernel" -S "$release" --show-depends "$module"
  done | awk '$1 == "insmod" && !seen[$2]++ {print $2}' >"$work/modules"
  while read -r file; do
    cp "$file" "$root/modules/"
    echo "${file##*/}" >>"$root/modules/order"
  done <"$work/modules"
  (cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) >"$work/initrd.gz"
}

serve_files() {
  /usr/lib/qemu/virtiofsd --socket-path="$work/files" -o source=/ -o sandbox=chroot -o cache=always <&- >"$work/virtiofsd" 2>&1 &
  until [ -S "$work/files" ]; do
    if ! kill -0 $!; then
      cat "$work/virtiofsd" >&2
      exit 1
    fi
    sleep 0.05
  done
}

make_initrd
serve_files
# Never KVM, even where its device is: it may be one that cannot run this guest.
exec qemu-system-x86_64 -machine q35,memory-backend=memory -accel tcg,thread=multi -cpu max -smp 2 \
  -m 1024 -object memory-backend-memfd,id=memory,size=1024M,share=on \
  -nodefaults -display none -no-reboot -serial "file:$work/console" \
  -chardev socket,id=files,path="$work/files" -device vhost-user-fs-pci,chardev=files,tag=machine \
  -device virtio-serial-pci -chardev stdio,id=wire,signal=off -device virtserialport,chardev=wire,name=lab \
  -kernel "$kernel/vmlinuz" -initrd "$work/initrd.gz" -append 'console=ttyS0 quiet panic=-1'
