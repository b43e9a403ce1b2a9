"""The engine as a host uses it."""

import gc
import os
from datetime import datetime, timedelta, timezone

import pytest
from conftest import NOW, RULES

import relance

MINUTE = timedelta(minutes=1)


def received(lead, **told):
    return relance.Event(lead, "received", **told)


def test_a_day_of_a_lead(engine):
    assert engine.submit(received("L-1", key="web-1"), NOW).to_state == "incoming"
    assert engine.submit(received("L-1", key="web-1"), NOW).repeated
    (call,) = engine.claim(NOW + MINUTE)
    assert (call.verb, call.name, call.attempt, call.withdraws) == ("call", "first_call", 1, "")
    assert call.not_after == NOW + 20 * MINUTE  # `within: 20 min`
    assert call.lease_until == NOW + 6 * MINUTE
    engine.ack(call, NOW + MINUTE)
    talk = {"channel": "phone", "outcome": "conversation", "effect": call.id}
    told = relance.Event("L-1", "attempted", actor="ben", attributes=talk)
    assert engine.submit(told, NOW + 5 * MINUTE).accepted
    assert engine.lead("L-1").state == "talking"
    assert engine.lead("L-1").stage is relance.Stage.CONTACTED
    assert [entry.event for entry in engine.history("L-1")] == ["received", "attempted", "reached"]
    assert engine.worklist(NOW + 5 * MINUTE) == []
    (follow_up,) = engine.claim(NOW + 5 * MINUTE + timedelta(days=7))  # `delay: 7 d`
    assert follow_up.name == "follow_up"


def test_refusal_is_a_value(engine):
    engine.submit(received("L-1"), NOW)
    decision = engine.submit(relance.Event("L-1", "sold"), NOW)
    assert decision.verdict is relance.Verdict.REFUSED
    assert decision.refusal is relance.Refusal.NOT_HERE
    assert decision.would_take == ("lost",)
    assert "sold" in decision.message


def test_every_refusal_of_the_library_has_its_word():
    # The words stand in the order of their numbers in include/relance/journal.hpp.
    header = RULES.parents[2] / "include" / "relance" / "journal.hpp"
    body = header.read_text("utf-8").split("enum class Refusal")[1].split("};")[0]
    words = [line.split("=")[0].strip() for line in body.split("\n") if "=" in line.split("//")[0]]
    assert [each.value for each in relance.Refusal] == words[1:]


def test_event_waits_for_its_lead(engine):
    decision = engine.submit(relance.Event("L-9", "lost", key="early"), NOW)
    assert decision.verdict is relance.Verdict.WAITING
    assert decision.refusal is None


def test_batch_answers_in_order_and_lazily(engine):
    batch = [received(f"L-{n}") for n in range(10)] + [relance.Event("L-3", "sold")]
    answers = engine.submit_many(iter(batch), NOW)
    assert len(answers) == 11
    assert [answer.lead_number for answer in answers[:10]] == list(range(1, 11))
    assert list(answers.refused()) == [10]
    assert answers[-1].refusal is relance.Refusal.NOT_HERE
    with pytest.raises(IndexError):
        answers[11]
    assert len(engine.submit_many([], NOW)) == 0


def test_batch_is_one_commit(engine):
    """A fault in the middle leaves nothing."""
    at = NOW.replace(year=2250)  # beyond what the library takes
    with pytest.raises(relance.Fault) as fault:
        engine.submit_many([received("L-1"), received("L-2", now=at)], NOW)
    assert fault.value.code is relance.Code.USAGE
    with pytest.raises(relance.Fault) as fault:
        engine.lead("L-1")
    assert fault.value.code is relance.Code.UNKNOWN


def test_values_come_back_as_they_were_told():
    from datetime import date
    from decimal import Decimal

    rules = RULES.read_text("utf-8") + (
        "currency: EUR\nlead:\n  t: {type: text}\n  n: {type: number}\n  b: {type: bool}\n"
        "  d: {type: date}\n  w: {type: time}\n  m: {type: money}\n  p: {type: place}\n"
    )
    when = datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    told = {
        "t": "größer", "n": -7, "b": True, "d": date(2026, 12, 24), "w": when,
        "m": Decimal("20000.50"), "p": relance.Place(48.8566, -2.3522), "person.email": "ada@example.com",
    }  # fmt: skip
    with relance.open() as engine:
        engine.deploy(relance.compile(rules))
        assert engine.submit(received("L-1", attributes=told), NOW).accepted
        known = {each.name: each for each in engine.attributes("L-1")}
    assert known["m"].type is relance.AttributeType.MONEY
    assert known["m"].value == 2000050
    for name in ("t", "n", "b", "d", "w", "p", "person.email"):
        assert known[name].value == told[name]
    assert [name for name in known if known[name].personal] == ["person.email"]


def test_what_is_committed_is_there_after_closing(path, workflow):
    with relance.open(path) as engine:
        engine.deploy(workflow, at=NOW, actor="ada")
        engine.submit(received("L-1"), NOW)
    with relance.open(path, must_exist=True) as engine:
        assert engine.lead("L-1").received_at == NOW
        (deployment,) = engine.deployments()
        assert (deployment.since, deployment.actor, deployment.leads) == (NOW, "ada", 1)


def test_fault_carries_its_code(path, tmp_path):
    with pytest.raises(relance.Fault) as fault:
        relance.open(path, must_exist=True)
    assert fault.value.code is relance.Code.STORAGE
    assert str(fault.value) == fault.value.message != ""
    (tmp_path / "other").write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(relance.Fault):
        relance.open(tmp_path / "other")


def test_stale_token_is_told(engine):
    engine.submit(received("L-1"), NOW)
    (first,) = engine.claim(NOW, lease=MINUTE)
    (again,) = engine.claim(NOW + 2 * MINUTE)
    assert (again.id, again.attempt) == (first.id, 2)
    with pytest.raises(relance.Fault) as fault:
        engine.ack(first, NOW + 2 * MINUTE)
    assert fault.value.code is relance.Code.STALE_TOKEN


def test_dead_letter_is_requeued_or_dropped(workflow):
    with relance.open(max_attempts=1) as engine:
        engine.deploy(workflow)
        engine.submit(received("L-1"), NOW)
        engine.fail(engine.claim(NOW)[0], "line_busy", NOW)
        (dead,) = engine.dead_letters()
        assert dead.error == "line_busy"
        engine.requeue(dead, NOW)
        engine.fail(engine.claim(NOW)[0], "line_busy", NOW)
        engine.drop(next(engine.dead_letters()), NOW)
        assert list(engine.dead_letters()) == []


def test_work_of_one_owner_or_lane():
    rules = RULES.read_text("utf-8") + "lanes: {seller: {}, bdc: {}}\n"
    with relance.open() as engine:
        engine.deploy(relance.compile(rules))
        engine.submit_many([received("L-1", attributes={"owner": "eve"}), received("L-2")], NOW)
        assert [item.lead for item in engine.worklist(NOW, owner="eve")] == ["L-1"]
        lanes = {item.lead: item.lane for item in engine.worklist(NOW)}
        assert [item.lead for item in engine.worklist(NOW, lane=lanes["L-2"])] == [
            lead for lead in lanes if lanes[lead] == lanes["L-2"]
        ]
        assert engine.worklist(NOW, lane="bdc", owner="nobody") == []


def test_tenants_are_apart(engine, workflow):
    engine.deploy(workflow, tenant="south")
    engine.submit(received("L-1"), NOW, tenant="south")
    assert engine.lead("L-1", tenant="south").number == 1
    assert engine.worklist(NOW) == []
    with pytest.raises(relance.Fault) as fault:
        engine.worklist(NOW, tenant="west")
    assert fault.value.code is relance.Code.UNKNOWN


def test_closed_engine_says_so(workflow):
    engine = relance.open()
    engine.deploy(workflow)
    engine.close()
    engine.close()
    assert engine.closed
    for use in (
        lambda: engine.submit(received("L-1"), NOW),
        lambda: engine.worklist(NOW),
        lambda: engine.deploy(workflow),
    ):
        with pytest.raises(relance.Fault, match="closed") as fault:
            use()
        assert fault.value.code is relance.Code.USAGE


def test_answers_outlive_their_engine(workflow):
    with relance.open() as engine:
        engine.deploy(workflow)
        answers = engine.submit_many([received("L-1")], NOW)
    del engine
    gc.collect()
    assert answers[0].to_state == "incoming"


def test_engine_in_a_child_process_says_so(path, workflow):
    """And closing it there leaves the parent's file alone."""
    with relance.open(path) as engine:
        engine.deploy(workflow)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                engine.lead("L-1")
                said = "nothing"
            except relance.Fault as fault:
                said = f"{fault.code.name}: {fault}"
            engine.close()
            del engine
            gc.collect()
            os.write(writer, said.encode())
            os._exit(0)
        os.waitpid(child, 0)
        said = os.read(reader, 1000).decode()
        os.close(reader), os.close(writer)
        assert said.startswith("USAGE") and "fork" in said
        assert engine.submit(received("L-1"), NOW).accepted
    with relance.open(path, must_exist=True) as engine:
        assert engine.lead("L-1").state == "incoming"
