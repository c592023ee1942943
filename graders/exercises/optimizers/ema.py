"""Lesson 07, exercise ema."""

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.optimizers import a, asked, of_ours, running, why
from graders.judge import exercise
from graders.look import reseed


def averaged(learner, kind, decay, sizes, updates, seed):
    """What stands in the shadow of an EMA after the model moved and was averaged some times."""
    import copy

    reseed(seed)
    n, m, k = sizes

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.norm = nn.Linear(n, m), nn.BatchNorm1d(m)
            self.out = nn.Linear(m, k)
            if kind == "tied":
                self.table = nn.Embedding(k, m)
                self.out.weight = self.table.weight
            if kind == "frozen":
                self.first.requires_grad_(False)

        def forward(self, x):
            return self.out(torch.relu(self.norm(self.first(x))))

    model = Net()
    flags = [p.requires_grad for p in model.parameters()]
    objects = [id(p) for p in model.parameters()]
    shadow_of = learner["EMA"](model, decay)
    shadow = shadow_of.shadow
    if not isinstance(shadow, nn.Module):
        return {"gave": type(shadow).__name__}
    seen = {
        "same_object": shadow is model,
        "shared": len({p.data_ptr() for p in shadow.parameters()} & {p.data_ptr() for p in model.parameters()}),
        "trainable": sum(p.numel() for p in shadow.parameters() if p.requires_grad),
        "start": all(p.equal(q) for p, q in zip(shadow.state_dict().values(), model.state_dict().values())),
    }
    seen["froze"] = [p.requires_grad for p in model.parameters()] != flags
    kept = copy.deepcopy(shadow)
    seen["path"] = []
    for _ in range(updates):
        with torch.no_grad():
            for p in model.parameters():
                p.add_(torch.randn_like(p))
        out = model(torch.randn(7, n) * 3 + 2).sum()
        if out.requires_grad:
            out.backward()
        before = [p.detach().clone() for p in model.parameters()]
        gradients = [None if p.grad is None else p.grad.clone() for p in model.parameters()]
        shadow_of.update(model)
        shadow = shadow_of.shadow
        seen["path"].append({name: v.double().flatten().tolist() for name, v in shadow.state_dict().items()})
        if any(not p.equal(b) for p, b in zip(model.parameters(), before)):
            seen["wrote"] = "numbers"
        if [id(p) for p in model.parameters()] != objects or [p.requires_grad for p in model.parameters()] != flags:
            seen["wrote"] = "parameters"
        for p, g in zip(model.parameters(), gradients):
            if g is not None and (p.grad is None or not p.grad.equal(g)):
                seen["wrote"] = "gradients"
    seen["model"] = {name: v.double().flatten().tolist() for name, v in model.state_dict().items()}
    seen["began"] = {name: v.double().flatten().tolist() for name, v in kept.state_dict().items()}
    seen["later"] = sum(p.numel() for p in shadow.parameters() if p.requires_grad)
    seen["graph"] = any(p.grad_fn is not None for p in shadow.state_dict(keep_vars=True).values())
    seen["training"] = model.training
    before = {name: v.clone() for name, v in shadow.state_dict().items()}
    with torch.no_grad():
        for p in model.parameters():
            p.add_(1)
    model.train()(torch.randn(7, n) * 3 + 2)
    seen["follows"] = [name for name, v in shadow.state_dict().items() if not v.equal(before[name])]
    return seen


class Ours:
    """An EMA; its doubles change one thing."""

    wrong, free, fixed = "", False, 0.99

    def __init__(self, model, decay):
        import copy

        self.decay = decay
        self.shadow = model if self.wrong == "alias" else copy.deepcopy(model)
        if not self.free and self.wrong != "alias":
            self.shadow.requires_grad_(False)

    def update(self, model):
        import copy

        d, wrong = self.decay, self.wrong
        if wrong == "copy":
            self.shadow = copy.deepcopy(model).requires_grad_(False)
        with torch.no_grad():
            ours, theirs = (
                (
                    list(m.state_dict().values())
                    if wrong == "twice"
                    else [p for _, p in m.named_parameters(remove_duplicate=wrong != "two names")]
                )
                for m in (self.shadow, model)
            )
            for a, b in zip(ours, theirs):
                if wrong == "twice" and not a.is_floating_point():
                    a.copy_(b)
                    continue
                if wrong == "trained" and not b.requires_grad:
                    continue
                new = d * a + (1 - d) * b
                if wrong == "swapped":
                    new = (1 - d) * a + d * b
                if wrong == "half":
                    new = (a + b) / 2
                if wrong == "sum":
                    new = d * a + b
                if wrong == "fixed":
                    new = self.fixed * a + (1 - self.fixed) * b
                if wrong not in ("idle", "alias"):
                    a.copy_(new)
            for a, b in zip(self.shadow.buffers(), model.buffers()):
                if wrong in ("buffers", "idle", "twice"):
                    continue
                if wrong == "whole" and a.is_floating_point():
                    a.copy_(d * a + (1 - d) * b)
                elif wrong == "whole":
                    a.copy_((d * a + (1 - d) * b).to(a.dtype))
                elif wrong == "counter" and not a.is_floating_point():
                    continue
                elif wrong == "average" and a.is_floating_point():
                    a.copy_(d * a + (1 - d) * b)
                else:
                    a.copy_(b)


def changed(**how):
    return type("EMA", (Ours,), how)


IDLE = (
    "The shadow's weights never move: p = ... gives a name to a new tensor, and in a frozen shadow no p.requires_grad is True. "
    "Write into each, p.copy_(...)."
)
TWICE = "A tied parameter has two names, and was averaged once for each: parameters() gives it once."
COUNTER = "num_batches_tracked is a whole number: an average of it is cut off, and left out it stands still. Take it over as it is."
FIXED = "The decay is written down, where it is an argument."
DOUBLES = (
    ("The buffers stay as they were at the start: BatchNorm's record is from before the first step. Copy them.", changed(wrong="buffers")),
    ("The two weights are exchanged: decay belongs to the old average, 1 - decay to the new numbers.", changed(wrong="swapped")),
    ("The shadow is the model itself, or a copy of the last numbers: nothing is averaged.", changed(wrong="alias")),
    ("The shadow is the model itself, or a copy of the last numbers: nothing is averaged.", changed(wrong="copy")),
    ("Old and new count the same: decay says how much of the old average stays.", changed(wrong="half")),
    ("The new numbers are added whole: they count 1 - decay.", changed(wrong="sum")),
    *((FIXED, changed(wrong="fixed", fixed=decay)) for decay in (0.9, 0.97, 0.99, 0.999)),
    ("Frozen parameters are left out: all are averaged.", changed(wrong="trained")),
    (IDLE, changed(wrong="idle")),
    (TWICE, changed(wrong="twice")),
    (TWICE, changed(wrong="two names")),
    (COUNTER, changed(wrong="whole")),
    (COUNTER, changed(wrong="counter")),
)  # fmt: skip


RULES = (("'EMA' object has no attribute 'shadow'", "The copy belongs to the object: self.shadow = ... in __init__."),)


def near(one, other):
    """Whether two runs left the same numbers in the shadow."""
    if "path" not in one or "path" not in other or one["trainable"] != other["trainable"]:
        return False
    return all(not unlike(a, b) for a, b in zip(one["path"], other["path"]))


def unlike(one, other):
    """The names whose numbers differ."""
    return [
        name for name in other
        if name not in one or len(one[name]) != len(other[name])
        or not torch.allclose(torch.tensor(one[name]), torch.tensor(other[name]), 1e-4, 1e-5)
    ]  # fmt: skip


@exercise(
    "optimizers/ema",
    "EMA",
    hints=(
        "Take the tensor that the card shows. Is it a parameter, which is averaged, or a buffer, which is not? And which object is written into?",
        "In __init__: copy.deepcopy(model), and requires_grad_(False). In update, under torch.no_grad(), go through both parameters() with zip, "
        "and write with p.copy_(...) or p.mul_(...).add_(...); then through both buffers().",
        "In __init__:\n"
        "    self.decay = decay\n"
        "    self.shadow = copy.deepcopy(model).requires_grad_(False)\n"
        "In update:\n"
        "    with torch.no_grad():\n"
        "        for p, new in zip(self.shadow.parameters(), model.parameters()):\n"
        "            p.copy_(self.decay * p + (1 - self.decay) * new)\n"
        "        for b, new in zip(self.shadow.buffers(), model.buffers()):\n"
        "            b.copy_(new)",
    ),
)
def ema(ask, rng):
    decay = rng.choice([0.7, 0.75, 0.8])
    sizes = rng.sample(range(3, 8), 3)
    cases = [
        {"kind": kind, "decay": decay, "sizes": sizes, "updates": updates, "seed": rng.randrange(10**6)}
        for kind, updates in (("plain", 3), ("tied", 3), ("frozen", 2))
    ]
    rights = [of_ours(averaged, "EMA", double, cases) for double in (Ours, changed(wrong="average"))]
    replies = asked(ask, averaged, "EMA", cases)
    found = [reply for reply in replies if "result" in reply]
    for case, seen, *wants in zip(cases, replies, *rights):
        yield running(seen, "a class", own=RULES)
        got, (want, other) = seen["result"], [one["result"] for one in wants]
        if "gave" in got:
            yield claim(
                "shadow", False, "", "EMA(model, decay).shadow is a module, a copy of the model", a(got["gave"]),
                cause="A shadow that can be evaluated is a whole model: copy.deepcopy(model)." if got["gave"] in ("dict", "OrderedDict", "list")
                else None,
            )  # fmt: skip
            return
        if got["same_object"] or got["shared"]:
            what = "it is the model itself" if got["same_object"] else "it shares its memory with the model"
            yield claim(
                "own-numbers", False, "", "the shadow has numbers of its own", what,
                cause="A second name is no copy: copy.deepcopy(model) makes one.",
            )  # fmt: skip
            return
        if got["froze"]:
            yield claim(
                "left-alone", False, "", "EMA(model, decay) leaves the model as it is", "its requires_grad changed",
                cause="The model is frozen here, where only its copy should be.",
            )  # fmt: skip
            return
        yield claim("start", got["start"], "the shadow starts with the model's numbers", found="it starts with others",
                    cause="A copy keeps the numbers: copy.deepcopy(model), not a new model, and nothing set to zero.")  # fmt: skip
        if "wrote" in got:
            yield claim(
                "left-alone", False, "", "update() leaves the model as it is", f"its {got['wrote']} changed",
                cause="The model is written into: what moves is the shadow." if got["wrote"] == "numbers" else
                "The model is frozen here, where only its copy should be." if got["wrote"] == "parameters" else None,
            )  # fmt: skip
            return
        if not got["training"]:
            yield claim(
                "left-alone", False, "", "the model is left alone, and goes on in train() mode", "it is in eval() mode afterwards",
                cause="The model was put into eval() mode, so BatchNorm records nothing: leave its mode alone.",
            )  # fmt: skip
            return
        wrong, told = wrong_number(case["kind"], got, want, other)
        yield claim(
            case["kind"], not wrong, f"{case['kind']}: the weights averaged, the buffers taken over",
            f"decay {decay}, {told[0]}" if wrong else "", told[1] if wrong else "",
            cause=why(DOUBLES, averaged, "EMA", cases, found, near) or other_cause(got, wrong) if wrong else None,
        )  # fmt: skip
        free = max(got["trainable"], got["later"])
        yield claim(
            "frozen-shadow", not free and not got["graph"], "the shadow trains nothing: 0 trainable numbers",
            found=f"{free} trainable numbers in it" if free else "its numbers have a history",
            cause="deepcopy copies requires_grad too: shadow.requires_grad_(False)." if got["trainable"] else
            "update() is recorded by autograd: work under torch.no_grad()." if got["graph"] else
            "update() puts new trainable parameters in: write into the old ones, under torch.no_grad().",
        )  # fmt: skip
        yield claim(
            "own-numbers", not got["follows"], "between two updates the shadow stands still",
            found=f"{', '.join(got['follows'][:1])} moved with the model",
            cause="After update() both have one memory, as s.data = b.data or an assignment makes it: copy_() copies the numbers.",
        )  # fmt: skip


def wrong_number(kind, got, want, other):
    """The first tensor of the shadow that is neither copied nor averaged as asked: its name; what was wanted and found."""
    for step, (one, two, three) in enumerate(zip(got["path"], want["path"], other["path"]), 1):
        for name in unlike(one, two):
            if name in one and not unlike({name: one[name]}, {name: three[name]}):
                continue  # a buffer with decimals may be averaged too
            if name not in one or len(one[name]) != len(two[name]):
                return name, (f"after update {step}, {name} as in the model", "another shape, or no such tensor")
            place = max(range(len(two[name])), key=lambda i: abs(one[name][i] - two[name][i]))
            values = f"{two[name][place]:.3f}", f"{one[name][place]:.3f}"
            return name, (f"after update {step}, a number of {name}: {values[0]}", values[1])
    return "", ("", "")


def other_cause(got, name):
    still = [key for key, value in got["began"].items() if got["path"][-1].get(key) == value]
    if name.endswith("num_batches_tracked") and name in still and "norm.running_mean" not in still:
        return COUNTER
    if all(key in still for key in got["began"] if "running" in key):
        return DOUBLES[0][0] if "norm" in name and not name.endswith(("weight", "bias")) else None
    return IDLE if all(key in still for key in got["began"] if key.endswith(("weight", "bias"))) else None
