"""Lesson 02, exercise deep-net."""

from itertools import pairwise

import torch
from torch import nn

from graders.claims import (
    claim,
    learns,
    nonlinear,
    output_shape,
    works,
)
from graders.judge import exercise, model, run


def dropping(learner, widths, seed):
    """What dropout does to a net of these widths, on many rows of one input, for p = 0 and p = 0.6.

    A zero in a row that is not all zero was dropped itself; a row of zeros may come from the layer before.
    """
    seen = {}
    for p in (0.0, 0.6):
        torch.manual_seed(seed)
        net = learner["DeepNet"](widths, p)
        x = torch.randn(1, widths[0]).expand(1500, -1)
        with torch.no_grad():
            kept, dropped = net.eval()(x), net.train()(x)
        error = dropped.std(0) / 1500**0.5 + 1e-9
        seen[str(p)] = {
            "differs": not torch.allclose(kept, dropped, atol=1e-5),
            "zeros": ((dropped == 0) & (dropped != 0).any(1, keepdim=True)).double().mean().item(),
            "bias_in_errors": ((dropped.mean(0) - kept.mean(0)).abs() / error).max().item(),
        }
    return seen


def patterns(learner, widths, seed):
    """The most different outputs that 100 equal rows got in train mode, over several nets of these widths."""
    most = 0
    for offset in range(60):  # one narrow unit is often off: try other draws
        torch.manual_seed(seed + offset)
        net = learner["DeepNet"](widths, 0.5).train()
        with torch.no_grad():
            most = max(most, len(net(torch.randn(1, widths[0]).expand(100, -1)).unique(dim=0)))
        if most > 2:
            break
    return most


def stacked(learner, widths, seed):
    """One input, the output in eval mode, and every weight and bias that the model computes with."""
    torch.manual_seed(seed)
    net = learner["DeepNet"](widths).eval()
    x = torch.randn(7, widths[0])
    output = net(x)
    tensors = []
    for module in net.modules():
        if isinstance(module, nn.utils.parametrize.ParametrizationList):
            continue  # its tensor is taken where it is used
        names = [*module._parameters, *getattr(module, "parametrizations", {})]
        tensors += [getattr(module, name) for name in names if getattr(module, name, None) is not None]
    return {
        "x": x.tolist(),
        "output": output.tolist(),
        "tensors": [t.detach().squeeze().tolist() for t in tensors if t.numel() > 1],
    }


def relu_stack(x, widths, tensors, fold=None):
    """The output of linear layers with ReLU between. Their weights are recognised by shape, since all widths differ:
    (out, in) or (in, out), the bias apart or folded into the weight as its last (-1) or first (0) row.

    Raises KeyError if the tensors have other shapes.
    """
    by_shape = {tuple(t.shape): t for t in map(torch.tensor, tensors)}
    h = torch.tensor(x)
    for layer, (a, b) in enumerate(pairwise(widths)):
        a += fold is not None
        weight = by_shape[(b, a)].T if (b, a) in by_shape else by_shape[(a, b)]
        if fold is None:
            h = h @ weight + by_shape[(b,)]
        else:
            ones = torch.ones(len(h), 1)
            h = torch.cat([h, ones] if fold == -1 else [ones, h], 1) @ weight
        h = torch.relu(h) if layer < len(widths) - 2 else h
    return h


def is_relu_stack(seen, widths):
    """Whether the output is that of the stack, in any of the layouts."""
    for fold in (None, -1, 0):
        try:
            output = relu_stack(seen["x"], widths, seen["tensors"], fold)
        except (KeyError, RuntimeError):
            continue
        if torch.allclose(output, torch.tensor(seen["output"]), atol=1e-5):
            return True
    return False


def sizes(rng, count, low=3, high=9):
    """``count`` different layer widths."""
    return rng.sample(range(low, high + 1), count)


def stack_count(widths):
    pairs = list(pairwise(widths))
    return sum(a * b + b for a, b in pairs), " + ".join(f"{a}·{b}+{b}" for a, b in pairs)


@exercise(
    "registration/deep-net",
    "DeepNet",
    hints=(
        "The number of layers is known only when the object is built. Where can a module keep a varying number of layers "
        "so that parameters() finds each of them?",
        "Build the layers in __init__, in an nn.ModuleList; pairwise(widths) gives the pairs of sizes. Dropout is a "
        "layer too: keep one nn.Dropout(p), so that eval() reaches it.",
        "self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)]); in forward, loop over "
        "self.layers[:-1] with ReLU and dropout, then return self.layers[-1](x).",
    ),
)
def deep_net(ask, rng):
    rows, (n_in, hidden, n_out) = rng.randint(10, 14), sizes(rng, 3, 8, 14)
    widths = [n_in, hidden, hidden, hidden, n_out]
    count, arithmetic = stack_count(widths)
    net = ask(model("DeepNet", widths, inputs=[[rows, n_in]], seed=rng.randrange(10**6)))
    yield works(net)
    yield output_shape(net, rows, n_out)
    yield from learns(net, count, arithmetic)
    yield nonlinear(net)

    widths = rng.sample(range(4, 15, 2), rng.randint(3, 4))  # so far apart that each weight is known by its shape
    seen = ask(run(stacked, "DeepNet", widths=widths, seed=rng.randrange(10**6)))
    yield works(seen)
    yield claim(
        "value",
        is_relu_stack(seen["result"], widths),
        "in eval mode: linear layers with a ReLU between each two, none at the end",
        found="other outputs than this stack gives with the same weights",
        seen=net,
        logits=True,
    )

    seed, (n_in, hidden, n_out) = rng.randrange(10**6), sizes(rng, 3, 8, 14)
    for widths in ([n_in, n_out], [n_in, hidden, n_out]):
        seen = ask(run(dropping, "DeepNet", widths=widths, seed=seed))
        yield works(seen)
        none, some = seen["result"]["0.0"], seen["result"]["0.6"]
        yield claim(
            "dropout-off",
            not none["differs"],
            f"DeepNet({widths}, p=0): nothing is dropped",
            found="train mode changes the output",
            seen=net,
        )
        last = some["differs"] if len(widths) == 2 else some["zeros"] > 0.2
        yield claim(
            "dropout-last",
            not last,
            f"DeepNet({widths}, p=0.6): no dropout before the first or after the last layer",
            found="inputs or outputs are dropped as well",
            seen=net,
        )
    yield claim(
        "dropout",
        some["differs"],
        f"DeepNet({widths}, p=0.6): dropout acts in train mode",
        found="train mode gives the same output as eval mode: nothing is dropped",
        seen=net,
    )
    yield claim(
        "dropout-scale",
        some["bias_in_errors"] < 7,
        "what dropout keeps is scaled by 1/(1-p): the mean stays",
        found="in train mode the mean output is another one",
        seen=net,
    )
    for widths, which in (([n_in, hidden, 1, n_out], "first"), ([n_in, 1, hidden, n_out], "second")):
        seen = ask(run(patterns, "DeepNet", widths=widths, seed=seed))
        yield works(seen)
        yield claim(
            "dropout-each",
            seen["result"] > 2,
            f"DeepNet({widths}): dropout after the {which} hidden layer",
            found=f"the {which} hidden layer is not dropped",
            seen=net,
        )
