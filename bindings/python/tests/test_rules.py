"""Compiling, and what is wrong with rules."""

import pytest
from conftest import ROOT, RULES

import relance

GOLDEN = ROOT / "tests" / "rules" / "golden"


@pytest.mark.parametrize("name", ["bad_date", "bad_name", "bad_delay", "bad_one_of", "anchors"])
def test_diagnostics_print_like_the_command(name):
    """The golden files hold what the library prints of each mistake."""
    text = (GOLDEN / f"{name}.yaml").read_text("utf-8")
    with pytest.raises(relance.RulesRejected) as rejected:
        relance.compile(text, f"{name}.yaml")
    assert str(rejected.value) == (GOLDEN / f"{name}.expected").read_text("utf-8")
    assert rejected.value.code is relance.Code.RULES
    assert "".join(map(str, rejected.value.diagnostics)) == str(rejected.value)


def test_diagnostic_names_its_place():
    text = RULES.read_text("utf-8").replace("stage: contacted", "stage: contcted")
    line = text[: text.index("contcted")].count("\n") + 1
    with pytest.raises(relance.RulesRejected) as rejected:
        relance.compile(text, "mine.yaml")
    (diagnostic,) = rejected.value.diagnostics
    assert (diagnostic.file, diagnostic.line, diagnostic.column) == ("mine.yaml", line, 12)
    assert diagnostic.severity is relance.Severity.ERROR
    assert diagnostic.code.startswith("RL") and f"[{diagnostic.code}]" in str(diagnostic)
    assert "contacted" in diagnostic.hint


def test_workflow_tells_what_it_is():
    text = RULES.read_text("utf-8")
    workflow = relance.compile(text)
    assert (workflow.name, workflow.text) == ("minimal", text)
    assert workflow.fingerprint == relance.compile_file(RULES).fingerprint
    assert repr(workflow) == "<relance.Workflow 'minimal'>"
    with pytest.raises(TypeError, match="relance.compile"):
        relance.Workflow("relance: 1")


def test_differences_name_what_became_of_a_line(workflow):
    longer = relance.compile(workflow.text.replace("20 min", "30 min"))
    assert workflow.differences(workflow) == []
    (line,) = workflow.differences(longer)
    assert line.kind is relance.DifferenceKind.CHANGED
    assert (line.before, line.after) == ("20 min", "30 min")
    assert str(line) == line.text


def test_roll_back_by_fingerprint(engine, workflow):
    other = relance.compile(workflow.text.replace("20 min", "30 min"))
    engine.deploy(other)
    engine.deploy(engine.kept(workflow.fingerprint[:6]))
    assert [each.fingerprint for each in engine.deployments()] == [
        workflow.fingerprint, other.fingerprint, workflow.fingerprint,
    ]  # fmt: skip
