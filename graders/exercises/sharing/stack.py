"""Lesson 05, exercise stack."""

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.sharing import running
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def stacked(learner, kind, width, n, share, seed):
    """What stack makes of a layer: its numbers and objects, its output at the start, and that after one step beside
    those of a layer used n times and of n copies."""
    import copy

    reseed(seed)
    makers = {
        "linear": lambda: nn.Linear(width, width),
        "block": lambda: nn.Sequential(nn.Linear(width, width), nn.Tanh()),
    }
    layer, x = makers[kind](), torch.randn(5, width)
    kept = copy.deepcopy(layer)
    made = learner["stack"](layer, n, share)
    if not isinstance(made, nn.Module):
        return {"gave": type(made).__name__}
    own, listed = {id(p) for p in layer.parameters()}, list(made.parameters())
    seen = {
        "count": sum(p.numel() for p in listed),
        "frozen": not all(p.requires_grad for p in listed),
        "around": sum(any(id(p) in own for p in m.parameters(recurse=False)) for m in made.modules()),
        "own": len(own & {id(p) for p in listed}) == len(own),
        "untouched": all(p.equal(q) for p, q in zip(layer.parameters(), kept.parameters())),
    }
    try:
        start = made(x)
    except NotImplementedError:
        return {**seen, "no_forward": type(made).__name__}

    def repeated(layers):
        out = x
        for one in layers:
            out = one(out)
        return out

    def stepped(run, parameters):
        loss = run().square().sum()
        for p, g in zip(parameters, torch.autograd.grad(loss, parameters, allow_unused=True)):
            if g is not None:
                p.data.sub_(0.05 * g)
        return run().tolist()

    seen["starts"] = [m for m in range(n + 3) if torch.allclose(start, repeated([kept] * m), atol=1e-5)]
    one, copies = copy.deepcopy(kept), [copy.deepcopy(kept) for _ in range(n)]
    seen["as_one"] = stepped(lambda: repeated([one] * n), list(one.parameters()))
    seen["as_copies"] = stepped(lambda: repeated(copies), [p for c in copies for p in c.parameters()])
    listed = [p for p in listed if p.requires_grad]
    seen["later"] = stepped(lambda: made(x), listed) if listed and start.requires_grad else start.tolist()
    return seen


def near(one, other):
    return torch.allclose(torch.tensor(one), torch.tensor(other), atol=1e-4)


def claims_of(seen, n, share, size, call, silent):
    """The claims about one call of stack."""
    copies = "copies" if n > 1 else "copy"
    if "gave" in seen:
        cause = "A list is no module: parameters() and a call need nn.Sequential(*layers)."
        if seen["gave"] == "NoneType":
            cause = "Your function gives nothing back: its last line needs a return."
            if silent == {share}:
                cause = f"For share={share} nothing comes back: a return is missing on this path."
        elif seen["gave"] not in ("list", "tuple"):
            cause = None
        yield claim(
            "module",
            False,
            "",
            f"{call} is a module",
            "nothing" if seen["gave"] == "NoneType" else f"it gives a {seen['gave']}",
            cause=cause,
        )
        return
    count, want = seen["count"], size if share else n * size
    cause, starts = None, seen.get("starts", [n - 1])
    if count == 0:
        cause = "Nothing is registered: the layers sit where PyTorch does not look, as in a Python list. nn.Sequential(*layers)."
    elif share and count == n * size:
        cause = (
            "These are copies, or new layers, each with numbers of its own. Share: the very same object, [layer] * n."
        )
    elif not share and count == size:
        cause = (
            "One layer stands in all places: [layer] * n repeats a name and copies nothing. copy.deepcopy(layer) does."
        )
        if not seen["own"]:
            cause = "One call of deepcopy makes one copy, and a tie inside what it copies stays a tie. Call it for each place."
        elif seen["around"] > 1:
            cause = f"These are {seen['around']} layers around the same Parameters, as copy.copy makes them. copy.deepcopy copies the numbers too."
    elif count == (n + 1) * size:
        cause = "There is one layer too many: n of them, the given one included."
    elif not share and count < n * size and n in starts:
        cause = "Some of the places hold one and the same copy: call copy.deepcopy for each place."
    elif count == (n - 1) * size and n - 1 in starts:
        cause = "There is one layer too few."
    yield claim(
        "count", count == want,
        f"{call} holds {want} numbers",
        f"{call} holds {want} numbers, as {size}" + ("" if share else f"·{n}"),
        f"{count} numbers", cause=cause,
    )  # fmt: skip
    if "no_forward" in seen:
        cause = f"An nn.{seen['no_forward']} cannot be called; nn.Sequential calls its layers one after the other."
        yield claim(
            "callable", False, "", f"{call} can be called", f"{seen['no_forward']} has no forward()", cause=cause
        )
        return
    yield claim(
        "untouched", seen["untouched"], f"{call} leaves the numbers of the given layer as they are",
        found="other numbers in it after the call", cause="Your function writes into the layer that it was given.",
    )  # fmt: skip
    if share:
        yield claim(
            "identity", seen["own"], f"{call} uses the given layer itself", found="another object stands in its place",
            cause="A copy stands in all places: the tie to the layer that was given is lost.",
        )  # fmt: skip
    cause, first = None, seen["starts"][:1]
    if first and n not in seen["starts"]:
        cause = f"The layer is applied {first[0]} times in place of {n}."
    elif not share and not first:
        cause = "Each copy starts with the numbers of the layer: new layers start with others."
    yield claim(
        "start", n in seen["starts"], f"{call} begins as {n} times the same layer, one after the other",
        found="another output", cause=cause,
    )  # fmt: skip
    right, wrong = ("as_one", "as_copies") if share else ("as_copies", "as_one")
    cause = None
    if seen["frozen"]:
        cause = "Some of them are frozen, so they do not step: requires_grad stays as it is."
    elif n > 1 and near(seen["later"], seen[wrong]):
        cause = "They step together, as one layer does." if not share else "They step apart, as copies do."
    elif not share:
        cause = "The copies share their memory: a step of one moves the others too. copy.deepcopy(layer) gives each its own."
    yield claim(
        "after-a-step", near(seen["later"], seen[right]),
        f"{call}: {want} numbers, {'one layer' if share else f'{n} {copies}'} before and after a training step",
        found="another output after the step", cause=cause,
    )  # fmt: skip


@exercise(
    "sharing/stack",
    "stack",
    hints=(
        "How many objects should stand in your stack when share is True, and how many when it is False? Print "
        "len(list(made.parameters())) for both.",
        "[layer] * n is a list that names one object n times; [copy.deepcopy(layer) for _ in range(n)] holds n objects. "
        "nn.Sequential takes layers one by one: the star takes a list apart.",
        "In stack:\n"
        "    if share:\n"
        "        layers = [layer] * n\n"
        "    else:\n"
        "        layers = [copy.deepcopy(layer) for _ in range(n)]\n"
        "    return nn.Sequential(*layers)",
    ),
)
def stack(ask, rng):
    cases, width = [], rng.choice([3, 5, 6, 7])  # not the 4 of the lesson, which an answer may write down
    for kind, n, share in (
        ("linear", 3, True),
        ("linear", 3, False),
        ("block", rng.randint(2, 5), True),
        ("block", rng.randint(4, 5), False),
        ("linear", 1, True),
        ("linear", 1, False),
    ):
        cases.append({"kind": kind, "width": width, "n": n, "share": share, "seed": rng.randrange(10**6)})
    replies = answers(ask(run_each(stacked, "stack", each=cases)))
    silent = {case["share"] for case, seen in zip(cases, replies) if seen.get("result", {}).get("gave") == "NoneType"}
    for case, seen in zip(cases, replies):
        bare = "'in_features'" in seen.get("error", {}).get("text", "")
        yield running(
            seen,
            "A new nn.Linear needs its sizes, and starts with other numbers. A copy: copy.deepcopy(layer)."
            if bare
            else None,
        )
        w, layer = case["width"], "a Linear" if case["kind"] == "linear" else "a block"
        call = f"stack({layer}, {case['n']}, share={case['share']})"
        claims = claims_of(seen["result"], case["n"], case["share"], w * w + w, call, silent)
        yield from (one for one in claims if not one.holds or one.name == "after-a-step")
