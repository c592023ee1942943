"""The strip of gradients: a row for each parameter, a column for each step, a mark for what the gradient was then."""

from graders.figures.facts import demand_module
from graders.figures.sheet import WIDTH, Sheet, listed, plural, short, wide

# A status of a gradient in the marks and colours of the course: the mark tells it, the colour repeats it.
STATUSES = {"none": "invisible", "zero": "none", "nonzero": "trained"}
ROW, MOST_ROWS, NARROW, BROAD = 0.27, 24, 0.2, 0.42  # inches, rows, inches for a column


def gradients_now(model):
    """What the gradient of each parameter is at this moment: {name: "none", "zero" or "nonzero"}."""
    demand_module(model, "gradients_now")
    return {name: status(parameter) for name, parameter in model.named_parameters()}


def status(parameter):
    gradient = parameter.grad
    if gradient is None:
        return "none"
    return "nonzero" if bool((gradient.detach() != 0).any()) else "zero"


def grad_strip(model, record, labels=None):
    """The gradients of a model over some steps, as a strip: rows are parameters, columns are steps.

    Args:
        model: whose parameters are the rows, in their order.
        record: for each step what ``gradients_now(model)`` gave then, a dict of names and "none", "zero" or "nonzero"
            (the oldest step first; of many steps the last ones that fit are drawn).
        labels: words above the columns; 1, 2, 3, ... when left out.

    Raises:
        TypeError, ValueError: for a record of another kind.
    """
    demand_module(model, "grad_strip")
    record = [dict(step) for step in record]
    labels = [str(n) for n in range(1, len(record) + 1)] if labels is None else [str(label) for label in labels]
    if not record:
        raise ValueError("grad_strip needs at least one step: a dict of names and statuses for each")
    if len(labels) != len(record):
        raise ValueError(f"{len(labels)} labels for {len(record)} steps: one for each is needed")
    names = [name for name, _ in model.named_parameters()]
    for step in record:
        if unknown := [word for word in step.values() if word not in STATUSES]:
            raise ValueError(f"a gradient is {', '.join(map(repr, STATUSES))}, not {unknown[0]!r}")
    drawn, left_out = names[:MOST_ROWS], len(names) - MOST_ROWS
    wordy = max(wide(label) for label in labels)
    column = min(max(NARROW, wordy + 0.1), 1.4) if wordy > NARROW else BROAD if len(record) < 12 else NARROW + 0.08
    left = 0.25 + min(max((wide(name, True) for name in drawn), default=0.5), 2.6) + 0.2
    fits = max(1, int((WIDTH - left - 0.15) / column))
    shown, heads = record[-fits:], labels[-fits:]
    sheet = Sheet(WIDTH, 0.62 + ROW * len(drawn) + 0.3 + 0.24 * (left_out > 0))
    for n, head in enumerate(heads):
        sheet.text(left + column * (n + 0.5), 0.24, short(head, column - 0.02, keep="start"), ha="center")
    for row, name in enumerate(drawn):
        y = 0.42 + ROW * (row + 0.5)
        words = [step.get(name) for step in shown]
        never = all(word in ("none", "zero") for word in words)
        sheet.text(0.25, y, short(name, left - 0.4, True), mono=True, bold=never)
        for n, word in enumerate(words):
            if word is not None:
                draw_cell(sheet, left + column * (n + 0.5), y, column, word)
    foot = 0.42 + ROW * len(drawn) + 0.3
    sheet.parts(0.25, foot, [(kind, word) for word, kind in STATUSES.items()])
    if left_out > 0:
        sheet.text(0.25, foot + 0.26, f"and {plural(left_out, 'more parameter')}")
    silent = [name for name in names if all(step.get(name) in ("none", "zero") for step in record)]
    rows = {name: [step.get(name) for step in record] for name in names}
    told = caption(silent, len(record))
    alt = f"Gradients of {plural(len(names), 'parameter')} over {plural(len(record), 'step')}: " + listed(
        [f"{name} {in_words(words)}" for name, words in rows.items()], 30
    )
    return sheet.picture(f"{alt}. {told}", {"rows": rows, "silent": silent, "shown": len(shown)}, told)


def draw_cell(sheet, x, y, column, word):
    """One gradient: a filled disc, a dash or an open ring, so that the three are told apart in grey too."""
    half = min(column, BROAD) / 2 - 0.02
    sheet.box(x - half, y - ROW / 2 + 0.02, 2 * half, ROW - 0.04, 0.03, "soft" if word == "nonzero" else "paper", z=0)
    if word == "zero":
        sheet.line([x - 0.07, x + 0.07], [y, y], "none", 2)
    else:
        sheet.disc(x, y, 0.062, *(("trained",) if word == "nonzero" else (None, "invisible")), line=1.6)


def caption(silent, steps):
    if not silent:
        return f"Each parameter had a gradient that is not zero, at least once in {plural(steps, 'step')}."
    over = f"in all {steps} steps" if steps > 1 else "in this step"
    return f"Silent {over}, with no gradient or only zeros: {listed(silent, 6)}."


def in_words(words):
    """Statuses as runs: "none 3 times, then nonzero 7 times"."""
    runs = []
    for word in words:
        if runs and runs[-1][0] == word:
            runs[-1][1] += 1
        else:
            runs.append([word, 1])
    return ", then ".join(f"{word or 'absent'}" + (f" {count} times" if count > 1 else "") for word, count in runs[:8])
