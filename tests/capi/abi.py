#!/usr/bin/env python3
"""What the C interface promised is kept; and how a release writes its promise down.

  abi.py check INCLUDE
      The header in INCLUDE still keeps each promise of released/. A struct of inputs may have grown
      at its end, functions and constants may have come: nothing else.
  abi.py write INCLUDE [--after-release]
      Writes the promise of the version that CHANGELOG.md begins with: released/VERSION (header and
      description by abidw) and the new names of dpkg's symbols file. A version that is out has a date
      in CHANGELOG.md, and its promise is not written anew without the flag.

What abidw describes is a library of empty functions, made from the header and the version script. It
is the interface of the real one, because that exports these functions (symbols.py) and defines each
under this header, where another signature of a C function does not compile; read from the real one it
would be all its C++ types as well.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import symbols  # noqa: E402  (stands beside this file)

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RELEASED = HERE / "released"
SUPPRESSIONS = HERE / "end_insertion.abignore"
SYMBOLS = ROOT / "packaging/debian/librelance1/symbols"
CHANGELOG = ROOT / "CHANGELOG.md"
HEADER = "relance/relance.h"


def empty_functions(header):
    """A C file that defines every function that the header declares, without doing anything."""
    lines = ["#include <relance/relance.h>", "static relance_str nothing;"]
    for result, name, parameters in re.findall(r"^([\w *]+?)(relance_\w+)\(([^;{}]*)\);",
                                               symbols.code(header), re.M):
        value = {"void": "", "relance_str": "return nothing;"}.get(result.strip(), "return 0;")
        lines.append(f"{result}{name}({parameters}) {{ {value} }}")
    return "\n".join([*lines, ""])


def library_of(include, folder):
    """Compiles the library of empty functions into the folder."""
    source, library = pathlib.Path(folder, "empty.c"), pathlib.Path(folder, "librelance.so.1")
    source.write_text(empty_functions(pathlib.Path(include, HEADER).read_text(encoding="utf-8")),
                      encoding="utf-8")
    subprocess.run(["cc", "-g2", "-fPIC", "-shared", "-I", str(include), str(source), "-o", str(library),
                    "-Wl,-soname,librelance.so.1",
                    f"-Wl,--version-script={ROOT / 'capi/relance.map'}"], check=True)
    return library


def describe(library, target):
    done = subprocess.run(
        ["abidw", "--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--no-elf-needed",
         "--type-id-style", "hash", "--out-file", str(target), str(library)],
        capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"abidw on {library}: {done.stdout}{done.stderr}")


def members(description):
    """Of each struct the members in order: name, place and type."""
    return {struct.get("name"): [(member[0].get("name"), member.get("layout-offset-in-bits"),
                                  member[0].get("type-id")) for member in struct.iter("data-member")]
            for struct in xml.parse(description).iter("class-decl")}


def constants(header):
    """Every constant of the header with its value, as written; but the one that is there to grow."""
    text = symbols.without_comments(header)
    found = re.findall(r"\b(RELANCE_\w+) = (-?\w+)", text)
    found += re.findall(r"^#define (RELANCE_\w+) (\S+)$", text, re.M)
    return {name: value for name, value in found if name != "RELANCE_ABI_MINOR"}


def broken(promise, now, include):
    """What today's interface, described in `now`, does otherwise than the promise of a folder."""
    found = []
    done = subprocess.run(
        ["abidiff", "--suppressions", str(SUPPRESSIONS), "--no-added-syms",
         str(promise / "relance.abi"), str(now)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        found.append(f"{done.stdout}{done.stderr}".rstrip())
    # The suppression also hides another type of a member, as long as nothing comes before the end.
    structs = members(now)
    for name, promised in members(promise / "relance.abi").items():
        for was, is_now in zip(promised, structs.get(name, [])):
            if was != is_now:
                found.append(f"{name}: the member {was[0]} is another")
    today = constants(pathlib.Path(include, HEADER).read_text(encoding="utf-8"))
    for name, value in constants((promise / HEADER).read_text(encoding="utf-8")).items():
        if today.get(name) != value:
            found.append(f"{name} was {value}, is {today.get(name, 'gone')}")
    return found


def check(include, released=RELEASED):
    promises = sorted(path.parent for path in released.glob("*/relance.abi"))
    if not promises:
        print(f"no promise in {released}")
        return 1
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        now = pathlib.Path(folder, "now.abi")
        describe(library_of(include, folder), now)
        for promise in promises:
            found = broken(promise, now, include)
            failed += bool(found)
            print("\n".join([f"{promise.name}: {'broken' if found else 'kept'}", *found]))
    if failed:
        print("While the version is not released: tests/capi/abi.py write, and commit what it wrote.")
    return 1 if failed else 0


def write_symbols(library, version):
    known = dict(re.findall(r"^ (\S+@\S+) (\S+)$", SYMBOLS.read_text(encoding="utf-8"), re.M))
    lines = [f" {name} {known.get(name, version)}" for name in sorted(symbols.exported(library))]
    SYMBOLS.write_text("\n".join(["librelance.so.1 librelance1 #MINVER#", *lines, ""]),
                       encoding="utf-8")


def write(include, after_release=False):
    version, state = re.search(r"^## (\d+\.\d+\.\d+), (.+)$", CHANGELOG.read_text(encoding="utf-8"),
                               re.M).groups()
    if state != "not released" and not after_release:
        print(f"{version} was released ({state}): what it promised stays. --after-release overrides.")
        return 1
    promise = RELEASED / version
    (promise / "relance").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        library = library_of(include, folder)
        describe(library, promise / "relance.abi")
        write_symbols(library, version)
    shutil.copyfile(pathlib.Path(include, HEADER), promise / HEADER)
    print(f"written: {promise}, {SYMBOLS}")
    return 0


def main(arguments):
    flags = [a for a in arguments if a.startswith("-")]
    words = [a for a in arguments if not a.startswith("-")]
    if len(words) == 2 and words[0] == "check" and not flags:
        return check(words[1])
    if len(words) == 2 and words[0] == "write" and flags in ([], ["--after-release"]):
        return write(words[1], after_release=bool(flags))
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
