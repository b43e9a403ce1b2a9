#!/usr/bin/env python3
"""The house check finds what is planted, and nothing in a tree that keeps the rules."""

import pathlib
import tempfile
import unittest

import house

KEPT = {
    "include/relance/a.hpp": '#pragma once\n\n#include <vector>\n',
    "src/base/a.hpp": "#pragma once\n",
    "src/rules/document.cpp": '#include <fmt/format.h>\n#include <yaml-cpp/yaml.h>\n\n'
                              '#include "base/a.hpp"\n#include "relance/a.hpp"\n',
    "src/store/sqlite/a.cpp": '#include <SQLiteCpp/Database.h>\n\n'
                              'const char* text = "SELECT a FROM b WHERE c = ?1";\n',
}


def breaches(extra):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / ".clang-format").write_text("BasedOnStyle: Google\nColumnLimit: 100\n")
        for path, text in {**KEPT, **extra}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        return house.check(root)[0]


class HouseTest(unittest.TestCase):
    def assert_found(self, extra, *words):
        found = breaches(extra)
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])

    def test_tree_that_keeps_the_rules_is_clean(self):
        self.assertEqual(breaches({}), [])

    def test_wrong_arrow(self):
        self.assert_found({"src/base/b.cpp": '#include "rules/definition.hpp"\n'},
                          "src/base/b.cpp:1", "may not include room rules")

    def test_engine_does_not_name_a_store(self):
        self.assert_found({"src/engine/b.cpp": '#include "store/pools.hpp"\n'}, "room store")

    def test_public_header_that_is_not_for_this_room(self):
        self.assert_found({"src/rules/b.cpp": '#include "relance/engine.hpp"\n'}, "engine.hpp")

    def test_public_header_includes_a_private_one(self):
        self.assert_found({"include/relance/b.hpp": '#pragma once\n\n#include "base/a.hpp"\n'},
                          "public headers only")

    def test_c_library_includes_a_private_header(self):
        self.assert_found({"capi/src/b.cpp": '#include "engine/parts.hpp"\n'}, "only public headers")

    def test_guest_outside_his_room(self):
        for include in ("<yaml-cpp/yaml.h>", "<cctz/time_zone.h>", "<sqlite3.h>", "<CLI/CLI.hpp>",
                        "<boost/statechart/event.hpp>", "<boost/date_time/gregorian/gregorian.hpp>"):
            with self.subTest(include):
                self.assert_found({"src/engine/b.cpp": f"#include {include}\n"}, "guest")

    def test_fmt_in_a_private_header(self):
        self.assert_found({"src/base/b.hpp": "#pragma once\n\n#include <fmt/format.h>\n"}, "fmt")

    def test_system_header_in_a_public_header(self):
        self.assert_found({"include/relance/b.hpp": "#pragma once\n\n#include <unistd.h>\n"},
                          "standard library only")

    def test_cycle_of_public_headers(self):
        self.assert_found({"include/relance/b.hpp": '#pragma once\n\n#include "relance/c.hpp"\n',
                           "include/relance/c.hpp": '#pragma once\n\n#include "relance/b.hpp"\n'},
                          "includes itself")

    def test_header_may_bring_its_inline_half_at_its_end(self):
        self.assertEqual(breaches({
            "include/relance/b.hpp":
                '#pragma once\n\nnamespace b {}\n\n#include "relance/c.hpp"\n',
            "include/relance/c.hpp": '#pragma once\n\n#include "relance/b.hpp"\n'}), [])

    def test_file_of_400_lines_is_fine_and_401_is_not(self):
        self.assertEqual(breaches({"src/base/b.cpp": "//\n" * 400}), [])
        self.assert_found({"src/base/b.cpp": "//\n" * 401}, "401 lines")

    def test_words_of_unfinished_code(self):
        for word in ("TO" "DO", "FIX" "ME", "NO" "LINT", "GTEST_" "SKIP", "EXPECT_TRUE(" "true)"):
            with self.subTest(word):
                self.assert_found({"tests/base/b.cpp": f"// {word}\n"}, "no place")

    def test_using_namespace_in_a_header(self):
        self.assert_found({"src/base/b.hpp": "#pragma once\n\nusing namespace std;\n"}, "using")

    def test_header_without_pragma_once(self):
        self.assert_found({"src/base/b.hpp": "class B;\n"}, "pragma once")

    def test_sql_put_together_from_text(self):
        for code in ('auto s = "SELECT a FROM " + table;\n', 'auto s = start + " WITH b AS (" ;\n',
                     'auto s = fmt::format("DELETE FROM t WHERE id = {}", id);\n'):
            found = breaches({"src/store/b.cpp": code})
            self.assertTrue(any("SQL" in line for line in found), (code, found))

    def test_layout(self):
        self.assert_found({"src/base/b.cpp": "int  a;\n"}, "src/base/b.cpp:1", "clang-format")


if __name__ == "__main__":
    unittest.main()
