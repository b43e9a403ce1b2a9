"""Leads as they stand, and what is known of them."""

from __future__ import annotations

import enum
from dataclasses import field
from datetime import date, datetime, timedelta
from typing import Mapping, Optional, Union

from relance._call import Rows
from relance._load import lib
from relance._place import Place
from relance._record import record
from relance._time import NEVER, instant, instant_or_never
from relance._words import Milestone, Stage

__all__ = [
    "Attempts", "Attribute", "AttributeType", "DamagedLead", "ForgottenLead", "Lead", "Timer",
    "TimerType", "attempts", "attribute", "damaged_lead", "forgotten_lead", "lead", "timer",
]  # fmt: skip

_DAY_0 = date(1970, 1, 1)


@record
class Lead:
    """A lead as it stands.

    >>> lead = engine.lead("L-1")
    >>> lead.state, lead.stage, lead.attempts
    ('incoming', <Stage.NEW: 'new'>, 0)
    """

    id: str
    number: int
    state: str
    stage: Stage
    owner: str = field(repr=False)
    lane: str
    source: str
    channel: str  # the preferred one
    received_at: datetime
    appointment: Optional[datetime]
    attempts: int
    next_due: Optional[datetime]
    seq: int  # of its last journal entry
    fingerprint: str  # of its rules
    clock: datetime  # nothing is decided on it as of an instant before this one
    milestones: Mapping[Milestone, datetime] = field(hash=False)  # when it came there first


def _milestones(rows: Rows, index: int) -> dict[Milestone, datetime]:
    reached = {}
    for place, milestone in enumerate(Milestone):
        first = rows.number(index, lib.RELANCE_FIELD_RECEIVED + place)
        if first != NEVER:
            reached[milestone] = instant(first)
    return reached


def lead(rows: Rows, index: int) -> Lead:
    """A row of relance_lead or relance_leads."""
    return Lead(
        id=rows.text(index, lib.RELANCE_FIELD_LEAD),
        number=rows.number(index, lib.RELANCE_FIELD_LEAD_NUMBER),
        state=rows.text(index, lib.RELANCE_FIELD_STATE),
        stage=Stage(rows.text(index, lib.RELANCE_FIELD_STAGE)),
        owner=rows.text(index, lib.RELANCE_FIELD_OWNER),
        lane=rows.text(index, lib.RELANCE_FIELD_LANE),
        source=rows.text(index, lib.RELANCE_FIELD_SOURCE),
        channel=rows.text(index, lib.RELANCE_FIELD_CHANNEL),
        received_at=instant(rows.number(index, lib.RELANCE_FIELD_RECEIVED_AT)),
        appointment=instant_or_never(rows.number(index, lib.RELANCE_FIELD_APPOINTMENT)),
        attempts=rows.number(index, lib.RELANCE_FIELD_ATTEMPTS),
        next_due=instant_or_never(rows.number(index, lib.RELANCE_FIELD_NEXT_DUE)),
        seq=rows.number(index, lib.RELANCE_FIELD_SEQ),
        fingerprint=rows.text(index, lib.RELANCE_FIELD_FINGERPRINT),
        clock=instant(rows.number(index, lib.RELANCE_FIELD_CLOCK)),
        milestones=_milestones(rows, index),
    )


class AttributeType(enum.Enum):
    """The type that the rules declare for a value.

    >>> relance.AttributeType("money").name
    'MONEY'
    """

    BOOL = "bool"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    MONEY = "money"  # a whole number of minor units (cents) of the rules' currency
    PLACE = "place"


@record
class Attribute:
    """Something known of a lead; the repr does not tell the value.

    >>> told = {"person.email": "ada@example.com"}
    >>> _ = engine.submit(relance.Event("L-5", "received", attributes=told), now)
    >>> engine.attributes("L-5")
    [Attribute(name='person.email', type=<AttributeType.TEXT: 'text'>, personal=True)]
    """

    name: str
    type: AttributeType
    value: Union[str, bool, int, date, datetime, Place] = field(repr=False)
    personal: bool


def attribute(rows: Rows, index: int) -> Attribute:
    """A row of relance_attributes."""
    kind = AttributeType(rows.text(index, lib.RELANCE_FIELD_TYPE))
    number = rows.number(index, lib.RELANCE_FIELD_NUMBER)
    value: Union[str, bool, int, date, datetime, Place] = number
    if kind is AttributeType.TEXT:
        value = rows.text(index, lib.RELANCE_FIELD_TEXT)
    elif kind is AttributeType.BOOL:
        value = number != 0
    elif kind is AttributeType.DATE:
        value = _DAY_0 + timedelta(days=number)
    elif kind is AttributeType.TIME:
        value = instant(number)
    elif kind is AttributeType.PLACE:
        value = Place.parse(rows.text(index, lib.RELANCE_FIELD_TEXT))
    personal = rows.number(index, lib.RELANCE_FIELD_PERSONAL) != 0
    return Attribute(rows.text(index, lib.RELANCE_FIELD_NAME), kind, value, personal)


@record
class Attempts:
    """How often it was tried to reach a lead by one channel with one outcome.

    >>> engine.attempts("L-1")
    []
    """

    channel: str
    outcome: str
    count: int


def attempts(rows: Rows, index: int) -> Attempts:
    """A row of relance_attempts."""
    return Attempts(
        rows.text(index, lib.RELANCE_FIELD_CHANNEL),
        rows.text(index, lib.RELANCE_FIELD_OUTCOME),
        rows.number(index, lib.RELANCE_FIELD_ATTEMPTS),
    )


class TimerType(enum.Enum):
    """What is due on a lead by itself.

    >>> relance.TimerType("step_limit").name
    'STEP_LIMIT'
    """

    AFTER = "after"  # a line of the rules that waits
    STEP_LIMIT = "step_limit"  # the end of an open step's time
    WATCH = "watch"
    WARNING = "warning"  # of a deadline
    BREACH = "breach"


@record
class Timer:
    """Something that will happen on a lead by itself.

    >>> [(timer.type.value, timer.name) for timer in engine.timers("L-1")][:1]
    [('step_limit', 'first_call')]
    """

    type: TimerType
    rule: str  # where the rules say so
    name: str  # of the step or the deadline
    due: datetime
    since: datetime  # what it is counted from
    seq: int  # of the entry that armed it


def timer(rows: Rows, index: int) -> Timer:
    """A row of relance_timers."""
    return Timer(
        TimerType(rows.text(index, lib.RELANCE_FIELD_TYPE)),
        rows.text(index, lib.RELANCE_FIELD_RULE),
        rows.text(index, lib.RELANCE_FIELD_NAME),
        instant(rows.number(index, lib.RELANCE_FIELD_DUE)),
        instant(rows.number(index, lib.RELANCE_FIELD_SINCE)),
        rows.number(index, lib.RELANCE_FIELD_SEQ),
    )


@record
class DamagedLead:
    """A lead whose stored bytes are damaged; it stands still, all others go on.

    >>> engine.damaged()
    []
    """

    tenant: str
    lead: str
    lead_number: int
    message: str  # what is wrong, and the way out


def damaged_lead(rows: Rows, index: int) -> DamagedLead:
    """A row of relance_damaged."""
    return DamagedLead(
        rows.text(index, lib.RELANCE_FIELD_TENANT),
        rows.text(index, lib.RELANCE_FIELD_LEAD),
        rows.number(index, lib.RELANCE_FIELD_LEAD_NUMBER),
        rows.text(index, lib.RELANCE_FIELD_MESSAGE),
    )


@record
class ForgottenLead:
    """An open lead for which nothing will ever be due.

    >>> list(engine.forgotten())
    []
    """

    lead: str
    lead_number: int
    state: str
    since: datetime  # the last decision


def forgotten_lead(rows: Rows, index: int) -> ForgottenLead:
    """A row of relance_forgotten."""
    return ForgottenLead(
        rows.text(index, lib.RELANCE_FIELD_LEAD),
        rows.number(index, lib.RELANCE_FIELD_LEAD_NUMBER),
        rows.text(index, lib.RELANCE_FIELD_STATE),
        instant(rows.number(index, lib.RELANCE_FIELD_SINCE)),
    )
