"""Threads, and asyncio."""

import asyncio
import sys
import threading
import time
from datetime import timedelta

import pytest
from conftest import NOW

import relance

HOUR = timedelta(hours=1)


def test_other_threads_advance_during_a_long_call(engine):
    """Were the interpreter held, another thread could work until shortly after the call begins (it
    is given up within 5 ms) and again at its end, but not in the middle of it."""
    leads = 150_000
    engine.submit_many([relance.Event(f"L-{n}", "received") for n in range(leads)], NOW)
    worked, over = [], threading.Event()

    def work():
        while not over.is_set():
            worked.append(time.monotonic())
            time.sleep(0.001)

    other = threading.Thread(target=work)
    other.start()
    began = time.monotonic()
    tick = engine.tick(NOW + 25 * HOUR, leads)
    ended = time.monotonic()
    over.set()
    other.join()
    assert tick.fired == leads
    assert ended - began > 4 * sys.getswitchinterval()
    quarter = (ended - began) / 4
    assert any(began + quarter < moment < ended - quarter for moment in worked)


def test_threads_take_turns_on_one_engine(engine):
    def submit(first):
        for number in range(first, first + 100):
            engine.submit(relance.Event(f"L-{number}", "received"), NOW)

    threads = [threading.Thread(target=submit, args=(first,)) for first in range(0, 400, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert engine.funnel(NOW)[0].leads == 400


def test_engines_of_threads_share_a_file(path, workflow):
    with relance.open(path, busy=timedelta(seconds=30)) as engine:
        engine.deploy(workflow)

    def submit(first):
        with relance.open(path, busy=timedelta(seconds=30)) as engine:
            for number in range(first, first + 25):
                engine.submit(relance.Event(f"L-{number}", "received"), NOW)

    threads = [threading.Thread(target=submit, args=(first,)) for first in (0, 25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with relance.open(path, must_exist=True) as engine:
        assert engine.funnel(NOW)[0].leads == 50


class Simulated:
    """A clock of the host: waiting takes no time at all."""

    def __init__(self, start):
        self.time = start
        self.waits = 0

    def now(self):
        return self.time

    async def sleep_until(self, when):
        assert when > self.time
        self.waits += 1
        self.time = when
        await asyncio.sleep(0)


def test_effects_come_as_the_clock_of_the_host_goes(engine):
    async def first_three():
        clock = Simulated(NOW)
        await engine.submit_async(relance.Event("L-1", "received"), NOW)
        told = []
        async for effect in engine.effects(clock, poll=24 * HOUR):
            engine.ack(effect, clock.now())
            told.append((effect.name, clock.now() - NOW))
            if len(told) == 3:
                return told

    # The call at once; again each time that its 20 minutes have run out.
    minutes = [moment // timedelta(minutes=1) for _, moment in asyncio.run(first_three())]
    assert minutes[0] == 0 and minutes == sorted(minutes)


def test_effects_wait_no_longer_than_the_poll(engine):
    async def waits():
        clock = Simulated(NOW)
        seen = engine.effects(clock, poll=timedelta(seconds=10)).__aiter__()
        task = asyncio.ensure_future(seen.__anext__())
        while clock.waits < 3:
            await asyncio.sleep(0)
        await engine.submit_async(relance.Event("L-1", "received"), clock.now())
        return await task, clock.now()

    effect, when = asyncio.run(waits())
    assert effect.lead == "L-1"
    assert when - NOW >= timedelta(seconds=30)


def test_effects_end_when_the_engine_is_closed(engine):
    async def all_of_them():
        clock = Simulated(NOW)
        engine.submit(relance.Event("L-1", "received"), NOW)
        async for _ in engine.effects(clock):
            engine.close()

    asyncio.run(asyncio.wait_for(all_of_them(), 60))
    assert engine.closed


def test_calls_run_in_the_order_of_asking(engine):
    async def many():
        told = [relance.Event(f"L-{n}", "received") for n in range(50)]
        answers = await asyncio.gather(*(engine.submit_async(event, NOW) for event in told))
        return [answer.lead_number for answer in answers]

    assert asyncio.run(many()) == list(range(1, 51))


def test_loop_goes_on_while_the_engine_works(engine):
    async def beside():
        told = [relance.Event(f"L-{n}", "received") for n in range(20_000)]
        work = asyncio.ensure_future(engine.submit_many_async(told, NOW))
        turns = 0
        while not work.done():
            turns += 1
            await asyncio.sleep(0)
        return turns, len(work.result())

    turns, answers = asyncio.run(beside())
    assert answers == 20_000
    assert turns > 100


def test_faults_come_through_await(engine):
    async def asked():
        await engine.call_async(engine.lead, "nobody")

    with pytest.raises(relance.Fault) as fault:
        asyncio.run(asked())
    assert fault.value.code is relance.Code.UNKNOWN


def test_async_context_closes(workflow):
    async def use():
        async with relance.open() as engine:
            await engine.call_async(engine.deploy, workflow)
            await engine.submit_async(relance.Event("L-1", "received"), NOW)
        return engine

    assert asyncio.run(use()).closed
