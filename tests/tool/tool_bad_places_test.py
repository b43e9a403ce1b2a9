#!/usr/bin/env python3
"""Databases that are not ours, not readable, full, busy, or told another time: nothing is lost."""

import fcntl
import os
import resource
import sqlite3
import struct
import subprocess

import shell
from bad_input import CACHE, MAPPING, NOW, BadInputTest, as_any_user

COMMANDS = (("run", "rules.yaml"), ("worklist",), ("report",), ("show", "A"), ("export",), ("audit",),
            ("tick",), ("claim",), ("ack", "0" * 32, "1"), ("fail", "0" * 32, "1", "busy"),
            ("dlq", "list"))
WRITERS = (("run", "rules.yaml"), ("run", "rules.yaml", "--input", "more.csv=map.yaml", "--now", NOW))
OFD_SETLK = 37  # F_OFD_SETLK of linux/fcntl.h


class BadPlacesTest(BadInputTest):
    def setUp(self):
        super().setUp()
        self.write("more.csv", "id,at\n" + "".join(f"L{i},2026-01-02\n" for i in range(5_000)))

    def all_refuse(self, db, code, *parts, commands=COMMANDS, **how):
        for command in commands:
            with self.subTest(command=command, db=db):
                answer = self.relance(*command, "--db", db, code=code, **how)
                self.complains(answer, db, *parts)
                self.is_soon(answer)
                self.assertEqual(answer.out, "")

    def bytes_of(self, *names):
        return [(self.folder / name).read_bytes() for name in names]

    def test_no_database(self):
        self.write("empty.db", "")
        os.mkdir(self.folder / "folder.db")
        readers = COMMANDS[1:]
        self.all_refuse("nope.db", 1, "`relance run` makes one", commands=readers)
        self.all_refuse("empty.db", 1, "`relance run` makes a database", commands=readers)
        self.all_refuse("folder.db", 1, "is a directory")
        self.all_refuse("nowhere/a.db", 1, "there is no such database", commands=readers)
        self.all_refuse("nowhere/a.db", 1, "folder", commands=COMMANDS[:1])
        self.assertFalse((self.folder / "nope.db").exists())

    def test_files_that_are_no_database_of_ours_stay_as_they_are(self):
        self.run_leads(db="newer.db")
        with sqlite3.connect(self.folder / "newer.db") as newer:
            newer.execute("PRAGMA user_version = 999")
        with sqlite3.connect(self.folder / "other.db") as other:
            other.execute("CREATE TABLE customers (name)")
        self.write("text.db", "a letter to somebody, longer than the header of a database is\n" * 9)
        self.write("short.db", "x")
        self.write("utf16.db", "relance".encode("utf-16"))
        names = ("newer.db", "other.db", "text.db", "short.db", "utf16.db")
        before = self.bytes_of(*names)
        self.all_refuse("newer.db", 1, "newer", "install the newer version")
        for name in names[1:]:
            self.all_refuse(name, 1, "is not a relance database", "name another file")
        self.assertEqual(self.bytes_of(*names), before)

    def test_a_large_file_of_another_kind_is_not_read(self):
        self.write_large("large.db", (b"id,at\n" * 100_000, 170))
        self.all_refuse("large.db", 1, "is not a relance database")

    def test_a_large_database_is_read_in_bounded_memory(self):
        """100 MB in one row: checked after a stop, and read by the others, page by page."""
        self.run_leads()
        ours = sqlite3.connect(self.folder / "leads.db")
        with ours:
            ours.execute("INSERT INTO document VALUES (99, 1, 'csv', zeroblob(100000000))")
        for command in (("worklist",), ("report",), ("show", "A"), ("claim",)):
            self.is_soon(self.relance(*command, "--db", "leads.db"), CACHE)
        ours.close()

    def test_read_only_places(self):
        """The commands settle time and so write: all of them say the same."""
        for name in ("folder", "file", "hidden", "closed"):
            os.mkdir(self.folder / name)
            self.run_leads(db=f"{name}/a.db")
        before = [self.export(f"{name}/a.db") for name in ("folder", "file", "hidden", "closed")]
        os.unlink(self.folder / "folder/a.db.lock")
        rights = (("folder", 0o555), ("file/a.db", 0o444), ("hidden/a.db", 0), ("closed", 0))
        for name, mode in rights:
            (self.folder / name).chmod(mode)
        for name in ("folder", "file", "hidden", "closed"):
            self.all_refuse(f"{name}/a.db", 3, "must be readable and writable", before=as_any_user)
        os.mkdir(self.folder / "fresh", 0o555)
        self.all_refuse("fresh/a.db", 3, "must be readable and writable", commands=WRITERS,
                        before=as_any_user)
        for name, _ in rights:
            (self.folder / name).chmod(0o755)
        self.assertEqual([self.export(f"{name}/a.db") for name in ("folder", "file", "hidden", "closed")],
                         before)

    def test_a_full_disk(self):
        """Wherever it fills up, all that was taken in stays, and the same run again adds the rest."""
        self.run_leads(db="whole.db", pair="more.csv=map.yaml")
        whole = self.export("whole.db")
        for room in (0, 1_000, 30_000, 100_000, 150_000, 300_000, 600_000):
            with self.subTest(room=room):
                db = f"room{room}.db"
                limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
                answer = self.run_leads(code=3, db=db, pair="more.csv=map.yaml", before=limit)
                self.complains(answer, db, "no room", "make room and repeat it")
                self.is_soon(answer)
                if (self.folder / db).exists():
                    self.assertEqual(self.relance("audit", "--db", db).out, "nothing is wrong\n")
                self.run_leads(db=db, pair="more.csv=map.yaml")
                self.assertEqual(self.export(db), whole)

    def test_a_disk_without_any_room_lets_be_read_what_is_there(self):
        self.run_leads()
        before = self.export()
        none = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        self.complains(self.run_leads(code=3, pair="more.csv=map.yaml", before=none), "make room")
        self.assertEqual(self.export(), before)

    def test_a_message_that_cannot_be_written_is_no_crash(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([shell.RELANCE, "worklist", "--db", "nope.db"], cwd=self.folder,
                                  stderr=full)
        self.assertEqual(done.returncode, 1)

    def soon_by_the_clock(self, *command, **how):
        """Waiting takes no processor time, so the clock must tell; a busy computer only adds to what
        it shows, so that one try of some within the time proves it."""
        for _ in range(10):
            answer = self.relance(*command, "--db", "leads.db", **how)
            if answer.waited < shell.SECOND:
                break
        self.assertLess(answer.waited, shell.SECOND)
        return answer

    def all_wait_and_refuse(self, commands):
        for command in commands:
            with self.subTest(command):
                answer = self.soon_by_the_clock(*command, code=3)
                self.complains(answer, "leads.db is held by another program", "try again later")
                self.assertLess(answer.peak, shell.ROOM)

    def test_a_file_that_another_program_holds(self):
        self.run_leads()
        before = self.export()
        for begin, commands in (("BEGIN IMMEDIATE", WRITERS), ("BEGIN EXCLUSIVE", WRITERS)):
            other = sqlite3.connect(self.folder / "leads.db", isolation_level=None)
            other.execute(begin)
            self.all_wait_and_refuse(commands)
            other.execute("ROLLBACK")
            other.close()
        self.assertEqual(self.export(), before)

    def test_a_file_that_nobody_else_may_even_read(self):
        self.run_leads()
        before = self.export()
        other = sqlite3.connect(self.folder / "leads.db", isolation_level=None)
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        self.all_wait_and_refuse([command for command in COMMANDS if command[0] != "ack"])
        other.execute("ROLLBACK")
        other.close()
        self.assertEqual(self.export(), before)

    def test_a_commit_of_another_relance_that_does_not_end(self):
        self.run_leads()
        before = self.export()
        with open(self.folder / "leads.db.lock", "r+b") as lock:
            held = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 1, 0)
            fcntl.fcntl(lock, OFD_SETLK, held)
            self.all_wait_and_refuse(WRITERS)
            # Who only reads waits for nobody, not even when it closes the file.
            self.soon_by_the_clock("worklist", "--now", NOW)
        self.assertEqual(self.export(), before)

    def test_two_runs_at_once_both_get_their_turn(self):
        self.run_leads()
        self.write("map2.yaml", MAPPING.replace("name: leads", "name: others"))
        self.write("others.csv", "id,at\n" + "".join(f"M{i},2026-01-02\n" for i in range(5_000)))
        arguments = [shell.RELANCE, "run", "rules.yaml", "--db", "leads.db", "--now", NOW, "--input"]
        both = [subprocess.Popen([*arguments, pair], cwd=self.folder, stdout=subprocess.DEVNULL)
                for pair in ("more.csv=map.yaml", "others.csv=map2.yaml")]
        self.assertEqual([run.wait(timeout=300) for run in both], [0, 0])
        self.assertEqual(self.export().count("\nlead "), 10_001)

    def test_a_clock_that_goes_back(self):
        """Nothing fires twice, nothing is taken back, and a run says so where it matters."""
        self.run_leads()
        before = self.export()
        for command in (("tick",), ("worklist",), ("report",), ("claim",)):
            self.is_soon(self.relance(*command, "--db", "leads.db", "--now", "2020-01-01T00:00:00Z"))
        answer = self.relance("run", "rules.yaml", "--db", "leads.db", "--now", "2020-01-01T00:00:00Z",
                              "--input", "leads.csv=map.yaml", code=1)
        self.complains(answer, "leads.csv:2: ", "after 2020-01-01T00:00:00Z, the end of this run",
                       "is the clock of this computer right?")
        self.assertEqual(self.export(), before)
        self.assertIn("1 of these told before", self.run_leads().out)
        self.assertEqual(self.export(), before)

    def test_times_that_no_clock_shows(self):
        self.run_leads()
        before = self.export()
        for now in ("1899-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "9999-12-31T00:00:00Z", "0", "-1"):
            answer = self.relance("tick", "--db", "leads.db", f"--now={now}", code=2)
            self.complains(answer, "--now takes an instant", "1900 to 2199")
        self.assertEqual(self.export(), before)


if __name__ == "__main__":
    shell.main()
