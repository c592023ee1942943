"""Lesson 08, exercise unused."""

import torch
from torch import nn

from graders.causes import told_by, with_cause
from graders.claims import claim
from graders.exercises.gradient_flow import running, some, typed
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def silent(learner, kind, sizes, seed):
    """What unused gives for a model, and what it leaves behind."""
    reseed(seed)
    n, m, k, rows = sizes

    class Cut(nn.Module):  # one layer never used, one whose result is thrown away, one cut off, one muted, one frozen
        def __init__(self):
            super().__init__()
            self.first, self.spare, self.thrown = nn.Linear(n, m), nn.Linear(n, m), nn.Linear(m, m)
            self.cut, self.muted, self.frozen = nn.Linear(n, m), nn.Linear(n, m), nn.Linear(m, m)
            self.out = nn.Linear(m, k)
            self.frozen.requires_grad_(False)

        def forward(self, x):
            h = torch.tanh(self.first(x)) + self.cut(x).detach() + 0 * self.muted(x)
            self.thrown(h)
            return self.out(torch.tanh(self.frozen(h)))

    class Table(nn.Module):  # most rows of the table are not looked up; the output is centred, so its sum is nothing
        def __init__(self):
            super().__init__()
            self.table, self.out = nn.Embedding(40, m), nn.Linear(m, 4)

        def forward(self, x):
            scores = self.out(torch.tanh(self.table(x)))
            return scores - scores.mean(1, keepdim=True)

    class Start(nn.Module):  # the last layer starts at zero: healthy, and yet zeros before it
        def __init__(self):
            super().__init__()
            self.first, self.norm, self.out = nn.Linear(n, m), nn.BatchNorm1d(m), nn.Linear(m, k)
            nn.init.zeros_(self.out.weight)
            nn.init.zeros_(self.out.bias)

        def forward(self, x):
            return self.out(torch.relu(self.norm(self.first(x))))

    class Dead(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.out = nn.Linear(n, m), nn.Linear(m, k)
            self.tied = self.out
            nn.init.constant_(self.first.bias, -100.0)

        def forward(self, x):
            return self.tied(torch.relu(self.first(x))).softmax(1)

    class Faint(nn.Module):  # one output, and a layer that gets a very small gradient
        def __init__(self):
            super().__init__()
            self.first, self.out = nn.Linear(n, m), nn.Linear(m, 1)

        def forward(self, x):
            return self.out(1e-5 * torch.tanh(self.first(x)))

    class Two(nn.Module):  # two heads side by side
        def __init__(self):
            super().__init__()
            self.first, self.left, self.right = nn.Linear(n, m), nn.Linear(m, k), nn.Linear(m, 3)

        def forward(self, x):
            h = torch.tanh(self.first(x))
            return torch.cat([self.left(h), self.right(h)], 1)

    made = {"faint": Faint, "two heads": Two, "cut": Cut, "used before": Cut, "zeroed before": Cut, "table": Table, "zero start": Start, "dead": Dead}
    net = made[kind]()
    x = torch.randint(3, (rows,)) if kind == "table" else torch.randn(rows, n)
    if kind in ("used before", "zeroed before"):
        for p in net.parameters():
            p.grad = torch.ones_like(p) if kind == "used before" else torch.zeros_like(p)
    before = {name: t.detach().clone() for name, t in net.named_parameters()}
    flags = {name: p.requires_grad for name, p in net.named_parameters()}
    modes = [layer.training for layer in net.modules()]
    given_x = x.clone()
    given = learner["unused"](net, x)
    if not isinstance(given, dict):
        return {"type": type(given).__name__}

    def told(value):
        if isinstance(value, str) or not hasattr(value, "__iter__"):
            return None
        items = list(value)
        return items if all(isinstance(item, str) for item in items) else None

    return {
        "keys": sorted(str(key) for key in given),
        "none": told(given.get("none")),
        "zero": told(given.get("zero")),
        "changed": [name for name, p in net.named_parameters() if not p.detach().equal(before[name])],
        "flags": [name for name, p in net.named_parameters() if p.requires_grad != flags[name]],
        "modes": modes != [layer.training for layer in net.modules()],
        "input": not x.equal(given_x),
    }


def both(*layers):
    return {f"{layer}.{name}" for layer in layers for name in ("weight", "bias")}


CUT = {"none": both("spare", "thrown", "cut"), "zero": both("muted")}
WANT = {
    "cut": CUT,
    "used before": CUT,
    "zeroed before": CUT,
    "table": {"none": set(), "zero": set()},
    "zero start": {"none": set(), "zero": both("first") | both("norm")},
    "dead": {"none": set(), "zero": both("first") | {"out.weight"}},
    "two heads": {"none": set(), "zero": set()},
    "faint": {"none": set(), "zero": set()},
}
TOLD = {
    "cut": "unused, thrown away, cut off, muted and frozen layers",
    "used before": "the same, with gradients left from before",
    "zeroed before": "the same, with zeros left from before",
    "table": "a table of which few rows are looked up",
    "zero start": "a last layer that starts at zero",
    "dead": "a dead layer, and a tie",
    "two heads": "two heads side by side",
    "faint": "one output, and a very small gradient",
}


SHAPES = "The output and what it is multiplied by differ in shape: randn_like(out) has that of the output."


def cause_of(kind, key, seen):
    """Why the names under ``key`` are others, where that leaves no doubt."""
    found, want = set(seen[key]), WANT[kind][key]
    missing, extra = want - found, found - want
    if kind in ("cut", "used before", "zeroed before") and extra >= both("frozen"):
        return "Frozen parameters stay silent on purpose: leave out what has requires_grad False."
    if want and (set(seen["none"]), set(seen["zero"])) == (WANT[kind]["zero"], WANT[kind]["none"]):
        return "The two lists are swapped: none is no gradient at all, zero a gradient of zeros."
    if key == "none" and found >= want | both("first", "out"):
        return "Every parameter is under none: was backward() called, and nothing cleared after it?"
    if kind == "used before" and key == "none" and missing and not missing & set(seen["zero"]):
        return "A gradient from before hides it: clear them first, so that None comes back. model.zero_grad()."
    if kind in ("used before", "zeroed before") and set(seen["zero"]) >= both("spare", "thrown", "cut"):
        return "zero_grad(set_to_none=False) makes zeros of old gradients, and zero is not None: leave the argument out."
    if kind == "table" and extra:
        if extra >= both("out") and "table.weight" not in extra:
            return "The sum of a gradient can be 0 though its numbers are not: ask p.grad.any()."
        if extra >= both("out"):
            return "The outputs of a row add up to zero here, so out.sum() has no gradient: give each output a weight of its own."
        return "A row that is not looked up has zeros, the parameter as a whole has not: ask (p.grad != 0).any()."
    if kind == "cut" and key == "zero" and extra == WANT[kind]["none"] == set(seen["none"]):
        return "What has no gradient is listed under zero too: for that list p.grad must not be None."
    if kind == "zero start" and key == "zero" and extra >= both("out"):
        return "All outputs are 0 here, where squares and absolute values have no slope: give each output a random weight."
    if kind == "two heads" and extra:
        return "Only a part of the outputs is in the loss: each column counts, with a weight of its own."
    if kind == "faint" and extra >= both("out"):
        return "There is one output here, and a softmax or cross-entropy of one has no slope: take random weights."
    if kind == "faint" and key == "zero" and extra:
        return "A small gradient is not zero: ask whether any of its numbers differs from 0."
    if kind == "zero start" and key == "zero" and missing:
        return "A gradient that is exactly 0 belongs under zero, also where a healthy start explains it."
    if key == "none" and extra & both("muted"):
        return "A gradient of zeros is taken for None: `is None` tells them apart."
    if key == "none" and set(seen["zero"] or ()) & want:
        return "None and zero are mixed up: no gradient at all is none."
    if key == "none" and set(seen["zero"]) == found == want:
        return None
    if key == "none" and missing >= both("thrown"):
        return "A layer that is called and whose result is thrown away is silent too: the gradient tells, not the call."
    if key == "none" and missing == both("cut"):
        return "What detach() cuts off gets no gradient, though its numbers are used."
    if key == "zero" and found and found == set(seen["none"]):
        return "The same names stand under both keys: none is no gradient at all, zero a gradient of zeros."
    if key == "zero" and not found and want:
        return "Nothing is under zero: ask whether any number of p.grad differs from 0, where p.grad is not None."
    return None


@exercise(
    "gradient_flow/unused",
    "unused",
    hints=(
        "What stands in p.grad of a layer that is never used, and what in that of a layer whose result is multiplied by 0?",
        "Clear, compute the loss of the task, backward(). Then one loop: skip the frozen, ask `p.grad is None`, and else "
        "whether no number of it differs from 0.",
        "In unused, after out = model(x):\n"
        "    (out * torch.randn_like(out)).sum().backward()\n"
        "    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]\n"
        "    none = [name for name, p in free if p.grad is None]\n"
        "    zero = [name for name, p in free if p.grad is not None and not p.grad.any()]",
    ),
)
def unused(ask, rng):
    cases = []
    for kind in WANT:
        n, m, k = rng.sample(range(5, 12), 3)
        cases.append({"kind": kind, "sizes": [n, m, k, rng.randint(14, 20)], "seed": rng.randrange(10**6)})
    for case, reply in zip(cases, answers(ask(run_each(silent, "unused", each=cases)))):
        size = told_by(reply.get("error", {}).get("text", ""), [("size of tensor a .* must match", SHAPES)])
        yield with_cause(running(reply), size)
        seen, kind = reply["result"], case["kind"]
        if "type" in seen:
            found, cause = typed(seen, 'a dict with "none" and "zero"')
            yield claim("kind", False, "", "unused(model, x) returns a dict", found, cause=cause)
        for key in ("none", "zero"):
            if seen[key] is None:
                cause = "The lists hold names, as texts: not parameters, and not pairs." if key in seen["keys"] else None
                if key not in seen["keys"] and key in [word.lower() for word in seen["keys"]]:
                    cause = "The two keys are written in small letters."
                found = f"no list of names under {key!r}; the keys are {', '.join(map(repr, seen['keys'][:4])) or 'missing'}"
                yield claim("lists", False, "", 'a list of names under "none", and one under "zero"', found, cause=cause)
        for key in ("none", "zero"):
            missing, extra = sorted(WANT[kind][key] - set(seen[key])), sorted(set(seen[key]) - WANT[kind][key])
            good = not missing and not extra
            twice = len(seen[key]) != len(set(seen[key]))
            yield claim(
                key, good and not twice, f"{TOLD[kind]}: {key} is {len(WANT[kind][key]) or 'empty'}",
                f"{key}: {some(WANT[kind][key])} ({TOLD[kind]})",
                f"{some(missing)} missing" if missing else f"{some(extra)} too much" if extra else "a name twice",
                cause=None if good else cause_of(kind, key, seen),
            )  # fmt: skip
        found, cause = (
            (f"changed: {some(seen['changed'])}", "Looking is no step: no optimizer, and no write into p.") if seen["changed"]
            else (f"requires_grad changed: {some(seen['flags'])}", "Frozen parameters are left frozen.") if seen["flags"]
            else ("another mode", "After eval() the mode stays: put it back, or look in the mode that is there.") if seen["modes"]
            else ("x changed", None)
        )  # fmt: skip
        yield claim(
            "left-alone", not any(seen[key] for key in ("changed", "flags", "modes", "input")), f"{TOLD[kind]}: the model stays as it is",
            "numbers, requires_grad, mode and x stay as they are", found, cause=cause,
        )  # fmt: skip
