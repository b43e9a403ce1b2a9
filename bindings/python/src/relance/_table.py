"""Tables for pandas, Polars, DuckDB and whatever else reads Arrow's streams."""

from __future__ import annotations

import ctypes
from typing import Any, Callable, Optional

from relance._load import ffi, lib

__all__ = ["Table"]

_new_capsule = ctypes.pythonapi.PyCapsule_New
_new_capsule.restype = ctypes.py_object
_new_capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]


def _capsule(pointer: Any, name: bytes, end: int) -> object:
    """A capsule that frees what it holds by the function at `end`."""
    if pointer == ffi.NULL:
        raise MemoryError
    made: object = _new_capsule(int(ffi.cast("intptr_t", pointer)), name, end)
    return made


class Table:
    """What is read of an engine as a table: anew by each reader, a batch at a time.

    It is given to what reads Arrow, none of which the package itself needs: `polars.DataFrame(it)`,
    `pyarrow.table(it)`, and from there to pandas and DuckDB. Empty texts are nulls, and so are
    instants that are not there. What a reader has not read when the engine is closed fails.

    >>> engine.lead_table()
    <relance.Table leads>
    """

    __slots__ = ("_export", "_name")

    def __init__(self, name: str, export: Callable[[Any], None]) -> None:
        self._name = name
        self._export = export

    def __repr__(self) -> str:
        return f"<relance.Table {self._name}>"

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object:
        """A capsule with an ArrowArrayStream. It has the table's own columns, whatever others the
        reader would like."""
        stream = lib.relance_python_new_stream()
        capsule = _capsule(stream, b"arrow_array_stream", lib.relance_python_stream_end())
        self._export(stream)
        return capsule

    def __arrow_c_schema__(self) -> object:
        """A capsule with an ArrowSchema: the columns and their types."""
        schema = lib.relance_python_new_schema()
        capsule = _capsule(schema, b"arrow_schema", lib.relance_python_schema_end())
        stream = ffi.gc(lib.relance_python_new_stream(), lib.relance_python_free_stream)
        self._export(stream)
        if lib.relance_python_columns(stream, schema) != 0:
            raise MemoryError
        return capsule
