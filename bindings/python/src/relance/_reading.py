"""Leads, histories and figures."""

from __future__ import annotations

from datetime import datetime
from typing import Optional

from relance import _lead, _report
from relance._handle import Handle
from relance._lead import Attribute, DamagedLead, Entry, Lead
from relance._load import lib
from relance._report import Promises, Source
from relance._time import microseconds

__all__ = ["Reading"]


class Reading(Handle):
    """The calls that tell what is there."""

    def lead(self, lead: str, *, tenant: Optional[str] = None) -> Lead:
        """A lead as it stands; fires nothing. Code.UNKNOWN when there is none.

        >>> engine.lead("L-1").state
        'incoming'
        """
        return _lead.lead(self._rows(lib.relance_lead, self._of(tenant), lead), 0)

    def attributes(self, lead: str, *, tenant: Optional[str] = None) -> list[Attribute]:
        """What is known of a lead beside it.

        >>> engine.attributes("L-1")
        []
        """
        return self._list(_lead.attribute, lib.relance_attributes, self._of(tenant), lead)

    def history(self, lead: str, *, tenant: Optional[str] = None) -> list[Entry]:
        """Everything that was decided on a lead, oldest first.

        >>> [entry.event for entry in engine.history("L-1")]
        ['received']
        """
        return self._pages(_lead.entry, lib.relance_history, self._of(tenant), lead)

    def funnel(self, now: datetime, *, tenant: Optional[str] = None) -> list[Source]:
        """How far the leads came, by source. What was due fires first.

        >>> sum(source.leads for source in engine.funnel(now))
        1
        """
        return self._list(_report.source, lib.relance_funnel, self._of(tenant), microseconds(now))

    def deadlines(self, now: datetime, *, tenant: Optional[str] = None) -> list[Promises]:
        """What became of the promises of each deadline. What was due fires first; every history is
        read.

        >>> engine.deadlines(now)
        []
        """
        return self._list(
            _report.promises, lib.relance_deadlines, self._of(tenant), microseconds(now)
        )

    def damaged(self) -> list[DamagedLead]:
        """Damaged leads that calls of this engine met so far.

        >>> engine.damaged()
        []
        """
        return self._list(_lead.damaged_lead, lib.relance_damaged)
