#!/usr/bin/env python3
"""embedding_test.py PAGE BUILD WORK: what docs/embedding.md shows compiles, runs and prints what it says.

The blocks of each part (## C, ## C++) are put together in their order, by language: one program, one
CMakeLists.txt. Each `sh` block is run in their folder, with the library of BUILD installed; the `text`
block that follows is what it prints.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

FILES = {"c": "main.c", "cpp": "main.cpp", "cmake": "CMakeLists.txt", "yaml": "rules.yaml"}
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def run(command, folder, environment):
    done = subprocess.run(["bash", "-euc", command], cwd=folder, env=environment, capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        log = folder / "log"
        said = log.read_text(encoding="utf-8") if log.exists() else ""
        sys.exit(f"{command}{said}{done.stdout}{done.stderr}")
    return done.stdout


def try_part(folder, blocks, environment):
    """How many of the blocks were run."""
    folder.mkdir(parents=True)
    for language, text in blocks:
        if language in FILES:
            with open(folder / FILES[language], "a", encoding="utf-8") as file:
                file.write(text)
    printed, ran = None, 0
    for language, text in blocks:
        if language == "sh":
            printed, ran = run(text, folder, environment), ran + 1
        elif language == "text" and printed != text:
            sys.exit(f"{folder.name} printed\n{printed}\nwhere the page says\n{text}")
        elif language not in FILES and language != "text":
            sys.exit(f"a block of {language}, which nothing here can try")
    return ran


def main(page, build, work):
    work = pathlib.Path(work)
    shutil.rmtree(work, ignore_errors=True)
    prefix = work / "prefix"
    subprocess.run(["cmake", "--install", build, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
    configs = next(prefix.glob("**/relance.pc")).parent
    environment = {**os.environ, "CMAKE_PREFIX_PATH": str(prefix), "PKG_CONFIG_PATH": str(configs),
                   "LD_LIBRARY_PATH": str(configs.parent), "CMAKE_GENERATOR": "Ninja",
                   "CFLAGS": "-Wall -Wextra -Wpedantic -Werror", "CXXFLAGS": "-Wall -Wextra -Wpedantic -Werror"}
    parts = re.split(r"^## (.+)\n", pathlib.Path(page).read_text(encoding="utf-8"), flags=re.M)
    tried = {title: try_part(work / title, BLOCK.findall(text), environment)
             for title, text in zip(parts[1::2], parts[2::2]) if "```" in text}
    assert set(tried) == {"C", "C++"} and all(tried.values()), tried
    print(tried)


if __name__ == "__main__":
    main(*sys.argv[1:])
