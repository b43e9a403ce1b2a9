"""Which CPythons are on this machine."""

import os
import pathlib
import subprocess

WANTED = tuple(f"3.{minor}" for minor in range(9, 14))

# Beside PATH: where those that are no part of the system are usually kept.
_PLACES = ("~/.pyenv/versions/*/bin", "~/.local/share/uv/python/*/bin", "/opt/python/*/bin")
_ASK = """import os, platform, sys, sysconfig
headers = os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h"))
usual = not sysconfig.get_config_var("Py_GIL_DISABLED")
usual = usual and platform.python_implementation() == "CPython"
print(usual, "%d.%d" % sys.version_info[:2], headers)"""


def _folders():
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        yield pathlib.Path(folder)
    for place in _PLACES:
        path = pathlib.Path(place).expanduser()
        anchor = pathlib.Path(path.anchor)
        yield from sorted(anchor.glob(str(path.relative_to(anchor))))


def _answers(program):
    """What an interpreter says of itself; nothing when it does not run."""
    done = subprocess.run([program, "-I", "-c", _ASK], capture_output=True, text=True, check=False)
    return done.stdout.split() if done.returncode == 0 else []


def present():
    """The program of each wanted version that runs here, by version."""
    folders = [folder for folder in _folders() if folder.is_dir()]
    found = {}
    for version in WANTED:
        for program in (folder / f"python{version}" for folder in folders):
            if program.exists() and _answers(program)[:2] == ["True", version]:
                found[version] = program
                break
    return found


def that_builds(found):
    """The newest that has the headers an extension is compiled with. Its pip serves all others."""
    for program in reversed(list(found.values())):
        if _answers(program)[2:] == ["True"]:
            return program
    raise SystemExit("no CPython here has its headers (on Debian: apt install python3-dev)")
