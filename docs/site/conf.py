"""The site, built by build.sh: Sphinx with MyST, the theme furo, and Doxygen's pages beside it."""

import enum
import os
import pathlib
import sys
import typing

from pygments.lexers.special import TextLexer

project = "relance"
version = release = os.environ["VERSION"]
extensions = ["myst_parser", "sphinx.ext.autodoc"]
default_role = "code"
root_doc = "index"
html_theme = "furo"
html_title = f"relance {release}"
html_copy_source = False
html_show_copyright = False
myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
# Python's own types have no pages here, nor has what the package keeps to itself.
nitpick_ignore_regex = [
    ("py:.*", r"(datetime|decimal|os|typing|enum|collections\.abc)\..*"),
    ("py:.*", r"relance\._\w+\.(Rows|Handle|_\w+)"),
]

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "build/site/source/python"))


def without_signature(app, what, name, what_is_named, *_):
    """Nobody calls an enumeration or a protocol as what it inherits lets him."""
    if what == "class" and issubclass(what_is_named, (enum.Enum, typing.Protocol)):
        return "", ""
    return None


def setup(app):
    app.add_lexer("cel", TextLexer)
    app.connect("autodoc-process-signature", without_signature)
