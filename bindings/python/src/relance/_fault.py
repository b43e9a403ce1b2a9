"""What goes wrong: codes, the exception that carries one, and problems in the author's rules."""

from __future__ import annotations

import enum

from relance._record import record

__all__ = ["Code", "Diagnostic", "Fault", "Rejected", "RulesRejected", "Severity"]


class Code(enum.IntEnum):
    """Why a call failed.

    >>> relance.Code.STALE_TOKEN.value
    12
    """

    USAGE = 1
    RULES = 2
    INPUT = 3
    NOT_OURS = 4
    NEWER = 5
    BUSY = 6
    STORAGE = 7
    CORRUPT = 8
    BEHIND = 9
    FULL = 10
    UNKNOWN = 11
    STALE_TOKEN = 12
    WITHDRAWN = 13
    MEMORY = 14
    INTERNAL = 15


class Fault(Exception):
    """The failure of a call; the engine is as it was before and may be used again.

    >>> try:
    ...     engine.lead("L-2")
    ... except relance.Fault as fault:
    ...     print(fault.code.name, "-", fault)
    UNKNOWN - no lead of this id is known to this tenant
    """

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


class Severity(enum.Enum):
    """How bad a diagnostic is.

    >>> relance.Severity.WARNING
    <Severity.WARNING: 1>
    """

    ERROR = 0
    WARNING = 1


@record
class Diagnostic:
    """A problem in rules, with its place; as text it is what the command prints.

    >>> print(diagnostic, end="")
    wrong.yaml:5:17: error: `brand_new` is no stage [RL0123]
        here: {stage: brand_new}
                      ^~~~~~~~~
      hint: known here: new, contacted, qualified, appointment, shown, nurture, sold or lost
    """

    severity: Severity
    code: str  # "RL0012"
    file: str
    line: int  # from 1; 0: the file as a whole
    column: int  # from 1, in code points
    message: str
    hint: str
    text: str  # as it is printed, with the line and a caret

    def __str__(self) -> str:
        return self.text


class Rejected(Fault):
    """A text of an author that cannot be used; `diagnostics` holds everything that is wrong in it.

    >>> try:
    ...     relance.read_mapping("relance-mapping: 1", "mine.yaml")
    ... except relance.Rejected as rejected:
    ...     print(rejected.code.name, rejected.diagnostics[0].file)
    INPUT mine.yaml
    """

    def __init__(self, code: Code, message: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(code, message)
        self.args = (code, message, diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return "".join(map(str, self.diagnostics))


class RulesRejected(Rejected):
    """Rules that cannot be used.

    >>> try:
    ...     relance.compile("relance: 1", "mine.yaml")
    ... except relance.RulesRejected as rejected:
    ...     print(rejected.code.name, rejected.diagnostics[0].file)
    RULES mine.yaml
    """
