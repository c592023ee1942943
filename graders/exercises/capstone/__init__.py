"""Lesson 09, the capstone: patients drawn by the learner's SEED, and what a repaired program has to do."""

import difflib
from collections.abc import Iterator
from typing import Any

import torch
from torch import nn

from graders import capstone, clinic
from graders.causes import told_by, with_cause
from graders.claims import Claim, Seen, claim, works
from graders.judge import Ask, run
from graders.look import reseed

NOTHING = "Your function gives nothing back: print shows something, return hands it over."
ERRORS = (  # a part of an error's text, and the cause that it leaves no doubt about
    ("cannot assign (?:module|parameters?|buffer)s? before Module.__init__", "The first line of __init__ is super().__init__()."),
    ("element 0 of tensors does not require grad", "The loss has no history: what it is made of is frozen, or cut by detach()."),
    (r"name '(?:CENTRE|old)' is not defined", "The program uses what it is given: the arguments in its first line stay as they are."),
    ("must return a tensor. Got NoneType", "forward gives nothing back: its last line needs a return."),
    ("optimizer got an empty parameter list", "The list for the optimizer is empty: nothing that learns was left in it."),
)  # fmt: skip


def running(seen: Seen, what: str = "a function") -> Claim:
    """The claim that the answer runs, with the cause where the error leaves no doubt."""
    return with_cause(works(seen, what), told_by(seen.get("error", {}).get("text", ""), ERRORS))


def number_in(ask: Ask) -> tuple[Claim, str]:
    """The learner's number, as the notebook holds it in SEED, and the claim that it is one."""
    seen = ask({"look": "values", "expressions": ["SEED"]})
    given = seen.get("values", [None])[0]
    fine = "error" not in seen and (given is None or (isinstance(given, (int, str)) and not isinstance(given, bool)))
    cause = "Run the cell that sets SEED: it says which patient is yours." if "error" in seen else None
    told = "no SEED in the notebook" if "error" in seen else str(given)[:40]
    number = capstone.number_of(given) if fine else "0"
    whose = f"patient {number}" + (", as SEED is None" if given is None else "")
    return claim("seed", fine, whose, "SEED is your student number, or None for patient 0", told, cause=cause), number


def near(word: object, known: Any) -> str | None:
    """The code that somebody typed with capitals, blanks or underscores, if it is one."""
    squeezed = "".join(c for c in str(word).lower() if c.isalnum())
    return next((code for code in known if code.replace("-", "") == squeezed), None)


def unknown_cause(word: object) -> str | None:
    if "," in str(word):
        return "Each code is a string of its own, in its own quotation marks."
    close = difflib.get_close_matches(str(word).lower(), clinic.FOURTEEN, 1, 0.6)
    return f"Is {close[0]!r} meant?" if close else "The codes stand in the table of faults, first column."


# What a program with this fault would show.
SIGNS = {
    "data": "the weight of one layer has gradient None, and its bias has one",
    "detach": "whole parts have gradient None",
    "list": "layers are called and not listed in named_parameters(), nor in the state_dict",
    "plain-buffer": "a constant is missing in the state_dict",
    "local": "a layer is called that the model does not list",
    "in-forward": "two calls in eval() on the same pictures differ",
    "frozen-head": "requires_grad is False in the new head",
    "typo": "requires_grad is still True in the backbone",
    "stale-optimizer": "the optimizer holds a head that is not the model's",
    "drift": "running means of the backbone move in a step",
    "untied": "left and right are two objects",
    "lr-0": "a group of the optimizer has lr 0",
    "no-zero-grad": "gradients of the step before are still there at the next one",
    "dead": "a layer has gradient 0 again and again",
}


def examined(learner, name, part, classes, seed):
    """What a repaired program does: built twice, stepped, trained, saved, and measured on both tasks."""
    import torch.nn.functional as F
    from sklearn.datasets import load_digits

    reseed(seed)
    digits = load_digits()
    x, y = torch.tensor(digits.data / 16, dtype=torch.float32), torch.tensor(digits.target)
    order = torch.randperm(len(x))
    x, y = x[order], y[order]
    new_x, new_y = x + 0.375, torch.tensor(classes)[y]
    centre = x[:1297].mean(0) if part == 2 else torch.zeros(64)

    def blank():
        body = [nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()]
        return nn.Sequential(nn.Sequential(*body), nn.Linear(64, 10))

    old = blank()
    optimizer = torch.optim.Adam(old.parameters(), lr=0.003)
    for _ in range(60):
        b = torch.randint(1297, (64,))
        optimizer.zero_grad()
        F.cross_entropy(old(x[b] - centre), y[b]).backward()
        optimizer.step()
    old.eval()

    def built(old, centre):
        given = learner[name](old, centre.clone()) if part == 2 else learner[name](old)
        if not isinstance(given, (tuple, list)) or len(given) != 3:
            return type(given).__name__, None
        model, optimizer, step = given
        fine = isinstance(model, nn.Module) and hasattr(optimizer, "param_groups") and callable(step)
        return ("" if fine else ", ".join(type(thing).__name__ for thing in given)), given

    def leaves(loss):
        waiting, met, found = [loss.grad_fn], set(), {}
        while waiting:
            node = waiting.pop()
            if node is None or node in met:
                continue
            met.add(node)
            if hasattr(node, "variable"):
                found[id(node.variable)] = node.variable
            waiting += [following for following, _ in node.next_functions]
        return found

    told, given = built(old, centre)
    if told:
        return {"gave": told}
    model, optimizer, step = given
    out = model.eval()(new_x[:32])
    if not isinstance(out, tuple) or len(out) != part + 1:
        return {"out": type(out).__name__}
    shapes = [list(o.shape[1:]) for o in out]
    if shapes != [[10], [max(classes) + 1], [64]][: part + 1]:
        return {"out": f"shapes {shapes}"}
    seen = {}
    # what is registered
    named = dict(model.named_parameters())
    seen["borrowed"] = any(p is q for p in named.values() for q in old.parameters())
    own = {id(p) for p in named.values()}
    first, second = (leaves(sum(o.sum() for o in model(new_x[:32]))) for _ in range(2))
    seen["hidden"] = sum(t.numel() for i, t in second.items() if i not in own and i in first)
    seen["fresh"] = any(i not in own and i not in first for i in second)
    with torch.no_grad():
        seen["twice"] = all(torch.equal(a, b) for a, b in zip(model(new_x[:32]), model(new_x[:32])))
        before = model(x[-200:])[0]
    free = {n: p for n, p in named.items() if p.requires_grad}
    seen["trained"] = sum(p.numel() for p in free.values())
    # what hears the new task, and what moves
    heard, start = {n: "none" for n in free}, {n: p.detach().clone() for n, p in free.items()}

    def note(n):
        def hook(grad):
            if grad.any():
                heard[n] = "some"
            elif heard[n] == "none":
                heard[n] = "zero"

        return hook

    handles = [p.register_hook(note(n)) for n, p in free.items()]
    # norms that learn keep their own record of the new task
    norms = {n: m for n, m in model.named_modules() if isinstance(m, nn.BatchNorm1d) and m.weight.requires_grad}
    records = {n: m.running_mean.clone() for n, m in norms.items()}
    batches = [torch.randint(1297, (64,)) for _ in range(110)]
    for b in batches[:3]:
        step(new_x[b], new_y[b])
    for handle in handles:
        handle.remove()
    seen["calm"] = [n for n, m in norms.items() if torch.equal(m.running_mean, records[n])]
    if part == 2:  # the gradient of the new task alone, which the other loss would cover
        model.zero_grad()
        model.eval()
        F.cross_entropy(model(new_x[:64])[1], new_y[:64]).backward()
        for n, p in free.items():
            heard[n] = "none" if p.grad is None else "some" if p.grad.any() else "zero"
        model.zero_grad()
    seen["silent"] = {n: word for n, word in heard.items() if word != "some"}
    seen["unmoved"] = [n for n, p in free.items() if torch.equal(p.detach(), start[n])]
    seen["rates"] = sorted({float(group["lr"]) for group in optimizer.param_groups})
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    seen["not_held"] = [n for n, p in free.items() if id(p) not in held]
    # gradients of the step before
    _, (other, _, other_step) = built(old, centre)
    other_step(new_x[batches[0]], new_y[batches[0]])
    for p in other.parameters():
        if p.grad is not None and p.grad.any():
            p.grad = torch.full_like(p.grad, float("nan"))
    other_step(new_x[batches[1]], new_y[batches[1]])
    seen["left_over"] = any(bool(p.isnan().any()) for p in other.parameters())
    if not seen["twice"] or seen["fresh"] or seen["hidden"] or seen["silent"] or seen["unmoved"] or seen["left_over"] or seen["calm"]:
        return seen  # what comes now takes the most time, and would not be judged
    # both tasks
    for b in batches[3:]:
        step(new_x[b], new_y[b])
    model.eval()
    with torch.no_grad():
        test, new_test = model(x[-500:])[0].argmax(1), model(new_x[-500:])[1].argmax(1)
        after = model(x[-200:])[0]
    seen["old_right"] = (test == y[-500:]).float().mean().item()
    seen["new_right"] = (new_test == new_y[-500:]).float().mean().item()
    seen["old_changed"] = not torch.allclose(before, after, atol=1e-5)
    # Monday: a new process
    _, (fresh, _, _) = built(blank(), torch.zeros(64))
    try:
        keys = fresh.load_state_dict(model.state_dict())
        seen["keys"] = [*keys.missing_keys, *keys.unexpected_keys][:3]
        fresh.eval()
        with torch.no_grad():
            pairs = zip(model(new_x[-100:]), fresh(new_x[-100:]))
            seen["reload"] = all(torch.allclose(a, b, atol=1e-4) for a, b in pairs)
    except RuntimeError as error:
        seen["reload"], seen["load_error"] = False, str(error)[:120]
    return seen


def repaired(ask: Ask, rng: Any, name: str, part: int, least: float) -> Iterator[Claim]:
    """The claims on a repaired program: what it registers, what learns, what stays, and both tasks after training."""
    valid, number = number_in(ask)
    yield valid
    whole = capstone.Patient(number, part, ())
    old = capstone.old_model()
    given = (old, torch.zeros(64)) if part == 2 else (old,)
    model = whole(*given)[0]
    draw = capstone.drawn(number, part)
    answer = ask(run(examined, name, name=name, part=part, classes=whole.classes, seed=rng.randrange(10**6)))
    yield running(answer, "a program")  # type: ignore[arg-type]
    seen = answer["result"]
    call = f"{name}(old, CENTRE)" if part == 2 else f"{name}(old)"
    if "gave" in seen:
        cause = "The last line is: return model, optimizer, step." if seen["gave"] == "NoneType" else None
        found = "nothing" if seen["gave"] == "NoneType" else seen["gave"]
        yield claim("returns", False, "", f"{call} returns model, optimizer, step", found, cause=cause)
    if "out" in seen:
        cause = "The program on the screen is that of your SEED: another number, another new task."
        wanted = f"the model returns {'the scores of both tasks' if part == 1 else 'both scores and the drawing'}, {max(whole.classes) + 1} classes in the new one"
        yield claim("output", False, "", wanted, seen["out"], cause=cause if "shapes" in seen["out"] else None)
    yield claim(
        "same-twice", seen["twice"] and not seen["fresh"], "in eval() two calls give the same answers",
        found="two calls in eval() give two different answers" if not seen["twice"] else "a layer is born in each call",
        cause="A layer is made in forward(): new random numbers in each call. Make it once, in __init__.",
    )  # fmt: skip
    yield claim(
        "registered", not seen["hidden"], "every layer that computes is registered",
        found=f"{seen['hidden']:,} numbers take part and are not in parameters()",
        cause="Layers sit where PyTorch does not look: in a Python list, or in a variable that only a function knows.",
    )  # fmt: skip
    yield claim(
        "copied", not seen["borrowed"], "the old model stays as it is: the program works on a copy",
        found="the program trains parts of `old` itself", cause="copy.deepcopy(old) gives the program an old model of its own.",
    )  # fmt: skip
    want = sum(p.numel() for p in model.parameters() if p.requires_grad)
    yield claim(
        "trained", seen["trained"] == want, f"{want:,} numbers to train",
        found=f"{seen['trained']:,} numbers with requires_grad", cause=count_cause(seen["trained"] - want, model, draw),
    )  # fmt: skip
    silent = seen["silent"]
    cause = None
    if silent:
        first = next(iter(silent))
        layer = first.rpartition(".")[0]
        cause = "A zero again and again: the layer is off for every picture. How does it start?"
        if silent[first] == "none":
            alone = [n for n in seen["silent"] if n.startswith(layer + ".")]
            cause = "No path leads from the loss to it: is it cut by detach(), or not used?"
            if len(alone) == 1 and len(silent) == 1:
                cause = "The weight alone hears nothing: it is used as weight.data, outside of the graph."
    told = "gradient none for " if "none" in silent.values() else "gradient 0 for "
    yield claim(
        "hears", not silent, "the new task sends each of them a gradient",
        found=told + ", ".join(list(silent)[:2]) + (f" and {len(silent) - 2} more" if len(silent) > 2 else ""), cause=cause,
    )  # fmt: skip
    still = seen["unmoved"]
    cause = "A group of the optimizer has the rate 0." if 0.0 in seen["rates"] else None
    if seen["not_held"]:
        cause = "The optimizer does not hold it: it, or the list that it was given, was made before this part was put in."
    elif still and not cause and len(still) == len([n for n, p in model.named_parameters() if p.requires_grad]):
        cause = "Nothing moves at all: are the gradients cleared between backward() and the step, or is the step missing?"
    yield claim(
        "moves", not still, "three steps move each of them",
        found="unmoved: " + ", ".join(still[:3]) + (f" and {len(still) - 3} more" if len(still) > 3 else ""), cause=cause,
    )  # fmt: skip
    calm = seen["calm"]
    yield claim(
        "norms", not calm, "norms that learn keep a record of the new task",
        found=f"the running mean of {(calm or [''])[0]} stands still in a step",
        cause="The whole model is in eval() in the step: model.train() first, and then eval() for the backbone alone.",
    )  # fmt: skip
    yield claim(
        "cleared", not seen["left_over"], "each step starts without gradients of the step before",
        found="gradients of the step before are added to the new ones", cause="zero_grad() is missing in the step, or is not called: it takes parentheses.",
    )  # fmt: skip
    yield claim(
        "old-task", not seen["old_changed"], "training leaves the answers to the old task as they are",
        found="the same pictures get other old-task answers after training",
        cause="The weights are frozen, the running means are not: each step needs the backbone in eval(), after model.train().",
    )  # fmt: skip
    found = "the loaded model answers differently"
    if "load_error" in seen:
        found = "load_state_dict raises: " + " ".join(seen["load_error"].split())[:80]
    cause = "Something that the model uses is not in its state_dict: a constant that is a plain attribute?" if part == 2 else None
    yield claim(
        "reload", seen["reload"], "saved on Friday, loaded on Monday: the same answers", found=found,
        cause=None if "load_error" in seen else cause,
    )  # fmt: skip
    old_right, new_right = seen["old_right"], seen["new_right"]
    yield claim(
        "accuracy", old_right >= 0.9 and new_right >= least,
        f"old task {100 * old_right:.0f} %, new task {100 * new_right:.0f} %",
        f"old task at least 90 %, new task at least {100 * least:.0f} %, after 110 steps",
        f"old task {100 * old_right:.0f} %, new task {100 * new_right:.0f} %",
    )  # fmt: skip


def count_cause(off: int, model: nn.Module, draw: dict[str, Any]) -> str | None:
    """What there is too many or too few of, where the difference tells."""
    sizes = {
        name: sum(p.numel() for p in getattr(model, name).parameters())
        for name in (draw["backbone"], "left", draw["head"], "old_head")
    }
    told = {
        sizes[draw["backbone"]]: f"{draw['backbone']} learns too: is it spelt requires_grad, and set to False on each parameter, not on the layer?",
        sizes["left"]: "left and right are two layers, and meant to be one: a copy is equal at first, and apart after a step.",
        -sizes[draw["head"]]: f"{draw['head']} is frozen, and it is meant to learn.",
        64: "A constant is a Parameter, and would be trained: it belongs in a buffer.",
        sizes[draw["backbone"]] + sizes["old_head"]: "The old part learns too: freeze the backbone and the old head.",
        sizes["old_head"]: "The old head learns too.",
    }
    return told.get(off)
