"""Reading page by page, taking files in, and looking after a database."""

import json
import tracemalloc
from datetime import timedelta

import pytest
from conftest import LEADS, MAPPING, NOW

import relance

MINUTE = timedelta(minutes=1)


def received(engine, count, now=NOW):
    engine.submit_many([relance.Event(f"L-{n}", "received") for n in range(count)], now)


@pytest.mark.parametrize("page", [1, 2, 3, 7, 8, 1000])
def test_pages_of_any_size_give_the_same(engine, page):
    received(engine, 7)
    assert [lead.id for lead in engine.leads(page=page)] == [f"L-{n}" for n in range(7)]
    told = [(entry.lead, entry.seq) for entry in engine.journal(page=page)]
    assert told == [(f"L-{n}", 1) for n in range(7)]
    for n in range(5):
        engine.submit(relance.Event("L-3", "noted", key=str(n)), NOW + n * MINUTE)
    events = [entry.event for entry in engine.history("L-3", page=page)]
    assert events == ["received"] + ["noted"] * 5
    assert len(list(engine.export(NOW + 5 * MINUTE, page=page))) == 8


def test_journal_goes_on_where_its_reader_stopped(engine):
    received(engine, 3)
    seen = list(engine.journal())
    engine.submit(relance.Event("L-1", "noted"), NOW + MINUTE)
    (new,) = engine.journal(after=seen[-1].position)
    assert (new.lead, new.event, new.tenant, new.seq) == ("L-1", "noted", "main", 2)
    assert [entry.position for entry in seen] == sorted({entry.position for entry in seen})


def test_memory_of_reading_is_bounded(engine):
    """Ten times as many leads need no more memory than a page."""

    def peak():
        tracemalloc.start()
        for _ in engine.leads(page=100):
            pass
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    received(engine, 1_000)
    peak()  # what is made once
    few = peak()
    engine.submit_many([relance.Event(f"M-{n}", "received") for n in range(9_000)], NOW)
    assert peak() < 1.5 * few


def test_lead_tells_its_timers_and_attempts(engine, workflow):
    received(engine, 1)
    before = engine.timers("L-0")
    assert before[0] == relance.Timer(
        relance.TimerType.STEP_LIMIT,
        "states.incoming.enter[0]",
        "first_call",
        NOW + 20 * MINUTE,
        NOW,
        1,
    )
    assert [timer.due for timer in before] == sorted(timer.due for timer in before)
    assert engine.lead("L-0").next_due == before[0].due
    busy = {"channel": "phone", "outcome": "busy"}
    for key, channel in enumerate(["sms", "phone", "phone"]):
        told = {"channel": channel, "outcome": "no_answer"}
        engine.submit(relance.Event("L-0", "attempted", key=str(key), attributes=told), NOW)
    engine.submit(relance.Event("L-0", "attempted", key="b", attributes=busy), NOW)
    assert engine.attempts("L-0") == [
        relance.Attempts("phone", "no_answer", 2),
        relance.Attempts("phone", "busy", 1),
        relance.Attempts("sms", "no_answer", 1),
    ]
    assert sum(each.count for each in engine.attempts("L-0")) == engine.lead("L-0").attempts


def test_lead_tells_its_milestones(engine):
    received(engine, 1)
    talk = {"channel": "phone", "outcome": "conversation"}
    engine.submit(relance.Event("L-0", "attempted", attributes=talk), NOW + MINUTE)
    lead = engine.lead("L-0")
    assert dict(lead.milestones) == {
        relance.Milestone.RECEIVED: NOW,
        relance.Milestone.ATTEMPTED: NOW + MINUTE,
        relance.Milestone.REACHED: NOW + MINUTE,
    }
    assert lead.clock == NOW + MINUTE
    entries = list(engine.history("L-0"))
    assert [(entry.event, entry.derived) for entry in entries] == [
        ("received", False), ("attempted", False), ("reached", True),
    ]  # fmt: skip


def test_words_of_a_lead_keep_what_is_personal_apart(engine):
    told = {"person.email": "ada@example.com"}
    engine.submit(relance.Event("L-1", "received", attributes=told), NOW)
    plain = engine.explain("L-1")
    assert [part.seq for part in plain] == [0, 1]
    assert all(json.loads(part.json) is not None for part in plain)
    assert not any("ada@example.com" in part.text + part.json for part in plain)
    assert any("ada@example.com" in part.text for part in engine.explain("L-1", personal=True))
    assert "ada@example.com" not in repr(engine.explain("L-1", personal=True))


def test_tenants_and_their_rules(engine, workflow):
    other = relance.compile(workflow.text.replace("20 min", "30 min"))
    engine.deploy(other, tenant="south")
    received(engine, 2)
    main, south = engine.tenants()
    assert (main.name, main.leads, main.clock) == ("main", 2, NOW)
    assert (south.name, south.leads, south.clock) == ("south", 0, None)
    assert engine.current(tenant="south").fingerprint == other.fingerprint == south.fingerprint


def test_waiting_events_are_told_by_lead(engine):
    for lead in ("W-2", "W-1", "W-3"):
        engine.submit(relance.Event(lead, "lost", key="early"), NOW)
    assert [event.lead for event in engine.waiting(page=1)] == ["W-1", "W-2", "W-3"]


def take(engine, data, now=NOW, file="leads.csv"):
    mapping = relance.read_mapping(MAPPING)
    return engine.take([relance.Input(mapping, file, data)], now, page=2)


def test_files_are_taken_in(engine):
    more = b" C-2 ,bo@example.com,2026-03-02T08:30:00Z,web\nC-3,,not a time,web\n"
    intake = take(engine, LEADS + more)
    lines = list(intake)
    assert {line.file for line in lines} == {"leads.csv"}
    kinds = {line.line: line.kind for line in lines}
    assert kinds == {
        2: relance.IntakeKind.DECIDED,
        3: relance.IntakeKind.DECIDED,
        4: relance.IntakeKind.UNREADABLE,
    }
    assert engine.lead("C-2").source == "web"
    assert engine.lead("C-2").received_at == NOW - 30 * MINUTE
    counts = intake.counts()
    assert (counts.records, counts.unreadable, counts.accepted) == (3, 1, 2)
    assert counts.trimmed == 1  # C-2
    assert not any("example.com" in repr(line) for line in lines)


def test_same_file_again_creates_nothing(engine):
    list(take(engine, LEADS))
    (line,) = take(engine, LEADS, NOW + MINUTE)
    assert line.decision.repeated
    assert [lead.id for lead in engine.leads()] == ["C-1"]


def test_wrong_mapping_is_told_with_its_place():
    with pytest.raises(relance.Rejected) as rejected:
        relance.read_mapping(MAPPING.replace("lead:", "laed:"), "mine.yaml")
    assert rejected.value.code is relance.Code.INPUT
    assert any(each.line == 4 for each in rejected.value.diagnostics)
    assert "mine.yaml:4" in str(rejected.value)
    assert "ada" not in repr(relance.Input(relance.read_mapping(MAPPING), "leads.csv", LEADS))


def test_export_of_equal_databases_is_equal(engine, path, workflow):
    with relance.open(path) as other:
        other.deploy(workflow)
        for each in (engine, other):
            received(each, 3)
        assert list(engine.export(NOW)) == list(other.export(NOW))
        assert other.audit() == engine.audit() == []
        received(other, 1, NOW + MINUTE)
        assert list(engine.export(NOW)) != list(other.export(NOW))


def test_rules_state_rates(workflow):
    rates = "benchmarks: {ours: {reached: 80% of leads, booked: 60% of reached}}\n"
    assert relance.compile(workflow.text + rates).rates() == [
        relance.Rate("ours", relance.Milestone.REACHED, None, 8_000),
        relance.Rate("ours", relance.Milestone.BOOKED, relance.Milestone.REACHED, 6_000),
    ]
