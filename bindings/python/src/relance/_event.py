"""Events as the host tells them. Each is packed once, when it is made, so that a batch of them goes
over the border as one text (batch.h says how)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Optional, Union

from relance._load import lib
from relance._place import Place
from relance._record import record
from relance._time import microseconds

__all__ = ["AttributeValue", "Event", "attribute_text", "pack"]

AttributeValue = Union[str, bool, int, Decimal, date, datetime, Place]

_HEAD = struct.Struct("=qqIIIIII")
_OCCURRED_AT: int = lib.RELANCE_GIVEN_OCCURRED_AT
_NOW: int = lib.RELANCE_GIVEN_NOW


def attribute_text(value: AttributeValue) -> str:
    """A value as rules read it: 2026-12-24, RFC 3339, true, 20000.50, "48.8566, 2.3522"."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        microseconds(value)
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Place):
        return str(value)
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    raise TypeError(
        "an attribute is a str, bool, int, finite Decimal, date, aware datetime or Place, "
        f"not {type(value).__name__}"
    )


class _Attributes(dict[str, AttributeValue]):
    """A copy that cannot change: the event was packed with it."""

    if not TYPE_CHECKING:

        def _refuse(self, *_, **__):
            raise TypeError("the attributes of an event cannot change: make another event")

        __setitem__ = __delitem__ = __ior__ = _refuse
        pop = setdefault = update = _refuse

        def clear(self):
            self._refuse()

        def popitem(self):
            self._refuse()


class _Packed:
    __slots__ = ("_packed",)
    _packed: bytes


@record
class Event(_Packed):
    """Something that happened to a lead: a fact or a move, told by the host.

    `lead` is the host's own id, `name` a word of the rules, `key` the idempotency key (empty:
    never recognised again), `actor` who did it. `occurred_at`: when, if that was not when it is
    told. `now`: when it came, if that was not when it is submitted. Values are read as the type
    that the rules declare; money is a Decimal, or text with its currency ("20000 EUR"). An
    attribute whose name begins with "person." is personal. The repr tells no values.

    >>> relance.Event("L-7", "received", "web-7", attributes={"person.email": "ada@example.com"})
    Event(lead='L-7', name='received')
    """

    lead: str
    name: str
    key: str = field(repr=False, default="")
    actor: str = field(repr=False, default="")
    occurred_at: Optional[datetime] = field(default=None, repr=False)
    attributes: Mapping[str, AttributeValue] = field(repr=False, default_factory=dict, hash=False)
    now: Optional[datetime] = field(default=None, repr=False)

    def __post_init__(self) -> None:
        set_once = object.__setattr__
        set_once(self, "attributes", _Attributes(self.attributes))
        set_once(self, "_packed", _packed(self))

    def __reduce__(self) -> tuple[type[Event], tuple[object, ...]]:
        return Event, (
            self.lead, self.name, self.key, self.actor, self.occurred_at, dict(self.attributes),
            self.now,
        )  # fmt: skip


def _packed(event: Event) -> bytes:
    given = occurred_at = now = 0
    if event.occurred_at is not None:
        given, occurred_at = _OCCURRED_AT, microseconds(event.occurred_at)
    if event.now is not None:
        given, now = given | _NOW, microseconds(event.now)
    try:
        head = (event.lead.encode(), event.name.encode(), event.key.encode(), event.actor.encode())
        told = [
            text.encode()
            for name, value in event.attributes.items()
            for text in (name, attribute_text(value))
        ]
    except AttributeError:
        raise _no_text(event) from None
    start = _HEAD.pack(occurred_at, now, given, len(told) // 2, *map(len, head))
    sizes = struct.pack(f"={len(told)}I", *map(len, told))
    return b"".join((start, sizes, *head, *told))


def _no_text(event: Event) -> TypeError:
    """Which text of an event is none."""
    texts = {name: getattr(event, name) for name in ("lead", "name", "key", "actor")}
    texts.update((f"attribute name {name!r}", name) for name in event.attributes)
    what, text = next(each for each in texts.items() if not isinstance(each[1], str))
    return TypeError(f"the {what} of an event is a str, not {type(text).__name__}")


def pack(events: list[Event]) -> bytes:
    """A batch as batch.h reads it."""
    try:
        return b"".join([event._packed for event in events])
    except AttributeError:
        other = next(each for each in events if not isinstance(each, Event))
        raise TypeError(f"what is submitted is an Event, not {type(other).__name__}") from None
