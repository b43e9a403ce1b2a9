"""Instants and lengths of time: whole microseconds for the library, aware datetime and timedelta
for Python. Both ways are exact."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Optional

from relance._load import lib

__all__ = ["NEVER", "instant", "instant_or_never", "length", "microseconds"]

NEVER: int = lib.RELANCE_NEVER
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(when: datetime) -> int:
    """An aware datetime as the library counts."""
    try:
        return (when - _EPOCH) // _MICROSECOND
    except TypeError:
        raise _no_instant(when) from None


def _no_instant(when: object) -> Exception:
    if not isinstance(when, datetime):
        return TypeError(f"an instant is a datetime with a time zone, not {type(when).__name__}")
    return ValueError(
        "this datetime has no time zone, so it names no instant: give it one, such as "
        "when.replace(tzinfo=timezone.utc) or .astimezone()"
    )


def instant(us: int) -> datetime:
    """What the library counts as a datetime in UTC."""
    return _EPOCH + timedelta(microseconds=us)


def instant_or_never(us: int) -> Optional[datetime]:
    """The same; None where the library says that there is no such instant."""
    return None if us == NEVER else _EPOCH + timedelta(microseconds=us)


def length(duration: timedelta) -> int:
    """A length of time as the library counts."""
    if not isinstance(duration, timedelta):
        raise TypeError(f"a length of time is a timedelta, not {type(duration).__name__}")
    return duration // _MICROSECOND
