"""Instants and lengths of time at the border."""

from datetime import datetime, timedelta, timezone

import pytest
from conftest import NOW

import relance


def test_naive_datetime_is_refused_with_the_way_out(engine):
    naive = datetime(2026, 3, 2, 9)
    for use in (
        lambda: engine.tick(naive),
        lambda: relance.Event("L-1", "received", occurred_at=naive),
        lambda: relance.Event("L-1", "received", now=naive),
        lambda: relance.Event("L-1", "booked", attributes={"at": naive}),
    ):
        with pytest.raises(ValueError, match="no time zone.*timezone.utc"):
            use()


def test_other_types_are_refused(engine):
    with pytest.raises(TypeError, match="an instant is a datetime with a time zone, not int"):
        engine.tick(1772442000)
    with pytest.raises(TypeError, match="a length of time is a timedelta, not int"):
        engine.claim(NOW, lease=5)
    with pytest.raises(TypeError, match="an attribute is a str.* not float"):
        relance.Event("L-1", "received", attributes={"budget": 0.1})
    with pytest.raises(TypeError, match="relance_lead: argument 2 is a str, not int"):
        engine.lead(1)


@pytest.mark.parametrize("micro", [0, 1, 499_999, 999_999])
@pytest.mark.parametrize("year", [1900, 1969, 1970, 2026, 2199])
def test_microseconds_are_exact(engine, year, micro):
    """A float would lose them: 2**53 us after 1970 is the year 2255, but seconds with six decimals
    are not exact in binary."""
    when = datetime(year, 6, 30, 23, 59, 59, micro, tzinfo=timezone.utc)
    engine.submit(relance.Event("L-1", "received"), when)
    assert engine.lead("L-1").received_at == when


def test_zone_does_not_matter(engine):
    paris = timezone(timedelta(hours=1))
    told = relance.Event("L-1", "received", occurred_at=NOW.astimezone(paris))
    engine.submit(told, NOW)
    (entry,) = engine.history("L-1")
    assert entry.occurred_at == NOW
    assert entry.occurred_at.tzinfo is timezone.utc


def test_out_of_range_is_a_fault(engine):
    with pytest.raises(relance.Fault) as fault:
        engine.tick(datetime(2200, 1, 2, tzinfo=timezone.utc))
    assert fault.value.code is relance.Code.USAGE


def test_never_is_none(workflow):
    with relance.open() as engine:
        engine.deploy(workflow)
        assert engine.tick(NOW).next is None
        assert engine.deployments()[0].since is None
