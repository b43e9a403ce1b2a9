"""The engine: leads in a store, and what decides on them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from types import TracebackType
from typing import Optional, Union

from relance import _move, _workflow
from relance._async import AsyncCalls
from relance._call import call, text_for
from relance._load import ffi, lib
from relance._move import Moved, MovePlan
from relance._reading import Reading
from relance._time import NEVER, length, microseconds
from relance._upkeep import Upkeep
from relance._words import Durability
from relance._workflow import Deployment, Workflow

__all__ = ["Engine", "open"]


class Engine(AsyncCalls, Reading, Upkeep):
    """Leads in a store, and what decides on them. Made by `open`; a context manager that closes it.

    Every call takes the time from the caller, as an aware datetime; none reads a clock. `tenant` is
    the one given to `open` unless a call names another. Threads that share an engine take turns;
    for work in parallel open one engine for each thread over the same file.

    >>> with relance.open() as shop:
    ...     shop.deploy(workflow)
    ...     shop.submit(relance.Event("L-1", "received"), now).to_state
    'incoming'
    """

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        raised: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<relance.Engine {'closed' if self.closed else 'open'}, tenant {self._tenant!r}>"

    def deploy(
        self,
        workflow: Workflow,
        *,
        at: Optional[datetime] = None,
        actor: str = "",
        tenant: Optional[str] = None,
    ) -> None:
        """Puts rules in force for new leads; leads that are there keep theirs (see `move`). When
        and by whom is written down.

        >>> engine.deploy(workflow, at=now, actor="ada")
        """
        since = NEVER if at is None else microseconds(at)
        self._call(lib.relance_deploy, self._of(tenant), _workflow.handle_of(workflow), since, actor)

    def deployments(self, *, tenant: Optional[str] = None) -> list[Deployment]:
        """What was ever put in force, oldest first.

        >>> [(each.name, each.leads) for each in engine.deployments()]
        [('minimal', 1)]
        """
        return self._list(_workflow.deployment, lib.relance_deployments, self._of(tenant))

    def current(self, *, tenant: Optional[str] = None) -> Workflow:
        """The rules that new leads take.

        >>> engine.current().name
        'minimal'
        """
        out = ffi.new("relance_workflow **")
        self._call(lib.relance_current, self._of(tenant), out)
        return Workflow(out[0])

    def kept(self, fingerprint: str) -> Workflow:
        """Rules that were once in force, by their fingerprint or its first six digits or more; to
        deploy them again is the roll-back.

        >>> engine.kept(workflow.fingerprint[:8]).name
        'minimal'
        """
        out = ffi.new("relance_workflow **")
        self._call(lib.relance_kept, fingerprint, out)
        return Workflow(out[0])

    def move(
        self,
        plan: MovePlan,
        now: datetime,
        *,
        dry_run: Optional[Workflow] = None,
        at_most: int = 1000,
        tenant: Optional[str] = None,
    ) -> Iterator[Moved]:
        """Moves leads to the rules in force, at most `at_most` a call of the library, while it is
        iterated over: what is not asked for has not moved yet. With `dry_run` nothing is written,
        and it tells what would be done once that workflow is deployed.

        >>> longer = relance.compile(workflow.text.replace("20 min", "30 min"))
        >>> everybody = relance.MovePlan(relance.Who.ALL)
        >>> for timer in engine.move(everybody, now, dry_run=longer):
        ...     if timer.after != timer.before:
        ...         print(timer.lead, timer.timer, timer.after - timer.before)
        L-1 limit of call first_call 0:10:00
        """
        kept: list[object] = []
        given = _move.plan_for(plan, kept)
        other = ffi.NULL if dry_run is None else _workflow.handle_of(dry_run)
        yield from self._pages(
            _move.moved, at_most, lib.relance_move, self._of(tenant), other, given,
            microseconds(now),
        )  # fmt: skip


def open(
    path: Union[None, str, os.PathLike[str]] = None,
    *,
    tenant: str = "main",
    durability: Durability = Durability.FULL,
    must_exist: bool = False,
    busy: timedelta = timedelta(milliseconds=700),
    strict_order: bool = False,
    max_attempts: int = 12,
    behind_after: int = 1000,
    effects_per_lead: int = 1000,
    cache_bytes: int = 2**26,
    wal_bytes: int = 2**26,
) -> Engine:
    """Opens a database file, or one in memory that is gone at close.

    `busy`: how long to wait for another process. `strict_order`: a failing effect holds back the
    later ones of its lead. `max_attempts`: hand-outs before an effect becomes a dead letter. More
    timers due than `behind_after` give Code.BEHIND, more effects of a lead that nobody acknowledged
    than `effects_per_lead` Code.FULL. `cache_bytes` of the file are kept in memory; the write-ahead
    log is folded in above `wal_bytes`.

    >>> relance.open(tenant="north")
    <relance.Engine open, tenant 'north'>
    """
    kept: list[object] = []
    options = ffi.new("relance_open_options *")
    options.struct_size = ffi.sizeof("relance_open_options")
    options.durability = Durability(durability).value
    options.path = text_for("" if path is None else os.fspath(path), kept)
    options.must_exist = must_exist
    options.busy_ms = length(busy) // 1000
    options.strict_order = strict_order
    options.max_attempts = max_attempts
    options.behind_after = behind_after
    options.effects_per_lead = effects_per_lead
    options.cache_bytes, options.wal_bytes = cache_bytes, wal_bytes
    out = ffi.new("relance_engine **")
    call(lib.relance_open, options, out)
    return Engine(out[0], tenant)
