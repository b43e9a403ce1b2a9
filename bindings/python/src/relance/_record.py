"""The shape of every answer: a frozen dataclass with slots whose repr tells nothing personal."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Any:
        return lambda decorator: decorator


__all__ = ["record"]

_Class = TypeVar("_Class")
# Before 3.10 dataclasses cannot have slots and defaults at once.
_SLOTS: dict[str, Any] = {"slots": True} if sys.version_info >= (3, 10) else {}


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def record(cls: type[_Class]) -> type[_Class]:
    """Makes a class a frozen dataclass; what may be personal is declared with field(repr=False)."""
    return dataclasses.dataclass(frozen=True, **_SLOTS)(cls)
