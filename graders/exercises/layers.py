"""Lesson 01, layers: what learns and what does not."""

import torch
from torch import nn

from graders.claims import claim, learns, output_shape, works
from graders.judge import exercise, model, prediction, run

# classify -------------------------------------------------------------------------------------------------------------


def labelled(learner, kind, args, frozen):
    """What the learner's function calls a layer of torch.nn, built from its recipe."""

    def build(kind, args):
        if kind == "Sequential":
            return nn.Sequential(*(build(*part) for part in args))
        if kind == "Owner":  # a parameter of its own, around layers
            owner = build("Sequential", args)
            owner.gain = nn.Parameter(torch.ones(2))
            return owner
        if kind == "Keeper":  # a buffer that is not saved
            keeper = build("Sequential", args)
            keeper.register_buffer("mask", torch.ones(2), persistent=False)
            return keeper
        if kind == "CrossEntropyLoss":
            return nn.CrossEntropyLoss(weight=torch.ones(args[0]))
        return getattr(nn, kind)(*args[:-1], **args[-1])

    torch.manual_seed(0)
    layer = build(kind, args)
    if frozen == "all":
        layer.requires_grad_(False)
    elif frozen:
        parameters = list(layer.parameters())
        parameters[0 if frozen == "first" else -1].requires_grad_(False)
    return learner["classify"](layer)


def zoo(rng):
    """Layers as recipes: (what to say about it, kind, arguments, what is frozen, right label)."""
    n, m = rng.randint(2, 6), rng.randint(2, 6)
    stateless = rng.choice(
        [["ReLU", [{}]], ["Sigmoid", [{}]], ["MaxPool2d", [2, {}]], ["Flatten", [{}]], ["GELU", [{}]]]
    )
    return [
        (f"Linear({n}, {m})", "Linear", [n, m, {}], None, "trainable"),
        (f"Linear({n}, {m}, bias=False)", "Linear", [n, m, {"bias": False}], None, "trainable"),
        (f"Conv2d({n}, {m}, 3)", "Conv2d", [n, m, 3, {}], None, "trainable"),
        (f"Embedding({n}, {m})", "Embedding", [n, m, {}], None, "trainable"),
        (f"BatchNorm1d({n})", "BatchNorm1d", [n, {}], None, "trainable"),
        ("PReLU()", "PReLU", [{}], None, "trainable"),
        (f"GRU({n}, {m})", "GRU", [n, m, {}], None, "trainable"),
        (f"{stateless[0]}", *stateless, None, "stateless"),
        ("Dropout(0.5)", "Dropout", [0.5, {}], None, "stateless"),
        (f"LayerNorm({n}, elementwise_affine=False)", "LayerNorm", [n, {"elementwise_affine": False}], None, "stateless"),
        (f"BatchNorm1d({n}, affine=False)", "BatchNorm1d", [n, {"affine": False}], None, "buffers-only"),
        (f"a frozen Linear({n}, {m})", "Linear", [n, m, {}], "all", "frozen"),
        (f"a frozen BatchNorm1d({n})", "BatchNorm1d", [n, {}], "all", "frozen"),
        ("a Linear with frozen weight and free bias", "Linear", [n, m, {}], "first", "trainable"),
        ("a Linear with free weight and frozen bias", "Linear", [n, m, {}], "last", "trainable"),
        (f"BatchNorm1d({n}, affine=False, track_running_stats=False)", "BatchNorm1d",
         [n, {"affine": False, "track_running_stats": False}], None, "stateless"),
        ("CrossEntropyLoss(weight=...)", "CrossEntropyLoss", [n], None, "buffers-only"),
        ("a container with a Parameter of its own around a ReLU", "Owner", [["ReLU", [{}]]], None, "trainable"),
        ("a container with a frozen Parameter of its own around a free Linear", "Owner",
         [["Linear", [n, m, {}]]], "first", "trainable"),
        ("a module with a buffer that is not saved", "Keeper", [["ReLU", [{}]]], None, "buffers-only"),
        ("a Sequential of Linear and ReLU", "Sequential", [["Linear", [n, m, {}]], ["ReLU", [{}]]], None, "trainable"),
        ("a Sequential of ReLU and Dropout", "Sequential", [["ReLU", [{}]], ["Dropout", [0.1, {}]]], None, "stateless"),
        ("a Sequential inside a Sequential", "Sequential",
         [["Sequential", [["ReLU", [{}]], ["Linear", [n, m, {}]]]]], None, "trainable"),
        ("a Sequential of a frozen Linear and ReLU", "Sequential",
         [["Linear", [n, m, {}]], ["ReLU", [{}]]], "all", "frozen"),
        ("a Sequential of ReLU and BatchNorm1d(affine=False)", "Sequential",
         [["ReLU", [{}]], ["BatchNorm1d", [n, {"affine": False}]]], None, "buffers-only"),
    ]  # fmt: skip


@exercise(
    "layers/classify",
    "classify",
    hints=(
        "Which two kinds of tensor can a module hold? Ask the module for each kind; its class name does not tell.",
        "list(layer.parameters()) and list(layer.buffers()) also look inside containers. A parameter is trainable when its "
        "requires_grad is True; one such parameter is enough.",
        'parameters = list(layer.parameters()); if any(p.requires_grad for p in parameters): return "trainable"; then test '
        'parameters ("frozen"), then any buffers ("buffers-only"), else "stateless".',
    ),
)
def classify(ask, rng):
    for told, kind, args, frozen, want in zoo(rng):
        seen = ask(run(labelled, "classify", kind=kind, args=args, frozen=frozen))
        if not (fine := works(seen, "a function")).holds:
            yield fine
            return
        found = seen["result"]
        yield claim(want, found == want, f"{told} is {want}", repr(want), repr(found)[:60])


# scale-shift ----------------------------------------------------------------------------------------------------------


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


# channel-prelu --------------------------------------------------------------------------------------------------------


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


# count-by-hand --------------------------------------------------------------------------------------------------------


def counted(learner, spec):
    """The learner's count, and how many modules were built for it."""
    built, init = [], nn.Module.__init__

    def noted(module, *args, **kwargs):
        built.append(module)
        init(module, *args, **kwargs)

    nn.Module.__init__ = noted
    try:
        found = learner["count_by_hand"](dict(spec))
    finally:
        nn.Module.__init__ = init
    return {"found": found, "built": len(built)}


def arithmetic(spec):
    """The number of trainable numbers of a layer, and how it comes about."""
    kind, bias = spec["layer"], spec.get("bias")
    if kind == "Linear":
        a, b = spec["in_features"], spec["out_features"]
        return a * b + b * bias, f"{a}·{b}" + f"+{b}" * bias
    if kind == "Conv2d":
        a, b, k = spec["in_channels"], spec["out_channels"], spec["kernel_size"]
        return a * b * k * k + b * bias, f"{a}·{b}·{k}·{k}" + f"+{b}" * bias
    if kind == "BatchNorm1d":
        n = spec["num_features"]
        return 2 * n * spec["affine"], f"2·{n}" if spec["affine"] else "no weight and no bias"
    if kind == "Embedding":
        a, b = spec["num_embeddings"], spec["embedding_dim"]
        return a * b, f"{a}·{b}"
    a, h = spec["input_size"], spec["hidden_size"]
    return 3 * h * (a + h) + 6 * h * bias, f"3·{h}·({a}+{h})" + f"+6·{h}" * bias


def specs(rng):
    """Twelve specs: each layer with and without what can be switched off, sizes all different."""

    def draw(layer, *keys, **switch):
        return {"layer": layer, **dict(zip(keys, rng.sample(range(3, 20), len(keys)))), **switch}

    for on in (True, False):
        yield draw("Linear", "in_features", "out_features", bias=on)
        yield {**draw("Conv2d", "in_channels", "out_channels", bias=on), "kernel_size": rng.choice([5, 7])}
        yield draw("BatchNorm1d", "num_features", affine=on)
        yield draw("GRU", "input_size", "hidden_size", bias=on)
        yield draw("Embedding", "num_embeddings", "embedding_dim")
        yield draw("Linear", "in_features", "out_features", bias=rng.random() < 0.5)


@exercise(
    "layers/count-by-hand",
    "count_by_hand",
    hints=(
        "For each layer: what shape has its weight? Does it have a bias, and of how many numbers?",
        "Linear: in·out weights and out biases. Conv2d: in·out·k·k and out. BatchNorm1d: 2·n, or nothing without affine; its running "
        "statistics are not trained. Embedding: one row for each entry. GRU: three gates, each with weights for the input and for "
        "the hidden state, and two biases.",
        'GRU: 3 * h * (i + h) + (6 * h if spec["bias"] else 0).',
    ),
)
def count_by_hand(ask, rng):
    built = 0
    for spec in specs(rng):
        seen = ask(run(counted, "count_by_hand", spec=spec))
        if not (fine := works(seen, "a function")).holds:
            yield fine
            return
        result, (want, how) = seen["result"], arithmetic(spec)
        options = ", ".join(f"{key}={value}" for key, value in spec.items() if key != "layer")
        found = result["found"]
        same = type(found) is int and found == want
        told = f"{spec['layer']}({options})"
        shown = found if isinstance(found, int) else f"{found!r}"[:60]
        yield claim(spec["layer"], same, f"{told}: {want} = {how}" if same else told, str(want), shown)
        built += result["built"]
    yield claim("by-hand", not built, "by arithmetic, no layer is built", found=f"{built} layers were built for it")


# role -----------------------------------------------------------------------------------------------------------------


def roles(learner, n, seed):
    """What the learner's function calls tensors of known roles; an exception of one question stops there."""
    torch.manual_seed(seed)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.gain = nn.Parameter(torch.ones(n))
            self.body = nn.Sequential(nn.Linear(n, n), nn.Sequential(nn.ReLU(), nn.Linear(n, n)))
            self.norm = nn.BatchNorm1d(n)
            self.register_buffer("offset", torch.zeros(n, requires_grad=True))

        def forward(self, x):
            return self.gain * self.norm(self.body(x)) + self.offset

    net, other = Net(), nn.Linear(n, n)
    weight = net.body[0].weight
    x = torch.randn(4, n, requires_grad=True)
    hidden = net.body[0](x)
    kept = net(x)
    kept.retain_grad()
    loss = kept.sum()
    loss.backward()
    cases = {
        "the weight of a layer": weight,
        "a bias two levels deep": net.body[1][1].bias,
        "a Parameter of the module itself": net.gain,
        "the weight of a BatchNorm": net.norm.weight,
        "an input with requires_grad=True": x,
        "the parameter of another module": other.weight,
        "a Parameter with equal values, but another object": nn.Parameter(weight.detach().clone()),
        "a new Parameter on the same memory": nn.Parameter(weight),
        "a buffer that requires a gradient": net.offset,
        "a leaf of the shape of a weight": torch.zeros(n, n, requires_grad=True),
        "a number of its own": torch.tensor(1.0, requires_grad=True),
        "a feature map": hidden,
        "a feature map that kept its gradient": kept,
        "the loss": loss,
        "a weight times 0.5": weight * 0.5,
        "a transposed weight": weight.t(),
    }
    return {told: learner["role"](tensor, net) for told, tensor in cases.items()}


ROLES = {
    "the weight of a layer": "parameter",
    "a bias two levels deep": "parameter",
    "a Parameter of the module itself": "parameter",
    "the weight of a BatchNorm": "parameter",
    "an input with requires_grad=True": "leaf",
    "the parameter of another module": "leaf",
    "a Parameter with equal values, but another object": "leaf",
    "a new Parameter on the same memory": "leaf",
    "a buffer that requires a gradient": "leaf",
    "a leaf of the shape of a weight": "leaf",
    "a number of its own": "leaf",
    "a feature map": "activation",
    "a feature map that kept its gradient": "activation",
    "the loss": "activation",
    "a weight times 0.5": "activation",
    "a transposed weight": "activation",
}


@exercise(
    "layers/role",
    "role",
    hints=(
        "Two questions tell the three apart. Was the tensor computed from others? And does the module own this very object?",
        "A tensor that was computed has a history: tensor.grad_fn is not None, tensor.is_leaf is False. Compare objects with `is`, "
        "not with ==, which compares numbers.",
        'if any(tensor is p for p in module.parameters()): return "parameter"; then return "leaf" if tensor.is_leaf else "activation".',
    ),
)
def role(ask, rng):
    seen = ask(run(roles, "role", n=rng.randint(3, 6), seed=rng.randrange(10**6)))
    yield works(seen, "a function")
    for told, want in ROLES.items():
        found = seen["result"][told]
        yield claim(want, found == want, f"{told}: {want}", repr(want), repr(found)[:60])


# Predictions ----------------------------------------------------------------------------------------------------------

prediction(
    "layers/batchnorm",
    "nn.BatchNorm1d(4): how many tensors in parameters(), how many in state_dict()?",
    options={
        "0 and 0": "You expected that normalisation does not learn. But after it has normalized, the layer scales and shifts each "
        "feature, and both are trained: a weight and a bias. And it remembers means and variances, which are saved.",
        "2 and 2": "You saw the weight and the bias. The layer also keeps a running mean, a running variance and a counter. They "
        "are buffers: saved, but never trained, so they are in state_dict() and not in parameters().",
        "2 and 5": "You saw it coming: weight and bias are trained; running mean, running variance and a counter are buffers, saved "
        "but never trained.",
    },
)
