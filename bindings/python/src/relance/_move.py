"""Leads that move to other rules: the plan, and what becomes of their timers."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Any, Mapping, Optional

from relance._call import Rows, text_for
from relance._load import ffi, lib
from relance._record import record
from relance._time import instant_or_never
from relance._words import Who

__all__ = ["MovePlan", "Moved", "moved", "plan_for"]


@record
class MovePlan:
    """Which leads move to the rules in force, and what these call otherwise (docs/versions.md).

    >>> relance.MovePlan(relance.Who.STATE, "incoming", map={"call first_call": None})
    MovePlan(who=<Who.STATE: 2>, which='incoming', map={'call first_call': None})
    """

    who: Who
    which: str = ""  # the state, the stage or the guard
    actor: str = field(repr=False, default="")
    # None lets go what has no counterpart.
    map: Mapping[str, Optional[str]] = field(default_factory=dict, hash=False)


def plan_for(plan: MovePlan, kept: list[object]) -> Any:
    """The plan as the library reads it; it lives as long as what is put into `kept`."""
    renamings = ffi.new("relance_renaming[]", len(plan.map))
    for renaming, (before, after) in zip(renamings, plan.map.items()):
        renaming.struct_size = ffi.sizeof("relance_renaming")
        renaming.before = text_for(before, kept)
        renaming.after = text_for("-" if after is None else after, kept)
    given = ffi.new("relance_move_plan *")
    given.struct_size = ffi.sizeof("relance_move_plan")
    given.who = Who(plan.who).value
    given.which = text_for(plan.which, kept)
    given.actor = text_for(plan.actor, kept)
    given.map, given.map_count = renamings, len(renamings)
    given.map_stride = ffi.sizeof("relance_renaming")
    kept.append(renamings)
    return given


@record
class Moved:
    """A timer of a lead that moved and became another, or the lead alone.

    >>> list(engine.move(relance.MovePlan(relance.Who.ALL), now))  # it has these rules already
    []
    """

    lead: str
    lead_number: int
    fingerprint: str  # of its rules before
    from_state: str
    to_state: str
    timer: str  # empty: none
    before: Optional[datetime]  # when it was due
    after: Optional[datetime]
    without: tuple[str, ...]  # not empty: the lead was not moved, and what has no counterpart


def moved(rows: Rows, index: int) -> Moved:
    """A row of relance_move."""
    return Moved(
        rows.text(index, lib.RELANCE_FIELD_LEAD),
        rows.number(index, lib.RELANCE_FIELD_LEAD_NUMBER),
        rows.text(index, lib.RELANCE_FIELD_FINGERPRINT),
        rows.text(index, lib.RELANCE_FIELD_FROM),
        rows.text(index, lib.RELANCE_FIELD_TO),
        rows.text(index, lib.RELANCE_FIELD_RULE),
        instant_or_never(rows.number(index, lib.RELANCE_FIELD_BEFORE)),
        instant_or_never(rows.number(index, lib.RELANCE_FIELD_AFTER)),
        tuple(rows.text(index, lib.RELANCE_FIELD_WITHOUT).splitlines()),
    )
