"""relance: the author writes rules, the engine decides, the host acts.

>>> workflow = relance.compile_file(rules_path)
>>> with relance.open() as engine:
...     engine.deploy(workflow)
...     decision = engine.submit(relance.Event("L-1", "received"), now)
...     print(decision.to_state, [item.name for item in engine.worklist(now)])
incoming ['first_call']

Time comes from the caller, as aware datetimes. A refusal is a value (`Decision`), a failure is an
exception with a code (`Fault`), wrong rules are `RulesRejected` with every `Diagnostic`.
"""

from relance._async import Clock
from relance._decision import Decision, Decisions
from relance._effect import Effect, Tick, WorkItem
from relance._engine import Engine, open
from relance._event import AttributeValue, Event
from relance._fault import Code, Diagnostic, Fault, Rejected, RulesRejected, Severity
from relance._intake import (
    Input,
    Intake,
    IntakeCounts,
    IntakeKind,
    IntakeLine,
    IntakeMapping,
    read_mapping,
)
from relance._journal import Entry, JournalEntry, Waiting, Words
from relance._lead import (
    Attempts,
    Attribute,
    AttributeType,
    DamagedLead,
    ForgottenLead,
    Lead,
    Timer,
    TimerType,
)
from relance._move import Moved, MovePlan
from relance._place import Place
from relance._report import Promises, Source, Tenant
from relance._table import Table
from relance._version import __version__
from relance._words import Drawing, Durability, Milestone, Refusal, Stage, Verdict, Who
from relance._workflow import (
    Deployment,
    Difference,
    DifferenceKind,
    Rate,
    Workflow,
    compile,
    compile_file,
    schema,
)

__all__ = [
    "Attempts", "Attribute", "AttributeType", "AttributeValue", "Clock", "Code", "DamagedLead",
    "Decision", "Decisions", "Deployment", "Diagnostic", "Difference", "DifferenceKind", "Drawing",
    "Durability", "Effect", "Engine", "Entry", "Event", "Fault", "ForgottenLead", "Input", "Intake",
    "IntakeCounts", "IntakeKind", "IntakeLine", "IntakeMapping", "JournalEntry", "Lead",
    "Milestone", "MovePlan", "Moved", "Place", "Promises", "Rate", "Refusal", "Rejected",
    "RulesRejected", "Severity", "Source", "Stage", "Table", "Tenant", "Tick", "Timer", "TimerType",
    "Verdict", "Waiting", "Who", "Words", "WorkItem", "Workflow", "__version__", "compile",
    "compile_file", "open", "read_mapping", "schema",
]  # fmt: skip
