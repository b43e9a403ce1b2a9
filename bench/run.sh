#!/bin/sh
# Builds and runs benchmarks on a machine that should do nothing else, and holds them against the
# goals: bench/run.sh [NAME...]; without a name all of them (about an hour and 20 GB of disk for
# `tick` and `durable`; RELANCE_BENCH_LEADS and RELANCE_BENCH_FOLDER make them smaller and say where).
# `python` installs the package into an environment of its own, for which pip needs its registry.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- decide guards rules time olist durable tick deploy table python
cmake --preset bench > /dev/null
results=build/bench/results
mkdir -p "$results"
files=
missed=0
for name in "$@"; do
  cmake --build --preset bench --target "bench_$name" > /dev/null
  if [ "$name" = python ]; then
    cmake --build --preset bench --target relance_c > /dev/null
    python3 -m venv "$results/venv"
    "$results/venv/bin/pip" install -q ./bindings/python \
      --config-settings=cmake.define.relance_DIR="$PWD/build/bench"
    "$results/venv/bin/python" bindings/python/bench/overhead.py \
      "$(find build/bench -name bench_python -type f)" "$results" || missed=1
    continue
  fi
  # What repeats itself inside keeps its own number of repetitions.
  "$(find build/bench -name "bench_$name" -type f)" --benchmark_repetitions=9 \
    --benchmark_enable_random_interleaving=true --benchmark_out="$results/$name.json"
  files="$files $results/$name.json"
done
# shellcheck disable=SC2086  # a list of names of our own
[ -z "$files" ] || python3 bench/goals.py $files || missed=1
exit "$missed"
