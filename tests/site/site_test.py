#!/usr/bin/env python3
"""What builds the site: links that lead nowhere are found, comments reach what they are about."""

import pathlib
import sys
import tempfile
import unittest

SITE = pathlib.Path(__file__).resolve().parents[2] / "docs/site"
sys.path.insert(0, str(SITE))
import comments
import links


class Links(unittest.TestCase):
    def broken(self, pages):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name) / "site"
            for path, text in pages.items():
                place = folder / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text)
            (folder.parent / "outside.html").write_text("<p>")
            found, count = links.broken(folder)
            return [(str(path), line, link) for path, line, link in found], count

    def test_pages_files_and_anchors_that_are_there_are_well(self):
        pages = {
            "index.html": '<a href="a/b.html#here">b</a><a href="#top">t</a><h1 id="top">T</h1>'
                          '<a href="a%20file.txt">f</a><img src="picture.svg">',
            "a/b.html": '<a name="here"></a><a href="../index.html">i</a>',
            "a file.txt": "", "picture.svg": "",
        }
        self.assertEqual(self.broken(pages), ([], 5))

    def test_what_leads_nowhere_is_told_with_its_place(self):
        pages = {"index.html": '<a href="gone.html">\n<a href="b.html#gone">\n<a href="#gone">\n'
                               '<img src="gone.png">\n<a href="b">\n<a href="../outside.html">',
                 "b.html": '<p id="here">', "b/c.html": "<p>"}
        self.assertEqual(self.broken(pages)[0], [
            ("index.html", 1, "gone.html"), ("index.html", 2, "b.html#gone"), ("index.html", 3, "#gone"),
            ("index.html", 4, "gone.png"), ("index.html", 5, "b"), ("index.html", 6, "../outside.html")])

    def test_what_leads_outside_is_not_asked_for(self):
        self.assertEqual(self.broken({"index.html": '<a href="https://example.com/x">'}), ([], 0))


class Comments(unittest.TestCase):
    def test_a_section_of_the_c_header_is_a_group_that_its_first_comment_tells_of(self):
        text = ("/* Head. */\n#define X 1\n\n/* ---- Two words ---- */\n\n/* About it. */\n\n"
                "/* Does it. */\nint a(void);\nint b(int x,\n      int y);\n\n"
                "/* ---- Next ---- */\n\nenum e { ONE = 1 /* the first */ };\n#if defined(__GNUC__)\n")
        out = comments.c_comments(text)
        self.assertIn("@mainpage The C interface\n * Head. */", out)
        self.assertIn("@defgroup two_words Two words\n * About it. \n * @{ */", out)
        self.assertEqual(out.count("/** Does it. */\nint a(void);\n"), 1)
        self.assertEqual(out.count("/** Does it. */\nint b(int x,\n"), 1)
        self.assertIn("/** @} */ /** @defgroup next Next\n * @{ */", out)
        self.assertIn("ONE = 1 /**< the first */", out)
        self.assertTrue(out.endswith("/** @} */\n#if defined(__GNUC__)\n"))

    def test_a_c_header_without_sections_has_no_front_page(self):
        text = "/* Head. */\nstruct a {\n  int b; /* one */\n};\n"
        self.assertEqual(comments.c_comments(text),
                         "/** @file\n * Head. */\nstruct a {\n  int b; /**< one */\n};\n")

    def test_what_stands_behind_a_member_is_the_members(self):
        text = ('// The file.\n#pragma once\nstruct A {\n  int a = 0;  // one\n              // more\n'
                '  // apart\n  std::string b = "//";  // "two"\n};  // no member\n')
        self.assertEqual(
            comments.cpp_comments(text),
            '/// @file\n/// The file.\n#pragma once\nstruct A {\n  int a = 0;  ///< one\n              ///< more\n'
            '  // apart\n  std::string b = "//";  ///< "two"\n};  // no member\n')

    def test_what_stands_behind_a_field_is_the_fields(self):
        text = 'class A:\n    b: str = ""  # one\n    C = 1  # two\n    def d(self):\n        e = 1  # no\n'
        self.assertEqual(
            comments.python_comments(text),
            'class A:\n    #: one\n    b: str = ""\n    #: two\n    C = 1\n    def d(self):\n        e = 1  # no\n')


if __name__ == "__main__":
    unittest.main()
