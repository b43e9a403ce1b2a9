#!/usr/bin/env python3
"""Rules, mappings and records that are hostile or of another kind: one message, soon, in little memory."""

import random

import shell
from bad_input import LEADS, MAPPING, NOW, RULES, BadInputTest, as_any_user

MEGABYTE = b"x" * 1_000_000
LAUGHS = b"bombs:\n- &a0 [ha, ha]\n" + b"".join(
    b"- &a%d [%s]\n" % (i, b", ".join([b"*a%d" % (i - 1)] * 9)) for i in range(1, 10))


class BadFilesTest(BadInputTest):
    def check_text(self, name, *parts):
        """Both as rules and as a mapping it is refused, and the database stays as it was."""
        self.run_leads()
        before = self.export()
        for answer in (self.relance("check", name, code=1), self.run_leads(code=1, rules=name),
                       self.run_leads(code=1, pair=f"leads.csv={name}")):
            self.is_soon(answer)
            if answer.err.startswith("relance: "):
                self.complains(answer, name, *parts)
            else:
                self.diagnoses(answer, name, "hint: ", *parts)
        self.assertEqual(self.export(), before)

    def test_texts_of_another_kind(self):
        for name, text, parts in (
                ("empty.yaml", b"", ["there is nothing in this file"]),
                ("utf16.yaml", RULES.encode("utf-16"), ["UTF-16", "save it as UTF-8"]),
                ("binary.yaml", random.Random(1).randbytes(500_000), ["this is not"]),
                ("other.yaml", b"services: {web: {image: nginx}}\n", ["begins with"]),
                ("records.yaml", LEADS.encode(), ["begins with"])):
            with self.subTest(name):
                self.write(name, text)
                self.check_text(name, *parts)

    def test_texts_that_are_right_but_for_one_thing(self):
        for text, way in ((RULES, "rules.yaml"), (MAPPING, "map.yaml")):
            for wrong, parts in (
                    (text.replace(": 1\n", ": 2\n", 1).encode(), [f"{way}:1:", "this version reads"]),
                    (text.encode() + "# Müller\n".encode("latin-1"), ["Latin-1", "as UTF-8"]),
                    (text.encode() + b"# \0\n", ["invisible", "remove it"])):
                with self.subTest(way=way, wrong=wrong[-20:]):
                    self.write(way, wrong)
                    answer = self.run_leads(code=1)
                    self.is_soon(answer)
                    self.diagnoses(answer, *parts)
                    self.assertFalse((self.folder / "leads.db").exists())
            self.write(way, text)

    def test_rules_in_place_of_a_mapping_and_the_other_way_round(self):
        self.diagnoses(self.run_leads(code=1, pair="leads.csv=rules.yaml"), "relance_mapping: 1")
        self.diagnoses(self.run_leads(code=1, rules="map.yaml"), "relance: 1")

    def test_a_thousand_levels(self):
        for name, text in (("flow", b"[" * 1_000), ("maps", b"{a: " * 1_000 + b"}" * 1_000),
                           ("lines", b"".join(b" " * i + b"a:\n" for i in range(1_000))),
                           ("dashes", b"- " * 1_000 + b"a\n"), ("brackets", b"[" * 1_000_000)):
            with self.subTest(name):
                self.write(f"{name}.yaml", text)
                self.check_text(f"{name}.yaml", "more than 32 deep")

    def test_a_billion_laughs(self):
        """They are never multiplied, and told once."""
        for name, text in (("rules.yaml", RULES), ("map.yaml", MAPPING)):
            self.write(name, text.encode() + LAUGHS)
            answer = self.run_leads(code=1)
            self.is_soon(answer)
            self.assertEqual(answer.err.count("[RL0010]"), 1, answer.err)
            self.assertIn("write each value out", answer.err)
            self.write(name, text)

    def test_a_hundred_megabytes_in_one_scalar(self):
        self.write_large("big.yaml", RULES.encode() + b"x: ", (MEGABYTE, 100))
        self.check_text("big.yaml", "longer than 1048576 bytes", "is it the right file?")

    def test_the_most_that_is_read_of_a_text(self):
        for name, text, part in (("scalar", b"name: " + MEGABYTE, "at most 65536"),
                                 ("lines", b"x: 1\n" * 200_000, "more than 100000 values"),
                                 ("commas", b"x: [" + b"1," * 500_000 + b"]", "more than 100000"),
                                 ("quote", b'name: "' + MEGABYTE, "hint")):
            with self.subTest(name):
                self.write(f"{name}.yaml", text)
                answer = self.relance("check", f"{name}.yaml", code=1)
                self.is_soon(answer)
                self.diagnoses(answer, f"{name}.yaml", part)

    def test_what_may_not_be_read(self):
        for name in ("rules.yaml", "map.yaml", "leads.csv"):
            (self.folder / name).chmod(0)
            answer = self.run_leads(code=1, before=as_any_user)
            self.complains(answer, f"{name}: cannot be read", "the right to read it")
            (self.folder / name).chmod(0o600)
        self.assertFalse((self.folder / "leads.db").exists())

    def refuses_records(self, name, *parts):
        """As a whole: nothing is told to the engine."""
        self.run_leads()
        before = self.export()
        answer = self.run_leads(code=1, pair=f"{name}=map.yaml")
        self.is_soon(answer)
        if answer.err.startswith("relance: "):
            self.complains(answer, name, *parts)
        else:
            self.diagnoses(answer, name, *parts)
        self.assertEqual(answer.out, "")
        self.assertEqual(self.export(), before)

    def test_records_whose_first_line_cannot_be_read(self):
        for name, pieces, parts in (
                ("empty", [b""], ["its first line names the columns"]),
                ("mark", [b"\xef\xbb\xbf"], ["its first line names the columns"]),
                ("blank", [b"\r\n" * 1_000_000], ["its first line names the columns"]),
                ("utf16", [LEADS.encode("utf-16")], ["UTF-16", "save the file as CSV in UTF-8"]),
                ("utf16be", [LEADS.encode("utf-16-be")], ["UTF-16", "in UTF-8"]),
                ("latin", ["id,at,größe\n".encode("latin-1")], [":1: ", "in UTF-8"]),
                ("no_line", [(MEGABYTE, 100)], [":1: ", "longer than 1048576 bytes"]),
                ("nul", [(b"\0" * 1_000_000, 100)], [":1: ", "longer than 1048576 bytes"]),
                ("columns", [b"id,at" + b"," * 1_000_000 + b"\n"], ["more than 1024 fields"]),
                ("open", [b'"id,at\n', (MEGABYTE, 100)], [":1: ", "a quote that is left open"]),
                ("columnless", [b"Id,at\nA,2026-01-01\n"], ["did you mean 'Id'?"])):
            with self.subTest(name):
                self.write_large(f"{name}.csv", *pieces)
                self.refuses_records(f"{name}.csv", *parts)

    def test_records_of_another_separator(self):
        for text in ("id;at\nA;2026-01-01\n", '"id";"at"\n"A";"2026-01-01"\n'):
            self.write("other.csv", text)
            self.refuses_records("other.csv", "by semicolons", 'write `separator: ";"`')
        self.write("tabs.csv", "id\tat\nA\t2026-01-01\n")
        self.refuses_records("tabs.csv", "by tabs", "write `separator: tab`")

    def test_records_whose_times_need_a_zone(self):
        self.run_leads()
        self.write("map.yaml", MAPPING.replace("timezone: UTC\n", ""))
        self.write("rows.csv", "id,at\n" + "A,2026-01-01\n" * 1_000)
        before = self.export()
        answer = self.run_leads(code=1, pair="rows.csv=map.yaml")
        self.is_soon(answer)
        self.diagnoses(answer, "map.yaml:4:", "rows.csv:2 ", "timezone: Europe/Paris")
        self.assertEqual(self.export(), before)

    def test_a_bad_record_costs_itself_alone(self):
        for name, pieces, part in (
                ("cell", [(MEGABYTE, 100), b"\n"], "longer than 1048576 bytes"),
                ("quoted", [b'"', (MEGABYTE, 100), b"\n"], "a quote that is left open"),
                ("quotes", [(b'"' * 1_000_000, 100), b"\n"], "a quote that is left open"),
                ("columns", [b"," * 1_000_000, b"\n"], "more than 1024 fields"),
                ("nul", [b"A\0,2026-01-01\n"], "NUL"),
                ("latin", ["Müller,2026-01-01\n".encode("latin-1")], "save the file as CSV in UTF-8"),
                ("open", [b'"C,2026-01-01\n'], "close or double it"),
                ("long", [b"A" * 70_000 + b",2026-01-01\n"], "over 65536 bytes")):
            with self.subTest(name):
                self.write_large("bad.csv", b"id,at\n", *pieces, b"B,2026-01-01\n")
                answer = self.run_leads(code=1, db=f"{name}.db", pair="bad.csv=map.yaml")
                self.is_soon(answer)
                self.complains(answer, "bad.csv:2: ", part)
                self.assertIn("1 not readable\n1 event\n        1 accepted", answer.out)
                self.assertIn('lead "B"', self.export(f"{name}.db"))

    def test_a_quote_left_open_over_100_megabytes_costs_its_line(self):
        self.write_large("bad.csv", b'id,at\n"', (b"L1,2026-01-01\n" * 70_000, 3), (b"\n" * 1_000_000, 97))
        answer = self.run_leads(code=1, pair="bad.csv=map.yaml")
        self.complains(answer, "bad.csv:2: ", "a quote that is left open")
        self.assertIn("209999 accepted", answer.out)

    def test_lines_may_end_with_a_carriage_return_alone(self):
        self.write("old.csv", LEADS.replace("\n", "\r"))
        self.assertIn("1 accepted", self.run_leads(pair="old.csv=map.yaml").out)

    def test_thousands_of_bad_records_are_not_a_thousand_lines(self):
        self.write("bad.csv", "id,at\n" + "A,soon\n" * 100_000)
        answer = self.run_leads(code=1, pair="bad.csv=map.yaml")
        self.is_soon(answer)
        self.assertEqual(len(answer.err.splitlines()), 21)
        self.assertIn("99980 more; --report FILE has them all", answer.err)


if __name__ == "__main__":
    shell.main()
