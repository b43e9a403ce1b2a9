#!/usr/bin/env bash
# The host in C++: run.sh [RULES [DATABASE]]
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../prepare.sh"
need c++ g++
need cmake cmake
need ninja ninja-build
quietly cmake -G Ninja -S "$here" -B "$work/build" -D relance_DIR="$relance_DIR"
quietly cmake --build "$work/build"
exec "$work/build/host" "$rules" ${database:+"$database"}
