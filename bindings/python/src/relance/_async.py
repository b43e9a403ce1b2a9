"""The engine in asyncio: its calls run on one worker thread of its own, in the order of asking."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from types import TracebackType
from typing import Callable, Optional, Protocol, TypeVar

from relance._decision import Decision, Decisions
from relance._effect import Effect
from relance._event import Event
from relance._fault import Fault
from relance._outbox import LEASE, Outbox
from relance._submission import Submission

__all__ = ["AsyncCalls", "Clock"]

_Answer = TypeVar("_Answer")
_Self = TypeVar("_Self", bound="AsyncCalls")


class Clock(Protocol):
    """The host's time: what it says now, and a way to wait.

    >>> class Simulated:
    ...     def __init__(self, start):
    ...         self.time = start
    ...     def now(self):
    ...         return self.time
    ...     async def sleep_until(self, when):
    ...         self.time = when
    >>> clock: relance.Clock = Simulated(now)
    """

    def now(self) -> datetime:
        """The time, with its zone.

        >>> clock.now().isoformat()
        '2026-03-02T09:00:00+00:00'
        """

    async def sleep_until(self, when: datetime) -> None:
        """Comes back at that time or later.

        >>> asyncio.run(clock.sleep_until(clock.now() + datetime.timedelta(hours=1)))
        >>> clock.now().isoformat()
        '2026-03-02T10:00:00+00:00'
        """


class AsyncCalls(Submission, Outbox):
    """The calls for asyncio. A call that is cancelled while it works is done all the same."""

    _worker: Optional[ThreadPoolExecutor] = None

    async def call_async(
        self, function: Callable[..., _Answer], *arguments: object, **named: object
    ) -> _Answer:
        """Runs any method of this engine on its worker thread.

        >>> asyncio.run(engine.call_async(engine.lead, "L-1")).state
        'incoming'
        """
        self._of_this_process()
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, "relance")
        work = functools.partial(function, *arguments, **named)
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    async def submit_async(
        self, event: Event, now: datetime, *, tenant: Optional[str] = None
    ) -> Decision:
        """Decides one event and commits it, as `submit`.

        >>> asyncio.run(engine.submit_async(relance.Event("L-8", "received"), now)).accepted
        True
        """
        return await self.call_async(self.submit, event, now, tenant=tenant)

    async def submit_many_async(
        self, events: Iterable[Event], now: datetime, *, tenant: Optional[str] = None
    ) -> Decisions:
        """Decides events in order, as `submit_many`.

        >>> len(asyncio.run(engine.submit_many_async([relance.Event("L-9", "received")], now)))
        1
        """
        return await self.call_async(self.submit_many, events, now, tenant=tenant)

    async def effects(
        self,
        clock: Clock,
        *,
        at_most: int = 100,
        lease: timedelta = LEASE,
        poll: timedelta = timedelta(seconds=1),
        tenant: Optional[str] = None,
    ) -> AsyncIterator[Effect]:
        """Lets time pass by the host's clock and hands out effects as they come, until the engine
        is closed. At most `at_most` are leased at once. When there is nothing to do it waits until
        the next timer is due, but for no longer than `poll`: somebody else may submit meanwhile.

        >>> async def first():
        ...     async for effect in engine.effects(clock):
        ...         engine.ack(effect, clock.now())
        ...         return effect.name
        >>> asyncio.run(first())
        'first_call'
        """
        while not self.closed:
            now = clock.now()
            try:
                tick = await self.call_async(self.tick, now, tenant=tenant)
                while tick.next is not None and tick.next <= now:
                    tick = await self.call_async(self.tick, now, tenant=tenant)
                claimed = await self.call_async(self.claim, now, at_most, lease, tenant=tenant)
            except Fault:
                if self.closed:
                    return
                raise
            for effect in claimed:
                yield effect
            if not claimed:
                latest = now + poll
                await clock.sleep_until(latest if tick.next is None else min(tick.next, latest))

    def close(self) -> None:
        """Closes the engine and ends its worker thread, after the call that it is at.

        >>> other = relance.open()
        >>> other.close()
        """
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.shutdown(wait=False)
        super().close()

    async def __aenter__(self: _Self) -> _Self:
        return self

    async def __aexit__(
        self,
        kind: Optional[type[BaseException]],
        raised: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        await asyncio.get_running_loop().run_in_executor(None, self.close)
