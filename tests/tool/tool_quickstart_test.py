#!/usr/bin/env python3
"""The shipped week: what the quickstart shows, counted again in Python."""

import collections
import csv
import filecmp
import subprocess
import sys

import shell

NOW = "2026-03-06T16:00:00+01:00"


class QuickstartTest(shell.ShellTest):
    def setUp(self):
        super().setUp()
        self.data = shell.ROOT / "examples" / "quickstart"

    def run_week(self, code=0):
        data = self.data
        return self.relance("run", shell.ROOT / "examples/rules/dealership.yaml", "--db", "week.db",
                            "--now", NOW, "--json",
                            "--input", f"{data}/leads.csv={data}/leads.mapping.yaml",
                            "--input", f"{data}/events.csv={data}/events.mapping.yaml", code=code)

    def rows(self, name):
        with open(self.data / name, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def test_the_generator_gives_the_committed_files(self):
        subprocess.run([sys.executable, self.data / "generate.py", self.folder], check=True)
        for name in ("leads.csv", "events.csv"):
            self.assertTrue(filecmp.cmp(self.folder / name, self.data / name, shallow=False), name)

    def test_persons_are_fictitious(self):
        for row in self.rows("leads.csv"):
            self.assertTrue(row["e-mail"].endswith("@example.com"))
            self.assertTrue(row["phone"].startswith("+33 6 39 98 "))

    def test_the_funnel_equals_an_independent_count(self):
        counts = self.run_week().lines()[0]
        leads, events = self.rows("leads.csv"), self.rows("events.csv")
        self.assertEqual((counts["records"], counts["unreadable"]), (len(leads) + len(events), 0))
        funnel = self.relance("report", "--db", "week.db", "--now", NOW, "--json").lines()[0]
        source = {row["id"]: row["source"] or "not_told" for row in leads}
        told = collections.defaultdict(set)
        for row in events:
            told[row["what"]].add(row["lead"])
            if row["result"] == "conversation":
                told["reached"].add(row["lead"])
        for line in funnel["sources"]:
            mine = {lead for lead, origin in source.items() if origin == line["source"]}
            self.assertEqual(line["leads"], len(mine))
            self.assertEqual(line["attempted"], len(mine & told["appel"]))
            self.assertEqual(line["reached"], len(mine & told["reached"]))
            self.assertEqual(line["booked"], len(mine & told["rdv"]))
            self.assertEqual(line["shown"], len(mine & told["visite"]))
            self.assertEqual(line["sold"], len(mine & told["vente"]))
        self.assertEqual(funnel["all"]["leads"], 300)

    def test_the_worklist_is_by_urgency_and_says_what_why_and_by_when(self):
        self.run_week()
        items = self.relance("worklist", "--db", "week.db", "--now", NOW, "--json").lines()
        self.assertEqual(len(items), 50)
        limits = [item.get("by", "9999") for item in items]
        self.assertEqual(limits, sorted(limits))
        for item in items:
            self.assertIn(item["verb"], ("call", "send", "remind"))
            self.assertTrue(item["rule"].startswith("states."))
            self.assertTrue(item["because"])
        text = self.relance("worklist", "--db", "week.db", "--now", NOW, "--at-most", "3").out
        self.assertEqual(text.splitlines()[0], "times in Europe/Paris")
        self.assertEqual(len(text.splitlines()), 6)

    def test_nothing_personal_is_printed(self):
        self.run_week()
        out = ""
        for command in ("worklist", "report", "export", "claim"):
            out += self.relance(command, "--db", "week.db", "--now", NOW).out
        out += self.relance("show", "Q0001", "--db", "week.db").out
        for row in self.rows("leads.csv"):
            for name in ("e-mail", "phone", "customer"):
                self.assertNotIn(row[name], out)
        person = self.relance("show", "Q0001", "--db", "week.db", "--person").out
        self.assertIn("@example.com", person)


if __name__ == "__main__":
    shell.main()
