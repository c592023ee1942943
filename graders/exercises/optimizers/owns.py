"""Lesson 07, exercise owns."""

import warnings

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.optimizers import a, asked, of_ours, running, why
from graders.judge import exercise
from graders.look import reseed


def reported(learner, kind, sizes, seed):
    """What owns says of a model and an optimizer that fit, or fail to fit in one of several ways."""
    import copy

    reseed(seed)
    n, m, k = sizes
    SGD = torch.optim.SGD

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = nn.Sequential(nn.Linear(n, m), nn.ReLU(), nn.Linear(m, m))
            self.head = nn.Linear(m, k)

    model = Net()
    every = list(model.parameters())
    if kind == "head":
        optimizer = SGD(every, lr=0.1, momentum=0.9)
        model.head = nn.Linear(m, k)
    elif kind == "groups":
        optimizer = SGD([{"params": model.body.parameters()}, {"params": [model.head.weight], "lr": 0.01}], lr=0.1)
    elif kind == "equal":
        model.twin = copy.deepcopy(model.head)
        optimizer = SGD(every, lr=0.1)
    elif kind == "copied":
        optimizer = SGD(every, lr=0.1)
        model = copy.deepcopy(model)
    elif kind == "memory":
        optimizer = SGD([p.data if p is model.head.weight else p for p in every], lr=0.1)
    elif kind == "tied":
        model.table = nn.Embedding(k, m)
        model.head.weight = model.table.weight
        optimizer = SGD(model.parameters(), lr=0.1)
    elif kind == "tied, twice":
        model.table = nn.Embedding(k, m)
        model.head.weight = model.table.weight
        optimizer = SGD([*model.parameters(), model.table.weight], lr=0.1)
    elif kind == "twice":
        optimizer = SGD([{"params": [*every[:3], every[1]]}, {"params": every[3:]}], lr=0.1)
    elif kind == "frozen":
        model.body.requires_grad_(False)
        optimizer = SGD([model.body[0].weight, *model.head.parameters()], lr=0.1)
    elif kind == "frozen, twice":
        model.body.requires_grad_(False)
        optimizer = SGD([{"params": [model.body[0].weight, *model.head.parameters()]}, {"params": []}], lr=0.1)
        optimizer.param_groups[1]["params"].append(model.body[0].weight)
    elif kind == "mixed":
        optimizer = SGD([model.body[2].bias, *every, nn.Parameter(torch.ones(2))], lr=0.1)
        model.extra = nn.Parameter(torch.ones(k))
    kept = [[id(p) for p in group["params"]] for group in optimizer.param_groups]
    names = [name for name, _ in model.named_parameters()]
    told = learner["owns"](optimizer, model)
    if not isinstance(told, tuple) or len(told) != 3:
        return {"gave": type(told).__name__}
    missing, foreign, duplicate = told
    result = {}
    for word, value in (("missing", missing), ("duplicate", duplicate)):
        if isinstance(value, (str, dict, torch.Tensor)) or not hasattr(value, "__iter__"):
            return {"field": word, "type": type(value).__name__}
        value = list(value)
        if odd := [item for item in value if not isinstance(item, str)]:
            return {"field": word, "item": type(odd[0]).__name__}
        result[word] = sorted(value)
    if isinstance(foreign, bool) or not hasattr(foreign, "__index__"):
        return {"field": "foreign", "type": type(foreign).__name__}
    changed = kept != [[id(p) for p in group["params"]] for group in optimizer.param_groups]
    changed = changed or names != [name for name, _ in model.named_parameters()]
    return {**result, "foreign": int(foreign), "changed": changed}


def double(
    same=lambda p, q: p is q, groups=lambda all_groups: all_groups, frozen=False, unique=True, twice=True,
    both=False, foreign=None, many=2, free=False,
):  # fmt: skip
    """An answer of ours; wrong where an argument says so."""

    def owns(optimizer, model):
        held = [p for group in groups(optimizer.param_groups) for p in group["params"]]
        named = list(model.named_parameters(remove_duplicate=unique))

        def count(p):
            return sum(same(p, q) for q in held)

        missing = [name for name, p in named if not count(p) and (frozen or p.requires_grad)]
        known = [p for _, p in named if frozen is not None or p.requires_grad]
        outside = [q for q in held if not any(same(p, q) for p in known)]
        duplicate = [n for n, p in named if count(p) > many - 1 and (p.requires_grad or not free)] if twice else []
        if both:
            duplicate = [name for name, p in named for _ in range(count(p)) if count(p) > 1]
        return missing, len(outside) if foreign is None else foreign(held, named, outside), duplicate

    return owns


def equal(p, q):
    return p.shape == q.shape and torch.equal(p, q)


DOUBLES = (
    ("Equal numbers count as the same parameter here. `is` and id() ask for the very object.", double(same=equal)),
    ("Tensors of one shape count as the same parameter here. `is` and id() ask for the very object.",
     double(same=lambda p, q: p.shape == q.shape)),
    ("Two tensors on one memory count as the same here. `is` and id() ask for the very object.",
     double(same=lambda p, q: p.data_ptr() == q.data_ptr())),
    ("Only the first group is looked at: param_groups can hold several.", double(groups=lambda gs: gs[:1])),
    ("Only the last group is looked at: param_groups can hold several.", double(groups=lambda gs: gs[-1:])),
    ("Frozen parameters are called missing: only those with requires_grad are missed.", double(frozen=True)),
    ("A frozen parameter that the optimizer holds is called foreign: it is in the model.", double(frozen=None)),
    ("A frozen parameter that the optimizer holds is called foreign: it is in the model.", double(frozen=None, free=True)),
    ("A parameter with two names counts twice: named_parameters() gives each once.", double(unique=False)),
    ("Nothing is ever called a duplicate: count how often each parameter is held.", double(twice=False)),
    ("A frozen parameter that is held twice is a duplicate, too: who is trained plays no part in it.", double(free=True)),
    ("foreign counts what is not held: the other way round, what is held and is no parameter of the model.",
     double(foreign=lambda h, n, o: sum(not any(p is q for q in h) for _, p in n))),
    ("What is held once is called a duplicate: more than once is meant.", double(many=1)),
    ("A duplicate is named once for each time that it is held: its name belongs there once.", double(both=True)),
    ("foreign is the number of tensors that the optimizer holds in all.", double(foreign=lambda h, n, o: len(h))),
    ("foreign is never anything but 0: count what is held and is no parameter of the model.",
     double(foreign=lambda h, n, o: 0)),
    ("foreign is a difference of two lengths: as many held as listed can still be others.",
     double(foreign=lambda h, n, o: max(len(h) - len(n), 0))),
    ("foreign is a difference of two lengths: as many held as listed can still be others.",
     double(foreign=lambda h, n, o: abs(len(h) - len(n)))),
    ("foreign is a difference of two lengths: as many held as listed can still be others.",
     double(foreign=lambda h, n, o: len(h) - len(n))),
)  # fmt: skip

KINDS = {
    "head": "the head was replaced after the optimizer was made",
    "groups": "two groups, and head.bias in neither",
    "equal": "twin has the numbers of head, and is not held",
    "copied": "the model was copied after the optimizer was made",
    "memory": "it was given head.weight.data",
    "tied": "one weight under two names, all held",
    "tied, twice": "one weight under two names, held twice",
    "twice": "two groups; the first names body.0.bias twice",
    "frozen": "body is frozen, and one weight of it is held",
    "frozen, twice": "body is frozen, and one weight of it stands in two groups",
    "mixed": "extra came later; one is held twice, one is no part of the model",
}


def no_report(got):
    """What was found, and why, where no report came back."""
    if "gave" in got:
        if got["gave"] == "NoneType":
            return "nothing", "Your function gives nothing back: its last line needs a return."
        return (
            a(got["gave"]),
            "Report(missing, foreign, duplicate) makes the answer of its three parts, in this order.",
        )
    if "item" in got:
        return (
            f"{got['field']} holds {a(got['item'])}",
            "Names are wanted there, as text: named_parameters() gives them.",
        )
    if got["field"] == "foreign":
        return f"foreign is {a(got['type'])}", "foreign is a number: how many tensors, so len(...) of what you have."
    return (
        f"{got['field']} is {a(got['type'])}",
        "missing and duplicate are lists of names, empty ones where there is nothing.",
    )


@exercise(
    "optimizers/owns",
    "owns",
    hints=(
        "Take the case that the card shows. Which objects does the optimizer hold there, in all its groups, and which of them would "
        "named_parameters() list?",
        'Collect the id() of everything in group["params"], for every group, in a list. Then ask of each parameter how often its id is '
        "in that list, and of each id whether it belongs to a parameter of the model.",
        "In owns:\n"
        '    held = [id(p) for group in optimizer.param_groups for p in group["params"]]\n'
        "    named = list(model.named_parameters())\n"
        "    own = [id(p) for _, p in named]\n"
        "    missing = [n for n, p in named if p.requires_grad and id(p) not in held]\n"
        "    foreign = len([i for i in held if i not in own])\n"
        "    duplicate = [n for n, p in named if held.count(id(p)) > 1]\n"
        "    return Report(missing, foreign, duplicate)",
    ),
)
def owns(ask, rng):
    sizes = rng.sample(range(3, 9), 3)
    cases = [{"kind": kind, "sizes": sizes, "seed": rng.randrange(10**6)} for kind in KINDS]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        right = of_ours(reported, "owns", double(), cases)
    replies = asked(ask, reported, "owns", cases)
    found = [reply for reply in replies if "result" in reply]
    for case, seen, want in zip(cases, replies, right):
        yield running(seen)
        got, want, told = seen["result"], want["result"], KINDS[case["kind"]]
        if "missing" not in got:
            what, cause = no_report(got)
            yield claim("report", False, "", "a Report of two lists of names and a number", what, cause=cause)
            return
        wrong = next((word for word in ("missing", "foreign", "duplicate") if got[word] != want[word]), None)
        yield claim(
            case["kind"].split(",")[0], wrong is None, told,
            f"{wrong} = {shown(want[wrong])}, in the case: {told}" if wrong else "",
            f"{wrong} = {shown(got[wrong])}" if wrong else "",
            cause=why(DOUBLES, reported, "owns", cases, found) if wrong else None,
        )  # fmt: skip
        if got["changed"]:
            yield claim(
                "left-alone",
                False,
                "",
                "owns looks, and changes nothing",
                "the optimizer or the model is another one afterwards",
            )


def shown(value):
    return value if isinstance(value, int) else "[" + ", ".join(value[:2]) + (", ...]" if len(value) > 2 else "]")
