#!/usr/bin/env python3
"""hosts_test.py LIBRARY INCLUDE CMAKE RELANCE ROOT: runs each host of examples/hosts with that library.

All of them must print examples/hosts/transcript.txt byte for byte, into a fresh database file too, and
say what is wrong as the library says it. A language that cannot be installed here is named. Where
RELANCE_SHARED is set C, C++ and at least four others must have run.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from npm_packages import SKIPPED, alone_in  # noqa: E402

PATIENCE = 600  # seconds for a host and what it installs
LONGEST = 199  # lines of a file: these are to be read
OTHERS = 4  # languages that must run beside C and C++, where everything can be had


class Wrong(Exception):
    pass


def expect(what, expected, found):
    if expected != found:
        raise Wrong(f"{what}: expected\n{expected}\nfound\n{found}")


def run(host, environment, *words):
    return subprocess.run([host / "run.sh", *words], env=environment, capture_output=True, text=True,
                          timeout=PATIENCE, check=False)


def refusal(host, environment, *words):
    """What the host says on standard error of what it cannot use."""
    done = run(host, environment, *words)
    expect(f"exit code for {words}", 1, done.returncode)
    expect(f"standard output for {words}", "", done.stdout)
    return done.stderr.strip()


def check(host, environment, relance, place):
    """False where the language is missing."""
    for file in (path for path in host.rglob("*") if path.is_file()):
        if len(file.read_text(encoding="utf-8").splitlines()) > LONGEST:
            raise Wrong(f"{file} has more than {LONGEST} lines")
    done = run(host, environment)
    if done.returncode == SKIPPED:
        print(done.stderr.strip())
        return False
    transcript = (host.parent / "transcript.txt").read_text(encoding="utf-8")
    expect("exit code and standard error", (0, ""), (done.returncode, done.stderr))
    expect("in memory", transcript, done.stdout)
    rules = host.parent / "rules.yaml"
    database = place / f"{host.name}.db"
    expect("in a file", transcript, run(host, environment, rules, database).stdout)
    if not database.exists():
        raise Wrong("no database file was made")

    broken = place / "broken.yaml"
    broken.write_text(rules.read_text(encoding="utf-8").replace("initial: incoming", "initial: incomming"))
    checked = subprocess.run([relance, "check", broken], capture_output=True, text=True, check=False)
    expect("rules with a mistake", (checked.stdout + checked.stderr).strip(),
           refusal(host, environment, broken))
    nowhere = place / "nowhere" / "leads.db"
    expect("a database without a folder", f"the folder of {nowhere} is missing: make it first",
           refusal(host, environment, rules, nowhere))
    if "no_rules.yaml" not in refusal(host, environment, place / "no_rules.yaml"):
        raise Wrong("a rules file that is not there is not named")
    return True


def main(library, include, cmake, relance, root):
    work = pathlib.Path(root, ".cache", "hosts")
    environment = {**os.environ, "RELANCE_LIBRARY": library, "RELANCE_INCLUDE": include,
                   "relance_DIR": cmake, "RELANCE_WORK": str(work)}
    ran, wrong = set(), False
    for host in sorted(path.parent for path in pathlib.Path(root, "examples", "hosts").glob("*/run.sh")):
        began = time.monotonic()
        with alone_in(work), tempfile.TemporaryDirectory(dir=work) as place:
            try:
                if check(host, environment, relance, pathlib.Path(place)):
                    ran.add(host.name)
                    print(f"{host.name}: as expected, {time.monotonic() - began:.1f} s")
            except (Wrong, subprocess.TimeoutExpired) as error:
                wrong = True
                print(f"{host.name}: {error}")
    if os.environ.get("RELANCE_SHARED") and not (ran >= {"c", "cpp"} and len(ran) >= 2 + OTHERS):
        wrong = True
        print(f"only {', '.join(sorted(ran))} ran: C, C++ and {OTHERS} others are needed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
