#!/usr/bin/env python3
"""The house check: house.py ROOT prints each breach of the house rules and exits with 1.

Include arrows, guests outside their rooms, file lengths, layout (clang-format), words that have no
place in finished code, SQL that is put together from text. docs/architecture.md says what the
rules are for; this file is their exact form.
"""

import pathlib
import re
import shutil
import subprocess
import sys

LONGEST = 400
FOLDERS = ("include", "src", "capi", "bindings", "bench", "tests", "examples")
CODE = (".hpp", ".cpp", ".h", ".c")

# Which rooms a room may include, beside itself.
_RULES = {"base", "time", "model", "lifecycle", "expr"}
_BELOW_ENGINE = _RULES | {"rules", "proof", "workflow"}
ROOMS = {
    "base": set(),
    "time": {"base"},
    "model": {"base", "time"},
    "lifecycle": {"base", "time", "model"},
    "expr": {"base", "time", "model"},
    "rules": _RULES,
    "schema": {"base", "time", "model", "rules"},
    "proof": _RULES | {"rules"},
    "workflow": _RULES | {"rules", "proof"},
    "draw": {"base", "time", "model", "rules", "workflow"},
    "engine": _BELOW_ENGINE,
    "store": {"base", "time", "model"},
    "intake": _BELOW_ENGINE | {"engine"},
    "report": _BELOW_ENGINE | {"engine"},
    "table": {"base"},
    "lab": _BELOW_ENGINE | {"engine"},
    "tool": _BELOW_ENGINE | {"engine", "store", "intake", "report", "lab",
                              "schema", "draw"},
}
# Public headers that only some rooms may include; the others are for all.
PUBLIC = {
    "relance/workflow.hpp": {"workflow", "draw", "engine", "intake", "report", "lab", "tool"},
    "relance/core/decide.hpp": {"proof", "engine", "lab"},
    "relance/store.hpp": {"store", "engine", "tool"},
    "relance/engine.hpp": {"engine", "intake", "report", "lab", "tool"},
    "relance/pages.hpp": {"engine", "intake", "report", "lab", "tool"},
    "relance/intake.hpp": {"intake", "tool"},
    "relance/drawing.hpp": {"draw", "tool"},
    "relance/explain.hpp": {"report", "tool"},
    "relance/schema.hpp": {"schema", "tool"},
    "relance/table.hpp": {"table"},
    "relance/arrow.h": {"table"},
    "relance/relance.hpp": {"tool"},
}
# A guest and where he may be: files or folders under src/.
GUESTS = {
    "yaml-cpp/": ("src/rules/document.cpp",),
    "boost/statechart/": ("src/lifecycle/lifecycle.cpp",),
    "boost/mpl/": ("src/lifecycle/lifecycle.cpp",),
    "boost/date_time/": ("src/time/civil.cpp", "src/time/calendar.cpp"),
    "cctz/": ("src/time/zone.cpp",),
    "re2/": ("src/expr/library/pattern.cpp",),
    "SQLiteCpp/": ("src/store/sqlite/",),
    "sqlite3.h": ("src/store/sqlite/",),
    "CLI/": ("src/tool/",),
    "fmt/": ("src/", "capi/src/"),
}
# relance.h holds the C constitution and every declaration, most of it contract; copies of it are kept.
MAY_BE_LONG = "relance/relance.h"

# Spelled in two parts, so that a search for them does not find this line.
WORDS = re.compile("|".join([
    r"\bTO" r"DO\b", r"\bFIX" r"ME\b", r"\bX" r"XX\b", "NO" "LINT", "GTEST_" "SKIP", r"\bDIS" "ABLED_",
    r"(EXPECT|ASSERT)_TRUE\((true)\)", r"\bSUCC" r"EED\(", "not imple" "mented"]))
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
SQL = r'"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|WITH)\s[^"]*"'
SQL_FROM_TEXT = re.compile(rf"(fmt::format|std::format)\w*\(\s*{SQL}|{SQL}\s*\+|\+\s*{SQL}", re.S)


class Breaches(list):
    def add(self, path, line, text):
        self.append(f"{path}:{line}: {text}" if line else f"{path}: {text}")


def room_of(path):
    parts = path.split("/")
    return parts[1] if parts[0] == "src" and len(parts) > 2 else None


def in_any(path, places):
    return any(path == place or (place.endswith("/") and path.startswith(place))
               for place in places)


def check_room_include(path, line, target, breaches):
    """src: arrows between rooms, and public headers that are not for all."""
    room = room_of(path)
    if target in PUBLIC and room not in PUBLIC[target]:
        breaches.add(path, line, f"room {room} may not include {target}")
    other = target.split("/")[0]
    if other == "relance" or "/" not in target:
        return
    if room not in ROOMS:
        breaches.add(path, line, f"room {room} has no place in the direction of dependencies")
    elif other != room and other not in ROOMS[room]:
        breaches.add(path, line, f"room {room} may not include room {other} ({target})")


def check_include(path, line, quoted, target, breaches):
    public = path.startswith("include/")
    if quoted:
        if public and not target.startswith("relance/"):
            breaches.add(path, line, f"a public header includes public headers only, not {target}")
        elif path.startswith("src/"):
            check_room_include(path, line, target, breaches)
        elif path.startswith(("capi/", "bindings/", "examples/")) and target.split("/")[0] in ROOMS:
            breaches.add(path, line, f"only public headers here, not {target}")
        return
    for guest, places in GUESTS.items():
        if not target.startswith(guest) or path.startswith(("tests/", "bench/")):
            continue
        if public or not in_any(path, places):
            breaches.add(path, line, f"guest {target} outside {', '.join(places)}")
        elif guest == "fmt/" and not path.endswith(".cpp"):
            breaches.add(path, line, "fmt stands in no header of ours")
    if public and path.endswith(".hpp") and ("/" in target or target.endswith(".h")):
        breaches.add(path, line, f"a public header includes the standard library only, not {target}")


def check_text(path, text, breaches):
    lines = text.split("\n")
    if len(lines) - 1 > LONGEST and not path.endswith(MAY_BE_LONG):
        breaches.add(path, 0, f"{len(lines) - 1} lines, above {LONGEST}: split it by noun")
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if match:
            check_include(path, number, match[1] == '"', match[2], breaches)
        found = WORDS.search(line)
        if found:
            breaches.add(path, number, f"'{found[0]}' has no place in finished code")
        if path.endswith((".hpp", ".h")) and re.match(r"\s*using namespace\b", line):
            breaches.add(path, number, "'using namespace' in a header")
    if path.endswith(".hpp") and "#pragma once" not in text:
        breaches.add(path, 0, "no '#pragma once'")
    for match in SQL_FROM_TEXT.finditer(text):
        breaches.add(path, text.count("\n", 0, match.start()) + 1,
                     "SQL put together from text: bind values instead")


def check_cycles(texts, breaches):
    """Public headers include each other in one direction. An include at a header's end brings the
    inline half of what it declares, which may look back at it."""
    graph = {}
    for path, text in texts.items():
        if path.startswith("include/"):
            head = re.split(r"^namespace\b", text, maxsplit=1, flags=re.M)[0]
            found = (INCLUDE.match(line) for line in head.split("\n"))
            graph[path] = [f"include/{m[2]}" for m in found if m and m[1] == '"']
    done, open_now = set(), []

    def visit(path):
        if path in open_now:
            breaches.add(path, 0, "includes itself by way of " + " > ".join(open_now))
        elif path not in done:
            open_now.append(path)
            for other in graph.get(path, []):
                visit(other)
            open_now.pop()
            done.add(path)

    for path in sorted(graph):
        visit(path)


def check_layout(root, paths, breaches):
    program = shutil.which("clang-format-14") or shutil.which("clang-format")
    if program is None:
        breaches.add(".clang-format", 0, "clang-format is not installed: layout not checked")
        return
    result = subprocess.run([program, "--dry-run", "-Werror", *paths], cwd=root,
                            capture_output=True, text=True, check=False)
    files = re.findall(r"^(\S+?):(\d+):\d+: error", result.stderr, re.M)
    for path, line in dict(reversed(files)).items():
        breaches.add(path, int(line), "layout: run clang-format -i on it")
    if result.returncode != 0 and not files:
        breaches.add(".clang-format", 0, result.stderr.strip())


def code_files(root):
    """Code of the tree as git sees it (new files too, ignored ones not), else all of it."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "--", *FOLDERS],
                            cwd=root, capture_output=True, text=True, check=False)
    names = listed.stdout.splitlines() if listed.returncode == 0 else [
        str(p.relative_to(root)) for folder in FOLDERS for p in (root / folder).rglob("*")]
    return sorted(n for n in names if n.endswith(CODE) and (root / n).is_file())


def check(root):
    root = pathlib.Path(root)
    breaches = Breaches()
    texts = {}
    for path in code_files(root):
        try:
            texts[path] = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            breaches.add(path, 0, "not UTF-8")
    for path, text in texts.items():
        check_text(path, text, breaches)
    check_cycles(texts, breaches)
    if texts:
        check_layout(root, list(texts), breaches)
    return breaches, len(texts)


if __name__ == "__main__":
    found, files = check(sys.argv[1])
    print("\n".join(found) if found else f"{files} files keep the house rules")
    sys.exit(1 if found or not files else 0)
