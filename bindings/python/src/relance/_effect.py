"""What the host should do: effects as they are handed out, and open steps."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Optional

from relance._call import Rows
from relance._load import lib
from relance._record import record
from relance._time import instant, instant_or_never
from relance._words import Stage

__all__ = ["Effect", "Tick", "WorkItem", "effect", "hand_out", "work_item"]


@record
class Tick:
    """What came of letting time pass.

    >>> engine.tick(now).fired
    0
    """

    fired: int
    next: Optional[datetime]  # when to tick again; None: nothing is armed


@record
class Effect:
    """Something the host should do, leased to it until `lease_until`.

    >>> effect = engine.claim(now)[0]
    >>> effect.verb, effect.name, effect.lead, effect.attempt
    ('call', 'first_call', 'L-1', 1)
    """

    id: str
    lead: str
    verb: str  # "call", "send", ..., "withdraw"
    name: str
    channel: str  # empty: any
    rule: str
    emitted_at: datetime
    not_before: datetime
    not_after: Optional[datetime]  # None: no limit
    lease_until: datetime
    token: int
    attempt: int  # 1: the first hand-out
    withdraws: str  # the id of the effect that is no longer wanted; else empty
    error: str  # what the host told when it failed last


def hand_out(effect: Effect) -> tuple[str, int]:
    """By what a host answers an effect."""
    try:
        return effect.id, effect.token
    except AttributeError:
        raise TypeError(
            f"an effect is an Effect, as claim gives it, not {type(effect).__name__}"
        ) from None


def effect(rows: Rows, index: int) -> Effect:
    """A row of relance_claim or relance_dead_letters."""
    return Effect(
        rows.text(index, lib.RELANCE_FIELD_ID),
        rows.text(index, lib.RELANCE_FIELD_LEAD),
        rows.text(index, lib.RELANCE_FIELD_VERB),
        rows.text(index, lib.RELANCE_FIELD_NAME),
        rows.text(index, lib.RELANCE_FIELD_CHANNEL),
        rows.text(index, lib.RELANCE_FIELD_RULE),
        instant(rows.number(index, lib.RELANCE_FIELD_EMITTED_AT)),
        instant(rows.number(index, lib.RELANCE_FIELD_NOT_BEFORE)),
        instant_or_never(rows.number(index, lib.RELANCE_FIELD_NOT_AFTER)),
        instant(rows.number(index, lib.RELANCE_FIELD_LEASE_UNTIL)),
        rows.number(index, lib.RELANCE_FIELD_TOKEN),
        rows.number(index, lib.RELANCE_FIELD_ATTEMPT),
        rows.text(index, lib.RELANCE_FIELD_WITHDRAWS),
        rows.text(index, lib.RELANCE_FIELD_ERROR),
    )


@record
class WorkItem:
    """An open step: what is to be done, why, and by when.

    >>> item = engine.worklist(now)[0]
    >>> item.verb, item.name, item.because, item.by - now
    ('call', 'first_call', 'received', datetime.timedelta(seconds=1200))
    """

    lead: str
    state: str
    stage: Stage
    owner: str = field(repr=False)
    lane: str
    verb: str
    name: str
    channel: str
    rule: str
    because: str  # the event that made the rule ask for it
    since: datetime
    not_before: datetime
    by: Optional[datetime]
    deadline: str  # what the lead was promised next; empty: nothing
    promised: Optional[datetime]
    delivered: bool
    id: str


def work_item(rows: Rows, index: int) -> WorkItem:
    """A row of relance_worklist."""
    deadline = rows.text(index, lib.RELANCE_FIELD_DEADLINE)
    promised = rows.number(index, lib.RELANCE_FIELD_PROMISED)
    return WorkItem(
        lead=rows.text(index, lib.RELANCE_FIELD_LEAD),
        state=rows.text(index, lib.RELANCE_FIELD_STATE),
        stage=Stage(rows.text(index, lib.RELANCE_FIELD_STAGE)),
        owner=rows.text(index, lib.RELANCE_FIELD_OWNER),
        lane=rows.text(index, lib.RELANCE_FIELD_LANE),
        verb=rows.text(index, lib.RELANCE_FIELD_VERB),
        name=rows.text(index, lib.RELANCE_FIELD_NAME),
        channel=rows.text(index, lib.RELANCE_FIELD_CHANNEL),
        rule=rows.text(index, lib.RELANCE_FIELD_RULE),
        because=rows.text(index, lib.RELANCE_FIELD_BECAUSE),
        since=instant(rows.number(index, lib.RELANCE_FIELD_SINCE)),
        not_before=instant(rows.number(index, lib.RELANCE_FIELD_NOT_BEFORE)),
        by=instant_or_never(rows.number(index, lib.RELANCE_FIELD_BY)),
        deadline=deadline,
        promised=instant_or_never(promised) if deadline else None,
        delivered=rows.number(index, lib.RELANCE_FIELD_DELIVERED) != 0,
        id=rows.text(index, lib.RELANCE_FIELD_ID),
    )
