"""What the host tells: events and the time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Optional

from relance import _decision, _event
from relance._call import Rows, fault, text_for
from relance._decision import Decision, Decisions
from relance._effect import Tick
from relance._event import Event
from relance._handle import Handle
from relance._load import ffi, lib
from relance._time import instant_or_never, microseconds

__all__ = ["Submission"]


class Submission(Handle):
    """The calls by which leads go on."""

    def submit(self, event: Event, now: datetime, *, tenant: Optional[str] = None) -> Decision:
        """Decides one event and commits it. A refusal is an answer, not a failure.

        >>> engine.submit(relance.Event("L-6", "received"), now).accepted
        True
        """
        return _decision.decision(self._submit(_event.pack([event]), 1, now, tenant), 0)

    def submit_many(
        self, events: Iterable[Event], now: datetime, *, tenant: Optional[str] = None
    ) -> Decisions:
        """Decides events in order; all are committed together, or none.

        >>> batch = [relance.Event(f"B-{n}", "received") for n in range(100)]
        >>> len(engine.submit_many(batch, now))
        100
        """
        batch = list(events)
        return Decisions(self._submit(_event.pack(batch), len(batch), now, tenant))

    def _submit(self, packed: bytes, count: int, now: datetime, tenant: Optional[str]) -> Rows:
        # As _rows, but for the places of the answer, which are kept: most calls are this one.
        us = microseconds(now)
        if tenant is None:
            of = self._tenant_text
        else:
            kept: list[object] = []
            of = text_for(tenant, kept)
        self._of_this_process()
        with self._turn:
            rows, error = self._places
            code = lib.relance_python_submit(
                self._usable(), of, packed, len(packed), count, us, rows, error
            )
            if code != 0:
                raise fault(code, error[0])
            answers = rows[0]
        return Rows(ffi.gc(answers, lib.relance_rows_destroy), count)

    def tick(self, now: datetime, at_most: int = 1000, *, tenant: Optional[str] = None) -> Tick:
        """Fires timers that are due, and says when to tick again (`now`: something due is left).

        >>> engine.tick(now).next - now
        datetime.timedelta(seconds=1200)
        """
        fired, following = ffi.new("size_t *"), ffi.new("int64_t *")
        self._call(lib.relance_tick, self._of(tenant), microseconds(now), at_most, fired, following)
        return Tick(fired[0], instant_or_never(following[0]))
