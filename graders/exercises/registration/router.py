"""Lesson 02, exercise router."""

import torch
from torch import nn

from graders.claims import (
    claim,
    differentiable,
    follows_dtype,
    output_shape,
    parameter_count,
    registered,
    repeatable,
    round_trip,
    straight,
    works,
)
from graders.exercises.registration.causes import explained
from graders.judge import exercise, model, run
from graders.look import reseed

BRANCHES = ["en", "fr", "de", "it", "left", "right", "day", "night"]


def routes(learner, names, n_in, n_out, seed):
    """Send one input through each branch: outputs, and how many numbers got a gradient from it."""
    from torch.overrides import TorchFunctionMode

    class Used(TorchFunctionMode):
        def __torch_function__(self, function, types, args=(), kwargs=None):
            if getattr(function, "__name__", "") not in ("__get__", "size", "dim"):
                touched.update(id(arg) for arg in (*args, *(kwargs or {}).values()) if isinstance(arg, nn.Parameter))
            return function(*args, **(kwargs or {}))

    reseed(seed)
    router = learner["Router"](names, n_in, n_out)
    x, seen = torch.randn(6, n_in), {}
    for name in names:
        router.zero_grad(set_to_none=True)
        touched = set()
        with Used():
            output = router(x, name)
        (output * torch.randn(output.shape)).sum().backward()
        grads = [(p.numel(), p.grad) for p in router.parameters()]
        seen[name] = {
            "output": output.tolist(),
            "used": sum(p.numel() for p in router.parameters() if id(p) in touched),
            "reached": sum(n for n, grad in grads if grad is not None),
            "zero": sum(n for n, grad in grads if grad is not None and not grad.any()),
        }
    return seen


@exercise(
    "registration/router",
    "Router",
    hints=(
        "forward() needs one branch, found by its name. Which container keeps layers by name, and registers them?",
        "nn.ModuleDict takes a dict from name to layer. Build one nn.Linear(n_in, n_out) for each name; forward() looks up "
        "one of them and calls only that one.",
        "In __init__, after super().__init__():\n"
        "    self.branches = nn.ModuleDict()\n"
        "    for name in names:\n"
        "        self.branches[name] = nn.Linear(n_in, n_out)\n"
        "In forward:\n"
        "    return self.branches[name](x)",
    ),
)
def router(ask, rng):
    names = rng.sample(BRANCHES, rng.randint(3, 4))
    rows, n_in, n_out = rng.sample(range(3, 12), 3)
    one, k = n_in * n_out + n_out, len(names)
    net = ask(model("Router", names, n_in, n_out, inputs=[[rows, n_in], rng.choice(names)], seed=rng.randrange(10**6)))
    yield from explained(
        [works(net)],
        (
            rf"\(\d+x{n_out} and {n_in}x{n_out}\)",
            "The output of one branch is sent through another: one branch is used.",
        ),
        ("KeyError when forward", "There is no branch of this name: one is needed for each name in the list."),
        (r"forward\(\) takes 2 positional", "forward(self, x, name) is called with an input and a name."),
        ("kind: .* gives an object", "A function builds something else: write class Router(nn.Module)."),
    )
    yield from explained(
        [output_shape(net, rows, n_out)],
        ("a (Linear|Module)", "The branch itself is returned: call it on x, self.branches[name](x)."),
        ("a (dict|list|tuple)", "All outputs are returned: one is wanted, that of the branch called name."),
        (rf"shape \(\d+, {rows}, {n_out}\)", "The output has one dimension too many: only one branch is used."),
    )
    frozen = "A call leaves the parameters as they are: an idle branch gets no gradient, and needs no freezing."
    yield from explained([registered(net)], ("calling the model changes", frozen))
    yield from explained(
        [parameter_count(net, k * one, f"{k}·({n_in}·{n_out}+{n_out})")],
        (f"count: {k * n_in * n_out} ", "The branches have no bias."),
        (f"count: {(k - 1) * one} ", "One branch is missing: there is one for each name."),
    )
    yield differentiable(net)
    yield from explained([repeatable(net)])

    seen = ask(run(routes, "Router", names=names, n_in=n_in, n_out=n_out, seed=rng.randrange(10**6)))
    yield works(seen)
    reached = [branch["reached"] for branch in seen["result"].values()]
    yield claim(
        "one-branch",
        all(found == one for found in reached),
        f"each call reaches the {one} numbers of one branch; the others have grad None",
        found=f"a call reaches {max(reached)} of {k * one} numbers",
        seen=net,
        cause="All branches sit in one Parameter, so the gradient of idle ones is zero, not None: a layer for each name."
        if len(net["parameters"]) < k
        else "More than one branch takes part in a call: look the branch up by its name, and call it alone.",
    )
    used = max(branch["used"] for branch in seen["result"].values())
    yield claim(
        "one-branch",
        used <= one,
        "the other branches are not run",
        found=f"a call computes with {used} of {k * one} numbers",
        seen=net,
        cause="Other branches are run too: look the branch up by its name, and call it alone.",
    )
    zero = sum(branch["zero"] for branch in seen["result"].values())
    yield claim(
        "branch-learns",
        not zero,
        "the branch that is used gets gradients",
        found=f"{zero} of its numbers get zero",
        seen=net,
    )
    outputs = [branch["output"] for branch in seen["result"].values()]
    distinct = all(a != b for i, a in enumerate(outputs) for b in outputs[:i])
    yield claim(
        "own-branch",
        distinct,
        "each name has a branch of its own",
        found="two names give the same output",
        seen=net,
        cause="The name plays no part: every name gets the same branch." if outputs[1:] == outputs[:-1] else None,
    )
    yield round_trip(net)
    yield from explained([follows_dtype(net)])
    yield from explained(
        [straight(net)], ("", "Something bends the output: a branch is one linear layer, nothing else.")
    )
