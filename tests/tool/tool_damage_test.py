#!/usr/bin/env python3
"""A damaged lead stands still alone and is named; a clock that is wrong is said, or refused."""

import datetime
import sqlite3

import shell
from bad_input import MAPPING

RULES = """relance: 1
name: shop
initial: came
watch: {every: 3 y, do: [{alert: boss}]}
states:
  came:
    stage: new
    enter: [{call: first_call}]
    events: {lost: gone}
    after: [{delay: 2 h, do: [{alert: boss}]}]
  gone: {stage: lost}
"""
LEADS = "id,at\nA,2026-01-05 10:00:00\nB,2026-01-05 10:10:00\nC,2026-01-05 10:20:00\n"
NOW = "2026-01-05T11:00:00Z"
LATER = "2026-01-05T13:00:00Z"


class DamageTest(shell.ShellTest):
    def setUp(self):
        super().setUp()
        self.write("rules.yaml", RULES)
        self.write("map.yaml", MAPPING)
        self.write("leads.csv", LEADS)
        self.run_leads()

    def run_leads(self, now=NOW, code=0, *more):
        return self.relance("run", "rules.yaml", "--db", "leads.db", "--now", now, "--input",
                            "leads.csv=map.yaml", *more, code=code)

    def ask(self, *command, now=LATER, code=0):
        return self.relance(*command, "--db", "leads.db", "--now", now, code=code)

    def damage(self, number):
        with sqlite3.connect(self.folder / "leads.db") as database:
            database.execute("UPDATE lead SET body = x'00' WHERE id & 255 = ?", (number,))

    def names_b(self, answer):
        self.assertEqual(len(answer.err.splitlines()), 1, answer.err)
        for part in ("lead 'B' (number 2 of tenant 'main') is damaged", "restore a copy"):
            self.assertIn(part, answer.err)

    def test_all_but_the_damaged_lead_is_shown_and_it_is_named(self):
        self.damage(2)
        answer = self.ask("tick", "--json", code=3)
        self.assertEqual(answer.lines()[0]["fired"], 2)
        self.names_b(answer)
        for command in (["worklist"], ["worklist", "--json"], ["worklist", "--quiet"]):
            answer = self.ask(*command, code=3)
            self.assertIn("first_call", answer.out)
            self.assertNotIn("lead\":\"B", answer.out)
            self.names_b(answer)
        answer = self.ask("report", "--json", code=3)
        self.assertEqual(answer.lines()[0]["all"]["leads"], 2)
        self.names_b(answer)
        answer = self.ask("export", code=3)
        self.assertIn('\ndamaged lead "B" number 2\n', answer.out)
        self.assertIn('lead "C" number 3', answer.out)
        self.names_b(answer)
        answer = self.ask("claim", code=3)
        self.assertEqual({effect["lead"] for effect in answer.lines()}, {"A", "C"})
        self.names_b(answer)
        self.names_b(self.relance("show", "B", "--db", "leads.db", code=3))
        self.relance("show", "A", "--db", "leads.db")

    def test_a_run_takes_in_what_is_not_of_the_damaged_lead(self):
        self.damage(2)
        self.write("leads.csv", LEADS + "D,2026-01-05 10:30:00\n")
        answer = self.run_leads(NOW, 3)
        self.assertIn("1 not readable", answer.out)
        self.assertIn("3 accepted", answer.out)
        lines = answer.err.splitlines()
        self.assertEqual(len(lines), 2, answer.err)
        self.assertIn("leads.csv:3: received: its lead is damaged", lines[0])
        self.assertIn("lead 'B' (number 2 of tenant 'main') is damaged", lines[1])
        self.assertEqual(self.ask("report", "--json", now=NOW, code=3).lines()[0]["all"]["leads"], 3)

    def test_a_spoiled_first_row_of_a_history_hides_no_other_lead(self):
        self.write("rules.yaml", RULES.replace("first_call", "first_call, within: 30 min"))
        self.relance("run", "rules.yaml", "--db", "old.db", "--now", NOW, "--input",
                     "leads.csv=map.yaml")
        ask = lambda *words, code=3: self.relance(*words, "--db", "old.db", "--now", LATER, code=code)
        ask("tick", code=0)  # all ran out since, so that the worklist looks at their histories
        with sqlite3.connect(self.folder / "old.db") as database:
            database.execute("UPDATE journal SET body = zeroblob(length(body)) "
                             "WHERE lead & 255 = 2 AND seq = 1")
        answer = ask("worklist", "--json")
        self.assertEqual({item["lead"] for item in answer.lines()}, {"A", "C"})
        self.names_b(answer)
        answer = ask("worklist")
        for lead in "AC":
            self.assertRegex(answer.out, f" {lead} +call first_call")
        self.names_b(answer)
        answer = ask("export")
        self.assertIn('\ndamaged lead "B" number 2\n', answer.out)
        self.assertIn('lead "C" number 3', answer.out)
        self.names_b(answer)
        self.names_b(self.relance("show", "B", "--db", "old.db", code=3))
        for command in (["report"], ["claim"], ["dlq", "list"]):
            words = [*command, "--db", "old.db"] + ([] if command[0] == "dlq" else ["--now", LATER])
            self.assertEqual(self.relance(*words).err, "")  # these read no history
        self.assertRegex(self.relance("audit", "--db", "old.db", code=3).out,
                         r"tenant main lead 2 \('B'\): journal row \d+ .* is damaged")

    def test_many_damaged_leads_are_counted_not_listed(self):
        rows = "".join(f"X{i},2026-01-05 10:30:00\n" for i in range(30))
        self.write("leads.csv", LEADS + rows)
        self.run_leads()
        with sqlite3.connect(self.folder / "leads.db") as database:
            database.execute("UPDATE lead SET body = x'00' WHERE id & 255 > 3")
        lines = self.ask("report", code=3).err.splitlines()
        self.assertEqual(len(lines), 21)
        self.assertIn("10 more damaged leads: relance audit names them", lines[-1])

    def test_a_clock_that_went_back_is_said_and_undoes_nothing(self):
        self.ask("tick")
        export = self.ask("export").out
        for command in ("tick", "claim", "worklist", "report", "export"):
            answer = self.ask(command, now="2026-01-05T09:00:00Z")
            self.assertEqual(len(answer.err.splitlines()), 1, answer.err)
            for part in ("now is 2026-01-05T09:00:00Z", "have reached 2026-01-05T12:", "set the clock"):
                self.assertIn(part, answer.err)
        self.assertEqual(self.ask("export").out, export)
        self.assertEqual(self.ask("export").err, "")
        self.assertEqual(self.ask("report", "--quiet", now="2026-01-05T09:00:00Z").err, "")

    def test_clocks_of_two_computers_differ_a_little(self):
        self.ask("tick")  # the last alert was at 12:20
        self.assertEqual(self.ask("report", now="2026-01-05T12:16:00Z").err, "")
        self.assertIn("have reached", self.ask("report", now="2026-01-05T12:14:00Z").err)

    def test_a_year_that_was_mistyped_moves_nothing(self):
        far = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=5 * 366 + 4)
        far = far.strftime("%Y-%m-%dT%H:%M:%SZ")
        export = self.ask("export", now=NOW).out
        for command in (["tick"], ["claim"], ["worklist"], ["report"], ["export"]):
            answer = self.ask(*command, now=far, code=2)
            self.assertEqual(len(answer.err.splitlines()), 1, answer.err)
            self.assertIn(f"--now {far} lies more than five years after", answer.err)
            self.assertIn("--far-future", answer.err)
        self.run_leads(far, 2)
        self.assertEqual(self.ask("export", now=NOW).out, export)
        fired = self.ask("tick", "--far-future", "--json", now=far).lines()[0]["fired"]
        self.assertGreaterEqual(fired, 6)  # of each lead the first alert, then a watch in 3 years


if __name__ == "__main__":
    shell.main()
