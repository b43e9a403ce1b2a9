#!/usr/bin/env bash
# The host in Go, by cgo: run.sh [RULES [DATABASE]]
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../prepare.sh"
need go golang-go
need cc gcc libc6-dev
export CGO_CFLAGS="-O1 -I$RELANCE_INCLUDE" CGO_LDFLAGS="-L$library_folder -Wl,-rpath,$library_folder"
(cd "$here" && quietly go build -o "$work/host" .)
exec "$work/host" "$rules" "$database"
