#!/usr/bin/env python3
"""Prints each link in a folder of pages that leads to no page, file or anchor in it: links.py FOLDER.

What leads outside is not asked for: build.sh --external does that.
"""

import html.parser
import pathlib
import sys
import urllib.parse

LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src"}


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.anchors, self.links = set(), []
        self.feed(path.read_text(encoding="utf-8", errors="replace"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.anchors.update(filter(None, (attributes.get("id"), attributes.get("name"))))
        if link := attributes.get(LINKS.get(tag)):
            self.links.append((self.getpos()[0], link))


def broken(folder):
    """(page, line, link) of each that leads nowhere, and how many were looked at."""
    pages = {path.resolve(): Page(path) for path in sorted(folder.rglob("*.html"))}
    out, count = [], 0
    for path, page in pages.items():
        for line, link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            count += 1
            aim = (path.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else path
            anchor = urllib.parse.unquote(parts.fragment)
            inside = aim.is_file() and aim.is_relative_to(folder.resolve())
            known = pages.get(aim)
            if not inside or (anchor and known and anchor not in known.anchors):
                out.append((path.relative_to(folder.resolve()), line, link))
    return out, count


if __name__ == "__main__":
    wrong, looked_at = broken(pathlib.Path(sys.argv[1]))
    for path, line, link in wrong:
        print(f"{path}:{line}: leads nowhere: {link}")
    print(f"{looked_at} links inside the site, {len(wrong)} lead nowhere")
    sys.exit(1 if wrong or not looked_at else 0)
