#!/usr/bin/env python3
"""Slips of a mapping, of rules and of the shell: told at once, and mended by the same run again."""

import json

import shell
from bad_input import MAPPING, NOW, RULES, BadInputTest

FIELDS = RULES.replace("states:", "lead: {brand: {type: text, one_of: [audi]}}\nstates:")
BRANDS = MAPPING.replace("at: {column: at}", "at: {column: at}, with: {brand: {column: brand}}")
CARS = "id,at,brand\nA,2026-01-01,audi\nB,2026-01-02,BMW\n"
CALLS = """relance_mapping: 1
name: calls
timezone: UTC
lead: {column: id}
events: [{event: qualified, at: {column: at}}]
"""


class MistakesTest(BadInputTest):
    def setUp(self):
        super().setUp()
        self.write("rules.yaml", FIELDS)
        self.write("map.yaml", BRANDS)
        self.write("leads.csv", CARS)

    def is_untouched(self):
        self.assertFalse((self.folder / "leads.db").exists())

    def test_a_field_that_the_rules_do_not_declare_is_told_before_anything_is_taken_in(self):
        self.write("map.yaml", BRANDS.replace("{brand:", "{brend:"))
        answer = self.run_leads(code=1)
        self.assertEqual(answer.err,
                         "map.yaml:5:53: error: with these rules received carries no 'brend' [RL0516]\n"
                         "  events: [{event: received, at: {column: at}, with: {brend: {column: brand}}}]\n"
                         "                                                      ^~~~~\n"
                         "  hint: did you mean 'brand'?\n")
        self.is_untouched()
        self.relance("check", "map.yaml")
        self.diagnoses(self.relance("check", "rules.yaml", "map.yaml", code=1), "RL0516")

    def test_a_refused_lead_comes_when_the_record_is_corrected(self):
        self.run_leads(code=1)
        self.write("leads.csv", CARS.replace("BMW", "audi"))
        self.assertIn("2 accepted", self.run_leads().out)
        self.assertNotIn("waiting", self.export())

    def test_a_refused_lead_comes_when_the_rules_are_corrected(self):
        """And what waited for it is decided then."""
        self.write("calls.yaml", CALLS)
        self.write("calls.csv", "id,at\nB,2026-01-03\n")
        both = ["--input", "leads.csv=map.yaml", "--input", "calls.csv=calls.yaml"]
        run = ["run", "rules.yaml", "--db", "leads.db", "--now", NOW, *both]
        for _ in range(2):
            answer = self.relance(*run, code=1)
            self.assertIn("1 refused", answer.out)
            self.assertIn("waiting now: 1 event for 1 lead that has not come", answer.out)
            self.assertIn("received refused: 'brand' has a value", answer.err)
        for table in ("worklist", "report"):
            told = self.relance(table, "--db", "leads.db", "--now", NOW).out
            self.assertIn("waiting now: 1 event for 1 lead that has not come", told)
            quiet = self.relance(table, "--db", "leads.db", "--now", NOW, "--quiet").out
            self.assertNotIn("waiting now", quiet)
        self.assertEqual(self.export().count("waiting \"B\""), 2, "not doubled")
        self.write("rules.yaml", FIELDS.replace("[audi]", "[audi, BMW]"))
        answer = self.relance(*run)
        self.assertIn("3 accepted", answer.out)
        self.assertNotIn("waiting", answer.out)
        self.assertIn("known", self.relance("show", "B", "--db", "leads.db").out)

    def test_quiet_is_not_silent_when_events_are_refused_for_what_they_say(self):
        quiet = ["run", "rules.yaml", "--db", "leads.db", "--now", NOW, "--quiet", "--input"]
        answer = self.relance(*quiet, "leads.csv=map.yaml", code=1)
        self.assertEqual(answer.out, "")
        self.complains(answer, "1 event was refused for wrong data: correct that")
        self.write("bad.csv", "id,at,brand\nC,soon,audi\nD,2026-02-02,audi\n")
        answer = self.relance(*quiet, "bad.csv=map.yaml", code=1)
        self.complains(answer, "1 record was not readable; 1 event was of the future")

    def test_a_move_that_the_state_does_not_take_is_a_normal_answer(self):
        self.write("calls.yaml", CALLS.replace("qualified", "sold"))
        self.write("calls.csv", "id,at\nA,2026-01-03\n")
        self.write("leads.csv", CARS.replace("BMW", "audi"))
        self.run_leads()
        answer = self.relance("run", "rules.yaml", "--db", "leads.db", "--now", NOW, "--quiet",
                              "--input", "calls.csv=calls.yaml")
        self.assertEqual(answer.err, "")

    def test_a_run_that_takes_nothing_in_puts_no_rules_in_force(self):
        self.write("other.csv", CARS.replace(",", ";"))
        self.run_leads(code=1, pair="other.csv=map.yaml")
        self.is_untouched()
        self.write("leads.csv", CARS.replace("BMW", "audi"))
        self.run_leads()
        before = self.export()
        self.write("rules.yaml", FIELDS.replace("[audi]", "[audi, BMW]"))
        answer = self.run_leads(code=1, pair="other.csv=map.yaml")
        self.assertEqual(answer.out, "")
        self.assertEqual(self.export(), before)

    def test_no_message_repeats_a_record_where_the_header_is_missing(self):
        self.write("leads.csv", "Q7,2026-01-01,Farid Estran\nQ8,2026-01-02,farid@example.com\n")
        answer = self.run_leads(code=1)
        self.assertIn("RL0510", answer.err)
        self.assertIn("its 3 ", answer.err)
        for cell in ("Q7", "2026", "Farid", "farid"):
            self.assertNotIn(cell, answer.err)

    def test_an_empty_name_of_a_file_is_a_wrong_call(self):
        for option in ("--db", "--report"):
            answer = self.relance("run", "rules.yaml", option, "", "--now", NOW, "--input",
                                  "leads.csv=map.yaml", code=2)
            self.complains(answer, option, "the file name is empty")

    def test_a_run_without_a_database_says_that_nothing_is_kept(self):
        self.write("leads.csv", CARS.replace("BMW", "audi"))
        run = ["run", "rules.yaml", "--now", NOW, "--input", "leads.csv=map.yaml"]
        self.assertEqual(self.relance(*run).out.splitlines()[-1],
                         "nothing of this run is kept: --db FILE keeps it")
        self.assertEqual(json.loads(self.relance(*run, "--json").out.splitlines()[-1]), {"kept": False})
        self.assertNotIn("kept", self.relance(*run, "--memory").out)
        self.assertEqual(self.relance(*run, "--quiet").out, "")

    def test_a_tenant_that_is_new_beside_others_is_named(self):
        self.write("leads.csv", CARS.replace("BMW", "audi"))
        run = ["run", "rules.yaml", "--db", "leads.db", "--now", NOW, "--input", "leads.csv=map.yaml"]
        for tenant in ("north", "north"):  # the first of a database, then one that is there
            self.assertEqual(self.relance(*run, "--tenant", tenant).err, "")
        self.complains(self.relance(*run, "--tenant", "nroth"), "'nroth' is a new tenant of leads.db",
                       "beside 'north'", "did you mean 'north'?")
        self.assertEqual(self.relance(*run, "--tenant", "nroth").err, "")
        far = self.relance(*run, "--quiet")
        self.complains(far, "'main' is a new tenant of leads.db, beside 'north', 'nroth'")
        self.assertNotIn("did you mean", far.err)

    def test_blanks_around_the_id_of_a_lead_make_no_second_lead(self):
        self.write("leads.csv", "id,at,brand\n A ,2026-01-01,audi\n\u00a0B\t,2026-01-02,audi\n"
                                "C 1,2026-01-03,audi\n  ,2026-01-04,audi\n")
        self.write("calls.yaml", CALLS)
        self.write("calls.csv", "id,at\nA,2026-01-03\n B,2026-01-03\n")
        answer = self.run_leads(code=1)
        self.assertIn("2 with blanks around the lead's id, which were left off", answer.out)
        self.complains(answer, "leads.csv:5: column id holds no lead's id")
        self.assertIn("2 accepted", self.run_leads(pair="calls.csv=calls.yaml").out)
        for lead, state in (("A", "known"), ("B", "known"), ("C 1", "came")):
            self.assertIn(f"lead {lead}: {state} ", self.relance("show", lead, "--db", "leads.db").out)
        self.assertEqual(self.export().count("\nlead "), 3)
        self.assertIn("3 of these told before", self.run_leads(code=1).out)
        counts = self.relance("run", "rules.yaml", "--memory", "--now", NOW, "--json", "--input",
                              "leads.csv=map.yaml", code=1).lines()[-1]
        self.assertEqual(counts["trimmed"], 2)

    def test_an_option_that_does_not_exist_is_told_with_the_nearest_that_does(self):
        for arguments, said in (
                (["show", "A", "--db", "leads.db", "--tenat", "north"],
                 "no option `--tenat`: did you mean --tenant?"),
                (["run", "rules.yaml", "--inptu=a=b"], "no option `--inptu`: did you mean --input?"),
                (["worklist", "--onwer", "ada"], "no option `--onwer`: did you mean --owner?"),
                (["dlq", "list", "-db", "leads.db"], "no option `-db`: did you mean --db?"),
                (["check", "rules.yaml", "--colour"], "no option `--colour`: see relance check --help"),
                (["--verson"], "no option `--verson`: did you mean --version?")):
            with self.subTest(arguments):
                self.assertEqual(self.relance(*arguments, code=2).err, f"relance: {said}\n")

    def test_standard_input_has_one_reader(self):
        for inputs in (["-", "--input", "-=map.yaml"], ["rules.yaml", "--input", "-=-"],
                       ["rules.yaml", "--input", "-=map.yaml", "--input", "-=map.yaml"]):
            answer = self.relance("run", *inputs, "--now", NOW, code=2, stdin=FIELDS.encode())
            self.complains(answer, "standard input", "2 times")

    def test_the_end_of_the_run_is_cited_as_it_was_given(self):
        answer = self.relance("run", "rules.yaml", "--memory", "--now", "2026-01-01T13:00:00+13:00",
                              "--input", "leads.csv=map.yaml", code=1)
        self.complains(answer, "leads.csv:3", "after 2026-01-01T13:00:00+13:00, the end of this run")
        self.assertIn("1 of the future, left to a later run", answer.out)

    def test_show_tells_a_refused_lead_from_one_that_has_not_come(self):
        self.run_leads(code=1)
        show = ["show", "B", "--db", "leads.db"]
        self.complains(self.relance(*show, code=1), "'B' was refused (bad_value): correct")
        self.write("calls.yaml", CALLS)
        self.write("calls.csv", "id,at\nC,2026-01-03\nB,2026-01-03\n")
        self.run_leads(pair="calls.csv=calls.yaml")
        self.complains(self.relance(*show, code=1), "'B' was refused (bad_value)", "1 event waits")
        self.complains(self.relance("show", "C", "--db", "leads.db", code=1),
                       "'C' has not come yet", "1 event waits")


if __name__ == "__main__":
    shell.main()
