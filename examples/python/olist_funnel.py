#!/usr/bin/env python3
"""How far the sellers of the Olist data set came, as a picture.

    pip install ./bindings/python pyarrow matplotlib
    python examples/python/olist_funnel.py FOLDER PICTURE.png [RULES.yaml]

FOLDER holds olist_marketing_qualified_leads_dataset.csv and olist_closed_deals_dataset.csv ("Marketing
Funnel by Olist"). Both are taken in through the mappings of examples/olist, RULES (its rules.yaml)
decide, and the funnel by source is drawn beside the rate that the rules state.
"""

import pathlib
import sys
from datetime import datetime, timezone

import matplotlib
import pyarrow
import relance

matplotlib.use("Agg")  # a file, no window
from matplotlib import pyplot  # noqa: E402  (after the choice of what draws)

HERE = pathlib.Path(__file__).resolve().parents[1] / "olist"
FILES = {
    "olist_marketing_qualified_leads_dataset.csv": "leads.mapping.yaml",
    "olist_closed_deals_dataset.csv": "deals.mapping.yaml",
}
NOW = datetime(2018, 12, 1, tzinfo=timezone.utc)  # some days after the last deal
CAME, WON, GOAL = "#b9cfe4", "#1f5f99", "#c0392b"


def funnel(folder, rules):
    """The funnel as columns, and the rates that the rules state."""
    workflow = relance.compile_file(rules)
    with relance.open() as engine:
        engine.deploy(workflow)
        inputs = []
        for name, mapping in FILES.items():
            read = relance.read_mapping((HERE / mapping).read_text(encoding="utf-8"), mapping)
            inputs.append(relance.Input(read, name, (folder / name).read_bytes()))
        for line in engine.take(inputs, NOW):
            if line.message:
                print(f"{line.file}:{line.line}: {line.message}")
        return pyarrow.table(engine.funnel_table(NOW)).to_pydict(), workflow.rates()


def draw(columns, rates, picture):
    rows = sorted(zip(columns["leads"], columns["sold"], columns["source"]))
    names = [(source or "(no source)").replace("_", " ") for _, _, source in rows]
    came, won = [row[0] for row in rows], [row[1] for row in rows]
    shares = [100 * sold / leads for leads, sold, _ in rows]
    figure, (counts, parts) = pyplot.subplots(
        1, 2, sharey=True, figsize=(11, 5.5), width_ratios=(3, 2), layout="constrained"
    )
    figure.get_layout_engine().set(w_pad=0.15, h_pad=0.1)
    total, sold = sum(came), sum(won)
    figure.suptitle(
        f"Olist: of {total:,} sellers who asked, {sold:,} were won ({100 * sold / total:.1f} %)",
        fontsize=15,
    )
    counts.barh(names, came, color=CAME, label="leads")
    counts.barh(names, won, color=WON, label="won")
    for row, (leads, deals) in enumerate(zip(came, won)):
        counts.annotate(f"{leads:,} leads, {deals:,} won", (leads, row), (5, 0),
                        textcoords="offset points", va="center", fontsize=9)  # fmt: skip
    counts.set(title="Leads by source", xlabel="leads", xlim=(0, 1.35 * max(came)))
    counts.xaxis.set_major_formatter("{x:,.0f}")
    counts.legend(loc="lower right", frameon=False)
    parts.barh(names, shares, color=WON)
    for row, share in enumerate(shares):
        parts.text(1, row, f"{share:.1f} %", transform=parts.get_yaxis_transform(), ha="right",
                   va="center", fontsize=9)  # fmt: skip
    for rate in rates:
        if rate.milestone is relance.Milestone.SOLD and rate.of is None:
            goal = rate.basis_points / 100
            parts.axvline(goal, color=GOAL, linestyle="--")
            parts.annotate(f"benchmark {goal:g} %", (goal, 0), (5, 8), color=GOAL, fontsize=9,
                           xycoords=("data", "axes fraction"), textcoords="offset points")  # fmt: skip
    parts.set(title="Won, of 100 leads", xlabel="percent", xlim=(0, 1.25 * max(shares)))
    parts.set_ylim(-1.1, len(rows) - 0.4)  # room for the benchmark's name
    for axes in (counts, parts):
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(left=False)
    figure.savefig(picture, dpi=120)


def main(folder, picture, rules=HERE / "rules.yaml"):
    columns, rates = funnel(pathlib.Path(folder), rules)
    draw(columns, rates, picture)
    print(f"{sum(columns['leads'])} leads, {sum(columns['sold'])} sold: {picture}")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
