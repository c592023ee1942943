"""The last picture of the course: what each part of a program did before it was repaired, and what it does now."""

from graders import clinic
from graders.figures.sheet import WIDTH, Sheet, listed, plural, short

ROW, COLUMNS = 0.26, (0.3, 2.0, 4.75)
WORDS = {"trained": "learns", "frozen": "frozen", "none": "hears nothing", "invisible": "not listed", "buffer": "kept"}


def certificate(before, after, title="", ledger=None):
    """Two models side by side, part by part: the broken one and the repaired one, both right after a training step.

    Args:
        before, after: the models.
        title: a line above them, such as whose patient this is.
        ledger: the learner's own, from lesson 03: (model) -> rows with "name", "numel", "requires_grad" and "grad".
    """
    told = [parts_of(model, ledger or ledger_of) for model in (before, after)]
    names = list(dict.fromkeys([*told[0], *told[1]]))
    both = [(name, told[0].get(name), told[1].get(name)) for name in names]
    sheet = Sheet(WIDTH, 1.15 + ROW * len(both))
    sheet.box(0.06, 0.06, WIDTH - 0.12, 1.03 + ROW * len(both), 0.12, None, "trained", 2)
    sheet.text(COLUMNS[0], 0.3, short(title or "Audit and rescue", WIDTH - 0.6, bold=True, keep="start"), bold=True)
    for x, words in zip(COLUMNS, ("part", "before", "after")):
        sheet.text(x, 0.62, words, bold=True)
    sheet.line([0.3, WIDTH - 0.3], [0.76, 0.76], "mid", 1)
    for n, (name, *states) in enumerate(both):
        y = 0.94 + ROW * n
        sheet.text(COLUMNS[0], y, short(name, 1.6, mono=True), mono=True)
        for x, state in zip(COLUMNS[1:], states):
            sheet.parts(x, y, [state or ("invisible", "not there")])
    mended = [name for name, was, now in both if was != now]
    words = f"{plural(len(mended), 'part')} of {len(both)} changed: {listed(mended, 12)}." if mended else "No part changed."
    alt = f"{title or 'Audit and rescue'}. " + listed([f"{name}: before {was[1] if was else 'not there'}, after {now[1] if now else 'not there'}" for name, was, now in both], 20)
    return sheet.picture(f"{alt}. {words}", {"parts": both}, words)


def parts_of(model, ledger):
    """For each part of a model, by its name in it: a mark, and words."""
    rows = {}
    for row in ledger(model):
        rows.setdefault(row["name"].split(".")[0], []).append(row)
    names = dict(model._modules)  # a part that has two names has two rows
    found = {}
    for name in [*names, *(n for n in rows if n not in names)]:
        kinds = [kind_of(row) for row in rows.get(name, [])]
        if not kinds:
            one = next((o for o in rows if o in names and getattr(model, o) is getattr(model, name)), None)
            found[name] = ("shared", f"one with {one}") if one else ("none", "nothing to learn")
            continue
        worst = next(kind for kind in ("none", "trained", "frozen") if kind in kinds)
        numbers = sum(row["numel"] for row, kind in zip(rows[name], kinds) if kind == worst)
        found[name] = (worst, f"{WORDS[worst]}, {numbers:,}")
    for name in clinic.hidden(model):
        found[name] = ("invisible", WORDS["invisible"])
    for name, buffer in model.named_buffers():
        if "." not in name:
            found[name] = ("buffer", f"{WORDS['buffer']}, {buffer.numel():,}")
    for name, value in vars(model).items():
        if callable(value) and not name.startswith("_"):
            found[name] = ("invisible", WORDS["invisible"])
    return found


def kind_of(row):
    if not row["requires_grad"]:
        return "frozen"
    return "trained" if row["grad"] == "nonzero" else "none"


def ledger_of(model):
    """The ledger of lesson 03."""
    return [
        {
            "name": name,
            "numel": p.numel(),
            "requires_grad": p.requires_grad,
            "grad": "none" if p.grad is None else "nonzero" if p.grad.any() else "zero",
        }
        for name, p in model.named_parameters()
    ]
