"""Lesson 06, exercise freeze."""

import torch
from torch import nn

from graders.causes import the_cause
from graders.claims import claim
from graders.exercises.freezing import NO_RETURN, listed, running
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def switched(learner, kind, sizes, pattern, seed):
    """What freeze and thaw return and leave behind, for a module of which some parameters are frozen before."""
    reseed(seed)
    a, b, c = sizes

    class Own(nn.Module):  # a Parameter of its own beside layers in layers
        def __init__(self):
            super().__init__()
            self.scale = nn.Parameter(torch.randn(c))
            self.inner = nn.Sequential(nn.Linear(a, b), nn.Sequential(nn.BatchNorm1d(b), nn.Linear(b, c)))

    makers = {
        "net": lambda: nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c)),
        "own": Own,
        "layer": lambda: nn.Linear(a, b),
        "empty": nn.ReLU,
    }
    module = makers[kind]()
    old = dict(module.named_parameters())
    numbers = {name: p.detach().clone() for name, p in old.items()}

    def begin(pattern):
        for (_, p), on in zip(module.named_parameters(), pattern):
            p.requires_grad = on
        return {name: p.requires_grad for name, p in module.named_parameters()}

    def call(function):
        given = function(module)
        now = dict(module.named_parameters())
        kind = type(given).__name__
        names = list(given) if isinstance(given, (list, tuple, set)) or kind in ("dict_keys", "dict") else None
        return {
            "type": kind,
            "names": names
            if names is None or all(isinstance(n, str) for n in names)
            else [type(n).__name__ for n in names],
            "texts": names is not None and all(isinstance(n, str) for n in names),
            "free": {name: bool(p.requires_grad) for name, p in now.items()},
            "training": module.training,
            "same": now.keys() == old.keys() and all(now[n] is p and p.equal(numbers[n]) for n, p in old.items()),
        }

    told = {"before": begin(pattern), "freeze": call(learner["freeze"]), "again": call(learner["freeze"])}
    told["before_thaw"] = begin([not on for on in pattern])
    told["thaw"] = call(learner["thaw"])
    told["on_module"] = [type(m).__name__ for m in module.modules() if {"requires_grad", "require_grad"} & set(vars(m))]
    told["on_parameter"] = [n for p in old.values() for n in vars(p) if n.startswith("req")]
    return told


WORDS = {
    "net": "a Sequential of two Linear layers",
    "own": "a module with a Parameter of its own and inner layers",
    "layer": "a Linear",
    "empty": "a ReLU, which has no parameters",
}


INNER = "What lies in inner layers is missed, as by recurse=False: parameters() lists those too."


def state_cause(seen, free, before, want, call, of_layer):
    """Why the switches do not stand as they should; ``want`` is what each should be.

    ``call`` is what the call did here, ``of_layer`` what it did to a Linear.
    """
    wrong = [name for name, on in free.items() if on != want]
    if "requires_grad_" in seen["on_parameter"]:
        return "requires_grad_, with the underscore, is a method: call it, p.requires_grad_(...), or assign to requires_grad."
    if seen["on_parameter"]:
        return f"A parameter has a new attribute, {seen['on_parameter'][0]}, that nobody reads. The switch is requires_grad, with an s."
    if seen["on_module"] and free == before:
        return "A module has no such switch: requires_grad became a new attribute of it. Call requires_grad_(...), or loop over the parameters."
    if free == before and all(on == want for on in of_layer["free"].values()):
        return INNER
    if free == before and want:
        return "thaw() switches nothing on: does it still hold freeze's condition, or its False? Or is a copy changed?"
    if free == before and not call["training"]:
        return "eval() is a mode and freezes nothing: the switch of each parameter is requires_grad."
    if free == before and call["names"] == []:
        return "No switch moved, and no name is listed: is the condition the wrong way round? freeze changes those whose switch is on."
    if free == before:
        return "No switch moved. Is a copy or a new name changed in place of the parameter? p.requires_grad_(...) changes the parameter."
    if free == {name: not on for name, on in before.items()}:
        return f"Each switch was turned over: what was {'frozen' if not want else 'free'} before is {'free' if not want else 'frozen'} now."
    if all(on != want for on in free.values()) and len(free) > 1:
        return "All switches stand the other way round: freeze sets False, thaw sets True."
    if wrong == [name for name in free if "." not in name]:
        return (
            "What belongs to the module itself is missed: children() are its inner layers only. parameters() lists all."
        )
    if wrong and all("." in name for name in wrong) and any("." not in name for name in free):
        return INNER
    if wrong and all(name.endswith("bias") for name in wrong):
        return "The weights are switched and the biases are not: a bias is a parameter too."
    if wrong and all(name.count(".") > 1 or before[name] != want for name in wrong):
        return "The loop ends before it has seen every parameter, or a return stands inside it."
    return None


def names_cause(found, before, want, again=False):
    """Why the list of names is another than that of the switches which moved."""
    free = {name for name, on in before.items() if on}
    changed = [name for name, on in before.items() if on != want]
    if sorted(found) == sorted(before) and len(changed) < len(before):
        return "Your list names every parameter: those that stood so before were not changed."
    if sorted(found) == sorted(set(before) - set(changed)) and found:
        return "Your list names those that were not changed."
    if not found:
        return "Nothing is listed: the names are collected after the change, when no parameter is left to change. Collect first."
    if {name.rpartition(".")[2] for name in changed} >= set(found) and not set(found) <= set(changed):
        return "The names are those inside of each layer; named_parameters() of the whole module gives the whole path."
    if found[0] not in before and any(name.startswith(f"{found[0]}.") for name in before):
        return f"{found[0]} is the name of a layer: named_parameters() gives the whole path, {next(n for n in before if n.startswith(found[0] + '.'))}."
    if len(found) > len(set(found)):
        return "Some names stand in the list twice."
    if set(found) - set(before):
        return f"{sorted(set(found) - set(before))[0]} is no parameter's name: named_parameters() lists them."
    if free and set(found) < set(changed):
        return "Some of the changed ones are missing: a part is left out, or the list begins anew in each round of the loop."
    return None


def doubled(found, want):
    return the_cause([(NO_RETURN, "NoneType"), ("Your function returns a number: the task asks for the names.", "int"),
                      ("A generator hands its names out later, when the switches have moved: list(...) collects them at once.", "generator"),
                      ("Your function returns the module: the task asks for the names of what changed.", want)],
                     lambda kind: kind == found)  # fmt: skip


@exercise(
    "freezing/freeze",
    "freeze",
    "thaw",
    hints=(
        "Print p.requires_grad for each parameter before and after your call. Which of them changed, and when do you ask?",
        "named_parameters() gives pairs of a name and a parameter. Collect the names of those whose switch will change; "
        "after that set the switches, by module.requires_grad_(False) or one by one.",
        "In freeze:\n"
        "    changed = [name for name, p in module.named_parameters() if p.requires_grad]\n"
        "    module.requires_grad_(False)\n"
        "    return changed\n"
        "In thaw the same, with `if not p.requires_grad` and True.",
    ),
)
def freeze(ask, rng):
    cases = []
    for kind, count in (("net", 4), ("own", 7), ("layer", 2), ("net", 4), ("empty", 0)):
        pattern = [True, False] + [rng.random() < 0.5 for _ in range(count - 2)]
        rng.shuffle(pattern)
        if kind == "own":  # its own Parameter first; each inner layer is half frozen
            pattern = [True, True, False, True, False, False, True]
        cases.append(
            {
                "kind": kind,
                "sizes": rng.sample(range(2, 9), 3),
                "pattern": pattern[:count],
                "seed": rng.randrange(10**6),
            }
        )
    cases[0]["pattern"] = [True] * 4  # an ordinary one first: nothing is frozen, and then everything
    replies = answers(ask(run_each(switched, "freeze", "thaw", each=cases)))
    linear = next((r.get("result") for case, r in zip(cases, replies) if case["kind"] == "layer"), None)
    for case, seen in zip(cases, replies):
        yield running(seen)
        seen, what = seen["result"], WORDS[case["kind"]]
        for name, before in (
            ("freeze", seen["before"]),
            ("again", dict.fromkeys(seen["before"], False)),
            ("thaw", seen["before_thaw"]),
        ):
            want, told = name == "thaw", seen[name]
            call = {"freeze": f"freeze({what})", "again": f"a second freeze of {what}", "thaw": f"thaw({what})"}[name]
            wrong = [n for n, on in told["free"].items() if on != want]
            state = "free" if want else "frozen"
            if wrong or name != "again":
                yield claim(
                    "thawed" if want else "frozen", not wrong,
                    f"{call}: every parameter is {state}",
                    f"after {call}, every parameter is {state}",
                    f"{listed(wrong)}: requires_grad is {not want}",
                    cause=state_cause(seen, told["free"], before, want, told, (linear or seen)[name]),
                )  # fmt: skip
            if not told["same"]:
                yield claim(
                    "same-parameters", False, "", f"{call} leaves the parameters themselves and their numbers alone",
                    "another parameter, or other numbers", cause="Only the switch is set: a new Parameter would be lost to every optimizer.",
                )  # fmt: skip
            changed = [n for n, on in before.items() if on != want]
            found = told["names"]
            cause = doubled(
                told["type"], {"net": "Sequential", "own": "Own", "layer": "Linear", "empty": "ReLU"}[case["kind"]]
            )
            if found is not None and not told["texts"]:
                cause = "The list holds something else than names: named_parameters() gives the name first, then the parameter."
            elif found is not None:
                cause = names_cause(found, before, want)
            yield claim(
                "thawed-names" if want else "names", found is not None and told["texts"] and sorted(found) == sorted(changed),
                f"{call}: {listed(changed)}",
                f"{call} returns {len(changed)} name{'s' * (len(changed) != 1)}: {listed(changed)}",
                f"{len(found)}: {listed(found)}" if found is not None else "nothing" if told["type"] == "NoneType" else f"a {told['type']}",
                cause=cause,
            )  # fmt: skip
