"""What was decided on events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Callable, Optional, Union, overload

from relance._call import Rows
from relance._load import lib
from relance._record import record
from relance._words import Refusal, Verdict

__all__ = ["Decision", "Decisions", "decision"]

_VERDICTS = (Verdict.ACCEPTED, Verdict.REFUSED, Verdict.WAITING)
_VERDICT: int = lib.RELANCE_FIELD_VERDICT
_REFUSED: int = lib.RELANCE_REFUSED


class _Unread:
    """A decision of which a field is read when it is asked for: most are hardly looked at."""

    __slots__ = ("_row",)
    _row: tuple[Rows, int]

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            if name not in _READ:
                raise AttributeError(f"a Decision has no attribute {name!r}")
            value = _READ[name](*self._row)
            object.__setattr__(self, name, value)
            return value

    def __reduce__(self) -> tuple[type[Decision], tuple[object, ...]]:
        return Decision, tuple(getattr(self, name) for name in ("verdict", *_READ))


@record
class Decision(_Unread):
    """The answer to one event. A refusal is an answer too: it says why, and what would be taken.

    >>> decision = engine.submit(relance.Event("L-1", "sold"), now)
    >>> decision.accepted, decision.refusal, decision.would_take
    (False, <Refusal.NOT_HERE: 'not_here'>, ('lost',))
    """

    verdict: Verdict
    refusal: Optional[Refusal]  # None unless refused
    message: str  # why it was refused or waits, in one sentence; else empty
    would_take: tuple[str, ...]  # the moves that the state takes, where one was refused
    from_state: str  # empty at a lead's creation
    to_state: str
    rule: str  # what was taken: "states.incoming.events.lost[0]"
    repeated: bool  # the key was known, and this is what was decided then
    late: bool  # decided at the lead's clock, later than now
    lead_number: int
    seq: int  # of its journal entry within the lead; 0: none

    @property
    def accepted(self) -> bool:
        """Whether it was accepted.

        >>> engine.submit(relance.Event("L-1", "noted"), now).accepted
        True
        """
        return self.verdict is Verdict.ACCEPTED


def _text(which: int) -> Callable[[Rows, int], object]:
    return lambda rows, index: rows.text(index, which)


def _number(which: int) -> Callable[[Rows, int], object]:
    return lambda rows, index: rows.number(index, which)


def _flag(which: int) -> Callable[[Rows, int], object]:
    return lambda rows, index: rows.number(index, which) != 0


def _refusal(rows: Rows, index: int) -> Optional[Refusal]:
    word = rows.text(index, lib.RELANCE_FIELD_REFUSAL)
    return None if word == "none" else Refusal(word)


# How each field but the verdict is read, in their order.
_READ: dict[str, Callable[[Rows, int], object]] = {
    "refusal": _refusal,
    "message": _text(lib.RELANCE_FIELD_MESSAGE),
    "would_take": lambda rows, i: tuple(rows.text(i, lib.RELANCE_FIELD_WOULD_TAKE).split()),
    "from_state": _text(lib.RELANCE_FIELD_FROM),
    "to_state": _text(lib.RELANCE_FIELD_TO),
    "rule": _text(lib.RELANCE_FIELD_RULE),
    "repeated": _flag(lib.RELANCE_FIELD_REPEATED),
    "late": _flag(lib.RELANCE_FIELD_LATE),
    "lead_number": _number(lib.RELANCE_FIELD_LEAD_NUMBER),
    "seq": _number(lib.RELANCE_FIELD_SEQ),
}


_new = object.__new__
_set = object.__setattr__


def decision(rows: Rows, index: int) -> Decision:
    """A row of relance_submit. The verdict is what nearly everybody asks for."""
    made = _new(Decision)
    _set(made, "_row", (rows, index))
    _set(made, "verdict", _VERDICTS[rows.number(index, _VERDICT)])
    return made


class Decisions(Sequence[Decision]):
    """The answers to a batch, in its order. Each is made when it is looked at.

    >>> told = [relance.Event("L-2", "received"), relance.Event("L-2", "sold")]
    >>> answers = engine.submit_many(told, now)
    >>> [answer.accepted for answer in answers], list(answers.refused())
    ([True, False], [1])
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return self._rows.count

    @overload
    def __getitem__(self, index: int) -> Decision: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Decision]: ...
    def __getitem__(self, index: Union[int, slice]) -> Union[Decision, Sequence[Decision]]:
        """One answer, or some.

        >>> engine.submit_many([relance.Event("L-3", "received")], now)[-1].to_state
        'incoming'
        """
        places = range(self._rows.count)[index]
        if isinstance(places, range):
            return [decision(self._rows, place) for place in places]
        return decision(self._rows, places)

    def refused(self) -> Iterator[int]:
        """The places of the events that were refused, without looking at the others.

        >>> any(engine.submit_many([relance.Event("L-4", "received")], now).refused())
        False
        """
        rows = self._rows
        for index in range(rows.count):
            if rows.number(index, _VERDICT) == _REFUSED:
                yield index

    def __repr__(self) -> str:
        return f"<relance.Decisions of {len(self)} events>"
