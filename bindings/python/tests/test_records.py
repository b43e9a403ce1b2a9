"""Answers as Python values."""

import copy
import dataclasses
import pickle
import sys

import pytest
from conftest import NOW

import relance

SECRETS = ("ada@example.com", "eve-11", "ben-12", "k-7")


def answers(engine, workflow):
    told = {"person.email": "ada@example.com", "owner": "eve-11"}
    event = relance.Event("L-1", "received", key="k-7", actor="ben-12", attributes=told)
    yield event
    yield engine.submit(event, NOW)
    yield engine.submit_many([event], NOW)
    yield engine.lead("L-1")
    yield from engine.attributes("L-1")
    yield from engine.history("L-1")
    yield from engine.worklist(NOW)
    yield from engine.claim(NOW)
    engine.deploy(workflow, actor="ben-12")
    yield from engine.deployments()
    yield relance.MovePlan(relance.Who.ALL, actor="ben-12")
    yield engine


def test_repr_tells_nothing_personal(engine, workflow):
    shown = [repr(answer) for answer in answers(engine, workflow)]
    assert len(shown) >= 10
    for text in shown:
        assert not any(secret in text for secret in SECRETS), text


def test_records_are_frozen_and_have_slots(engine, workflow):
    for answer in answers(engine, workflow):
        if not dataclasses.is_dataclass(answer):
            continue
        name = dataclasses.fields(answer)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(answer, name, None)
        if sys.version_info >= (3, 10):
            assert not hasattr(answer, "__dict__")


def test_attributes_of_an_event_cannot_change_afterwards():
    told = {"owner": "eve-11"}
    event = relance.Event("L-1", "received", attributes=told)
    told["owner"] = "ben"
    assert event.attributes["owner"] == "eve-11"
    with pytest.raises(TypeError, match="cannot change"):
        event.attributes["owner"] = "ben"
    with pytest.raises(TypeError, match="cannot change"):
        event.attributes.update(owner="ben")
    assert dataclasses.asdict(event)["attributes"] == {"owner": "eve-11"}


def test_events_are_values(engine):
    one = relance.Event("L-1", "received", key="k", attributes={"owner": "eve"}, now=NOW)
    same = relance.Event("L-1", "received", key="k", attributes={"owner": "eve"}, now=NOW)
    assert one == same and hash(one) == hash(same)
    assert one != dataclasses.replace(one, key="other")
    assert copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one
    assert engine.submit(pickle.loads(pickle.dumps(one)), NOW).accepted


def test_replaced_event_is_told_as_replaced(engine):
    first = relance.Event("L-1", "received")
    engine.submit(dataclasses.replace(first, lead="L-2"), NOW)
    assert engine.lead("L-2").state == "incoming"


def test_decisions_are_values(engine):
    """Though each field is read when it is asked for."""
    first, second = engine.submit_many([relance.Event("L-1", "received")] * 2, NOW)
    copied = pickle.loads(pickle.dumps(first))
    assert copied == first != second
    assert dataclasses.replace(first, seq=7).seq == 7
    assert dataclasses.asdict(copied) == dataclasses.asdict(first)
    assert list(dataclasses.asdict(first)) == [each.name for each in dataclasses.fields(first)]
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        _ = first.colour


def test_faults_are_values():
    fault = relance.Fault(relance.Code.BUSY, "wait")
    again = pickle.loads(pickle.dumps(fault))
    assert (again.code, str(again)) == (relance.Code.BUSY, "wait")


def test_any_text_goes_over_the_border(engine):
    for lead in ("größe", "日本", "a\0b", "x" * 255):
        engine.submit(relance.Event(lead, "received"), NOW)
        assert engine.lead(lead).id == lead
    too_long = engine.submit(relance.Event("x" * 256, "received"), NOW)
    assert too_long.refusal is relance.Refusal.BAD_LEAD_ID
    with pytest.raises(UnicodeEncodeError):
        relance.Event("\ud800", "received")
