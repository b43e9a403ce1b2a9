"""Leads that move to other rules."""

from datetime import timedelta

from conftest import NOW

import relance

EVERYBODY = relance.MovePlan(relance.Who.ALL, actor="ada")


def with_leads(engine, count):
    engine.submit_many([relance.Event(f"L-{n}", "received") for n in range(count)], NOW)


def test_dry_run_tells_and_writes_nothing(engine, workflow):
    with_leads(engine, 3)
    longer = relance.compile(workflow.text.replace("20 min", "30 min"))
    told = list(engine.move(EVERYBODY, NOW, dry_run=longer))
    limits = [each for each in told if each.timer == "limit of call first_call"]
    assert [each.lead for each in limits] == ["L-0", "L-1", "L-2"]
    assert {each.after - each.before for each in limits} == {timedelta(minutes=10)}
    assert engine.lead("L-0").fingerprint == workflow.fingerprint


def test_move_goes_on_over_pages(engine, workflow):
    with_leads(engine, 5)
    longer = relance.compile(workflow.text.replace("20 min", "30 min"))
    engine.deploy(longer)
    assert len({each.lead for each in engine.move(EVERYBODY, NOW, at_most=2)}) == 5
    assert [each.leads for each in engine.deployments()] == [0, 5]
    assert list(engine.move(EVERYBODY, NOW)) == []


def test_what_has_no_counterpart_is_named_and_mapped(engine, workflow):
    with_leads(engine, 1)
    renamed = relance.compile(workflow.text.replace("incoming", "arrived"))
    (stays,) = {each.without for each in engine.move(EVERYBODY, NOW, dry_run=renamed)}
    assert any("incoming" in what for what in stays)
    plan = relance.MovePlan(relance.Who.STATE, "incoming", map={"incoming": "arrived"})
    engine.deploy(renamed)
    assert all(each.without == () for each in engine.move(plan, NOW))
    assert engine.lead("L-0").state == "arrived"


def test_nobody_else_moves(engine, workflow):
    with_leads(engine, 1)
    engine.deploy(relance.compile(workflow.text.replace("20 min", "30 min")))
    lost = relance.MovePlan(relance.Who.STAGE, "lost")
    assert list(engine.move(lost, NOW)) == []
