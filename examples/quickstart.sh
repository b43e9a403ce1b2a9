#!/usr/bin/env bash
# A week of a small dealership: sets up, builds the command, takes in 300 fictitious leads and their
# events, and ends with the worklist and the funnel. Works on a bare Debian 12 as root; cheap when
# run again.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { echo "== $*"; }

.ci/setup.sh
mkdir -p build
log=build/quickstart.log
quietly() { "$@" >"$log" 2>&1 || { cat "$log"; step "failed: $*"; exit 1; }; }

step "configure and build the command (the first time takes a few minutes)"
quietly cmake --preset release
NINJA_STATUS='[%p] ' cmake --build --preset release --target relance_command -j "$(nproc)" 2>&1 |
  tee "$log" |
  awk '/^\[ *[0-9]+%\]/ {tenth = int(substr($0, 2) / 10)
                         if (tenth != last) {print; fflush(); last = tenth}}' ||
  { grep -vE '^\[ *[0-9]+%\]' "$log"; step "the build failed"; exit 1; }
relance() { build/release/src/relance "$@"; }

data=examples/quickstart
db=build/quickstart.db
friday="2026-03-06T16:00:00+01:00"
rm -f "$db" "$db"-*

step "check the rules"
relance check examples/rules/dealership.yaml

step "a week of leads and events"
relance run examples/rules/dealership.yaml --db "$db" --now "$friday" \
  --input "$data/leads.csv=$data/leads.mapping.yaml" \
  --input "$data/events.csv=$data/events.mapping.yaml"

step "what to do now (Friday 16:00), most urgent first"
relance worklist --db "$db" --now "$friday" --at-most 15

step "how far the leads came, by source"
relance report --db "$db" --now "$friday"
