"""The example that draws the funnel of the Olist data set."""

import csv
import os
import pathlib
import subprocess
import sys

import pytest
from conftest import ROOT
from test_tables import library

SCRIPT = ROOT / "examples" / "python" / "olist_funnel.py"


@pytest.mark.skipif("RELANCE_SHARED" not in os.environ, reason="RELANCE_SHARED is not set")
def test_example_draws_what_the_files_say(tmp_path):
    for name in ("pyarrow", "matplotlib"):
        library(name)
    folder = pathlib.Path(os.environ["RELANCE_SHARED"], "data", "olist")
    with open(folder / "olist_closed_deals_dataset.csv", newline="", encoding="utf-8") as file:
        sold = len({row["mql_id"] for row in csv.DictReader(file)})
    leads_csv = folder / "olist_marketing_qualified_leads_dataset.csv"
    with open(leads_csv, newline="", encoding="utf-8") as file:
        leads = sum(1 for _ in csv.DictReader(file))
    picture = tmp_path / "funnel.png"
    done = subprocess.run(
        [sys.executable, SCRIPT, folder, picture], capture_output=True, text=True, check=True,
        env={**os.environ, "MPLCONFIGDIR": str(tmp_path)},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == f"{leads} leads, {sold} sold: {picture}"
    head = picture.read_bytes()[:24]  # of a PNG: the signature, then width and height
    assert head.startswith(b"\x89PNG")
    assert [int.from_bytes(head[at : at + 4], "big") for at in (16, 20)] == [1320, 660]
