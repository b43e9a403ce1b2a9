#!/usr/bin/env python3
"""wheel.py ROOT BUILD: makes the wheel of bindings/python with the library that BUILD has built,
installs it into empty virtual environments of every CPython 3.9 to 3.13 found here, without a
compiler, and runs its tests there, on the oldest and the newest with what reads its tables; then mypy
and stubtest.

wheel.py ROOT --install FLAGS LAUNCHER: `pip install ./bindings/python`, which builds the library
(with these flags, by this launcher of the compiler, which may be empty), and runs the tests there.

Exits with 77, which is "skipped", where pip cannot get the packages that requirements.txt and
tools.txt pin.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import interpreters
import other_libraries

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "support"))
from npm_packages import SKIPPED, alone_in, digest, is_from  # noqa: E402

PINNED, TOOLS, TABLES = (HERE / f"{name}.txt" for name in ("requirements", "tools", "tables"))
PATIENCE = 600  # seconds for all downloads of one interpreter
MINE = ("PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV")  # would reach into a venv


def run(*command, env=None, **options):
    """Ends the test when the command fails."""
    done = subprocess.run([str(each) for each in command], env=env, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"failed with {done.returncode}: {' '.join(map(str, command))}")


def environment(**more):
    return {name: value for name, value in {**os.environ, **more}.items() if name not in MINE}


def bare(folder, **more):
    """Of an environment in which nothing can be compiled."""
    return environment(PATH=f"{folder}/bin", **more)


def download(program, folder, *lists):
    """Gets what these lists pin; what pip complains of, None when it does not."""
    command = [program, "-m", "pip", "download", "-q", "--only-binary", ":all:", "-d", folder]
    for each in lists:
        command += ["-r", each]
    try:
        done = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, text=True,
                              stderr=subprocess.STDOUT, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f"the registry has not answered within {PATIENCE} seconds"
    return done.stdout if done.returncode != 0 else None


def downloaded(cache, found):
    """The folder with all pinned packages for these interpreters, or None after saying why not."""
    folder = cache / "packages"
    wanted = digest([PINNED, TOOLS, TABLES]) + " ".join(found)
    builder = interpreters.that_builds(found)
    with alone_in(cache):
        if is_from(cache, "packages.stamp", wanted):
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        for version, program in found.items():
            lists = [PINNED] + [TOOLS] * (program == builder) + [TABLES] * (version in ends(found))
            complaint = download(program, folder, *lists)
            if complaint is not None:
                print(complaint)
                print(f"skipped: pip could not get the packages for CPython {version}, so the "
                      "Python package cannot be tested")
                return None
        (cache / "packages.stamp").write_text(wanted)
    return folder


def ends(found):
    """The oldest and the newest version: what reads tables is large."""
    return {list(found)[0], list(found)[-1]}


class Pip:
    """The pip of one virtual environment with the tools that build; it installs into others too."""

    def __init__(self, program, folder, packages):
        self.folder, self.packages = folder, packages
        run(program, "-m", "venv", folder, env=environment())
        self.install(folder, environment(), "scikit-build-core", "cffi", "mypy")

    def install(self, into, env, *what):
        run(self.folder / "bin" / "python", "-m", "pip", "--python", f"{into}/bin/python",
            "install", "-q", "--no-index", "--find-links", self.packages,
            "--only-binary", ":all:", "-c", TOOLS, *what, env=env)

    def wheel(self, root, build, target):
        run(self.folder / "bin" / "python", "-m", "pip", "wheel", "-q", "--no-deps",
            "--no-build-isolation", "--no-index",
            f"--config-settings=cmake.define.relance_DIR={build}", "-w", target,
            f"{root}/bindings/python", env=environment())
        (wheel,) = target.glob("relance-*.whl")
        return wheel


def passes(root, folder, libraries, **more):
    """Runs the tests in a virtual environment in which the package is installed. What is skipped is
    named with the reason."""
    others = os.pathsep.join(f"{name}={path}" for name, path in libraries.items())
    package = f"{root}/bindings/python"
    run(folder / "bin" / "python", "-m", "pytest", "-q", "-rs", "-c", f"{package}/pyproject.toml",
        f"{package}/tests", env=bare(folder, RELANCE_OTHER_LIBRARIES=others, **more))


def is_typed(root, pip, wheel):
    """Both checkers, on the package as it is installed."""
    pip.install(pip.folder, environment(), wheel)
    settings = f"--config-file={root}/bindings/python/pyproject.toml"
    python = pip.folder / "bin" / "python"
    with tempfile.TemporaryDirectory() as elsewhere:
        for target in ("3.9", "3.13"):
            run(python, "-m", "mypy", settings, "--cache-dir=/dev/null", "--python-version", target,
                "-p", "relance", cwd=elsewhere, env=environment())
        run(python, "-m", "mypy.stubtest", "relance",
            f"--mypy-config-file={root}/bindings/python/pyproject.toml", cwd=elsewhere,
            env=environment(MYPY_CACHE_DIR="/dev/null"))


def test_wheel(root, build, work, found, packages):
    pip = Pip(interpreters.that_builds(found), work / "build", packages)
    wheel = pip.wheel(root, build, work / "dist")
    print(f"{wheel.name}, {wheel.stat().st_size / 2**20:.1f} MiB")
    libraries = other_libraries.make(root, work)
    for version, program in found.items():
        print(f"CPython {version}: {program}", flush=True)
        folder = work / version
        run(program, "-m", "venv", "--without-pip", folder, env=environment())
        pip.install(folder, bare(folder), wheel, "pytest")
        if version in ends(found):
            pip.install(folder, bare(folder), "-r", TABLES)
            passes(root, folder, libraries, RELANCE_TABLE_READERS="installed")
        else:
            passes(root, folder, libraries)
    is_typed(root, pip, wheel)


def test_install(root, flags, launcher, work, found, packages):
    """With pip's own isolation: it takes the build tools from where the pinned packages lie."""
    folder = work / "whole"
    run(interpreters.that_builds(found), "-m", "venv", folder, env=environment())
    settings = {"cmake.build-type": "RelWithDebInfo",
                "cmake.define.CMAKE_CXX_FLAGS_RELWITHDEBINFO": flags,
                "cmake.define.CMAKE_C_FLAGS_RELWITHDEBINFO": flags}
    run(folder / "bin" / "python", "-m", "pip", "install", "-q",
        f"{root}/bindings/python", "pytest",
        *(f"--config-settings={name}={value}" for name, value in settings.items()),
        env=environment(PIP_NO_INDEX="1", PIP_FIND_LINKS=str(packages), PIP_CONSTRAINT=str(TOOLS),
                        CMAKE_C_COMPILER_LAUNCHER=launcher, CMAKE_CXX_COMPILER_LAUNCHER=launcher))
    passes(root, folder, other_libraries.make(root, work))


def main(root, build, *options):
    found = interpreters.present()
    for version in interpreters.WANTED:
        if version not in found:
            print(f"CPython {version} is absent")
    packages = downloaded(pathlib.Path(root) / ".cache" / "python", found)
    if packages is None:
        return SKIPPED
    with tempfile.TemporaryDirectory() as work:
        if build == "--install":
            test_install(root, *options, pathlib.Path(work), found, packages)
        else:
            test_wheel(root, build, pathlib.Path(work), found, packages)
    print("tested on CPython " + ", ".join(list(found)[-1:] if build == "--install" else found))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
