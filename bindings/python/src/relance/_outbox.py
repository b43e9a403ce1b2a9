"""The outbox and the work: what is handed out, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Optional

from relance import _effect
from relance._call import text_for
from relance._effect import Effect, WorkItem
from relance._handle import Handle
from relance._load import ffi, lib
from relance._time import length, microseconds

__all__ = ["LEASE", "Outbox"]

LEASE = timedelta(minutes=5)


class Outbox(Handle):
    """The calls about effects and open steps."""

    def claim(
        self,
        now: datetime,
        at_most: int = 100,
        lease: timedelta = LEASE,
        *,
        tenant: Optional[str] = None,
    ) -> list[Effect]:
        """Leases effects that may be done now. What was due fires first.

        >>> [(effect.verb, effect.lead) for effect in engine.claim(now)]
        [('call', 'L-1')]
        """
        return self._list(
            _effect.effect, lib.relance_claim, self._of(tenant), microseconds(now), at_most,
            length(lease),
        )  # fmt: skip

    def ack(self, effect: Effect, now: datetime, *, tenant: Optional[str] = None) -> None:
        """Says "safe with the host": the effect leaves the outbox. Telling it again is fine.

        >>> for effect in engine.claim(now):
        ...     engine.ack(effect, now)
        """
        self._call(lib.relance_ack, self._of(tenant), *_effect.hand_out(effect), microseconds(now))

    def fail(
        self, effect: Effect, reason: str, now: datetime, *, tenant: Optional[str] = None
    ) -> None:
        """Says "it did not work": the effect is handed out again later, and becomes a dead letter
        at last. `reason`: a code of at most 64 letters, digits, `_`, `.` and `-`; nothing personal.

        >>> engine.fail(engine.claim(now)[0], "line_busy", now)
        """
        self._call(
            lib.relance_fail, self._of(tenant), *_effect.hand_out(effect), reason, microseconds(now)
        )

    def dead_letters(self, *, page: int = 1000, tenant: Optional[str] = None) -> Iterator[Effect]:
        """Effects that gave up, by lead.

        >>> list(engine.dead_letters())
        []
        """
        return self._pages(_effect.effect, page, lib.relance_dead_letters, self._of(tenant))

    def requeue(self, effect: Effect, now: datetime, *, tenant: Optional[str] = None) -> None:
        """Hands a dead letter out anew.

        >>> for letter in list(engine.dead_letters()):
        ...     engine.requeue(letter, now)
        """
        letter, _ = _effect.hand_out(effect)
        self._call(lib.relance_requeue, self._of(tenant), letter, microseconds(now))

    def drop(self, effect: Effect, now: datetime, *, tenant: Optional[str] = None) -> None:
        """Drops a dead letter.

        >>> for letter in list(engine.dead_letters()):
        ...     engine.drop(letter, now)
        """
        letter, _ = _effect.hand_out(effect)
        self._call(lib.relance_drop, self._of(tenant), letter, microseconds(now))

    def worklist(
        self,
        now: datetime,
        at_most: int = 100,
        *,
        owner: str = "",
        lane: str = "",
        lead: str = "",
        tenant: Optional[str] = None,
    ) -> list[WorkItem]:
        """Open steps, most urgent first; of one owner, lane or lead, or of all. What was due fires
        first.

        >>> [(item.verb, item.lead) for item in engine.worklist(now)]
        [('call', 'L-1')]
        """
        kept: list[object] = []
        given = ffi.new("relance_work_filter *")
        given.struct_size = ffi.sizeof("relance_work_filter")
        given.owner, given.lane = text_for(owner, kept), text_for(lane, kept)
        given.lead = text_for(lead, kept)
        return self._list(
            _effect.work_item, lib.relance_worklist, self._of(tenant), microseconds(now), given,
            at_most,
        )  # fmt: skip
