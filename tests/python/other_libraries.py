"""Libraries that call themselves librelance.so.1 and are not the package's own."""

import pathlib
import re
import subprocess


def _functions(root):
    text = pathlib.Path(root, "capi", "include", "relance", "relance.h").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return set(re.findall(r"^\w[\w *]*\b(relance_\w+)\(", text, re.M))


def _library(root, path, functions, abi, version):
    own = {"relance_abi_version", "relance_abi_minor", "relance_version"}
    source = "\n".join(f"void {name}(void) {{}}" for name in sorted(functions - own))
    source += f"""
typedef struct {{ const char* data; __SIZE_TYPE__ size; }} text;
unsigned relance_abi_minor(void) {{ return 99; }}
unsigned relance_abi_version(void) {{ return {abi}; }}
text relance_version(void) {{ text version = {{"{version}", {len(version)}}}; return version; }}
"""
    subprocess.run(["cc", "-shared", "-fPIC", "-Wl,-soname,librelance.so.1",
                    f"-Wl,--version-script={root}/capi/relance.map", "-x", "c", "-", "-o", path],
                   input=source, text=True, check=True)
    return path


def make(root, folder):
    """Their files by what is wrong with them."""
    functions = _functions(root)
    return {
        "foreign": _library(root, folder / "foreign.so", functions, 2, "9.9.9"),
        "older": _library(root, folder / "older.so", functions, 1, "0.0.9"),
        "incomplete": _library(root, folder / "incomplete.so", functions - {"relance_submit"}, 1,
                               "9.9.9"),
    }
