"""The package itself: what it brings, and what it says beside a library that is not its own."""

import importlib.metadata
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

import relance

PACKAGE = pathlib.Path(relance.__file__).parent
# Made by the test's script with a compiler, which these tests do not have: NAME=FILE, ...
LIBRARIES = dict(
    each.split("=")
    for each in os.environ.get("RELANCE_OTHER_LIBRARIES", "").split(os.pathsep)
    if each
)


def test_version_is_that_of_the_metadata():
    assert relance.__version__ == importlib.metadata.version("relance")


def test_wheel_is_one_for_all():
    record = importlib.metadata.distribution("relance").read_text("WHEEL")
    assert "Tag: cp39-abi3-" in record
    assert [path.name for path in PACKAGE.glob("_native*.so")] == ["_native.abi3.so"]


def test_types_are_part_of_it():
    assert (PACKAGE / "py.typed").exists()


def test_no_compiler_is_at_hand():
    assert not any(shutil.which(name) for name in ("cc", "gcc", "clang", "c++"))


def test_what_is_loaded_is_what_came_with_it():
    mapped = pathlib.Path("/proc/self/maps").read_text("utf-8")
    loaded = {line.split()[-1] for line in mapped.splitlines() if "/librelance.so" in line}
    assert loaded == {str(path.resolve()) for path in PACKAGE.glob("librelance.so.1")}


def load_beside(library, folder):
    """What Python says that imports a copy of the package with another librelance."""
    shutil.copytree(PACKAGE, folder / "relance")
    shutil.copy(library, folder / "relance" / "librelance.so.1")
    done = subprocess.run(
        [sys.executable, "-c", "import relance"], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(folder)}, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("foreign", "has version 2.99 of the C interface, and 1."),
        ("older", "is 0.0.9, older than the package, " + relance.__version__),
        ("incomplete", "cannot load its librelance"),
    ],
)
def test_other_library_is_told_at_load(name, expected, tmp_path):
    said = load_beside(LIBRARIES[name], tmp_path)
    assert said.startswith("ImportError:") and expected in said and "install" in said
