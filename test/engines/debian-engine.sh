#!/bin/bash
# debian-engine.sh SUITE ENGINE DIR: makes DIR/ENGINE, the haproxy or pound of that Debian suite.
#
# Downloads the package and all that it needs, libc included, into a private apt state, unpacks it under DIR/root and
# writes a starter that runs it through its own dynamic loader. Needs neither root nor a chroot and leaves the system
# alone. The mirror and its key are those of the Debian that this runs on.
set -euo pipefail

usage() {
  echo "usage: ${0##*/} SUITE haproxy|pound DIR" >&2
  exit 2
}
[ $# -eq 3 ] || usage
suite=$1
engine=$2
# What makes it say its release and nothing else.
case $engine in
  haproxy) version=-v ;;
  pound) version=-V ;;
  *) usage ;;
esac
mkdir -p "$3"
dir=$(cd "$3" && pwd -P)
apt=$dir/apt
root=$dir/root

# Prints "URI KEYRING" of each Debian archive in apt's sources, deb822 and one-line files alike; KEYRING may be empty.
debian_archives() {
  local files=() file
  for file in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list /etc/apt/sources.list.d/*; do
    if [ -s "$file" ]; then files+=("$file"); fi
  done
  [ ${#files[@]} -gt 0 ] || return 0
  awk -v codename="$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)" '
    function print_if_debian() {
      if ((" " type " ") ~ / deb / && (" " suites " ") ~ ("[ /](" (codename ? codename : "sid") "|stable|testing|unstable|sid)[ /]") && (" " components " ") ~ / main /)
        print uri, (key ~ /^\// ? key : "")
      type = uri = suites = components = key = ""
    }
    FNR == 1 || /^[ \t]*$/ { print_if_debian() }
    FILENAME ~ /\.sources$/ {
      value = $0; sub(/^[^:]*:[ \t]*/, "", value)
      if (/^Types:/) type = value
      if (/^URIs:/) { split(value, uris); uri = uris[1] }
      if (/^Suites:/) suites = value
      if (/^Components:/) components = value
      if (/^Signed-By:/) key = value
      next
    }
    $1 == "deb" {
      type = "deb"
      if (match($0, /signed-by=[^] ]*/)) key = substr($0, RSTART + 10, RLENGTH - 10)
      sub(/\[[^]]*\]/, "")
      uri = $2; suites = $3; $1 = $2 = $3 = ""; components = $0
      print_if_debian()
    }
    END { print_if_debian() }
  ' "${files[@]}"
}

download() {
  local uri key wanted options
  read -r uri key < <(debian_archives) || {
    echo "apt's sources name no Debian archive" >&2
    exit 1
  }
  mkdir -p "$apt"/{none,lists/partial,cache/archives/partial}
  : >"$apt/status" # nothing is installed here, so apt takes everything, libc included
  for wanted in "$suite" $([ "$suite" != experimental ] || echo sid); do
    echo "deb ${key:+[signed-by=$key]} $uri $wanted main"
  done >"$apt/sources.list"
  options=(
    -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=-
    -o Dir::Etc::preferences="$apt/none" -o Dir::Etc::preferencesparts="$apt/none"
    -o Dir::State::lists="$apt/lists" -o Dir::State::status="$apt/status" -o Dir::State::extended_states="$apt/extended"
    -o Dir::Cache="$apt/cache" -o Dir::Log="$apt"
    -o Acquire::Languages=none -o Acquire::Retries=2 -o APT::Install-Recommends=0 -o APT::Update::Error-Mode=any
    -o Debug::NoLocking=1
    # As root, apt would read and write as a user who may not enter DIR.
    -o APT::Sandbox::User=
  )
  apt-get "${options[@]}" -qq update
  apt-get "${options[@]}" -qq -y --download-only -t "$suite" install "$engine"
}

unpack() {
  local folder package
  rm -rf "$root"
  # dpkg-deb would put folders in the place of these links.
  for folder in bin sbin lib lib32 lib64 libx32; do
    mkdir -p "$root/usr/$folder"
    ln -s "usr/$folder" "$root/$folder"
  done
  for package in "$apt"/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink --no-same-owner -C "$root"
  done
}

# The loader's real file: the link of the standard name leads out of DIR in older suites.
loader() {
  find "$root/usr/lib" -name 'ld-*.so*' -type f -perm -u+x | sort | head -n 1
}

# A master process starts itself again by its own first argument: the loader makes that the starter, so that a reload
# works. Loaders before 2.33 (bullseye) cannot, and their HAProxy does not survive a reload of its master.
write_starter() {
  local loader name=
  loader=$(loader)
  if "$loader" --help 2>/dev/null | grep -q -e --argv0; then name="--argv0 \"\$here/$engine\" "; fi
  loader=${loader#"$root"/}
  cat >"$dir/$engine.new" <<STARTER
#!/bin/sh
here=\$(cd "\$(dirname "\$(readlink -f "\$0")")" && pwd -P) || exit 1
exec "\$here/root/$loader" $name--library-path "\$here/root/${loader%/*}:\$here/root/usr/lib" "\$here/root/usr/sbin/$engine" "\$@"
STARTER
  chmod 755 "$dir/$engine.new"
  "$dir/$engine.new" "$version" >/dev/null
  mv "$dir/$engine.new" "$dir/$engine"
}

rm -f "$dir/$engine"
download
unpack
write_starter
rm -rf "$apt"
