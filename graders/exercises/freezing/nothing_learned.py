"""Lesson 06, exercise nothing-learned: everything frozen by accident."""

import torch
from torch import nn

from graders.causes import the_cause
from graders.claims import claim
from graders.exercises.freezing import running
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def mended(learner, kind, sizes, seed):
    """What mend answers for a model that somebody prepared, and what it leaves behind."""
    reseed(seed)
    width, hidden, classes = sizes

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(nn.Linear(width, hidden), nn.BatchNorm1d(hidden), nn.ReLU())
            self.head = nn.Linear(hidden, classes)
            if kind == "third":
                self.offset = nn.Parameter(torch.zeros(width))

        def forward(self, x):
            return self.head(self.features(x + self.offset if kind == "third" else x))

    model = Model()
    free = {
        "everything": (), "head": ("head.weight", "head.bias"), "features": ("features.0.weight", "features.0.bias"),
        "bias": ("head.bias",), "norm": ("features.1.bias",), "third": ("offset",),
        "free": [name for name, _ in model.named_parameters()],
    }[kind]  # fmt: skip
    for name, p in model.named_parameters():
        p.requires_grad = name in free
    parts, numbers = (model.features, model.head), {n: p.detach().clone() for n, p in model.named_parameters()}
    before, old = {n: p.requires_grad for n, p in model.named_parameters()}, dict(model.named_parameters())
    given = learner["mend"](model)
    now = dict(model.named_parameters())
    return {
        "type": type(given).__name__,
        "answer": bool(given) if isinstance(given, (bool, int)) or type(given).__name__ in ("bool_", "bool") else None,
        "before": before,
        "after": {n: bool(p.requires_grad) for n, p in now.items()},
        "head_is": model.head is parts[1] and all(now.get(n) is p for n, p in old.items() if n.startswith("head")),
        "features_are": model.features is parts[0] and all(now.get(n) is p for n, p in old.items() if n.startswith("feat")),
        "numbers": now.keys() == old.keys() and all(now[n].shape == v.shape and now[n].equal(v) for n, v in numbers.items()),
        "stray": [type(m).__name__ for m in model.modules() if {"requires_grad", "require_grad"} & set(vars(m))]
        + [n for p in now.values() for n in vars(p) if n.startswith("req")],
    }  # fmt: skip


WORDS = {
    "everything": "everything is frozen",
    "head": "the head alone can learn",
    "features": "a layer of the features can learn, the head is frozen",
    "bias": "the bias of the head alone can learn",
    "norm": "one bias in the features can learn",
    "third": "a Parameter beside features and head can learn",
    "free": "nothing is frozen",
}


# What a wrong question to the model answers, as the kinds for which it says that nothing can learn.
DOUBLES = [
    ("True comes back whatever the model is: ask first whether a parameter has requires_grad. Its .grad is None before every backward().", set(WORDS)),
    ("False comes back whatever the model is. Is the question asked after the model was mended?", set()),
    ("`all` asks for every parameter: one that can learn is enough, so `any`.", set(WORDS) - {"free"}),
    ("Your function looks at the head alone: features can learn, too. Ask model.parameters().", {"everything", "features", "norm", "third"}),
    ("Your function looks at the features alone: a head can learn, too. Ask model.parameters().", {"everything", "head", "bias", "third"}),
    ("Your function looks at one parameter, the first: any of them may be the one that can learn.", {"everything", "head", "bias", "norm"}),
    ("A parameter may lie beside features and head: model.parameters() lists all.", {"everything", "third"}),
    ("True and False stand the wrong way round: True says that nothing could learn.", set(WORDS) - {"everything"}),
]  # fmt: skip


def answer_cause(seen, kind, sentence):
    if seen["type"] == "NoneType":
        return "Nothing is returned in this case: return True or False on every path."
    if seen["answer"] is None:
        return f"The answer is True or False; yours is of type {seen['type']}."
    return (
        sentence
        or {
            "features": "Your function looks at the head alone; here the features learn. Ask all parameters of the model.",
            "norm": "One parameter that can learn is enough; yours asks for more, or does not look at all of them.",
            "bias": "A bias can learn too: one parameter is enough, and `all` asks for every one of them.",
            "third": "A parameter may lie beside features and head: model.parameters() lists all.",
            "head": "Frozen features are taken for a model in which nothing learns; here the head does.",
            "free": "Nothing is frozen here, and your function says that nothing can learn.",
            "everything": "Everything is frozen here, and your function says that something can learn. Did it ask after it had mended?",
        }[kind]
    )


def mended_cause(seen, want):
    after, before = seen["after"], seen["before"]
    head = [on for name, on in after.items() if name.startswith("head")]
    features = [on for name, on in after.items() if name.startswith("features")]
    if seen["stray"]:
        return "A new attribute was made, which nobody reads. The switch of a parameter is requires_grad; a module has requires_grad_(True)."
    if after == before and seen["answer"] is False:
        return "mend returned False here and never came to the thaw: is the condition the wrong way round, or any(...) missing? A generator counts as True."
    if after == before:
        return "No switch moved: the model is as stuck as before. model.head.requires_grad_(True)."
    if all(after.values()):
        return "Everything was thawed: the features should stay frozen. Thaw the head alone."
    if any(features) and not any(head):
        return "The features were thawed in place of the head."
    if any(features):
        return "Some of the features were thawed too: the head alone learns again."
    if any(head):
        return "A part of the head is still frozen: it has a weight and a bias."
    return None


@exercise(
    "freezing/nothing-learned",
    "mend",
    hints=(
        "What does a model in which nothing can learn look like, from its parameters? Print requires_grad of each, for "
        "prepare_b and for prepare_c.",
        "any(p.requires_grad for p in model.parameters()) asks whether one of them can learn. Then there is nothing to mend.",
        "In mend:\n"
        "    if any(p.requires_grad for p in model.parameters()):\n"
        "        return False\n"
        "    model.head.requires_grad_(True)\n"
        "    return True",
    ),
)
def nothing_learned(ask, rng):
    cases = []
    for kind in ("everything", "head", "features", "bias", "free", "norm", "third"):
        cases.append({"kind": kind, "sizes": rng.sample(range(3, 10), 3), "seed": rng.randrange(10**6)})
    replies = answers(ask(run_each(mended, "mend", each=cases)))
    said = {case["kind"]: reply.get("result", {}).get("answer") for case, reply in zip(cases, replies)}
    whole = len(said) == len(cases) and None not in said.values()
    sentence = the_cause(DOUBLES, lambda stuck: whole and all(said[kind] == (kind in stuck) for kind in said))
    for case, seen in zip(cases, replies):
        yield running(seen)
        seen, kind = seen["result"], case["kind"]
        want, told = kind == "everything", WORDS[kind]
        if not (seen["head_is"] and seen["features_are"] and seen["numbers"]):
            part = "head" if not seen["head_is"] else "features"
            cause = (
                "A new layer takes the place of the head: the old one, with its numbers, learns again."
                if part == "head"
                else None
            )
            yield claim(
                "same-layers", False, "", f"mend(model) leaves the layers and their numbers as they are ({told})",
                f"another {part}, or other numbers in it", cause=cause or "Only switches are set: numbers and layers stay.",
            )  # fmt: skip
        if want:
            good = all(on == name.startswith("head") for name, on in seen["after"].items())
            still = [n for n, on in seen["after"].items() if on != n.startswith("head")]
            yield claim(
                "mended", good, f"{told}: afterwards the head learns, and nothing else",
                f"{told}: afterwards the head learns, and the features are frozen",
                f"{still[0]}: requires_grad is {seen['after'][still[0]]}" if still else "",
                cause=mended_cause(seen, want),
            )  # fmt: skip
        yield claim(
            "answer", seen["answer"] is want, f"{told}: {want}", f"mend(model) returns {want}: {told}",
            f"it returns {seen['answer'] if seen['answer'] is not None else 'a ' + seen['type']}".replace("a NoneType", "nothing"),
            cause=answer_cause(seen, kind, sentence),
        )  # fmt: skip
        yield claim(
            "left-alone", want or seen["after"] == seen["before"], f"{told}: no switch moved", f"no switch moves where {told}",
            "other parameters can learn afterwards", cause="A model in which something can learn stays as it is: return False first.",
        )  # fmt: skip
