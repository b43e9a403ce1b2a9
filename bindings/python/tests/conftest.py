"""What the tests share: a small set of rules, an instant, an engine."""

import pathlib
from datetime import datetime, timezone

import pytest

import relance

ROOT = pathlib.Path(__file__).resolve().parents[3]
RULES = ROOT / "examples" / "rules" / "minimal.yaml"
MAPPING = """relance_mapping: 1
name: leads
timezone: UTC
lead: {column: id}
person: {email: {column: mail}}
events:
  - event: received
    at: {column: at}
    with: {source: {column: source}}
"""
LEADS = b"id,mail,at,source\nC-1,ada@example.com,2026-03-02T08:00:00Z,portal\n"
NOW = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)


@pytest.fixture(scope="session")
def workflow():
    return relance.compile_file(RULES)


@pytest.fixture
def engine(workflow):
    """In memory, with the minimal rules and no lead."""
    with relance.open() as engine:
        engine.deploy(workflow)
        yield engine


@pytest.fixture
def path(tmp_path):
    return tmp_path / "leads.db"
