"""Leads, histories and figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Optional

from relance import _journal, _lead, _report
from relance._handle import Handle
from relance._journal import Entry, JournalEntry, Waiting, Words
from relance._lead import Attempts, Attribute, Lead, Timer
from relance._load import lib
from relance._report import Promises, Source, Tenant
from relance._table import Table
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

    def attempts(self, lead: str, *, tenant: Optional[str] = None) -> list[Attempts]:
        """How often it was tried to reach a lead, by channel and outcome.

        >>> engine.attempts("L-1")
        []
        """
        return self._list(_lead.attempts, lib.relance_attempts, self._of(tenant), lead)

    def timers(self, lead: str, *, tenant: Optional[str] = None) -> list[Timer]:
        """What is due on a lead by itself, in the order in which it will fire; fires nothing.

        >>> [timer.type.name for timer in engine.timers("L-1")][:1]
        ['STEP_LIMIT']
        """
        return self._list(_lead.timer, lib.relance_timers, self._of(tenant), lead)

    def leads(self, *, page: int = 1000, tenant: Optional[str] = None) -> Iterator[Lead]:
        """All leads by number, of which a page is in memory; fires nothing. Damaged ones are passed
        by.

        >>> [(lead.id, lead.state) for lead in engine.leads()]
        [('L-1', 'incoming')]
        """
        return self._pages(_lead.lead, page, lib.relance_leads, self._of(tenant))

    def history(
        self, lead: str, *, page: int = 1000, tenant: Optional[str] = None
    ) -> Iterator[Entry]:
        """What was decided on a lead, oldest first.

        >>> [entry.event for entry in engine.history("L-1")]
        ['received']
        """
        return self._pages(_journal.entry, page, lib.relance_history, self._of(tenant), lead)

    def journal(
        self, *, after: int = 0, page: int = 1000, tenant: Optional[str] = None
    ) -> Iterator[JournalEntry]:
        """What was decided on all leads, in the order of the commits, behind the position `after`.
        `tenant` "": of all tenants. Entries that are damaged are passed by.

        >>> [(entry.position, entry.lead, entry.event) for entry in engine.journal()]
        [(1, 'L-1', 'received')]
        """
        return self._pages(
            _journal.journal_entry, page, lib.relance_journal, self._of(tenant), after=after
        )

    def explain(
        self, lead: str, *, personal: bool = False, tenant: Optional[str] = None
    ) -> list[Words]:
        """A lead in words: where it stands, then each decision, oldest first, with why. What is
        personal is told only when asked for.

        >>> [part.seq for part in engine.explain("L-1")]
        [0, 1]
        """
        return self._list(
            _journal.words, lib.relance_explain, self._of(tenant), lead, int(personal)
        )

    def waiting(self, *, page: int = 1000, tenant: Optional[str] = None) -> Iterator[Waiting]:
        """Events that were told before their lead came, or refused while there was none, by lead.

        >>> list(engine.waiting())
        []
        """
        lead = ""
        while True:
            rows = self._rows(lib.relance_waiting, self._of(tenant), lead, page)
            if rows.count == 0:
                return
            yield from rows.each(_journal.waiting)
            lead = rows.text(rows.count - 1, lib.RELANCE_FIELD_LEAD)

    def tenants(self) -> list[Tenant]:
        """All tenants, in the order in which they were made.

        >>> [tenant.name for tenant in engine.tenants()]
        ['main']
        """
        return self._list(_report.tenant, lib.relance_tenants)

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

    def journal_table(self, *, after: int = 0, tenant: Optional[str] = None) -> Table:
        """The journal behind the position `after` as a table. `tenant` "": of all tenants.

        >>> engine.journal_table()
        <relance.Table journal>
        """
        return self._table("journal", lib.relance_journal_table, tenant, after)

    def lead_table(self, *, tenant: Optional[str] = None) -> Table:
        """All leads by number as a table; fires nothing.

        >>> engine.lead_table()
        <relance.Table leads>
        """
        return self._table("leads", lib.relance_lead_table, tenant)

    def open_step_table(self, now: datetime, *, tenant: Optional[str] = None) -> Table:
        """All open steps by lead as a table. What is due fires when it is read.

        >>> engine.open_step_table(now)
        <relance.Table open steps>
        """
        return self._table("open steps", lib.relance_open_step_table, tenant, microseconds(now))

    def funnel_table(self, now: datetime, *, tenant: Optional[str] = None) -> Table:
        """How far the leads came, by source, as a table. What is due fires when it is read.

        >>> engine.funnel_table(now)
        <relance.Table funnel>
        """
        return self._table("funnel", lib.relance_funnel_table, tenant, microseconds(now))

    def _table(self, name: str, function: Any, tenant: Optional[str], *arguments: int) -> Table:
        of = self._of(tenant)
        return Table(name, lambda stream: self._call(function, of, *arguments, stream))
