#!/usr/bin/env python3
"""covered.py LIBRARY PROGRAM: PROGRAM, which calls each function with wrong arguments, knows every
function that the library exports. A new one gets a row in tests/capi/calls.c."""

import subprocess
import sys

from symbols import exported


def main(library, program):
    known = set(subprocess.run([program, "--names"], capture_output=True, text=True,
                               check=True).stdout.split())
    # "relance_open@RELANCE_1.0"; the version itself is no function.
    names = {name.split("@")[0] for name in exported(library)}
    there = {name for name in names if name.startswith("relance_")}
    problems = [f"no row in tests/capi/calls.c: {name}" for name in sorted(there - known)]
    problems += [f"a row for what is not exported: {name}" for name in sorted(known - there)]
    print("\n".join(problems) or f"{len(known)} functions are called with wrong arguments")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
