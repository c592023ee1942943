"""Lesson 08, exercise grad-flow."""

import torch
from torch import nn

from graders.causes import the_cause
from graders.claims import claim
from graders.exercises.gradient_flow import running, some, typed
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def flow(learner, kind, sizes, seed):
    """What grad_flow gives for a model and a loss, beside the gradients that this loss sends."""
    reseed(seed)
    n, m, k, rows = sizes
    functional = nn.functional

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.norm, self.scale = nn.Linear(n, m), nn.LayerNorm(m), nn.Parameter(torch.rand(m) + 1)
            self.out = nn.Linear(m, k)
            if kind in ("idle", "arrives"):
                self.spare, self.frozen = nn.Linear(n, m), nn.Linear(m, m).requires_grad_(False)
                self.muted = nn.Linear(m, k)
            if kind == "tied":
                self.again = self.first
            if kind == "stats":
                self.stats = nn.BatchNorm1d(m)

        def forward(self, x):
            h = torch.tanh(self.norm(self.first(x))) * self.scale
            if kind in ("idle", "arrives"):
                h = torch.tanh(self.frozen(h))
                return self.out(h) + 0 * self.muted(h)
            if kind == "tied":
                h = h + torch.tanh(self.again(2 * x))
            return self.out(self.stats(h) if kind == "stats" else h)

    net, x, y = Net(), torch.randn(rows, n), torch.arange(rows) % k
    scale = 3.0  # so that no norm is near 1 by chance, and squares differ
    truth = {}
    loss = scale * functional.cross_entropy(net(x), y)
    free = {name: p for name, p in net.named_parameters() if p.requires_grad}
    for (name, _), g in zip(free.items(), torch.autograd.grad(loss, list(free.values()), allow_unused=True)):
        truth[name] = None if g is None else g
    if kind == "arrives":
        net(2 * x).square().sum().backward()  # another loss
        for p in (*net.spare.parameters(), *net.frozen.parameters()):
            p.grad = torch.ones_like(p)
    earlier = {name: p.grad.flatten().tolist() for name, p in net.named_parameters() if p.grad is not None}
    before = {name: p.detach().clone() for name, p in net.named_parameters()}
    flags = {name: p.requires_grad for name, p in net.named_parameters()}
    given = learner["grad_flow"](net, scale * functional.cross_entropy(net(x), y))
    if not isinstance(given, dict):
        return {"type": type(given).__name__}

    def told(value):
        if isinstance(value, torch.Tensor):
            return {"shape": list(value.shape)} if value.numel() != 1 else float(value)
        return value if value is None or isinstance(value, str) else float(value) if hasattr(value, "__float__") else {"kind": type(value).__name__}

    return {
        "given": {name if isinstance(name, str) else type(name).__name__: told(value) for name, value in given.items()},
        "names": [name for name, _ in net.named_parameters()],
        "every": [name for name, _ in net.named_parameters(remove_duplicate=False)],
        "state": list(net.state_dict()),
        "grads": {name: None if g is None else g.flatten().tolist() for name, g in truth.items()},
        "earlier": earlier,
        "values": {name: p.flatten().tolist() for name, p in before.items()},
        "changed": [name for name, p in net.named_parameters() if not p.detach().equal(before[name])],
        "flags": [name for name, p in net.named_parameters() if p.requires_grad != flags[name]],
    }


def norm_of(g, values=None):
    return g.norm().item()


DOUBLES = [
    ("These are the means of the absolute values. The norm is the length: the root of the sum of the squares.", lambda g, v: g.abs().mean()),
    ("These are the largest values. The norm is the length: the root of the sum of the squares.", lambda g, v: g.abs().max()),
    ("These are the largest values. The norm is the length: the root of the sum of the squares.", lambda g, v: g.max()),
    ("The squares are averaged, not added: the norm is the root of their sum.", lambda g, v: g.square().mean().sqrt()),
    ("These are sums of the absolute values. The norm is the root of the sum of the squares.", lambda g, v: g.abs().sum()),
    ("The root is missing: the norm is the root of the sum of the squares.", lambda g, v: g.square().sum()),
    ("These are sums of the gradient, in which plus and minus cancel. The norm adds up squares.", lambda g, v: g.sum()),
    ("These are sums of the gradient, in which plus and minus cancel. The norm adds up squares.", lambda g, v: g.sum().abs()),
    ("These are means of the gradient, in which plus and minus cancel. The norm adds up squares.", lambda g, v: g.mean()),
    ("These are means of the gradient, in which plus and minus cancel. The norm adds up squares.", lambda g, v: g.mean().abs()),
    ("These are means of the squares. The norm is the root of the sum of the squares.", lambda g, v: g.square().mean()),
    ("These are spreads, by std(): the norm is the root of the sum of the squares.", lambda g, v: g.std()),
    ("These are the norms of the parameters themselves: the gradient stands in p.grad.", lambda g, v: v.norm()),
    ("These are gradients and steps mixed: p - p.grad.", lambda g, v: (v - g).norm()),
    ("The norm is divided by that of the parameter: leave it as it is.", lambda g, v: g.norm() / v.norm()),
    ("The norm is divided by a size: leave it as it is.", lambda g, v: g.norm() / g.numel()),
    ("The logarithm is taken: the norm itself is asked for.", lambda g, v: g.norm().log10()),
    ("The norm is rounded: leave it as it is.", lambda g, v: torch.round(g.norm(), decimals=2)),
    ("The norm is rounded: leave it as it is.", lambda g, v: torch.round(g.norm(), decimals=3)),
]  # fmt: skip
KINDS = {
    "plain": "a model with weights, biases, a norm and a bare Parameter",
    "idle": "a model with an unused, a frozen and a muted layer",
    "arrives": "a model that arrives with gradients from before",
    "tied": "a model with a layer under two names",
    "stats": "a model with buffers",
}


def near(one, other):
    return isinstance(one, float) and abs(one - other) <= 1e-4 * abs(other) + 1e-9


def names_cause(seen):
    """Why the names are not those of named_parameters()."""
    given, names = set(seen["given"]), set(seen["names"])
    if given and given == {"Parameter"}:
        return "The keys are the parameters themselves: named_parameters() gives the name with each."
    if len(given) == 1 and given <= names:
        return "One name alone: does the return stand inside the loop?"
    if given == set(seen["state"]) != names:
        return "state_dict() lists buffers and second names too: named_parameters() lists each parameter once."
    if given == set(seen["every"]) != names:
        return "A tied parameter is listed under both of its names: named_parameters() lists it once."
    frozen = {name for name in names if name not in seen["grads"]}
    silent = frozen | {name for name, g in seen["grads"].items() if g is None}
    if given == names - silent:
        return "Parameters without a gradient are left out: they have their name in the dict too, with None."
    if given == names - frozen:
        return "Frozen parameters are left out: they have their name in the dict too, with None."
    if given == {name for name in names if name.endswith("weight")}:
        return "Only those called weight are there: biases and bare Parameters get gradients too."
    if given and given < names:
        return "Some parameters are left out. Are all names, at every depth, in the loop?"
    if given and not given & names and all(any(name.startswith(key) for name in names) for key in given):
        return "The keys are names of layers: a norm is asked for each parameter, by its own name."
    return None


def none_cause(seen, kind, name, value):
    """Why a number stands where None is right."""
    if kind == "arrives" and value == 0:
        return "Old gradients were set to zeros, and zero is not None: model.zero_grad() brings None back."
    if kind == "arrives" and near(value, torch.tensor(seen["earlier"][name], dtype=torch.float64).norm().item()):
        return "That is the gradient from before: clear it first, for every parameter."
    return "None and zero are told apart: here no gradient arrives at all." if value == 0 else None


def value_cause(seen, kind, name):
    """Why the values are others, by their doubles."""
    sized = {
        name: (torch.tensor(g, dtype=torch.float64), torch.tensor(seen["values"][name], dtype=torch.float64))
        for name, g in seen["grads"].items()
        if g is not None and any(g)
    }
    found = {name: seen["given"].get(name) for name in sized}
    if kind == "arrives":
        olds = {name: torch.tensor(seen["earlier"][name], dtype=torch.float64) for name in sized}
        sums = {name: sized[name][0] + old for name, old in olds.items()}
        if all(close(value, sums[name].norm().item(), sums[name]) for name, value in found.items()):
            return "Gradients from before are in them: backward() adds to what is there. Clear first."
        if all(close(value, (sums[name].norm() - olds[name].norm()).item(), sums[name]) for name, value in found.items()):
            return "Norms do not subtract: the gradients add up number by number. Clear the old ones before backward()."
    if all(value == 0 for value in found.values()):
        return "All are zero: were the gradients cleared after backward()?"
    if all(value is None for value in found.values()):
        return "All are None: without loss.backward(), after clearing, or on a copy, which the loss does not know, there is no gradient."

    def fits(double):
        return all(close(value, float(double(*sized[name])), sized[name][0]) for name, value in found.items())

    return the_cause(DOUBLES, fits)


def close(found, want, g):
    """Near, where plus and minus may have cancelled."""
    return isinstance(found, float) and abs(found - want) <= 1e-4 * abs(want) + 1e-6 * g.norm().item()


@exercise(
    "gradient_flow/grad-flow",
    "grad_flow",
    hints=(
        "Take one parameter: where does its gradient stand after loss.backward(), and what may stand there from before?",
        "Three steps: model.zero_grad(), loss.backward(), and a loop over model.named_parameters(). Where p.grad is None, "
        "the value is None.",
        "In grad_flow:\n"
        "    model.zero_grad()\n"
        "    loss.backward()\n"
        "    flow = {}\n"
        "    for name, p in model.named_parameters():\n"
        "        flow[name] = None if p.grad is None else p.grad.norm().item()\n"
        "    return flow",
    ),
)
def grad_flow(ask, rng):
    cases = []
    for kind in KINDS:
        n, m, k, rows = rng.sample(range(3, 10), 4)
        cases.append({"kind": kind, "sizes": [n, m, k, rows + 6], "seed": rng.randrange(10**6)})
    for case, reply in zip(cases, answers(ask(run_each(flow, "grad_flow", each=cases)))):
        yield running(reply)
        seen, kind = reply["result"], case["kind"]
        if "type" in seen:
            found, cause = typed(seen, "a dict: name -> norm, or None")
            yield claim("kind", False, "", "grad_flow(model, loss) returns a dict", found, cause=cause)
        given, names = seen["given"], seen["names"]
        missing, extra = [name for name in names if name not in given], [name for name in given if name not in names]
        yield claim(
            "names", not missing and not extra, f"{KINDS[kind]}: a value for each parameter",
            f"a name for each parameter, once ({KINDS[kind]})",
            f"{some(missing)} missing" if missing else f"{some(extra)} too much", cause=names_cause(seen),
        )  # fmt: skip
        odd = [name for name in names if not isinstance(given[name], (float, type(None)))]
        if odd:
            cause = "The whole gradient is given: its norm is one number." if "shape" in dict(given[odd[0]] if isinstance(given[odd[0]], dict) else {}) else None
            cause = cause or ("A text is given: None without quotation marks, or a number." if isinstance(given[odd[0]], str) else None)
            yield claim("number", False, "", "each value is one number, or None", f"another type for {some(odd)}", cause=cause)
        for name in names:
            g, value = seen["grads"].get(name), given[name]
            frozen = name not in seen["grads"]
            if g is None:
                yield claim(
                    "none", value is None, f"{name}: None",
                    f"None for {name}, which {'is frozen' if frozen else 'the loss does not reach'}", f"{value:g}" if value is not None else "",
                    cause=none_cause(seen, kind, name, value),
                )  # fmt: skip
            elif not any(g):
                yield claim(
                    "zero", value == 0, f"{name}: zero",
                    f"0 for {name}, whose gradient is all zeros", "None" if value is None else f"{value:g}",
                    cause="Zero is taken for None, as by `if norm` or `if p.grad.any()`: ask `is None`." if value is None else None,
                )  # fmt: skip
            else:
                want = norm_of(torch.tensor(g, dtype=torch.float64))
                yield claim(
                    "norm", near(value, want), f"{name}: {want:.3g}", f"{want:.4g} for {name} ({KINDS[kind]})",
                    "None" if value is None else f"{value:.4g}", cause=None if near(value, want) else value_cause(seen, kind, name),
                )  # fmt: skip
        yield claim(
            "left-alone", not seen["changed"] and not seen["flags"], f"{KINDS[kind]}: the numbers stay as they are",
            "the numbers of the model and requires_grad stay as they are",
            f"changed: {some(seen['changed'] or seen['flags'])}", cause="Measuring is no step: no optimizer, and no write into p.",
        )  # fmt: skip
