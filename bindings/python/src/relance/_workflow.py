"""Rules: compiled, compared, and the plan of a move to others."""

from __future__ import annotations

import enum
import os
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import Any, Optional, Union

from relance._call import Rows, call, diagnostics, text_for, text_of
from relance._fault import Diagnostic
from relance._load import ffi, lib
from relance._record import record
from relance._time import instant_or_never
from relance._words import Who

__all__ = [
    "Deployment", "Difference", "DifferenceKind", "MovePlan", "Moved", "Workflow", "compile",
    "compile_file", "deployment", "moved", "plan_for",
]  # fmt: skip


class Workflow:
    """Compiled rules; immutable, for any thread and any engine. Made by `compile`.

    >>> workflow
    <relance.Workflow 'minimal'>
    """

    __slots__ = ("_workflow",)

    def __init__(self, workflow: Any) -> None:
        if not isinstance(workflow, ffi.CData):
            raise TypeError("a workflow is made by relance.compile or relance.compile_file")
        self._workflow = ffi.gc(workflow, lib.relance_workflow_destroy)

    def _text(self, field: int) -> str:
        return text_of(lib.relance_workflow_text(self._workflow, field))

    @property
    def name(self) -> str:
        """The name that the rules give themselves.

        >>> workflow.name
        'minimal'
        """
        return self._text(lib.RELANCE_FIELD_NAME)

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits over what the rules mean.

        >>> len(workflow.fingerprint)
        32
        """
        return self._text(lib.RELANCE_FIELD_FINGERPRINT)

    @property
    def text(self) -> str:
        """The rules as they were given.

        >>> "name: minimal" in workflow.text
        True
        """
        return self._text(lib.RELANCE_FIELD_TEXT)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is doubtful in the rules.

        >>> workflow.warnings
        ()
        """
        return diagnostics(lib.relance_workflow_diagnostics(self._workflow))

    def differences(self, after: Workflow) -> list[Difference]:
        """What other rules say differently; empty when they say the same.

        >>> longer = relance.compile(workflow.text.replace("20 min", "30 min"))
        >>> print(workflow.differences(longer)[0])
        incoming, on entry, first call: 20 min > 30 min
        """
        out = ffi.new("relance_rows **")
        call(lib.relance_difference, self._workflow, after._workflow, out)
        return list(Rows.owned(out[0]).each(_difference))

    def __repr__(self) -> str:
        return f"<relance.Workflow {self.name!r}>"


def compile(text: str, file: str = "rules.yaml", *, horizon: Optional[range] = None) -> Workflow:
    """Compiles rules. `file` is their name in diagnostics; `horizon` the years that calendars cover
    (2010 to 2050 when None). RulesRejected tells everything that is wrong.

    >>> relance.compile(workflow.text, horizon=range(2020, 2040)).name
    'minimal'
    """
    options = ffi.new("relance_compile_options *")
    options.struct_size = ffi.sizeof("relance_compile_options")
    if horizon is not None:
        options.horizon_first_year, options.horizon_last_year = horizon[0], horizon[-1]
    out = ffi.new("relance_workflow **")
    call(lib.relance_compile, text, file, options, out)
    return Workflow(out[0])


def compile_file(path: Union[str, os.PathLike[str]]) -> Workflow:
    """Compiles the rules in a file, which diagnostics call as you do.

    >>> relance.compile_file(rules_path).name
    'minimal'
    """
    return compile(Path(path).read_text(encoding="utf-8"), os.fspath(path))


class DifferenceKind(enum.Enum):
    """What became of a line of the agreement.

    >>> relance.DifferenceKind("renamed").name
    'RENAMED'
    """

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"


@record
class Difference:
    """One line of the agreement that became another.

    >>> longer = relance.compile(workflow.text.replace("20 min", "30 min"))
    >>> line = workflow.differences(longer)[0]
    >>> line.kind.name, line.before, line.after
    ('CHANGED', '20 min', '30 min')
    """

    kind: DifferenceKind
    rule: str  # where
    what: str
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return self.text


def _difference(rows: Rows, index: int) -> Difference:
    return Difference(
        DifferenceKind(rows.text(index, lib.RELANCE_FIELD_TYPE)),
        rows.text(index, lib.RELANCE_FIELD_RULE),
        rows.text(index, lib.RELANCE_FIELD_WHAT),
        rows.text(index, lib.RELANCE_FIELD_BEFORE),
        rows.text(index, lib.RELANCE_FIELD_AFTER),
        rows.text(index, lib.RELANCE_FIELD_TEXT),
    )


@record
class Deployment:
    """Rules that were put in force once.

    >>> engine.deployments()[0].name
    'minimal'
    """

    number: int
    name: str
    fingerprint: str
    since: Optional[datetime]  # None: nobody said
    actor: str = field(repr=False)
    leads: int  # that have these rules now


def deployment(rows: Rows, index: int) -> Deployment:
    """A row of relance_deployments."""
    return Deployment(
        number=rows.number(index, lib.RELANCE_FIELD_NUMBER),
        name=rows.text(index, lib.RELANCE_FIELD_NAME),
        fingerprint=rows.text(index, lib.RELANCE_FIELD_FINGERPRINT),
        since=instant_or_never(rows.number(index, lib.RELANCE_FIELD_SINCE)),
        actor=rows.text(index, lib.RELANCE_FIELD_ACTOR),
        leads=rows.number(index, lib.RELANCE_FIELD_LEADS),
    )


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
    given.who = plan.who.value
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
