#!/usr/bin/env bash
# pkgconfig.sh BUILD WORK: a C99 program finds the installed library by pkg-config, the shared one and
# the static one.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$1 work=$2
rm -rf "$work"
cmake --install "$build" --prefix "$work/first" >/dev/null
mv "$work/first" "$work/moved"  # the .pc file tells its folders from where it lies
PKG_CONFIG_PATH=$(dirname "$(find "$work/moved" -name relance.pc)")
LD_LIBRARY_PATH=$(pkg-config --variable=libdir "$PKG_CONFIG_PATH/relance.pc")
export PKG_CONFIG_PATH LD_LIBRARY_PATH
strict=(-std=c99 -Wall -Wextra -Wpedantic -Werror)

read -ra flags < <(pkg-config --cflags --libs relance)
cc "${strict[@]}" "$here/consumer/main.c" -o "$work/shared" "${flags[@]}"
"$work/shared"
[[ $(ldd "$work/shared") == *"$work/moved/"*/librelance.so.1* ]]

read -ra flags < <(pkg-config --cflags --libs --static relance)
flags=("${flags[@]/#-lrelance/-l:librelance.a}")
cc "${strict[@]}" "$here/consumer/main.c" -o "$work/static" "${flags[@]}"
env -u LD_LIBRARY_PATH "$work/static"
[[ $(ldd "$work/static") != *librelance* ]]
[ "$(pkg-config --modversion relance)" = "$(sed -n 's/^project(relance VERSION \([0-9.]*\).*/\1/p' \
    "$here/../../CMakeLists.txt")" ]
echo "found by pkg-config, shared and static"
