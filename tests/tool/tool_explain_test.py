#!/usr/bin/env python3
"""What a lead's history explains: the hours that counted, what was told and what the rules wrote."""

import shell
from tool_show_test import LEADS_MAP

# Two lanes whose calendars lead to the same instant past different closed hours: from 11:00 on three
# open hours end at 15:00, past 12:00-13:00 for sellers and past 13:00-14:00 for the call centre.
RULES = """relance: 1
name: shop
timezone: Europe/Paris
initial: came
calendars:
  showroom: {open: {mon-fri: [08:00-12:00, 13:00-18:00]}}
  centre: {open: {mon-fri: [08:00-13:00, 14:00-18:00]}}
lanes: {seller: {calendar: showroom}, bdc: {calendar: centre}}
lead: {budget: number, project: date}
watch: {every: 90 d, do: [{alert: boss}]}
deadlines:
  treated: {from: received, until: qualified, within: 3 open h, breach: [{alert: boss}],
            pauses: {visit: {from: booked, until: missed}}}
states:
  came:
    stage: new
    enter:
      - {call: early, within: 3 open h}
      - {hand_to: bdc}
      - {call: late, within: 3 open h}
      - {set: {project: '= today + days(30)', budget: 1}}
    events: {booked: {}, missed: {}, lost: gone}
    after: [{delay: 3 open h, do: [{alert: boss}]}]
  gone: {stage: lost}
"""
NOTES_MAP = """relance_mapping: 1
name: notes
timezone: Europe/Paris
lead: {column: id}
events:
  - {event: assigned, when: {column: what, is: given}, at: {column: at}, with: {lane: seller}}
  - {event: booked, when: {column: what, is: visit}, at: {column: at},
     with: {at: "2026-01-20T10:00:00+01:00"}}
  - {event: missed, when: {column: what, is: missed}, at: {column: at}}
  - {event: lost, when: {column: what, is: lost}, at: {column: at}, with: {reason: other}}
"""
SELLERS, CENTRE = "closed 12:00-13:00", "closed 13:00-14:00"


class ExplainTest(shell.ShellTest):
    def setUp(self):
        super().setUp()
        self.write("leads.map", LEADS_MAP)
        self.write("notes.map", NOTES_MAP)
        self.write("leads.csv", "id,at,budget\nA,2026-01-05 11:00:00,500\n")  # a Monday

    def take_in(self, *notes, now="05T12:50", rules=RULES):
        """`notes`: (what, clock time), told at that time."""
        self.write("rules.yaml", rules)
        self.write("notes.csv", "id,at,what\n" + "".join(f"A,2026-01-05 {at}:00,{what}\n"
                                                         for what, at in notes))
        self.now = f"2026-01-{now}:00+01:00"
        self.relance("run", "rules.yaml", "--db", "shop.db", "--now", self.now, "--input",
                     "leads.csv=leads.map", "--input", "notes.csv=notes.map")

    def shown(self):
        return self.relance("show", "A", "--db", "shop.db", "--json").lines()[0]

    def worklist(self, *more):
        return self.relance("worklist", "--db", "shop.db", "--now", self.now, *more)

    def closed(self, entry, what):
        """Why the timers of one kind are due so late, as one decision tells it."""
        return [timer.get("closed") for timer in entry["timers"] if timer["what"] == what]

    def test_a_limit_names_the_hours_of_the_lane_that_it_was_counted_in(self):
        self.take_in()
        born = self.shown()["history"][0]
        self.assertEqual({timer["due"] for timer in born["timers"] if "limit" in timer["what"]},
                         {"2026-01-05T14:00:00Z"})
        self.assertEqual(self.closed(born, "limit of call early"), [SELLERS])
        self.assertEqual(self.closed(born, "limit of call late"), [CENTRE])
        self.assertEqual(self.closed(born, "states.came.after[0]"), [CENTRE])
        lines = self.worklist("--json").lines()
        self.assertEqual({line["name"]: line["closed"] for line in lines},
                         {"early": SELLERS, "late": CENTRE})

    def test_a_lead_that_changes_its_lane_keeps_the_explanation(self):
        self.take_in(("given", "12:30"))
        self.assertEqual(self.shown()["lane"], "seller")
        lines = self.worklist("--json").lines()
        self.assertEqual({line["name"]: line["closed"] for line in lines},
                         {"early": SELLERS, "late": CENTRE})
        self.take_in(("given", "12:30"), ("lost", "12:40"))
        lost = self.shown()["history"][-1]
        self.assertEqual(lost["event"], "lost")
        self.assertEqual(self.closed(lost, "limit of call early"), [SELLERS])
        self.assertEqual(self.closed(lost, "limit of call late"), [CENTRE])
        self.assertEqual(self.closed(lost, "states.came.after[0]"), [CENTRE])

    def test_a_step_that_is_handed_out_anew_names_the_hours_of_then(self):
        # Eight open hours from Monday 11:00 end on Tuesday at 10:00 in both calendars, and eight more
        # on Wednesday at 9:00: past Tuesday's noon of the sellers, who have the lead by then.
        self.take_in(("given", "16:00"), now="06T10:30", rules=RULES.replace("3 open h", "8 open h"))
        anew = [entry for entry in self.shown()["history"] if entry["event"] == "neglected"]
        self.assertEqual([self.closed(entry, f"limit of call {name}")
                          for entry, name in zip(anew, ("early", "late"))],
                         [[f"{hours}, 18:00 to 2026-01-06 08:00", f"{SELLERS}, 18:00 to 2026-01-07 08:00"]
                          for hours in (SELLERS, CENTRE)])

    def test_a_deadline_names_the_hours_of_the_lane_in_which_it_began(self):
        self.take_in(("given", "12:30"))
        standing = self.shown()["deadlines"]
        self.assertEqual([(each["name"], each["closed"]) for each in standing],
                         [("treated", CENTRE)])
        self.assertEqual(self.closed(self.shown()["history"][0], "deadline treated"), [CENTRE])

    def test_a_deadline_that_goes_on_after_a_pause_names_them_too(self):
        # At 11:30 2.5 open hours are left; counted on from 12:00 in the centre's: 12-13, 14-15:30.
        # In the sellers' they would end at 15:30 too.
        self.take_in(("given", "11:20"), ("visit", "11:30"), ("missed", "12:00"))
        entry = [each for each in self.shown()["history"] if each["event"] == "missed"][0]
        self.assertEqual([(timer["due"], timer["length"], timer["closed"])
                          for timer in entry["timers"]
                          if timer["what"] == "deadline treated" and timer["change"] == "armed"],
                         [("2026-01-05T14:30:00Z", "150 open min", CENTRE)])
        self.assertEqual(self.shown()["deadlines"][0]["closed"], CENTRE)

    def test_the_worklist_says_by_when_and_beside_it_which_closed_hours_that_passes_over(self):
        self.take_in()
        head, early, late = self.worklist().out.splitlines()[1:]
        self.assertRegex(head, "^by +closed +deadline +lead ")
        self.assertRegex(early, "^2026-01-05 15:00  12:00-13:00  treated 2026-01-05 15:00  A ")
        self.assertRegex(late, "^2026-01-05 15:00  13:00-14:00  treated 2026-01-05 15:00  A ")

    def test_what_the_event_carried_is_told_from_what_the_rules_wrote(self):
        self.take_in(("given", "12:30"))
        born, given = self.shown()["history"]
        self.assertEqual(born["values"], {"source": '"web"', "budget": "500"})
        self.assertEqual(born["sets"],
                         [{"name": "lane", "value": '"seller"'},
                          {"name": "lane", "value": '"bdc"', "rule": "states.came.enter[1]"},
                          {"name": "project", "value": "2026-02-04",
                           "rule": "states.came.enter[3].project"},
                          {"name": "budget", "value": "1", "rule": "states.came.enter[3].budget"}])
        self.assertEqual((given["values"], "sets" in given), ({"lane": '"seller"'}, False))
        text = self.relance("show", "A", "--db", "shop.db").out
        self.assertIn('\n        carried     source "web", budget 500\n', text)
        self.assertIn('\n        sets        lane "seller"\n'
                      '        sets        lane "bdc" [states.came.enter[1]]\n', text)
        self.assertIn("\n        sets        budget 1 [states.came.enter[3].budget]\n", text)

    def test_a_list_of_effects_is_done_as_it_is_written_and_what_it_raises_at_last(self):
        """`postponed` is raised before `budget` is set, and is judged by it in the state entered."""
        rules = RULES.replace("missed: {}", "missed: {to: later, do: [{raise: postponed}, {set: "
                              "{budget: '= lead.budget + 1'}}, {set: {budget: '= lead.budget * 2'}}]}")
        rules = rules.replace("  gone:", """  later:
    stage: contacted
    enter: [{set: {budget: '= lead.budget + 3'}}]
    events: {postponed: {if: 'lead.budget == 7', do: [{alert: seen}]}, lost: gone}
  gone:""")
        self.take_in(("visit", "11:30"), ("missed", "12:00"), rules=rules)
        history = self.shown()["history"]
        missed = [entry for entry in history if entry["event"] == "missed"][0]
        self.assertEqual([each["value"] for each in missed["sets"]], ["2", "4", "7"])
        after = history[missed["seq"]]
        self.assertEqual((after["event"], after["verdict"], after["from"]),
                         ("postponed", "accepted", "later"))

    def test_an_owner_whom_the_rules_let_go_is_no_value_of_the_event(self):
        rules = RULES.replace("booked: {}", "assigned: {do: [{hand_to: bdc}]}, booked: {}")
        self.write("notes.map", NOTES_MAP.replace("{lane: seller}", "{to: ada, lane: seller}"))
        self.take_in(("given", "12:30"), rules=rules)
        given = self.shown()["history"][1]
        self.assertEqual(given["values"], {"to": '"ada"', "lane": '"seller"'})
        rule = "states.came.events.assigned[0].do[0]"
        self.assertEqual(given["sets"], [{"name": "lane", "value": '"bdc"', "rule": rule},
                                         {"name": "owner", "value": '""', "rule": rule}])
        self.assertIn(f"\n        sets        owner nobody [{rule}]\n",
                      self.relance("show", "A", "--db", "shop.db").out)


if __name__ == "__main__":
    shell.main()
