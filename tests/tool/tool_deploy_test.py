#!/usr/bin/env python3
"""Other rules on a running database: what is said before, what is done, what is refused, what the
proof of a lead says afterwards, and rolling back."""

import shell

RULES = """relance: 1
name: shop
timezone: UTC
initial: came
watch: {every: 5 d, do: [{alert: boss}]}
states:
  came:
    stage: new
    enter: [{call: first_call, within: 2 h}]
    events: {reached: talking, lost: gone}
  talking: {stage: contacted, events: {lost: gone}}
  gone: {stage: lost}
"""
OTHER = RULES.replace("2 h", "4 h").replace("talking", "in_talk")
LEADS_MAP = """relance_mapping: 1
name: leads
timezone: UTC
lead: {column: id}
events:
  - {event: received, when: {column: what, is: new}, at: {column: at}}
  - {event: inbound, when: {column: what, is: inbound}, at: {column: at}}
"""
LEADS = """id,at,what
A,2026-01-05 09:00:00,new
B,2026-01-05 09:00:00,new
B,2026-01-05 09:10:00,inbound
"""
NOW = "2026-01-05T09:30:00Z"
AT = ("--db", "leads.db", "--now", NOW)


class DeployTest(shell.ShellTest):
    def setUp(self):
        super().setUp()
        self.write("rules.yaml", RULES)
        self.write("other.yaml", OTHER)
        self.write("leads.map", LEADS_MAP)
        self.write("leads.csv", LEADS)
        self.relance("run", "rules.yaml", *AT, "--input", "leads.csv=leads.map", "--quiet")

    def export(self):
        return self.relance("export", *AT).out

    def state(self, lead):
        return self.relance("show", lead, "--db", "leads.db", "--json").lines()[0]

    def test_what_has_no_counterpart_is_refused_and_nothing_is_put_in_force(self):
        before = self.export()
        answer = self.relance("deploy", "other.yaml", *AT, "--move", "all", code=1)
        self.assertIn("talking has no counterpart in the new rules: 1 lead cannot move, such as 'B'; "
                      "--map talking=in_talk as it seems", answer.err)
        self.assertIn("nothing was put in force", answer.out)
        self.assertEqual(self.export(), before)

    def test_a_promise_without_a_counterpart_is_refused_with_the_way_out(self):
        promise = "{from: received, until: attempted, within: 2 h, breach: [{alert: boss}]}"
        promised = RULES.replace("watch:", f"deadlines: {{attempt: {promise}}}\nwatch:")
        self.write("promised.yaml", promised)
        self.write("renamed.yaml", promised.replace("{attempt:", "{first_try:"))
        at = ("--db", "promised.db", "--now", NOW)
        self.relance("run", "promised.yaml", *at, "--input", "leads.csv=leads.map", "--quiet")
        answer = self.relance("deploy", "renamed.yaml", *at, "--move", "all", code=1)
        self.assertIn("deadlines.attempt has no counterpart in the new rules: 2 leads cannot move, "
                      "such as 'A'; --map 'deadlines.attempt=deadlines.NEW' where it goes on, or "
                      "--map 'deadlines.attempt=-' lets it go", answer.err)
        self.relance("deploy", "renamed.yaml", *at, "--move", "all",
                     "--map", "deadlines.attempt=deadlines.first_try")
        shown = self.relance("show", "A", "--db", "promised.db").out
        self.assertIn("first_try", shown)
        self.assertIn("11:00", shown)  # two hours after it was received, as before

    def test_a_dry_run_says_what_the_move_then_does(self):
        before = self.export()
        wanted = ("deploy", "other.yaml", *AT, "--move", "all", "--map", "talking=in_talk",
                  "--json", "--leads")
        planned = self.relance(*wanted, "--dry-run").lines()
        self.assertEqual(self.export(), before)
        done = self.relance(*wanted).lines()
        self.assertEqual(planned[:-1], done[:-1])
        self.assertTrue(planned[-1].pop("planned"))
        self.assertFalse(done[-1].pop("planned"))
        self.assertEqual(planned[-1], done[-1])
        first = {timer["what"]: timer for timer in done[0]["rearmed"]}
        self.assertEqual(first["limit of call first_call"],
                         {"what": "limit of call first_call", "before": "2026-01-05T11:00:00Z",
                          "after": "2026-01-05T13:00:00Z"})
        self.assertEqual([self.state(lead)["state"] for lead in "AB"], ["came", "in_talk"])
        self.assertEqual(self.relance(*wanted).lines()[-1]["leads"], 0)

    def test_it_says_what_the_rules_disagree_about_and_who_moved(self):
        answer = self.relance("deploy", "other.yaml", *AT, "--move", "state=came")
        self.assertIn("  came, on entry, first call: 2 h > 4 h\n", answer.out)
        self.assertIn("1 lead moved\n", answer.out)
        self.assertIn("limit of call first_call", answer.out)

    def test_the_proof_names_both_rules_and_who_wanted_it(self):
        self.relance("deploy", "other.yaml", *AT, "--move", "state=came", "--by", "ada")
        history = self.state("A")["history"]
        moved = history[-1]
        self.assertEqual((moved["event"], moved["actor"]), ("deployed", "ada"))
        self.assertEqual(moved["fingerprint_before"], history[0]["fingerprint"])
        self.assertNotEqual(moved["fingerprint"], moved["fingerprint_before"])
        self.assertEqual(moved["carried"], ["call first_call"])
        shown = self.relance("show", "A", "--db", "leads.db").out
        self.assertIn("deployed by ada: came > came" if "came > came" in shown
                      else "deployed by ada: stays in came", shown)
        self.assertIn("before      shop, fingerprint " + moved["fingerprint_before"][:12], shown)
        self.assertIn("goes on     call first_call", shown)
        self.assertIn("cancels     limit of call first_call, which was due 2026-01-05 11:00:00", shown)
        self.assertIn("arms        limit of call first_call due 2026-01-05 13:00:00 (4 h)", shown)
        self.relance("audit", "--db", "leads.db")

    def test_rules_that_decide_after_the_move_are_named_with_what_they_passed_over(self):
        other = OTHER.replace("lost: gone}\n  in_talk",
                              "lost: [{to: gone, if: 'event.reason == \"x\"'}, {to: gone}]}\n  in_talk")
        self.write("third.yaml", other)
        self.relance("deploy", "third.yaml", *AT, "--move", "state=came")
        self.write("lost.map", LEADS_MAP.replace("event: inbound", "event: lost")
                   .replace("what, is: inbound}, at: {column: at}}",
                            "what, is: lost}, at: {column: at}, with: {reason: cold}}"))
        self.write("lost.csv", "id,at,what\nA,2026-01-05 09:31:00,lost\n")
        self.relance("run", "third.yaml", *AT, "--input", "lost.csv=lost.map", "--quiet")
        last = self.state("A")["history"][-1]
        self.assertEqual((last["event"], last["rule"]), ("lost", "states.came.events.lost[1]"))
        self.assertEqual(last["passed_over"], [{"rule": "states.came.events.lost[0]",
                                                "why": "its condition does not hold",
                                                "to": "gone", "condition": 'event.reason == "x"'}])
        self.assertEqual(last["fingerprint"], self.state("A")["fingerprint"])

    def test_what_would_be_due_at_once_is_told_before_anything_is_done(self):
        self.write("sooner.yaml", RULES.replace("2 h", "10 min"))
        before = self.export()
        answer = self.relance("deploy", "sooner.yaml", *AT, "--move", "all", "--dry-run", "--leads")
        self.assertIn("A: came > came, due at once: limit of call first_call\n", answer.out)
        self.assertIn("would be due at once: 1 timer of 1 lead, such as 'A'\n", answer.out)
        self.assertRegex(answer.out, r"armed anew +leads +sooner +later +begins +ends +due at once\n"
                                     r".*limit of call first_call +1 +1 +0 +0 +0 +1\n")
        told = self.relance("deploy", "sooner.yaml", *AT, "--move", "all", "--dry-run", "--leads",
                            "--json").lines()
        self.assertEqual((told[-1]["leads_due_at_once"], told[-1]["timers_due_at_once"]), (1, 1))
        self.assertEqual([each["at_once"] for each in told[-1]["rearmed"]], [1])
        self.assertTrue(told[0]["rearmed"][0]["at_once"])
        self.assertEqual(self.export(), before)
        self.assertIn("due at once: 1 timer of 1 lead", self.relance(
            "deploy", "sooner.yaml", *AT, "--move", "all").out)
        self.relance("tick", *AT)
        self.assertEqual(self.state("A")["history"][-1]["event"], "neglected")

    def test_only_what_changes_is_armed_anew(self):
        self.write("same.yaml", RULES.replace("name: shop", "name: mall"))
        answer = self.relance("deploy", "same.yaml", *AT, "--move", "all")
        self.assertIn("2 leads moved\n", answer.out)
        self.assertNotIn("armed anew", answer.out)

    def test_everything_without_a_counterpart_is_told_at_once(self):
        self.write("renamed.yaml", OTHER.replace("first_call", "opening_call"))
        answer = self.relance("deploy", "renamed.yaml", *AT, "--move", "all", "--dry-run", code=1)
        self.assertIn("--map talking=in_talk as it seems", answer.err)
        self.assertIn("call first_call has no counterpart", answer.err)

    def test_a_reason_to_pause_has_two_ways_out(self):
        promise = ("{from: received, until: attempted, within: 2 h, breach: [{alert: boss}], "
                   "pauses: {papers: {from: asked, until: inbound}}}")
        paused = (RULES.replace("watch:", f"events: {{asked: {{}}}}\ndeadlines: {{attempt: {promise}}}\n"
                                "watch:").replace("lost: gone}\n  talking", "lost: gone, asked: {}}\n  talking"))
        self.write("paused.yaml", paused)
        self.write("renamed.yaml", paused.replace("{papers:", "{documents:"))
        self.write("asked.map", LEADS_MAP.replace("event: inbound", "event: asked"))
        at = ("--db", "paused.db", "--now", NOW)
        self.relance("run", "paused.yaml", *at, "--input", "leads.csv=asked.map", "--quiet")
        answer = self.relance("deploy", "renamed.yaml", *at, "--move", "all", code=1)
        self.assertIn("deadlines.attempt.pauses.papers has no counterpart in the new rules: 1 lead "
                      "cannot move, such as 'B'; --map 'deadlines.attempt.pauses.papers="
                      "deadlines.DEADLINE.pauses.NEW' where it goes on, or "
                      "--map 'deadlines.attempt.pauses.papers=-' lets the clock go on", answer.err)
        self.relance("deploy", "renamed.yaml", *at, "--move", "all",
                     "--map", "deadlines.attempt.pauses.papers=deadlines.attempt.pauses.documents")
        self.assertIn("stands (documents)", self.relance("show", "B", "--db", "paused.db").out)
        self.relance("deploy", "paused.yaml", *at, "--move", "all",
                     "--map", "deadlines.attempt.pauses.documents=-")
        shown = self.relance("show", "B", "--db", "paused.db").out
        self.assertIn("attempt resumes: documents, due 2026-01-05 11:20:00", shown)

    def test_a_value_of_another_type_is_told_with_the_reason_and_the_way_out(self):
        rules = RULES.replace("watch:", "lead: {budget: {type: number}}\nwatch:")
        self.write("number.yaml", rules)
        self.write("text.yaml", rules.replace("number", "text"))
        self.write("budget.map", LEADS_MAP.replace("at: {column: at}}\n  -", "at: {column: at}, with: "
                                                   "{budget: 5}}\n  -"))
        at = ("--db", "typed.db", "--now", NOW)
        self.relance("run", "number.yaml", *at, "--input", "leads.csv=budget.map", "--quiet")
        answer = self.relance("deploy", "text.yaml", *at, "--move", "all", code=1)
        self.assertIn("lead.budget (it is of another type there) has no counterpart in the new rules: "
                      "2 leads cannot move, such as 'A'; --map 'lead.budget=lead.NEW' where it goes "
                      "on, or --map 'lead.budget=-' lets it go", answer.err)

    def test_rolling_back_is_an_earlier_text_and_the_mapping_turned_round(self):
        before = self.state("A")
        self.relance("deploy", "other.yaml", *AT, "--move", "all", "--map", "talking=in_talk")
        listed = self.relance("deployments", "--db", "leads.db", "--json").lines()
        self.assertEqual([each["leads"] for each in listed], [0, 2])
        self.relance("deploy", "--kept", listed[0]["fingerprint"][:12], *AT, "--move", "all",
                     "--map", "in_talk=talking")
        self.assertEqual(self.state("B")["state"], "talking")
        after = self.state("A")
        self.assertEqual(after["open_steps"], before["open_steps"])
        self.assertEqual(after["next_due"], before["next_due"])
        self.assertEqual(after["fingerprint"], before["fingerprint"])
        self.assertEqual(len(self.relance("deployments", "--db", "leads.db").out.splitlines()), 4)

    def test_wrong_words_are_told(self):
        for wrong, code, said in [
                (("--move", "some"), 2, "--move takes"),
                (("--move", "al"), 2, "not 'al'; did you mean all?"),
                (("--move", "stat=came"), 2, "did you mean state=...?"),
                (("--move", "state"), 2, "did you mean state=...?"),
                (("--move", "stage=contaced"), 2, "no stage 'contaced'; did you mean 'contacted'?"),
                (("--move", "stage=warm"), 2, "no stage 'warm'; there is 'new', 'contacted', "),
                (("--move", "all", "--map", "talking=-"), 2,
                 "'talking' cannot become '-': each lead is in a state, so name the one that it "
                 "comes to; there is 'came', 'in_talk', 'gone'"),
                (("--move", "all", "--map", "call first_call=send brochure"), 2,
                 "the new rules have no such step; there is 'call first_call'"),
                (("--move", "all", "--map", "call first_call=frst_call"), 2,
                 "did you mean 'call first_call'?"),
                (("--map", "talking=in_talk"), 2, "say with --move who does"),
                (("--move", "state=tlking", "--tenant", "mian"), 1, "there is 'main'"),
                (("--move", "all", "--map", "talking=in_tlk"), 2, "did you mean 'in_talk'?"),
                (("--move", "all", "--map", "talking"), 2, "--map takes OLD=NEW"),
                (("--move", "if=lead.atempts > 1"), 1,
                 "\n  lead.atempts > 1\n       ^~~~~~~\n  hint: did you mean lead.attempts?\n"),
                (("--move", "if=open(\"showroom\")"), 1, "calendars can be asked in rules only"),
                (("--move", "if=event.reason == \"x\""), 1, "hint: there is no event here: ask "),
                (("--move", "state=tlking"), 2, "ever had a state 'tlking'; did you mean 'talking'?"),
                (("--move", "all", "--map", "tlking=in_talk"), 2, "did you mean 'talking'?"),
                (("--move", "all", "--map", "first_call=in_talk"), 2,
                 "no rules of tenant 'main' ever had a state 'first_call'; did you mean "
                 "'call first_call'?"),
                (("--move", "all", "--map", "call first_call=first_call"), 2,
                 "did you mean 'call first_call'?"),
                (("--move", "all", "--map", "talking=in_talk", "--map", "talking=gone"), 2,
                 "'talking' is mapped twice: to 'in_talk' and to 'gone'"),
                (("--tenant", "mian", "--move", "all"), 1,
                 "leads.db has no tenant 'mian' whose leads could move; there is 'main'"),
                (("--tenant", "a\nb"), 2, "'a?b' cannot be a tenant's name"),
                (("--kept", "123456"), 2, "either a rules file or --kept")]:
            answer = self.relance("deploy", "other.yaml", *AT, *wrong, code=code)
            self.assertIn(said, answer.err, wrong)
        self.assertIn("no one text", self.relance("deploy", "--kept", "12345678", *AT, code=1).err)
        self.assertIn("did you mean lead.attempts?", self.relance(
            "deploy", "other.yaml", "--db", "new.db", "--now", NOW, "--move", "if=lead.atempts > 1",
            code=1).err)
        self.assertEqual(len(self.relance("deployments", "--db", "leads.db").out.splitlines()), 2)

    def test_what_a_step_a_lane_and_a_line_cannot_become_is_told_with_the_reason(self):
        rules = (OTHER.replace("states:\n", "lanes: {desk: {}, phone: {}}\nstates:\n")
                 .replace("  gone: {stage: lost}", "  gone: {stage: lost}\n")
                 .replace("stage: contacted,", "stage: contacted, enter: [{send: letter}],\n    "
                          "after: [{delay: 1 d, do: [{alert: boss}]}],"))
        self.write("lanes.yaml", rules)
        self.relance("deploy", "lanes.yaml", *AT)
        for mapped, said in [
                ("lane desk=slip", "'lane desk' cannot become 'slip': the new rules have no such "
                                   "lane; there is 'lane desk', 'lane phone'"),
                ("lane desk=phon", "did you mean 'lane phone'?"),
                ("lane dsk=lane phone", "ever had a lane 'lane dsk'; did you mean 'lane desk'?"),
                ("call first_call=send letter", "whoever has it was asked to call, so it stays a "
                                                "call; '-' withdraws it"),
                ("states.in_talk.after[0]=states.came.after[0]", "no such line"),
                ("states.in_talk.after[0]=-", "")]:
            answer = self.relance("deploy", "lanes.yaml", *AT, "--move", "all", "--map", mapped,
                                  "--map", "talking=in_talk", "--dry-run", code=2 if said else 0)
            self.assertIn(said, answer.err, mapped)

    def test_the_same_plan_can_be_given_again_when_nobody_has_the_old_rules_any_more(self):
        plan = ("deploy", "other.yaml", *AT, "--move", "all", "--map", "talking=in_talk")
        self.relance(*plan)
        self.assertIn("no lead moved", self.relance(*plan).out)

    def test_a_new_tenant_and_a_new_database_are_named(self):
        answer = self.relance("deploy", "other.yaml", *AT, "--tenant", "north", "--dry-run")
        self.assertIn("would be in force for the new tenant 'north'", answer.out)
        self.relance("deployments", "--db", "leads.db", "--tenant", "north", code=1)
        answer = self.relance("deploy", "other.yaml", *AT, "--tenant", "north")
        self.assertIn("are in force for the new tenant 'north'", answer.out)
        answer = self.relance("deploy", "rules.yaml", "--db", "new.db", "--now", NOW)
        self.assertIn("new.db: a new database\n", answer.out)
        self.write("wrong.yaml", RULES.replace("stage: new", "stage: nwe"))
        for rules in "missing.yaml", "wrong.yaml":
            self.relance("deploy", rules, "--db", "none.db", "--now", NOW, code=1)
            self.assertFalse((self.folder / "none.db").exists(), rules)

    def test_a_clock_that_went_back_is_told(self):
        answer = self.relance("deploy", "other.yaml", "--db", "leads.db",
                              "--now", "2026-01-04T09:00:00Z")
        self.assertIn("leads here have reached 2026-01-05T09:", answer.err)

    def test_what_run_put_in_force_has_its_instant(self):
        listed = self.relance("deployments", "--db", "leads.db", "--json").lines()
        self.assertEqual([each["at"] for each in listed], [NOW])

    def test_a_lead_that_stays_is_told_with_what_has_no_counterpart(self):
        answer = self.relance("deploy", "other.yaml", *AT, "--move", "all", "--leads", "--dry-run",
                              code=1)
        self.assertIn("A: came > came\n", answer.out)
        self.assertIn("B: stays in talking, without a counterpart: talking\n", answer.out)

    def test_a_call_without_a_counterpart_has_two_ways_out(self):
        self.write("renamed.yaml", RULES.replace("first_call", "opening_call"))
        answer = self.relance("deploy", "renamed.yaml", *AT, "--move", "all", code=1)
        self.assertIn("call first_call has no counterpart in the new rules: 1 lead cannot move, "
                      "such as 'A'; --map 'call first_call=call NEW' where it goes on, or "
                      "--map 'call first_call=-' lets it go", answer.err)
        self.relance("deploy", "renamed.yaml", *AT, "--move", "all",
                     "--map", "call first_call=call opening_call")


if __name__ == "__main__":
    shell.main()
