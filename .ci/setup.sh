#!/usr/bin/env bash
# Installs what is missing of packages.txt (Debian 12). Does nothing when all of it is there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

mapfile -t wanted < <(sed 's/#.*//; /^[[:space:]]*$/d' "$here/packages.txt")
missing=()
if command -v dpkg-query >/dev/null; then
  installed=$(dpkg-query -W -f='${binary:Package} ${db:Status-Status}\n' 2>/dev/null |
              awk '$2 == "installed" {sub(/:.*/, "", $1); print $1}')
  for package in "${wanted[@]}"; do
    grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
  done
else
  echo "setup: this is no Debian; needed are the equivalents of .ci/packages.txt" >&2
  exit 0
fi
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ]; then
  echo "setup: missing packages, and only root may install them. Run as root:" >&2
  echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
apt() {
  if ! apt-get -q -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "setup: apt-get $1 failed; the lines above say why" >&2
    exit 1
  fi
}
echo "setup: reading the package lists"
apt update
echo "setup: installing ${#missing[@]} packages: ${missing[*]}"
apt install -y --no-remove --no-install-recommends "${missing[@]}"
echo "setup: done"
