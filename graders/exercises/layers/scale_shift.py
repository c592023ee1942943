"""Lesson 01, exercise scale-shift."""

import torch

from graders.claims import claim, learns, output_shape, works
from graders.judge import exercise, model, run


def scaled(learner, n, seed):
    """The output for one input, at the start and after the parameters were filled with other numbers."""
    torch.manual_seed(seed)
    layer, x = learner["ScaleShift"](n), torch.randn(5, n)
    start = layer(x)
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.copy_(torch.randn(parameter.shape))
        values = [p.detach().reshape(-1).tolist() for p in layer.parameters()]
        later = layer(x)
    x.requires_grad_()
    layer(x).sum().backward()
    return {
        "passes_on": x.grad is not None,
        "x": x.tolist(),
        "start": start.tolist(),
        "later": later.tolist(),
        "values": values,
    }


@exercise(
    "layers/scale-shift",
    "ScaleShift",
    hints=(
        "What must a tensor be, and where must it be stored, so that parameters() lists it?",
        "Two nn.Parameters of n numbers each, assigned to self in __init__ after super().__init__(): ones and zeros.",
        "self.scale = nn.Parameter(torch.ones(n)); self.shift = nn.Parameter(torch.zeros(n)); return x * self.scale + self.shift.",
    ),
)
def scale_shift(ask, rng):
    n = rng.randint(3, 9)
    rows = n + rng.randint(1, 4)
    layer = ask(model("ScaleShift", n, inputs=[[rows, n]], seed=rng.randrange(10**6)))
    yield works(layer)
    yield output_shape(layer, rows, n)
    yield from learns(layer, 2 * n, f"{n} + {n}")

    seen = ask(run(scaled, "ScaleShift", n=n, seed=rng.randrange(10**6)))
    yield works(seen)
    found = seen["result"]
    x, start, later = (torch.tensor(found[key]) for key in ("x", "start", "later"))
    yield claim("start", start.allclose(x, atol=1e-6), "at the start x comes out as it went in: scale 1, shift 0",
                found=f"{x[0, 0]:.3f} became {start[0, 0]:.3f}", seen=layer)  # fmt: skip
    numbers = torch.tensor([number for values in found["values"] for number in values])
    pairs = [(numbers[:n], numbers[n:]), (numbers[n:], numbers[:n]), (numbers[::2], numbers[1::2])]
    fits = any(later.allclose(x * scale + shift, atol=1e-5) for scale, shift in pairs if len(scale) == len(shift) == n)
    yield claim("value", fits, "x times the scale of its feature, plus the shift of its feature",
                found="other outputs when scale and shift take other values", seen=layer)  # fmt: skip
    yield claim("passes-on", found["passes_on"], "gradients pass on to the layers before it",
                found="no gradient reaches its input", seen=layer)  # fmt: skip
