"""Lesson 02, exercise scaled-linear."""

import torch

from graders.claims import (
    claim,
    learns,
    output_shape,
    works,
)
from graders.exercises.registration.causes import explained
from graders.judge import exercise, model, run
from graders.look import reseed


def as_matrix(learner, n_in, n_out, seed):
    """The layer as a matrix and an offset, read off its outputs, beside its own parameters."""
    reseed(seed)
    layer = learner["ScaledLinear"](n_in, n_out)
    with torch.no_grad():
        offset = layer(torch.zeros(1, n_in))
        matrix = layer(torch.eye(n_in)) - offset
    used = torch.cat([matrix.reshape(-1), offset.reshape(-1)]).sort().values
    own = torch.cat([p.detach().reshape(-1) for p in layer.parameters()]).sort().values
    return {
        "offset": offset.abs().max().item(),
        "std": matrix.std().item(),
        "mean": matrix.mean().item(),
        "fourth": (matrix / matrix.std()).pow(4).mean().item(),
        "as_it_is": used.shape == own.shape and used.allclose(own, atol=1e-5),
        "own_std": own.std().item(),
    }


def misscaled(found, n_in, n_out):
    """Why a weight has this standard deviation, where it is that of a known slip within 5 %; else None."""
    slips = (
        (1.0, "It is not scaled at all."),
        (1 / n_in, "It is divided by n_in: the root is missing, math.sqrt(n_in)."),
        (n_in**0.5, "It is multiplied by the root, not divided."),
        (n_out**-0.5, "The root of n_out is taken: n_in, the number of inputs, sets the scale."),
        ((2 / n_in) ** 0.5, "It is larger by √2, the usual gain of kaiming_normal_, which is meant for ReLU."),
        ((12 * n_in) ** -0.5, "torch.rand draws evenly from 0 to 1; torch.randn draws normal numbers."),
        ((3 * n_in) ** -0.5, "This is nn.Linear's own start, which is uniform and smaller: draw the weight anew."),
    )
    return next((why for std, why in slips if abs(found["std"] / std - 1) < 0.05), None)


@exercise(
    "registration/scaled-linear",
    "ScaledLinear",
    hints=(
        "Which object must be assigned to self: a tensor, or a Parameter? And what does a Parameter become when it is "
        "multiplied or divided?",
        "Do the arithmetic on the plain tensor first and wrap the result in nn.Parameter last. The bias is a Parameter too.",
        "In __init__, after super().__init__():\n"
        "    self.weight = nn.Parameter(torch.randn(n_in, n_out) / math.sqrt(n_in))\n"
        "    self.bias = nn.Parameter(torch.zeros(n_out))\n"
        "In forward:\n"
        "    return x @ self.weight + self.bias",
    ),
)
def scaled_linear(ask, rng):
    rows = rng.randint(4, 7)
    n_in, n_out = rng.randint(30, 36), rng.randint(66, 74)  # so different that no scale is right by chance
    layer = ask(model("ScaledLinear", n_in, n_out, inputs=[[rows, n_in]], seed=rng.randrange(10**6)))
    yield from explained([works(layer)])
    yield from explained(
        [output_shape(layer, rows, n_out)],
        (rf"shape \({n_out}, {rows}\)", "The output is the other way round: one row for each input row is wanted."),
    )
    count = n_in * n_out + n_out
    forward = layer["forward"]
    silent = forward["zeros"] and forward["nonnegative"]
    yield from explained(
        learns(layer, count, f"{n_in}·{n_out}+{n_out}"),
        (f"count: {count - n_out} ", "There is no bias: a Parameter of n_out zeros."),
        (f"count: {count - n_out + 1} ", "One number of bias serves all outputs: each needs its own, n_out of them."),
        *[("flow: .*: zero$", "The output is zero, whatever the input: the bias, zero at first, is added.")] * silent,
    )

    seen = ask(run(as_matrix, "ScaledLinear", n_in=n_in, n_out=n_out, seed=rng.randrange(10**6)))
    yield works(seen)
    found, want = seen["result"], n_in**-0.5
    twice = None
    if abs(found["std"] / want - 1) < 0.15 and abs(found["own_std"] - 1) < 0.15:
        twice = "The scale is applied in forward(): the Parameter itself is to start with it."
    elif abs(found["std"] / want**2 - 1) < 0.15 and abs(found["own_std"] / want - 1) < 0.15:
        twice = "It is scaled twice, in __init__ and again in forward()."
    yield claim(
        "value",
        found["as_it_is"],
        "forward() multiplies by the weight and adds the bias, both as they are",
        found=f"it computes with other numbers: std {found['std']:.3f}, the parameters have std {found['own_std']:.3f}",
        seen=layer,
        cause=twice,
    )
    fits = abs(found["std"] / want - 1) < 0.15
    yield claim(
        "weight-scale",
        fits,
        f"the weight starts with standard deviation {found['std']:.3f}, near 1/√{n_in} = {want:.3f}"
        if fits
        else "the scale with which the weight starts",
        f"a weight with standard deviation 1/√{n_in} = {want:.3f}",
        f"{found['std']:.3f}",
        layer,
        cause=misscaled(found, n_in, n_out),
    )
    yield claim(
        "normal",
        abs(found["mean"]) < want / 6 and abs(found["fourth"] - 3) < 0.8,
        "its numbers are drawn from a normal distribution",
        found="another distribution: of normal numbers, one in three is beyond one standard deviation",
        seen=layer,
        cause="The numbers are uniform: torch.randn, or nn.init.normal_, draws normal ones."
        if abs(found["fourth"] - 1.8) < 0.1
        else None,
    )
    yield claim(
        "zero-bias",
        found["offset"] < 1e-6,
        "the bias starts at zero",
        "forward() of a zero input is zero at the start",
        f"{found['offset']:.3f}",
        layer,
        cause="The bias starts at ones."
        if found["offset"] == 1
        else "The bias starts at random numbers: torch.zeros(n_out).",
    )
