#!/usr/bin/env python3
"""run_script.py SCRIPT RELANCE ROOT: runs SCRIPT of this folder with Node, beside the npm packages
that package-lock.json pins. Exits with 77, which is "skipped", where npm cannot install them."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "support"))
from npm_packages import SKIPPED, alone_in, install  # noqa: E402


def main(script, relance, root):
    folder = pathlib.Path(root) / ".cache" / "editor"
    with alone_in(folder):
        if not install(HERE, folder, f"the test {script}"):
            return SKIPPED
    with tempfile.TemporaryDirectory(dir=folder) as place:
        # Scripts find packages in the folders above them.
        for path in HERE.glob("*.mjs"):
            shutil.copy(path, place)
        work = pathlib.Path(place) / "work"
        work.mkdir()
        return subprocess.run([shutil.which("node"), f"{place}/{script}", relance, root, work],
                              check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
