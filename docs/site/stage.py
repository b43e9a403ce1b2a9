#!/usr/bin/env python3
"""Lays out what Sphinx and Doxygen read: stage.py FOLDER, from the root of the repository.

The pages are the repository's own. Here they get what only the site has: the contents, links into the
reference instead of to headers, and pages for linked folders. Headers and the Python package get their
comments marked.
"""

import os
import pathlib
import re
import shutil
import sys

from comments import c_comments, cpp_comments, python_comments

ROOT = pathlib.Path.cwd()
HERE = ROOT / "docs/site"
PAGES = ["CONTRIBUTING.md", "CHANGELOG.md", "bindings/python/README.md", "examples/hosts/README.md",
         *(str(page.relative_to(ROOT)) for page in sorted(ROOT.glob("docs/**/*.md"))
           if page.parent != HERE and page.name != "plan.md")]
LINK = re.compile(r"(\[[^\]]*\])\(([^)#:\s]+)(#[^)\s]*)?\)")
LANGUAGES = {".c": "c", ".cpp": "cpp", ".go": "go", ".h": "c", ".hpp": "cpp", ".java": "java",
             ".js": "javascript", ".mjs": "javascript", ".php": "php", ".py": "python", ".rs": "rust",
             ".sh": "sh", ".yaml": "yaml", ".toml": "toml", ".json": "json", ".txt": "text"}
# The page that lists the decisions has them in the contents.
BELOW = {"docs/decisions/README.md": "\n```{toctree}\n:hidden:\n:glob:\n\n0*\n```\n"}
# What the Python package loads its library with; what is documented is Python.
WITHOUT_LIBRARY = """from unittest.mock import MagicMock

ffi, lib, check_library = MagicMock(), MagicMock(), None
"""


def part(header):
    """The reference that a header is in, "c" or "cpp"; None for what is in none. No host names what
    include/relance/core has, and nothing is promised of it."""
    if header.parent not in (ROOT / "include/relance", ROOT / "capi/include/relance"):
        return None
    return {".h": "c", ".hpp": "cpp"}.get(header.suffix)


def folder_page(folder):
    """A page with the files of a folder."""
    out = [f"# {folder.relative_to(ROOT)}"]
    for file in sorted(folder.iterdir()):
        language = LANGUAGES.get(file.suffix)
        if file.is_file() and language:
            out += [f"## {file.name}", f"````{language}", file.read_text().rstrip(), "````"]
    return "---\norphan: true\n---\n\n" + "\n\n".join(out) + "\n"


class Stage:
    def __init__(self, target):
        self.target = target

    def write(self, path, text):
        place = self.target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)

    def link(self, base, found):
        """A link of a page in folder `base`, as it is in the site."""
        text, path, heading = found[1], found[2], found[3] or ""
        aim = pathlib.Path(os.path.normpath(ROOT / base / path))
        if inside := part(aim):
            up, page = os.path.relpath(".", base), aim.name.replace(".", "_8")
            named = re.sub("`(.*?)`", r"<code>\1</code>", text[1:-1])
            return f'<a href="{up}/reference/{inside}/{page}.html">{named}</a>'
        if aim.is_dir():
            inside = aim.relative_to(ROOT) / "README.md"
            if not (ROOT / inside).exists():
                self.write(inside, folder_page(aim))
            path = f"{path.rstrip('/')}/README.md"
        elif aim.is_file() and aim.suffix != ".md":
            copy = self.target / aim.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(aim, copy)
        return f"{text}({path}{heading})"

    def page(self, path, source, further=""):
        base = pathlib.Path(path).parent
        text = (ROOT / source).read_text() + further
        self.write(path, LINK.sub(lambda found: self.link(base, found), text))


def mark(file, target, comments):
    target.mkdir(parents=True, exist_ok=True)
    (target / file.name).write_text(comments(file.read_text()))


def sources(target):
    """Headers as Doxygen reads them; the Python package as autodoc does, without its library."""
    for header in (*ROOT.glob("include/relance/*.h*"), ROOT / "capi/include/relance/relance.h"):
        mark(header, target / part(header) / "relance",
             c_comments if part(header) == "c" else cpp_comments)
    for module in ROOT.glob("bindings/python/src/relance/*.py"):
        mark(module, target / "python/relance", python_comments)
    (target / "python/relance/_load.py").write_text(WITHOUT_LIBRARY)


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1]).absolute()
    stage = Stage(target / "pages")
    stage.page("index.md", "README.md", (HERE / "contents.md").read_text())
    for name in ("reference.md", "python.md"):
        stage.page(f"reference/{name}", HERE / name)
    for page in PAGES:
        stage.page(page, page, BELOW.get(page, ""))
    sources(target)
