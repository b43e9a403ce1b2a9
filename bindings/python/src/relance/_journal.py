"""What was decided, and what waits."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Any, Optional

from relance._call import Rows
from relance._load import lib
from relance._record import record
from relance._time import instant
from relance._words import Refusal, Verdict

__all__ = [
    "Entry",
    "JournalEntry",
    "Waiting",
    "Words",
    "entry",
    "journal_entry",
    "waiting",
    "words",
]

_VERDICTS = (Verdict.ACCEPTED, Verdict.REFUSED, Verdict.WAITING)


@record
class Entry:
    """A decision as it was written down.

    >>> [(entry.seq, entry.event, entry.to_state) for entry in engine.history("L-1")]
    [(1, 'received', 'incoming')]
    """

    seq: int
    event: str
    from_state: str
    to_state: str
    rule: str
    verdict: Verdict
    refusal: Optional[Refusal]
    occurred_at: datetime
    decided_at: datetime
    key: str = field(repr=False)
    actor: str = field(repr=False)
    late: bool
    by_timer: bool  # nobody told it
    derived: bool  # it follows from the entry before it
    waited: bool  # it was told before its lead came
    fingerprint: str  # of the rules that decided


def _entry(rows: Rows, index: int) -> dict[str, Any]:
    verdict = _VERDICTS[rows.number(index, lib.RELANCE_FIELD_VERDICT)]
    refused = verdict is Verdict.REFUSED
    return {
        "seq": rows.number(index, lib.RELANCE_FIELD_SEQ),
        "event": rows.text(index, lib.RELANCE_FIELD_EVENT),
        "from_state": rows.text(index, lib.RELANCE_FIELD_FROM),
        "to_state": rows.text(index, lib.RELANCE_FIELD_TO),
        "rule": rows.text(index, lib.RELANCE_FIELD_RULE),
        "verdict": verdict,
        "refusal": Refusal(rows.text(index, lib.RELANCE_FIELD_REFUSAL)) if refused else None,
        "occurred_at": instant(rows.number(index, lib.RELANCE_FIELD_OCCURRED_AT)),
        "decided_at": instant(rows.number(index, lib.RELANCE_FIELD_DECIDED_AT)),
        "key": rows.text(index, lib.RELANCE_FIELD_KEY),
        "actor": rows.text(index, lib.RELANCE_FIELD_ACTOR),
        "late": rows.number(index, lib.RELANCE_FIELD_LATE) != 0,
        "by_timer": rows.number(index, lib.RELANCE_FIELD_BY_TIMER) != 0,
        "derived": rows.number(index, lib.RELANCE_FIELD_DERIVED) != 0,
        "waited": rows.number(index, lib.RELANCE_FIELD_WAITED) != 0,
        "fingerprint": rows.text(index, lib.RELANCE_FIELD_FINGERPRINT),
    }


def entry(rows: Rows, index: int) -> Entry:
    """A row of relance_history."""
    return Entry(**_entry(rows, index))


@record
class JournalEntry(Entry):
    """A decision in the journal of all leads. Keep the position of the last one that you have seen,
    and go on behind it.

    >>> last = list(engine.journal())[-1]
    >>> last.lead, last.event, list(engine.journal(after=last.position))
    ('L-1', 'received', [])
    """

    position: int
    tenant: str
    lead: str
    lead_number: int


def journal_entry(rows: Rows, index: int) -> JournalEntry:
    """A row of relance_journal."""
    return JournalEntry(
        **_entry(rows, index),
        position=rows.number(index, lib.RELANCE_FIELD_POSITION),
        tenant=rows.text(index, lib.RELANCE_FIELD_TENANT),
        lead=rows.text(index, lib.RELANCE_FIELD_LEAD),
        lead_number=rows.number(index, lib.RELANCE_FIELD_LEAD_NUMBER),
    )


@record
class Words:
    """A part of a lead's story; the repr does not tell it.

    >>> print(engine.explain("L-1")[1].text.splitlines()[0])
        1  2026-03-02 09:00:00 +00:00  received: new > incoming
    """

    seq: int  # of the decision; 0: where the lead stands
    text: str = field(repr=False)  # lines, each ended by a line feed
    json: str = field(repr=False)  # the same for a program


def words(rows: Rows, index: int) -> Words:
    """A row of relance_explain."""
    return Words(
        rows.number(index, lib.RELANCE_FIELD_SEQ),
        rows.text(index, lib.RELANCE_FIELD_TEXT),
        rows.text(index, lib.RELANCE_FIELD_JSON),
    )


@record
class Waiting:
    """An event that was told before its lead came, or was refused while there was none.

    >>> _ = engine.submit(relance.Event("L-9", "lost", key="early"), now)
    >>> [(event.lead, event.event, event.refusal) for event in engine.waiting()]
    [('L-9', 'lost', None)]
    """

    lead: str
    position: int
    event: str
    key: str = field(repr=False)
    actor: str = field(repr=False)
    occurred_at: datetime
    told_at: datetime
    refusal: Optional[Refusal]  # None: it waits
    text: str = field(repr=False)  # its line in the canonical export


def waiting(rows: Rows, index: int) -> Waiting:
    """A row of relance_waiting."""
    refused = rows.number(index, lib.RELANCE_FIELD_REFUSAL) != 0
    return Waiting(
        lead=rows.text(index, lib.RELANCE_FIELD_LEAD),
        position=rows.number(index, lib.RELANCE_FIELD_POSITION),
        event=rows.text(index, lib.RELANCE_FIELD_EVENT),
        key=rows.text(index, lib.RELANCE_FIELD_KEY),
        actor=rows.text(index, lib.RELANCE_FIELD_ACTOR),
        occurred_at=instant(rows.number(index, lib.RELANCE_FIELD_OCCURRED_AT)),
        told_at=instant(rows.number(index, lib.RELANCE_FIELD_TOLD_AT)),
        refusal=Refusal(rows.text(index, lib.RELANCE_FIELD_REFUSAL)) if refused else None,
        text=rows.text(index, lib.RELANCE_FIELD_TEXT),
    )
