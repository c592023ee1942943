"""Lesson 02, exercise mini-module."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import torch
from torch import nn

from graders.causes import told_by
from graders.claims import (
    claim,
    works,
)
from graders.judge import exercise, in_turn


def build_tree(learner, steps):
    """Run assignments [owner, name, thing]; a thing is a label whose first letter is its kind, the same label the same
    object. What M0 lists at two calls, which attributes cannot be read back, and the keys of each module's tables."""
    import contextlib
    import io

    kinds = {
        "M": learner["MiniModule"],
        "S": type("Child", (learner["MiniModule"],), {}),
        "P": lambda: nn.Parameter(torch.zeros(2)),
        "F": lambda: nn.Parameter(torch.ones(2), requires_grad=False),
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
    tables = {
        label: {table: list(getattr(value, table, None) or ()) for table in ("_parameters", "_modules")}
        for label, value in made.items()
        if label[0] in "MS"
    }
    labels, calls = {id(value): label for label, value in made.items()}, []
    for _ in range(2):  # the second call must answer like the first
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            listed = learner["MiniModule"].named_parameters(thing("M0"))
            if isinstance(listed, dict) or not hasattr(listed, "__iter__"):
                return {"gave": type(listed).__name__, "printed": bool(printed.getvalue())}
            listed = list(listed)
        for pair in listed:
            if not isinstance(pair, (tuple, list)) or len(pair) != 2 or not isinstance(pair[0], str):
                first = type(pair[0]).__name__ if isinstance(pair, (tuple, list)) and pair else None
                return {"item": type(pair).__name__, "first": first}
        calls.append([[name, labels.get(id(parameter), "?")] for name, parameter in listed])
    return {
        "listed": calls[0],
        "again": calls[1],
        "unreadable": unreadable,
        "tables": tables,
        "inherits": isinstance(thing("M0"), nn.Module),
    }


ERRORS = (  # a pattern in "function in which an error arose: its text", and the cause that it leaves no doubt about
    (
        r"__setattr__\S*: .*maximum recursion",
        "Inside __setattr__, self.name = value and setattr() call __setattr__ again, without end: store with "
        "object.__setattr__(self, name, value).",
    ),
    (r"__getattr__\S*: .*maximum recursion", "__getattr__ reads an attribute that does not exist yet, so it calls itself."),
    ("maximum recursion", "A walk calls itself on the same module again: it has to be called on the child."),
    (
        "no attribute '_parameters'",
        "__init__ stores the tables with self., which calls __setattr__ before they exist: leave __init__ as it was given.",
    ),
    ("Boolean value of Tensor", "`in` and == compare the numbers in tensors: tell objects apart by `is` or id()."),
    ("size of tensor", "`in` and == compare the numbers in tensors: tell objects apart by `is` or id()."),
    (r"__setattr__\(\) takes", "Python calls __setattr__(self, name, value): with a name and a value."),
    (r"named_parameters\(\) takes", "named_parameters(self, prefix) takes a prefix, and can be called without one."),
    (r"named_parameters\(\) missing", 'named_parameters() can be called without a prefix: keep prefix="".'),
    ("'NoneType' object is not iterable", "A function of yours returns nothing, where its result is looped over."),
    ("changed size during iteration", "The loop stores something in the table that it walks through."),
)


def crashed(seen):
    """The claim that the class runs, with the cause where the error leaves no doubt."""
    fine, error = works(seen), seen.get("error", {})
    text, function = error.get("text", ""), error.get("function") or ""
    return replace(fine, cause=told_by(f"{function}: {text}", ERRORS))


def no_pairs(result):
    """What was found, and why, where named_parameters() gives no pairs of name and parameter."""
    if kind := result.get("gave"):
        cause = None
        if kind == "NoneType":
            kind = "nothing"
            cause = (
                "It prints them and returns nothing: yield each pair."
                if result["printed"]
                else "Yield or return the pairs."
            )
        elif kind == "dict":
            cause = "The pairs of a dict are its items()."
        return kind if kind == "nothing" else f"a {kind}", cause
    item, first = result["item"], result["first"]
    causes = {
        "generator": "The walk of a child is passed on as one thing: `yield from` passes on what it yields, one by one.",
        "str": "Names alone are listed: each comes with its parameter.",
        "Parameter": "Parameters alone are listed: each comes with its name.",
        "Tensor": "Parameters alone are listed: each comes with its name.",
    }
    if first in ("Parameter", "Tensor"):
        return "pairs that begin with a parameter", "The pair is the wrong way round: the name comes first."
    return f"a {item} where a pair should be", causes.get(item)


def written(steps):
    """The assignments as a learner would write them: m.block = M(); m.block.scale = p1."""
    paths, lines = {"M0": "m"}, []
    for owner, name, label in steps:
        path = f"{paths.get(owner, owner.lower())}.{name}"
        value = {"N": "3", "T": "tensor", "L": "[p]", "M": "M()", "S": "Sub()"}.get(label[0], label.lower())
        value = value.replace("f", "frozen p")
        if label[0] in "MS":
            value = paths.get(label, value)
            paths.setdefault(label, path)
        lines.append(f"{path} = {'None' if label == 'None' else value}")
    return "; ".join(lines)


def unlike(found, want, result, steps):
    """Why the pairs ``found`` are not those in ``want``, where names and tables leave no doubt; else None."""
    names, wanted = [name for name, _ in found], [name for name, _ in want]
    extra, missing = [n for n in names if n not in wanted], [n for n in wanted if n not in names]
    tables, kinds = result["tables"], {name: label[0] for _, name, label in steps}
    if names == wanted and "?" in [label for _, label in found]:
        return "A copy was entered in the table: enter the very object that was assigned."
    if any(name.startswith(".") for name in names):
        return "A dot stands in front: put one only where something stands before it."
    if extra and [n.replace(".", "") for n in names] == [n.replace(".", "") for n in wanted]:
        return 'The dot between the names is missing: prefix + name + ".".'
    if extra and names == [n.rpartition(".")[2] for n in wanted]:
        return "The path is left out: hand each child the prefix, with the child's name behind it."
    if extra and len(names) == len(wanted) and all(w.endswith(n) for n, w in zip(names, wanted)):
        return "The path breaks off: the prefix that a module was given belongs in front of its children's names too."
    if not names:
        if any(label[0] in "PF" and name in tables["M0"]["_modules"] for _, name, label in steps):
            return "A Parameter is entered in _modules: _parameters is its table."
        if any(tables["M0"].values()):
            return "The tables are filled and nothing is listed: every entry counts, whatever its name."
        return "Nothing was entered in the tables: that is the work of __setattr__."
    if extra and all(kinds.get(n.partition(".")[0]) in ("T", "L", "N") for n in extra):
        kind = {"T": "A plain tensor", "L": "What a list holds", "N": "A number"}[kinds[extra[0].partition(".")[0]]]
        return f"{kind} is entered: only an nn.Parameter that is assigned itself belongs in _parameters."
    if missing and not extra:
        return left_out(missing, names, tables, steps)
    if sorted(names) == sorted(wanted) and names != wanted:
        own = [n for n in wanted if "." not in n]
        if not any("." in n for n in wanted):
            return "The order is another: the one of assignment is asked for, not that of the names."
        if names[: len(own)] != own:
            return "Children come before own parameters: first everything in _parameters, then each child."
        if [n for n in names if n.count(".") < 2] == [n for n in wanted if n.count(".") < 2]:
            return "Grandchildren come last: finish one child, with all that is below it, before the next."
        return "The children come in another order than that of assignment."
    return None


def left_out(missing, names, tables, steps):
    """Why names are missing and none is wrong."""
    own = [n for n in missing if "." not in n]
    if own:
        if any(label[0] == "F" for _, name, label in steps if name == own[0]):
            return "A Parameter with requires_grad=False is a Parameter all the same."
        if own[0] in tables["M0"]["_parameters"]:
            return "Two Parameters of equal numbers are taken for one: tell objects apart by `is` or id()."
        return None
    if not any("." in n for n in names):
        if not tables["M0"]["_modules"]:
            return "No child was entered in _modules: a child is a MiniModule, and no nn.Module."
        return (
            "The children are not listed: call named_parameters() on each, and pass on what it yields (`yield from`)."
        )
    listed, lost = ({n.partition(".")[0] for n in which if "." in n} for which in (names, missing))
    if not listed & lost:
        return "Only the first child is listed: a return inside the loop ends it there."
    if all(n.count(".") > 1 for n in missing):
        if not any(module["_modules"] for label, module in tables.items() if label != "M0"):
            return (
                "A child of a derived class was not entered: isinstance accepts it, type(value) == MiniModule does not."
            )
        return "Grandchildren are missing: each child has to walk through its own children in the same way."
    return None


class Case(NamedTuple):
    """Assignments, and what is claimed of the pairs that are listed after them."""

    name: str
    fact: str
    steps: list[list[str]]
    want: list[list[str]]
    cause: Callable[[list[list[str]]], str | None] | None = None
    any_order: bool = False


def listing(seen, case):
    """The claim that the pairs of a case are listed, and no others."""
    if not (fine := crashed(seen)).holds:
        return fine
    result = seen["result"]
    if "listed" not in result:
        found, why = no_pairs(result)
        return claim("pairs", False, "", "named_parameters() gives (name, parameter) pairs", found, cause=why)
    found, again, want = (
        sorted(pairs) if case.any_order else pairs for pairs in (result["listed"], result["again"], case.want)
    )
    told, why = ", ".join(n for n, _ in found) or "nothing", None
    if found == want != again:
        told = f"{', '.join(n for n, _ in again) or 'nothing'} at a second call"
        why = "What was listed is remembered after the call: each call begins with a new, empty set."
    elif found != want:
        why = (case.cause and case.cause(found)) or unlike(found, want, result, case.steps)
        if [n for n, _ in found] == [n for n, _ in want]:
            told += ", but other objects than those assigned"
    expected = f"{', '.join(n for n, _ in want) or 'nothing'} after {written(case.steps)}"
    return claim(case.name, found == want == again, case.fact, expected, told, cause=why)


def inherits(result):
    """The claim that the class does the work itself."""
    return claim(
        "plain-class",
        not result["inherits"],
        "a plain Python class",
        found="it inherits from nn.Module",
        cause="nn.Module would do the work that you are to do here: write `class MiniModule:`.",
    )


def readable(result, steps):
    """The claim that what was assigned can be read back; the last of ``steps`` assigned to a name that held a number."""
    unreadable, replaced = result["unreadable"], steps[-1][1]
    why = "A value is stored in any case, whatever it is: object.__setattr__(self, name, value)."
    if unreadable == [replaced]:
        why = f"The number that {replaced} held before is still stored, and hides the new value: store that too."
    return claim(
        "readable",
        not unreadable,
        "each value can be read back as self.name",
        f"each value read back as it was assigned, after {written(steps)}",
        f"another value, or none, under {', '.join(unreadable)}",
        cause=why,
    )


def cases(rng):
    """Assignments and what has to be listed after them, easy ones first."""
    a, b, c, d = rng.sample(
        ["offset", "rate", "scale", "shift", "gain", "slope"], 4
    )  # no weight, no bias: any name counts
    a, b = max(a, b), min(a, b)  # the order of assignment is not that of the alphabet
    x, y, z = rng.sample(["block", "encoder", "head", "first", "inner", "tail"], 3)
    x, z = max(x, z), min(x, z)

    steps = [["M0", a, "P1"], ["M0", c, "N1"], ["M0", b, "F2"]]
    yield Case("own", f"own parameters in order: {a}, {b}", steps, [[a, "P1"], [b, "F2"]])
    steps = [*steps, ["M0", d, "T1"], ["M0", "stack", "L1"], ["M0", c, "P3"]]
    want = [[a, "P1"], [b, "F2"], [c, "P3"]]
    yield Case("only-parameters", "numbers, lists and plain tensors are not entered", steps, want)
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
    yield Case("children", "own parameters first, then each child's, with dotted names", steps, want)

    def kept(what, old, new):
        def cause(found):
            if (old in found) if new is None else (old in found and new in found):
                return f"The old entry stays when {what} is assigned: take the name out of both tables first."
            if old in found:
                return "The table keeps what stood there first: a new value replaces the old one."
            return None

        return cause

    for label, what in (("None", "None"), ("N1", "a number"), ("P9", "another Parameter"), ("M9", "a MiniModule")):
        steps = [["M0", a, "P1"], ["M0", b, "P2"], ["M0", a, label]]
        want = [[a, "P9"], [b, "P2"]] if label == "P9" else [[b, "P2"]]
        cause = kept(what, [a, "P1"], want[0] if label == "P9" else None)
        yield Case("forgets", f"a Parameter replaced by {what} is forgotten", steps, want, cause, any_order=True)
    for label, what in (("N1", "a number"), ("P9", "a Parameter"), ("M9", "another MiniModule")):
        steps = [["M0", x, "M1"], ["M1", a, "P1"], ["M0", x, label], ["M9", b, "P2"]]
        want = {"N1": [], "P9": [[x, "P9"]], "M9": [[f"{x}.{b}", "P2"]]}[label]
        cause = kept(what, [f"{x}.{a}", "P1"], want[0] if label == "M9" else None)
        steps = steps if label == "M9" else steps[:3]
        yield Case("forgets", f"a MiniModule replaced by {what} is forgotten", steps, want, cause)

    def repeated(found):
        names = [name for name, _ in found]
        if {label for _, label in found} != {"P1", "P2"}:
            return None
        if a in names and b in names:
            return "What was listed is listed again under another name: remember the id() of what was listed."
        if len(found) > 2:
            return "Repetitions are noticed inside one module only: what was listed counts in all modules of the walk."
        return "A shared object stands under its last name: keep the first, and skip what was listed."

    steps = [["M0", a, "P1"], ["M0", b, "P1"], ["M0", x, "M1"], ["M1", c, "P1"], ["M1", d, "P2"], ["M0", y, "M1"]]
    want = [[a, "P1"], [f"{x}.{d}", "P2"]]
    yield Case("once", "a shared object is listed once, under its first name", steps, want, repeated)


@exercise(
    "registration/mini-module",
    "MiniModule",
    hints=(
        "Take the assignments of your last check, one by one. Which table should each change, which old entry should go, and "
        "in which order does the walk meet what is left?",
        "Remove the name from both tables first. Then enter a Parameter in _parameters and a MiniModule in _modules, and "
        "store the value in any case with object.__setattr__. For the walk: own parameters, then each child's under a longer "
        "prefix; a set of id() that begins empty at each call keeps what was listed.",
        "In __setattr__:\n"
        "    self._parameters.pop(name, None)\n"
        "    self._modules.pop(name, None)\n"
        "    if isinstance(value, nn.Parameter):\n"
        "        self._parameters[name] = value\n"
        "    elif isinstance(value, MiniModule):\n"
        "        self._modules[name] = value\n"
        "    object.__setattr__(self, name, value)\n"
        "In named_parameters, a walk that lists some objects more than once; the lines below it skip those:\n"
        "    def walk(module, prefix):\n"
        "        for name, parameter in module._parameters.items():\n"
        "            yield prefix + name, parameter\n"
        "        for name, child in module._modules.items():\n"
        '            yield from walk(child, prefix + name + ".")\n'
        "    seen = set()\n"
        "    for name, parameter in walk(self, prefix):\n"
        "        if id(parameter) not in seen:\n"
        "            seen.add(id(parameter))\n"
        "            yield name, parameter",
    ),
)
def mini_module(ask, rng):
    asked = list(cases(rng))
    calls = [{"steps": case.steps} for case in asked]
    for case, seen in zip(asked, in_turn(ask, build_tree, "MiniModule", each=calls)):
        yield listing(seen, case)
        if case.name == "own":
            yield inherits(seen["result"])
        if case.name == "only-parameters":
            yield readable(seen["result"], case.steps)
