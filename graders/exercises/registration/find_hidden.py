"""Lesson 02, exercise find-hidden."""


import torch
from torch import nn

from graders.claims import (
    claim,
    works,
)
from graders.judge import exercise, run


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
