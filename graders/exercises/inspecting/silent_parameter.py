"""Lesson 03, exercise silent-parameter."""

from dataclasses import replace

import torch
from torch import nn

from graders import judge
from graders.causes import the_cause
from graders.claims import claim, works
from graders.exercises.inspecting import some, unlisted
from graders.judge import exercise, run_each
from graders.look import as_found, reseed


def silence(learner, kind, sizes, turns, seed):
    """What the learner's function calls silent in a model of this kind, on batches that we made, and whether it left the
    parameters' numbers as they were."""
    import itertools

    reseed(seed)
    n, m, k = sizes
    functional = nn.functional

    class Bare(nn.Module):  # uses the weight of its layer and forgets the bias
        def __init__(self):
            super().__init__()
            self.first, self.norm = nn.Linear(n, m), nn.BatchNorm1d(m)
            self.middle, self.out = nn.Linear(m, m), nn.Linear(m, k)
            self.norm.weight.requires_grad_(False)

        def forward(self, x):
            h = functional.softplus(self.norm(torch.tanh(self.first(x))))
            bias = self.middle.bias if kind == "healthy" else None
            return self.out(torch.tanh(functional.linear(h, self.middle.weight, bias)))

    class Turns(nn.Module):  # one branch at a time; the last one never
        def __init__(self):
            super().__init__()
            self.branch = nn.ModuleList([nn.Linear(n, k) for _ in range(4)])
            self.turns = itertools.cycle(turns)

        def forward(self, x):
            return self.branch[next(self.turns)](x)

    class Muted(nn.Module):  # a part that counts for nothing, and one that is cut off
        def __init__(self):
            super().__init__()
            self.loud, self.muted, self.cut = nn.Linear(n, k), nn.Linear(n, k), nn.Linear(n, k)

        def forward(self, x):
            return self.loud(x) + 0 * self.muted(x) + self.cut(x).detach()

    class Signs(nn.Module):  # gradients that cancel, are negative, have zeros, are small
        def __init__(self):
            super().__init__()
            for name in ("cancelling", "negative", "sparse", "faint"):
                self.register_parameter(name, nn.Parameter(torch.rand(m)))
            self.unheard = nn.Parameter(torch.rand(m))

        def forward(self, x):
            up_and_down = torch.ones(m)
            up_and_down[-1] = 1.0 - m
            terms = (self.cancelling * up_and_down).sum() - self.negative.sum() + self.sparse[1]
            return terms + 1e-10 * self.faint.sum() + 0 * x.sum()

    class Opposite(nn.Module):  # its gradients are what the batches are: 1, -1 and 0
        def __init__(self):
            super().__init__()
            self.swing, self.unheard = nn.Parameter(torch.rand(n)), nn.Parameter(torch.rand(n))

        def forward(self, x):
            return (x[0] * self.swing).sum()

    made = {"opposite": Opposite, "stale": Bare, "healthy": Bare, "once": Turns, "bare": Bare, "turns": Turns, "muted": Muted, "signs": Signs}
    net = made[kind]()
    loss_of = functional.cross_entropy
    if kind in ("signs", "opposite"):
        loss_of = lambda out, y: out  # noqa: E731
    if kind == "stale":  # left over from an earlier training, in which the bias was used
        net.middle.bias.grad = torch.ones(m)
        net.first.weight.grad = torch.zeros(m, n)
        net.norm.weight.grad = torch.ones(m)
    labels = torch.arange(k + 5) % k
    batches = [(torch.randn(k + 5, n), labels[torch.randperm(k + 5)]) for _ in range(3)]
    if kind == "opposite":
        batches = [(torch.full((k + 5, n), number), y) for number, (_, y) in zip((1.0, -1.0, 0.0), batches)]
    for part in list(net.children())[-1:]:
        part.eval()  # a part with a mode of its own; it computes the same
    if learner is None:
        return net, batches, loss_of
    rows = []
    net.register_forward_pre_hook(lambda module, inputs: rows.extend(len(x) for x in inputs if hasattr(x, "shape")))
    given = [(x.clone(), y.clone()) for x, y in batches]
    flags = {name: p.requires_grad for name, p in net.named_parameters()}
    modes = [module.training for module in net.modules()]
    before = {name: p.detach().clone() for name, p in net.named_parameters()}
    found = learner["silent_parameters"](net, batches, loss_of)
    if isinstance(found, (str, dict, torch.Tensor, nn.Module)) or not hasattr(found, "__iter__"):
        return {"type": type(found).__name__}
    found = list(found)
    if others := [item for item in found if not isinstance(item, str)]:
        return {"items": type(others[0]).__name__}
    moved = [name for name, p in net.named_parameters() if not torch.equal(p, before[name])]
    same = len(batches) == len(given) and all(
        torch.equal(x, a) and torch.equal(y, b) for (x, y), (a, b) in zip(batches, given)
    )
    return {
        "names": sorted(found),
        "moved": moved,
        "flags": [name for name, p in net.named_parameters() if p.requires_grad != flags.get(name)],
        "modes": modes != [module.training for module in net.modules()],
        "batches": not same,
        "joined": max(rows, default=0) > k + 5,
    }


KINDS = {
    "bare": "a bias that forward() does not use is silent",
    "healthy": "a model in which all learn has none",
    "turns": "a parameter with a gradient on one batch only is not silent",
    "muted": "a gradient of zeros counts as silent, and so does none",
    "signs": "gradients that cancel, are negative, sparse or small are no silence",
    "opposite": "gradients of two batches that cancel are no silence",
    "stale": "gradients from before are not yours: clear them first",
}
WANT = {
    "bare": ["middle.bias"],
    "healthy": [],
    "muted": ["cut.bias", "cut.weight", "muted.bias", "muted.weight"],
    "signs": ["unheard"],
    "opposite": ["unheard"],
    "stale": ["middle.bias"],
}
DRAWN = {
    "bare": "forward() never uses middle.bias, and norm.weight is frozen",
    "healthy": "all parameters are used, and norm.weight is frozen",
    "muted": "one branch is multiplied by 0, one is detached",
    "signs": "only unheard is not used",
    "opposite": "swing gets 1 on one batch, -1 on the next and 0 on the last",
    "stale": "middle.bias is not used, and holds a gradient from an earlier training",
}


def wanted(kind, turns):
    if kind == "turns":
        (idle,) = {0, 1, 2, 3} - set(turns)
        return [f"branch.{idle}.bias", f"branch.{idle}.weight"]
    return WANT[kind]


def about(kind, turns):
    return DRAWN.get(kind) or f"the three batches go through branches {', '.join(map(str, turns))}"


def gradients(case, clear):
    """What the gradients of each parameter are on each batch, by name, and which are free: a right answer looks at that."""
    net, batches, loss_of = silence(None, **case)
    seen = [{name: p.grad for name, p in net.named_parameters()}]
    for x, y in batches:
        if clear == "each" or (clear == "first" and len(seen) == 1):
            net.zero_grad()
        if clear == "zeros":
            net.zero_grad(set_to_none=False)
        loss_of(net(x), y).backward()
        seen.append({name: None if p.grad is None else p.grad.clone() for name, p in net.named_parameters()})
    return seen, {name: p.requires_grad for name, p in net.named_parameters()}


def silent(g):
    return g is None or not g.any()


def is_none(g):
    return g is None


NEVER = "The gradients are looked at when there is none: no backward() has run, or zero_grad() came after it."
# What an answer does wrong, as the arguments of `double` that make the same mistake.
DOUBLES = [
    ("Frozen parameters are listed too. They are silent on purpose: leave out those without requires_grad.", {"free": False}),
    ("Only None counts as silent here. A gradient that is all zeros moves nothing either.", {"quiet": is_none}),
    ("Only None counts as silent here. A gradient that is all zeros moves nothing either.", {"quiet": is_none, "clear": "zeros"}),
    ("Only zeros count as silent here. Where nothing arrived, .grad is None.", {"quiet": lambda g: g is not None and not g.any()}),
    ("One batch alone decides here. Silent means: on none of the batches a gradient.", {"keep": lambda words: words[-1]}),
    ("One batch alone decides here. Silent means: on none of the batches a gradient.", {"upto": slice(-1, None)}),
    ("One batch alone decides here. Silent means: on none of the batches a gradient.", {"keep": lambda words: words[0]}),
    ("Some of the batches are left out: go through all of them.", {"upto": slice(-1)}),
    ("Some of the batches are left out: go through all of them.", {"upto": slice(1, None)}),
    ("One silent batch is enough here. Silent means: on none of the batches a gradient.", {"keep": any}),
    ("Old gradients are still there: call model.zero_grad() before the first backward().", {"clear": "never"}),
    ("Old gradients are still there: call model.zero_grad() before the first backward().", {"clear": "never", "keep": lambda words: words[-1]}),
    ("The gradients of all batches add up here, and may cancel. Ask after each batch.", {"clear": "first", "keep": lambda words: words[-1]}),
    ("Names are removed from the list that the loop goes through, and it leaps over the next ones.", {"only": "leaping"}),
    ("A sum or mean of 0 counts as silence; the numbers in it may cancel.", {"quiet": lambda g: g is None or g.sum() == 0}),
    ("Negative gradients count as silence. Not zero is `!= 0`, not `> 0`.", {"quiet": lambda g: g is None or not (g > 0).any()}),
    ("A sum or a mean above 0 decides here; negative numbers are no silence.", {"quiet": lambda g: g is None or g.sum() <= 0}),
    ("One zero in a gradient counts as silence; all of its numbers have to be 0.", {"quiet": lambda g: g is None or (g == 0).any()}),
    ("A small gradient counts as silence. Compare with 0 itself, without a tolerance.",
     {"quiet": lambda g: g is None or g.abs().max() < 1e-6}),
    ("These are the parameters that do get a gradient: the other way round.", {"keep": lambda words: not all(words)}),
    ("These are the parameters that do get a gradient: the other way round.", {"keep": lambda words: not words[-1]}),
    ("Whether it is frozen decides here. A parameter can be free, and no gradient arrives.", {"only": "frozen"}),
    (NEVER, {"only": "before", "quiet": is_none}),
    (NEVER, {"only": "before"}),
    (NEVER, {"quiet": lambda g: True}),
    ("No parameter is ever silent here. Is the question asked of a gradient? And what meets an empty set stays empty.", {"quiet": lambda g: False}),
]  # fmt: skip


def double(scenes, quiet=silent, keep=all, free=True, upto=None, clear="each", only=""):
    """The names that an answer gives which is wrong where an argument says so."""
    seen, asks = scenes[clear]
    if only == "leaping":
        names = [name for name in seen[0] if asks[name]]
        for step in seen[1:]:
            for name in names:
                if not quiet(step[name]):
                    names.remove(name)
        return sorted(names)
    if only:
        return sorted(n for n, g in seen[0].items() if (not asks[n] if only == "frozen" else asks[n] and quiet(g)))
    steps = seen[1:] if upto is None else seen[1:][upto]
    names = [name for name in seen[0] if asks[name] or not free]
    return sorted(name for name in names if keep([bool(quiet(step[name])) for step in steps]))


def wrong_way(cases, found):
    """In a plain sentence what an answer does wrong that gave these names, if that is certain."""
    if any(len(set(f.get("names", []))) < len(f.get("names", [])) for f in found):
        return "A name is listed more than once: each silent parameter is named once."
    if any(f.get("joined") for f in found):
        return "All batches are put together into one. Ask after each of them: gradients of two may cancel."
    pairs = [(case, f["names"]) for case, f in zip(cases, found) if "names" in f]
    with as_found():
        scenes = [({clear: gradients(case, clear) for clear in ("each", "first", "never", "zeros")}, names) for case, names in pairs]
    return the_cause(DOUBLES, lambda wrong: all(double(seen, **wrong) == names for seen, names in scenes))


ERRORS = {
    "changed size during iteration": "Something is removed from what the loop goes through: go through a copy, list(...).",
    "Boolean value of Tensor": "A gradient holds many numbers, and `if` wants one yes or no: (p.grad != 0).any().",
    "'bool' object has no attribute 'a": "Where no gradient arrived, p.grad is None, and `None != 0` is one bool: ask that first.",
    "list.remove(x)": "remove() raises where a name is gone already, as on a later batch: ask `in`, or discard() from a set.",
    "'NoneType' object has no attribute": "Where no gradient arrived, p.grad is None: ask that first.",
    "does not require grad": "Something with a history is needed for backward(): is the model called under no_grad, or cut?",
    "unsupported operand type(s)": "Where no gradient arrived, p.grad is None: ask that first.",
    "backward through the graph a second time": "Each batch needs a forward pass of its own before its backward().",
    "must be Tensor, not tuple": "A batch is a pair: for x, y in batches, and the model gets x.",
    "not enough values to unpack": "batches is a list of pairs: for x, y in batches.",
    "not implemented for 'Long'": "The output comes first, then what it should be: loss_function(model(x), y).",
    "has no attribute 'backward'": "backward() starts at the loss: loss_function(model(x), y).backward().",
}


@exercise(
    "inspecting/silent-parameter",
    "silent_parameters",
    hints=(
        "For the parameter that the card names: on which of the batches did a gradient arrive, and what was in .grad before "
        "your first backward()?",
        "Begin with the names of all free parameters. For each batch: model.zero_grad(), then the loss and backward(), then strike "
        "out each name whose gradient is there and is not all zeros. What is left is silent.",
        "The loop, with one gap: `free` is the dict of name and parameter of those with requires_grad.\n"
        "    silent = set(free)\n"
        "    for x, y in batches:\n"
        "        model.zero_grad()\n"
        "        loss_function(model(x), y).backward()\n"
        "        for name, p in free.items():\n"
        "            if p.grad is not None and (p.grad != 0).any():\n"
        "                silent.discard(name)\n"
        "    return list(silent)",
    ),
)
def silent_parameter(ask, rng):
    sizes = rng.sample(range(3, 8), 3)
    turns = rng.sample(range(4), 3)
    cases = [{"kind": kind, "sizes": sizes, "turns": turns, "seed": rng.randrange(10**6)} for kind in KINDS]
    answers = judge.answers(ask(run_each(silence, "silent_parameters", each=cases)))
    found = [seen["result"] for seen in answers if "result" in seen]
    for case, seen in zip(cases, answers):
        fine, error = works(seen, "a function"), seen.get("error", {}).get("text", "")
        cause = next((why for key, why in ERRORS.items() if key in error), fine.cause)
        if cause == fine.cause and ".remove(" in (fine.line or "") and not fine.holds:
            cause = ERRORS["list.remove(x)"]  # of a set: the text is the name alone
        if "cross_entropy" in (fine.line or ""):
            cause = "A loss of your own choice stands there. Use the one that is handed over: loss_function(model(x), y)."
        yield replace(fine, cause=cause)
        if not fine.holds:
            return
        got, kind = seen["result"], case["kind"]
        if "names" not in got:
            found_, cause = (
                (
                    f"things of type {got['items']} in it",
                    "Return the names, as text: named_parameters() gives name and parameter.",
                )
                if "items" in got
                else unlisted(got, "a list of names")
            )
            yield claim("names", False, "", "a list of names, such as ['out.bias']", found_, cause=cause)
            return
        yield claim("untouched", not got["moved"], "the numbers of the parameters stay as they were",
                    found=f"{some(got['moved'], 2)} moved",
                    cause="An optimizer step moves the numbers. Looking at gradients needs backward() alone.")  # fmt: skip
        yield claim("flags", not got["flags"], "requires_grad is as it was", found=f"another requires_grad for {some(got['flags'], 2)}",
                    cause="What is frozen stays frozen, and what is free stays free: ask requires_grad, and leave it.")  # fmt: skip
        yield claim("modes", not got["modes"], "train() and eval() modes are as they were", found="other modes than before",
                    cause="eval() or train() is called, and reaches every part: looking at gradients needs neither.")  # fmt: skip
        yield claim("batches", not got["batches"], "the list of batches is as it was", found="other batches than before",
                    cause="The caller's list or its tensors are changed, as by pop(): go through it with for.")  # fmt: skip
        want = wanted(kind, turns)
        same = got["names"] == sorted(want)
        yield claim(kind, same, KINDS[kind], f"{some(sorted(want))}, where {about(kind, turns)}", some(got["names"]),
                    cause=None if same else wrong_way(cases, found))  # fmt: skip
