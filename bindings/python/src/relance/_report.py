"""Figures over all leads of a tenant."""

from __future__ import annotations

from datetime import datetime
from typing import Optional

from relance._call import Rows
from relance._load import lib
from relance._record import record
from relance._time import instant_or_never

__all__ = ["Promises", "Source", "Tenant", "promises", "source", "tenant"]


@record
class Source:
    """How far the leads of one source came: how many reached each milestone at least once.

    >>> engine.funnel(now)[0].received
    1
    """

    source: str
    leads: int
    received: int
    attempted: int
    reached: int
    qualified: int
    booked: int
    shown: int
    sold: int
    lost: int


def source(rows: Rows, index: int) -> Source:
    """A row of relance_funnel."""
    fields = range(lib.RELANCE_FIELD_RECEIVED, lib.RELANCE_FIELD_LOST + 1)
    return Source(
        rows.text(index, lib.RELANCE_FIELD_SOURCE),
        rows.number(index, lib.RELANCE_FIELD_LEADS),
        *(rows.number(index, field) for field in fields),
    )


@record
class Promises:
    """What became of the promises of one deadline; each is counted once.

    >>> engine.deadlines(now)
    []
    """

    name: str
    met: int
    met_late: int  # after the breach
    told_late: int  # after the breach, but it had happened in time
    breached: int  # and not met since
    running: int
    paused: int
    ended: int  # the lead was closed or put into nurture before


def promises(rows: Rows, index: int) -> Promises:
    """A row of relance_deadlines."""
    fields = range(lib.RELANCE_FIELD_MET, lib.RELANCE_FIELD_ENDED + 1)
    return Promises(
        rows.text(index, lib.RELANCE_FIELD_NAME),
        *(rows.number(index, field) for field in fields),
    )


@record
class Tenant:
    """A tenant of the database.

    >>> [(tenant.name, tenant.rules, tenant.leads) for tenant in engine.tenants()]
    [('main', 'minimal', 1)]
    """

    name: str
    rules: str  # the name of those that new leads take; empty: none yet
    fingerprint: str
    leads: int  # so many have come
    clock: Optional[datetime]  # what the newest of them has reached; None: no lead has come


def tenant(rows: Rows, index: int) -> Tenant:
    """A row of relance_tenants."""
    leads = rows.number(index, lib.RELANCE_FIELD_LEADS)
    clock = rows.number(index, lib.RELANCE_FIELD_CLOCK)
    return Tenant(
        rows.text(index, lib.RELANCE_FIELD_TENANT),
        rows.text(index, lib.RELANCE_FIELD_NAME),
        rows.text(index, lib.RELANCE_FIELD_FINGERPRINT),
        leads,
        instant_or_never(clock) if leads else None,
    )
