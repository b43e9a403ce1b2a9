#!/usr/bin/env python3
"""abi_test.py: the gate lets pass what the C interface may do within its version, and nothing else.

Each case plants one change into a copy of the header, and is held against the real promise.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import abi  # noqa: E402

INCLUDE = abi.ROOT / "capi/include"
LAYOUT = abi.HERE / "layout.c"
STRIDE = "  size_t attribute_stride;\n"
TICK = re.compile(r"relance_code relance_tick\(.*?\);\n", re.S)
KEPT = {
    "nothing changed": ("", ""),
    "a struct of inputs grew at its end": (STRIDE, STRIDE + "  uint64_t later;\n"),
    "a function came": (TICK, r"\g<0>relance_code relance_tock(relance_engine* engine);\n"),
    "a constant came": ("RELANCE_INTERNAL = 15", "RELANCE_INTERNAL = 15, RELANCE_LATER = 99"),
}
BROKEN = {
    "a member came in the middle": ("  int64_t now;\n", "  uint64_t later;\n  int64_t now;\n"),
    "a member is narrower": ("  int64_t now;\n", "  int32_t now;\n"),
    "a member has a sign no more": ("  int64_t now;\n", "  uint64_t now;\n"),
    "a member went": ("  size_t attribute_count;\n", ""),
    "a member is narrower, and the struct grew": (
        re.compile(r"  uint32_t given;(.*?)" + re.escape(STRIDE), re.S),
        r"  uint16_t given;\g<1>" + STRIDE + "  uint64_t later;\n"),
    "the text grew": ("  size_t size;\n", "  size_t size;\n  size_t capacity;\n"),
    "a function went": (TICK, ""),
    "a parameter is wider": ("uint32_t token, int64_t now", "uint64_t token, int64_t now"),
    "a parameter came": ("void relance_close(relance_engine* engine)",
                         "void relance_close(relance_engine* engine, int32_t how)"),
    "an answer is another": ("uint32_t relance_abi_version(void)", "uint64_t relance_abi_version(void)"),
    "a constant is another": ("RELANCE_BUSY = 6", "RELANCE_BUSY = 16"),
    "a constant went": ("RELANCE_WAITING = 2", ""),
    "a number is another": ("#define RELANCE_NEVER INT64_MAX", "#define RELANCE_NEVER INT64_MIN"),
}
# Two members of one type change places: the bytes stay what they were, so only the names tell.
SWAPPED = (re.compile(r"int64_t occurred_at;\n  int64_t now;"), "int64_t now;\n  int64_t occurred_at;")


def planted(folder, change):
    """A folder of headers with the change in it. Comments are left out: no change is of them."""
    text = (INCLUDE / abi.HEADER).read_text(encoding="utf-8")
    text = re.sub(r" */\*.*?\*/", "", text, flags=re.S)
    old, new = change
    pattern = old if isinstance(old, re.Pattern) else re.compile(re.escape(old))
    if not isinstance(old, re.Pattern):
        new = new.replace("\\", r"\\")
    changed, times = pattern.subn(new, text, count=1)
    assert times == 1, f"{old!r} stands nowhere in the header"
    header = pathlib.Path(folder, abi.HEADER)
    header.parent.mkdir(parents=True, exist_ok=True)
    header.write_text(changed, encoding="utf-8")
    return folder


def keeps(change):
    with tempfile.TemporaryDirectory() as folder:
        include = planted(pathlib.Path(folder), change)
        return abi.check(include) == 0


def layout_holds(change):
    with tempfile.TemporaryDirectory() as folder:
        include = planted(pathlib.Path(folder), change)
        return subprocess.run(["cc", "-std=c11", "-fsyntax-only", "-I", str(include), str(LAYOUT)],
                              capture_output=True, check=False).returncode == 0


def written(state, after_release):
    """Whether the promise of a version in that state can be written anew, into a folder of its own."""
    real = abi.RELEASED, abi.SYMBOLS, abi.CHANGELOG
    with tempfile.TemporaryDirectory() as folder:
        abi.RELEASED = pathlib.Path(folder)
        abi.SYMBOLS, abi.CHANGELOG = abi.RELEASED / "symbols", abi.RELEASED / "CHANGELOG.md"
        abi.SYMBOLS.write_text(real[1].read_text(encoding="utf-8"), encoding="utf-8")
        abi.CHANGELOG.write_text(f"# Changes\n\n## 0.1.0, {state}\n", encoding="utf-8")
        try:
            done = abi.write(INCLUDE, after_release) == 0
            assert done == (abi.RELEASED / "0.1.0/relance.abi").exists()
            return done and abi.check(INCLUDE, abi.RELEASED) == 0
        finally:
            abi.RELEASED, abi.SYMBOLS, abi.CHANGELOG = real


def main():
    wrong = [f"let pass: {name}" for name, change in BROKEN.items() if keeps(change)]
    wrong += [f"not let pass: {name}" for name, change in KEPT.items() if not keeps(change)]
    if layout_holds(SWAPPED) or not layout_holds(("", "")):
        wrong.append("the layout does not tell members that changed places")
    if not written("not released", False):
        wrong.append("the promise of a coming version is not written")
    if written("2026-12-01", False) or not written("2026-12-01", True):
        wrong.append("the promise of a version that is out is written without the flag, or not with it")
    print("\n".join(["", *(wrong or [f"{len(BROKEN) + len(KEPT) + 1} cases as they should be"])]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
