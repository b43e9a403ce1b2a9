#!/usr/bin/env python3
"""prepare.py SOURCE: leaves the public cases of CEL as lines of JSON in SOURCE/.cache/cel.

Installs the npm packages that package-lock.json pins, once, and lets the scripts beside this file
write the cases. Does nothing when that has been done from the same files. Exits with 77, which is
"skipped", where npm is missing or reaches no registry.
"""

import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "support"))
from npm_packages import SKIPPED, alone_in, digest, install, is_from  # noqa: E402

SCRIPTS = sorted(HERE.glob("*.mjs"))
PACKAGES = [HERE / "package.json", HERE / "package-lock.json"]


def export(folder):
    wanted = digest(PACKAGES + SCRIPTS)
    if is_from(folder, "cases.stamp", wanted):
        return
    for path in SCRIPTS:
        shutil.copy(path, folder)
    for script in ("export_cases.mjs", "random_cases.mjs"):
        subprocess.run([shutil.which("node"), script, "."], cwd=folder, timeout=1200, check=True,
                       env=os.environ | {"TZ": "UTC"})  # the other evaluator reads local time
    (folder / "cases.stamp").write_text(wanted)


def main(source):
    folder = pathlib.Path(source) / ".cache" / "cel"
    with alone_in(folder):
        if not install(HERE, folder, "the public cases of CEL"):
            for stale in folder.glob("*.jsonl"):
                stale.unlink()
            return SKIPPED
        export(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
