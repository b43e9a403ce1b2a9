#!/usr/bin/env bash
# The host in C: run.sh [RULES [DATABASE]]
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../prepare.sh"
need cc gcc libc6-dev
cc -std=c11 -Wall -Wextra -Wpedantic -O1 -I "$RELANCE_INCLUDE" "$here/main.c" \
  "$RELANCE_LIBRARY" -Wl,-rpath,"$library_folder" -o "$work/host"
exec "$work/host" "$rules" "$database"
