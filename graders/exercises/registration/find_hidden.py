"""Lesson 02, exercise find-hidden."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import torch
from torch import nn

from graders.claims import (
    claim,
    works,
)
from graders.judge import exercise, in_turn, run


def search(learner, recipe, calls=1):
    """Build a module from a recipe {attribute: [kind, ...]}; the names that the learner's function gives, for each call,
    as sorted lists. Where it gives something else, what that is, and whether it printed."""
    import contextlib
    import io

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
            makers = {"layer": lambda: nn.Linear(2, 2), "parameter": lambda: nn.Parameter(torch.randn(2))}
            return shared.setdefault(rest[0], makers.get(rest[0].split()[0], lambda: torch.randn(3))())
        return rest[0]

    def fill(recipe):
        net = Net()
        for name, spec in recipe.items():
            if spec[0] == "buffer":
                net.register_buffer(name, make(*spec[1]) if spec[1:] else torch.zeros(3))
            else:
                setattr(net, name, make(*spec))
        return net

    net, results = fill(recipe), []
    for _ in range(calls):
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            found = learner["find_hidden"](net)
        if isinstance(found, (str, dict, torch.Tensor, nn.Module)) or not hasattr(found, "__iter__"):
            return {"type": type(found).__name__, "printed": bool(printed.getvalue())}
        found = list(found)  # a tuple, a set or a generator of the right names is as good
        if others := [item for item in found if not isinstance(item, str)]:
            return {"items": type(others[0]).__name__}
        results.append(sorted(found))
    return {"names": results}


REGISTERED = {  # hides nothing: registered layers, Parameters, buffers, numbers, texts
    "a registered layer": ["linear", 2, 3],
    "a registered Parameter": ["parameter", 4],
    "a registered buffer": ["buffer"],
    "a number": ["plain", 7],
    "a text": ["plain", "relu"],
    "an nn.ModuleList": ["modules", [["linear", 2, 2], ["linear", 2, 2]]],
    "a list of numbers": ["list", [["plain", 1], ["plain", 2]]],
    "None": ["plain", None],
}


def visible(rng):
    """Some attributes that hide nothing."""
    return rng.sample(list(REGISTERED.values()), rng.randint(2, 4))


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


def attributes(recipe, prefix=""):
    """All attributes of a recipe under their dotted names."""
    for name, spec in recipe.items():
        yield prefix + name, spec
        if spec[0] == "net":
            yield from attributes(spec[1], f"{prefix}{name}.")


def written(kind, *rest):
    """A recipe's value as a learner would write it, in short."""
    if kind in ("list", "tuple", "modules"):
        inside = ", ".join(written(*item) for item in rest[0])
        return {
            "list": f"[{inside}]",
            "tuple": f"({inside}{',' * (len(rest[0]) == 1)})",
            "modules": f"ModuleList([{inside}])",
        }[kind]
    if kind == "dict":
        return "{" + ", ".join(f'"{key}": {written(*item)}' for key, item in rest[0].items()) + "}"
    if kind == "plain":
        return repr(rest[0])
    if kind == "shared":
        return rest[0].replace(" ", "_")
    if kind == "buffer" and rest:
        return f"buffer {written(*rest[0])}"
    names = {"linear": "Linear", "tensor": "tensor", "zeros": "tensor", "parameter": "Parameter", "dropout": "Dropout"}
    return names.get(kind, "a submodule" if kind == "net" else kind)


def unlike(recipe, want, found):
    """Why ``found`` are not the names in ``want``, where that can be told from the names alone; else None."""
    extra, missing = [name for name in found if name not in want], [name for name in want if name not in found]
    known = dict(attributes(recipe))
    if not extra and not missing:
        return "A name is listed twice: one find is enough for an attribute, then go on to the next."
    if not extra:
        return None
    first, last = extra[0], extra[0].rpartition(".")[2]
    if found == ["encoder.extras", "layers"]:
        return "These are the names of the example in the text; yours have to be found in the module that is given."
    if all(name.startswith(".") for name in found):
        return "A name at the top starts with a dot: join path and name by a dot only where there is a path."
    if [name.rpartition(".")[2] for name in want] == found:
        return "The name comes without the path to its submodule: named_modules() gives path and module in pairs."
    if any(name.partition(".")[0] == "Net" for name in extra):
        return "The type of the module stands where its path belongs: named_modules() gives the path."
    if any(
        name.startswith(f"{attribute}.") and name[len(attribute) + 1 :].isidentifier()
        for name in extra
        for attribute in want
    ):
        return "Hidden modules are searched inside: the name of the attribute that holds them is enough."
    if any(name.startswith(f"{attribute}.") for name in extra for attribute in want):
        return "Each element is named: the name of the attribute that holds the container is enough."
    if any(name.rpartition(".")[2] in ("training", "in_features", "_is_full_backward_hook") for name in extra):
        return "Things are reported that are neither module nor tensor: test what they are with isinstance first."
    tables = {"_parameters": "Parameters", "_buffers": "buffers", "_modules": "modules"}
    if last in tables:
        return f"{first} is PyTorch's own table: its {tables[last]} are registered. {OTHER_OBJECTS[tables[last]]}"
    spec = known.get(first)
    if spec and spec[0] in ("linear", "modules", "net", "parameter", "buffer"):
        return f"{first} is registered and hides nothing."
    if spec and spec[0] in ("list", "dict", "tuple") and all(item[0] == "plain" for item in spec[1]):
        return f"{first} holds numbers only: a list hides nothing unless a module or tensor is in it."
    return None


OTHER_OBJECTS = {
    "Parameters": "Take the ids of parameters() itself: state_dict() and .data give other objects.",
    "buffers": "What counts as registered needs buffers() as well.",
    "modules": "What counts as registered needs modules() as well.",
}
NAMES = ["layers", "stem", "extras", "scale", "head", "memory", "table", "gate", "blocks", "codes"]
ERRORS = {  # what an error text of a learner's function gives away
    "'int' object has no attribute": "What stands in a list need not be a module: ask with isinstance first.",
    "size of tensor": "`in` and == compare the numbers in tensors. Objects are told apart by `is`, or by their id().",
    "Boolean value of Tensor": "`in` and == compare the numbers in tensors. Objects are told apart by `is`, or by their id().",
    "'method' object is not iterable": "Brackets are missing: module.modules is the method, module.modules() its walk.",
    "'NoneType' object is not iterable": "A function of yours returns nothing, where a list is looped over.",
    "required positional argument": "find_hidden(module) is called with the module and nothing else.",
    "changed size during iteration": "The loop stores something in what it walks through: walk through a list(...) of it.",
}
GIVEN = {  # what the function gave instead of names, by type
    "str": "One text is returned. Return a list, with one text for each name.",
    "int": "A number is returned: which names, not how many.",
    "bool": "True or False is returned: the names are wanted.",
    "dict": "A dict is returned: make a list of the names in it.",
}


def crashed(seen):
    """The claim that the function ran, with the cause where the error's text leaves no doubt."""
    fine, error = works(seen, "a function"), seen.get("error", {})
    return replace(fine, cause=next((ERRORS[key] for key in ERRORS if key in error.get("text", "")), None))


def no_names(result):
    """What was found, and why, where the function gives no names."""
    if "items" in result:
        return f"things of type {result['items']} in it", "The objects are returned; their names are wanted, as text."
    kind, printed = result["type"], result["printed"]
    if kind == "NoneType":
        cause = (
            "It prints the names and returns nothing."
            if printed
            else "It returns nothing: the last line needs a return."
        )
        return "nothing", cause
    return f"a result of type {kind}", GIVEN.get(kind)


class Case(NamedTuple):
    """One module to search, and what is claimed of it."""

    name: str
    fact: str
    recipe: dict[str, list]
    want: list[str]
    cause: str | Callable[[], str] | None = None
    calls: int = 1


def finds(seen, case):
    """The claim that the names hidden in a module were found, and no others."""
    if not (fine := crashed(seen)).holds:
        return fine
    if "names" not in (result := seen["result"]):
        found, why = no_names(result)
        return claim("names", False, "", "a list of names, such as ['layers']", found, cause=why)
    found, again, want = result["names"][0], result["names"][-1], sorted(case.want)
    holds, known = found == want == again, dict(attributes(case.recipe))
    if found == want != again:
        found, why = (
            f"{again} at a second call",
            "Something is remembered after the call: start with a new, empty list.",
        )
    else:
        why = None if holds else unlike(case.recipe, want, found) or case.cause
    shown = [n for n in dict.fromkeys((*want, *found)) if n in known and (n in want) != (n in found)] or want
    model = "; ".join(f"{n} = {written(*known[n])}" for n in shown[:2] if n in known)
    expected = f"{want} for a module with {model}" if model else str(want)
    return claim(case.name, holds, case.fact, expected, str(found)[:90], cause=why() if callable(why) else why)


def cases(rng, names_in):
    """The modules to search, easy ones first; ``names_in`` asks what is found in another one, to tell a cause."""
    names = rng.sample(NAMES, 9)
    linear, tensor, parameter = ["linear", 2, 3], ["tensor", 3, rng.random() < 0.5], ["parameter", 3]
    plain = dict(zip(names[1:], visible(rng)))

    def blind():
        if names_in({names[0]: ["list", [tensor]]}):
            return "Tensors are found and modules are not: a layer is an nn.Module, and no tensor."
        if names_in({names[1]: ["net", {names[0]: ["list", [linear]]}]}):
            return "Submodules are searched, the module itself is not: named_modules() begins with it, under an empty name."
        return (
            "Nothing is found in a list. What is stored in an object stands in vars(module), not in PyTorch's tables."
        )

    hidden = {names[0]: ["list", [linear, linear]], names[1]: linear}
    yield Case("lists", "layers in a list are found", hidden, names[:1], blind, calls=2)
    yield Case(
        "nothing", "a model that hides nothing gives an empty list", dict(zip(names[1:], REGISTERED.values())), []
    )
    keys = "A dict is looped over by its keys: look at its values()."
    for name, spec, cause in (
        ("dicts", ["dict", {"a": linear}], f"Dicts are not opened. {keys}"),
        ("tuples", ["tuple", [linear]], "Tuples are not opened: isinstance(value, (list, tuple)) takes both."),
    ):
        yield Case(name, f"layers in a {name[:-1]} are found", {names[0]: spec, **plain}, names[:1], cause)
    several = "One find among other things is enough: neither the first element alone decides, nor do all of them."
    for kind in ("list", "tuple", "dict"):
        items = [["plain", 0], linear, ["plain", "x"]]
        spec = [kind, dict(zip("abc", items)) if kind == "dict" else items]
        yield Case(
            "several", "one layer among other things is found, in any container", {names[0]: spec}, names[:1], several
        )

    def direct():
        if names_in({names[0]: ["list", [tensor]]}) != names[:1]:
            return "Plain tensors are overlooked: torch.Tensor is the type of all of them, nn.Parameter of a few."
        return "Containers are opened, and what stands in an attribute itself is overlooked."

    for grad, what in ((True, "with requires_grad"), (False, "without requires_grad")):
        yield Case(
            "tensors", f"a plain tensor {what} is found", {names[0]: ["tensor", 3, grad], **plain}, names[:1], direct
        )
    for what, item in (("Parameters", parameter), ("plain tensors", tensor)):
        for kind in ("list", "tuple", "dict"):
            spec = [kind, {"a": item} if kind == "dict" else [item]]
            cause = f"{what} in a {kind} are overlooked; by themselves they are found."
            yield Case("tensors", f"{what} in containers are found", {names[0]: spec, **plain}, names[:1], cause)
    yield Case(
        "submodules",
        "what a submodule hides is found under its dotted name",
        {names[0]: ["net", {names[1]: ["list", [linear]]}]},
        [f"{names[0]}.{names[1]}"],
        "Only the module itself was searched, no submodule: the loop runs over named_modules(), and return stands after it.",
    )
    inner = {names[2]: ["list", [linear]], names[3]: linear}
    yield Case(
        "submodules",
        "at any depth",
        {names[0]: ["net", {names[1]: ["net", inner]}]},
        [f"{names[0]}.{names[1]}.{names[2]}"],
        "Submodules of submodules are not searched: named_children() goes one level down, named_modules() all of them.",
    )
    pair = [["shared", "layer 1"], ["shared", "layer 2"]]
    both = {**plain, names[0]: ["list", pair], names[7]: ["modules", pair]}
    alias = (
        "What is in the list is registered as well, under another name: compare objects by id(), not names or places."
    )
    yield Case("registered", "what is in a list and registered elsewhere is not hidden", both, [], alias)
    for kinds, item in (("Parameters", ["shared", "parameter 1"]), ("buffers", ["shared", "buffer 1"])):
        one = {names[8]: item if kinds == "Parameters" else ["buffer", item], names[0]: ["list", [item]]}
        cause = f"Registered {kinds} count as hidden. {OTHER_OBJECTS[kinds]}"
        yield Case("registered", f"registered {kinds} in a list are not hidden", one, [], cause)
    apart = {names[0]: ["net", {names[1]: ["list", pair]}], names[2]: ["net", {names[3]: ["modules", pair]}]}
    cause = "It is registered in another submodule: collect from the whole module, once, before the loop."
    yield Case("registered", "registered anywhere in the tree is registered", apart, [], cause)
    mixed = {names[0]: ["list", [pair[0], linear]], names[1]: ["modules", pair]}
    cause = "The first element is registered, a later one is hidden: go on to the end of the list."
    yield Case("registered", "a list with a registered and a hidden layer hides one", mixed, names[:1], cause)
    twins = {names[0]: ["buffer"], names[1]: ["zeros"]}
    cause = "Tensors of equal numbers are taken for the same: tell objects apart by `is`, or by their id()."
    yield Case("identity", "a hidden tensor that equals a buffer is hidden all the same", twins, names[1:2], cause)
    private = {"_" + names[0]: ["list", [linear]]}
    cause = "Names that start with an underscore are skipped."
    yield Case("private", "names that start with an underscore count too", private, list(private), cause)
    dropout = {names[0]: ["list", [["dropout", 0.5]]]}
    cause = "A module counts as hidden only if it has parameters: any nn.Module counts."
    yield Case("modules", "a module without parameters counts too: eval() does not reach it", dropout, names[:1], cause)
    nest = {names[0]: ["list", [["net", {names[1]: ["list", [linear]]}]]]}
    yield Case("inside", "a hidden module is not searched inside", nest, names[:1])
    two = {names[0]: ["list", [linear]], names[1]: tensor}
    recipe = {**two, "part": ["net", {names[2]: tensor, names[3]: ["dict", {"a": linear}]}]}
    cause = "The search ends at the first find in a module: go on to its next attribute."
    yield Case(
        "mixture", "all that one module hides is found", recipe, [*names[:2], *(f"part.{n}" for n in names[2:4])], cause
    )
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
        yield Case("mixture", "a random model: everything hidden is found, nothing else", recipe, want)


@exercise(
    "registration/find-hidden",
    "find_hidden",
    hints=(
        "Take one name that your last check missed, or reported in vain. Which line of yours decides about it: the one that "
        "collects what is registered, the one that opens containers, or the one that walks through the submodules?",
        "Collect the id() of everything in module.modules(), parameters() and buffers(). Then look at vars(m) of each "
        "m in named_modules(), also inside lists, tuples and dicts, for modules and tensors whose id is not among them.",
        "The walk, with one gap: `inside(value)` is a list of what the attribute holds.\n"
        "    things = [*module.modules(), *module.parameters(), *module.buffers()]\n"
        "    known = {id(thing) for thing in things}\n"
        "    names = []\n"
        "    for path, m in module.named_modules():\n"
        "        for name, value in vars(m).items():\n"
        "            for item in inside(value):\n"
        "                loose = id(item) not in known\n"
        "                if isinstance(item, (nn.Module, torch.Tensor)) and loose:\n"
        '                    names.append(f"{path}.{name}" if path else name)\n'
        "                    break\n"
        "    return names\n"
        "And inside, a function of its own:\n"
        "    def inside(value):\n"
        "        if isinstance(value, dict):\n"
        "            return list(value.values())\n"
        "        return list(value) if isinstance(value, (list, tuple)) else [value]",
    ),
)
def find_hidden(ask, rng):
    def names_in(recipe):
        return (ask(run(search, "find_hidden", recipe=recipe)).get("result") or {}).get("names", [[]])[0]

    asked = list(cases(rng, names_in))
    calls = [{"recipe": case.recipe, "calls": case.calls} for case in asked]
    for case, seen in zip(asked, in_turn(ask, search, "find_hidden", each=calls)):
        yield finds(seen, case)
