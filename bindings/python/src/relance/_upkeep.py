"""Taking files in, and looking after a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Optional

from relance import _intake, _lead
from relance._call import Rows
from relance._handle import Handle
from relance._intake import Input, Intake
from relance._lead import DamagedLead, ForgottenLead
from relance._load import ffi, lib
from relance._time import microseconds

__all__ = ["Upkeep"]


def _text(rows: Rows, index: int) -> str:
    return rows.text(index, lib.RELANCE_FIELD_TEXT)


def _message(rows: Rows, index: int) -> str:
    return rows.text(index, lib.RELANCE_FIELD_MESSAGE)


class Upkeep(Handle):
    """The calls about files and the database as a whole."""

    def take(
        self,
        inputs: Iterable[Input],
        now: datetime,
        *,
        batch: int = 1000,
        memory: int = 2**30,
        page: int = 1000,
        tenant: Optional[str] = None,
    ) -> Intake:
        """Reads files and sorts their events by time, up to `now`; they are told to the engine
        while the intake is iterated over. `batch`: events committed together; `memory`: bytes kept
        to sort by time, and for the report.

        >>> intake = engine.take([relance.Input(mapping, "leads.csv", leads_csv)], now)
        >>> [line.decision.to_state for line in intake]
        ['incoming']
        """
        kept: list[object] = []
        given = _intake.inputs_for(inputs, kept)
        options = ffi.new("relance_intake_options *")
        options.struct_size = ffi.sizeof("relance_intake_options")
        options.batch, options.memory = batch, memory
        out = ffi.new("relance_intake **")
        self._call(
            lib.relance_intake_begin, self._of(tenant), given, len(given),
            ffi.sizeof("relance_input"), microseconds(now), options, out,
        )  # fmt: skip
        return Intake(self, out[0], page)

    def export(
        self, now: datetime, *, page: int = 1000, tenant: Optional[str] = None
    ) -> Iterator[str]:
        """The canonical export, a text of whole lines for the tenant and for each lead: everything
        that was decided, without personal values. Two databases hold the same exactly when it is
        equal, and so are the texts of `waiting`. What was due fires first.

        >>> len(list(engine.export(now)))
        2
        """
        return self._pages(_text, page, lib.relance_export, self._of(tenant), microseconds(now))

    def audit(self, at_most: int = 1000) -> list[str]:
        """What is wrong in the database; every byte is read.

        >>> engine.audit()
        []
        """
        return self._list(_message, lib.relance_audit, at_most, ffi.NULL)

    def forgotten(
        self, *, page: int = 1000, tenant: Optional[str] = None
    ) -> Iterator[ForgottenLead]:
        """Open leads for which nothing will ever be due; none of rules that were proven.

        >>> list(engine.forgotten())
        []
        """
        return self._pages(_lead.forgotten_lead, page, lib.relance_forgotten, self._of(tenant))

    def damaged(self) -> list[DamagedLead]:
        """Damaged leads that calls of this engine met so far.

        >>> engine.damaged()
        []
        """
        return self._list(_lead.damaged_lead, lib.relance_damaged)
