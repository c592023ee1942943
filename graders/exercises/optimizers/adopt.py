"""Lesson 07, exercise adopt."""

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.optimizers import asked, running, why
from graders.judge import exercise
from graders.look import reseed


def adopted(learner, kind, make, sizes, rate, seed):
    """What adopt makes of an optimizer that lacks something of a model, or nothing."""
    import copy

    reseed(seed)
    n, m, k = sizes
    model = nn.Sequential(nn.Linear(n, m), nn.Tanh(), nn.Linear(m, m), nn.Tanh(), nn.Linear(m, k))
    if kind == "frozen":
        model[0].requires_grad_(False)
    makers = {
        "SGD": lambda ps: torch.optim.SGD(ps, lr=rate, momentum=0.9),
        "Adam": lambda ps: torch.optim.Adam(ps, lr=rate),
    }
    given = [p for p in model.parameters() if p.requires_grad]
    if kind == "groups":
        given = [
            {"params": model[0].parameters()},
            {"params": model[2].parameters(), "lr": rate / 2},
            {"params": model[4].parameters(), "lr": rate / 4},
        ]
    if kind == "part":
        given = [model[0].weight, model[2].weight, model[4].weight]
    optimizer = makers[make](given)
    x, y = torch.randn(6, n), torch.randint(k, (6,))
    change = {"head": 4, "groups": 4, "frozen": 4, "middle": 2}.get(kind)

    def step():
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

    step()
    if change:
        old = model[change]
        model[change] = nn.Linear(old.in_features, old.out_features)
    if kind == "tied":
        model.append(nn.Linear(k, k, bias=False))
        model.append(nn.Linear(k, k, bias=False))
        model[6].weight = model[5].weight
    before = {id(p): p for group in optimizer.param_groups for p in group["params"]}
    memory = {i: copy.deepcopy(dict(optimizer.state[p])) for i, p in before.items() if p in optimizer.state}
    rates = {id(p): group["lr"] for group in optimizer.param_groups for p in group["params"]}
    objects, values = list(model.parameters()), [p.detach().clone() for p in model.parameters()]
    flags = [p.requires_grad for p in objects]
    seen = {"gave": type(learner["adopt"](optimizer, model)).__name__}
    names = {id(p): name for name, p in model.named_parameters()}
    if [id(p) for p in model.parameters()] != [id(p) for p in objects]:
        return {**seen, "spoilt": "other parameters stand in it"}
    if any(not p.equal(v) for p, v in zip(objects, values)):
        return {**seen, "spoilt": "its numbers are others"}
    if [p.requires_grad for p in objects] != flags:
        return {**seen, "spoilt": "requires_grad of some changed"}

    def held():
        return [id(p) for group in optimizer.param_groups for p in group["params"]]

    def numbers(state):
        return {key: v.tolist() if isinstance(v, torch.Tensor) else v for key, v in state.items()}

    now = held()
    own = {id(p) for p in objects}
    seen["missing"] = [names[id(p)] for p in objects if p.requires_grad and id(p) not in now]
    seen["twice"] = sorted({names.get(i, "?") for i in now if now.count(i) > 1})
    seen["lost"] = [
        names[i] for i in memory if i in own and numbers(memory[i]) != numbers(dict(optimizer.state[before[i]]))
    ]
    groups = [group for group in optimizer.param_groups if group["params"]]
    later = {id(p): group.get("lr", 0) for group in groups for p in group["params"]}
    seen["kept"] = [names[i] for i in rates if i in own and later.get(i) != rates[i]]
    seen["rates"] = sorted({round(later[i], 9) for i in later if i not in rates})
    seen["momentum"] = sorted({g.get("momentum", 0) for g in groups})
    learner["adopt"](optimizer, model)
    seen["again"] = sorted({names.get(i, "?") for i in held() if held().count(i) > 1})
    then = [p.detach().clone() for p in objects]
    step()
    seen["still"] = [names[id(p)] for p, v in zip(objects, then) if p.requires_grad and p.equal(v)]
    return seen


def by_ids(optimizer, model):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    optimizer.add_param_group({"params": [p for p in model.parameters() if p.requires_grad and id(p) not in held]})


def rebuilt(optimizer, model):
    type(optimizer)(model.parameters(), lr=optimizer.param_groups[0]["lr"])


def initialised(optimizer, model):
    optimizer.__init__([p for p in model.parameters() if p.requires_grad], **optimizer.defaults)


def initialised_short(optimizer, model):
    optimizer.__init__(model.parameters(), lr=optimizer.param_groups[0]["lr"])


def first_one(optimizer, model):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    for p in model.parameters():
        if p.requires_grad and id(p) not in held:
            return optimizer.add_param_group({"params": [p]})


def last_layer(optimizer, model):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    last = [m for m in model if any(True for _ in m.parameters())][-1]
    optimizer.add_param_group({"params": [p for p in last.parameters() if id(p) not in held]})


def equal_shapes(optimizer, model):
    held = {tuple(p.shape) for group in optimizer.param_groups for p in group["params"]}
    optimizer.add_param_group({"params": [p for p in model.parameters() if tuple(p.shape) not in held]})


def appended(optimizer, model):
    optimizer.param_groups[-1]["params"] += [p for p in model.parameters() if p.requires_grad]


def appended_first(optimizer, model):
    optimizer.param_groups[0]["params"] += [p for p in model.parameters() if p.requires_grad]


def replaced(optimizer, model):
    optimizer.param_groups[0]["params"] = list(model.parameters())


def regrouped(optimizer, model):
    optimizer.param_groups.clear()
    optimizer.add_param_group({"params": [p for p in model.parameters() if p.requires_grad]})


def cleared(optimizer, model):
    optimizer.state.clear()
    by_ids(optimizer, model)


IDLE = "The optimizer that was given is as it was: a new one does not change it. add_param_group() hands something over to it."
MEMORY = "What the optimizer remembered is gone: it was set up anew. add_param_group() adds, and leaves the rest."
DOUBLES = (
    (IDLE, rebuilt),
    (IDLE, lambda optimizer, model: None),
    (MEMORY, initialised),
    (MEMORY, initialised_short),
    (MEMORY, cleared),
    ("Only the first one that is missing is handed over: return or break ends the loop.", first_one),
    ("Only the last layer is asked for: any parameter of the model can be missing.", last_layer),
    ("Shapes are compared: a new layer has the shapes of the old one. id() and `is` tell objects apart.", equal_shapes),
    ("All parameters go in, those that it holds already too: look first what is missing.", appended),
    ("All parameters go in, those that it holds already too: look first what is missing.", appended_first),
    ("The groups are made anew, and rates of their own are lost: add_param_group() adds one, and leaves the rest.", regrouped),
    ("One group is filled anew, and the others still hold theirs: look first what is missing.", replaced),
)  # fmt: skip

RULES = (
    ("has no attribute 'head'", "These models have no head, and any parameter can be missing: go through model.parameters()."),
    ("^'params'$", 'A group has its tensors under the key "params".'),
    ("^'(?:lr|momentum|betas|weight_decay|dampening|nesterov|amsgrad|eps|maximize|foreach|differentiable|capturable|fused)'$",
     "A group lacks its settings: add_param_group() fills in what it is not given, a plain append() does not."),
)  # fmt: skip

KINDS = {
    "head": "a new head",
    "middle": "a new middle layer",
    "none": "nothing missing",
    "groups": "a new head, and three groups",
    "part": "no bias was handed over",
    "frozen": "a new head, and a frozen first layer",
    "tied": "two new layers with one weight",
}


@exercise(
    "optimizers/adopt",
    "adopt",
    hints=(
        "Which parameters should change hands in the case that the card shows? And what does the optimizer already remember of the others?",
        "Collect the id() of all that the optimizer holds, list the parameters of the model whose id is not among them, and hand this "
        'list over: add_param_group takes a dict with the key "params".',
        "In adopt:\n"
        '    held = {id(p) for group in optimizer.param_groups for p in group["params"]}\n'
        "    missing = [p for p in model.parameters() if p.requires_grad and id(p) not in held]\n"
        '    optimizer.add_param_group({"params": missing})',
    ),
)
def adopt(ask, rng):
    sizes, rate = rng.sample(range(3, 9), 3), rng.choice([0.02, 0.03, 0.05])
    cases = [
        {"kind": kind, "make": make, "sizes": sizes, "rate": rate, "seed": rng.randrange(10**6)}
        for kind, make in (
            ("head", "SGD"), ("none", "Adam"), ("middle", "Adam"), ("groups", "SGD"), ("part", "Adam"), ("frozen", "SGD"),
            ("tied", "SGD"),
        )
    ]  # fmt: skip
    replies = asked(ask, adopted, "adopt", cases)
    found = [reply for reply in replies if "result" in reply]
    for case, seen in zip(cases, replies):
        yield running(seen, own=RULES)
        got, told = seen["result"], KINDS[case["kind"]]
        if "spoilt" in got:
            yield claim(
                "model",
                False,
                "",
                "the model stays as it is: only the optimizer gets more",
                got["spoilt"],
                cause="The model is changed: what is missing goes to the optimizer, and the model keeps what it has.",
            )
            return
        good = {
            "missing": (not got["missing"], "holds all that is trained", f"it lacks {first(got['missing'])}"),
            "once": (not got["twice"], "holds each parameter once", f"it holds {first(got['twice'])} twice"),
            "memory": (not got["lost"], "remembers of the others what it did", f"other memory of {first(got['lost'])}"),
            "kept": (not got["kept"], "keeps the rates of its groups", f"{first(got['kept'])} has another rate"),
            "settings": (
                got["rates"] in ([], [case["rate"]]) and len(got["momentum"]) == 1,
                f"takes the new ones in with its own settings, lr={case['rate']}",
                f"rates {', '.join(map(str, got['rates']))}; momentum {', '.join(map(str, got['momentum']))}",
            ),
            "again": (not got["again"], "holds each once after a second call", f"{first(got['again'])} twice"),
            "moves": (not got["still"], "moves all of them in its next step", f"unmoved: {first(got['still'])}"),
        }
        wrong = next((name for name, (holds, *_) in good.items() if not holds), None)
        yield claim(
            wrong or "adopted", wrong is None, f"{told}: adopted, each once, and the memory kept",
            f"{told}: the optimizer {good[wrong][1]}" if wrong else "", good[wrong][2] if wrong else "",
            cause="A group that brings no settings gets those with which the optimizer was made." if wrong == "settings"
            else why(DOUBLES, adopted, "adopt", cases, found, alike) if wrong else None,
        )  # fmt: skip


def alike(one, other):
    """One behaviour: what is returned counts for nothing."""
    return {**one, "gave": ""} == {**other, "gave": ""}


def first(names):
    return names[0] if names else ""
