"""What training moved, tensor by tensor."""

import math
from collections import Counter

from graders.figures.facts import WORDS, demand_module, earlier, facts_of, numbers
from graders.figures.sheet import WIDTH, Sheet, across, listed, plural, short, wide


def what_moved(model, before):
    """How far each parameter and buffer is from where it stood ``before``: a copy of the model, or of its state_dict.

    A bar is the norm of the change beside the norm of what stood there before, so that tensors of unlike sizes can be
    compared. A counter has no bar. Hidden tensors are shown too; a state_dict does not know them. Layers that hold
    nothing are named below.
    """
    demand_module(model, "what_moved")
    old = earlier(model, before)
    rows = [row for fact in facts_of(model).values() for row in moved_rows(fact, old.get(fact.names[0]))]
    if not rows:
        raise ValueError("this model has no parameters and no buffers: nothing can move")
    own = [row for row in rows if row["kind"] != "shared"]
    leaves = [m for m in model.modules() if not any(True for _ in (*m.children(), *m.parameters(), *m.buffers()))]
    empty = Counter(type(module).__name__ for module in leaves)
    nothing = ", ".join(name if count == 1 else f"{count} {name}" for name, count in sorted(empty.items()))
    moved = [row for row in own if row["distance"]]
    said = [f"{row['name']} ({WORDS[row['kind']]}): {row['words']}" for row in rows]
    alt = f"What moved in {type(model).__name__}: {len(moved)} of {plural(len(own), 'tensor')}. {listed(said)}."
    alt += f" Nothing to move: {nothing}." if nothing else ""
    title = f"{type(model).__name__}: {len(moved)} of {plural(len(own), 'tensor')} moved"
    told = moved_caption(model, own, nothing)
    return draw_moved(rows, title).picture(alt, {"rows": rows, "nothing": nothing}, told)


def moved_caption(model, rows, nothing):
    """Which layers changed, by the names of the rows; those that hold nothing have none."""
    types = dict(model.named_modules())

    def layer(row):
        path = row["name"].rpartition(".")[0]
        return f"{type(types[path]).__name__} ({path})" if path in types and path else path or type(model).__name__

    changed = list(dict.fromkeys(layer(row) for row in rows if row["distance"] and row["kind"] != "buffer"))
    drifted = list(dict.fromkeys(layer(row) for row in rows if row["distance"] and row["kind"] == "buffer"))
    words = [f"Parameters moved in {listed(changed, 6)}." if changed else "No parameter moved."]
    words += [f"Buffers changed in {listed(drifted, 6)}."] if drifted else []
    return " ".join([*words, f"Nothing to move in {nothing}." if nothing else ""]).strip()


def moved_rows(fact, then):
    now, distance, changed, relative = fact.tensor, None, None, None
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
        size = then.detach().double().norm().item()
        if not math.isfinite(distance):
            words = "no finite numbers any more"
        elif not distance:
            words = "did not move"
        elif not now.is_floating_point() and fact.count == 1:
            words = f"from {then.item():,} to {now.item():,}"
        else:
            relative = distance / size if size else None
            share = f"{100 * relative:.3g} % of its size" if size else f"from 0, by {distance:.3g}"
            words = f"{share}; {changed:,} of {numbers(fact.count)}"
    row = {"kind": fact.kind, "distance": distance, "relative": relative, "changed": changed, "words": words}
    yield {"name": fact.names[0], **row}
    for name in fact.names[1:]:
        yield {"name": name, **row, "kind": "shared", "words": f"is {fact.names[0]}"}


def draw_moved(rows, title):
    step = 0.33
    words = max(wide(row["words"]) for row in rows)
    left = 0.25 + min(max(wide(row["name"], True) for row in rows), 2.3) + 0.25
    right = max(WIDTH - words - 0.5, left + 1.2)
    distances = [row["relative"] for row in rows if row["relative"]] or [1.0]
    low, high = math.floor(math.log10(min(distances))), math.ceil(math.log10(max(distances)))
    high = max(high, low + 1)
    foot = 0.5 + step * len(rows)
    sheet = Sheet(WIDTH, foot + 0.82)
    sheet.text(0.25, 0.24, short(title, WIDTH - 0.5, bold=True, keep="start"), bold=True)

    def at(distance):
        return left + 0.35 + (right - left - 0.35) * (math.log10(distance) - low) / (high - low) if distance else left

    sheet.line([left, left], [0.45, foot], "mid", 1, z=0)
    sheet.text(left, foot + 0.14, "0", ha="center")
    every = max(1, math.ceil((high - low) / ((right - left) / 0.7)))
    for power in range(low, high + 1):
        sheet.line([at(10.0**power)] * 2, [0.45, foot], "faint", 1, z=0)
        if (power - low) % every == 0:
            sheet.text(at(10.0**power), foot + 0.14, f"{100 * 10.0**power:g} %", ha="center")
    for n, row in enumerate(rows):
        y, kind, share = 0.5 + step * (n + 0.5), row["kind"], row["relative"]
        sheet.text(0.25, y, short(row["name"], left - 0.45, True), mono=True)
        if row["distance"] and share is None and row["words"].startswith("from 0"):  # no size to compare it with
            sheet.mark(right, y, kind)
        elif share is not None or row["distance"] == 0:
            sheet.line([left, at(share)], [y, y], kind, 1.6, "5 4" if kind == "invisible" else "")
            sheet.disc(at(share), y, 0.07, "paper", z=7)
            sheet.mark(at(share), y, kind)
        sheet.text(right + 0.25, y, short(row["words"], WIDTH - right - 0.35, keep="start"))
    sheet.text(left, foot + 0.36, "change, as a share of the size before")
    kinds = [kind for kind in WORDS if any(row["kind"] == kind for row in rows)]
    sheet.parts(0.25, foot + 0.62, [(kind, WORDS[kind]) for kind in kinds])
    return sheet
