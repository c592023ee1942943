"""Lesson 06, exercise new-head."""

import re

import torch
from torch import nn

from graders.causes import with_cause
from graders.claims import claim, works
from graders.exercises.freezing import ALL_FROZEN, NO_RETURN, running
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def headed(learner, sizes, n, norm, bias, seed):
    """What new_head makes of a model, and what three steps of the optimizer that it returns move."""
    reseed(seed)
    width, hidden, classes = sizes

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            layers = [nn.Linear(width, hidden), *([nn.BatchNorm1d(hidden)] if norm else []), nn.Tanh()]
            self.features = nn.Sequential(*layers)
            self.head = nn.Linear(hidden, classes, bias=bias)

        def forward(self, x):
            return self.head(self.features(x))

    model = Model()
    old_features, old_head = list(model.features.parameters()), model.head
    numbers = [p.detach().clone() for p in old_features]
    optimizer = learner["new_head"](model, n)
    seen = {"type": type(optimizer).__name__, "optimizer": hasattr(optimizer, "param_groups")}
    seen["head_type"] = type(model.head).__name__
    if not isinstance(model.head, nn.Module):
        return seen
    h = torch.randn(5, hidden)
    with torch.no_grad():
        scores = model.head(h)
        seen["shape"] = list(scores.shape)
        zero = model.head(torch.zeros(5, hidden))
        straight = scores.shape == zero.shape and torch.allclose(model.head(-h) + scores, 2 * zero, atol=1e-4)
    seen["old"] = model.head is old_head
    head = list(model.head.parameters())
    seen["kept"] = any(p is q for p in head for q in old_head.parameters())
    seen["features_free"] = sum(p.requires_grad for p in old_features)
    seen["features"] = len(old_features)
    seen["on_module"] = any("requires_grad" in vars(m) for m in model.modules())
    seen["in_eval"] = not model.features.training
    seen["old_frozen"] = not any(p.requires_grad for p in old_head.parameters())
    seen["inside"] = all(any(p is q for q in model.parameters()) for p in old_features)
    seen["untouched"] = all(p.equal(q) for p, q in zip(old_features, numbers))
    seen["head_free"], seen["head_all"] = sum(p.requires_grad for p in head), len(head)
    seen["count"] = sum(p.numel() for p in head)
    seen["straight"] = bool(straight)
    if not seen["optimizer"] or not seen["head_free"] or seen["shape"] != [5, n]:
        return seen
    held = [p for group in optimizer.param_groups for p in group["params"]]
    seen["holds_head"] = sum(any(p is q for q in held) for p in head)
    seen["holds_old"] = any(p is q for p in held for q in old_head.parameters())
    seen["holds"] = len(held)
    before = [p.detach().clone() for p in head]
    x, y = torch.randn(12, width), torch.randint(n, (12,))
    model.train()
    model.features.eval()
    for _ in range(3):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    seen["moved"] = sum(not p.equal(q) for p, q in zip(head, before))
    seen["features_moved"] = sum(not p.equal(q) for p, q in zip(old_features, numbers))
    return seen


@exercise(
    "freezing/new-head",
    "new_head",
    hints=(
        "Three things happen, and their order counts. Which of them must not come after the new head, and which not before?",
        "model.head.in_features says how many features the old head took: read it before it is replaced, or in the same "
        "line. Freeze model.features alone, and make the optimizer last.",
        "In new_head:\n"
        "    model.features.requires_grad_(False)\n"
        "    model.head = nn.Linear(model.head.in_features, n)\n"
        "    return torch.optim.Adam(model.head.parameters(), lr=0.01)",
    ),
)
def new_head(ask, rng):
    cases = []
    for norm, bias in ((True, True), (False, False), (True, True)):
        width, hidden, classes, n = rng.sample(range(4, 13), 4)  # no 3: somebody may write it down
        if len(cases) == 2:
            n = classes  # as many classes as before, and still another task
        cases.append(
            {"sizes": [width, hidden, classes], "n": n, "norm": norm, "bias": bias, "seed": rng.randrange(10**6)}
        )
    for case, seen in zip(cases, answers(ask(run_each(headed, "new_head", each=cases)))):
        n, (_, hidden, classes) = case["n"], case["sizes"]
        met = re.search(r"\(5x\d+ and (\d+x\d+)\)", seen.get("error", {}).get("text", ""))
        turned = {f"{n}x{hidden}": "in_features comes first: nn.Linear(model.head.in_features, n).",
                  f"{classes}x{n}": "out_features is how many scores the old head gave; the new one takes in_features."}  # fmt: skip
        if met and met[1] in turned:
            yield with_cause(works(seen, "a function"), turned[met[1]])
        yield running(seen)
        seen = seen["result"]
        call = f"new_head(model, {n})"
        cause = None
        if seen["type"] == "NoneType":
            cause = NO_RETURN
        elif seen["type"] in ("tuple", "list"):
            cause = "Several things come back: the optimizer alone is asked for."
        elif seen["type"] in ("Model", "Linear", "Sequential"):
            cause = "The model itself or a layer comes back; model.head is set in place, and the optimizer is returned."
        elif seen["type"] == "type":
            cause = "The class itself is returned: call it with the parameters, torch.optim.Adam(..., lr=0.01)."
        elif seen["type"] in ("generator", "filter"):
            cause = "The parameters come back without an optimizer around them."
        yield claim(
            "optimizer", seen["optimizer"], f"{call} returns an optimizer", f"{call} returns an optimizer of torch.optim",
            "nothing" if seen["type"] == "NoneType" else f"it returns a {seen['type']}", cause=cause,
        )  # fmt: skip
        if "old" not in seen:
            yield claim(
                "head",
                False,
                "",
                "model.head is a layer",
                f"it is a {seen['head_type']}",
                cause="A layer is called for: nn.Linear(..., n).",
            )
        cause = None
        if seen["old"]:
            cause = (
                "model.head is still the old layer: was the new one given another name, or only a number of it changed?"
            )
            if n == classes:
                cause = "The old head stays where the number of classes is the same. It knows another task: make a new one each time."
        elif seen["shape"] == [5, classes]:
            cause = "The new head has as many scores as the old one: it is made for n classes."
        elif len(seen["shape"]) == 2 and seen["shape"][0] == 5:
            cause = f"{n} classes are asked for here: is {seen['shape'][1]} written down in place of n?"
        yield claim(
            "head", not seen["old"] and seen["shape"] == [5, n], f"{call}: the new head gives {n} scores",
            f"after {call}, model.head is a new layer with {n} scores",
            "it is the old head" if seen["old"] else f"an output of shape {tuple(seen['shape'])}", cause=cause,
        )  # fmt: skip
        want = hidden * n + n
        found, cause = f"{seen['count']} numbers", "The head is more than one Linear."
        if seen["kept"]:
            found, cause = (
                "numbers of the old head in it",
                "A part of the old head is in the new one: nn.Linear makes all of it new.",
            )
        elif seen["count"] == hidden * n:
            cause = "The bias is missing: nn.Linear has one unless it is told otherwise."
        elif seen["count"] == want:
            found, cause = (
                "an output that is not linear",
                "The head gives scores: no softmax or other function follows.",
            )
        elif seen["count"] < want:
            cause = None
        yield claim(
            "head-numbers", seen["count"] == want and seen["straight"] and not seen["kept"],
            f"its head holds {hidden}·{n}+{n} new numbers", f"the head is one Linear of {want} new numbers, as {hidden}·{n}+{n}",
            found, cause=cause,
        )  # fmt: skip
        free = seen["features_free"]
        cause = "The features are not frozen: each of their parameters still asks for a gradient."
        if free == seen["features"] and seen["on_module"]:
            cause = "A module has no such switch: requires_grad became a new attribute of it. Call model.features.requires_grad_(False)."
        elif free == seen["features"] and seen["in_eval"]:
            cause = "eval() is a mode and freezes nothing: model.features.requires_grad_(False) does."
        elif free == seen["features"] and seen["old_frozen"]:
            cause = "The old head was frozen, and it is gone: freeze model.features."
        elif 0 < free < seen["features"]:
            cause = "A part of the features is frozen only: model.features.requires_grad_(False) reaches all of it."
        elif not seen["head_free"]:
            cause = "Head and features are exchanged: the head is frozen, and the features learn."
        if free or seen["head_free"]:
            yield claim(
                "features-frozen", not free, "the features are frozen", found=f"{free} of {seen['features']} parameters can learn", cause=cause
            )  # fmt: skip
        yield claim(
            "features-kept", seen["inside"] and seen["untouched"], "the features are those of before",
            found="other numbers, or other parameters, are in them", cause="They keep what they learned: only their switch is set.",
        )  # fmt: skip
        cause = ALL_FROZEN + " Freeze before the new head is made, or the features alone."
        if seen["head_free"]:
            cause = "A part of the new head is frozen: it has a weight and a bias."
        yield claim(
            "head-learns", seen["head_free"] == seen["head_all"], "the new head can learn",
            found=f"{seen['head_free']} of {seen['head_all']} parameters of the head can learn", cause=cause,
        )  # fmt: skip
        cause = None
        if seen["holds_head"] == 0:
            cause = "The optimizer does not hold the new head: it was given the features."
            if seen["holds_old"]:
                cause = "The optimizer holds the old head: it was made before the new head took its place."
        elif seen["holds_head"] < seen["head_all"]:
            cause = "The optimizer holds one of weight and bias: head.parameters() gives both."
        elif not seen["moved"]:
            cause = "The optimizer holds the head, and moves it by nothing: is its learning rate 0?"
        yield claim(
            "head-moves", seen["moved"] == seen["head_all"], "three steps of the optimizer move the new head",
            found=f"{seen['moved']} of {seen['head_all']} parameters of the head moved", cause=cause,
        )  # fmt: skip
        yield claim(
            "features-still", not seen["features_moved"], "and none of the features",
            found=f"{seen['features_moved']} parameters of the features moved", cause="The optimizer moves what is frozen: is there weight decay, or an old gradient?",
        )  # fmt: skip
