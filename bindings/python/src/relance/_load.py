"""Loads librelance, and says so when it is not the one that the package was made for."""

from __future__ import annotations

from typing import Any

from relance._version import __version__

__all__ = ["ffi", "lib", "check_library"]


_REMEDY = "install the package anew, and look for another librelance.so in this process"


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def check_library(interface: tuple[int, int], expected: tuple[int, int], version: str) -> None:
    """Raises ImportError for a library that this package cannot work with: one with another
    interface (version and minor), or one that is older than the package."""
    where = "the librelance that was loaded beside the Python package relance"
    if interface[0] != expected[0] or interface[1] < expected[1]:
        raise ImportError(
            f"{where} {__version__} has version {interface[0]}.{interface[1]} of the C interface, "
            f"and {expected[0]}.{expected[1]} is needed: {_REMEDY}"
        )
    if _numbers(version) < _numbers(__version__):
        raise ImportError(f"{where} is {version}, older than the package, {__version__}: {_REMEDY}")


def _loaded() -> tuple[Any, Any]:
    try:
        from relance._native import ffi, lib
    except ImportError as problem:
        raise ImportError(
            f"the Python package relance {__version__} cannot load its librelance ({problem}); it "
            "is missing, older than the package or another one: install the package anew"
        ) from problem
    return ffi, lib


ffi, lib = _loaded()


def _version() -> str:
    text = lib.relance_version()
    return bytes(ffi.buffer(text.data, text.size)).decode()


check_library(
    (lib.relance_abi_version(), lib.relance_abi_minor()),
    (lib.RELANCE_ABI_VERSION, lib.RELANCE_ABI_MINOR),
    _version(),
)
