"""Runs the relance command as a user would. Usage of every test here: X_test.py RELANCE ROOT"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

RELANCE = sys.argv[1]
ROOT = pathlib.Path(sys.argv[2])


class Answer:
    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


class ShellTest(unittest.TestCase):
    """Each test has a folder of its own, in which the command runs."""

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def relance(self, *arguments, code=0, stdin=b"", limit=60, before=None):
        environment = dict(os.environ, LC_ALL="C", TZ="Asia/Tokyo")  # neither may matter
        done = subprocess.run([RELANCE, *map(str, arguments)], cwd=self.folder, input=stdin,
                              capture_output=True, timeout=limit, env=environment, preexec_fn=before)
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return Answer(done)


def main():
    unittest.main(argv=sys.argv[:1])
