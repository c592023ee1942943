"""Lesson 02, exercise mini-module."""


import torch
from torch import nn

from graders.claims import (
    claim,
    works,
)
from graders.judge import exercise, run


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
