#!/usr/bin/env bash
# The host in Python, by the package in bindings/python: run.sh [RULES [DATABASE]]
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../prepare.sh"
need python3 python3-dev python3-venv
package=$root/bindings/python
if [ ! -e "$work/installed" ] || [ "$RELANCE_LIBRARY" -nt "$work/installed" ] ||
   [ -n "$(find "$package" -newer "$work/installed" -type f -not -path '*/tests/*' -print -quit)" ]; then
  python3 -m venv --clear "$work/venv" || missing "python3 cannot make virtual environments"
  quietly "$work/venv/bin/pip" install --disable-pip-version-check -q \
    -C cmake.define.relance_DIR="$relance_DIR" "$package" || missing "pip cannot install the package"
  touch "$work/installed"
fi
exec "$work/venv/bin/python" "$here/host.py" "$rules" ${database:+"$database"}
