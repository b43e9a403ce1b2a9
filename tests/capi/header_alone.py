#!/usr/bin/env python3
"""header_alone.py INCLUDE: relance.h compiles alone and without a warning, by each standard that is
promised and each compiler, and so does each of its _INIT macros; and it is the manual."""

import pathlib
import re
import shutil
import subprocess
import sys

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]
STANDARDS = {"c": ("c99", "c11"), "c++": ("c++11", "c++20")}
COMPILERS = {"c": ("gcc", "clang-14"), "c++": ("g++", "clang++-14")}


def unit(header):
    """A file that uses what the header has for its user's initialisers."""
    macros = re.findall(r"^#define (RELANCE_(\w+)_INIT)\b", header, re.M)
    assert macros, "the header has no _INIT macro"
    lines = ["#include <relance/relance.h>"] * 2
    lines += ["int header_alone(void);", "int header_alone(void) {",
              '  const relance_str text = RELANCE_STR("text");', "  size_t sum = text.size;"]
    for macro, name in macros:
        name = name.lower()
        lines += [f"  const relance_{name} {name}_value = {macro};", f"  sum += {name}_value.struct_size;"]
    return "\n".join([*lines, "  return (int)sum;", "}", ""])


def share_of_contract(header):
    """How much of what is written is for a reader: of the characters that are no blank or frame."""
    def written(text):
        return len(re.sub(r"[\s*/-]", "", text))
    return sum(map(written, re.findall(r"/\*.*?\*/", header, re.S))) / written(header)


def main(include):
    header = pathlib.Path(include, "relance/relance.h").read_text(encoding="utf-8")
    share = share_of_contract(header)
    print(f"contract: {share:.0%} (about 70 % is meant)")
    failed = not 0.65 <= share <= 0.8
    source = unit(header)
    for language, compilers in COMPILERS.items():
        for compiler in compilers:
            if shutil.which(compiler) is None:
                print(f"{compiler} is not installed (.ci/packages.txt)")
                failed += 1
                continue
            for standard in STANDARDS[language]:
                command = [compiler, "-x", language, f"-std={standard}", *WARNINGS, "-I", include, "-"]
                done = subprocess.run(command, input=source, capture_output=True, text=True, check=False)
                print(f"{compiler} -std={standard}: {'well' if done.returncode == 0 else done.stderr}")
                failed += done.returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
