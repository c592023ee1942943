"""Lesson 01, exercise scale-shift."""

import torch

from graders.causes import (
    alike,
    dtype_cause,
    finite_cause,
    number,
    shape_cause,
    size_cause,
    the_cause,
    unlike,
    with_cause,
)
from graders.claims import claim, learns, output_shape, works
from graders.judge import exercise, model, run
from graders.look import reseed


def scaled(learner, n, seed):
    """The output for one input, at the start and after the parameters were filled with other numbers."""
    reseed(seed)
    layer, x = learner["ScaleShift"](n), torch.randn(n + 2, n)
    start = layer(x)
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.copy_(torch.randn(parameter.shape))
        values = [p.detach().reshape(-1).tolist() for p in layer.parameters()]
        kept = x.clone()
        later = layer(x)
    untouched = x.equal(kept)
    x.requires_grad_()
    layer(x).sum().backward()
    return {
        "passes_on": x.grad is not None,
        "untouched": untouched,
        "x": x.tolist(),
        "start": start.tolist(),
        "later": later.tolist(),
        "values": values,
    }


def normalised(x, dim):
    return (x - x.mean(dim, keepdim=True)) / (x.var(dim, correction=0, keepdim=True) + 1e-5).sqrt()


NORMALISED = "x is normalised first; it is to be scaled and shifted as it comes."
# Why another output comes out at the start, with what would then come out for x; y is what did.
STARTS = [
    ("x comes out times 0 plus 1: ones and zeros, or scale and shift, have changed places.",
     lambda x, y: torch.ones_like(x)),
    ("The scale does not start as ones.", lambda x, y: x * (y / x)[:1]),
    ("The shift does not start as zeros.", lambda x, y: x + (y - x)[:1]),
    ("What is below 0 comes out as 0: an activation, and nobody asked for one.", lambda x, y: x.relu()),
    (NORMALISED, lambda x, y: normalised(x, 0)),
    (NORMALISED, lambda x, y: normalised(x, 1)),
]  # fmt: skip
# What forward() computes instead.
RULES = [
    ("The shift is added first, and then scaled with x.", lambda x, scale, shift: (x + shift) * scale),
    ("The shift is subtracted.", lambda x, scale, shift: x * scale - shift),
    ("x is divided by the scale.", lambda x, scale, shift: x / scale + shift),
    ("x is multiplied by the sum of both.", lambda x, scale, shift: x * (scale + shift)),
]


def count_cause(layer, n):
    """What the numbers of the Parameters tell, if there are too many or too few."""
    sizes = sorted(p["numel"] for p in layer.get("parameters", ()))
    if 1 in sizes and n not in sizes[:-1]:
        return "One number serves all columns; each column needs a scale and a shift of its own."
    if sizes == [n]:
        return "One Parameter is registered, of n numbers; a scale and a shift are two."
    if n * n in sizes:
        return "A square of numbers mixes the columns; each column is to be scaled by one number of its own."
    if len(sizes) > 2 and set(sizes) == {n}:
        return "There are more Parameters than a scale and a shift."
    return None


@exercise(
    "layers/scale-shift",
    "ScaleShift",
    hints=(
        "Which numbers should training change in your layer, and which does it change now? Compare with the task: two for "
        "each of the n columns.",
        "In __init__, after super().__init__(): two attributes, each an nn.Parameter made from n numbers (torch.ones(n), "
        "torch.zeros(n)). In forward they are used as they are, without .data or .detach().",
        "In __init__, after super().__init__():\n"
        "    self.scale = nn.Parameter(torch.ones(n))\n"
        "    self.shift = nn.Parameter(torch.zeros(n))\n"
        "In forward:\n"
        "    return x * self.scale + self.shift",
    ),
)
def scale_shift(ask, rng):
    n = rng.randint(3, 9)
    rows = n + rng.randint(1, 4)
    layer = ask(model("ScaleShift", n, inputs=[[rows, n]], seed=rng.randrange(10**6)))
    yield with_cause(works(layer), size_cause(layer, [rows, n]))
    yield with_cause(output_shape(layer, rows, n), shape_cause(layer))
    causes = {
        "parameter-count": count_cause(layer, n),
        "dtype": dtype_cause(layer),
        "same-twice": finite_cause(layer),
        "round-trip": finite_cause(layer),
    }
    for fact in learns(layer, 2 * n, f"{n} + {n}"):
        yield with_cause(fact, causes.get(fact.name))

    seen = ask(run(scaled, "ScaleShift", n=n, seed=rng.randrange(10**6)))
    yield with_cause(works(seen), size_cause(seen, [n + 2, n]))
    found = seen["result"]
    x, start, later = (torch.tensor(number(found[key])) for key in ("x", "start", "later"))
    yield claim("start", start.allclose(x, atol=1e-6), "at the start x comes out as it went in: scale 1, shift 0",
                found=unlike(x, start, x), seen=layer,
                cause=the_cause(STARTS, lambda start_of: alike(start_of(x, start), start)))  # fmt: skip
    numbers = torch.tensor([number for values in found["values"] for number in values])
    pairs = [(numbers[:n], numbers[n:]), (numbers[n:], numbers[:n]), (numbers[::2], numbers[1::2])]
    pairs = [pair for pair in pairs if len(pair[0]) == len(pair[1]) == n]
    fits = any(later.allclose(x * scale + shift, atol=1e-5) for scale, shift in pairs)
    cause = the_cause(RULES, lambda rule: any(alike(rule(x, *pair), later) for pair in pairs))
    told = "other outputs when scale and shift take other values"
    if cause:
        scale, shift = next(pair for pair in pairs for _, rule in RULES if alike(rule(x, *pair), later))
        first = unlike(x[:, 0], later[:, 0], (x * scale + shift)[:, 0])
        told = f"with scale {scale[0]:.3f} and shift {shift[0]:.3f}, {first}"
    if not found["untouched"]:
        cause = "forward() writes into its input, as x *= scale does; x * scale makes a new tensor."
    yield claim("value", fits, "x times the scale of its column, plus the shift of its column", found=told, seen=layer,
                cause=cause)  # fmt: skip
    yield claim("passes-on", found["passes_on"], "gradients pass on to the layers before it",
                found="no gradient reaches its input", seen=layer,
                cause="forward() computes with a copy of x that has no history, from detach() or .data: learning happens only "
                "where gradients flow.")  # fmt: skip
