#!/usr/bin/env python3
"""The command as a script and a person use it."""

import shell

RULES = """relance: 1
name: shop
timezone: Europe/Paris
initial: came
calendars: {shop: {open: {mon-sun: [09:00-18:00]}}}
watch: {every: 90 d, do: [{alert: boss}]}
states:
  came:
    stage: new
    enter: [{call: first_call, within: 2 h}, {alert: boss}]
    events: {reached: talking, lost: gone}
  talking: {stage: contacted, events: {sold: won, lost: gone}}
  won: {stage: sold, enter: [{tell: delivery}]}
  gone: {stage: lost}
host_effects: {delivery: {}}
benchmarks: {minimum: {sold: 13% of leads}}
"""
LEADS_MAP = """relance_mapping: 1
name: leads
timezone: Europe/Paris
lead: {column: id}
events: [{event: received, at: {column: at}, with: {source: {column: source}}}]
"""
CALLS_MAP = """relance_mapping: 1
name: calls
timezone: Europe/Paris
lead: {column: id}
events:
  - {event: attempted, at: {column: at}, actor: {column: who},
     with: {channel: phone, outcome: {column: result}}}
"""
NOW = "2026-01-05T10:30:00+01:00"


class ToolTest(shell.ShellTest):
    def setUp(self):
        super().setUp()
        self.write("rules.yaml", RULES)
        self.write("leads.yaml", LEADS_MAP)
        self.write("calls.yaml", CALLS_MAP)
        self.write("leads.csv", "id,at,source\nA,2026-01-05 10:00:00,web\nB,2026-01-05 10:10:00,phone\n")
        self.write("calls.csv", "id,at,who,result\nB,2026-01-05 10:20:00,ada,conversation\n")

    def run_all(self):
        return self.relance("run", "rules.yaml", "--db", "shop.db", "--now", NOW,
                            "--input", "leads.csv=leads.yaml", "--input", "calls.csv=calls.yaml")

    def ask(self, command, *more, code=0, now=NOW):
        return self.relance(command, *more, "--db", "shop.db", "--now", now, code=code)

    def test_check_tells_what_is_right_and_what_is_not(self):
        answer = self.relance("check", "rules.yaml", "leads.yaml")
        first, second = answer.out.splitlines()
        self.assertRegex(first, r"^rules.yaml: right: rules shop, 4 states, 4 transitions, "
                                r"fingerprint [0-9a-f]{32}$")
        self.assertEqual(second, "leads.yaml: right: mapping leads, 1 event")
        self.write("wrong.yaml", LEADS_MAP.replace("lead:", "laed:"))
        answer = self.relance("check", "wrong.yaml", "rules.yaml", "--json", code=1)
        lines = answer.lines()
        self.assertEqual([line.get("code") for line in lines[:2]], [502, 501])
        self.assertEqual(lines[-1]["file"], "rules.yaml")

    def test_a_run_then_the_worklist_and_the_funnel(self):
        self.assertEqual(self.run_all().out,
                         "3 records of 2 files\n3 events\n        3 accepted\n"
                         "0 timers fired at the end\n")
        self.assertEqual(
            self.ask("worklist").out,
            "times in Europe/Paris\n"
            "by                lead  what             not before  ran out  since             state  "
            "held by  why\n"
            "2026-01-05 12:00  A     call first_call  -           -        2026-01-05 10:00  came   "
            "-        received: states.came.enter[0]\n")
        self.assertEqual(
            self.ask("report").out.splitlines()[:4],
            ["source  leads  attempted  reached  qualified  booked  shown  sold  lost",
             "phone       1          1        1          0       0      0     0     0",
             "web         1          0        0          0       0      0     0     0",
             "all         2          1        1          0       0      0     0     0"])

    def test_show_tells_the_history(self):
        self.run_all()
        lead = self.relance("show", "B", "--db", "shop.db", "--json").lines()[0]
        self.assertEqual((lead["state"], lead["stage"], lead["source"]),
                         ("talking", "contacted", "phone"))
        self.assertEqual([entry["event"] for entry in lead["history"]],
                         ["received", "attempted", "reached"])
        self.assertEqual(lead["history"][1]["actor"], "ada")
        self.assertIn("lead B: talking (stage contacted)",
                      self.relance("show", "B", "--db", "shop.db").out)
        self.assertIn("no lead 'Z'", self.relance("show", "Z", "--db", "shop.db", code=1).err)

    def test_time_passes_by_tick(self):
        self.run_all()
        later = "2026-01-05T13:00:00+01:00"
        self.assertEqual(self.relance("tick", "--db", "shop.db", "--now", later, "--json").lines()[0]
                         ["fired"], 1)  # nobody called A within two hours
        lead = self.relance("show", "A", "--db", "shop.db", "--json").lines()[0]
        self.assertEqual(lead["history"][-1]["event"], "neglected")
        self.assertIn("0 timers fired", self.ask("tick", now=later).out)

    def test_a_run_tells_what_had_waited_since_an_earlier_one(self):
        run = ("run", "rules.yaml", "--db", "shop.db", "--now", NOW, "--input")
        self.assertIn("1 waiting for their lead", self.relance(*run, "calls.csv=calls.yaml").out)
        answer = self.relance(*run, "leads.csv=leads.yaml", "--report", "run.jsonl")
        self.assertIn("1 event of earlier runs decided\n        1 accepted\n", answer.out)
        self.assertIn('"earlier_run":true', (self.folder / "run.jsonl").read_text())

    def test_tick_fires_no_more_than_asked_and_tells_what_is_left(self):
        self.write("calls.csv", "id,at,who,result\n")  # nobody calls A or B within two hours
        self.run_all()
        later = "2026-01-05T13:00:00+01:00"
        answer = self.ask("tick", "--at-most", "1", "--json", now=later).lines()[0]
        self.assertEqual((answer["fired"], answer["more"]), (1, True))
        self.assertRegex(self.ask("tick", "--at-most", "1", now=later).out, "^1 timer fired; ")
        self.assertNotIn("more is due", self.ask("tick", now=later).out)
        self.ask("tick", "--at-most", "0", code=2)

    def test_a_slip_in_a_command_is_answered_with_the_nearest_one(self):
        for words, answer in ((["worklst"], "no command `worklst`: did you mean worklist?"),
                              (["dlq", "lst"], "no command `lst`: did you mean list?"),
                              (["zzzzzz"], "no command `zzzzzz`: see relance --help")):
            self.assertEqual(self.relance(*words, code=2).err, f"relance: {answer}\n")
        self.assertIn("no option `--fast`: see relance tick --help",
                      self.relance("tick", "--fast", code=2).err)
        self.assertIn("(see relance dlq list --help)", self.relance("dlq", "list", code=2).err)

    def test_a_script_claims_acknowledges_and_fails(self):
        self.run_all()
        effects = self.ask("claim", "--lease", "60").lines()
        wanted = {(effect["lead"], effect["verb"], effect["name"]) for effect in effects}
        self.assertIn(("A", "call", "first_call"), wanted)
        self.assertIn(("B", "alert", "boss"), wanted)
        self.assertEqual(self.ask("claim").out, "")  # all are leased
        first = effects[0]
        self.ask("ack", first["id"], first["token"])
        self.ask("ack", first["id"], first["token"])  # a repeated ack is fine
        second = effects[1]
        answer = self.ask("ack", second["id"], second["token"] + 7, code=1)
        self.assertIn("no hand-out of", answer.err)
        self.ask("fail", second["id"], second["token"], "smtp_550")
        self.assertIn("is open", self.ask("ack", "0" * 32, 1, code=1).err)

    def test_effects_given_up_are_listed_queued_again_or_dropped(self):
        self.run_all()
        now, tries = 30, 0
        letters = []
        while not letters and tries < 200:  # back-off: at most an hour between two hand-outs
            at = f"2026-01-{6 + now // 24:02}T{now % 24:02}:00:00Z"
            for effect in self.ask("claim", now=at).lines():
                if effect["verb"] == "alert":
                    self.ask("fail", effect["id"], effect["token"], "no_pager", now=at)
            letters = self.relance("dlq", "list", "--db", "shop.db", "--json").lines()
            now, tries = now + 2, tries + 1
        self.assertEqual({letter["error"] for letter in letters}, {"no_pager"})
        at = f"2026-01-{6 + now // 24:02}T{now % 24:02}:00:00Z"
        self.relance("dlq", "requeue", letters[0]["id"], "--db", "shop.db", "--now", at)
        left = self.relance("dlq", "list", "--db", "shop.db", "--json").lines()
        self.assertEqual(len(left), len(letters) - 1)
        for letter in left:
            self.relance("dlq", "drop", letter["id"], "--db", "shop.db", "--now", at)
            again = self.relance("dlq", "drop", letter["id"], "--db", "shop.db", "--now", at, code=1)
            self.assertEqual(again.err, f"relance: {letter['id']} is no dead letter\n")
        self.assertEqual(self.relance("dlq", "list", "--db", "shop.db").out, "no dead letters\n")

    def test_a_tenant_that_is_not_there_is_told_in_the_words_of_the_command(self):
        self.run_all()
        for words in (["show", "A"], ["ack", "0" * 32, 1], ["fail", "0" * 32, 1, "x"], ["worklist"],
                      ["dlq", "list"], ["dlq", "drop", "0" * 32]):
            error = self.relance(*words, "--db", "shop.db", "--tenant", "nobody", code=1).err
            self.assertIn("no leads of tenant 'nobody'; --tenant names another", error)

    def test_quiet_and_memory(self):
        answer = self.relance("run", "rules.yaml", "--memory", "--quiet", "--now", NOW, "--input",
                              "leads.csv=leads.yaml")
        self.assertEqual((answer.out, answer.err), ("", ""))
        self.assertEqual([path.name for path in self.folder.glob("*.db")], [])

    def test_standard_input_is_a_dash(self):
        answer = self.relance("run", "rules.yaml", "--now", NOW, "--input", "-=leads.yaml",
                              stdin=b"id,at,source\nA,2026-01-05,web\n")
        self.assertIn("1 accepted", answer.out)
        self.relance("check", "-", stdin=RULES.encode())

    def test_tenants_are_apart(self):
        self.run_all()
        self.relance("run", "rules.yaml", "--db", "shop.db", "--tenant", "north", "--now", NOW,
                     "--input", "leads.csv=leads.yaml")
        count = lambda tenant: self.relance("report", "--db", "shop.db", "--now", NOW, "--tenant",
                                            tenant, "--json").lines()[0]["all"]["reached"]
        self.assertEqual((count("main"), count("north")), (1, 0))

    def test_audit_and_export(self):
        self.run_all()
        self.assertEqual(self.relance("audit", "--db", "shop.db").out, "nothing is wrong\n")
        self.assertEqual(self.relance("audit", "--forgotten", "--db", "shop.db").out,
                         "no lead is forgotten\n")
        text = self.relance("export", "--db", "shop.db", "--now", NOW).out
        self.assertIn("received", text)
        self.assertEqual(self.relance("export", "--db", "shop.db", "--now", NOW).out, text)

    def test_help_fits_80_columns_and_says_where_the_time_comes_from(self):
        commands = ["check", "run", "worklist", "report", "show", "export", "audit", "tick", "claim",
                    "ack", "fail", "dlq"]
        for arguments in [[]] + [[command] for command in commands] + [["dlq", "list"]]:
            text = self.relance(*arguments, "--help").out
            self.assertLessEqual(max(map(len, text.splitlines())), 80, arguments)
        for command in ("run", "tick", "worklist"):
            self.assertIn("this computer's clock", self.relance(command, "--help").out)
        for command in ("worklist", "report", "export", "claim", "tick"):
            self.assertIn("fires what is due up to --now", self.relance(command, "--help").out)


if __name__ == "__main__":
    shell.main()
