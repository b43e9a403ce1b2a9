"""Taking files in: mappings, inputs, and what became of each record."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Any, Optional

from relance import _decision
from relance._call import Rows, call, text_for
from relance._decision import Decision
from relance._handle import Handle
from relance._load import ffi, lib
from relance._record import record
from relance._workflow import Workflow, handle_of

__all__ = [
    "Input", "Intake", "IntakeCounts", "IntakeKind", "IntakeLine", "IntakeMapping", "inputs_for",
    "read_mapping",
]  # fmt: skip


class IntakeMapping:
    """What the columns of a file mean; immutable. Made by `read_mapping`.

    >>> mapping
    <relance.IntakeMapping>
    """

    __slots__ = ("_mapping",)

    def __init__(self, mapping: Any) -> None:
        if not isinstance(mapping, ffi.CData):
            raise TypeError("a mapping is made by relance.read_mapping")
        self._mapping = ffi.gc(mapping, lib.relance_mapping_destroy)

    def __repr__(self) -> str:
        return "<relance.IntakeMapping>"


def read_mapping(
    text: str, file: str = "mapping.yaml", workflow: Optional[Workflow] = None
) -> IntakeMapping:
    """Reads a mapping (docs/intake.md). `file` is its name in diagnostics; `workflow` the rules
    that it must fit. Rejected tells everything that is wrong.

    >>> relance.read_mapping(mapping_text, workflow=workflow)
    <relance.IntakeMapping>
    """
    out = ffi.new("relance_mapping **")
    rules = ffi.NULL if workflow is None else handle_of(workflow)
    call(lib.relance_read_mapping, text, file, rules, out)
    return IntakeMapping(out[0])


@record
class Input:
    """A file that is taken in.

    >>> relance.Input(mapping, "leads.csv", b"id,at\\n")
    Input(mapping=<relance.IntakeMapping>, file='leads.csv')
    """

    mapping: IntakeMapping
    file: str  # its name in the report
    data: bytes = field(repr=False)  # CSV as RFC 4180 has it


def inputs_for(inputs: Iterable[Input], kept: list[object]) -> Any:
    """Files as the library reads them; they live as long as what is put into `kept`."""
    files = list(inputs)
    given = ffi.new("relance_input[]", len(files))
    for each, file in zip(given, files):
        data = ffi.from_buffer("char[]", file.data)
        kept.append(data)
        each.struct_size = ffi.sizeof("relance_input")
        each.mapping = file.mapping._mapping
        each.file = text_for(file.file, kept)
        each.bytes.data, each.bytes.size = data, len(file.data)
    kept.append(files)
    return given


class IntakeKind(enum.Enum):
    """What a line of the report tells.

    >>> relance.IntakeKind.DECIDED.value
    3
    """

    UNREADABLE = 0  # refused before the engine, or its lead is damaged
    FUTURE = 1  # left to a later intake
    EVENTLESS = 2  # the record gives no event
    DECIDED = 3
    EARLIER = 4  # told by an earlier intake, decided in this one
    SETTLED = 5  # it waited for its lead, which came


@record
class IntakeLine:
    """What became of a record.

    >>> line = next(iter(engine.take([relance.Input(mapping, "leads.csv", leads_csv)], now)))
    >>> line.kind.name, line.line, line.lead, line.decision.accepted
    ('DECIDED', 2, 'C-1', True)
    """

    kind: IntakeKind
    file: str
    line: int  # where the record begins
    lead: str
    event: str
    message: str
    decision: Optional[Decision]


_DECIDED = (IntakeKind.DECIDED, IntakeKind.EARLIER, IntakeKind.SETTLED)


def _line(rows: Rows, index: int) -> IntakeLine:
    kind = IntakeKind(rows.number(index, lib.RELANCE_FIELD_KIND))
    return IntakeLine(
        kind,
        rows.text(index, lib.RELANCE_FIELD_FILE),
        rows.number(index, lib.RELANCE_FIELD_LINE),
        rows.text(index, lib.RELANCE_FIELD_LEAD),
        rows.text(index, lib.RELANCE_FIELD_EVENT),
        rows.text(index, lib.RELANCE_FIELD_MESSAGE),
        _decision.decision(rows, index) if kind in _DECIDED else None,
    )


@record
class IntakeCounts:
    """What an intake has counted so far.

    >>> intake = engine.take([relance.Input(mapping, "leads.csv", leads_csv)], now)
    >>> for line in intake:
    ...     pass
    >>> intake.counts().records, intake.counts().accepted
    (1, 1)
    """

    records: int  # without the header lines
    unreadable: int
    future: int
    eventless: int
    events: int  # told to the engine: accepted, refused and waiting
    accepted: int
    refused: int
    waiting: int
    settled: int
    earlier_accepted: int
    earlier_refused: int
    faulty: int  # refused for what the event itself says
    timers: int  # fired at the end
    waiting_here: int  # at the end, of all intakes
    waiting_leads: int
    trimmed: int  # records whose lead's id had blanks around it, which were left off
    repeated: int
    late: int


class Intake:
    """Files that are being taken in: iterate over it, and each line tells what became of a record.
    What is not asked for has not been told to the engine yet; the same files again create nothing
    twice.

    >>> intake = engine.take([relance.Input(mapping, "leads.csv", leads_csv)], now)
    >>> [line.lead for line in intake]
    ['C-1']
    """

    __slots__ = ("_engine", "_intake", "_page")

    def __init__(self, engine: Handle, intake: Any, page: int) -> None:
        self._engine = engine
        self._intake = ffi.gc(intake, lib.relance_intake_destroy)
        self._page = page

    def __iter__(self) -> Iterator[IntakeLine]:
        more = ffi.new("int32_t *", 1)
        while more[0] != 0:
            rows = self._engine._rows(lib.relance_intake_next, self._intake, self._page, more)
            yield from rows.each(_line)

    def counts(self) -> IntakeCounts:
        """What was counted so far; how many wait is there when it is done.

        >>> engine.take([relance.Input(mapping, "leads.csv", leads_csv)], now).counts().records
        1
        """
        out = ffi.new("relance_rows **")
        with self._engine._turn:
            call(lib.relance_intake_counts, self._intake, out)
        rows = Rows.owned(out[0])
        fields = range(lib.RELANCE_FIELD_RECORDS, lib.RELANCE_FIELD_WAITING_LEADS + 1)
        others = lib.RELANCE_FIELD_TRIMMED, lib.RELANCE_FIELD_REPEATED, lib.RELANCE_FIELD_LATE
        counted = (*fields, *others)
        return IntakeCounts(*(rows.number(0, which) for which in counted))
