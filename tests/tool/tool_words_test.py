#!/usr/bin/env python3
"""What the command says is true, says the way out, and commands no terminal."""

import re
import resource

import shell
from tool_test import CALLS_MAP, LEADS_MAP, NOW, RULES

# ESC, BEL, a C1 control, the line separator, an override and an isolate of the writing direction.
EVIL = "A\x1b[31m\x07\u009b\u2028\u202e\u2066Z"
COMMANDS_TERMINAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class WordsTest(shell.ShellTest):
    def setUp(self):
        super().setUp()
        self.write("rules.yaml", RULES)
        self.write("leads.yaml", LEADS_MAP)
        self.write("calls.yaml", CALLS_MAP)
        self.write("leads.csv", "id,at,source\nA,2026-01-05 10:00:00,web\n")

    def run_leads(self, *more, rules="rules.yaml", code=0, before=None):
        return self.relance("run", rules, "--db", "shop.db", "--now", NOW, "--input",
                            "leads.csv=leads.yaml", *more, code=code, before=before)

    def ask(self, *command, code=0, now=NOW):
        return self.relance(*command, "--db", "shop.db", "--now", now, code=code)

    def test_no_value_reaches_a_terminal_with_what_commands_it(self):
        self.write("leads.csv", f"id,at,source\n{EVIL},2026-01-05 10:00:00,web{EVIL}\n"
                                f"open{EVIL},2026-01-05 10:00:00,web\n")
        self.write("calls.csv", f"id,at,who,result\n{EVIL},2026-01-05 10:05:00,ada{EVIL},busy\n")
        answers = [self.run_leads("--input", "calls.csv=calls.yaml", "--report", "run.jsonl")]
        for command in ("worklist", "report", "export", "claim"):
            answers.append(self.ask(command))
        for more in ([], ["--all"], ["--person"], ["--json"]):
            answers.append(self.relance("show", EVIL, "--db", "shop.db", *more))
        for command in ("worklist", "report"):
            answers.append(self.ask(command, "--json"))
        answers.append(self.relance("show", EVIL + "no", "--db", "shop.db", code=1))
        answers.append(self.relance(EVIL, code=2))
        answers.append(self.relance("check", EVIL, code=1))
        texts = [answer.out + answer.err for answer in answers]
        texts.append((self.folder / "run.jsonl").read_text())
        for text in texts:
            self.assertIsNone(COMMANDS_TERMINAL.search(text), ascii(text))
        self.assertIn("Z  call first_call", texts[1])

    def test_json_gives_the_value_back_as_it_was(self):
        self.write("leads.csv", f"id,at,source\n{EVIL},2026-01-05 10:00:00,web\n")
        self.run_leads("--report", "run.jsonl")
        self.assertEqual(self.ask("worklist", "--json").lines()[0]["lead"], EVIL)
        self.assertIn("\\u001b", (self.folder / "run.jsonl").read_text())

    def test_other_rules_for_a_tenant_are_announced(self):
        first = self.run_leads().out
        self.assertNotIn("rules", first)
        self.assertNotIn("rules", self.run_leads().out)  # the same again
        self.write("other.yaml", RULES.replace("within: 2 h", "within: 3 h"))
        old, new = (self.relance("check", name).out.split()[-1] for name in ("rules.yaml", "other.yaml"))
        line = self.run_leads(rules="other.yaml").out.splitlines()[0]
        self.assertEqual(line, f"rules shop {new[:12]} replace shop {old[:12]}: new leads take the new "
                               "rules, leads that are there keep theirs")
        self.assertEqual(self.relance("show", "A", "--db", "shop.db", "--json").lines()[0]["fingerprint"],
                         old)
        back = self.run_leads("--json").lines()[0]
        self.assertEqual((back["fingerprint"], back["replaced_fingerprint"]), (old, new))

    def test_a_run_without_inputs_puts_rules_in_force_and_fires_nothing(self):
        self.run_leads()
        later = "2026-01-05T15:00:00+01:00"  # the call had to be made by 12:00, then by 14:00
        answer = self.relance("run", "rules.yaml", "--db", "shop.db", "--now", later)
        self.assertRegex(answer.out, "^rules shop [0-9a-f]{12} are in force\n$")
        self.assertIn("2 timers fired", self.ask("tick", now=later).out)

    def test_a_fault_says_what_earlier_pieces_of_the_command_kept(self):
        rows = "".join(f"L{i},2026-01-05 10:00:00,web\n" for i in range(5000))
        self.write("leads.csv", "id,at,source\n" + rows)
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20))
        error = self.run_leads(code=3, before=limit).err
        told = re.search(r"\(before that (\d+) events of this command were decided and kept\)", error)
        self.assertIsNotNone(told, error)
        self.assertNotIn("nothing of this call was kept", error)
        kept = self.ask("report", "--json").lines()[0]["all"]["leads"]
        self.assertEqual(int(told[1]), kept)
        self.assertIn(f"{kept} of these told before", self.run_leads().out)

    def test_tick_says_until_when_there_is_nothing_to_do(self):
        self.run_leads()
        self.assertEqual(self.ask("tick").out, "0 timers fired; nothing is due before "
                                               "2026-01-05T11:00:00Z\n")
        self.write("calls.csv", "id,at,who,result\nA,2026-01-05 10:20:00,ada,conversation\n")
        self.run_leads("--input", "calls.csv=calls.yaml")
        # The call was made: its limit is gone, and whatever is said must be true of it.
        said = self.ask("tick", "--json").lines()[0].get("not_due_before")
        if said is not None:
            self.assertEqual(self.ask("tick", "--json", now=said).lines()[0]["fired"], 0)

    def test_a_token_that_was_never_given_is_told_from_one_that_is_over(self):
        self.run_leads()
        effect = self.ask("claim", "--lease", "60").lines()[0]
        for command in (("ack",), ("fail",)):
            more = ("smtp_550",) if command == ("fail",) else ()
            for token in (0, effect["token"] + 7):
                error = self.ask(*command, effect["id"], token, *more, code=1).err
                self.assertIn(f"had the token {token}: the token is the number that claim gives",
                              error)
        later = "2026-01-05T10:40:00+01:00"
        again = {each["id"]: each for each in self.ask("claim", now=later).lines()}[effect["id"]]
        error = self.ask("ack", effect["id"], effect["token"], code=1, now=later).err
        self.assertIn("it was handed out again since", error)
        self.ask("ack", again["id"], again["token"], now=later)

    def test_a_dead_letter_that_nobody_answered_says_so(self):
        self.run_leads()
        for hour in range(9, 23):
            self.ask("claim", "--lease", "60", now=f"2026-01-06T{hour:02}:00:00Z")
        letters = [each for each in self.ask_letters("--json").lines() if each["verb"] == "alert"]
        self.assertEqual(letters[0]["cause"], "no answer before its lease ended")
        self.assertNotIn("error", letters[0])
        self.assertIn("no answer before its lease ended", self.ask_letters().out)

    def ask_letters(self, *more):
        return self.relance("dlq", "list", "--db", "shop.db", *more)

    def test_a_mapping_for_rules_and_rules_for_a_mapping_are_one_clear_error(self):
        self.write("json.yaml", '{\n  "relance_mapping": 1,\n  "name": "x"}\n')
        for rules, mapping, error, hint in (
                ("leads.yaml", "leads.yaml", "leads.yaml: error: this is a mapping, and rules are wanted "
                 "here [RL0014]", "rules begin with `relance: 1`"),
                ("json.yaml", "leads.yaml", "json.yaml: error: this is a mapping, and rules are wanted "
                 "here [RL0014]", "rules begin with `relance: 1`"),
                ("rules.yaml", "rules.yaml", "rules.yaml: error: these are rules, and a mapping is wanted "
                 "here [RL0500]", "a mapping begins with `relance_mapping: 1`")):
            answer = self.relance("run", rules, "--memory", "--now", NOW, "--input",
                                  f"leads.csv={mapping}", code=1)
            self.assertEqual(answer.err.splitlines(), [
                error, f"  hint: {hint}; write: relance run RULES --input CSV=MAPPING"])


if __name__ == "__main__":
    shell.main()
