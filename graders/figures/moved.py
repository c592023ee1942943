"""What training moved, tensor by tensor."""

import math

from graders.figures.facts import WORDS, demand_module, earlier, facts_of, numbers
from graders.figures.sheet import FAINT, WIDTH, Sheet, across, listed, plural, short, style, wide
from graders.marks import COLOURS


def what_moved(model, before):
    """How far each parameter and buffer is from where it stood ``before``: a copy of the model, or of its state_dict.

    The distance is the norm of the change. Hidden tensors are shown too; a state_dict does not know them.
    """
    demand_module(model, "what_moved")
    old = earlier(model, before)
    rows = [row for fact in facts_of(model).values() for row in moved_rows(fact, old.get(fact.names[0]))]
    if not rows:
        raise ValueError("this model has no parameters and no buffers: nothing can move")
    own = [row for row in rows if row["kind"] != "shared"]
    moved = [row for row in own if row["distance"]]
    said = [f"{row['name']} ({WORDS[row['kind']]}): {row['words']}" for row in rows]
    alt = f"What moved in {type(model).__name__}: {len(moved)} of {plural(len(own), 'tensor')}. {listed(said)}."
    title = f"{type(model).__name__}: {len(moved)} of {plural(len(own), 'tensor')} moved"
    with style():
        return draw_moved(rows, title).picture(alt, {"rows": rows})


def moved_rows(fact, then):
    now, distance, changed = fact.tensor, None, None
    if fact.count is None:
        words = numbers(None)
    elif then is None:
        words = "not in before"
    elif then.shape != now.shape:
        words = f"was {across(then.shape)}"
    elif now.is_meta or then.is_meta:
        words = "on the meta device"
    else:
        change = now.detach().double() - then.detach().to(now.device).double()
        distance, changed = change.norm().item(), int((change != 0).sum())
        words = f"by {distance:.3g}; {changed:,} of {numbers(fact.count)}" if distance else "did not move"
        words = words if math.isfinite(distance) else "no finite numbers any more"
    yield {"name": fact.names[0], "kind": fact.kind, "distance": distance, "changed": changed, "words": words}
    for name in fact.names[1:]:
        yield {"name": name, "kind": "shared", "distance": distance, "changed": changed, "words": f"is {fact.names[0]}"}


def draw_moved(rows, title):
    step = 0.33
    words = max(wide(row["words"]) for row in rows)
    left = 0.25 + min(max(wide(row["name"], True) for row in rows), 2.3) + 0.25
    right = max(WIDTH - words - 0.5, left + 1.2)
    distances = [row["distance"] for row in rows if row["distance"] and math.isfinite(row["distance"])] or [1.0]
    low, high = math.floor(math.log10(min(distances))), math.ceil(math.log10(max(distances)))
    high = max(high, low + 1)
    foot = 0.5 + step * len(rows)
    sheet = Sheet(WIDTH, foot + 0.82)
    sheet.text(0.25, 0.24, short(title, WIDTH - 0.5, bold=True, keep="start"), bold=True)

    def at(distance):
        return left + 0.35 + (right - left - 0.35) * (math.log10(distance) - low) / (high - low) if distance else left

    sheet.line([left, left], [0.45, foot], "#888888", 1, zorder=0)
    sheet.text(left, foot + 0.14, "0", ha="center")
    every = max(1, math.ceil((high - low) / ((right - left) / 0.7)))
    for power in range(low, high + 1):
        sheet.line([at(10.0**power)] * 2, [0.45, foot], FAINT, 0.8, zorder=0)
        if (power - low) % every == 0:
            sheet.text(at(10.0**power), foot + 0.14, f"{10.0**power:g}", ha="center")
    for n, row in enumerate(rows):
        y, kind, distance = 0.5 + step * (n + 0.5), row["kind"], row["distance"]
        sheet.text(0.25, y, short(row["name"], left - 0.45, True), mono=True)
        if distance is not None and math.isfinite(distance):
            sheet.line([left, at(distance)], [y, y], COLOURS[kind], 1.6, ls="--" if kind == "invisible" else "-")
            sheet.disc(at(distance), y, 0.07, fc="white", ec="none", zorder=7)
            sheet.mark(at(distance), y, kind)
        sheet.text(right + 0.25, y, short(row["words"], WIDTH - right - 0.35, keep="start"))
    sheet.text(left, foot + 0.36, "norm of the change, logarithmic scale")
    kinds = [kind for kind in WORDS if any(row["kind"] == kind for row in rows)]
    sheet.parts(0.25, foot + 0.62, [(kind, WORDS[kind]) for kind in kinds])
    return sheet
