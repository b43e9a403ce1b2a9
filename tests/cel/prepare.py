#!/usr/bin/env python3
"""prepare.py SOURCE: leaves the public cases of CEL as lines of JSON in SOURCE/.cache/cel.

Installs the npm packages that package-lock.json pins, once, and lets the scripts beside this file
write the cases. Does nothing when that has been done from the same files. Exits with 77, which is
"skipped", where npm is missing or reaches no registry.
"""

import fcntl
import hashlib
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77
HERE = pathlib.Path(__file__).resolve().parent
SCRIPTS = sorted(HERE.glob("*.mjs"))
PACKAGES = [HERE / "package.json", HERE / "package-lock.json"]


def digest(paths):
    """What stands in the files, as one short text."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def is_from(folder, name, wanted):
    stamp = folder / name
    return stamp.exists() and stamp.read_text() == wanted


def install(folder):
    """Whether the packages are there."""
    wanted = digest(PACKAGES)
    if is_from(folder, "packages.stamp", wanted):
        return True
    npm = shutil.which("npm")
    if npm is None:
        print("skipped: npm is not installed, so the public cases of CEL are not run")
        return False
    for path in PACKAGES:
        shutil.copy(path, folder)
    done = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder,
                          capture_output=True, text=True, timeout=240, check=False)
    if done.returncode != 0:
        print(done.stdout + done.stderr)
        print("skipped: npm could not install the public cases of CEL")
        return False
    (folder / "packages.stamp").write_text(wanted)
    return True


def export(folder):
    wanted = digest(PACKAGES + SCRIPTS)
    if is_from(folder, "cases.stamp", wanted):
        return
    for path in SCRIPTS:
        shutil.copy(path, folder)
    for script in ("export_cases.mjs", "random_cases.mjs"):
        subprocess.run([shutil.which("node"), script, "."], cwd=folder, timeout=240, check=True)
    (folder / "cases.stamp").write_text(wanted)


def main(source):
    folder = pathlib.Path(source) / ".cache" / "cel"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the builds of one tree share the folder
        if not install(folder):
            for stale in folder.glob("*.jsonl"):
                stale.unlink()
            return SKIPPED
        export(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
