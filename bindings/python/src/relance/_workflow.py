"""Rules: compiled, compared, drawn, put in force."""

from __future__ import annotations

import enum
import os
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import Any, Optional, Union

from relance._call import Rows, bytes_for, call, diagnostics, text_of
from relance._fault import Diagnostic
from relance._load import ffi, lib
from relance._record import record
from relance._time import instant_or_never
from relance._words import Drawing, Milestone

__all__ = [
    "Deployment", "Difference", "DifferenceKind", "Rate", "Workflow", "compile", "compile_file",
    "deployment", "handle_of", "schema",
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
    def normalised(self) -> str:
        """The rules in their normalised form, holidays written out; the same fingerprint.

        >>> relance.compile(workflow.normalised).fingerprint == workflow.fingerprint
        True
        """
        return self._text(lib.RELANCE_FIELD_NORMALISED)

    @property
    def zone(self) -> str:
        """The time zone of the rules.

        >>> workflow.zone
        'UTC'
        """
        return self._text(lib.RELANCE_FIELD_ZONE)

    @property
    def zone_data(self) -> str:
        """The release of the zone data that the rules were compiled with.

        >>> workflow.zone_data[:2]
        '20'
        """
        return self._text(lib.RELANCE_FIELD_ZONE_DATA)

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
        call(lib.relance_difference, self._workflow, handle_of(after), out)
        return list(Rows.owned(out[0]).each(_difference))

    def rates(self) -> list[Rate]:
        """The rates that the rules state to compare the funnel with.

        >>> workflow.rates()
        []
        """
        out = ffi.new("relance_rows **")
        call(lib.relance_benchmarks, self._workflow, out)
        return list(Rows.owned(out[0]).each(_rate))

    def draw(self, drawing: Drawing = Drawing.DOT) -> str:
        """The rules as a picture, to be laid out by Graphviz or Mermaid.

        >>> workflow.draw().startswith("digraph")
        True
        """
        out = ffi.new("relance_rows **")
        call(lib.relance_draw, self._workflow, Drawing(drawing).value, out)
        return Rows.owned(out[0]).text(0, lib.RELANCE_FIELD_TEXT)

    def __repr__(self) -> str:
        return f"<relance.Workflow {self.name!r}>"


def handle_of(workflow: Workflow) -> Any:
    """The library's handle."""
    if not isinstance(workflow, Workflow):
        raise TypeError(
            f"rules are a Workflow, made by relance.compile, not {type(workflow).__name__}"
        )
    return workflow._workflow


def compile(text: str, file: str = "rules.yaml", *, horizon: Optional[range] = None) -> Workflow:
    """Compiles rules. `file` is their name in diagnostics; `horizon` the years that calendars cover
    (2010 to 2050 when None). RulesRejected tells everything that is wrong.

    >>> relance.compile(workflow.text, horizon=range(2020, 2040)).name
    'minimal'
    """
    return _compiled(text, file, horizon)


def _compiled(text: Any, file: str, horizon: Optional[range] = None) -> Workflow:
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
    kept: list[object] = []  # what is not UTF-8 is told as what else is wrong there
    return _compiled(bytes_for(Path(path).read_bytes(), kept), os.fspath(path))


def schema() -> str:
    """The JSON Schema (draft 07) of rules files, for editors.

    >>> "$schema" in json.loads(relance.schema())
    True
    """
    out = ffi.new("relance_rows **")
    call(lib.relance_schema, out)
    return Rows.owned(out[0]).text(0, lib.RELANCE_FIELD_TEXT)


@record
class Rate:
    """A rate that the rules state, to compare the funnel with.

    >>> relance.Rate("portal", relance.Milestone.BOOKED, relance.Milestone.REACHED, 4000).share
    0.4
    """

    name: str  # of the set
    milestone: Milestone
    of: Optional[Milestone]  # None: all leads
    basis_points: int  # hundredths of a percent

    @property
    def share(self) -> float:
        """From 0 to 1.

        >>> relance.Rate("portal", relance.Milestone.SOLD, None, 10000).share
        1.0
        """
        return self.basis_points / 10_000


def _rate(rows: Rows, index: int) -> Rate:
    of = rows.text(index, lib.RELANCE_FIELD_OF)
    return Rate(
        rows.text(index, lib.RELANCE_FIELD_NAME),
        Milestone(rows.text(index, lib.RELANCE_FIELD_MILESTONE)),
        Milestone(of) if of else None,
        rows.number(index, lib.RELANCE_FIELD_BASIS_POINTS),
    )


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
