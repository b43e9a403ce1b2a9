# Made by cffi from relance.h: what each function takes stands there.
from typing import Any

ffi: Any
lib: Any
