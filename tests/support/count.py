#!/usr/bin/env python3
"""Counts test cases: count.py JUNIT GTEST_FOLDER prints "PASSED FAILED SKIPPED".

JUNIT is what `ctest --output-junit` wrote. Programs that left a report of their cases in
GTEST_FOLDER (test_NAME.xml) count by their cases, all others as one.
"""

import pathlib
import sys
import xml.etree.ElementTree as xml


def count(junit, folder):
    passed = failed = skipped = 0
    for entry in xml.parse(junit).getroot().iter("testcase"):
        outcome = entry.get("status")
        if outcome == "notrun" or entry.find("skipped") is not None:
            skipped += 1
            continue
        report = pathlib.Path(folder, f"test_{entry.get('name')}.xml")
        good, bad = (1, 0) if outcome == "run" else (0, 1)
        if report.exists() and report.stat().st_size > 0:
            suites = xml.parse(report).getroot()
            wrong = int(suites.get("failures")) + int(suites.get("errors"))
            # A program that fails beside its cases (a leak, say) is one failure more.
            good, bad = int(suites.get("tests")) - wrong, max(wrong, bad)
        passed += good
        failed += bad
    return passed, failed, skipped


if __name__ == "__main__":
    print(*count(sys.argv[1], sys.argv[2]))
