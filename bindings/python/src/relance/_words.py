"""The words of answers that are a closed list."""

from __future__ import annotations

import enum

__all__ = ["Drawing", "Durability", "Milestone", "Refusal", "Stage", "Verdict", "Who"]


class Verdict(enum.Enum):
    """What was decided.

    >>> relance.Verdict.REFUSED.value
    'refused'
    """

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WAITING = "waiting"  # for its lead; the same key later gives the decision as it then stands


class Refusal(enum.Enum):
    """Why an event was refused.

    >>> relance.Refusal("not_here").name
    'NOT_HERE'
    """

    NOT_HERE = "not_here"  # the state does not take this move
    GUARD_FALSE = "guard_false"  # it does, but no guard held
    GUARD_FAILED = "guard_failed"  # a guard could not be computed
    FROM_FUTURE = "from_future"  # occurred_at more than 5 minutes after now
    MISSING = "missing"  # an attribute that the event needs is absent
    BAD_VALUE = "bad_value"
    UNKNOWN_ATTRIBUTE = "unknown_attribute"
    UNKNOWN_EVENT = "unknown_event"
    TOLD_BY_ENGINE = "told_by_engine"
    UNKNOWN_EFFECT = "unknown_effect"
    BEYOND_HORIZON = "beyond_horizon"
    TOO_DEEP = "too_deep"
    KEY_CONFLICT = "key_conflict"
    TOO_MANY_WAITING = "too_many_waiting"
    BAD_LEAD_ID = "bad_lead_id"
    LIMIT = "limit"


class Stage(enum.Enum):
    """The eight stages of every lifecycle.

    >>> relance.Stage("nurture").name
    'NURTURE'
    """

    NEW = "new"
    CONTACTED = "contacted"
    QUALIFIED = "qualified"
    APPOINTMENT = "appointment"
    SHOWN = "shown"
    NURTURE = "nurture"
    SOLD = "sold"
    LOST = "lost"


class Milestone(enum.Enum):
    """How far leads come.

    >>> [milestone.value for milestone in relance.Milestone][-2:]
    ['sold', 'lost']
    """

    RECEIVED = "received"
    ATTEMPTED = "attempted"
    REACHED = "reached"
    QUALIFIED = "qualified"
    BOOKED = "booked"
    SHOWN = "shown"
    SOLD = "sold"
    LOST = "lost"


class Drawing(enum.Enum):
    """What lays out a picture of rules.

    >>> "flowchart" in workflow.draw(relance.Drawing.MERMAID)
    True
    """

    DOT = 0  # Graphviz
    MERMAID = 1


class Durability(enum.Enum):
    """What a power cut may take.

    >>> relance.Durability.FULL
    <Durability.FULL: 0>
    """

    FULL = 0  # nothing that was answered
    NORMAL = 1  # the last commits; none is torn


class Who(enum.Enum):
    """Which leads move to other rules.

    >>> relance.Who.STAGE.value
    3
    """

    NOBODY = 0
    ALL = 1
    STATE = 2
    STAGE = 3
    GUARD = 4
