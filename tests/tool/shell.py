"""Runs the relance command as a user would. Usage of every test here: X_test.py RELANCE ROOT"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import unittest

RELANCE = sys.argv[1]
ROOT = pathlib.Path(sys.argv[2])

# A refusal comes within a second and in bounded memory: seconds and bytes, by kind of build. (The
# peak of a child is at least that of this program, about 20 MB, from which it was forked. The
# address sanitizer alone keeps 256 MB of freed memory.)
SECOND, ROOM = {"release": (1, 64 << 20), "debug": (6, 64 << 20), "sanitized": (20, 1 << 30)}[
    os.environ.get("RELANCE_TEST_BUILD", "release")]


class Answer:
    def __init__(self, code, out, err, usage, waited):
        self.code, self.out, self.err = code, out.decode(), err.decode()
        self.work = usage.ru_utime + usage.ru_stime  # seconds of the processor
        self.waited = waited  # seconds by the clock
        self.peak = usage.ru_maxrss << 10  # bytes

    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


def run(arguments, folder, stdin=b"", limit=300, before=None):
    """Runs the command to its end; killed after `limit` seconds."""
    environment = dict(os.environ, LC_ALL="C", TZ="Asia/Tokyo")  # neither may matter
    began = time.monotonic()
    process = subprocess.Popen([RELANCE, *map(str, arguments)], cwd=folder, env=environment,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, preexec_fn=before)
    texts = {}

    def read(name, pipe):
        with pipe:
            texts[name] = pipe.read()

    def write():
        try:
            with process.stdin:
                process.stdin.write(stdin)
        except BrokenPipeError:
            pass  # it did not want all of it

    killer = threading.Timer(limit, process.kill)
    workers = [threading.Thread(target=read, args=("out", process.stdout)),
               threading.Thread(target=read, args=("err", process.stderr)),
               threading.Thread(target=write)]
    for worker in [killer, *workers]:
        worker.start()
    for worker in workers:
        worker.join()
    _, status, usage = os.wait4(process.pid, 0)
    killer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Answer(process.returncode, texts["out"], texts["err"], usage, time.monotonic() - began)


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

    def relance(self, *arguments, code=0, **how):
        answer = run(arguments, self.folder, **how)
        self.assertEqual(answer.code, code, f"{arguments}\n{answer.out}\n{answer.err}")
        return answer


def main():
    unittest.main(argv=sys.argv[:1])
