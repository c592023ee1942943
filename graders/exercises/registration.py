"""Lesson 02, registration: how a Module finds its parameters."""

from itertools import pairwise

import torch
from torch import nn

from graders.claims import (
    claim,
    differentiable,
    follows_dtype,
    learns,
    nonlinear,
    output_shape,
    parameter_count,
    registered,
    repeatable,
    round_trip,
    straight,
    works,
)
from graders.judge import exercise, model, prediction, run

# two-layer-net --------------------------------------------------------------------------------------------------------

LINES = {
    "A": "        self.hidden = nn.Linear(4, 2)",
    "B": "class TwoLayerNet(nn.Module):",
    "C": "        return self.out(h)",
    "D": "        hidden = nn.Linear(2, 4)",
    "E": "    def __init__(self):",
    "F": "        self.out = nn.Linear(4, 1)",
    "G": "        h = torch.relu(self.hidden(x))",
    "H": "        return nn.Linear(4, 1)(h)",
    "I": "        super().__init__()",
    "J": "        h = self.hidden(x)",
    "K": "    def forward(self, x):",
    "L": "        self.out = [nn.Linear(4, 1)]",
    "M": "        self.hidden = nn.Linear(2, 4)",
    "N": "        return self.out[0](h)",
}


def assemble(letters):
    """The source text of the lines that ``letters`` name, in that order. Raises KeyError for an unknown letter."""
    return "\n".join(LINES[letter] for letter in letters if not letter.isspace()) + "\n"


def returned(learner):
    (function,) = learner.values()
    return function()


@exercise(
    "registration/two-layer-net",
    "my_lines",
    hints=(
        "Read the lines as a class. Which line must come first, and what must __init__ do before it stores a layer?",
        "Two layers are needed: 2 to 4 and 4 to 1. For each, find the line that stores it under self, as a layer and not "
        "in a list. forward() has to use those stored layers, with a ReLU in between.",
        'return "BEI...": B opens the class, E opens __init__, I calls super().__init__(). Two lines with self. follow, '
        "then K opens forward().",
    ),
)
def two_layer_net(ask, rng):
    seen = ask(run(returned, "my_lines"))
    yield works(seen, "a function that returns letters")
    letters = seen["result"]
    good = isinstance(letters, str) and letters.strip() and set(letters) - {" "} <= LINES.keys()
    yield claim(
        "letters",
        good,
        "letters of the fourteen lines",
        'one string of letters from A to N, such as "BEI"',
        repr(letters)[:60],
        seen,
    )
    rows = rng.randint(3, 6)
    net = ask(model("TwoLayerNet", inputs=[[rows, 2]], seed=rng.randrange(10**6), source=assemble(letters)))
    yield works(net, "lines that form the class TwoLayerNet")
    yield output_shape(net, rows, 1)
    yield from learns(net, 17, "2·4+4 + 4·1+1")
    yield nonlinear(net)


# deep-net -------------------------------------------------------------------------------------------------------------


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


# router ---------------------------------------------------------------------------------------------------------------

BRANCHES = ["en", "fr", "de", "it", "left", "right", "day", "night"]


def routes(learner, names, n_in, n_out, seed):
    """Send one input through each branch: outputs, and how many numbers got a gradient from it."""
    from torch.overrides import TorchFunctionMode

    class Used(TorchFunctionMode):
        def __torch_function__(self, function, types, args=(), kwargs=None):
            if getattr(function, "__name__", "") not in ("__get__", "size", "dim"):
                touched.update(id(arg) for arg in (*args, *(kwargs or {}).values()) if isinstance(arg, nn.Parameter))
            return function(*args, **(kwargs or {}))

    torch.manual_seed(seed)
    router = learner["Router"](names, n_in, n_out)
    x, seen = torch.randn(6, n_in), {}
    for name in names:
        router.zero_grad(set_to_none=True)
        touched = set()
        with Used():
            output = router(x, name)
        (output * torch.randn(output.shape)).sum().backward()
        grads = [(p.numel(), p.grad) for p in router.parameters()]
        seen[name] = {
            "output": output.tolist(),
            "used": sum(p.numel() for p in router.parameters() if id(p) in touched),
            "reached": sum(n for n, grad in grads if grad is not None),
            "zero": sum(n for n, grad in grads if grad is not None and not grad.any()),
        }
    return seen


@exercise(
    "registration/router",
    "Router",
    hints=(
        "forward() needs one branch, found by its name. Which container keeps layers by name, and registers them?",
        "nn.ModuleDict takes a dict from name to layer. Build one nn.Linear(n_in, n_out) for each name; forward() looks up "
        "one of them and calls only that one.",
        "self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names}), then "
        "return self.branches[name](x).",
    ),
)
def router(ask, rng):
    names, rows = rng.sample(BRANCHES, rng.randint(3, 4)), rng.randint(4, 7)
    n_in, n_out = sizes(rng, 2)
    one, k = n_in * n_out + n_out, len(names)
    net = ask(model("Router", names, n_in, n_out, inputs=[[rows, n_in], rng.choice(names)], seed=rng.randrange(10**6)))
    yield works(net)
    yield output_shape(net, rows, n_out)
    yield registered(net)
    yield parameter_count(net, k * one, f"{k}·({n_in}·{n_out}+{n_out})")
    yield differentiable(net)
    yield repeatable(net)

    seen = ask(run(routes, "Router", names=names, n_in=n_in, n_out=n_out, seed=rng.randrange(10**6)))
    yield works(seen)
    reached = [branch["reached"] for branch in seen["result"].values()]
    yield claim(
        "one-branch",
        all(found == one for found in reached),
        f"each call reaches the {one} parameters of one branch; the others have grad None",
        found=f"a call reaches {max(reached)} of {k * one} parameters",
        seen=net,
    )
    used = max(branch["used"] for branch in seen["result"].values())
    yield claim(
        "one-branch",
        used <= one,
        "the other branches are not run",
        found=f"a call computes with {used} of {k * one} parameters",
        seen=net,
    )
    zero = sum(branch["zero"] for branch in seen["result"].values())
    yield claim(
        "branch-learns",
        not zero,
        "the branch that is used gets gradients",
        found=f"{zero} of its numbers get zero",
        seen=net,
    )
    outputs = [branch["output"] for branch in seen["result"].values()]
    distinct = all(a != b for i, a in enumerate(outputs) for b in outputs[:i])
    yield claim(
        "own-branch", distinct, "each name has a branch of its own", found="two names give the same output", seen=net
    )
    yield round_trip(net)
    yield follows_dtype(net)
    yield straight(net)


# scaled-linear --------------------------------------------------------------------------------------------------------


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


# mini-module ----------------------------------------------------------------------------------------------------------


def build_tree(learner, steps):
    """Run assignments [owner, name, thing]; a thing is a label whose first letter is its kind, the same label the same
    object. What M0 lists, and which attributes cannot be read back."""
    kinds = {
        "M": learner["MiniModule"],
        "S": type("Child", (learner["MiniModule"],), {}),
        "P": lambda: nn.Parameter(torch.zeros(2)),
        "F": lambda: nn.Parameter(torch.zeros(2), requires_grad=False),
        "T": lambda: torch.zeros(2, requires_grad=True),
        "L": lambda: [nn.Parameter(torch.zeros(2))],
        "N": lambda: 3,
    }
    made, attributes = {"None": None}, {}

    def thing(label):
        if label not in made:
            made[label] = kinds[label[0]]()
        return made[label]

    for owner, name, label in steps:
        setattr(thing(owner), name, thing(label))
        attributes[owner, name] = label
    missing = object()
    unreadable = [
        name for (owner, name), label in attributes.items() if getattr(thing(owner), name, missing) is not thing(label)
    ]
    for _ in range(2):  # the second call must answer like the first
        listed = learner["MiniModule"].named_parameters(thing("M0"))
        try:
            pairs = [(str(name), parameter) for name, parameter in listed]
        except (TypeError, ValueError):
            return {"listed": None, "type": type(listed).__name__}
    labels = {id(value): label for label, value in made.items()}
    return {
        "listed": [[name, labels.get(id(parameter), "?")] for name, parameter in pairs],
        "unreadable": unreadable,
        "inherits": isinstance(thing("M0"), nn.Module),
    }


@exercise(
    "registration/mini-module",
    "MiniModule",
    hints=(
        "Python calls __setattr__ for each self.x = value. What must happen to the old entry under the same name, and "
        "which two kinds of value go into a table?",
        "Remove the name from both tables first. Then enter a Parameter in _parameters and a MiniModule in _modules, and "
        "store the value in any case with object.__setattr__. named_parameters() calls itself on each child; remember the "
        "objects that were already listed.",
        "self._parameters.pop(name, None); self._modules.pop(name, None); then if isinstance(value, nn.Parameter): "
        'self._parameters[name] = value. For the children: child.named_parameters(prefix + name + ".").',
    ),
)
def mini_module(ask, rng):
    a, b, c, d = rng.sample(["weight", "bias", "scale", "shift", "gain", "slope"], 4)
    a, b = max(a, b), min(a, b)  # the order of assignment is not that of the alphabet
    x, y, z = rng.sample(["block", "encoder", "head", "first", "inner", "tail"], 3)

    def listing(name, fact, steps, want, any_order=False):
        seen = ask(run(build_tree, "MiniModule", steps=steps))
        if not (fine := works(seen)).holds:
            return fine, {}
        result = seen["result"]
        if result["listed"] is None:
            return claim(
                "pairs",
                False,
                "",
                "named_parameters() gives (name, parameter) pairs",
                f"something of type {result['type']}",
            ), {}
        found = sorted(result["listed"]) if any_order else result["listed"]
        want = sorted(want) if any_order else want
        told = ", ".join(name for name, _ in found) or "nothing"
        if [name for name, _ in found] == [name for name, _ in want] and found != want:
            told += ", but other objects than those assigned"
        return claim(name, found == want, fact, ", ".join(name for name, _ in want) or "nothing", told), result

    steps = [["M0", a, "P1"], ["M0", c, "N1"], ["M0", b, "F2"]]
    first, result = listing("own", f"own parameters in order: {a}, {b}", steps, [[a, "P1"], [b, "F2"]])
    yield first
    yield claim("plain-class", not result["inherits"], "a plain Python class", found="it inherits from nn.Module")
    steps = [*steps, ["M0", d, "T1"], ["M0", "stack", "L1"], ["M0", c, "P3"]]
    want = [[a, "P1"], [b, "F2"], [c, "P3"]]
    only, result = listing("only-parameters", "numbers, lists and plain tensors are not entered", steps, want)
    yield only
    unreadable = result["unreadable"]
    yield claim(
        "readable", not unreadable, "each value can be read back as self.name", found=f"lost: {', '.join(unreadable)}"
    )

    steps = [
        ["M0", x, "M1"],
        ["M1", y, "S2"],
        ["S2", a, "P1"],
        ["M1", b, "P2"],
        ["M0", c, "P3"],
        ["M0", z, "M3"],
        ["M3", a, "P4"],
    ]
    want = [[c, "P3"], [f"{x}.{b}", "P2"], [f"{x}.{y}.{a}", "P1"], [f"{z}.{a}", "P4"]]
    yield listing("children", "own parameters first, then each child's, with dotted names", steps, want)[0]

    for label, what in (("None", "None"), ("N1", "a number"), ("P9", "another Parameter"), ("M9", "a MiniModule")):
        steps = [["M0", a, "P1"], ["M0", b, "P2"], ["M0", a, label]]
        want = [[a, "P9"], [b, "P2"]] if label == "P9" else [[b, "P2"]]
        yield listing("forgets", f"a Parameter replaced by {what} is forgotten", steps, want, any_order=True)[0]
    for label, what in (("N1", "a number"), ("P9", "a Parameter"), ("M9", "another MiniModule")):
        steps = [["M0", x, "M1"], ["M1", a, "P1"], ["M9", b, "P2"], ["M0", x, label]]
        want = {"N1": [], "P9": [[x, "P9"]], "M9": [[f"{x}.{b}", "P2"]]}[label]
        yield listing("forgets", f"a MiniModule replaced by {what} is forgotten", steps, want)[0]

    steps = [["M0", a, "P1"], ["M0", b, "P1"], ["M0", x, "M1"], ["M1", c, "P1"], ["M1", d, "P2"], ["M0", y, "M1"]]
    yield listing(
        "once", "a shared object is listed once, under its first name", steps, [[a, "P1"], [f"{x}.{d}", "P2"]]
    )[0]


# find-hidden ----------------------------------------------------------------------------------------------------------


def search(learner, recipe):
    """Build a module from a recipe {attribute: [kind, ...]} and return what the learner's function finds hidden in it."""

    class Net(nn.Module):
        pass

    shared = {}

    def make(kind, *rest):
        if kind == "net":
            return fill(rest[0])
        if kind == "linear":
            return nn.Linear(*rest)
        if kind == "tensor":
            return torch.randn(rest[0], requires_grad=rest[1])
        if kind == "parameter":
            return nn.Parameter(torch.randn(rest[0]))
        if kind in ("list", "tuple"):
            items = [make(*item) for item in rest[0]]
            return items if kind == "list" else tuple(items)
        if kind == "dict":
            return {key: make(*item) for key, item in rest[0].items()}
        if kind == "modules":
            return nn.ModuleList(make(*item) for item in rest[0])
        if kind == "zeros":
            return torch.zeros(3)
        if kind == "dropout":
            return nn.Dropout(rest[0])
        if kind == "shared":
            return shared.setdefault(rest[0], nn.Linear(2, 2))
        return rest[0]

    def fill(recipe):
        net = Net()
        for name, spec in recipe.items():
            if spec[0] == "buffer":
                net.register_buffer(name, torch.zeros(3))
            else:
                setattr(net, name, make(*spec))
        return net

    found = learner["find_hidden"](fill(recipe))
    return list(found) if isinstance(found, (list, tuple, set)) else found


def visible(rng):
    """Some attributes that hide nothing: registered layers, Parameters, buffers, numbers, texts."""
    choices = [
        ["linear", 2, 3],
        ["parameter", 4],
        ["buffer"],
        ["plain", rng.randint(1, 9)],
        ["plain", "relu"],
        ["modules", [["linear", 2, 2], ["linear", 2, 2]]],
        ["list", [["plain", 1], ["plain", 2]]],
        ["plain", None],
    ]
    return rng.sample(choices, rng.randint(2, 4))


def hiding(rng):
    """One attribute that hides a layer or a tensor."""
    linear, tensor = ["linear", 2, 3], ["tensor", 3, rng.random() < 0.5]
    return rng.choice(
        [
            ["list", [linear, linear]],
            ["dict", {"a": linear, "b": ["plain", 1]}],
            ["tuple", [linear]],
            tensor,
            ["list", [["plain", 0], ["parameter", 2]]],
            ["dict", {"w": tensor}],
            ["list", [tensor]],
        ]
    )


NAMES = ["layers", "stem", "extras", "scale", "head", "memory", "table", "gate", "blocks", "codes"]


@exercise(
    "registration/find-hidden",
    "find_hidden",
    hints=(
        "Where does Python keep the attributes of an object? And how do you tell whether an object is registered: by its "
        "name, by its value, or by what it is?",
        "Collect the id() of everything in module.modules(), parameters() and buffers(). Then look at vars(m) of each "
        "m in named_modules(), also inside lists, tuples and dicts, for modules and tensors whose id is not in that set.",
        "known = {id(t) for t in (*module.modules(), *module.parameters(), *module.buffers())}; for prefix, m in "
        "module.named_modules(): for name, value in vars(m).items(): ... join prefix and name with a dot if there is one. "
        "Skip _parameters, _buffers and _modules: they hold what is registered.",
    ),
)
def find_hidden(ask, rng):
    def finds(name, fact, recipe, want):
        seen = ask(run(search, "find_hidden", recipe=recipe))
        if not (fine := works(seen, "a function")).holds:
            return fine
        found = seen["result"]
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            kind = found.get("type", "dict") if isinstance(found, dict) else type(found).__name__
            kind = "list of other things than str" if isinstance(found, list) else kind
            return claim("names", False, "", "a list of names, such as ['layers']", f"a result of type {kind}")
        return claim(name, sorted(set(found)) == sorted(want), fact, str(sorted(want)), str(sorted(found))[:90])

    names = rng.sample(NAMES, 6)
    plain = dict(zip(names[1:], visible(rng)))
    linear = ["linear", 2, 3]
    yield finds("lists", "layers in a list are found", {names[0]: ["list", [linear, linear]], **plain}, names[:1])
    yield finds("nothing", "a model that hides nothing gives an empty list", plain, [])
    yield finds("dicts", "layers in a dict are found", {names[0]: ["dict", {"a": linear}], **plain}, names[:1])
    yield finds(
        "tuples", "layers in a tuple are found", {names[0]: ["tuple", [["plain", 1], linear]], **plain}, names[:1]
    )
    for grad, what in ((True, "with requires_grad"), (False, "without requires_grad")):
        yield finds("tensors", f"a plain tensor {what} is found", {names[0]: ["tensor", 3, grad], **plain}, names[:1])
    yield finds(
        "tensors", "Parameters in a list are found", {names[0]: ["list", [["parameter", 3]]], **plain}, names[:1]
    )
    inner = {names[2]: ["list", [linear]], names[3]: linear}
    yield finds(
        "submodules",
        "hidden layers of a submodule are found under its dotted name",
        {names[0]: ["net", {names[1]: ["net", inner]}]},
        [f"{names[0]}.{names[1]}.{names[2]}"],
    )
    pair = [["shared", 1], ["shared", 2]]
    both = {**plain, names[0]: ["list", pair], names[1]: ["modules", pair]}
    yield finds("registered", "what is in a list and registered elsewhere is not hidden", both, [])
    apart = {names[0]: ["net", {names[1]: ["list", pair]}], names[2]: ["net", {names[3]: ["modules", pair]}]}
    yield finds("registered", "registered anywhere in the tree is registered", apart, [])
    twins = {names[0]: ["buffer"], names[1]: ["zeros"]}
    yield finds("identity", "a hidden tensor that equals a buffer is hidden all the same", twins, names[1:2])
    private = {"_" + names[0]: ["list", [linear]]}
    yield finds("private", "names that start with an underscore count too", private, list(private))
    dropout = {names[0]: ["list", [["dropout", 0.5]]]}
    yield finds("modules", "a module without parameters counts too: eval() does not reach it", dropout, names[:1])
    for _ in range(8):
        recipe, want = {}, []
        for prefix, part in (("", recipe), ("part.", {})):
            free = rng.sample(NAMES, 8)
            for spec in visible(rng):
                part[free.pop()] = spec
            for _ in range(rng.randint(0, 2)):
                want.append(prefix + free[-1])
                part[free.pop()] = hiding(rng)
            if prefix:
                recipe["part"] = ["net", part]
        yield finds("mixture", "a random model: everything hidden is found, nothing else", recipe, want)


# Predictions ----------------------------------------------------------------------------------------------------------

prediction(
    "registration/list-bug",
    "The hidden layer sits in a Python list. Test accuracy?",
    options={
        "10 %": "You expected that a model with an invisible layer learns nothing. It learned: the last layer is registered, and "
        "it was trained on the random features that the invisible layer computes. Random features are often good enough, "
        "which is why nothing looks wrong.",
        "50 %": "You expected half of the damage. But a last layer that is trained well on many random features comes close "
        "to a network in which both layers learn. The bug costs almost nothing here, which is why nobody notices it.",
        "97 %": "You saw it coming: the last layer alone, trained on the random features of a layer that never moves, is "
        "enough for this task. The accuracy does not show the bug. Saving and loading will.",
    },
)
prediction(
    "registration/reload",
    "Saved, loaded into a fresh model, all keys matched. Test accuracy?",
    options={
        "the same": "All keys matched, so why not? Because state_dict() lists registered layers only. The hidden layer was never "
        "saved, the fresh model drew a new one, and the trained last layer now reads features it has never seen.",
        "a little lower": "The damage is complete. The last layer was trained for the features of one particular hidden layer; the "
        "fresh model has a new random one, so every weight of the last layer reads the wrong feature.",
        "about 10 %": "You saw it coming: the hidden layer was never saved, the fresh model drew a new one, and the trained "
        "last layer reads features it has never seen. One class in ten is right by chance.",
    },
)
