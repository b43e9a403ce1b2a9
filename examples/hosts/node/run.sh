#!/usr/bin/env bash
# The host in Node, by koffi: run.sh [RULES [DATABASE]]
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../prepare.sh"
need node nodejs
need npm npm
cp "$here"/package*.json "$here"/*.mjs "$work"
if ! cmp -s "$work/package-lock.json" "$work/installed"; then
  (cd "$work" && quietly npm ci --ignore-scripts --no-audit --no-fund) || missing "npm cannot install koffi"
  cp "$work/package-lock.json" "$work/installed"
fi
exec node "$work/host.mjs" "$rules" "$database"
