"""The uses of one parameter: how much each adds to the gradient that is their sum."""

import torch

from graders import look
from graders.figures.sheet import Sheet

ROW, BAR, LEFT, ROOM, MOST = 0.3, 0.2, 1.35, 4.6, 12  # inches; how many uses have a row of their own


def use_bars(gradients, name="use"):
    """What each use of a shared parameter adds to its gradient, bar after bar: each begins where the one before ended.

    Args:
        gradients: a tensor for each use, in order; their sum is the gradient of the parameter.
        name: what a use is called, such as "step".

    A share is measured along the sum: positive where the use pulls the same way, negative where it pulls against it.
    """
    look.refuse_while_looking("figures.use_bars")
    parts = [torch.as_tensor(g).detach().double().flatten() for g in gradients]
    if not parts or len({p.numel() for p in parts}) > 1:
        raise ValueError("use_bars takes one tensor for each use, all of one shape")
    total = torch.stack(parts).sum(0)
    if not total.any():
        raise ValueError("use_bars: the uses cancel, their sum is zero")
    shares = [(p @ total / (total @ total)).item() for p in parts]
    rows = [(f"{name} {n}", share) for n, share in enumerate(shares, 1)]
    if len(rows) > MOST:
        early = len(rows) - MOST + 1
        rows = [(f"{name}s 1 to {early}", sum(shares[:early])), *rows[early:]]
    said = ", ".join(f"{label}: {percent(share)}" for label, share in rows)
    told = f"Shares of the summed gradient: {said}. Together 100 %."
    alt = f"Bars for {len(shares)} {name}s of one parameter, each beginning where the one before ends. {told}"
    return draw(rows).picture(alt, {"shares": shares}, told)


def percent(share):
    return f"{100 * share:.0f} %" if abs(share) >= 0.005 or share == 0 else f"{100 * share:.1g} %"


def draw(rows):
    ends, place = [0.0], 0.0
    for _, share in rows:
        place += share
        ends.append(place)
    low, high = min(0.0, *ends), max(1.0, *ends)

    def x(value):
        return LEFT + ROOM * (value - low) / (high - low)

    sheet = Sheet(7.2, 0.2 + ROW * (len(rows) + 1))
    bottom = 0.1 + ROW * (len(rows) + 1)
    sheet.line([x(0), x(0)], [0.1, bottom], "mid", 1, z=0)
    for n, (label, share) in enumerate(rows):
        y = 0.1 + ROW * (n + 0.5)
        start, end = sorted((x(ends[n]), x(ends[n + 1])))
        sheet.text(LEFT - 0.15, y, label, ha="right")
        fill = "trained" if share >= 0 else "mid"
        sheet.box(start, y - BAR / 2, max(end - start, 0.02), BAR, 0, fill, z=2)
        sheet.line([x(ends[n + 1])] * 2, [y, y + ROW], "mid", 1, "2 2", z=1)
        sheet.text(LEFT + ROOM + 0.15, y, percent(share))
    y = 0.1 + ROW * (len(rows) + 0.5)
    sheet.text(LEFT - 0.15, y, "together", bold=True, ha="right")
    sheet.mark(0.2, y, "shared")
    sheet.box(x(0), y - BAR / 2, x(1) - x(0), BAR, 0, "shared", z=2)
    sheet.text(LEFT + ROOM + 0.15, y, "100 %", bold=True)
    return sheet
