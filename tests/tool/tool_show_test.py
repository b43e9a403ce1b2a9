#!/usr/bin/env python3
"""A lead's history as a proof: who told what and when, which rule decided, what was passed over."""

import json

import shell

# Monday 5 January 2026; first_call is asked for at 11:00 and has two open hours: 11-12 and 14-15.
RULES = """relance: 1
name: shop
timezone: Europe/Paris
initial: came
calendars: {shop: {open: {mon-fri: [09:00-12:00, 14:00-18:00]}}}
lead: {budget: number, project: date}
watch: {every: 90 d, do: [{alert: boss}]}
states:
  came:
    stage: new
    enter: [{call: first_call, within: 2 open h}]
    events:
      reached:
        - {to: later, if: 'lead.project > today + days(365)'}
        - {to: rich, if: 'lead.budget > 1000'}
        - {to: talking}
    after: [{delay: 2 open days, do: [{alert: boss}]}]
  later: {stage: nurture, events: {lost: gone}}
  rich: {stage: contacted, events: {lost: gone}}
  talking:
    stage: contacted
    enter: [{alert: boss}]
    events: {noted: {do: [{alert: boss}]}, lost: gone}
  gone: {stage: lost}
"""
LEADS_MAP = """relance_mapping: 1
name: leads
timezone: Europe/Paris
lead: {column: id}
events: [{event: received, at: {column: at}, with: {source: web, budget: {column: budget}}}]
"""
CALLS_MAP = """relance_mapping: 1
name: calls
timezone: Europe/Paris
lead: {column: id}
events:
  - {event: attempted, when: {column: what, is: call}, at: {column: at}, actor: {column: who},
     with: {channel: phone, outcome: conversation}}
  - {event: sold, when: {column: what, is: sold}, at: {column: at}, actor: {column: who}}
"""
LEADS = "id,at,budget\nA,2026-01-05 11:00:00,500\n"
CALLS = "id,at,what,who\nA,2026-01-05 14:30:00,call,ada\nA,2026-01-05 15:30:00,sold,ben\n"
NOW = "2026-01-05T16:00:00+01:00"


# The showroom is open 9-12, the call centre 8-21: what is counted follows the lane of then.
LANES = """relance: 1
name: lanes
timezone: Europe/Paris
initial: came
calendars:
  showroom: {open: {mon-fri: 09:00-12:00}}
  centre: {open: {mon-fri: 08:00-21:00}}
lanes: {seller: {calendar: showroom}, bdc: {calendar: centre}}
lead: {budget: number, project: date}
watch: {every: 90 d, do: [{alert: boss}]}
states:
  came:
    stage: new
    enter: [{assign: seller}, {call: first_call, within: 2 open h}]
    events: {reached: talking, lost: gone}
  talking:
    stage: contacted
    enter: [{hand_to: bdc}, {call: offer, within: 2 open h}]
    events: {lost: gone}
  gone: {stage: lost}
"""


class ShowTest(shell.ShellTest):
    def setUp(self):
        super().setUp()
        self.write("rules.yaml", RULES)
        self.write("leads.map", LEADS_MAP)
        self.write("calls.map", CALLS_MAP)
        self.write("leads.csv", LEADS)
        self.write("calls.csv", CALLS)

    def run_all(self, *inputs, now=NOW, rules="rules.yaml"):
        pairs = [word for name in inputs for word in ("--input", f"{name}.csv={name}.map")]
        return self.relance("run", rules, "--db", "shop.db", "--now", now, *pairs)

    def show(self, *more):
        return self.relance("show", "A", "--db", "shop.db", *more)

    def history(self):
        return self.show("--json").lines()[0]["history"]

    def details(self, seq):
        """The indented lines under decision `seq`: (what, text)."""
        lines = self.show().out.splitlines()
        first = next(i for i, line in enumerate(lines) if line.startswith(f"{seq:>5}  "))
        details = []
        for line in lines[first + 1:]:
            if not line.startswith(" " * 8):
                break
            details.append((line[8:19].strip(), line[20:]))
        return lines[first].strip(), details

    def test_each_decision_says_who_when_and_from_where_to_where(self):
        self.run_all("leads", "calls")
        self.assertEqual(self.details(1)[0], "1  2026-01-05 11:00:00 +01:00  received: new > came")
        self.assertEqual(self.details(2)[0],
                         "2  2026-01-05 14:30:00 +01:00  attempted by ada: stays in came")
        self.assertEqual(self.details(3)[0], "3  2026-01-05 14:30:00 +01:00  reached: came > talking")
        self.assertIn(("follows", "from 2"), self.details(3)[1])

    def test_the_rules_that_decided_are_named_with_their_fingerprint(self):
        right = self.relance("check", "rules.yaml").out
        fingerprint = right.split()[-1]
        self.run_all("leads", "calls")
        self.assertIn(("decided by", f"shop, fingerprint {fingerprint[:12]}"), self.details(1)[1])
        self.assertIn(f"shop, fingerprint {fingerprint}\n", self.show("--all").out)
        for decision in self.history():
            self.assertEqual((decision["rules"], decision["fingerprint"]), ("shop", fingerprint))

    def test_lanes_are_told_with_what_is_asked_for_and_the_hours_of_then(self):
        self.write("lanes.yaml", LANES)
        self.run_all("leads", "calls", rules="lanes.yaml")
        born, moved = self.details(1)[1], self.details(3)[1]
        self.assertIn(("carried", 'source "web", budget 500'), born)
        self.assertIn(("sets", 'lane "seller"'), born)
        self.assertIn(("asks", "assign seller [states.came.enter[0]]"), born)
        self.assertIn(("asks", "call first_call by 2026-01-06 10:00:00 (2 open h: closed 12:00 to "
                               "2026-01-06 09:00) [states.came.enter[1]]"), born)
        self.assertIn(("sets", 'lane "bdc" [states.talking.enter[0]]'), moved)
        self.assertIn(("asks", "hand_to bdc [states.talking.enter[0]]"), moved)
        self.assertIn(("asks", "call offer by 2026-01-05 16:30:00 (2 open h) "
                               "[states.talking.enter[1]]"), moved)
        self.assertIn("  lane         bdc\n", self.show().out)

    def test_a_slip_in_the_name_of_a_lane_is_told_with_its_empty_worklist(self):
        self.write("lanes.yaml", LANES)
        self.run_all("leads", rules="lanes.yaml")
        ask = lambda lane: self.relance("worklist", "--db", "shop.db", "--now", NOW, "--lane", lane)
        self.assertIn("the rules of new leads have no lane 'seler': did you mean 'seller'?",
                      ask("seler").err)
        self.assertEqual((ask("seller").err, ask("bdc").err, ask("bdc").out),
                         ("", "", "nothing to do\n"))

    def test_what_is_asked_for_says_by_when_and_why_then(self):
        self.run_all("leads", "calls")
        self.assertIn(("asks", "call first_call by 2026-01-05 15:00:00 (2 open h: closed 12:00-14:00) "
                               "[states.came.enter[0]]"), self.details(1)[1])
        self.assertIn(("cancels", "limit of call first_call, which was due 2026-01-05 15:00:00"),
                      self.details(2)[1])
        arms = dict(self.details(1)[1])["arms"]
        self.assertTrue(arms.startswith("alert boss due 2026-01-07 11:00:00 (2 open days: closed "
                                        "12:00-14:00"), arms)
        self.assertTrue(arms.endswith(" and 1 more time) [states.came.after[0]]"), arms)
        self.assertIn(("cancels", "alert boss, which was due 2026-01-07 11:00:00 "
                                  "[states.came.after[0]]"), self.details(3)[1])

    def test_a_step_that_was_done_is_told_from_one_that_was_withdrawn(self):
        self.write("rules.yaml", RULES.replace("{call: first_call, within: 2 open h}",
                                               "{call: first_call}, {send: hello}"))
        self.run_all("leads", "calls")
        self.assertIn(("completes", "call first_call asked for in 1"), self.details(2)[1])
        self.assertIn(("withdraws", "send hello asked for in 1"), self.details(3)[1])
        ended = [(entry["seq"], step["how"], step["what"], step["of_seq"])
                 for entry in self.history() for step in entry.get("ended", [])]
        self.assertEqual(ended, [(2, "completed", "call first_call", 1),
                                 (3, "withdrawn", "send hello", 1)])

    def test_a_withdrawal_names_what_it_withdraws_and_itself(self):
        self.write("rules.yaml", RULES.replace("{call: first_call, within: 2 open h}",
                                               "{call: first_call}, {send: hello}"))
        self.run_all("leads", now="2026-01-05T11:00:00+01:00")
        ask = lambda *words: self.relance(*words, "--db", "shop.db", "--now", NOW)
        sent = {each["name"]: each["id"] for each in ask("claim").lines()}["hello"]
        self.run_all("calls")
        self.assertIn(("withdraws", "send hello asked for in 1"), self.details(3)[1])
        withdrawal = [each for each in ask("claim").lines() if each["verb"] == "withdraw"][0]
        self.assertEqual(withdrawal["withdraws"], sent)
        self.assertIn(f"withdraws   send hello asked for in 1, its id {sent}, id of the withdrawal "
                      f"{withdrawal['id']}\n", self.show("--all").out)
        step = self.history()[2]["ended"][0]
        self.assertEqual((step["how"], step["id"]), ("withdrawn", sent))

    def test_a_line_that_is_tried_again_tells_the_time_it_waits(self):
        self.write("rules.yaml", RULES.replace("after: [{delay: 2 open days, do: [{alert: boss}]}]",
                                               "after: [{delay: 5 h, raise: sold}]")
                   .replace("every: 90 d", "every: 2 h"))
        self.run_all("leads", now="2026-01-05T16:30:00+01:00")
        arms = [text for line in self.show().out.splitlines() for what, text in
                [(line[8:19].strip(), line[20:])] if what == "arms"]
        # `sold` is none of the moves: the watch's 2 h count from 16:00 on.
        self.assertEqual(arms, ["raise sold due 2026-01-05 16:00:00 (5 h) [states.came.after[0]]",
                                "raise sold due 2026-01-05 18:00:00 (2 h) [states.came.after[0]]"])

    def test_instants_are_told_by_one_clock(self):
        self.write("rules.yaml", RULES.replace("project: date", "project: date, visit: time"))
        self.write("leads.map", LEADS_MAP.replace("source: web", "source: web, visit: "
                                                  "'2026-03-10T09:00:00Z'"))
        self.run_all("leads")
        text = self.show().out
        self.assertRegex(text, r"\n  visit +2026-03-10 10:00:00 \+01:00\n")
        self.assertRegex(text, r" carried .*visit 2026-03-10 10:00:00 \+01:00")
        self.assertNotIn("09:00:00Z", text)
        self.assertEqual(self.history()[0]["values"]["visit"], "2026-03-10T09:00:00Z")

    def test_ways_that_were_passed_over_say_why(self):
        self.run_all("leads", "calls")
        details = self.details(3)[1]
        self.assertIn(("rule", "states.came.events.reached[2]: it has no condition"), details)
        self.assertEqual([text for what, text in details if what == "passed over"],
                         ["states.came.events.reached[0] (to later): its condition reads project, "
                          "which is not known: lead.project > today + days(365)",
                          "states.came.events.reached[1] (to rich): its condition does not hold: "
                          "lead.budget > 1000"])
        self.assertEqual([passed["rule"] for passed in self.history()[2]["passed_over"]],
                         ["states.came.events.reached[0]", "states.came.events.reached[1]"])

    def test_the_way_that_was_taken_says_which_condition_holds(self):
        self.write("leads.csv", LEADS.replace(",500", ",5000"))
        self.run_all("leads", "calls")
        self.assertIn(("rule", "states.came.events.reached[1]: its condition holds: "
                               "lead.budget > 1000"), self.details(3)[1])
        taken = self.history()[2]
        self.assertEqual((taken["condition"], taken["passed_over"][0]["condition"],
                          taken["passed_over"][0]["to"]),
                         ("lead.budget > 1000", "lead.project > today + days(365)", "later"))

    def test_instants_of_one_second_are_told_to_the_microsecond(self):
        told = ("2026-01-05T14:30:00.250000+01:00", "2026-01-05T14:30:00.100000+01:00")
        calls = "".join(f"A,{at},call,{who}\n" for at, who in zip(told, ("ben", "ada")))
        self.write("calls.csv", "id,at,what,who\n" + calls)
        self.run_all("leads", "calls")
        text = self.show().out
        self.assertRegex(text, r" 14:30:00\.100000 \+01:00  attempted by ada: ")
        self.assertRegex(text, r" 14:30:00\.250000 \+01:00  attempted by ben: ")
        self.assertIn("    1  2026-01-05 11:00:00 +01:00  received", text)  # nothing beside it

    def test_deadlines_that_are_over_are_listed_with_their_instants(self):
        promise = "{from: received, until: attempted, within: 1 h, breach: [{alert: boss}]}"
        self.write("rules.yaml", RULES.replace("watch:", f"deadlines: {{first_try: {promise}}}\nwatch:"))
        for lead, call, line in (
                ("A", "11:30:00", "first_try met 2026-01-05 11:30:00, was due 2026-01-05 12:00:00"),
                ("A", "12:30:00", "first_try met late 2026-01-05 12:30:00, "
                                  "was due 2026-01-05 12:00:00")):
            with self.subTest(call=call):
                (self.folder / "shop.db").unlink(missing_ok=True)
                self.write("calls.csv", f"id,at,what,who\n{lead},2026-01-05 {call},call,ada\n")
                self.run_all("leads", "calls")
                self.assertIn(f"\ndeadlines\n  {line}\n", self.show().out)
        self.assertIn(("deadline", "first_try begins, due 2026-01-05 12:00:00 (1 h)"),
                      self.details(1)[1])
        over = self.show("--json").lines()[0]["past_deadlines"]
        self.assertEqual(over, [{"name": "first_try", "outcome": "met_late",
                                 "promised": "2026-01-05T11:00:00Z",
                                 "happened": "2026-01-05T11:30:00Z",
                                 "told": "2026-01-05T11:30:00Z"}])

    def test_a_deadline_that_was_told_late_says_when_it_was_met(self):
        promise = "{from: received, until: attempted, within: 1 h, breach: [{alert: boss}]}"
        self.write("rules.yaml", RULES.replace("watch:", f"deadlines: {{first_try: {promise}}}\nwatch:"))
        self.run_all("leads", now="2026-01-05T13:00:00+01:00")
        self.assertIn("\n  first_try broken: was due 2026-01-05 12:00:00\n", self.show().out)
        self.write("calls.csv", "id,at,what,who\nA,2026-01-05 11:30:00,call,ada\n")
        self.run_all("calls")
        self.assertRegex(self.show().out, "\n  first_try met in time 2026-01-05 11:30:00, told late "
                                          "2026-01-05 12:00:00, was due 2026-01-05 12:00:00\n")

    def test_a_refusal_says_what_would_have_been_taken(self):
        self.run_all("leads", "calls")
        self.assertEqual(self.details(4), (
            "4  2026-01-05 15:30:00 +01:00  sold by ben: REFUSED in talking",
            [("because", "talking does not take sold; it would take: lost")]))
        refused = self.history()[3]
        self.assertEqual((refused["verdict"], refused["refusal"], refused["would_take"]),
                         ("refused", "not_here", ["lost"]))

    def test_what_came_late_tells_both_times(self):
        self.run_all("leads")
        self.run_all("calls", now="2026-01-05T17:00:00+01:00")
        head, details = self.details(3)  # 2 is the limit at 15:00, which nobody had met by 16:00
        self.assertRegex(head, "^3  2026-01-05 1[56]:00:00 .01:00  attempted by ada")
        self.assertIn(("occurred", "2026-01-05 14:30:00 +01:00"), details)
        self.assertIn("late", dict(details))

    def test_repeats_of_a_timer_are_folded_and_all_unfolds_them(self):
        self.run_all("leads", now="2026-01-06T18:00:00+01:00")
        neglected = [entry for entry in self.history() if entry["event"] == "neglected"]
        # 15:00, then every two open hours: 17:00, 10:00, 12:00, 16:00, 18:00
        self.assertEqual([entry["decided_at"][8:16] for entry in neglected],
                         ["05T14:00", "05T16:00", "06T09:00", "06T11:00", "06T15:00", "06T17:00"])
        text = self.show().out
        self.assertIn("    3 to 7: the same 5 times more, the last 2026-01-06 18:00:00 +01:00\n", text)
        self.assertEqual(text.count("  neglected: stays in came"), 1)
        self.assertEqual(self.show("--all").out.count("  neglected: stays in came"), 6)
        self.assertIn("asked for 2026-01-05 11:00:00, ran out 6 times since\n", text)
        self.assertIn(("timer", "limit of call first_call (2 open h), asked for in 1, was due"),
                      self.details(2)[1])

    def test_repeats_that_take_turns_are_folded_too(self):
        # Two timers wake each other: the lead goes between two states for ever.
        self.write("rules.yaml", """relance: 1
name: turns
timezone: UTC
initial: left
states:
  left:
    stage: new
    events: {unreachable: right, lost: gone}
    after: [{delay: 1 h, raise: unreachable}]
  right:
    stage: new
    events: {unreachable: left, lost: gone}
    after: [{delay: 2 h, do: [{alert: boss}], raise: unreachable}]
  gone: {stage: lost}
""")
        self.write("leads.map", LEADS_MAP.replace(", budget: {column: budget}", "")
                   .replace("Europe/Paris", "UTC"))
        # 09:00 in UTC, then after 1, 2, 1, 2, ... hours: 10, 12, 13, 15, 16, 18, 19, 21.
        self.write("leads.csv", "id,at\nA,2026-01-05 09:00:00\n")
        self.run_all("leads", now="2026-01-05T21:30:00Z")
        times = [entry["decided_at"][11:16] for entry in self.history()]
        self.assertEqual(times[:5:2], ["09:00", "12:00", "15:00"], times)
        text = self.show().out
        # The first turn, 2 and 3, asks for the alert, which nobody takes: the later ones do not.
        self.assertIn("    6 to 9: the same 2 decisions 2 times more, the last "
                      "2026-01-05 21:00:00 +00:00\n", text)
        self.assertEqual(self.show("--all").out.count(": left > right"), 4)
        self.assertEqual(text.count(": left > right"), 2)

    def test_the_worklist_tells_how_often_a_step_ran_out_and_since_when(self):
        self.run_all("leads", now="2026-01-06T18:00:00+01:00")
        worklist = ("worklist", "--db", "shop.db", "--now", "2026-01-06T18:00:00+01:00")
        item = self.relance(*worklist, "--json").lines()[0]
        self.assertEqual((item["because"], item["ran_out"], item["since"]),
                         ("received", 6, "2026-01-05T10:00:00Z"))
        self.assertRegex(self.relance(*worklist).out, r"6 times +2026-01-05 11:00 .*received: states\.")

    def test_a_limit_within_a_minute_is_told_to_the_second(self):
        self.write("rules.yaml", RULES.replace("2 open h", "30 min"))
        self.write("leads.csv", "id,at,budget\nA,2026-01-05 11:00:25,500\nB,2026-01-05 11:01:00,1\n")
        now = "2026-01-05T11:05:00+01:00"
        self.run_all("leads", now=now)
        lines = self.relance("worklist", "--db", "shop.db", "--now", now).out.splitlines()
        self.assertRegex(lines[2], "^2026-01-05 11:30:25 +A ")
        self.assertRegex(lines[3], "^2026-01-05 11:31 +B ")

    def test_what_does_not_fit_a_screen_is_whole_in_a_pipe(self):
        lead = "L" * 200
        self.write("leads.csv", f"id,at,budget\n{lead},2026-01-05 11:00:00,500\n")
        self.run_all("leads")
        for command in ("worklist",):
            self.assertIn(lead, self.relance(command, "--db", "shop.db", "--now", NOW).out)

    def test_declared_fields_are_told_and_personal_ones_only_when_asked_for(self):
        self.write("rules.yaml", RULES.replace("project: date", "project: date, hobby: {type: text, "
                                                                "personal: true}"))
        self.write("leads.map", LEADS_MAP.replace("source: web", "source: web, hobby: chess"))
        self.run_all("leads")
        text = self.show().out
        self.assertRegex(text, r"\n  budget +500\n")
        self.assertNotIn("chess", text + self.show("--all").out + json.dumps(self.history()))
        self.assertIn("chess", self.show("--person").out)


if __name__ == "__main__":
    shell.main()
