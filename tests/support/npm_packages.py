"""The npm packages that a test pins with a package-lock.json, installed once for all builds."""

import contextlib
import fcntl
import hashlib
import shutil
import subprocess

SKIPPED = 77  # the exit code of a test that could not be run
PATIENCE = 240  # seconds for an installation


def digest(paths):
    """What stands in the files, as one short text."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def is_from(folder, name, wanted):
    stamp = folder / name
    return stamp.exists() and stamp.read_text() == wanted


@contextlib.contextmanager
def alone_in(folder):
    """The builds of one tree share the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(pinned, folder, what):
    """Whether the packages that package-lock.json in `pinned` names are in `folder`; if not, why is
    printed, with `what` they are for."""
    packages = [pinned / "package.json", pinned / "package-lock.json"]
    wanted = digest(packages)
    if is_from(folder, "packages.stamp", wanted):
        return True
    npm = shutil.which("npm")
    if npm is None:
        print(f"skipped: npm is not installed, so {what} cannot be run")
        return False
    for path in packages:
        shutil.copy(path, folder)
    try:
        done = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=PATIENCE, check=False)
        complaint = done.stdout if done.returncode != 0 else None
    except subprocess.TimeoutExpired:
        complaint = f"the registry has not answered within {PATIENCE} seconds"
    if complaint is not None:
        print(complaint)
        print(f"skipped: npm could not install the packages, so {what} cannot be run")
        return False
    (folder / "packages.stamp").write_text(wanted)
    return True
