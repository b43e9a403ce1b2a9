"""Tables, as pyarrow, Polars, pandas and DuckDB read them: what the package's own calls say."""

import importlib
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest
from conftest import NOW, RULES

import relance

BATCH = 4096  # rows
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)


def library(name):
    """Where the test's script has installed the readers, an absent one is a failure."""
    if "RELANCE_TABLE_READERS" in os.environ:
        return importlib.import_module(name)
    return pytest.importorskip(name)


def by_pyarrow(table):
    return library("pyarrow").table(table).to_pylist()


def by_polars(table):
    return library("polars").DataFrame(table).to_dicts()


def by_pandas(table):
    pandas, frame = library("pandas"), library("pyarrow").table(table).to_pandas()
    return [
        {name: None if pandas.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def by_duckdb(table):
    """Instants come as microseconds: to become Python's DuckDB's own would need a further package."""
    database, pyarrow = library("duckdb").connect(), library("pyarrow")
    reader = pyarrow.RecordBatchReader.from_stream(table)
    schema = reader.schema
    instants = [each.name for each in schema if pyarrow.types.is_timestamp(each.type)]
    database.register("read", reader)
    columns = [
        f'epoch_us("{name}")' if name in instants else f'"{name}"' for name in schema.names
    ]
    found = database.execute(f"SELECT {', '.join(columns)} FROM read").fetchall()
    rows = [dict(zip(schema.names, row)) for row in found]
    for row in rows:
        for name in instants:
            if row[name] is not None:
                row[name] = EPOCH + timedelta(microseconds=row[name])
    return rows


read_by = pytest.mark.parametrize(
    "read", [by_pyarrow, by_polars, by_pandas, by_duckdb]
)


@pytest.fixture
def shop(engine):
    """Leads with and without what can be absent, and texts of many languages."""
    told = {"source": "Straßenfest 東京", "person.email": "ada@example.com"}
    talk = {"channel": "phone", "outcome": "conversation"}
    engine.submit_many(
        [
            relance.Event("L-1", "received", attributes=told, key="clé", actor="José"),
            relance.Event("Ω-2", "received"),
            relance.Event("L-1", "attempted", attributes=talk),
            relance.Event("Ω-2", "shown"),
            relance.Event("L-3", "received", occurred_at=NOW - MINUTE),
        ],
        NOW,
    )
    return engine


def word(value):
    """An enum as the word that stands in a table."""
    return getattr(value, "value", value) or None


def entry(of):
    same = ("position", "lead_number", "seq", "occurred_at", "decided_at", "late", "by_timer",
            "derived", "waited")  # fmt: skip
    words = ("tenant", "lead", "event", "from_state", "to_state", "rule", "verdict", "key", "actor",
             "fingerprint")  # fmt: skip
    row = {name: getattr(of, name) for name in same}
    row.update({name: word(getattr(of, name)) for name in words})
    return {**row, "refusal": of.refusal.value if of.refusal else "none"}


def lead(of):
    row = {
        "lead": of.id, "lead_number": of.number, "stage": of.stage.value,
        "received_at": of.received_at, "appointment": of.appointment, "attempts": of.attempts,
        "next_due": of.next_due, "seq": of.seq, "fingerprint": of.fingerprint, "clock": of.clock,
    }  # fmt: skip
    row.update({name: word(getattr(of, name)) for name in ("state", "owner", "lane", "source")})
    row.update({each.value: of.milestones.get(each) for each in relance.Milestone})
    return {**row, "channel": word(of.channel)}


def step(of):
    names = ("lead", "state", "stage", "owner", "lane", "verb", "name", "channel", "rule",
             "because", "since", "not_before", "by", "deadline", "promised", "id")  # fmt: skip
    return {**{name: word(getattr(of, name)) for name in names}, "delivered": of.delivered}


def source(of):
    names = ("leads", *(each.value for each in relance.Milestone))
    return {"source": of.source or None, **{name: getattr(of, name) for name in names}}


@read_by
def test_journal_says_what_its_entries_say(shop, read):
    rows = read(shop.journal_table())
    assert rows == [entry(each) for each in shop.journal()]
    assert [row["lead"] for row in rows[:2]] == ["L-1", "Ω-2"]
    assert (rows[0]["actor"], rows[1]["actor"], rows[0]["from_state"]) == ("José", None, None)
    assert read(shop.journal_table(after=rows[2]["position"])) == rows[3:]


@read_by
def test_leads_and_open_steps_and_funnel_say_what_the_calls_say(shop, read):
    assert read(shop.lead_table()) == [lead(each) for each in shop.leads()]
    steps = read(shop.open_step_table(NOW))
    assert sorted(steps, key=lambda row: row["id"]) == sorted(
        (step(each) for each in shop.worklist(NOW)), key=lambda row: row["id"]
    )
    assert len(steps) == 2
    assert read(shop.funnel_table(NOW)) == [source(each) for each in shop.funnel(NOW)]


@read_by
def test_empty_table_has_its_columns(engine, read):
    assert read(engine.journal_table()) == read(engine.lead_table()) == []
    assert read(engine.open_step_table(NOW)) == read(engine.funnel_table(NOW)) == []
    library("pyarrow")
    import pyarrow

    assert pyarrow.schema(engine.funnel_table(NOW)).names[:3] == ["source", "leads", "received"]


def test_duckdb_and_pandas_read_a_table_by_itself(shop):
    """Without pyarrow between them, in versions that can."""
    expected = [row["lead"] for row in by_pyarrow(shop.lead_table())]
    frame = library("pandas").DataFrame
    if hasattr(frame, "from_arrow"):
        assert list(frame.from_arrow(shop.lead_table())["lead"]) == expected
    leads = shop.lead_table()
    assert leads.__arrow_c_stream__  # which DuckDB looks for under the name in its SQL
    found = library("duckdb").sql("SELECT lead FROM leads").fetchall()
    assert [row[0] for row in found] == expected


@pytest.mark.parametrize("rows", [1, BATCH - 1, BATCH, BATCH + 1, 2 * BATCH + 3])
def test_rows_come_in_batches(engine, rows):
    pyarrow = library("pyarrow")
    engine.submit_many([relance.Event(f"L-{n}", "received") for n in range(rows)], NOW)
    for table in (engine.journal_table(), engine.lead_table(), engine.open_step_table(NOW)):
        sizes = [len(batch) for batch in pyarrow.RecordBatchReader.from_stream(table)]
        assert sizes == [BATCH] * (rows // BATCH) + [rows % BATCH] * (rows % BATCH > 0)
        whole = pyarrow.table(table)
        assert whole["lead"].to_pylist() == [f"L-{n}" for n in range(rows)]
        whole.validate(full=True)


def test_each_reader_reads_anew(shop):
    table = shop.journal_table()
    before = by_pyarrow(table)
    shop.submit(relance.Event("L-1", "noted"), NOW + MINUTE)
    assert by_pyarrow(table) == [*before, entry(list(shop.journal())[-1])]


def test_wrong_table_is_told_when_it_is_read(engine):
    with pytest.raises(relance.Fault) as fault:
        engine.lead_table(tenant="none").__arrow_c_stream__()
    assert fault.value.code is relance.Code.UNKNOWN
    with pytest.raises(relance.Fault):
        library("pyarrow").table(engine.lead_table(tenant="none"))


def test_what_was_not_read_before_the_end_of_its_engine_fails(engine):
    pyarrow = library("pyarrow")
    engine.submit_many([relance.Event(f"L-{n}", "received") for n in range(BATCH + 1)], NOW)
    reader = pyarrow.RecordBatchReader.from_stream(engine.lead_table())
    first = reader.read_next_batch()
    engine.close()
    assert first["lead"][0].as_py() == "L-0"
    with pytest.raises(OSError, match="the engine of this table was closed"):
        reader.read_next_batch()
    with pytest.raises(relance.Fault):
        engine.lead_table().__arrow_c_stream__()


FORK = f"""
import os, pyarrow, relance, sys
from datetime import datetime, timezone

engine = relance.open()
engine.deploy(relance.compile_file(sys.argv[1]))
now = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
engine.submit_many([relance.Event(f"L-{{n}}", "received") for n in range({BATCH + 1})], now)
reader = pyarrow.RecordBatchReader.from_stream(engine.lead_table())
reader.read_next_batch()
child = os.fork()
if child == 0:
    try:
        reader.read_next_batch()
    except OSError as problem:
        print(problem, flush=True)
    os._exit(0)
os.waitpid(child, 0)
print(len(reader.read_next_batch()))
"""


def test_child_process_cannot_read_its_parents_table():
    library("pyarrow")
    done = subprocess.run(
        [sys.executable, "-c", FORK, str(RULES)], capture_output=True, text=True, check=True
    )
    problem, rows = done.stdout.splitlines()
    assert "opened in another process, before a fork" in problem and rows == "1"


MEMORY = f"""
import gc, pathlib, relance, sys
from datetime import datetime, timezone
now = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)

def pages():
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1])

engine = relance.open()
engine.deploy(relance.compile_file(sys.argv[1]))
engine.submit_many([relance.Event(f"L-{{n}}", "received") for n in range({BATCH + 1})], now)

def leave():
    engine.journal_table().__arrow_c_stream__()
    engine.lead_table().__arrow_c_schema__()
    gc.collect()

for _ in range(10):
    leave()
before = pages()
for _ in range(60):
    leave()
print(pages() - before)
"""


def test_stream_that_nobody_reads_leaks_nothing():
    """The batch that is read ahead takes more than a megabyte: 60 of them would be seen."""
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(RULES)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) * os.sysconf("SC_PAGE_SIZE") < 16 << 20
