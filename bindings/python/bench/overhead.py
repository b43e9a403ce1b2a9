#!/usr/bin/env python3
"""What the Python package costs beside C++: overhead.py PROGRAM FOLDER [ROUNDS].

PROGRAM is bench_python of the same release build as the installed package; FOLDER takes its
databases. Both tell the same built events, by turns, on a machine that should do nothing else. Ends
with 1 when a goal is missed.
"""

import dataclasses
import pathlib
import statistics
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone

import relance

RULES = pathlib.Path(__file__).resolve().parents[3] / "examples" / "rules" / "minimal.yaml"
NOW = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
BATCH, BATCHES, WARM = 1000, 30, 3


@dataclasses.dataclass(frozen=True)
class Yardstick:
    """As many attributes as an event has."""

    lead: str
    name: str
    key: str
    actor: str
    occurred_at: datetime
    attributes: dict
    now: datetime


def event_of(number):
    """As bench/python.cpp tells them."""
    return relance.Event(
        f"crm-{number * 7919 % 100000007}", "received", f"k-{number}", "seller-17",
        NOW - timedelta(seconds=20),
        {"source": "portal", "campaign": "spring", "person.email": "ada@example.com"},
    )  # fmt: skip


def batches():
    for first in range(0, (WARM + BATCHES) * BATCH, BATCH):
        yield [event_of(first + number + 1) for number in range(BATCH)]


def timed(work, *arguments):
    """Microseconds of the processor an event."""
    began = time.process_time()
    work(*arguments)
    return (time.process_time() - began) / BATCH * 1e6


def median(engine, submit):
    engine.deploy(relance.compile_file(RULES))
    with engine:
        return statistics.median([timed(submit, engine, batch) for batch in batches()][WARM:])


def in_a_batch(engine, batch):
    engine.submit_many(batch, NOW)


def looked_at(engine, batch):
    for answer in engine.submit_many(batch, NOW):
        dataclasses.astuple(answer)


def one_by_one(engine, batch):
    for event in batch:
        if not engine.submit(event, NOW).accepted:
            raise SystemExit("an event was refused")


def filled():
    told = {"source": "portal"}
    for _ in range(BATCH):
        Yardstick("crm-7919", "received", "k-1", "seller-17", NOW, told, NOW)


def round_of(program, folder):
    """All figures, once."""
    database = folder / "cpp.db"
    done = subprocess.run([program, RULES, database], capture_output=True, text=True, check=True)
    figures = {name: float(value) for name, value in map(str.split, done.stdout.splitlines())}
    for old in folder.glob("python.db*"):
        old.unlink()
    on_disk = relance.open(folder / "python.db", durability=relance.Durability.NORMAL)
    figures["python_sqlite_batch"] = median(on_disk, in_a_batch)
    figures["python_memory_batch"] = median(relance.open(), in_a_batch)
    figures["python_memory_looked_at"] = median(relance.open(), looked_at)
    figures["python_memory_single"] = median(relance.open(), one_by_one)
    figures["dataclass"] = statistics.median(timed(filled) for _ in range(BATCHES))
    figures["event"] = statistics.median(
        timed(lambda: [event_of(number) for number in range(BATCH)]) for _ in range(BATCHES)
    )
    return figures


def main(program, folder, rounds="5"):
    runs = [round_of(program, pathlib.Path(folder)) for _ in range(int(rounds))]
    figures = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    for name, value in figures.items():
        print(f"{value:8.2f} us an event  {name}")
    one = figures["dataclass"]
    goals = [
        ("SQLite, batch of 1,000 / C++",
         figures["python_sqlite_batch"] / figures["sqlite_batch"], 1.3),
        ("memory, batch: dataclasses more than C++",
         (figures["python_memory_batch"] - figures["memory_batch"]) / one, 3),
        ("memory, single: dataclasses more than C++",
         (figures["python_memory_single"] - figures["memory_single"]) / one, 6),
    ]  # fmt: skip
    for what, reached, goal in goals:
        print(
            f"{'held  ' if reached <= goal else 'MISSED'}  {reached:6.2f}  (goal <= {goal})  {what}"
        )
    return any(reached > goal for _, reached, goal in goals)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) > 2 else __doc__)
