#!/usr/bin/env bash
# Sets up, builds and runs the tests. Works on a bare Debian 12 as root; cheap when run again.
#   tests/run.sh          everything, then again under the sanitizers
#   tests/run.sh --quick  without the tests labelled slow and without the sanitizers
# RELANCE_SHARED names the folder with the real data; when it is set, a skipped test is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

quick=no
case "${1:-}" in
  "") ;;
  --quick) quick=yes ;;
  *) echo "usage: tests/run.sh [--quick]" >&2; exit 2 ;;
esac
if [ -n "${RELANCE_SHARED:-}" ]; then
  RELANCE_SHARED=$(cd "$RELANCE_SHARED" && pwd) || exit 2
  export RELANCE_SHARED
fi
jobs=$(nproc)
began=$SECONDS
export CCACHE_NOHASHDIR=1  # what another clone has compiled serves here

step() { echo "== [$((SECONDS - began)) s] $*"; }

passed=0 failed=0 skipped=0

# build PRESET: configures and builds, one line per tenth of the way.
build() {
  step "$1: configure"
  cmake --preset "$1" >"$log" 2>&1 || { cat "$log"; exit 1; }
  step "$1: build"
  NINJA_STATUS='[%p] ' cmake --build --preset "$1" -j "$jobs" 2>&1 | tee "$log" |
    awk '/^\[ *[0-9]+%\]/ {tenth = int(substr($0, 2) / 10)
                           if (tenth != last) {print; fflush(); last = tenth}}' ||
    { grep -vE '^\[ *[0-9]+%\]' "$log"; step "$1: the build failed"; exit 1; }
}

# suite PRESET [ctest option ...]: runs tests and adds them up.
suite() {
  local preset=$1 folder=build/$1/report counts
  shift
  step "$preset: tests"
  rm -rf "$folder" && mkdir -p "$folder"
  GTEST_OUTPUT="xml:$PWD/$folder/" ctest --preset "$preset" -j "$jobs" --no-tests=error \
    --output-junit "$PWD/$folder/ctest.xml" "$@" || true
  counts=$(python3 tests/support/count.py "$folder/ctest.xml" "$folder") || exit 1
  read -r good bad left <<<"$counts"
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
}

.ci/setup.sh
mkdir -p build
log=build/run.log
build dev
if [ "$quick" = yes ]; then
  suite dev -LE slow
else
  # The preset `release`, which the README's first command builds, with all the warnings of an
  # optimiser, as the packages are made of it in the test package_deb.
  build deb
  suite dev
  build asan-ubsan
  suite asan-ubsan
  if [ "$(cd build/dev && ctest -N -L '^threads$' | sed -n 's/^Total Tests: //p')" != 0 ]; then
    build tsan
    suite tsan
  fi
fi

if [ "$skipped" -gt 0 ]; then
  if [ -n "${RELANCE_SHARED:-}" ]; then
    echo "$skipped tests were skipped although RELANCE_SHARED is set: that is a failure"
    failed=$((failed + skipped))
  else
    echo "$skipped tests were skipped: they need the real data (RELANCE_SHARED), npm or pip and its registry, or root"
  fi
fi
step "done"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
