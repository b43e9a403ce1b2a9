# Sourced by each run.sh: what a host needs, and where the library is.
#
# RELANCE_LIBRARY (librelance.so), RELANCE_INCLUDE (the folder of relance/relance.h) and relance_DIR
# (that of relanceConfig.cmake) name a library that is there. Without them it is built from this tree.
# RELANCE_WORK: where a host is compiled.
set -euo pipefail
hosts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$hosts/../.." && pwd)
language=$(basename "$here")
work=${RELANCE_WORK:-$root/.cache/hosts}/$language
rules=${1:-$hosts/rules.yaml}
database=${2:-}
mkdir -p "$work"

# quietly COMMAND ...: shows what it said only when it fails.
quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; return 1; }; }

# missing REASON: the host cannot be run here. 77 is "skipped" to the tests.
missing() { echo "skipped: $language: $*" >&2; exit 77; }

# need FILE|COMMAND PACKAGE ...: installs Debian packages unless the first is there.
need() {
  local what=$1
  shift
  [ -e "$what" ] || command -v "$what" >/dev/null && return
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null ||
    missing "$what is not installed (on Debian: apt install $*)"
  exec 9>"$work/../apt.lock" && flock 9   # hosts may be prepared side by side
  export DEBIAN_FRONTEND=noninteractive
  quietly apt-get install -y --no-install-recommends "$@" ||
    { quietly apt-get update && quietly apt-get install -y --no-install-recommends "$@"; } ||
    missing "$what could not be installed"
  exec 9>&-
}

if [ -z "${RELANCE_LIBRARY:-}" ]; then
  echo "building the library: the first time takes a few minutes" >&2
  (cd "$root" && quietly .ci/setup.sh && quietly cmake --preset release &&
    quietly cmake --build --preset release --target relance relance_c)
  export RELANCE_LIBRARY=$root/build/release/capi/librelance.so.1
  export RELANCE_INCLUDE=$root/capi/include
  export relance_DIR=$root/build/release
fi
export RELANCE_INCLUDE=${RELANCE_INCLUDE:-/usr/include}   # where librelance-dev puts it
library_folder=$(dirname "$RELANCE_LIBRARY")
