"""native.py RELANCE_H TARGET: writes the C source of the extension relance._native for cffi.

cffi reads relance.h as it is: every declaration is bound, and the compiler compares the structs.
"""

import re
import sys
from typing import List

import cffi

# What batch.h defines beside the header.
BATCH = """
relance_code relance_python_submit(relance_engine* engine, relance_str tenant, const char* packed,
                                   size_t size, size_t count, int64_t now,
                                   relance_rows** decisions, relance_error** error);
"""


def declarations(header: str) -> str:
    """The header without its preprocessor lines.

    What is for C++ only (from `#ifdef __cplusplus` to its `#else` or `#endif`) goes, and so does
    each directive with the lines that continue it. A `#define` of one number stays, as a constant
    whose value the compiler tells.
    """
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.S).replace("\\\n", " ")
    kept: List[str] = []
    for_cxx = False
    for line in text.split("\n"):
        if line.startswith("#"):
            for_cxx = line.startswith("#ifdef __cplusplus")
            constant = re.fullmatch(r"#define (RELANCE_\w+) +[\w()]+ *", line)
            if constant and not constant[1].endswith("_H"):
                kept.append(f"#define {constant[1]} ...")
        elif not for_cxx:
            kept.append(line)
    return "\n".join(kept)


def main(header: str, target: str) -> None:
    with open(header, encoding="utf-8") as file:
        text = file.read()
    ffi = cffi.FFI()
    ffi.cdef(declarations(text) + BATCH)
    ffi.set_source("relance._native", '#include <relance/relance.h>\n#include "batch.h"\n')
    ffi.emit_c_code(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
