"""Lesson 03, exercise count."""

from dataclasses import replace

import torch
from torch import nn

from graders import judge
from graders.causes import the_cause, told_by
from graders.claims import claim, works
from graders.exercises.inspecting import NOTHING
from graders.judge import exercise, run_each
from graders.look import as_found, reseed


def counts(learner, kind, sizes, seed, given):
    """What the learner's function counts in a model of this kind, called with the arguments ``given``."""
    import operator

    reseed(seed)
    n, m, k = sizes

    class Net(nn.Module):
        pass

    net = Net()
    if kind == "tied":  # one layer in three places, one weight in two, a frozen one in two
        net.first = nn.Linear(m, m)
        net.again = nn.Sequential(net.first, nn.ReLU(), net.first)
        net.table, net.out = nn.Embedding(n, k), nn.Linear(k, n)
        net.out.weight = net.table.weight
        net.scale = nn.Parameter(torch.randn(n + k))
        net.twin = nn.Module()
        net.twin.scale = net.scale
        net.scale.requires_grad_(False)
    elif kind == "alike":  # equal shapes and equal numbers, and yet parameters of their own
        net.norms = nn.Sequential(nn.BatchNorm1d(m), nn.ReLU(), nn.BatchNorm1d(m))
        net.one = nn.Linear(n, n)
        net.other = nn.Linear(n, n)
        net.other.load_state_dict(net.one.state_dict())
        net.other.requires_grad_(False)
    elif kind == "empty":
        net.act = nn.ReLU()
        net.register_buffer("offset", torch.zeros(m))
    else:  # everything that one may overlook, a part of it frozen, and an idle layer
        net.gain, net.offset = nn.Parameter(torch.randn(m)), nn.Parameter(torch.tensor(1.5))
        net.body = nn.Sequential(nn.Linear(n, m), nn.Sequential(nn.PReLU(), nn.BatchNorm1d(m), nn.Linear(m, m)))
        net.head, net.idle = nn.Linear(m, k, bias=False), nn.Linear(k, n)
        net.body[0].requires_grad_(False)
        net.idle.bias.requires_grad_(False)
        if kind == "trained":
            net.head(net.gain * net.body(torch.randn(m + 4, n)) + net.offset).square().mean().backward()
            net.gain.requires_grad_(False)  # and keeps the gradient that it had
    for part in list(net.children())[:1]:
        part.eval()  # a part with a mode of its own
    kept = [(p, p.requires_grad, p.detach().clone(), p.grad, None if p.grad is None else p.grad.clone())
            for p in net.parameters()]  # fmt: skip
    modes = [module.training for module in net.modules()]
    found = learner["count"](net, **given)
    if isinstance(found, nn.Module):
        return net
    touched = None
    if modes != [module.training for module in net.modules()]:
        touched = "train() and eval() modes"
    for p, free, numbers, grad, kept_grad in kept:
        if p.requires_grad != free:
            touched = "requires_grad"
        elif not torch.equal(p, numbers):
            touched = "numbers"
        elif (p.grad is None) != (grad is None) or (grad is not None and not torch.equal(p.grad, kept_grad)):
            touched = "gradients"
    told = {"touched": touched, "type": type(found).__name__, "text": repr(found)[:40], "count": None, "value": None}
    try:
        told["value"] = float(found)
        if not isinstance(found, (torch.Tensor, str, bool)):
            told["count"] = operator.index(found)  # NumPy's whole numbers too
    except (TypeError, ValueError, RuntimeError, OverflowError):
        pass
    return told


def once(model, dedupe):
    """The parameters to count: each once, or one for each of its names."""
    return list(model.named_parameters(remove_duplicate=dedupe))


def chosen(p, trainable):
    return trainable is None or p.requires_grad == trainable


def first_of_each(pairs, key):
    return list({key(p): (name, p) for name, p in reversed(pairs)}.values())


# What an answer does wrong, with a wrong way to walk (model, dedupe -> named parameters), to choose or to measure.
WALKS = [
    ("state_dict() is counted: it holds buffers as well, and a shared weight once for each of its names.",
     lambda m, d: list(m.state_dict(keep_vars=True).items())),
    ("Buffers are counted as well. They are no parameters.",
     lambda m, d: [*once(m, d), *m.named_buffers()]),
    ("A shared parameter is counted once for each of its names, even with dedupe=True.", lambda m, d: once(m, False)),
    ("dedupe=False changes nothing here: named_parameters(remove_duplicate=False) lists every name.",
     lambda m, d: once(m, True)),
    ("dedupe works the wrong way round: True means that a shared parameter counts once.", lambda m, d: once(m, not d)),
    ("Only what the model holds itself is counted: layers within it hold parameters, too.",
     lambda m, d: list(m.named_parameters(recurse=False))),
    ("Only the direct children are asked. Parameters also sit deeper, and on the model itself.",
     lambda m, d: [x for c in m.children() for x in c.named_parameters(recurse=False)]),
    ("Parameters of the model itself are left out: it may hold some beside its layers.",
     lambda m, d: [x for x in once(m, d) if "." in x[0]]),
    ("parameters() is asked again at each level, and it already walks down to every depth.",
     lambda m, d: [x for c in m.modules() for x in c.named_parameters()]),
    ("parameters() is asked again at each level, and it already walks down to every depth.",
     lambda m, d: [x for c in m.modules() for x in once(c, d)]),
    ("A weight that several layers share is counted in each of them: dedupe=True means once.",
     lambda m, d: [x for _, c in m.named_modules(remove_duplicate=d) for x in c.named_parameters(recurse=False)]),
    ("Biases are left out of the count: a name need not have weight in it.",
     lambda m, d: [x for x in once(m, d) if "weight" in x[0]]),
    ("Biases are left out of the count.", lambda m, d: [x for x in once(m, d) if "bias" not in x[0]]),
    ("Tensors of one dimension are left out, such as biases and norms.", lambda m, d: [x for x in once(m, d) if x[1].dim() > 1]),
    ("Parameters of equal shape are taken for one. Shared means: the very same object.",
     lambda m, d: first_of_each(once(m, False), lambda p: tuple(p.shape)) if d else once(m, False)),
    ("Parameters of equal shape are taken for one. Shared means: the very same object.",
     lambda m, d: list({tuple(p.shape): (name, p) for name, p in once(m, d)}.values()) if d else once(m, d)),
    ("Parameters of equal numbers are taken for one. Shared means: the very same object.",
     lambda m, d: first_of_each(once(m, False), lambda p: (tuple(p.shape), tuple(p.flatten().tolist()))) if d else once(m, False)),
    ("Parameters of equal numbers are taken for one. Shared means: the very same object.",
     lambda m, d: first_of_each(once(m, False), lambda p: p.sum().item()) if d else once(m, False)),
    ("With dedupe=False buffers are counted as well. They are no parameters.",
     lambda m, d: once(m, True) if d else list(m.state_dict(keep_vars=True).items())),
    ("With dedupe=False a shared layer is met once only: modules() lists each once.",
     lambda m, d: once(m, True) if d else [x for c in m.modules() for x in c.named_parameters(recurse=False)]),
]  # fmt: skip
CHOICES = [
    ("trainable is not looked at: True asks for free ones, False for frozen ones.", lambda p, t: True),
    ("trainable=False counts everything. It is not None: it asks for the frozen ones.", lambda p, t: not t or p.requires_grad),
    ("trainable=None comes out like False: None asks for all, free or frozen.", lambda p, t: p.requires_grad == bool(t)),
    ("trainable=None counts nothing: None asks for all, free or frozen.", lambda p, t: p.requires_grad == t),
    ("trainable=None counts the free ones alone: None asks for all.", lambda p, t: p.requires_grad == (t is not False)),
    ("True and False have changed places: trainable=True asks for those with requires_grad.",
     lambda p, t: t is None or p.requires_grad != t),
    ("trainable=False counts the free ones: requires_grad has to be compared with trainable.",
     lambda p, t: t is None or p.requires_grad),
    ("The free ones are counted whatever trainable says.", lambda p, t: p.requires_grad),
    ("Whether there is a gradient decides here. requires_grad tells what is frozen.",
     lambda p, t: t is None or (p.grad is not None) == t),
]  # fmt: skip
SIZES = [
    ("Tensors are counted here, not the numbers in them: p.numel().", lambda p: 1),
    ("The first size of each tensor is counted, not all of its numbers: p.numel().", lambda p: len(p) if p.dim() else 1),
    ("The sizes of a shape are added, not multiplied: p.numel().", lambda p: sum(p.shape)),
    ("Dimensions are counted here, not numbers: p.numel().", lambda p: p.dim()),
    ("Numbers that are 0 are left out: p.numel() counts them all.", lambda p: int(torch.count_nonzero(p))),
]  # fmt: skip


def doubles():
    """Wrong answers, each wrong in one way: (model, trainable, dedupe) -> a count."""
    for told, walk in WALKS:
        yield told, lambda m, t, d, walk=walk: total(walk(m, d), t)
    for told, choose in CHOICES:
        yield told, lambda m, t, d, choose=choose: sum(p.numel() for _, p in once(m, d) if choose(p, t))
    for told, size in SIZES:
        yield told, lambda m, t, d, size=size: sum(size(p) for _, p in once(m, d) if chosen(p, t))
    yield WALKS[0][0], lambda m, t, d: sum(p.numel() for p in m.state_dict().values())
    yield WALKS[0][0], lambda m, t, d: sum(p.numel() for p in m.state_dict().values() if chosen(p, t))
    yield "dedupe is looked at where trainable is None alone.", lambda m, t, d: total(once(m, d or t is not None), t)
    yield WALKS[1][0], lambda m, t, d: total(once(m, d), t) + sum(b.numel() for b in m.buffers())
    yield "One formula serves every layer; parameters() lists what each layer really holds.", by_formula
    for place in (0, -1):
        yield ONE[place], lambda m, t, d, place=place: sum(p.numel() for _, p in once(m, d)[place:][:1] if chosen(p, t))
    yield ONE[-1], lambda m, t, d: [0, *(p.numel() for _, p in once(m, d) if chosen(p, t))][-1]


ONE = {
    0: "Only the first parameter is counted: return stands inside the loop, and belongs after it.",
    -1: "Only the last parameter is counted: each turn of the loop overwrites the sum; += adds to it.",
}


def by_formula(m, t, d):
    return sum(x.in_features * x.out_features + x.out_features for x in m.modules() if isinstance(x, nn.Linear))


def total(pairs, trainable):
    return sum(p.numel() for _, p in pairs if chosen(p, trainable))


ERRORS = {
    "index out of range": "Shapes have any number of sizes, none included: p.numel() multiplies them all.",
    "'int' and 'torch.Size'": "p.size() and p.shape are a row of sizes, no number: p.numel() multiplies them.",
    "0-d tensor": "A parameter of one number, of shape (), has no len(): p.numel() counts in any.",
    r"count\(\) got an unexpected": "It is called as count(model, trainable=..., dedupe=...): its def line lists all three.",
    "argument 'remove_duplicate'": "parameters() knows no remove_duplicate; named_parameters() does, and gives pairs.",
    "'tuple' object has no attribute": "named_parameters() gives pairs, name and parameter: for name, p in ...",
    "too many values to unpack": "parameters() gives parameters alone; pairs, name and parameter, come from named_parameters().",
    "iterating over a 0-d tensor": "parameters() gives parameters alone; pairs, name and parameter, come from named_parameters().",
    "'generator' object has no attribute": "parameters() hands out parameters one by one: go through them in a loop.",
    r"object of type 'generator' has no len": "parameters() hands out parameters one by one, and has no length: add up p.numel().",
    "unsupported operand type.*'builtin_function_or_method'|'builtin_function_or_method' and": "numel is a method: p.numel() calls it.",
    "'bool' object is not callable": "requires_grad is True or False, no method: p.requires_grad.",
}
KINDS = {
    "mixed": "a model with layers in layers, parameters of its own and frozen ones",
    "trained": "the same after backward(), with an idle layer",
    "alike": "layers of equal shapes and equal numbers, not shared",
    "tied": "a model with shared parameters",
    "empty": "a model without parameters",
}


def written(given):
    return "".join(f", {name}={value}" for name, value in given.items())


def wrong_way(cases, found):
    """In a plain sentence what an answer does wrong that counted this, if that is certain."""
    first = next((f for f in found if f["count"] is None), None)
    if first:
        if first["type"] == "NoneType":
            some = any(f["count"] is not None for f in found)
            return (
                "One way through your function ends without a return. Does return stand inside the loop?"
                if some
                else NOTHING
            )
        if first["value"] is not None and all(f["value"] is not None for f in found):
            if added_up(cases, found):
                return "The numbers themselves are added up. How many there are is p.numel()."
            return f"Return a plain int: this is a {first['type']}."
        return f"Your function gives back a {first['type']}, and the answer is one whole number."
    with as_found():
        nets = [counts({"count": lambda net, **given: net}, **case) for case in cases]
        asked = [(case["given"].get("trainable"), case["given"].get("dedupe", True)) for case in cases]
        values = [f["count"] for f in found]
        return the_cause(doubles(), lambda double: [double(net, *a) for net, a in zip(nets, asked)] == values)


def added_up(cases, found):
    """Whether what was found are sums of the numbers, and not how many there are."""
    with as_found():
        for case, told in zip(cases, found):
            net, given = counts({"count": lambda net, **given: net}, **case), case["given"]
            chosen_ones = [p for _, p in once(net, given.get("dedupe", True)) if chosen(p, given.get("trainable"))]
            if abs(told["value"] - sum(p.sum().item() for p in chosen_ones)) > 1e-3:
                return False
    return True


@exercise(
    "inspecting/count",
    "count",
    hints=(
        "Take the call that the card shows. Which parameters should it count: free, frozen or all of them, and a shared one "
        "once or once for each name?",
        "Two decisions, one loop. named_parameters(remove_duplicate=dedupe) lists what is to be looked at. Of these, "
        "trainable=None takes all; True and False take those whose requires_grad is just that.",
        "The whole of it:\n"
        "    total = 0\n"
        "    for _, p in model.named_parameters(remove_duplicate=dedupe):\n"
        "        if trainable is None or p.requires_grad == trainable:\n"
        "            total += p.numel()\n"
        "    return total",
    ),
)
def count(ask, rng):
    sizes, seed = sorted(rng.sample(range(3, 12), 3)), rng.randrange(10**6)
    rng.shuffle(sizes)
    ways = [{}, {"trainable": True}, {"trainable": False}]
    tied = [*ways, *({**way, "dedupe": False} for way in ways), {"dedupe": True}]
    plan = {"mixed": ways, "trained": ways, "alike": ways, "tied": tied, "empty": [{}, {"dedupe": False}]}
    cases = [
        {"kind": kind, "sizes": sizes, "seed": seed, "given": given} for kind, calls in plan.items() for given in calls
    ]
    answers = judge.answers(ask(run_each(counts, "count", each=cases)))
    found = [seen["result"] for seen in answers if "result" in seen]
    for case, seen in zip(cases, answers):
        fine = works(seen, "a function")
        text = seen.get("error", {}).get("text", "")
        fine = replace(fine, cause=told_by(text, ERRORS.items()) or fine.cause)
        yield fine
        got, kind = seen["result"], case["kind"]
        change = got["touched"]
        yield claim("untouched", not change, "the model is left as it is", found=f"other {change} than before",
                    cause="count only looks: requires_grad_(), eval(), zero_grad() and writing change the model.")  # fmt: skip
        with as_found():
            net = counts({"count": lambda net, **given: net}, **case)
            want = total(once(net, case["given"].get("dedupe", True)), case["given"].get("trainable"))
        same = got["count"] == want
        name = "numbers" if got["count"] is None else kind
        yield claim(name, same, f"right for {KINDS[kind]}", f"{want} for count(model{written(case['given'])})",
                    got["text"], cause=None if same else wrong_way(cases, found))  # fmt: skip
