#!/usr/bin/env bash
# oracle.sh FOLDER SCRIPT ARGUMENT...: runs a Python script with the pinned packages of the oracle,
# which are installed into a virtual environment in FOLDER once. One run installs, others wait.
set -euo pipefail
folder=$1
shift
packages=(holidays==0.109 python-dateutil==2.9.0.post0 six==1.17.0)

mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9
if [ "$(cat "$folder/installed" 2>/dev/null)" != "${packages[*]}" ]; then
  rm -rf "$folder/venv"
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --retries 3 "${packages[@]}"
  echo "${packages[*]}" >"$folder/installed"
fi
flock -u 9
exec "$folder/venv/bin/python" "$@"
