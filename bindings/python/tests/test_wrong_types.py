"""What is no value of the type that a call takes: a Python exception that says what was expected."""

import copy
import pickle

import pytest
from conftest import NOW, RULES

import relance


def received(lead="L-1"):
    return relance.Event(lead, "received")


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickle.dumps])
def test_engine_is_neither_copied_nor_pickled(engine, copied):
    """Two objects of one handle: closing one would take it away under the other."""
    with pytest.raises(TypeError, match="neither copied nor pickled: open the file again"):
        copied(engine)
    assert engine.submit(received(), NOW).accepted


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        (lambda engine: engine.deploy("relance: 1"), "a Workflow.*relance.compile, not str"),
        (lambda engine: engine.current().differences(None), "a Workflow.*not NoneType"),
        (
            lambda engine: list(engine.move(relance.MovePlan(relance.Who.ALL), NOW, dry_run="x")),
            "a Workflow.*not str",
        ),
        (lambda engine: relance.read_mapping("", workflow="x"), "a Workflow.*not str"),
        (lambda engine: engine.submit("L-1", NOW), "submitted is an Event, not str"),
        (lambda engine: engine.submit_many([received(), 7], NOW), "submitted is an Event, not int"),
        (lambda engine: engine.ack("0" * 32, NOW), "an Effect.*not str"),
        (lambda engine: engine.fail(None, "busy", NOW), "an Effect.*not NoneType"),
        (lambda engine: engine.requeue("0" * 32, NOW), "an Effect.*not str"),
        (lambda engine: engine.drop("0" * 32, NOW), "an Effect.*not str"),
        (lambda engine: engine.claim(NOW, "3"), "relance_claim: argument 3 is an int, not str"),
        (lambda engine: engine.claim(NOW, 2.5), "relance_claim: argument 3 is an int, not float"),
    ],
)
def test_wrong_type_is_named(engine, use, expected):
    with pytest.raises(TypeError, match=expected):
        use(engine)


def test_number_out_of_range_is_named(engine):
    for at_most in (-1, 10**30):
        with pytest.raises(OverflowError, match=f"relance_claim: argument 3 is {at_most}, "):
            engine.claim(NOW, at_most)


def test_text_of_an_event_is_named():
    with pytest.raises(TypeError, match="the lead of an event is a str, not int"):
        relance.Event(7, "received")
    with pytest.raises(TypeError, match="the name of an event is a str, not NoneType"):
        relance.Event("L-1", None)
    with pytest.raises(TypeError, match="the key of an event is a str, not bytes"):
        relance.Event("L-1", "received", b"web-1")
    with pytest.raises(TypeError, match="the attribute name 1 of an event is a str, not int"):
        relance.Event("L-1", "received", attributes={1: "x"})


def test_word_that_an_enum_has_not_is_named(engine):
    with pytest.raises(ValueError, match="'full' is not a valid Durability"):
        relance.open(durability="full")
    with pytest.raises(ValueError, match="'dot' is not a valid Drawing"):
        engine.current().draw("dot")
    with pytest.raises(ValueError, match="'all' is not a valid Who"):
        list(engine.move(relance.MovePlan("all"), NOW))


def test_rules_file_that_is_not_utf8_is_told_with_its_place(tmp_path):
    file = tmp_path / "latin.yaml"
    text = RULES.read_text("utf-8").replace("name: minimal", "name: caf\xe9")
    file.write_bytes(text.encode("latin-1"))
    line = text[: text.index("caf")].count("\n") + 1
    with pytest.raises(relance.RulesRejected) as rejected:
        relance.compile_file(file)
    (diagnostic,) = rejected.value.diagnostics
    assert (diagnostic.line, diagnostic.column) == (line, len("name: caf") + 1)
    assert "UTF-8" in diagnostic.message
