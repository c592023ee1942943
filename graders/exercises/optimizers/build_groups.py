"""Lesson 07, exercise build-groups."""

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.optimizers import a, asked, running, why
from graders.judge import exercise
from graders.look import reseed


def grouped(learner, kind, lr, head_lr, decay, sizes, seed):
    """What AdamW makes of the groups: for each parameter of the model the rates and decays with which it is held."""
    reseed(seed)
    n, m, k = sizes

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            if kind in ("tied", "outside"):
                self.table = nn.Embedding(k, m)
            first = nn.Conv1d(n, m, 3) if kind == "conv" else nn.Linear(n, m)
            norm = {"layer norm": nn.LayerNorm(m), "conv": nn.GroupNorm(1, m)}.get(kind, nn.BatchNorm1d(m))
            self.body = nn.Sequential(first, norm, nn.ReLU(), nn.Sequential(nn.Linear(m, m, bias=kind != "conv")))
            if kind == "outside":
                self.body.add_module("head", nn.Linear(m, m))
            self.head = nn.Linear(m, k)
            if kind in ("deep head", "shared"):
                self.head = nn.Sequential(nn.Linear(m, m), nn.LayerNorm(m), nn.Linear(m, k))
            if kind == "tied":
                self.head.weight = self.table.weight
            if kind == "shared":
                self.head[0].weight = self.body[3][0].weight
            if kind == "frozen":
                self.body[0].requires_grad_(False)

    model = Net()
    flags = [p.requires_grad for p in model.parameters()]
    groups = learner["build_groups"](model, lr, head_lr, decay)
    if not isinstance(groups, (list, tuple)):
        if not hasattr(groups, "__next__"):
            return {"gave": type(groups).__name__}
        groups = list(groups)
    if odd := [group for group in groups if not isinstance(group, dict)]:
        return {"holds": type(odd[0]).__name__}
    keys = sorted({str(key) for group in groups for key in group} - {"params", "lr", "weight_decay"})
    known = set(torch.optim.AdamW([nn.Parameter(torch.ones(1))]).param_groups[0])
    spoilt = flags != [p.requires_grad for p in model.parameters()]
    optimizer = torch.optim.AdamW(groups)
    held = {}
    for group in optimizer.param_groups:
        for p in group["params"]:
            held.setdefault(id(p), []).append([group["lr"], group["weight_decay"]])
    names = {id(p): name for name, p in model.named_parameters()}
    return {
        "unknown": [key for key in keys if key not in known],
        "held": {name: held.get(i, []) for i, name in names.items()},
        "outside": len(set(held) - set(names)),
        "spoilt": spoilt,
    }


def vector(name, p, module):
    return p.ndim < 2


def double(decayed=lambda name, p, module: p.ndim >= 2, head=lambda name, module: name.startswith("head"),
           frozen=False, keys=("lr", "weight_decay"), swapped=False, both=False):  # fmt: skip
    """An answer of ours; wrong where an argument says so."""

    def build_groups(model, lr, head_lr, decay):
        groups = []
        for name, p in model.named_parameters():
            module = model.get_submodule(name.rpartition(".")[0])
            if not (p.requires_grad or frozen):
                continue
            rate = head_lr if head(name, module) != swapped else lr
            group = {"params": [p], "lr": rate, "weight_decay": decay if decayed(name, p, module) else 0.0}
            groups.append({key: value for key, value in group.items() if key == "params" or key in keys})
        return groups

    return build_groups


NORMS = (nn.BatchNorm1d, nn.LayerNorm, nn.GroupNorm)
NORM = "The weights of some norms get decay, whatever they are called: they are vectors too, p.ndim is 1."
DOUBLES = (
    (NORM,
     double(lambda name, p, module: not name.endswith("bias"))),
    ("The norms get no decay, the other biases do: p.ndim is 1 for both.",
     double(lambda name, p, module: not isinstance(module, NORMS))),
    ("BatchNorm is spared, and other kinds of norm are not: p.ndim is 1 for each of them.",
     double(lambda name, p, module: not (name.endswith("bias") or isinstance(module, nn.BatchNorm1d)))),
    ("BatchNorm and LayerNorm are spared, and other kinds of norm are not: p.ndim is 1 for each of them.",
     double(lambda name, p, module: not (name.endswith("bias") or isinstance(module, (nn.BatchNorm1d, nn.LayerNorm))))),
    (NORM,
     double(lambda name, p, module: not ("bias" in name or "norm" in name or "bn" in name))),
    ("Vectors are told by their names, and not all of them are called so: p.ndim is 1 for each.",
     double(lambda name, p, module: not (name.endswith("bias") or "norm" in name or name == "body.1.weight"))),
    ("Only tensors of two dimensions get decay: those with more do too, p.ndim > 1.", double(lambda name, p, module: p.ndim == 2)),
    ("Matrices get no decay: those with two dimensions do, and what has more, p.ndim > 1.", double(lambda name, p, module: p.ndim > 2)),
    ("A part of body is called head too, and gets head_lr: model.head.parameters() lists those that are meant.",
     double(head=lambda name, module: "head" in name)),
    ("Everything gets decay: vectors, with p.ndim < 2, get 0.0.", double(lambda *_: True)),
    ("Vectors get decay and matrices do not: it is the other way round.", double(vector)),
    ("Nothing gets decay: matrices do.", double(lambda *_: False)),
    ("A group without the key weight_decay gets the optimizer's own, 0.01 for AdamW: write 0.0 down.",
     double(lambda name, p, module: p.ndim >= 2, keys=("lr",))),
    ("Frozen parameters are handed over too: only those with requires_grad belong there.", double(frozen=True)),
    ("All parameters get one rate: those of model.head get head_lr.", double(head=lambda *_: False)),
    ("All parameters get one rate: those of model.head get head_lr alone.", double(head=lambda *_: True)),
    ("The two rates are exchanged: those of model.head get head_lr.", double(swapped=True)),
)  # fmt: skip
FORGOTTEN_LR = "A group without the key lr gets the optimizer's own rate: write it into each group."
IN_TWO = "appear in more than one parameter group"
TWICE = ((IN_TWO, "One parameter stands in two of your groups: each belongs in one."),)
TWICE_SHARED = (
    (IN_TWO, "One parameter stands in two groups: the model has it under two names. Look at ids, not at names."),
)
FORGOTTEN_DECAY = "A group without the key weight_decay gets the optimizer's own, 0.01 for AdamW: write 0.0 down."


@exercise(
    "optimizers/build-groups",
    "build_groups",
    hints=(
        "Take the parameter that the card shows. Is it a vector or a matrix, does the head have it, and in which of your groups should it be?",
        "Four lists do: head and body, matrices and vectors (p.ndim tells). The ids of model.head.parameters() say what is the head's. "
        "model.parameters() gives a tied one once.",
        "In build_groups:\n"
        "    of_head = {id(p) for p in model.head.parameters()}\n"
        "    groups = []\n"
        "    for p in model.parameters():\n"
        "        if p.requires_grad:\n"
        "            rate = head_lr if id(p) in of_head else lr\n"
        "            kept = decay if p.ndim > 1 else 0.0\n"
        '            groups.append({"params": [p], "lr": rate, "weight_decay": kept})\n'
        "    return groups",
    ),
)
def build_groups(ask, rng):
    lr, head_lr, decay = rng.sample([0.002, 0.003, 0.004, 0.005, 0.006, 0.007, 0.008], 3)
    sizes = rng.sample(range(3, 9), 3)
    cases = [
        {"kind": kind, "lr": lr, "head_lr": head_lr, "decay": decay, "sizes": sizes, "seed": rng.randrange(10**6)}
        for kind in ("plain", "layer norm", "frozen", "deep head", "conv", "outside", "tied", "shared")
    ]
    replies = asked(ask, grouped, "build_groups", cases)
    found = [reply for reply in replies if "result" in reply]
    for case, seen in zip(cases, replies):
        shares = case["kind"] in ("tied", "shared")
        yield running(seen, own=TWICE_SHARED if shares else TWICE)
        got, kind = seen["result"], case["kind"]
        if "held" not in got:
            nothing = got.get("gave") == "NoneType"
            what = "nothing" if nothing else a(got.get("gave") or "list of " + got["holds"])
            cause = "Your function gives nothing back: its last line needs a return." if nothing else (
                'Each group is a dict: {"params": [...], "lr": ..., "weight_decay": ...}.')  # fmt: skip
            yield claim("groups", False, "", "a list of groups, each of them a dict", what, cause=cause)
            return
        if got["unknown"]:
            key = got["unknown"][0]
            yield claim(
                "keys", False, "", "the keys of a group: params, lr, weight_decay", f"{key!r}",
                cause=f"AdamW knows no key {key!r}, says nothing, and takes its own value: lr and weight_decay are the names.",
            )  # fmt: skip
            return
        with_of = expected(case)
        wrong = next((name for name in with_of if not fits(got["held"].get(name, []), with_of[name])), None)
        outside = got["outside"] or got["spoilt"]
        told, was = "", ""
        if wrong:
            told, was = in_words(name_of(wrong, with_of[wrong])), in_words((wrong, got["held"].get(wrong, [])))
        yield claim(
            kind.replace(" ", "-"), not wrong, f"{kind}: every parameter once, with its rate and its decay", told, was,
            cause=cause_of(cases, found, wrong, got, with_of) if wrong else None,
        )  # fmt: skip
        if outside:
            yield claim(
                "left-alone", False, "", "the model's own parameters, and the model stays as it is",
                "requires_grad changed" if got["spoilt"] else f"{got['outside']} tensors that are no parameters of the model",
                cause="Sorting is all: who is trained is decided elsewhere." if got["spoilt"]
                else "Copies or detached tensors are in the groups: hand the Parameters themselves over.",
            )  # fmt: skip


def expected(case):
    """For each parameter the settings that are right, None for one that is not handed over; a tied one may have either rate."""
    with_of = {}
    kind, decay = case["kind"], case["decay"]
    body = {
        "body.0.weight": 1,
        "body.0.bias": 0,
        "body.1.weight": 0,
        "body.1.bias": 0,
        "body.3.0.weight": 1,
        "body.3.0.bias": 0,
    }
    head = {"head.weight": 1, "head.bias": 0}
    if kind in ("deep head", "shared"):
        head = {
            "head.0.weight": 1,
            "head.0.bias": 0,
            "head.1.weight": 0,
            "head.1.bias": 0,
            "head.2.weight": 1,
            "head.2.bias": 0,
        }
    if kind == "conv":
        del body["body.3.0.bias"]
    for table, rate in ((body, case["lr"]), (head, case["head_lr"])):
        with_of |= {name: [[rate, decay * matrix]] for name, matrix in table.items()}
    if kind == "frozen":
        with_of |= {"body.0.weight": None, "body.0.bias": None}
    if kind == "outside":
        with_of |= {"body.head.weight": [[case["lr"], decay]], "body.head.bias": [[case["lr"], 0]]}
        with_of |= {"table.weight": [[case["lr"], decay]]}
    if kind == "shared":
        del with_of["head.0.weight"]
        with_of["body.3.0.weight"] = [[case["lr"], decay], [case["head_lr"], decay]]
    if kind == "tied":
        del with_of["head.weight"]
        with_of["table.weight"] = [[case["lr"], decay], [case["head_lr"], decay]]
    return with_of


def fits(held, settings):
    return held == [] if settings is None else len(held) == 1 and any(held[0] == one for one in settings)


def name_of(name, settings):
    return name, settings or []


def in_words(named):
    name, settings = named
    if not settings:
        return f"{name} in no group"
    told = f"{name}: lr {settings[0][0]:.4g}, decay {settings[0][1]:.4g}"
    return told


def cause_of(cases, found, wrong, got, with_of):
    held, settings = got["held"].get(wrong, []), with_of[wrong]
    if len(held) > 1:
        return "It is in your groups more than once: torch warns, and steps it twice."
    if not held and all(not other for other in got["held"].values()):
        return "No group holds anything: an iterator such as parameters() is empty after one round. A list lasts."
    if settings and not held:
        return "It is in no group: together they hold all that is trained, in body, in head or beside them."
    last = settings and [one for one in settings if held and held[0][0] == one[0]]
    if settings and not last and held[0][0] == 0.001 and 0.001 not in (cases[0]["lr"], cases[0]["head_lr"]):
        return FORGOTTEN_LR
    if last and held[0][1] == 0.01:
        return FORGOTTEN_DECAY
    return why(DOUBLES, grouped, "build_groups", cases[:-2], found)  # in the last two, either rate is right
