#!/usr/bin/env python3
"""symbols.py HEADER LIBRARY LIST: the library exports what the header declares and what the committed
list (dpkg's symbols file) promises, and nothing else."""

import pathlib
import re
import subprocess
import sys

MOST = 80
VERSION_NODE = r"(RELANCE_\d+\.\d+)@\1"  # the name of a version of the interface; exported as well


def without_comments(header):
    return re.sub(r"/\*.*?\*/", "", header, flags=re.S)


def code(header):
    """The header without comments and what is for the preprocessor."""
    lines = without_comments(header).replace("\\\n", " ").split("\n")
    return "\n".join(line for line in lines if not line.startswith("#"))


def declared(header):
    return re.findall(r"\b(relance_\w+)\s*\(", code(header))


def exported(library):
    """Each with the version of the interface that it came with: relance_open@RELANCE_1.0."""
    listed = subprocess.run(["nm", "-D", "--defined-only", "--with-symbol-versions", library],
                            capture_output=True, text=True, check=True)
    names = {line.split()[-1].replace("@@", "@") for line in listed.stdout.splitlines()}
    return {name if "@" in name else f"{name}@{name}" for name in names}


def promised(symbols):
    """Of dpkg's list the names; each stands with the version of the package it came with."""
    return set(re.findall(r"^ (\S+@\S+) \S+$", symbols, re.M))


def main(header, library, symbols):
    header = pathlib.Path(header).read_text(encoding="utf-8")
    functions, names = declared(header), exported(library)
    listed = promised(pathlib.Path(symbols).read_text(encoding="utf-8"))
    plain = {name.split("@")[0] for name in names if not re.fullmatch(VERSION_NODE, name)}
    problems = []
    if len(functions) != len(set(functions)):
        problems.append("a function is declared twice")
    if not 0 < len(functions) < MOST:
        problems.append(f"{len(functions)} functions, not fewer than {MOST}")
    problems += [f"declared, not exported: {name}" for name in sorted(set(functions) - plain)]
    problems += [f"exported, not declared: {name}" for name in sorted(plain - set(functions))]
    problems += [f"exported, not in {symbols}: {name}" for name in sorted(names - listed)]
    problems += [f"in {symbols}, not exported: {name}" for name in sorted(listed - names)]
    soname = subprocess.run(["objdump", "-p", library], capture_output=True, text=True, check=True)
    version = re.search(r"#define RELANCE_ABI_VERSION (\d+)", header)
    if f"librelance.so.{version[1]}\n" not in soname.stdout:
        problems.append(f"the library's name does not end in .so.{version[1]}")
    print("\n".join(problems) or f"{len(functions)} functions, declared, exported and listed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
