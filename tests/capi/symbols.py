#!/usr/bin/env python3
"""symbols.py HEADER LIBRARY: the library exports what the header declares, and nothing else."""

import pathlib
import re
import subprocess
import sys

MOST = 40


def declared(header):
    text = re.sub(r"/\*.*?\*/", "", pathlib.Path(header).read_text(encoding="utf-8"), flags=re.S)
    text = "\n".join(line for line in text.split("\n") if not line.startswith("#"))
    return re.findall(r"\b(relance_\w+)\s*\(", text)


def exported(library):
    listed = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True,
                            check=True)
    names = [line.split()[-1] for line in listed.stdout.splitlines()]
    return [name.split("@")[0] for name in names if not re.fullmatch(r"RELANCE_\d+\.\d+(@@.*)?", name)]


def main(header, library):
    functions = declared(header)
    problems = []
    if len(functions) != len(set(functions)):
        problems.append("a function is declared twice")
    if not 0 < len(functions) < MOST:
        problems.append(f"{len(functions)} functions, not fewer than {MOST}")
    problems += [f"declared, not exported: {name}" for name in set(functions) - set(exported(library))]
    problems += [f"exported, not declared: {name}" for name in set(exported(library)) - set(functions)]
    soname = subprocess.run(["objdump", "-p", library], capture_output=True, text=True, check=True)
    version = re.search(r"#define RELANCE_ABI_VERSION (\d+)", pathlib.Path(header).read_text("utf-8"))
    if f"librelance.so.{version[1]}\n" not in soname.stdout:
        problems.append(f"the library's name does not end in .so.{version[1]}")
    print("\n".join(problems) or f"{len(functions)} functions, declared and exported")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
