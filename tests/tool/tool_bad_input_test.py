#!/usr/bin/env python3
"""Bad input: one clear message with the way out, the right exit code, soon, and nothing changed."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess

import shell
from bad_input import LEADS, NOW, RULES, BadInputTest


class CommandTest(BadInputTest):
    def test_files_that_cannot_be_read(self):
        os.mkfifo(self.folder / "pipe")
        for name, reason in (("nope", "there is no such file"), (".", "is a directory"),
                             ("pipe", "is no regular file"), ("/dev/zero", "use - to read standard input")):
            self.complains(self.run_leads(code=1, pair=f"{name}=map.yaml"), name, reason)
            self.complains(self.run_leads(code=1, pair=f"leads.csv={name}"), name, reason)
            self.complains(self.run_leads(code=1, rules=name), name, reason)
            self.complains(self.relance("check", name, code=1), name, reason)
        self.assertFalse((self.folder / "leads.db").exists())

    def test_files_of_another_kind(self):
        self.write("empty.csv", "")
        self.complains(self.run_leads(code=1, pair="empty.csv=map.yaml"), "is empty",
                       "first line names the columns")
        self.write("leads16.csv", LEADS.encode("utf-16"))
        self.complains(self.run_leads(code=1, pair="leads16.csv=map.yaml"), "UTF-16", "in UTF-8")
        for name, text, parts in (
                ("empty.yaml", b"", ["RL0002"]),
                ("utf16.yaml", RULES.encode("utf-16"), ["RL0003", "save it as UTF-8"]),
                ("other.yaml", b"services: {web: {image: nginx}}\n", ["RL00"]),
                ("deep.yaml", b"[" * 1000, ["RL0006"]),
                ("laughs.yaml", b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", ["RL0010"])):
            self.write(name, text)
            answer = self.relance("check", name, code=1)
            for part in parts:
                self.assertIn(part, answer.err)

    def test_a_text_is_no_database_and_stays_as_it_is(self):
        text = b"not a database, but long enough to be taken for the header of one" * 3
        self.write("text.db", text)
        self.complains(self.run_leads(code=1, db="text.db"), "text.db", "name another file")
        self.assertEqual((self.folder / "text.db").read_bytes(), text)

    def test_a_database_of_others_or_of_a_newer_version_stays_as_it_is(self):
        with sqlite3.connect(self.folder / "other.db") as other:
            other.execute("CREATE TABLE customers (name)")
        self.run_leads(db="newer.db")
        with sqlite3.connect(self.folder / "newer.db") as newer:
            newer.execute("PRAGMA user_version = 999")
        for name, part in (("other.db", "is not a relance database"), ("newer.db", "newer")):
            shutil.copy(self.folder / name, self.folder / "copy")
            self.complains(self.run_leads(code=1, db=name), name, part)
            self.complains(self.relance("report", "--db", name, code=1), name, part)
            self.assertEqual((self.folder / "copy").read_bytes(), (self.folder / name).read_bytes())

    def test_places_where_no_database_can_be(self):
        self.complains(self.run_leads(code=1, db="nowhere/leads.db"), "folder")
        self.complains(self.run_leads(code=1, db="."), "is a directory")
        self.complains(self.relance("worklist", "--db", "nope.db", code=1), "`relance run` makes one")
        self.assertFalse((self.folder / "nope.db").exists())
        self.complains(self.run_leads(code=3, db="/proc/leads.db"), "must be readable and writable")

    def test_a_report_never_overwrites_what_the_run_reads_or_keeps(self):
        self.run_leads()
        os.symlink("leads.csv", self.folder / "symlink")
        os.link(self.folder / "leads.db", self.folder / "hardlink")
        self.write("lines.tmp", LEADS)  # the report would pass through it
        kept = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        for name in ("leads.db", "leads.db-wal", "leads.db.lock", "./leads.db", "hardlink", "symlink",
                     "leads.csv", "map.yaml", "rules.yaml", "lines"):
            answer = self.relance("run", "rules.yaml", "--db", "leads.db", "--now", NOW, "--input",
                                  "leads.csv=map.yaml", "--input", "lines.tmp=map.yaml",
                                  "--report", name, code=2)
            self.complains(answer, f"--report {name} would overwrite", "name another file")
        self.relance("run", "rules.yaml", "--db", "new.db", "--report", "new.db", code=2)
        self.assertEqual({path.name: path.read_bytes() for path in self.folder.iterdir()}, kept)

    def test_a_report_appears_whole_or_not_at_all(self):
        self.write("old.jsonl", "of last week\n")
        os.symlink("old.jsonl", self.folder / "link.jsonl")
        arguments = ("run", "rules.yaml", "--now", NOW, "--report", "link.jsonl", "--input")
        self.write("wrong.csv", "Id,at\nA,2026-01-01\n")
        self.relance(*arguments, "wrong.csv=map.yaml", code=1)
        self.assertEqual((self.folder / "old.jsonl").read_text(), "of last week\n")
        self.relance(*arguments, "leads.csv=map.yaml")
        self.assertIn('"accepted"', (self.folder / "old.jsonl").read_text())
        self.assertTrue((self.folder / "link.jsonl").is_symlink())
        self.assertEqual(list(self.folder.glob("*.tmp")), [])

    def test_an_empty_file_is_no_database_yet(self):
        self.write("zero.db", "")
        self.complains(self.relance("worklist", "--db", "zero.db", code=1),
                       "zero.db: is empty: `relance run` makes a database")
        self.run_leads(db="zero.db")

    def test_output_that_cannot_be_written_is_a_fault(self):
        answer = self.relance("run", "rules.yaml", "--now", NOW, "--input", "leads.csv=map.yaml",
                              "--report", "/dev/full", code=3)
        self.complains(answer, "/dev/full", "No space left")

    def test_a_file_size_limit_is_a_fault_and_no_death(self):
        self.run_leads()
        rows = "".join(f"L{i},2026-01-01\n" for i in range(5000))
        self.write("leads.csv", "id,at\n" + rows)
        size = max((self.folder / "leads.db").stat().st_size, 1 << 16)
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        arguments = ("run", "rules.yaml", "--now", NOW, "--input", "leads.csv=map.yaml")
        answer = self.relance(*arguments, "--db", "leads.db", code=3, before=limit)
        self.complains(answer, "relance: ")
        self.assertNotIn("internal fault", answer.err)
        answer = self.relance(*arguments, "--report", "run.jsonl", code=3, before=limit)
        self.complains(answer, "run.jsonl: cannot be written: File too large")
        self.assertFalse((self.folder / "run.jsonl").exists())
        self.assertEqual(self.relance("audit", "--db", "leads.db").out, "nothing is wrong\n")

    def test_a_reader_that_goes_away_ends_the_command_quietly_as_it_ends_others(self):
        """By SIGPIPE, after all was closed: what was decided is kept."""
        run = ("run", "rules.yaml", "--db", "leads.db", "--now", NOW, "--input", "leads.csv=map.yaml")
        for arguments in (("--help",), run, (*run, "--report", "-"),
                          ("show", "A", "--db", "leads.db")):
            with self.subTest(arguments=arguments):
                reader, writer = os.pipe()
                os.close(reader)
                done = subprocess.run([shell.RELANCE, *arguments], cwd=self.folder, stdout=writer,
                                      stderr=subprocess.PIPE)
                os.close(writer)
                self.assertEqual((done.returncode, done.stderr), (-signal.SIGPIPE, b""))
        self.assertIn("lead \"A\"", self.export())

    def test_wrong_usage(self):
        for arguments in ([], ["fly"], ["run"], ["show", "A"], ["run", "rules.yaml", "--now", "today"],
                          ["run", "rules.yaml", "--input", "leads.csv"],
                          ["run", "rules.yaml", "--db", "a", "--memory"],
                          ["ack", "12", "1", "--db", "leads.db"], ["worklist", "--db", "x", "--at-most", "0"]):
            if arguments[:1] == ["ack"]:
                self.run_leads()
            answer = self.relance(*arguments, code=2)
            self.complains(answer, "relance: ")
            self.assertEqual(answer.out, "")

    def test_bad_rows_are_told_by_line_and_the_others_taken(self):
        self.write("leads.csv", b"id,at\nA,2026-01-01\nB,soon\nC\n\"D,2026-01-01\nE,2026-01-02\n"
                                b"F\xff,2026-01-01\n")
        answer = self.relance("run", "rules.yaml", "--db", "leads.db", "--now", NOW, "--input",
                              "leads.csv=map.yaml", "--report", "run.jsonl", code=1)
        self.assertEqual(answer.err.splitlines(), [
            "relance: leads.csv:3: received: column at holds no time (2026-12-24, "
            "2026-12-24 18:30:00 or 2026-12-24T18:30:00+01:00, in the years 1900 to 2199)",
            "relance: leads.csv:4: the record has 1 fields, the header has 2: give it as many",
            "relance: leads.csv:5: the record opens a quote that nothing closes: close or double it",
            "relance: leads.csv:7: the record is not UTF-8: save the file as CSV in UTF-8"])
        self.assertEqual(answer.out, "6 records of 1 file\n        4 not readable\n2 events\n"
                                     "        2 accepted\n0 timers fired at the end\n")
        self.assertEqual(len((self.folder / "run.jsonl").read_text().splitlines()), 6)

    def test_a_wrong_column_is_shown_in_the_mapping(self):
        self.write("leads.csv", "Id,at\nA,2026-01-01\n")
        self.assertEqual(self.run_leads(code=1).err,
                         "map.yaml:4:16: error: leads.csv has no column 'id' [RL0510]\n"
                         "  lead: {column: id}\n"
                         "                 ^~\n"
                         "  hint: did you mean 'Id'?\n")

    def test_an_event_of_the_future_is_left_to_a_later_run(self):
        self.write("leads.csv", "id,at\nA,2026-01-01\nB,2199-01-01\n")
        answer = self.run_leads(code=1)
        self.complains(answer, "leads.csv:3", "after 2026-02-01T00:00:00Z, the end of this run",
                       "correct the time, or take it in by a later run")
        self.assertIn("1 of the future, left to a later run", answer.out)
        self.assertIn("2 accepted", self.relance("run", "rules.yaml", "--now", "2199-01-01T00:00:00Z",
                                                 "--far-future", "--db", "leads.db", "--input",
                                                 "leads.csv=map.yaml").out)


if __name__ == "__main__":
    shell.main()
