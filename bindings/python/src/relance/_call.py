"""Calls over the border: texts go in, codes become exceptions, rows come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable, Optional, TypeVar

from relance._fault import Code, Diagnostic, Fault, Rejected, RulesRejected, Severity
from relance._load import ffi, lib

__all__ = ["Rows", "bytes_for", "call", "diagnostics", "fault", "text_for", "text_of"]

_Answer = TypeVar("_Answer")
_TEXT = ffi.typeof("relance_str")


def text_of(text: Any) -> str:
    """A relance_str as Python's text."""
    found: bytes = ffi.unpack(text.data, text.size) if text.size else b""
    return found.decode("utf-8", "replace")


def text_for(text: str, kept: list[object]) -> Any:
    """Python's text as a relance_str; it lives as long as what is put into `kept`."""
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}")
    return bytes_for(text.encode(), kept)


def bytes_for(data: bytes, kept: list[object]) -> Any:
    """Bytes that should be UTF-8 as a relance_str, likewise."""
    buffer = ffi.from_buffer("char[]", data)
    kept.append(buffer)
    return ffi.new("relance_str *", (buffer, len(data)))[0]


class Rows:
    """Answers by row and field; they may be read by any thread."""

    __slots__ = ("_rows", "count")

    def __init__(self, rows: Any, count: int) -> None:
        self._rows = rows
        self.count = count

    @classmethod
    def owned(cls, rows: Any) -> Rows:
        """Rows that are freed with this object."""
        return cls(ffi.gc(rows, lib.relance_rows_destroy), lib.relance_rows_count(rows))

    def text(self, index: int, field: int) -> str:
        """A field as text; empty where there is none."""
        found = lib.relance_rows_text(self._rows, index, field)
        size = found.size
        return ffi.unpack(found.data, size).decode("utf-8", "replace") if size else ""

    def number(self, index: int, field: int) -> int:
        """A field as a number; 0 where there is none."""
        found: int = lib.relance_rows_number(self._rows, index, field)
        return found

    def each(self, read: Callable[[Rows, int], _Answer]) -> Iterator[_Answer]:
        """Every row in turn, as `read` makes it."""
        return (read(self, index) for index in range(self.count))


def _diagnostic(rows: Rows, index: int) -> Diagnostic:
    return Diagnostic(
        severity=Severity(rows.number(index, lib.RELANCE_FIELD_SEVERITY)),
        code=f"RL{rows.number(index, lib.RELANCE_FIELD_CODE):04}",
        file=rows.text(index, lib.RELANCE_FIELD_FILE),
        line=rows.number(index, lib.RELANCE_FIELD_LINE),
        column=rows.number(index, lib.RELANCE_FIELD_COLUMN),
        message=rows.text(index, lib.RELANCE_FIELD_MESSAGE),
        hint=rows.text(index, lib.RELANCE_FIELD_HINT),
        text=rows.text(index, lib.RELANCE_FIELD_TEXT),
    )


def diagnostics(rows: Any) -> tuple[Diagnostic, ...]:
    """Rows that belong to an error or a workflow, as values."""
    return tuple(Rows(rows, lib.relance_rows_count(rows)).each(_diagnostic))


def fault(code: int, error: Any) -> Fault:
    """The exception for a failed call; frees its error."""
    if error == ffi.NULL:
        return Fault(Code(code), "there is not enough memory for this call")
    try:
        message = text_of(lib.relance_error_message(error))
        wrong = lib.relance_error_diagnostics(error)
        if wrong == ffi.NULL:
            return Fault(Code(code), message)
        kind = RulesRejected if code == Code.RULES else Rejected
        return kind(Code(code), message, diagnostics(wrong))
    finally:
        lib.relance_error_destroy(error)


def _explained(function: Any, given: tuple[Any, ...]) -> Optional[Exception]:
    """What cffi says of a wrong type or a number without end, in words of Python."""
    for place, (wanted, argument) in enumerate(zip(ffi.typeof(function).args, given)):
        where = f"{function.__name__}: argument {place}"
        if isinstance(argument, ffi.CData):
            continue
        if wanted is _TEXT and not isinstance(argument, str):
            return TypeError(f"{where} is a str, not {type(argument).__name__}")
        if wanted.kind == "primitive" and not isinstance(argument, int):
            return TypeError(f"{where} is an int, not {type(argument).__name__}")
        if wanted.kind == "primitive" and int(ffi.cast(wanted, argument)) != argument:
            return OverflowError(f"{where} is {argument}, which no {wanted.cname} is")
    return None


def call(function: Any, *arguments: Any) -> None:
    """Calls a function that can fail, without its last parameter, the error. A str is given as
    text. Python's other threads run meanwhile."""
    kept: list[object] = []
    given = [text_for(each, kept) if isinstance(each, str) else each for each in arguments]
    error = ffi.new("relance_error **")
    try:
        code = function(*given, error)
    except (TypeError, OverflowError) as wrong:
        raise _explained(function, arguments) or wrong from None
    if code != 0:
        raise fault(code, error[0])
