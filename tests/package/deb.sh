#!/usr/bin/env bash
# The Debian packages, made and used as a stranger would: tests/package/deb.sh. Needs root, and the
# network once; beside the compilation it takes half a minute, and a minute more the first time.
#
#   1. cpack makes them; lintian finds nothing; the shared library and the command are hardened, the
#      flags for that stay ours, and the library has the symbols of the committed list.
#   2. They are installed into a Debian of their own (debootstrap, minimal). There the installed example
#      of a C host is built by pkg-config and prints what it should, C++ is linked with the static
#      library, and the command checks the installed rules.
#
# The bare Debian is kept in .cache under what is in it; it comes from where the machine's own packages
# come from.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(id -u)" -eq 0 ] || { echo "only root may make a Debian of its own"; exit 77; }
build=$PWD/build/deb
log=$build.log
mkdir -p build
step() { echo "== [$SECONDS s] $*"; }
quietly() { "$@" >"$log" 2>&1 || { tail -n 50 "$log"; step "failed: $*"; exit 1; }; }

step "packages"
quietly cmake --preset deb
quietly cmake --build --preset deb -j "$(nproc)"
rm -f "$build"/*.deb
quietly cpack --preset deb
packages=("$build"/*.deb)
printf '%s\n' "${packages[@]##*/}"

step "lintian"
# CPack itself writes the scripts that call ldconfig.
lintian --allow-root --fail-on error,warning --suppress-tags maintscript-calls-ldconfig \
  --tag-display-limit 0 "${packages[@]}"

step "hardening and symbols"
unpacked=$build/unpacked
rm -rf "$unpacked"
for package in "${packages[@]}"; do dpkg-deb -x "$package" "$unpacked"; done
# Debian's start files are not marked for control-flow protection, so nothing linked with them is; our
# objects all are.
hardening-check --nocfprotection "$unpacked"/usr/bin/relance "$unpacked"/usr/lib/*/librelance.so.1
archive=$(echo "$unpacked"/usr/lib/*/librelance.a)
[ "$(readelf -n "$archive" | grep -c 'IBT, SHSTK')" -eq "$(ar t "$archive" | wc -l)" ] ||
  { step "failed: an object of librelance.a is not marked IBT, SHSTK"; exit 1; }
! grep -rE 'FORTIFY|-fstack|-fcf' "$unpacked"/usr/lib/*/{cmake,pkgconfig} ||
  { step "failed: the hardening flags go to those who link the library"; exit 1; }
(cd "$build" && quietly dpkg-gensymbols -plibrelance1 -v0.1.0 -c4 -P"$unpacked" -O/dev/null \
  -e"$(echo "$unpacked"/usr/lib/*/librelance.so.1)" -I../../packaging/debian/librelance1/symbols)

# What the packages depend on, and what their users compile with.
named() { dpkg-deb -f "$1" "$2" | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/ //g'; }
mapfile -t needed < <({ for package in "${packages[@]}"; do named "$package" Depends; done
                        for package in "${packages[@]}"; do named "$package" Recommends; done
                        printf '%s\n' gcc g++ libc6-dev pkgconf; } |
                      grep -vE '^$|relance' | LC_ALL=C sort -u)
read -r mirror release < <(
  apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
    awk '$2 !~ /-/ && $3 == "main" {print $1, $2; exit}')
bare=.cache/debian/$release-$(printf '%s\n' "${needed[@]}" | sha256sum | cut -c1-16).tar
root=$build/root
rm -rf "$root"
if [ ! -e "$bare" ]; then
  step "a bare $release (once)"
  mkdir -p .cache/debian
  quietly debootstrap --variant=minbase --include="$(IFS=,; echo "${needed[*]}")" "$release" "$root" \
    "$mirror"
  rm -rf "$root"/var/cache/apt/archives/*.deb
  tar -C "$root" -cf "$bare.part" . && mv "$bare.part" "$bare"
else
  step "unpack the bare $release"
  mkdir "$root" && tar -C "$root" -xf "$bare"
fi

step "install and use"
cp "${packages[@]}" tests/package/consumer/main.cpp "$root/root"
cat >"$root/root/use.sh" <<'USE'
set -eu
cd /root
dpkg -i ./*.deb >/dev/null
examples=/usr/share/doc/librelance-dev/examples
cc -std=c99 -Wall -Wextra -Werror $examples/hosts/c/main.c -o host $(pkg-config --cflags --libs relance)
./host $examples/hosts/rules.yaml | diff - $examples/hosts/transcript.txt
c++ -std=c++20 main.cpp -o consumer -l:librelance.a \
  $(pkg-config --cflags --libs --static relance | sed 's/-lrelance//')
./consumer
relance check $examples/rules/dealership.yaml
python3 -c 'import relance, sys
workflow = relance.compile_file(sys.argv[1])
with relance.open() as engine:
    engine.deploy(workflow)
print("Python runs", workflow.name)' $examples/rules/dealership.yaml
dpkg --purge relance python3-relance librelance-dev librelance1 >/dev/null
USE
chroot "$root" sh /root/use.sh
step "tidy"
rm -rf "$root" "$unpacked"
step "the packages are well"
