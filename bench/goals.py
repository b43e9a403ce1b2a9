#!/usr/bin/env python3
"""What the benchmarks reached, beside what they are to reach.

    bench/goals.py RESULT.json...      as written by --benchmark_out, any of the programs

Prints one line a goal, ours against the yardstick of the same run, medians where the run was
repeated. Ends with 1 when a goal is missed, with 2 when a yardstick is not there.
"""

import json
import statistics
import sys

# (what, ours, yardstick, figure, "<=" or ">=", times the yardstick)
GOALS = [
    ("bare transition / hand-written switch",
     "Transition/relance", "Transition/switch", "cpu_time", "<=", 3),
    ("whole decision / transition of a Boost.Statechart",
     "Decide/whole", "Transition/statechart", "cpu_time", "<=", 1.5),
    ("guard G1 / hand-written", "Guard/G1/program", "Guard/G1/by_hand", "cpu_time", "<=", 5),
    ("guard G2 / hand-written", "Guard/G2/program", "Guard/G2/by_hand", "cpu_time", "<=", 6),
    ("500 lines of rules to a workflow / yaml-cpp loads them",
     "Rules/compile", "Rules/yaml_cpp", "cpu_time", "<=", 4),
    ("decision beside twice as many rules that do not apply / once",
     "Rules/decision/others:62", "Rules/decision/others:31", "cpu_time", "<=", 1.05),
    *((f"open hours, {minutes} min / a binary search", f"OpenHours/add/open_minutes:{minutes}",
       "OpenHours/one_binary_search", "cpu_time", "<=", 20)
      for minutes in (20, 240, 10000, 1000000, 2500000, -240)),
    ("calendar of 40 years / writing its pairs",
     "Calendar/build_40_years", "Calendar/write_as_many_pairs", "cpu_time", "<=", 10),
    ("idle tick, 10,000,000 leads / 1,000 leads",
     "Tick/idle/leads:10000000", "Tick/idle/leads:1000", "cpu_time", "<=", 1.5),
    ("due timer / event with the same effect", "Due/timer", "Due/submit", "cpu_time", "<=", 1.2),
    *((f"durable, {sync}, {batch} a commit / bare statements", f"Durable/{sync}/batch:{batch}/ours",
       f"Durable/{sync}/batch:{batch}/bare", "items_per_second", ">=", 0.8)
      for sync in ("normal", "full") for batch in (1, 100, 10000)),
    *((f"durable, normal, {batch} a commit / plain shape", f"Durable/normal/batch:{batch}/ours",
       f"Durable/normal/batch:{batch}/plain", "items_per_second", ">=", times)
      for batch, times in ((1, 1), (100, 2), (10000, 1.5))),
    ("decision while 10,000 of 100,000 leads move / without, 99th percentiles",
     "Deploy/decisions/while_deploying", "Deploy/decisions/without", "p99_us", "<=", 3),
    ("1,000,000 journal rows to Arrow / a bare SQLite scan of them",
     "Table/arrow", "Table/bare", "cpu_time", "<=", 3),
    ("Olist, files to report / bare program", "Olist_Relance", "Olist_Bare", "real_time", "<=", 3),
]


def figures(runs, name, figure):
    """The repetitions of one benchmark; its name may go on with the settings of the run."""
    return [run[figure] for run in runs
            if run.get("run_type") == "iteration" and figure in run
            and (run["run_name"] + "/").startswith(name + "/")]


def main(paths):
    runs = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            runs += json.load(file)["benchmarks"]
    missed = absent = 0
    for what, name, yardstick_name, figure, sense, times in GOALS:
        ours = figures(runs, name, figure)
        yardstick = figures(runs, yardstick_name, figure)
        if not ours:
            continue  # this program was not run
        if not yardstick:
            absent += 1
            print(f"{what}: no {yardstick_name} in the same run")
            continue
        ratio = statistics.median(ours) / statistics.median(yardstick)
        held = ratio <= times if sense == "<=" else ratio >= times
        missed += not held
        print(f"{'held  ' if held else 'MISSED'}  {ratio:7.2f}  (goal {sense} {times:4})  {what}")
    return 2 if absent else 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) > 1 else __doc__)
