"""Lesson 01, exercise channel-prelu."""

import torch
from torch import nn

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


def bent(learner, channels, start, shape, seed):
    """Outputs at the start and after every slope took another value; and whether the input was left alone."""
    reseed(seed)
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
        again = layer(torch.randn(channels + 4, channels))  # one object takes both kinds of input
    inputs = kept.clone().requires_grad_()
    layer(inputs).sum().backward()
    return {
        "passes_on": inputs.grad is not None and bool((inputs.grad[kept < 0] != 0).any()),
        "shape": next((list(y.shape) for y in (first, later) if y.shape != x.shape), shape),
        "again": list(again.shape) == [channels + 4, channels],
        "x": kept.reshape(-1).tolist(),
        "first": first.reshape(-1).tolist(),
        "later": later.reshape(-1).tolist(),
        "slopes": slopes.tolist(),
        "untouched": x.equal(kept),
        "borrowed": any(isinstance(module, nn.PReLU) for module in layer.modules()),
    }


def bend(x, slope, above=0):
    """The right output; ``slope`` fits x."""
    return torch.where(x >= above, x, slope * x)


def per_channel(x, slopes):
    return slopes.view(1, -1, *[1] * (x.ndim - 2))


def first_slopes(x, y):
    """The slope of each channel, as its first number below 0 tells it."""
    rows = x.transpose(0, 1).flatten(1), y.transpose(0, 1).flatten(1)
    below = (rows[0] < 0).int().argmax(1, keepdim=True)
    return per_channel(x, (rows[1] / rows[0]).gather(1, below).flatten())


ONCE = "The case is decided for many numbers at once; it is to be decided for each."
# Why another output comes out at the start, with what would then come out.
STARTS = [
    ("The slope multiplies what is above 0; it belongs below.", lambda x, s: torch.where(x >= 0, s * x, x)),
    ("The slope multiplies what is above 0 as well.", lambda x, s: s * x),
    ("The slope counts above 0 as well, on top of x.", lambda x, s: x.relu() + s * x),
    ("What is below 0 comes out with the wrong sign.", lambda x, s: torch.where(x >= 0, x, -s * x)),
    ("Below 0 comes the slope itself, not the slope times x.", lambda x, s: torch.where(x >= 0, x, s)),
    ("Below 0 the slope is subtracted; it is to be multiplied.", lambda x, s: torch.where(x >= 0, x, x - s)),
    ("The case changes at 1; it is to change at 0.", lambda x, s: bend(x, s, 1)),
    (ONCE, lambda x, s: torch.where(per_channel(x, x.transpose(0, 1).flatten(1).mean(1)) >= 0, x, s * x)),
]  # fmt: skip
# What forward() does with slopes of other values.
RULES = [
    ("One slope bends all channels.", lambda x, slopes: bend(x, slopes[0])),
    ("The mean of the slopes bends all channels.", lambda x, slopes: bend(x, slopes.mean())),
    ("The larger of x and slope times x is taken: wrong once a slope is above 1.",
     lambda x, slopes: torch.maximum(x, per_channel(x, slopes) * x)),
    ("The slopes are kept between 0 and 1; they may take any value.",
     lambda x, slopes: bend(x, per_channel(x, slopes.clamp(0, 1)))),
    ("The sign of a slope is dropped; it may fall below 0.", lambda x, slopes: bend(x, per_channel(x, slopes.abs()))),
    ("The channels get mixed: view and reshape cut the numbers anew and move no dimension.",
     lambda x, slopes: bend(x.reshape(-1, len(slopes)), slopes).reshape(x.shape)),
]  # fmt: skip


def start_cause(x, start, y):
    """Why the output at the start is not that of leaky_relu."""
    if cause := the_cause(STARTS, lambda start_of: alike(start_of(x, torch.tensor(start)), y)):
        return cause
    slopes = first_slopes(x, y)
    if alike(y, bend(x, slopes)):
        told = list(dict.fromkeys(f"{slope:.2f}" for slope in slopes.flatten().tolist()))
        return f"The slopes start at {', '.join(told[:3])}{', ...' * (len(told) > 3)}, and start is {start}."
    return None


def value_cause(x, slopes, y):
    """Why the output is not that of these slopes."""
    return the_cause(RULES, lambda rule: alike(rule(x, slopes), y))


def count_cause(layer, channels):
    """What the numbers of the Parameters tell, if there are too many or too few."""
    sizes = [p["numel"] for p in layer.get("parameters", ())]
    if not sizes:
        return "Nothing here learns: the slope is a setting, not a Parameter."
    if sizes == [1]:
        return "One slope serves all channels; each channel needs its own."
    if channels**2 in sizes:
        return "There is a slope for each pair of channels; each channel needs one."
    if sizes == [channels, channels]:
        return "There is a second Parameter, and one slope for each channel is all that learns."
    return None


def image_cause(shape, found):
    """What became of the dimensions of an image."""
    if sorted(shape) == sorted(found):
        return "The dimensions come out in another order: what was moved for the product has to be moved back."
    if len(found) < len(shape) and torch.Size(shape).numel() == torch.Size(found).numel():
        return "Dimensions come out flattened: the output needs the shape of x again."
    if len(found) < len(shape):
        return "Dimensions are gone, as by a mean or a sum; each number of x has one in the output."
    return None


@exercise(
    "layers/channel-prelu",
    "ChannelPReLU",
    hints=(
        "Write down the shape of x, and the shape of your slopes below it, both ending at the right. Which dimension of x do "
        "the slopes meet? Which one holds the channels? And what is to come out below 0?",
        "One nn.Parameter with channels numbers, all equal to start. For (batch, channels) it fits as it is; for images it "
        "needs the shape (channels, 1, 1), as in the cell before the task. torch.where(x >= 0, ..., ...) chooses.",
        "In __init__, after super().__init__():\n"
        "    self.slope = nn.Parameter(torch.full((channels,), start))\n"
        "In forward:\n"
        "    slope = self.slope.view(-1, 1, 1) if x.dim() == 4 else self.slope\n"
        "    return torch.where(x >= 0, x, slope * x)",
    ),
)
def channel_prelu(ask, rng):
    (channels, rows), start = rng.sample(range(3, 7), 2), rng.choice([0.1, 0.2, 0.3])
    height, width = rng.sample([2, 7, 8, 9], 2)
    layer = ask(model("ChannelPReLU", channels, inputs=[[rows + 9, channels]], seed=rng.randrange(10**6)))
    yield with_cause(works(layer), size_cause(layer, [rows + 9, channels]))
    cause = shape_cause(layer)
    if len(layer["forward"]["shape"] or ()) > 2:
        cause = (
            "The slopes are seen as (channels, 1, 1), which fits images; for (batch, channels) they fit as they are."
        )
    yield with_cause(output_shape(layer, rows + 9, channels), cause)
    causes = {
        "parameter-count": count_cause(layer, channels),
        "dtype": dtype_cause(layer),
        "same-twice": finite_cause(layer),
        "round-trip": finite_cause(layer),
    }
    if layer["forward"]["nonnegative"]:
        causes["gradient-flow"] = "All that is below 0 comes out as 0, whatever the slope: slope times x belongs there."
    for fact in learns(layer, channels, f"1 slope · {channels} channels"):
        yield with_cause(fact, causes.get(fact.name))

    for shape in ([rows + 9, channels], [rows, channels, height, width]):
        seen = ask(run(bent, "ChannelPReLU", channels=channels, start=start, shape=shape, seed=rng.randrange(10**6)))
        yield with_cause(works(seen), size_cause(seen, [*shape, channels + 4]))
        found = seen["result"]
        told = f"input of shape {tuple(shape)}"
        same = found["shape"] == shape
        yield claim("shape", same, f"{told}: an output of the same shape",
                    found=f"a tensor of shape {tuple(found['shape'])}", seen=layer,
                    cause=None if same else image_cause(shape, found["shape"]))  # fmt: skip
        x, first, later = (torch.tensor(number(found[key])).view(shape) for key in ("x", "first", "later"))
        leaky = bend(x, start)
        same = first.allclose(leaky, atol=1e-6)
        yield claim("start", same, f"{told}: at the start it equals leaky_relu(x, {start})",
                    found=unlike(x, first, leaky), seen=layer,
                    cause=None if same else start_cause(x, start, first))  # fmt: skip
        slopes = torch.tensor(found["slopes"])
        want = bend(x, per_channel(x, slopes))
        same = later.allclose(want, atol=1e-5)
        yield claim("value", same, f"{told}: each channel bends with its own slope",
                    found=f"with other slopes in the Parameter, {unlike(x, later, want)}", seen=layer,
                    cause=None if same else value_cause(x, slopes, later))  # fmt: skip
        yield claim(
            "untouched", found["untouched"], "the input stays as it was", found="forward() changes its input in place"
        )
    yield claim(
        "both-kinds",
        found["again"],
        "the same object takes (batch, channels) after images",
        found="other shapes",
        seen=layer,
        cause="After images it fits images only: forward() changes the Parameter itself. A view of it, for this call, will do.",
    )
    yield claim(
        "passes-on",
        found["passes_on"],
        "gradients pass on through the negative side too",
        found="no gradient reaches the input where x < 0",
        seen=layer,
        cause="Below 0 the history is cut, by detach() or .data: learning happens only where gradients flow.",
    )
    yield claim(
        "own",
        not found["borrowed"],
        "with a Parameter of its own",
        found="there is an nn.PReLU inside",
        cause="An nn.PReLU holds the slopes and does the work; both are to be yours here.",
    )
