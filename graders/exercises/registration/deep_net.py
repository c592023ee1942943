"""Lesson 02, exercise deep-net."""

from itertools import pairwise, product

import torch
from torch import nn

from graders.claims import (
    claim,
    learns,
    nonlinear,
    output_shape,
    works,
)
from graders.exercises.registration.causes import explained
from graders.judge import exercise, in_turn, model, run
from graders.look import reseed


def dropping(learner, widths, seed):
    """What dropout does to a net of these widths, on many rows of one input, for p = 0 and p = 0.6.

    A zero in a row that is not all zero was dropped itself; a row of zeros may come from the layer before.
    """
    seen = {}
    for p in (0.0, 0.6):
        reseed(seed)
        net = learner["DeepNet"](widths, p)
        with torch.no_grad():
            x = torch.randn(64, widths[0])  # of these the one that counts most: for some, every hidden unit may be off
            moved = (net.eval()(x) - net(1.5 * x)).abs().amax(1)
            x = x[moved.argmax()].expand(1500, -1)
            kept, dropped = net(x), net.train()(x)
        error = dropped.std(0) / 1500**0.5 + 1e-9
        seen[str(p)] = {
            "differs": not torch.allclose(kept, dropped, atol=1e-5),
            "rows_alike": torch.allclose(dropped, dropped[:1].expand_as(dropped), atol=1e-5),
            "zeros": ((dropped == 0) & (dropped != 0).any(1, keepdim=True)).double().mean().item(),
            "bias_in_errors": ((dropped.mean(0) - kept.mean(0)).abs() / error).max().item(),
        }
    return seen


def patterns(learner, widths, seed, more_than):
    """The most different outputs that 100 equal rows got in train mode, over several nets of these widths.

    Nothing is negative, so that no unit is off. Outputs are the same up to rounding, in float64: deep nets of small
    weights tell little. Counting ends one above ``more_than``.
    """
    most = 0
    reseed(seed)
    for _ in range(8):  # a weight that is computed from its Parameters may be negative all the same
        net, count = learner["DeepNet"](widths, 0.5).double().train(), 0
        with torch.no_grad():
            for parameter in net.parameters():
                parameter.abs_()
            left = net(torch.rand(1, widths[0], dtype=torch.float64).expand(100, -1))
        while len(left) and count <= more_than:
            left, count = left[((left - left[0]).abs() > 1e-12).any(1)], count + 1
        most = max(most, count)
        if most > more_than:
            break
    return most


def stacked(learner, widths, seed):
    """One input, the output in eval mode, and every weight and bias that the model computes with."""
    reseed(seed)
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


def stack(x, widths, tensors, bends, fold=None):
    """The output of linear layers, each followed by one of ``bends``. Their weights are recognised by shape, since all
    widths differ: (out, in) or (in, out), the bias apart or folded into the weight as its last (-1) or first (0) row.

    Raises KeyError if the tensors have other shapes.
    """
    by_shape = {tuple(t.shape): t for t in map(torch.tensor, tensors)}
    h = torch.tensor(x)
    for (a, b), bend in zip(pairwise(widths), bends):
        a += fold is not None
        weight = by_shape[(b, a)].T if (b, a) in by_shape else by_shape[(a, b)]
        if fold is None:
            h = h @ weight + by_shape[(b,)]
        else:
            ones = torch.ones(len(h), 1)
            h = torch.cat([h, ones] if fold == -1 else [ones, h], 1) @ weight
        h = bend(h)
    return h


def nothing(x):
    return x


def is_stack(seen, widths, bends):
    """Whether the output is that of the stack with these ``bends``, in any of the layouts."""
    for fold in (None, -1, 0):
        try:
            output = stack(seen["x"], widths, seen["tensors"], bends, fold)
        except (KeyError, RuntimeError):
            continue
        if torch.allclose(output, torch.tensor(seen["output"]), atol=1e-5):
            return True
    return False


def misbent(seen, widths):
    """Which activation is missing or another, where the weights tell it without doubt; else None."""
    relu, hidden = torch.relu, len(widths) - 2
    for bends in product([relu, nothing], repeat=hidden):
        if is_stack(seen, widths, [*bends, nothing]):
            layer = 1 + bends.index(nothing)
            return f"There is no ReLU after hidden layer {layer} of {hidden}: it belongs after each of them."
    for bend in (torch.tanh, torch.sigmoid, nn.functional.leaky_relu, nn.functional.gelu, nn.functional.elu):
        if is_stack(seen, widths, [bend] * hidden + [nothing]):
            return f"The layers are right; {bend.__name__} stands where a ReLU belongs."
    if is_stack({**seen, "x": torch.tensor(seen["x"]).relu().tolist()}, widths, [relu] * hidden + [nothing]):
        return "A ReLU acts on the input as well: it follows each hidden layer, and nothing else."
    return None


def sizes(rng, count, low=3, high=9):
    """``count`` different layer widths."""
    return rng.sample(range(low, high + 1), count)


def stack_count(widths):
    pairs = list(pairwise(widths))
    return sum(a * b + b for a, b in pairs), " + ".join(f"{a}·{b}+{b}" for a, b in pairs)


ERRORS = (  # what the text of an error gives away
    ("IndexError when it is built", "n widths have only n - 1 pairs of neighbours: pairwise(widths) gives them."),
    (r"__init__\(\) takes 2 positional", "DeepNet is built with widths and p: __init__(self, widths, p=0.5)."),
    (
        "operand type.* 'list' and 'int'",
        "widths is a list, not a number: len(widths) says how many, pairwise(widths) which.",
    ),
    (r"kind: .* object of type DeepNet", "The class does not inherit from nn.Module: write class DeepNet(nn.Module)."),
    (r"cannot be multiplied \(\d+x\d+ and 64x", "The sizes of the example are written down: take them from widths."),
)


@exercise(
    "registration/deep-net",
    "DeepNet",
    hints=(
        "The number of layers is known only when the object is built. Where can a module keep a varying number of layers "
        "so that parameters() finds each of them?",
        "Build the layers in __init__, in an nn.ModuleList; pairwise(widths) gives the pairs of sizes. Dropout is a "
        "layer too: keep one nn.Dropout(p), so that eval() reaches it.",
        "In __init__, after super().__init__():\n"
        "    self.layers = nn.ModuleList()\n"
        "    for n_in, n_out in pairwise(widths):\n"
        "        self.layers.append(nn.Linear(n_in, n_out))\n"
        "    self.dropout = nn.Dropout(p)\n"
        "In forward, `*hidden, last` takes the last layer apart:\n"
        "    *hidden, last = self.layers\n"
        "    for layer in hidden:\n"
        "        x = self.dropout(torch.relu(layer(x)))\n"
        "    return last(x)",
    ),
)
def deep_net(ask, rng):
    rows, (n_in, hidden, n_out) = rng.randint(15, 19), sizes(rng, 3, 8, 14)
    widths = [n_in, hidden, hidden, hidden, n_out]
    count, arithmetic = stack_count(widths)
    net = ask(model("DeepNet", widths, inputs=[[rows, n_in]], seed=rng.randrange(10**6)))
    yield from explained([works(net)], *ERRORS)
    yield from explained(
        [output_shape(net, rows, n_out)],
        (rf"shape \({rows}, {hidden}\)", "The output is that of a hidden layer: the last layer is never reached."),
        (rf"shape \({rows * n_out},\)", "The output is flattened: one row for each input row is wanted."),
    )
    yield from explained(
        learns(net, count, arithmetic), (f"count: {count - sum(widths[1:])} ", "The layers have no bias.")
    )
    yield nonlinear(net)

    widths = rng.sample(range(8, 29, 4), 5)  # so far apart that each weight is known by its shape
    seen = ask(run(stacked, "DeepNet", widths=widths, seed=rng.randrange(10**6)))
    yield works(seen)
    right = is_stack(seen["result"], widths, [torch.relu] * 3 + [nothing])
    yield claim(
        "value",
        right,
        "in eval mode: linear layers with a ReLU between each two, none at the end",
        found=f"DeepNet({widths}) gives other outputs than this stack with the same weights",
        seen=net,
        cause=None if right else misbent(seen["result"], widths),
        logits=True,
    )

    seed, (n_in, hidden, n_out) = rng.randrange(10**6), sizes(rng, 3, 8, 14)
    asked = [{"widths": widths, "seed": seed} for widths in ([n_in, n_out], [n_in, hidden, n_out])]
    for given, seen in zip(asked, in_turn(ask, dropping, "DeepNet", each=asked)):
        yield from explained([works(seen)], *ERRORS)
        widths, none, some = given["widths"], seen["result"]["0.0"], seen["result"]["0.6"]
        yield claim(
            "dropout-off",
            not none["differs"],
            f"DeepNet({widths}, p=0): nothing is dropped",
            found="train mode changes the output",
            seen=net,
            cause="With p = 0 everything is dropped: p is the probability to drop, not to keep."
            if none["rows_alike"]
            else "Something is dropped although p is 0: does p reach the dropout, nn.Dropout(p)?",
        )
        last = some["differs"] if len(widths) == 2 else some["zeros"] > 0.2
        yield claim(
            "dropout-last",
            not last,
            f"DeepNet({widths}, p=0.6): no dropout before the first or after the last layer",
            found="outputs are dropped as well" if some["zeros"] > 0.2 else "inputs are dropped as well",
            seen=net,
            cause="Dropout follows a hidden layer: not the last layer, and not the input.",
        )
    yield claim(
        "dropout",
        some["differs"],
        f"DeepNet({widths}, p=0.6): dropout acts in train mode",
        found="train mode gives the same output as eval mode: nothing is dropped",
        seen=net,
        cause="The dropout is not called in forward(), or what it gives back is not used: x = self.dropout(x).",
    )
    # A narrow layer is dropped or not, and what was dropped before it does not matter then: as many patterns as there are
    # narrow layers, and one more. Where a wide layer is dropped too, there are others.
    places = (
        ([n_in, hidden, 1, n_out], "first", 2),
        ([n_in, 1, hidden, n_out], "second", 2),
        ([n_in, 1, hidden, 1, 1, n_out], "second", 4),
        ([n_in, 1, 1, hidden, 1, n_out], "third", 4),
    )
    narrow = [n_in, 1, 1, n_out]
    asked = [{"widths": narrow, "seed": seed, "more_than": 4}]
    asked += [{"widths": widths, "seed": seed, "more_than": most} for widths, _, most in places]
    counted = in_turn(ask, patterns, "DeepNet", each=asked)
    seen = next(counted)
    yield works(seen)
    yield claim(
        "dropout-last",
        seen["result"] <= 4,
        f"DeepNet({narrow}): no dropout before the first or after the last layer",
        found="inputs are dropped as well",
        seen=net,
        cause="Dropout stands before a hidden layer: it follows the ReLU behind it.",
    )
    yield claim(
        "dropout-scale",
        some["bias_in_errors"] < 7,
        "what dropout keeps is scaled by 1/(1-p): the mean stays",
        found="in train mode the mean output is another one",
        seen=net,
        cause="What is kept has to grow by 1 / (1 - p) in train mode; nn.Dropout does so.",
    )
    for (widths, which, most), seen in zip(places, counted):
        yield works(seen)
        yield claim(
            "dropout-each",
            seen["result"] > most,
            f"DeepNet({widths}): dropout after the {which} hidden layer",
            found=f"the {which} hidden layer is not dropped",
            seen=net,
            cause="Dropout follows some hidden layers only: it belongs inside the loop, after each ReLU.",
        )
