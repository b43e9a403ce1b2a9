"""Every example in the documentation runs, and every public name has one."""

import asyncio
import datetime
import doctest
import inspect
import json
import re

import pytest
from conftest import LEADS, MAPPING, NOW, ROOT, RULES

import relance

# Constructors and protocols of Python itself need no example of ours.
OWN = re.compile(r"(?!_)\w+")


def public_objects():
    for name in relance.__all__:
        value = getattr(relance, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            yield name, value
        if inspect.isclass(value):
            for member, found in inspect.getmembers(value):
                found = found.fget if isinstance(found, property) else found
                if OWN.match(member) and inspect.isfunction(found):
                    if found.__module__.startswith("relance"):
                        yield f"{name}.{member}", found


OBJECTS = dict(public_objects())


def globals_for_examples(workflow):
    """A fresh engine with one lead, and what examples call things."""
    engine = relance.open()
    engine.deploy(workflow)
    engine.submit(relance.Event("L-1", "received"), NOW)
    wrong = "relance: 1\nname: wrong\ninitial: here\nstates:\n  here: {stage: brand_new}\n"
    with pytest.raises(relance.RulesRejected) as rejected:
        relance.compile(wrong, "wrong.yaml")
    return {
        "relance": relance, "engine": engine, "workflow": workflow, "now": NOW,
        "datetime": datetime,
        "asyncio": asyncio, "rules_path": RULES, "diagnostic": rejected.value.diagnostics[0],
        "clock": Simulated(NOW), "json": json, "mapping": relance.read_mapping(MAPPING),
        "mapping_text": MAPPING, "leads_csv": LEADS,
    }  # fmt: skip


class Simulated:
    def __init__(self, start):
        self.time = start

    def now(self):
        return self.time

    async def sleep_until(self, when):
        self.time = when


def run(examples):
    output = []
    runner = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF)
    runner.run(examples, out=output.append)
    assert runner.failures == 0, "".join(output)
    assert runner.tries > 0


@pytest.mark.parametrize("name", ["", *OBJECTS])
def test_docstring_has_an_example_that_runs(name, workflow):
    found = OBJECTS.get(name, relance)
    text = inspect.getdoc(found)
    assert text and ">>> " in text, f"relance.{name} has no example"
    given = globals_for_examples(workflow)
    run(doctest.DocTestParser().get_doctest(text, given, f"relance.{name}", None, None))
    given["engine"].close()


def test_page_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.yaml").write_bytes(RULES.read_bytes())
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    snippets = re.findall(r"^```python\n(.*?)^```", page, re.S | re.M)
    assert snippets
    run(doctest.DocTestParser().get_doctest("\n".join(snippets), {}, "docs/python.md", None, None))
