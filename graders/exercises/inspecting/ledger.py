"""Lesson 03, exercise ledger."""

from dataclasses import replace

import torch
from torch import nn

from graders.causes import told_by
from graders.claims import claim, works
from graders.exercises.inspecting import some, unlisted
from graders.judge import exercise, in_turn
from graders.look import reseed

FIELDS = ("name", "shape", "numel", "requires_grad", "grad")
STATUSES = ("none", "zero", "nonzero")


def rows(learner, kind, sizes, seed):
    """What the learner's function tells of a model of this kind: for each row its fields, as plain data."""
    import operator

    reseed(seed)
    n, m, k = sizes

    class Net(nn.Module):
        pass

    net = Net()
    if kind in ("fresh", "cleared", "frozen"):
        net.gain, net.offset = nn.Parameter(torch.randn(m)), nn.Parameter(torch.tensor(1.5))
        net.body = nn.Sequential(nn.Linear(n, m), nn.Sequential(nn.PReLU(), nn.BatchNorm1d(m)))
        net.head = nn.Linear(m, k)
        net.idle = nn.Linear(2, 3)
        net.head.bias.requires_grad_(False)
        if kind != "fresh":
            out = net.head(net.gain * net.body(torch.randn(m + 4, n)) + net.offset)
            out.square().mean().backward()
        if kind == "cleared":
            net.zero_grad(set_to_none=False)
        if kind == "frozen":
            net.body.requires_grad_(False)
    elif kind == "branches":
        net.again = net.twin = nn.Linear(n, m)  # one layer under two names
        net.used, net.idle, net.muted = nn.Linear(n, m), nn.Linear(n, m), nn.Linear(n, m)
        x = torch.randn(5, n)
        (net.used(x) + 0 * net.muted(x) + net.twin(x)).square().sum().backward()
    else:
        for name in ("cancelling", "negative", "sparse", "faint", "alone"):
            setattr(net, name, nn.Parameter(torch.randn(() if name == "alone" else m)))
        net.table = nn.Embedding(n, 2)
        net.norm = nn.BatchNorm1d(k)
        up_and_down = torch.ones(m)
        up_and_down[-1] = 1.0 - m
        loss = (net.cancelling * up_and_down).sum() - net.negative.sum() + net.sparse[1] + 1e-10 * net.faint.sum()
        (loss - net.alone + net.table(torch.tensor([1])).sum()).backward()

    next(net.children()).eval()  # a part with a mode of its own

    def whole(model):  # all that a function which only looks leaves as it is
        held = [*model.named_parameters(), *model.named_buffers()]
        told = [(n, t, t.requires_grad, t.detach().clone(), None if t.grad is None else t.grad.clone()) for n, t in held]
        return told, [module.training for module in model.modules()]

    def same(one, other):
        return one is other or (one is not None and other is not None and torch.equal(one, other))

    def touched(model, kept):
        now, modes = whole(model)
        if kept[1] != modes or len(now) != len(kept[0]):
            return "modes" if kept[1] != modes else "tensors"
        for (n, t, free, numbers, grad), (_m, u, now_free, now_numbers, now_grad) in zip(kept[0], now):
            if t is not u or not same(numbers, now_numbers):
                return f"numbers of {n}"
            if free != now_free or not same(grad, now_grad):
                return f"requires_grad of {n}" if free != now_free else f"gradient of {n}"
        return None

    kept = whole(net)

    def plain(value):
        if isinstance(value, str):
            return str.__str__(value) if type(value).__str__ is str.__str__ else str.__add__(value, "")
        if isinstance(value, torch.Tensor):
            return {"type": type(value).__name__}
        if isinstance(value, (str, bool, type(None))):
            return value
        if isinstance(value, (tuple, list)):
            return [plain(item) for item in value]
        try:
            return value.item() if hasattr(value, "item") else operator.index(value)  # NumPy's numbers too
        except TypeError:
            return {"type": type(value).__name__}

    found = learner["ledger"](net)
    if hasattr(found, "__next__"):
        found = list(found)
    change = touched(net, kept)
    if isinstance(found, (str, dict, torch.Tensor, nn.Module)) or not hasattr(found, "__iter__"):
        return {"type": type(found).__name__}
    told = []
    for row in found:
        row = row._asdict() if hasattr(row, "_asdict") else row
        if not isinstance(row, dict):
            return {"row": type(row).__name__}
        told.append({str(key): plain(value) for key, value in row.items()})
    once = len({id(row) for row in found}) == len(told) if isinstance(found, (list, tuple)) else True
    return {"rows": told, "touched": change, "one": not once and len(told) > 1}


def wanted(kind, sizes):
    """The right rows of a model of this kind, as {name: (shape, requires_grad, grad)}."""
    n, m, k = sizes
    if kind == "branches":
        status = {"again": "nonzero", "used": "nonzero", "idle": "none", "muted": "zero"}
        return {
            f"{name}.{part}": (shape, True, grad)
            for name, grad in status.items()
            for part, shape in (("weight", [m, n]), ("bias", [m]))
        }
    if kind == "signs":
        one = {name: ([m], True, "nonzero") for name in ("cancelling", "negative", "sparse", "faint")}
        one |= {"alone": ([], True, "nonzero"), "table.weight": ([n, 2], True, "nonzero")}
        return one | {"norm.weight": ([k], True, "none"), "norm.bias": ([k], True, "none")}
    shapes = {"gain": [m], "offset": [], "body.0.weight": [m, n], "body.0.bias": [m], "body.1.0.weight": [1]}
    shapes |= {"body.1.1.weight": [m], "body.1.1.bias": [m], "head.weight": [k, m], "head.bias": [k]}
    shapes |= {"idle.weight": [3, 2], "idle.bias": [3]}
    had = {"fresh": "none", "cleared": "zero", "frozen": "nonzero"}[kind]
    return {
        name: (
            shape,
            name != "head.bias" and not (kind == "frozen" and name.startswith("body")),
            "none" if name.startswith("idle") or name == "head.bias" else had,
        )
        for name, shape in shapes.items()
    }


WHEN = {
    "fresh": "a new model, before any backward()",
    "branches": "a branch in use, an idle one, one multiplied by 0",
    "signs": "gradients of many kinds",
    "cleared": "after zero_grad(set_to_none=False)",
    "frozen": "frozen after backward(): it keeps the gradient that it had",
}
GRADIENTS = {  # what stands in .grad of some of these parameters
    "muted": "is all zeros",
    "cancelling": "is 1 everywhere but for a last number that brings the sum to 0",
    "negative": "is -1 everywhere",
    "sparse": "is 1 at one place and 0 elsewhere",
    "table": "is 1 in one row and 0 elsewhere",
    "faint": "is 1e-10 everywhere",
    "alone": "is the number -1",
}
MANY = "A gradient holds many numbers, and `if` wants one yes or no. Ask `p.grad is None` first, then .any() of `p.grad != 0`."
NONE = "Where no gradient arrived, p.grad is None, and no tensor: ask `p.grad is None` before anything else."
ERRORS = {
    "0-d tensor": "A parameter of one number, of shape (), has no len(): p.numel() counts in any.",
    "converted to Scalar": "item() is for one number, and a gradient holds many: (p.grad != 0).any().",
    "index out of range": "Shapes have any number of sizes, none included: p.numel() multiplies them all.",
    "Boolean value of Tensor": MANY,
    "does not require grad": "A ledger only looks at .grad: it runs no backward().",
    "'bool' object has no attribute '(any|all|sum)'|'NoneType' object has no attribute|instances of 'NoneType'": NONE,
}
# What a wrong status gives away: which parameter, in which model, and the status found.
CAUSES = {
    ("idle", "zero"): "No gradient, None, is called zero. Ask `p.grad is None` before you look at numbers.",
    ("muted", "nonzero"): "A gradient that exists counts as nonzero here, or p itself is asked. Look for a number in p.grad that differs from 0.",
    ("muted", "none"): "A gradient of zeros is called none. None means that there is no tensor: `p.grad is None`.",
    (
        "cancelling",
        "zero",
    ): "The numbers add up to 0, and none of them is 0. Ask each number, and then whether any differs.",
    ("negative", "zero"): "Negative numbers count as zero here. Not zero is `!= 0`, not `> 0`.",
    ("sparse", "zero"): "One zero among the numbers decides here. Zero means that all of them are 0.",
    ("table", "zero"): "One zero among the numbers decides here. Zero means that all of them are 0.",
    (
        "faint",
        "zero",
    ): "A very small gradient is rounded down to zero here. Compare with 0 itself, without a tolerance.",
    ("alone", "zero"): "A gradient of one negative number counts as zero here. Not zero is `!= 0`, not `> 0`.",
}


@exercise(
    "inspecting/ledger",
    "ledger",
    hints=(
        "Take the one row that the card names. Which of the five entries is wrong: what is the parameter called, how large is "
        "it, does it ask for gradients, and what stands in its .grad?",
        "A loop over model.named_parameters() gives name and parameter; p.shape, p.numel() and p.requires_grad are three of the "
        "entries. For the last one ask first whether p.grad is None, then whether any number in it differs from 0.",
        "The last entry is a function of its own:\n"
        "    def status(p):\n"
        "        if p.grad is None:\n"
        '            return "none"\n'
        '        return "nonzero" if (p.grad != 0).any() else "zero"\n'
        "And a row begins like this:\n"
        '    {"name": name, "shape": tuple(p.shape), "numel": p.numel(), ...}',
    ),
)
def ledger(ask, rng):
    sizes = rng.sample(range(3, 10), 3)
    kinds = ["fresh", "branches", "signs", "cleared", "frozen"]
    each = [{"kind": kind, "sizes": sizes, "seed": rng.randrange(10**6)} for kind in kinds]
    for kind, seen in zip(kinds, in_turn(ask, rows, "ledger", each=each)):
        fine, text = works(seen, "a function"), seen.get("error", {}).get("text", "")
        fine = replace(fine, cause=told_by(text, ERRORS.items()) or fine.cause)
        yield fine
        if fine.holds:
            yield from judged(kind, sizes, seen["result"])


def judged(kind, sizes, result):
    """The claims on the rows of one model."""
    want, when = wanted(kind, sizes), WHEN[kind]
    if "rows" not in result:
        found, cause = (
            (f"rows of type {result['row']}", "A row is a dict with five entries, such as {'name': name, ...}.")
            if "row" in result
            else unlisted(
                result,
                "a list of rows",
                {"dict": "A dict is returned. The answer is a list, with a dict for each parameter."},
            )
        )
        yield claim("rows", False, "", "a list of rows, one dict for each parameter", found, cause=cause)
        return
    told = result["rows"]
    change = result["touched"]
    yield claim("untouched", not change, "the model is left as it is", found=f"another {change}" if change else "",
                cause="eval() and train() reach every part, and asking needs neither." if change == "modes" else
                "A ledger only looks. backward(), zero_grad(), requires_grad_() and writing change what is asked about.")  # fmt: skip
    for row in told:
        absent = [field for field in FIELDS if field not in row]
        yield claim("fields", not absent, "each row has name, shape, numel, requires_grad and grad",
                    found=f"a row with {some(row)}", cause=f"There is no entry {absent[0]!r}." if absent else None)  # fmt: skip
    names = [str(row["name"]) for row in told]
    yield claim("rows", not result["one"], "each row is a dict of its own", found="one dict, several times in the list",
                cause="One dict is filled again and again: make a new one in each turn of the loop.")  # fmt: skip
    missing, extra = [name for name in want if name not in names], [name for name in names if name not in want]
    right = not missing and not extra and len(names) == len(want)
    yield claim("names", right, "each parameter has one row, at every depth", f"{len(want)} rows, from {next(iter(want))!r} to {list(want)[-1]!r}",
                f"{len(names)} row{'s' * (len(names) != 1)}" + (f", without {missing[0]}" if missing else f", with {extra[0]}" if extra else ""),
                cause=None if right else names_cause(len(names), missing, extra, want))  # fmt: skip
    grads = [(want[row["name"]][2], row["grad"]) for row in told]
    turned = {("zero", "nonzero"), ("nonzero", "zero")} <= set(grads) <= {("none", "none"), ("zero", "nonzero"), ("nonzero", "zero")}  # fmt: skip
    for before, row in zip([None, *told], told):
        (shape, free, grad), name = want[row["name"]], row["name"]
        size = torch.Size(shape).numel()
        yield claim("shape", row["shape"] == shape, "shapes are those of the parameters", f"shape {tuple(shape)} for {name}",
                    shown(row["shape"]), cause="The shape of a parameter is p.shape, a row of sizes.")  # fmt: skip
        yield claim("numel", row["numel"] == size and not isinstance(row["numel"], bool), "numel is how many numbers it holds",
                    f"{size} for {name} of shape {tuple(shape)}", shown(row["numel"]), cause=numel_cause(row["numel"], shape))  # fmt: skip
        yield claim("requires_grad", row["requires_grad"] is free, "requires_grad tells the frozen ones",
                    f"{free} for {name}" + (", which is frozen" if not free else ""), shown(row["requires_grad"]),
                    cause=free_cause(row["requires_grad"], free))  # fmt: skip
        same = row["grad"] == grad
        yield claim("grad", same, f"grad is right: {when}", expected_grad(kind, name, grad), shown(row["grad"]), cause=None if same else grad_cause(kind, name, row["grad"], before["grad"] if before else None, turned))  # fmt: skip


def expected_grad(kind, name, grad):
    """The right status, with what stands in .grad."""
    holds = "is None" if grad == "none" else GRADIENTS.get(name.partition(".")[0], "has numbers that are not 0")
    if kind == "cleared" and grad == "zero":
        holds = "is all zeros"
    return f"{grad!r} for {name}, whose .grad {holds}"


def shown(value):
    """A value as a card shows it."""
    if isinstance(value, dict):
        return f"a {value['type']}"
    return repr(tuple(value) if isinstance(value, list) else value)[:50]


def names_cause(found, missing, extra, want):
    if extra and all(any(full.endswith("." + name) for full in missing) for name in extra):
        return "The path to the layer is missing: names are those of named_parameters(), such as 'body.0.weight'."
    if found == 1 and not extra:
        return "Nearly all parameters are missing: does return stand inside the loop?"
    if any(name.rpartition(".")[2] in ("running_mean", "running_var", "num_batches_tracked") for name in extra):
        return "Buffers are in the list as well. state_dict() holds both, and named_parameters() the parameters alone."
    if missing == extra == [] or (extra and not missing and all(name.startswith("twin") for name in extra)):
        return "A shared parameter has more than one row: named_parameters() lists each once."
    if len(extra) > 10 and len(extra) == found and all(n.startswith(("eye", "left", "right", "out")) for n in extra):
        return "These are the names of the reader in the notebook: ask the model that is handed over."
    only_children = missing == [name for name in want if name.count(".") != 1] and any("." in name for name in missing)
    if only_children and not extra:
        return "Only the direct children are asked. Parameters also sit deeper, and on the model itself."
    if missing and all("." not in name for name in missing):
        return "Parameters of the model itself are left out: named_parameters() lists them too."
    if missing == ["head.bias"]:
        return "A frozen parameter is left out. It has a row like any other."
    if missing and all("." in name for name in missing):
        return "Some layers are left out: named_parameters() goes down to every depth."
    return "The names are those of named_parameters(), such as 'body.0.weight'." if extra else None


def numel_cause(found, shape):
    if isinstance(found, dict):
        return "p.numel() is a method; it is called, with parentheses." if "method" in found["type"] else None
    if found is None:
        return None
    if shape and found == shape[0]:
        return "That is the first size alone, len(p). p.numel() multiplies all of them."
    if found == len(shape):
        return "That is how many sizes the shape has. p.numel() multiplies them."
    return None


def free_cause(found, free):
    if isinstance(found, str):
        return "True and False themselves are wanted, not a text: p.requires_grad, without str()."
    if free and found is False:
        return "p.requires_grad of the parameter itself tells, whether it has a gradient or not; a tensor from state_dict() has none."
    if not free and found is True:
        return "A frozen parameter comes out as free. requires_grad of the parameter itself tells."
    return None


def grad_cause(kind, name, found, above, turned):
    """What a wrong status of a gradient gives away."""
    if found not in STATUSES:
        given = f"The three words are {', '.join(map(repr, STATUSES))}."
        return f"None is the word 'none' here, a text. {given}" if found is None else given
    if turned:
        return "'zero' and 'nonzero' have changed places."
    if kind == "branches" and name.startswith("idle") and found == above == "nonzero":
        return "The word of the row before is left over: each turn of the loop has to find its own."
    if kind == "fresh":
        return "Before any backward() there is no gradient: .grad is None."
    if kind == "frozen":
        if found == "none" and name.startswith("body"):
            return "requires_grad decides about grad here. Freezing leaves the old gradient where it is; look at .grad."
        key = "idle" if name.startswith("idle") else "muted"
    elif kind == "cleared":
        key = "idle" if name.startswith(("idle", "head.bias")) else "muted"
    else:
        key = name.partition(".")[0]
    if found == "none" and key not in ("idle", "muted"):
        return (
            "There is a gradient. Tensors from state_dict(), .data or a copy of the model have none: ask p.grad itself."
        )
    told = CAUSES.get((key, found))
    if found == "zero" and not told:
        return "The gradient has numbers that are not 0. Does a sum, a mean or a sign decide here?"
    return told
