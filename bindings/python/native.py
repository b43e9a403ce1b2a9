"""native.py RELANCE_H TARGET: writes the C source of the extension relance._native for cffi.

cffi reads relance.h as it is: every declaration is bound, and the compiler compares the structs.
"""

import re
import sys
from typing import List

import cffi

# What batch.h and arrow.h define beside the header.
OURS = """
relance_code relance_python_submit(relance_engine* engine, relance_str tenant, const char* packed,
                                   size_t size, size_t count, int64_t now,
                                   relance_rows** decisions, relance_error** error);
struct ArrowSchema;
struct ArrowArrayStream* relance_python_new_stream(void);
struct ArrowSchema* relance_python_new_schema(void);
void relance_python_free_stream(struct ArrowArrayStream* stream);
int relance_python_columns(struct ArrowArrayStream* stream, struct ArrowSchema* schema);
intptr_t relance_python_stream_end(void);
intptr_t relance_python_schema_end(void);
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
    ffi.cdef(declarations(text) + OURS)
    headers = ("<relance/relance.h>", '"batch.h"', '"arrow.h"')
    ffi.set_source("relance._native", "".join(f"#include {each}\n" for each in headers))
    ffi.emit_c_code(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
