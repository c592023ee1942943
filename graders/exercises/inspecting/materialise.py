"""Lesson 03, exercise materialise."""

import re
from dataclasses import replace

import torch
from torch import nn

from graders import judge
from graders.causes import told_by
from graders.claims import claim, works
from graders.exercises.inspecting import some
from graders.judge import exercise, run_each
from graders.look import reseed


def materialised(learner, kind, sizes, seed):
    """What the learner's function counts before and after, and what became of the model."""
    import operator

    reseed(seed)
    n, m, k = sizes
    parts = {
        "lazy": lambda: [nn.LazyLinear(m), nn.ReLU(), nn.LazyLinear(k)],
        "mixed": lambda: [nn.Linear(n, m), nn.Dropout(0.5), nn.Sequential(nn.ReLU(), nn.LazyLinear(k))],
        "ready": lambda: [nn.Linear(n, m), nn.BatchNorm1d(m), nn.Linear(m, k)],
        "norm": lambda: [nn.Linear(n, m), nn.LazyBatchNorm1d(), nn.BatchNorm1d(m), nn.Sequential(nn.Sequential(nn.ReLU(), nn.Dropout(0.5))), nn.Linear(m, k)],
        "picture": lambda: [nn.LazyConv2d(m, 3), nn.Flatten(), nn.Linear(m * (n - 2) ** 2, k)],
    }
    net = nn.Sequential(*parts[kind]())
    example = torch.randn((2, k, n, n) if kind == "picture" else (m + 4, n)) + 1.0
    if kind in ("norm", "ready"):  # statistics and gradients of an earlier training
        net[2 if kind == "norm" else 1](torch.randn(9, m) + 2.0)
        net[-1].weight.grad = torch.ones(k, m)
    if kind == "norm":
        net[2].eval()  # parts with a mode of their own
        net[3][0][1].eval()
    if kind == "mixed":
        net.eval()
    if kind == "ready":
        net[0].requires_grad_(False)
    objects = dict(net.named_parameters())
    numbers = {name: p.detach().clone() for name, p in objects.items() if not nn.parameter.is_lazy(p)}
    statistics = {name: b.clone() for name, b in net.named_buffers() if not nn.parameter.is_lazy(b)}
    modes = [module.training for module in net.modules()]
    gradients = {name: p.grad.clone() for name, p in objects.items() if p.grad is not None}
    kept = example.clone()
    found = learner["materialise"](net, example)
    pair = list(found) if isinstance(found, (tuple, list)) else None
    told = {"type": type(found).__name__, "pair": None, "text": repr(found)[:60]}
    if pair is not None and len(pair) == 2:
        told["pair"] = []
        for value in pair:
            try:
                whole = not isinstance(value, (str, bool, torch.Tensor))
                told["pair"].append(operator.index(value) if whole else str(value)[:20])
            except TypeError:
                told["pair"].append(f"a {type(value).__name__}")
    after = dict(net.named_parameters())
    lazy = [name for name, p in after.items() if nn.parameter.is_lazy(p)]
    now = dict(net.named_buffers())
    size = None if lazy else sum(p.numel() for p in after.values())
    had = [n for n, p in after.items() if p.grad is not None and not (n in gradients and p.grad.equal(gradients[n]))]
    fresh = {"num_batches_tracked": 0.0, "running_mean": 0.0, "running_var": 1.0}
    drifted = [
        name
        for name, b in now.items()
        if not nn.parameter.is_lazy(b)
        and not (
            torch.equal(b, statistics[name])
            if name in statistics
            else bool((b == fresh[name.rpartition(".")[2]]).all())
        )
    ]
    return {
        **told,
        "lazy": lazy,
        "size": size,
        "before": "unknown" if kind != "ready" else sum(p.numel() for p in objects.values()),
        "replaced": [name for name, p in objects.items() if after.get(name) is not p],
        "moved": [name for name, t in numbers.items() if not torch.equal(t, after[name].detach())],
        "flags": [name for name, p in after.items() if p.requires_grad == (kind == "ready" and name.startswith("0."))],
        "drifted": drifted,
        "reset": all(n in statistics and bool((now[n] == fresh[n.rpartition(".")[2]]).all()) for n in drifted),
        "modes": modes != (modes_now := [module.training for module in net.modules()]),
        "eval": not any(modes_now),
        "tensors": len(after),
        "inference": [name for name, t in [*after.items(), *now.items()] if not nn.parameter.is_lazy(t) and t.is_inference()],
        "gradients": had,
        "cleared": [name for name in gradients if name not in after or after[name].grad is None],
        "free": None if lazy else sum(p.numel() for p in after.values() if p.requires_grad),
        "example": not torch.equal(example, kept),
    }


KINDS = {
    "lazy": "a lazy model is unknown before, and counted after",
    "mixed": "a model that is lazy in part is unknown as a whole",
    "ready": "a model that is not lazy is counted before and after",
    "norm": "a lazy norm is unknown, too, and its statistics are afterwards those of a new one",
    "picture": "the example decides the sizes, whatever its shape",
}
BUILT = {
    "lazy": "LazyLinear, ReLU, LazyLinear",
    "mixed": "Linear, Dropout and a Sequential with a LazyLinear in it, in eval() mode",
    "ready": "Linear (frozen), a trained BatchNorm1d, Linear",
    "norm": "Linear, LazyBatchNorm1d, a trained BatchNorm1d and, two levels down, a Dropout in eval() mode, Linear",
    "picture": "LazyConv2d, Flatten, Linear",
}
LAZY = "A lazy parameter has no sizes yet: ask nn.parameter.is_lazy(p) of each before you count. One that is lazy is enough: any(...)."
EMPTY = "What is lazy has no numbers yet, parameters and buffers alike: before the call it can be neither copied nor changed."
ERRORS = {
    "uninitialized parameter": LAZY,
    "Can't access the shape": LAZY,
    "UninitializedParameter": LAZY,
    "mat1 and mat2 shapes": "The model is called with something else than example: its sizes come from there.",
}


def counts_cause(got, kind):
    """Why the two counts are not the right ones, where they tell."""
    before, after = got["pair"]
    if before == after == "unknown":
        return "The second count is always an int: count again, after the call."
    if after == "unknown" and before == got["size"]:
        return "The pair is turned round: the count before the call comes first."
    if after == got["tensors"] != got["size"]:
        return "Tensors are counted here, not the numbers in them: p.numel()."
    if after == got["free"] != got["size"]:
        return "Frozen parameters are left out of the count. It is of all numbers, frozen or free."
    if got["before"] == "unknown" and isinstance(before, int):
        if before == got["size"]:
            return "The first count is taken after the model has run. Ask before the call."
        return 'Lazy parameters are left out of the count. As long as one of them has no size, the whole is "unknown".'
    if got["before"] != "unknown" and before == "unknown":
        return "Nothing is lazy in this model: then the first count is a number."
    if isinstance(before, str) and before != "unknown" and got["before"] == "unknown":
        return 'The word is "unknown", a text.'
    if isinstance(after, str) and after.isdigit():
        return 'The counts are ints; only "unknown" is a text.'
    if isinstance(after, int) and isinstance(got["size"], int) and after > got["size"]:
        return "Buffers are counted as well. They are no parameters."
    return None


def effects(got):
    """Claims on what became of the model and the example: (name, holds, fact, found, cause)."""
    drifted, modes = got["drifted"], got["modes"]
    yield ("materialised", not got["lazy"], "afterwards every parameter has a size", f"{some(got['lazy'], 2)} still lazy",
           "The model itself has to be called on example, as a whole: neither a copy nor some of its layers alone.")  # fmt: skip
    yield ("objects", not got["replaced"], "the parameters are the same objects as before",
           f"{some(got['replaced'], 2)} replaced by new ones", "The call turns lazy parameters into ordinary ones in place; nothing new is built.")  # fmt: skip
    yield ("numbers", not got["moved"], "parameters that were ready keep their numbers", f"{some(got['moved'], 2)} moved",
           "Only the call is needed: no optimizer, no new initial numbers.")  # fmt: skip
    yield ("flags", not got["flags"], "requires_grad is as it was", f"another requires_grad for {some(got['flags'], 2)}",
           "requires_grad_() reaches every parameter. no_grad() around the call is enough.")  # fmt: skip
    yield ("statistics", not drifted, "the statistics of norms are as they were", f"{some(drifted, 3)} drifted",
           "Trained statistics were reset to those of a new norm: in eval() mode there is nothing to put back."
           if got["reset"] else "In train() mode the example counts as a batch. Call the model in eval() mode.")  # fmt: skip
    yield ("modes", not modes, "each part has the mode that it had", "another mode afterwards",
           "All parts are in eval() mode now: note module.training of each before eval(), and set it again at the end."
           if got["eval"] else
           "eval() and train() reach all parts within: note module.training of each before, and set m.training of each at the end.")  # fmt: skip
    yield ("trainable", not got["inference"], "afterwards the model can be trained", f"{some(got['inference'], 2)} made for inference alone",
           "What is made under inference_mode() can never be trained. torch.no_grad() has no such effect.")  # fmt: skip
    yield ("gradients", not got["gradients"], "no gradients are left behind", f"gradients for {some(got['gradients'], 2)}",
           "backward() is not needed to give the parameters their sizes.")  # fmt: skip
    yield ("gradients", not got["cleared"], "gradients that were there before stay", f"none for {some(got['cleared'], 2)}",
           "zero_grad() takes away gradients that somebody may still need. Under no_grad() no new ones come.")  # fmt: skip
    yield ("example", not got["example"], "the example is as it was", "other numbers in it",
           "The example is written into: make a new tensor.")  # fmt: skip


@exercise(
    "inspecting/materialise",
    "materialise",
    hints=(
        "Two counts, and a call between them. When is the first one unknown? And what does a call in train() mode leave behind "
        "in a norm?",
        "any(nn.parameter.is_lazy(p) for p in model.parameters()) decides about the first count. Note module.training of each "
        "of model.modules(), call model.eval(), run the example under torch.no_grad(), and put the modes back.",
        "The middle part:\n"
        "    modes = [(m, m.training) for m in model.modules()]\n"
        "    model.eval()\n"
        "    with torch.no_grad():\n"
        "        model(example)\n"
        "    for m, training in modes:\n"
        "        m.training = training",
    ),
)
def materialise(ask, rng):
    sizes = rng.sample(range(4, 9), 3)
    cases = [{"kind": kind, "sizes": sizes, "seed": rng.randrange(10**6)} for kind in KINDS]
    for case, seen in zip(cases, judge.answers(ask(run_each(materialised, "materialise", each=cases)))):
        fine, text = works(seen, "a function"), seen.get("error", {}).get("text", "")
        cause, line = told_by(text, ERRORS.items()) or fine.cause, fine.line or ""
        if cause == LAZY and re.search(r"requires_grad|clone|copy|fill|zero|detach", line) and "numel" not in line:
            cause = EMPTY
        yield replace(fine, cause=cause)
        if not fine.holds:
            return
        got, kind = seen["result"], case["kind"]
        yield claim("pair", got["pair"] is not None, "the answer is a pair: the count before and the count after",
                    found=f"nothing, that is, a {got['type']}" if got["type"] == "NoneType" else got["text"],
                    cause="Your function gives nothing back: its last line needs a return."
                    if got["type"] == "NoneType"
                    else "return before, after gives back both.")  # fmt: skip
        rest = list(effects(got))
        if got["lazy"]:
            name, holds, fact, found, cause = rest[0]
            yield claim(name, holds, fact, found=f"{found} ({BUILT[kind]})", cause=cause)
        want = [got["before"], got["size"]]
        yield claim(kind, got["pair"] == want, KINDS[kind], f"({want[0]!r}, {want[1]}) for {BUILT[kind]}",
                    f"({got['pair'][0]!r}, {got['pair'][1]!r})", cause=counts_cause(got, kind))  # fmt: skip
        for name, holds, fact, found, cause in rest:
            yield claim(name, holds, fact, found=f"{found} ({BUILT[kind]})", cause=cause)
