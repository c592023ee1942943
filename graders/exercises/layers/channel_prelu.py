"""Lesson 01, exercise channel-prelu."""

import torch
from torch import nn

from graders.claims import claim, learns, output_shape, works
from graders.judge import exercise, model, run


def bent(learner, channels, start, shape, seed):
    """Outputs at the start and after every slope took another value; and whether the input was left alone."""
    torch.manual_seed(seed)
    layer, x = learner["ChannelPReLU"](channels, start), torch.randn(shape)
    kept = x.clone()
    first = layer(x)
    slopes = torch.linspace(-1, 3, channels)
    given = slopes.clone()
    with torch.no_grad():
        for parameter in layer.parameters():  # one for all channels, or one for each
            part, given = given[: parameter.numel()], given[parameter.numel() :]
            parameter.copy_(part.reshape(parameter.shape))
        later = layer(kept.clone())
        again = layer(torch.randn(3, channels))  # one object takes both kinds of input
    inputs = kept.clone().requires_grad_()
    layer(inputs).sum().backward()
    return {
        "passes_on": inputs.grad is not None and bool((inputs.grad[kept < 0] != 0).any()),
        "shape": list(first.shape),
        "again": list(again.shape) == [3, channels],
        "x": kept.reshape(-1).tolist(),
        "first": first.reshape(-1).tolist(),
        "later": later.reshape(-1).tolist(),
        "slopes": slopes.tolist(),
        "untouched": x.equal(kept),
        "borrowed": any(isinstance(module, nn.PReLU) for module in layer.modules()),
    }


@exercise(
    "layers/channel-prelu",
    "ChannelPReLU",
    hints=(
        "How many slopes are there, and along which dimension of x do they change? What does x have in that dimension?",
        "One nn.Parameter with `channels` numbers. For (batch, channels, height, width) it must be seen as (1, channels, 1, 1); "
        "torch.where chooses between x and slope * x.",
        "slope = self.slope.view(1, -1, *[1] * (x.ndim - 2)); return torch.where(x >= 0, x, slope * x).",
    ),
)
def channel_prelu(ask, rng):
    channels, rows, start = rng.randint(3, 6), rng.randint(3, 6), rng.choice([0.1, 0.2, 0.3])
    height, width = rng.sample([2, 7, 8, 9], 2)
    layer = ask(model("ChannelPReLU", channels, inputs=[[rows + 9, channels]], seed=rng.randrange(10**6)))
    yield works(layer)
    yield output_shape(layer, rows + 9, channels)
    yield from learns(layer, channels, f"1 slope · {channels} channels")

    for shape in ([rows + 9, channels], [rows, channels, height, width]):
        seen = ask(run(bent, "ChannelPReLU", channels=channels, start=start, shape=shape, seed=rng.randrange(10**6)))
        yield works(seen)
        found = seen["result"]
        x, first, later = (torch.tensor(found[key]) for key in ("x", "first", "later"))
        per_channel = torch.tensor(found["slopes"]).view(1, -1, *[1] * (len(shape) - 2))
        x = x.view(shape)
        told = f"input of shape {tuple(shape)}"
        leaky = torch.where(x >= 0, x, start * x).reshape(-1)
        yield claim("shape", found["shape"] == shape, f"{told}: an output of the same shape",
                    found=f"a tensor of shape {tuple(found['shape'])}", seen=layer)  # fmt: skip
        yield claim("start", first.shape == leaky.shape and first.allclose(leaky, atol=1e-6),
                    f"{told}: at the start it equals leaky_relu(x, {start})", found="other numbers", seen=layer)  # fmt: skip
        want = torch.where(x >= 0, x, per_channel * x).reshape(-1)
        yield claim("value", later.allclose(want, atol=1e-5), f"{told}: each channel bends with its own slope",
                    found="with other slopes in the Parameter, other numbers than slope times x where x < 0",
                    seen=layer)  # fmt: skip
        yield claim(
            "untouched", found["untouched"], "the input stays as it was", found="forward() changes its input in place"
        )
    yield claim(
        "both-kinds",
        found["again"],
        "the same object takes (batch, channels) after images",
        found="other shapes",
        seen=layer,
    )
    yield claim(
        "passes-on",
        found["passes_on"],
        "gradients pass on through the negative side too",
        found="no gradient reaches the input where x < 0",
        seen=layer,
    )
    yield claim("own", not found["borrowed"], "with a Parameter of its own", found="there is an nn.PReLU inside")
