"""Lesson 03, exercise shared-with."""

from dataclasses import replace

import torch
from torch import nn

from graders import judge
from graders.causes import the_cause, told_by
from graders.claims import claim, works
from graders.exercises.inspecting import some, unlisted
from graders.judge import exercise, run_each
from graders.look import as_found, reseed


def partners(learner, kind, sizes, seed):
    """What the learner's function says of a model of this kind: for each name the other names, as sorted lists."""
    reseed(seed)
    n, m, k = sizes

    class Net(nn.Module):
        pass

    net = Net()
    if kind == "alike":  # equal numbers, equal shapes, one memory; and never the same parameter
        net.norms = nn.Sequential(nn.BatchNorm1d(m), nn.BatchNorm1d(m))
        net.one, net.other = nn.Linear(n, n), nn.Linear(n, n)
        net.other.load_state_dict(net.one.state_dict())
        net.seen = nn.Linear(k, n)
        net.view = nn.Linear(k, n)
        net.view.weight.data = net.seen.weight.data
    elif kind == "tied":  # one weight in two layers, one of them deep down
        net.table = nn.Embedding(n, k)
        net.body = nn.Sequential(nn.Linear(n, m), nn.Sequential(nn.ReLU(), nn.Linear(k, n)))
        net.body[1][1].weight = net.table.weight
    elif kind == "thrice":  # a layer in three places, a Parameter of the model in another one
        layer = nn.Linear(m, m)
        net.stack = nn.ModuleList([layer, nn.ReLU(), layer, layer])
        net.scale = nn.Parameter(torch.randn(m))
        net.part = nn.Module()
        net.part.gain = net.scale
    elif kind == "frozen":  # shared, frozen, with gradients and without
        net.first, net.out = nn.Linear(m, m), nn.Linear(m, m)
        net.out.bias = net.first.bias
        net.out(net.first(torch.randn(3, m))).sum().backward()
        net.first.bias.requires_grad_(False)
    next(net.children()).eval()  # a part with a mode of its own
    if learner is None:
        return net
    modes = [module.training for module in net.modules()]
    flags = {name: p.requires_grad for name, p in net.named_parameters()}
    found = learner["shared_with"](net)
    change = "train() and eval() modes" if modes != [module.training for module in net.modules()] else None
    if flags != {name: p.requires_grad for name, p in net.named_parameters()}:
        change = "requires_grad"
    if not hasattr(found, "items"):
        return {"type": type(found).__name__}
    told = {}
    for name, others in found.items():
        if not isinstance(name, str):
            return {"key": type(name).__name__}
        if isinstance(others, (str, dict, torch.Tensor)) or not hasattr(others, "__iter__"):
            return {"value": type(others).__name__}
        others = list(others)
        if odd := [other for other in others if not isinstance(other, str)]:
            return {"item": type(odd[0]).__name__}
        told[name] = sorted(others)
    return {"others": told, "touched": change}


def by(model, same, names=None, itself=False, alone=True, kept=None, keys=None):
    """For each name the other names of what is the same by ``same``; wrong where an argument says so."""
    every = list(model.named_parameters(remove_duplicate=False)) if names is None else names(model)
    order = [name for name, _ in every]
    table = {name: [n for n, q in every if same(p, q) and (itself or n != name)] for name, p in every}
    kept = kept or (lambda name, others, order: others)
    asked = table if keys is None else [name for name, _ in keys(model)]
    return {name: sorted(kept(name, table[name], order)) for name in asked if alone or table[name]}


def is_it(p, q):
    return p is q


def same_ending(net):
    every = [name for name, _ in net.named_parameters(remove_duplicate=False)]
    return {name: sorted(o for o in every if o != name and o.split(".")[-1] == name.split(".")[-1]) for name in every}


# What an answer does wrong, as the arguments of `by` that make the same mistake.
DOUBLES = [
    ("Equal numbers count as the same parameter here. `is` asks for the very object.",
     {"same": lambda p, q: p.shape == q.shape and torch.equal(p, q)}),
    ("Tensors of equal shape count as the same parameter here. `is` asks for the very object.",
     {"same": lambda p, q: p.shape == q.shape}),
    ("Two Parameters on one memory count as the same here. `is` asks for the very object, and data_ptr() for the memory.",
     {"same": lambda p, q: p.data_ptr() == q.data_ptr()}),
    ("A name is among its own partners: only the other names are wanted.", {"same": is_it, "itself": True}),
    ("Names without a partner are missing: they have an entry, an empty list.", {"same": is_it, "alone": False}),
    ("Each parameter is met under its first name alone: remove_duplicate=False lists every name.",
     {"same": is_it, "names": lambda m: list(m.named_parameters())}),
    ("Frozen parameters are left out, and they can be shared too.",
     {"same": is_it, "names": lambda m: [x for x in m.named_parameters(remove_duplicate=False) if x[1].requires_grad]}),
    ("No name has a partner here. Compare id(p) of the parameters: id(name), and each tensor of state_dict(), is another one. "
     "And remove() may empty a list that several names share.", {"same": lambda p, q: False}),
    ("Buffers have entries here, too: state_dict() holds them, and named_parameters() does not.",
     {"same": is_it, "names": lambda m: list(m.state_dict(keep_vars=True).items())}),
    ("The last part of a name decides here. Shared means: the very same object.", same_ending),
    ("Only the first name of each parameter has an entry, with all of its names in it. Each name has one, of the others.",
     {"same": is_it, "keys": lambda m: m.named_parameters(), "itself": True}),
    ("Each tensor of state_dict() is a new object, so nothing is ever the same: ask the parameters themselves.",
     {"same": lambda p, q: False, "names": lambda m: list(m.state_dict().items())}),
    ("Only the first name of each parameter has an entry: each of its names gets one, a key of its own.",
     {"same": is_it, "keys": lambda m: m.named_parameters()}),
    ("Only the first name of a shared parameter has an entry: each name of each parameter gets one, alone or not.",
     {"same": is_it, "keys": lambda m: m.named_parameters(), "alone": False}),
    ("Only weights are looked at: a bias, and a Parameter of any name, can be shared too.",
     {"same": is_it, "names": lambda m: [x for x in m.named_parameters(remove_duplicate=False) if "weight" in x[0]]}),
    ("The last name is the only partner of the others: does each name of a parameter overwrite the one before it?",
     {"same": is_it, "kept": lambda name, others, order: [max([name, *others], key=order.index)] if others and order.index(name) < max(map(order.index, others)) else []}),
    ("One other name is not always all of them: a parameter can have three names.",
     {"same": is_it, "kept": lambda name, others, order: others[:1]}),
    ("One other name is not always all of them: a parameter can have three names.",
     {"same": is_it, "kept": lambda name, others, order: others[-1:]}),
    ("Only the earliest name is ever a partner, and has none itself: does the collection of an object get each of its names?",
     {"same": is_it, "kept": lambda name, others, order: [o for o in others if order.index(o) < order.index(name)][:1]}),
    ("Only the later name knows the earlier ones: each of the names has the others as partners.",
     {"same": is_it, "kept": lambda name, others, order: [o for o in others if order.index(o) < order.index(name)]}),
    ("Only the first name knows the later ones: each of the names has the others as partners.",
     {"same": is_it, "kept": lambda name, others, order: [o for o in others if order.index(o) > order.index(name)]}),
    ("Only shared layers are found. A weight alone can be shared, too.", None),
]  # fmt: skip


def double(net, wrong):
    if callable(wrong):
        return wrong(net)
    if wrong is not None:
        return by(net, **wrong)
    layers = {
        f"{path}.{name}" if path else name: module
        for path, module in net.named_modules(remove_duplicate=False)
        for name in module._parameters
    }
    return {
        name: sorted(o for o in layers if o != name and layers[o] is layers[name] and o.rpartition(".")[2] == name.rpartition(".")[2])
        for name in layers
    }  # fmt: skip


KINDS = {
    "alike": "equal numbers, equal shapes or one memory do not make one parameter",
    "tied": "a weight that two layers share has two names",
    "thrice": "a layer in three places: each name has two others",
    "frozen": "a frozen parameter can be shared, too",
}
DRAWN = {
    "alike": "no two names are one object",
    "tied": "body.1.1.weight is table.weight",
    "thrice": "stack holds one layer three times, and part.gain is scale",
    "frozen": "out.bias is first.bias, and frozen",
}
TYPES = {
    "list": "A list is returned. The answer is a dict: a name, and the list of its other names.",
    "set": "A set is returned. The answer is a dict: a name, and the list of its other names.",
}


ERRORS = (
    ("Boolean value|size of tensor", "== and `in` compare the numbers in tensors. `is` and id() tell objects apart."),
    ("argument 'remove_duplicate'", "parameters() knows no remove_duplicate; named_parameters() does, and gives pairs."),
    ("'tuple' object has no attribute", "named_parameters() gives pairs, name and parameter: for name, p in ..."),
    ("'generator' object is not subscriptable", "named_parameters() hands out pairs one by one: list(...) makes a list of them."),
    ("'NoneType' object has no attribute 'append'|'NoneType' object is not iterable",
     "append() changes a list and gives nothing back: what is stored is None. setdefault(id(p), []).append(name)."),
    ("'str' object has no attribute 'append'", "A collection is a list, and a name alone is none: [name]."),
    ("changed size during iteration", "Something is put into the dict that the loop goes through: make a new dict."),
    (r"list.remove\(x\): x not in list", "remove() changes the list itself, and other names have the same one: make a new list."),
    (r"^\d{6,}$", "There is no list under this id() yet: setdefault(id(p), []) makes it when it is missing."),
)  # fmt: skip


def wrong_way(cases, found):
    """In a plain sentence what an answer does wrong that gave these names, if that is certain."""
    with as_found():
        pairs = [(partners(None, **case), f["others"]) for case, f in zip(cases, found) if "others" in f]
        return the_cause(DOUBLES, lambda wrong: all(double(net, wrong) == others for net, others in pairs))


def no_table(got):
    """What was found, and why, where the function gives no dict of names."""
    if "type" in got:
        return unlisted(got, "a dict of names", TYPES)
    if "key" in got:
        return f"keys of type {got['key']}", "The keys are names, as text: named_parameters() gives name and parameter."
    if "value" in got:
        return f"a value of type {got['value']}", "Each value is a list of names, an empty one where there is no other."
    return f"things of type {got['item']} in a list", "The values are lists of names, as text."


@exercise(
    "inspecting/shared-with",
    "shared_with",
    hints=(
        "Take the name that the card shows. Under which other names is the very same object found, and did you look at every "
        "name or at the first of each parameter?",
        "named_parameters(remove_duplicate=False) gives every name. Collect the names of one object under its id(). Then each "
        "name gets the others of its collection.",
        "First the collections, then the answer from them:\n"
        "    names = {}\n"
        "    every = list(model.named_parameters(remove_duplicate=False))\n"
        "    for name, p in every:\n"
        "        names.setdefault(id(p), []).append(name)\n"
        "And for one name:\n"
        "    [other for other in names[id(p)] if other != name]",
    ),
)
def shared_with(ask, rng):
    sizes = rng.sample(range(3, 9), 3)
    cases = [
        {"kind": kind, "sizes": sizes, "seed": rng.randrange(10**6)} for kind in ("tied", "alike", "thrice", "frozen")
    ]
    answers = judge.answers(ask(run_each(partners, "shared_with", each=cases)))
    found = [seen["result"] for seen in answers if "result" in seen]
    for case, seen in zip(cases, answers):
        fine, text = works(seen, "a function"), seen.get("error", {}).get("text", "")
        fine = replace(fine, cause=told_by(text, ERRORS) or fine.cause)
        yield fine
        if not fine.holds:
            return
        got, kind = seen["result"], case["kind"]
        if "others" not in got:
            what, cause = no_table(got)
            yield claim("names", False, "", "a dict: each name, and the list of its other names", what, cause=cause)
            return
        yield claim("untouched", not got["touched"], "the model is left as it is", found=f"other {got['touched']} than before",
                    cause="shared_with only looks: eval(), train() and requires_grad_() reach every part, and stay.")  # fmt: skip
        with as_found():
            want = by(partners(None, **case), is_it)
        others = got["others"]
        wrong = next((name for name in want if others.get(name) != want[name]), None)
        extra = next((name for name in others if name not in want), None)
        same = wrong is None and extra is None
        shown, expected = "", ""
        if not same:
            name = wrong or extra
            expected = f"{name!r}: {some(want[name], 3) if name in want else 'no entry'}, where {DRAWN[kind]}"
            shown = f"{name!r}: {some(others[name], 3)}" if name in others else f"no entry for {name!r}"
        yield claim(kind, same, KINDS[kind], expected, shown, cause=None if same else wrong_way(cases, found))
