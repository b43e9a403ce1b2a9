#!/usr/bin/env python3
"""8,842 real records, by mapping and rules alone: the funnel equals what Python's csv module counts."""

import collections
import csv
import json
import os
import pathlib
import sys

import shell

NOW = "2018-12-01T00:00:00Z"
EARLY = "b91cf8812365f50ff4bda4bcd6206b05"  # won two days before its first contact


class OlistTest(shell.ShellTest):
    def setUp(self):
        super().setUp()
        data = pathlib.Path(os.environ["RELANCE_SHARED"], "data", "olist")
        self.leads = data / "olist_marketing_qualified_leads_dataset.csv"
        self.deals = data / "olist_closed_deals_dataset.csv"
        self.example = shell.ROOT / "examples" / "olist"

    def run_all(self, report):
        return self.relance("run", self.example / "rules.yaml", "--db", "olist.db", "--now", NOW,
                            "--input", f"{self.leads}={self.example}/leads.mapping.yaml",
                            "--input", f"{self.deals}={self.example}/deals.mapping.yaml",
                            "--report", report, "--json")

    def count(self):
        with open(self.leads, newline="", encoding="utf-8") as file:
            origin = {row["mql_id"]: row["origin"] or "not_given" for row in csv.DictReader(file)}
        with open(self.deals, newline="", encoding="utf-8") as file:
            sold = {row["mql_id"] for row in csv.DictReader(file)}
        return (collections.Counter(origin.values()),
                collections.Counter(origin[lead] for lead in sold))

    def test_the_funnel_by_origin_equals_an_independent_count(self):
        self.run_all("run.jsonl")
        funnel = self.relance("report", "--db", "olist.db", "--now", NOW, "--json").lines()[0]
        leads, sold = self.count()
        self.assertEqual({line["source"]: line["leads"] for line in funnel["sources"]}, dict(leads))
        self.assertEqual({line["source"]: line["sold"] for line in funnel["sources"]},
                         {origin: sold[origin] for origin in leads})
        self.assertEqual((funnel["all"]["leads"], funnel["all"]["sold"]), (8000, 842))
        self.assertEqual(leads["not_given"], 60)  # a row of their own beside `unknown`
        self.assertEqual(funnel["all"]["qualified"], 8000)
        rate = funnel["all"]["rates"][0]
        self.assertEqual((rate["count"], rate["of"], rate["basis_points"], rate["gap_basis_points"]),
                         (842, 8000, 1053, -247))

    def test_the_deal_before_its_first_contact_waits_for_its_lead(self):
        counts = self.run_all("run.jsonl").lines()[0]
        self.assertEqual((counts["records"], counts["events"], counts["accepted"]),
                         (8842, 8842, 8842))
        self.assertEqual((counts["waited"], counts["waiting"], counts["unreadable"]), (1, 0, 0))
        lines = [json.loads(line) for line in (self.folder / "run.jsonl").read_text().splitlines()]
        early = [line for line in lines if line["lead"] == EARLY]
        self.assertEqual([line["verdict"] for line in early], ["waiting", "accepted", "accepted"])
        self.assertEqual([line["event"] for line in early], ["sold", "received", "sold"])
        lead = self.relance("show", EARLY, "--db", "olist.db", "--json").lines()[0]
        self.assertEqual(lead["stage"], "sold")
        self.assertTrue(lead["history"][-1]["waited"])

    def test_a_rerun_creates_nothing_twice(self):
        self.run_all("run.jsonl")
        before = self.relance("export", "--db", "olist.db", "--now", NOW).out
        again = self.run_all("again.jsonl").lines()[0]
        self.assertEqual((again["events"], again["repeated"]), (8842, 8842))
        self.assertEqual(self.relance("export", "--db", "olist.db", "--now", NOW).out, before)
        self.relance("audit", "--db", "olist.db")


if __name__ == "__main__":
    if "RELANCE_SHARED" not in os.environ:
        print("SKIPPED: tool_olist: RELANCE_SHARED is not set")
        sys.exit(77)
    shell.main()
