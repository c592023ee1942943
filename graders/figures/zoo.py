"""The atlas of layers: how many numbers each kind of layer holds."""

import math
import os

import torch
from torch import nn

from graders.figures.facts import WORDS, facts_of, totals_of
from graders.figures.sheet import WIDTH, Sheet, length, wide

KINDS = ("trained", "frozen", "buffer")
MOST = 6.0  # powers of ten on the scale: the widest layer of the slider fits


def zoo(w):
    """(how it is written, the layer), on the meta device: nothing is allocated, no random number is drawn."""
    with torch.device("meta"):
        return [
            (f"Linear({w}, {w})", nn.Linear(w, w)),
            (f"Linear({w}, {w}), frozen", nn.Linear(w, w).requires_grad_(False)),
            (f"Conv2d({w}, {w}, 3)", nn.Conv2d(w, w, 3)),
            (f"GRU({w}, {w})", nn.GRU(w, w)),
            (f"Embedding(100, {w})", nn.Embedding(100, w)),
            (f"BatchNorm1d({w})", nn.BatchNorm1d(w)),
            (f"BatchNorm1d({w}, affine=False)", nn.BatchNorm1d(w, affine=False)),
            (f"LayerNorm({w})", nn.LayerNorm(w)),
            (f"PReLU({w})", nn.PReLU(w)),
            ("ReLU()", nn.ReLU()),
            ("Sigmoid()", nn.Sigmoid()),
            ("Dropout(0.5)", nn.Dropout(0.5)),
            ("MaxPool2d(2)", nn.MaxPool2d(2)),
            ("Flatten()", nn.Flatten()),
        ]


def atlas(width=64):
    """How many numbers each kind of layer holds at this width: trained, frozen, in buffers.

    Each kind has a bar of its own, on one logarithmic scale: equal numbers are equal lengths, whatever else a layer holds.
    """
    if isinstance(width, bool) or not isinstance(width, int) or width < 1:
        raise ValueError(f"width is a whole number, 1 or more, not {width!r}")
    state = torch.get_rng_state()
    layers = zoo(width)
    torch.set_rng_state(state)
    rows = []
    for label, layer in layers:
        totals = totals_of(facts_of(layer).values())
        rows.append({"layer": label, **{kind: totals.get(kind, 0) for kind in KINDS}})
    learning = [row for row in rows if row["trained"] + row["frozen"]]
    alt = (
        f"How many numbers layers of width {width} hold. {len(rows) - len(learning)} of {len(rows)} have nothing to learn. "
        + "; ".join(f"{row['layer']}: {', '.join(words for _, words in atlas_parts(row, True))}" for row in rows)
        + "."
    )
    most = max(rows, key=lambda row: row["trained"])
    told = f"{len(rows) - len(learning)} of {len(rows)} have nothing to learn. Most numbers: {most['layer']}, {most['trained']:,}."
    return draw_atlas(rows, width).picture(alt, {"width": width, "rows": rows}, told)


def atlas_parts(row, words=False):
    parts = [(kind, f"{row[kind]:,}" + f" {WORDS[kind]}" * words) for kind in KINDS if row[kind]]
    return parts if row["trained"] + row["frozen"] else [("none", WORDS["none"]), *parts]


def draw_atlas(rows, width):
    step, room = 0.32, 2.6
    left = 0.25 + max(wide(row["layer"], True) for row in rows) + 0.12
    sheet = Sheet(WIDTH, 0.5 + step * len(rows) + 0.82)
    foot = 0.5 + step * len(rows)
    most = max(MOST, math.log10(max(row[kind] for row in rows for kind in KINDS)))
    sheet.text(0.25, 0.24, f"How many numbers a layer of width {width} holds", bold=True)
    for power in range(int(most) + 1):
        x = left + room * power / most
        sheet.line([x, x], [0.45, foot], "faint", 1, z=0)
        if power % (2 if most < 7 else 4) == 0:
            sheet.text(x, foot + 0.14, f"{10**power:,}", ha="center")
    for n, row in enumerate(rows):
        x, y = left, 0.5 + step * (n + 0.5)
        sheet.text(left - 0.12, y, row["layer"], mono=True, ha="right")
        held = [kind for kind in KINDS if row[kind]]
        for lane, kind in enumerate(held):
            height = 0.22 / len(held)
            part = max(room * math.log10(row[kind]) / most, 0.04)
            fill = {"frozen": "hatched", "buffer": "dotted"}.get(kind, kind)
            sheet.box(left, y - 0.11 + lane * height, part, height, 0, fill, kind, z=3)
            x = max(x, left + part)
        clear = length(atlas_parts(row)) + 0.1
        sheet.box(x + 0.06, y - 0.12, clear, 0.24, 0, "paper", z=1)
        sheet.parts(x + 0.1, y, atlas_parts(row))
    sheet.text(left, foot + 0.36, "logarithmic scale, one bar for each kind")
    sheet.parts(0.25, foot + 0.62, [(kind, WORDS[kind]) for kind in (*KINDS, "none")])
    return sheet


def atlas_slider(start=64):
    """The atlas with a slider for the width, which redraws the figure in place: for the last line of a cell.

    Returns None while a notebook is executed for grading or for its solution, where widget state would be kept.
    """
    if "NBGRADER_EXECUTION" in os.environ or "GRADERS_PROGRESS" in os.environ:
        return None
    from IPython.display import display
    from ipywidgets import IntSlider

    figure = display(atlas(start), display_id=True)
    slider = IntSlider(start, min=1, max=256, description="width", continuous_update=False)
    slider.observe(lambda change: figure.update(atlas(change["new"])), names="value")
    return slider
