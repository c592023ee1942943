"""Lesson 02, exercise scaled-linear."""


import torch

from graders.claims import (
    claim,
    learns,
    output_shape,
    works,
)
from graders.judge import exercise, model, run


def as_matrix(learner, n_in, n_out, seed):
    """The layer as a matrix and an offset, read off its outputs, beside its own parameters."""
    torch.manual_seed(seed)
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


@exercise(
    "registration/scaled-linear",
    "ScaledLinear",
    hints=(
        "Which object must be assigned to self: a tensor, or a Parameter? And what does a Parameter become when it is "
        "multiplied or divided?",
        "Do the arithmetic on the plain tensor first and wrap the result in nn.Parameter last. The bias is a Parameter too.",
        "self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in)); forward: F.linear(x, self.weight, self.bias).",
    ),
)
def scaled_linear(ask, rng):
    rows = rng.randint(4, 7)
    n_in, n_out = rng.randint(30, 36), rng.randint(66, 74)  # so different that no scale is right by chance
    layer = ask(model("ScaledLinear", n_in, n_out, inputs=[[rows, n_in]], seed=rng.randrange(10**6)))
    yield works(layer)
    yield output_shape(layer, rows, n_out)
    yield from learns(layer, n_in * n_out + n_out, f"{n_in}·{n_out}+{n_out}")

    seen = ask(run(as_matrix, "ScaledLinear", n_in=n_in, n_out=n_out, seed=rng.randrange(10**6)))
    yield works(seen)
    found, want = seen["result"], n_in**-0.5
    yield claim(
        "value",
        found["as_it_is"],
        "forward() multiplies by the weight and adds the bias, both as they are",
        found=f"it computes with other numbers: std {found['std']:.3f}, the parameters have std {found['own_std']:.3f}",
        seen=layer,
    )
    yield claim(
        "weight-scale",
        abs(found["std"] / want - 1) < 0.15,
        f"the weight starts with standard deviation {found['std']:.3f}, near 1/√{n_in} = {want:.3f}",
        f"a weight with standard deviation 1/√{n_in} = {want:.3f}",
        f"{found['std']:.3f}",
        layer,
    )
    yield claim(
        "normal",
        abs(found["mean"]) < want / 6 and abs(found["fourth"] - 3) < 0.8,
        "its numbers are drawn from a normal distribution",
        found="another distribution: of normal numbers, one in three is beyond one standard deviation",
        seen=layer,
    )
    yield claim(
        "zero-bias",
        found["offset"] < 1e-6,
        "the bias starts at zero",
        "forward() of a zero input is zero at the start",
        f"{found['offset']:.3f}",
        layer,
    )
