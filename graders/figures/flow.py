"""How much of the gradient arrives where: pipes as wide as its logarithm, and bars on a log scale."""

import math

import torch

from graders.figures.sheet import WIDTH, Sheet, listed, plural, short

LEAST, MOST = -10, 0  # the powers of ten between the narrowest and the widest pipe
TALL, ROW, BAR, ROWS = 1.5, 0.27, 0.17, 30  # inches of the pipes; of a row and its bar; how many rows at most


def layer_gradients(model, loss):
    """The norm of the gradient that ``loss`` sends to each weight with rows and columns, by its layer; gradients that are
    there stay as they are. A layer that the loss does not reach has 0."""
    weights = {name.removesuffix(".weight"): p for name, p in model.named_parameters() if p.dim() > 1}
    free = {name: p for name, p in weights.items() if p.requires_grad}
    got = torch.autograd.grad(loss, list(free.values()), allow_unused=True) if free and loss.requires_grad else []
    norms = {name: 0.0 if g is None else g.double().norm().item() for name, g in zip(free, got)}
    return {name: norms.get(name, 0.0) for name in weights}


def power(norm):
    """Where a norm stands between the narrowest pipe and the widest, from 0 to 1."""
    if not norm or not math.isfinite(norm):
        return 0.0
    return min(max((math.log10(norm) - LEAST) / (MOST - LEAST), 0.0), 1.0)


def draw_pipes(sheet, y, norms, moved):
    """A row of pipes from the first layer to the loss, ``y`` inches from the top; below each its gradient, and by how much
    its weight has moved."""
    names, left, right = list(norms), 0.95, WIDTH - 0.6
    step = (right - left) / len(names)
    middle = y + TALL / 2
    sheet.text(0.15, middle, "input")
    sheet.text(right + 0.1, middle, "loss", bold=True)
    widths = [0.03 + (TALL - 0.2) * power(norm) for norm in norms.values()]
    for n, (name, wide) in enumerate(zip(names, widths)):
        x = left + step * n
        if norms[name]:
            sheet.box(x, middle - wide / 2, step + 0.01, wide, 0, "trained", z=1, strength=0.75)
        else:
            sheet.line([x, x + step], [middle, middle], "invisible", 1.6, "3 3", z=1)
        sheet.line([x, x], [middle - wide / 2 - 0.05, middle + wide / 2 + 0.05], "ink", 1.6)
        few = len(names) <= 12 or n in (0, len(names) - 1)
        if few:
            sheet.text(x + step / 2, y + TALL + 0.12, str(n + 1), ha="center", bold=True)
            sheet.text(x + step / 2, y + TALL + 0.36, tiny(norms[name]), ha="center")
            sheet.text(x + step / 2, y + TALL + 0.6, percent(moved.get(name, 0.0)), ha="center")
    for row, words in enumerate(("layer", "gradient", "moved")):
        sheet.text(0.15, y + TALL + 0.12 + 0.24 * row, words)
    return y + TALL + 0.85


def tiny(norm):
    """A norm in few characters: 2e-9, 0.31, 12."""
    if norm == 0:
        return "0"
    if norm < 0.01:
        base, exponent = f"{norm:.0e}".split("e")
        return f"{base}e{int(exponent)}"
    return f"{norm:.2f}" if norm < 10 else f"{norm:.0f}"


def percent(share):
    return f"{100 * share:.1f} %" if share < 0.0995 else f"{100 * share:.0f} %"


def flow_words(norms, moved):
    """What the pipes state, in a sentence."""
    first, *_, last = norms if len(norms) > 1 else [*norms, *norms]
    told = f"Gradient of the first layer {tiny(norms[first])}, of the last {tiny(norms[last])}."
    if any(moved.values()):
        told += f" The first weight has moved by {percent(moved[first])}, the last by {percent(moved[last])}."
    return told


def flow_bars(flow):
    """Gradients as bars on a log scale, a row for each parameter, in the order of the model.

    Args:
        flow: name -> the length (norm) of its gradient, 0 included; None where there is no gradient.

    Each gap of the grid is a factor of ten.
    """
    if not isinstance(flow, dict) or not flow:
        raise TypeError("flow_bars takes a dict: name -> norm or None")
    flow = {str(name): None if norm is None else float(norm) for name, norm in flow.items()}
    sized = [norm for norm in flow.values() if norm]
    high = math.ceil(math.log10(max(sized))) if sized else 0
    low = min(math.floor(math.log10(min(sized))) if sized else -1, high - 1)
    rows, left, room = list(flow.items())[:ROWS], 2.45, WIDTH - 3.6
    sheet = Sheet(WIDTH, 0.4 + ROW * len(rows) + 0.3)
    for tick in range(low, high + 1):
        x = left + room * (tick - low) / (high - low)
        sheet.line([x, x], [0.3, 0.35 + ROW * len(rows)], "faint", 1, z=0)
        if (tick - high) % math.ceil((high - low) / 8) == 0:  # room for eight or so
            sheet.text(x, 0.16, f"1e{tick}", ha="center")
    for n, (name, norm) in enumerate(rows):
        y = 0.36 + ROW * (n + 0.5)
        sheet.text(left - 0.15, y, short(name, left - 0.3, True), mono=True, ha="right")
        if norm:
            wide = max(room * (math.log10(norm) - low) / (high - low), 0.03)
            sheet.box(left, y - BAR / 2, wide, BAR, 0, "trained", z=2)
            sheet.text(WIDTH - 0.15, y, tiny(norm), ha="right")
        else:
            kind = "invisible" if norm is None else "none"
            sheet.mark(left + 0.1, y, kind)
            sheet.text(left + 0.25, y, "none: the loss does not reach it" if norm is None else "zero: it arrives as nothing")
    sheet.parts(0.15, 0.36 + ROW * len(rows) + 0.2, [("trained", "gradient"), ("none", "zero"), ("invisible", "none")])
    silent = [name for name, norm in flow.items() if not norm]
    names = [name for name, norm in flow.items() if norm]
    told = f"Smallest gradient {tiny(min(sized))}, largest {tiny(max(sized))}." if sized else "No gradient at all."
    if silent:
        told += f" None or zero: {listed(silent, 6)}."
    alt = f"Gradients of {plural(len(flow), 'parameter')} as bars on a log scale: "
    alt += listed([f"{name} {tiny(flow[name])}" for name in names], 30) + f". {told}"
    return sheet.picture(alt, {"flow": flow, "silent": silent}, told)
