"""The engine's handle: open or closed, of this process, and used by one thread at a time."""

from __future__ import annotations

import os
import threading
from typing import Any, Callable, Optional, TypeVar

from relance._call import Rows, call
from relance._fault import Code, Fault
from relance._load import ffi, lib

__all__ = ["Handle"]

_Answer = TypeVar("_Answer")


class Handle:
    """What every call of an engine goes through."""

    def __init__(self, engine: Any, tenant: str) -> None:
        self._pid = pid = os.getpid()

        def close(handle: Any) -> None:
            # What a child process got by fork() belongs to its parent: closing it here would end
            # the parent's journal files under its feet.
            if os.getpid() == pid:
                lib.relance_close(handle)

        self._engine: Any = ffi.gc(engine, close)
        self._tenant = tenant
        # Threads that share an engine take turns; the library takes one at a time.
        self._turn = threading.Lock()

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
        if os.getpid() != self._pid:
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
        if os.getpid() != self._pid:
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
        self, read: Callable[[Rows, int], _Answer], function: Any, *arguments: Any
    ) -> list[_Answer]:
        """The rows of all pages."""
        after, more = ffi.new("uint64_t *"), ffi.new("int32_t *", 1)
        found: list[_Answer] = []
        while more[0]:
            found += self._list(read, function, *arguments, after, 0, more)
        return found

    def _of(self, tenant: Optional[str]) -> str:
        return self._tenant if tenant is None else tenant
