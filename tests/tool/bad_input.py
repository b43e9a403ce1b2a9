"""What the tests of bad input share: a shop, and what every refusal must be."""

import ctypes

import shell

RULES = """relance: 1
name: shop
initial: came
watch: {every: 90 d, do: [{alert: boss}]}
states:
  came: {stage: new, events: {qualified: known, lost: gone}}
  known: {stage: qualified, events: {sold: won, lost: gone}}
  won: {stage: sold}
  gone: {stage: lost}
"""
MAPPING = """relance_mapping: 1
name: leads
timezone: UTC
lead: {column: id}
events: [{event: received, at: {column: at}}]
"""
LEADS = "id,at\nA,2026-01-01\n"
NOW = "2026-02-01T00:00:00Z"
DROP_BOUND = 24  # PR_CAPBSET_DROP of linux/prctl.h
CACHE = 64 << 20  # bytes: SqliteOptions::cache_bytes
FILE_RIGHTS = (1, 2, 3)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER of linux/capability.h


def as_any_user():
    """Before a child begins: permissions bind it, though it may be root's."""
    for right in FILE_RIGHTS:
        ctypes.CDLL(None).prctl(DROP_BOUND, right, 0, 0, 0)


class BadInputTest(shell.ShellTest):
    def setUp(self):
        super().setUp()
        self.write("rules.yaml", RULES)
        self.write("map.yaml", MAPPING)
        self.write("leads.csv", LEADS)

    def run_leads(self, code=0, db="leads.db", pair="leads.csv=map.yaml", rules="rules.yaml", **how):
        return self.relance("run", rules, "--db", db, "--now", NOW, "--input", pair, code=code, **how)

    def write_large(self, name, *pieces):
        """Bytes, or (bytes, how often): never all of it in the memory of this program."""
        with open(self.folder / name, "wb") as file:
            for piece in pieces:
                text, times = piece if isinstance(piece, tuple) else (piece, 1)
                for _ in range(times):
                    file.write(text)

    def complains(self, answer, *parts):
        """One line on standard error that has all the parts."""
        self.assertEqual(len(answer.err.splitlines()), 1, answer.err)
        for part in parts:
            self.assertIn(part, answer.err)

    def diagnoses(self, answer, *parts):
        """One diagnostic, of several lines, that has all the parts."""
        self.assertEqual(answer.err.count(": error: "), 1, answer.err)
        self.assertFalse(answer.err.startswith("relance: "), answer.err)
        for part in parts:
            self.assertIn(part, answer.err)

    def is_soon(self, answer, cache=0):
        self.assertLess(answer.work, shell.SECOND)
        self.assertLess(answer.peak, shell.ROOM + cache)

    def export(self, db="leads.db"):
        return self.relance("export", "--db", db, "--now", NOW).out
