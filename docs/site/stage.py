#!/usr/bin/env python3
"""Lays out what Sphinx reads: stage.py FOLDER, from the root of the repository.

The pages are the repository's own. Here they get what only the site has: the contents, links into the
reference instead of to headers, and pages for linked folders.
"""

import os
import pathlib
import re
import shutil
import sys

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


def reference(header):
    """The page of the reference about a header, as Doxygen calls it; None for what is no header."""
    for folder, part in (("capi/include/relance", "c"), ("include/relance", "cpp")):
        if header.parent == ROOT / folder and header.suffix in (".h", ".hpp"):
            return f"reference/{part}/{header.name.replace('.', '_8')}.html"
    return None


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
        if page := reference(aim):
            up = os.path.relpath(".", base)
            named = re.sub("`(.*?)`", r"<code>\1</code>", text[1:-1])
            return f'<a href="{up}/{page}">{named}</a>'
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


def python_package(target):
    """The package with its comments as autodoc reads them, and without its library."""
    sys.path.insert(0, str(HERE))
    from comments import python_comments

    target.mkdir(parents=True)
    for module in (ROOT / "bindings/python/src/relance").glob("*.py"):
        (target / module.name).write_text(python_comments(module.read_text()))
    (target / "_load.py").write_text(WITHOUT_LIBRARY)


if __name__ == "__main__":
    stage = Stage(pathlib.Path(sys.argv[1]).absolute())
    stage.page("index.md", "README.md", (HERE / "contents.md").read_text())
    for name in ("reference.md", "python.md"):
        stage.page(f"reference/{name}", HERE / name)
    for page in PAGES:
        stage.page(page, page, BELOW.get(page, ""))
    python_package(stage.target.parent / "python/relance")
