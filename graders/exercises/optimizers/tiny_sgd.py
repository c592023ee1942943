"""Lesson 07, exercise tiny-sgd."""

import torch
from torch import nn

from graders.causes import number
from graders.claims import claim
from graders.exercises.optimizers import asked, of_ours, running, why
from graders.judge import exercise
from graders.look import reseed


def stepped(learner, lr, momentum, decay, gradients, sizes, steps, seed, handed="list"):
    """Where a TinySGD takes two parameters, whose gradients in each step are drawn, zeros or None."""
    reseed(seed)
    n, m = sizes
    one, two = nn.Parameter(torch.randn(n, m)), nn.Parameter(torch.randn(m))
    first = [one.detach().clone(), two.detach().clone()]
    given = [two, one]  # what has no gradient comes first: a step may not end there
    optimizer = learner["TinySGD"](iter(given) if handed == "iterator" else given, lr, momentum, decay)

    def tensors(thing, depth=4):  # whatever the optimizer keeps
        if isinstance(thing, torch.Tensor):
            return [thing]
        inside = thing if isinstance(thing, (list, tuple)) else getattr(thing, "__dict__", {}).values()
        if isinstance(thing, dict):
            inside = [*thing, *thing.values()]
        return [t for item in inside for t in tensors(item, depth - 1)] if depth else []

    if handed == "two":  # another one at work between the steps, on parameters of its own
        other = [nn.Parameter(torch.randn(m)), nn.Parameter(torch.randn(n, m))]
        second = learner["TinySGD"](other, lr, momentum, decay)
    paths, spoilt = [], ""
    for step in range(steps):
        what = gradients[step % len(gradients)]
        if what != "kept":  # a loop may step twice on one gradient
            one.grad = torch.randn(n, m)
            two.grad = {"drawn": torch.randn(m), "zeros": torch.zeros(m), "none": None}[what]
        kept = [None if p.grad is None else p.grad.clone() for p in given]
        if handed == "two":
            for p in other:
                p.grad = torch.ones_like(p)
            second.step()
        optimizer.step()
        for p, g in zip(given, kept):
            if g is not None and (p.grad is None or not p.grad.equal(g)):
                spoilt = spoilt or ("gone" if p.grad is None else "other")
        paths.append(two.detach().tolist())
    graph = one.grad_fn is not None or two.grad_fn is not None
    one.grad, two.grad = torch.ones(n, m), torch.ones(m)
    optimizer.zero_grad()
    return {
        "one": one.detach().tolist(),
        "two": two.detach().tolist(),
        "paths": paths,
        "idle": one.equal(first[0]) and two.equal(first[1]),
        "graph": graph or not one.requires_grad,
        "history": any(t.grad_fn is not None for t in tensors(optimizer)),
        "gradients": spoilt,
        "cleared": [None if p.grad is None else float(p.grad.abs().sum()) for p in given],
    }


class Ours:
    """A TinySGD; its doubles change one thing."""

    none, zero, wrong = "skip", "step", ""

    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params, self.lr, self.momentum, self.decay = list(params), lr, momentum, decay
        self.velocity = {}

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is None and self.none != "zero":
                    if self.none == "forget":
                        self.velocity.pop(p, None)
                    if self.none == "slow" and p in self.velocity:
                        self.velocity[p] = self.momentum * self.velocity[p]
                    if self.none == "stop":
                        return
                    continue
                if p.grad is not None and self.zero == "skip" and not p.grad.any():
                    continue
                self.move(p, torch.zeros_like(p) if p.grad is None else p.grad)

    def move(self, p, g):
        wrong = self.wrong
        decay = {"no decay": 0, "decay backwards": -self.decay, "decay twice": 2 * self.decay}.get(wrong, self.decay)
        if wrong == "decay rate":
            decay = self.decay * self.lr
        if wrong not in ("decay last", "decay plain"):
            g = g + decay * p
        v = self.velocity.get(p, torch.zeros_like(p))
        if wrong == "average":
            v = self.momentum * v + (1 - self.momentum) * g
        elif wrong == "no momentum":
            v = g
        elif wrong == "fixed":
            v = 0.9 * v + g if self.momentum else g
        else:
            v = self.momentum * v + g
        self.velocity[p] = v
        if wrong == "nesterov":
            v = g + self.momentum * v
        if wrong == "decay last":
            v = v + self.decay * p
        if wrong == "decay plain":
            p.sub_(self.decay * p)
        p.add_(v, alpha=self.lr if wrong == "up" else -self.lr)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def changed(**how):
    return type("TinySGD", (Ours,), how)


NONE = "A gradient of None counts as zero here. torch skips such a parameter: no momentum, no decay."
DOUBLES = (
    (NONE, changed(none="zero")),
    ("A gradient of zeros is skipped here. torch skips None alone: on zeros, momentum and decay go on.", changed(zero="skip")),
    ("Where a gradient is None, the velocity is forgotten. It stays, for the next gradient.", changed(none="forget")),
    ("Where a gradient is None, the velocity loses some. It stays as it is, for the next gradient.", changed(none="slow")),
    ("One gradient of None ends the whole step: return for continue.", changed(none="stop")),
    ("Decay comes after momentum here. In SGD it is a part of the gradient: first g = g + decay·p.",
     changed(wrong="decay last")),
    ("Decay takes decay·p away without the rate: it is a part of the gradient, g = g + decay·p.", changed(wrong="decay plain")),
    ("Decay is left out: g = g + decay·p.", changed(wrong="no decay")),
    ("Decay has the wrong sign: it makes the weights larger.", changed(wrong="decay backwards")),
    ("The rate enters decay twice: g = g + decay·p, and the rate comes at the end.", changed(wrong="decay rate")),
    ("Decay is added twice.", changed(wrong="decay twice")),
    ("The velocity is an average, with (1 - momentum) before the gradient. In SGD the gradient is added whole.", changed(wrong="average")),
    ("Momentum is left out, or the velocity of the last step is not kept: v = momentum·v + g.", changed(wrong="no momentum")),
    ("It steps uphill: p - lr·v goes down.", changed(wrong="up")),
    ("Momentum is written down as 0.9, where it is an argument.", changed(wrong="fixed")),
    ("The gradient is added once more after the velocity: that is the Nesterov variant.", changed(wrong="nesterov")),
)  # fmt: skip


RULES = (
    ("leaf Variable that requires grad|view of a leaf", "A step is not to be recorded: write into p under `with torch.no_grad():`."),
    ("Boolean value of Tensor", "A tensor of several numbers is no yes or no: `if p.grad is not None` asks whether there is one."),
)  # fmt: skip
SPOILT = {
    "gone": (
        "the gradients are None afterwards",
        "step() takes the gradients away: zero_grad() does that, and only that.",
    ),
    "other": (
        "the gradients are other ones afterwards",
        "The gradient itself is written into: a velocity that is p.grad is no copy. Make a new tensor, g = p.grad + decay * p, or a clone().",
    ),
}


class TorchSGD:
    """The optimizer that all is compared with."""

    def __init__(self, params, lr, momentum, decay):
        self.inner = torch.optim.SGD(params, lr=lr, momentum=momentum, weight_decay=decay)
        self.step, self.zero_grad = self.inner.step, self.inner.zero_grad


def values(result, key):
    return torch.tensor(number(result[key]))


def near(one, other):
    """Whether two results show one behaviour."""
    return all(
        (a := values(one, key)).shape == (b := values(other, key)).shape and torch.allclose(a, b, 1e-4, 1e-5)
        for key in ("one", "two")
    )


@exercise(
    "optimizers/tiny-sgd",
    "TinySGD",
    hints=(
        "Take a pencil, and the case that the card shows: the first two steps of one number. Where is it after each?",
        "In step(), under torch.no_grad(), for each parameter: no gradient, no move. Else g = p.grad + decay·p, "
        "then v = momentum·v + g, then p.sub_(lr·v). A list holds one v for each parameter, and starts with zeros.",
        "In __init__:\n"
        "    self.params = list(params)\n"
        "    self.velocity = [torch.zeros_like(p) for p in self.params]\n"
        "In step:\n"
        "    with torch.no_grad():\n"
        "        for p, v in zip(self.params, self.velocity):\n"
        "            if p.grad is None:\n"
        "                continue\n"
        "            v.mul_(self.momentum).add_(p.grad + self.decay * p)\n"
        "            p.sub_(self.lr * v)",
    ),
)
def tiny_sgd(ask, rng):
    lr, momentum, decay = rng.choice([0.02, 0.05, 0.07]), rng.choice([0.7, 0.8]), rng.choice([0.2, 0.3])
    sizes = rng.sample(range(2, 6), 2)
    told = {
        "plain": (0.0, 0.0, ["drawn"], "list"),
        "momentum": (momentum, 0.0, ["drawn"], "list"),
        "decay": (0.0, decay, ["drawn"], "list"),
        "both": (momentum, decay, ["drawn"], "iterator"),
        "zeros": (momentum, 0.0, ["drawn", "zeros", "zeros"], "list"),
        "zeros, decay": (0.0, decay, ["drawn", "zeros"], "list"),
        "none": (momentum, decay, ["drawn", "drawn", "none", "none"], "list"),
        "none, decay": (0.0, decay, ["none", "drawn", "none"], "list"),
        "two": (momentum, decay, ["drawn"], "two"),
        "kept": (momentum, 0.0, ["drawn", "kept"], "list"),
    }
    cases = [
        {
            "lr": lr, "momentum": m, "decay": d, "gradients": gradients, "sizes": sizes, "steps": 20 if m and d else 6,
            "seed": rng.randrange(10**6), "handed": handed,
        }
        for m, d, gradients, handed in told.values()
    ]  # fmt: skip
    right = of_ours(stepped, "TinySGD", TorchSGD, cases)
    replies = asked(ask, stepped, "TinySGD", cases)
    found = [reply for reply in replies if "result" in reply]
    for name, case, seen, want in zip(told, cases, replies, right):
        yield running(seen, "a class", own=RULES)
        got, want = seen["result"], want["result"]
        call = f"TinySGD(params, lr={lr}, momentum={case['momentum']}, decay={case['decay']})"
        if got["graph"] or got["gradients"] or got["history"]:
            found, cause = SPOILT.get(got["gradients"], (
                "a parameter has a history afterwards" if got["graph"] else "what it keeps has a history, longer with each step",
                "The step is recorded: do it under torch.no_grad(), and write into p." if got["graph"]
                else "The velocity is recorded by autograd: all of the step belongs under torch.no_grad().",
            ))  # fmt: skip
            yield claim(
                "side-effects", False, "",
                "a step changes the numbers of the parameters, and nothing else",
                found, cause=cause,
            )  # fmt: skip
            return
        same, what = (
            near(got, want),
            {"zeros": "some gradients are zeros", "none": "some gradients are None", "kept": "two on each gradient"},
        )
        kind = name.split(",")[0]
        where = "two" if not torch.allclose(values(got, "two"), values(want, "two"), 1e-4, 1e-5) else "one"
        yield claim(
            kind, same, f"{case['steps']} steps as torch.optim.SGD: {what.get(kind, name)}",
            f"{call}, {case['steps']} steps{', ' + what[kind] if kind in what else ''}: as torch.optim.SGD", differs(got, want, where),
            cause=None if same else cause_of(cases, found, got, case),
        )  # fmt: skip
        yield cleared(got)


def differs(got, want, where):
    one, other = values(got, where).reshape(-1), values(want, where).reshape(-1)
    if len(one) != len(other):
        return "a parameter of another shape"
    place = (one - other).abs().nan_to_num(torch.inf).argmax()
    return f"a number is {one[place]:.4f}, torch has {other[place]:.4f}"


def cause_of(cases, found, got, case):
    if case["handed"] == "iterator" and all(path == got["paths"][0] for path in got["paths"]):
        return "params is an iterator here, which is empty after one round: list(params) keeps them."
    if got["idle"]:
        return "No parameter has moved: p = ... gives a name to a new tensor. p.sub_(...) or p -= ... writes into the old one."
    if case["handed"] == "two":  # whatever came before held
        return "A second TinySGD disturbs the first: its velocity belongs to the object, self, not to the class."
    return why(DOUBLES, stepped, "TinySGD", cases, found, near)


def cleared(got):
    left = next((value for value in got["cleared"] if value is not None), None)
    cause = None
    if left == 0:
        cause = "The gradients are zeros: then momentum and decay go on. Assign None, as torch does."
    elif left:
        cause = "zero_grad() leaves a gradient as it was: p.grad = None for each parameter."
    return claim(
        "zero-grad", left is None, "zero_grad() sets each gradient to None",
        found=f"a gradient is a tensor, with a sum of {left:.0f}" if left is not None else "", cause=cause,
    )  # fmt: skip
