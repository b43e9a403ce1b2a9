"""The engine's handle: open or closed, of this process, and used by one thread at a time."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from typing import Any, Callable, NoReturn, Optional, TypeVar

from relance._call import Rows, call, text_for
from relance._fault import Code, Fault
from relance._load import ffi, lib

__all__ = ["Handle"]

_Answer = TypeVar("_Answer")


class _Process:
    """Which process this is: `current` is another object in a child that came by fork."""

    current = object()

    @classmethod
    def forked(cls) -> None:
        cls.current = object()


os.register_at_fork(after_in_child=_Process.forked)


class Handle:
    """What every call of an engine goes through."""

    def __init__(self, engine: Any, tenant: str) -> None:
        self._process = process = _Process.current

        def close(handle: Any) -> None:
            # What a child process got by fork() belongs to its parent: closing it here would end
            # the parent's journal files under its feet.
            if _Process.current is process:
                lib.relance_close(handle)

        self._engine: Any = ffi.gc(engine, close)
        self._tenant = tenant
        self._kept: list[object] = []
        self._tenant_text = text_for(tenant, self._kept)
        self._places = ffi.new("relance_rows **"), ffi.new("relance_error **")
        # Threads that share an engine take turns; the library takes one at a time.
        self._turn = threading.Lock()

    def __reduce__(self) -> NoReturn:
        # A copy would hold the same handle, and use it after it was closed.
        raise TypeError("an engine is neither copied nor pickled: open the file again")

    @property
    def closed(self) -> bool:
        """Whether it was closed.

        >>> engine.closed
        False
        """
        return self._engine is None

    def close(self) -> None:
        """Closes the engine; a second time does nothing. What was answered is kept as the
        durability says.

        >>> other = relance.open()
        >>> other.close()
        >>> other.closed
        True
        """
        if _Process.current is not self._process:
            self._engine = None
            return
        with self._turn:
            engine, self._engine = self._engine, None
            if engine is not None:
                ffi.release(engine)

    def _usable(self) -> Any:
        """The handle. The turn is the caller's."""
        if self._engine is None:
            raise Fault(Code.USAGE, "this engine is closed: open the file again")
        return self._engine

    def _of_this_process(self) -> None:
        if _Process.current is not self._process:
            raise Fault(
                Code.USAGE,
                "this engine was opened in another process, before a fork: open the file again",
            )

    def _call(self, function: Any, *arguments: Any) -> None:
        self._of_this_process()
        with self._turn:
            call(function, self._usable(), *arguments)

    def _rows(self, function: Any, *arguments: Any) -> Rows:
        out = ffi.new("relance_rows **")
        self._call(function, *arguments, out)
        return Rows.owned(out[0])

    def _list(
        self, read: Callable[[Rows, int], _Answer], function: Any, *arguments: Any
    ) -> list[_Answer]:
        return list(self._rows(function, *arguments).each(read))

    def _pages(
        self,
        read: Callable[[Rows, int], _Answer],
        page: int,
        function: Any,
        *arguments: Any,
        after: int = 0,
    ) -> Iterator[_Answer]:
        """The rows of all pages, of which one is in memory."""
        place, more = ffi.new("uint64_t *", after), ffi.new("int32_t *", 1)
        while more[0] != 0:
            yield from self._rows(function, *arguments, place, page, more).each(read)

    def _of(self, tenant: Optional[str]) -> str:
        return self._tenant if tenant is None else tenant
