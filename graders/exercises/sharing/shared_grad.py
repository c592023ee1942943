"""Lesson 05, exercise shared-grad."""

import torch
from torch import nn

from graders.causes import the_cause
from graders.claims import claim
from graders.exercises.sharing import running
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def split(learner, width, rows, n, stale, seed):
    """What use_gradients gives for a layer, what it leaves behind, and what the layer and the input were."""
    reseed(seed)
    layer, x = nn.Linear(width, width), torch.randn(rows, width)
    with torch.no_grad():
        layer.weight.mul_(2)  # so that the uses send unlike gradients
    if stale:
        layer.weight.grad, layer.bias.grad = torch.ones(width, width), torch.ones(width)
    weight, bias = layer.weight.detach().clone(), layer.bias.detach().clone()
    own = {"weight": layer.weight, "bias": layer.bias}
    given = learner["use_gradients"](layer, x, n)
    written = [
        name for name, p in layer.named_parameters()
        if (not (isinstance(p.grad, torch.Tensor) and bool((p.grad == 1).all())) if stale else p.grad is not None)
    ]  # fmt: skip
    frozen = [name for name, p in layer.named_parameters() if not p.requires_grad]
    seen = {
        "x": x.tolist(),
        "weight": weight.tolist(),
        "bias": bias.tolist(),
        "untouched": layer.weight.equal(weight) and layer.bias.equal(bias),
        "written": written,
        "replaced": [name for name, p in own.items() if getattr(layer, name, None) is not p],
        "cleared": stale and any(p.grad is None or not p.grad.any() for p in layer.parameters()),
        "frozen": frozen,
        "type": type(given).__name__,
    }
    if (isinstance(given, torch.Tensor) and given.ndim == 3) or isinstance(given, (list, tuple)):
        items = [list(t.shape) if isinstance(t, torch.Tensor) else type(t).__name__ for t in given]
        seen["items"] = items
        if all(item == [width, width] for item in items):
            seen["gradients"] = [t.detach().float().tolist() for t in given]
    return seen


def expected(x, weight, bias, n, bend=torch.tanh, loss=torch.sum, last=None):
    """The gradient of each use of the weight, first use first."""
    copies = [weight.clone().requires_grad_() for _ in range(n)]
    h = x
    for one in copies:
        h = (last if last and one is copies[-1] else bend)(h @ one.T + bias)
    return torch.stack(torch.autograd.grad(loss(h), copies))


def tanh_first(x, weight, bias, n):
    """The gradient of each use, where the tanh stands before the layer and not after it."""
    copies = [weight.clone().requires_grad_() for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(h) @ one.T + bias
    return torch.stack(torch.autograd.grad(h.sum(), copies))


def of_all(x, weight, bias, n):
    """The gradient of each use, where every output stands in the loss."""
    copies = [weight.clone().requires_grad_() for _ in range(n)]
    h, loss = x, torch.zeros(())
    for one in copies:
        h = torch.tanh(h @ one.T + bias)
        loss = loss + h.sum()
    return torch.stack(torch.autograd.grad(loss, copies))


def detached(x, weight, bias, n):
    """The gradient of each use for the sum of its own output, where nothing goes on to the uses before."""
    found = []
    for _ in range(n):
        found.append(expected(x, weight, bias, 1)[0])
        x = torch.tanh(x @ weight.T + bias)
    return torch.stack(found)


LINE = "h = torch.tanh(one(h))"
DOUBLES = [
    ("The layer is used once too often: n times in all.", lambda x, w, b, n: expected(x, w, b, n + 1)[:n]),
    ("Each entry is the sum of all uses: these are not copies, but one layer under several names. copy.deepcopy(layer).",
     lambda x, w, b, n: expected(x, w, b, n).sum(0, keepdim=True).expand(n, -1, -1)),
    ("They come last use first.", lambda x, w, b, n: expected(x, w, b, n).flip(0)),
    ("The sum is divided by the number of uses: that makes them all alike, and they are not.",
     lambda x, w, b, n: expected(x, w, b, n).mean(0, keepdim=True).expand(n, -1, -1)),
    ("Each entry holds the ones before it too: a gradient was not cleared, or one list entry was added to the next.",
     lambda x, w, b, n: expected(x, w, b, n).cumsum(0)),
    ("Each entry holds the ones after it too: gradients pile up.", lambda x, w, b, n: expected(x, w, b, n).flip(0).cumsum(0).flip(0)),
    (f"The tanh is missing: {LINE}.", lambda x, w, b, n: expected(x, w, b, n, bend=lambda h: h)),
    (f"The tanh bends what goes into the layer: it follows each use, {LINE}.", tanh_first),
    (f"The tanh stands at the end alone: it follows each use, {LINE}.",
     lambda x, w, b, n: expected(x, w, b, n, bend=lambda h: h, last=torch.tanh)),
    ("A ReLU stands in the place of tanh.", lambda x, w, b, n: expected(x, w, b, n, bend=torch.relu)),
    ("The loss is the sum of the last h, and a mean stands there.", lambda x, w, b, n: expected(x, w, b, n, loss=torch.mean)),
    ("The loss is the sum of the last h, and not of its squares.", lambda x, w, b, n: expected(x, w, b, n, loss=lambda h: (h * h).sum())),
    ("The bias is missing: the whole layer is used, h @ W.t() + b.", lambda x, w, b, n: expected(x, w, 0 * b, n)),
    ("Every output is in the loss: the sum of the last h alone is asked for.", lambda x, w, b, n: of_all(x, w, b, n)),
    ("These are the weights themselves: the .weight.grad of each copy is asked for.", lambda x, w, b, n: w.expand(n, -1, -1)),
    ("The last use has no tanh: it follows every use.", lambda x, w, b, n: expected(x, w, b, n, last=lambda h: h)),
    ("Row k is the gradient of a layer used k times in all: each use of the n is asked for apart.",
     lambda x, w, b, n: torch.stack([expected(x, w, b, k).sum(0) for k in range(1, n + 1)])),
    ("One layer is used k times for k = 1, 2, ..., and its gradients pile up: each of the n uses is asked for apart.",
     lambda x, w, b, n: torch.stack([expected(x, w, b, k).sum(0) for k in range(1, n + 1)]).cumsum(0)),
    ("Each use has a backward() of its own, from its own output, and the input is detached before: gradients travel back "
     "through all later uses.", lambda x, w, b, n: detached(x, w, b, n)),
    (f"Each copy gets x: the output of one is the input of the next, {LINE}.",
     lambda x, w, b, n: expected(x, w, b, 1).expand(n, -1, -1)),
]  # fmt: skip


def number_cause(found, n, want, near):
    """Why there are not as many gradients as uses."""
    if found == 1:
        single = [
            ("Their sum alone comes back: each use has its own.", want.sum(0, keepdim=True)),
            (f"One of {n} comes back, that of the last use: each use has its own.", want[-1:]),
            (f"One of {n} comes back, that of the first use: each use has its own.", want[:1]),
        ]
        return the_cause(single, near)
    if found in (n - 1, n + 1) and n == 3:
        return f"One is {'missing' if found < n else 'too many'}: range(n) makes n copies, one for each use."
    return "There is one for each use: n says how many, and a number is written down." if found == 3 else None


@exercise(
    "sharing/shared-grad",
    "use_gradients",
    hints=(
        "A shared weight has one gradient, the sum. How could each use have a weight of its own, with the same numbers?",
        "Make n deep copies, use each of them once, in a row, and call backward() on the sum of the last output. Each copy then "
        "holds the gradient of one use.",
        "In use_gradients:\n"
        "    copies = [copy.deepcopy(layer) for _ in range(n)]\n"
        "    h = x\n"
        "    for one in copies:\n"
        "        h = torch.tanh(one(h))\n"
        "    h.sum().backward()\n"
        "    return [one.weight.grad for one in copies]",
    ),
)
def shared_grad(ask, rng):
    cases = []
    for n, stale in ((3, False), (rng.randint(4, 5), True), (1, False)):
        width, rows = rng.sample(range(3, 8), 2)
        cases.append({"width": width, "rows": rows, "n": n, "stale": stale, "seed": rng.randrange(10**6)})
    for case, seen in zip(cases, answers(ask(run_each(split, "use_gradients", each=cases)))):
        yield running(seen)
        seen, n, w = seen["result"], case["n"], case["width"]
        call = f"use_gradients(layer, x, {n})"
        if "gradients" not in seen:
            items, cause = seen.get("items"), None
            found = f"a {seen['type']}" if items is None else f"entries such as {items[0] if items else 'none at all'}"
            if seen["type"] == "NoneType":
                found, cause = "nothing", "Your function gives nothing back: its last line needs a return."
            elif items and items[0] == [w, w] and set(map(str, items[1:])) == {"NoneType"}:
                cause = "The first copy alone has a gradient: does a return inside the loop end it there, or is one copy used each time?"
            elif items and "NoneType" in items and [w, w] in items:
                cause = "Only some uses have a gradient: the path is cut between them. No detach() and no .data on the way from x to h."
            elif items and set(map(str, items)) == {"NoneType"} and "weight" in seen["written"]:
                cause = (
                    "The gradient went to layer.weight itself: layer was used in place of the copies, or a clone() that keeps its "
                    "history. For a tensor of its own: .detach().clone().requires_grad_()."
                )
            elif items and "NoneType" in items:
                cause = "An entry is None: no gradient arrived there. Was backward() called, is each copy used, and nothing detached?"
            elif items and "Linear" in items:
                cause = "The layers themselves come back: the .weight.grad of each is asked for."
            elif (items and [] in items) or (items and "float" in items):
                cause = "Single numbers come back: the whole gradient of each use is asked for."
            elif items and [w] in items:
                cause = "These are gradients of a bias: the weight is asked for."
            elif seen["type"] == "Tensor":
                cause = "One tensor comes back, where each of the n uses has a gradient of its own."
            yield claim(
                "gradients",
                False,
                "",
                f"{call} gives {n} tensors of the weight's shape, ({w}, {w})",
                found,
                cause=cause,
            )
        found = torch.tensor(seen["gradients"]).reshape(-1, w, w)
        parts = (torch.tensor(seen["x"]), torch.tensor(seen["weight"]), torch.tensor(seen["bias"]), n)
        want = expected(*parts)

        def near(other, found=found):
            return other.shape == found.shape and torch.allclose(found, other, rtol=1e-3, atol=1e-4)

        yield claim(
            "number", len(found) == n, f"{call}: one for each use", f"{call} gives {n} gradients", f"{len(found)} of them",
            cause=number_cause(len(found), n, want, near),
        )  # fmt: skip
        place = (found - want).abs().amax((1, 2)).argmax().item()
        sizes = [f"{t[place].norm():.3f}" for t in (want, found)]
        yield claim(
            "value", near(want), f"{call}: each use's own gradient, first use first",
            f"the gradient of use {place + 1} of {n} has length {sizes[0]}", f"length {sizes[1]}" if sizes[0] != sizes[1] else "another one",
            cause=the_cause(DOUBLES, lambda double, parts=parts, near=near: near(double(*parts))),
        )  # fmt: skip
        yield claim(
            "left-alone", seen["untouched"] and not seen["replaced"] and not seen["written"] and not seen["frozen"],
            "the layer is as it was: its numbers, and its .grad",
            found="other numbers in it" if not seen["untouched"]
            else f"layer.{seen['replaced'][0]} is another Parameter" if seen["replaced"]
            else f"layer.{seen['written'][0]}.grad is another one" if seen["written"] else f"layer.{(seen['frozen'] or [''])[0]} is frozen",
            cause="Your function writes into the layer that it was given. Work on copies alone." if not seen["untouched"]
            else "Put the Parameter that was there back, or work on copies: an optimizer holds the old one." if seen["replaced"]
            else "zero_grad() and .grad = None lose what stood there: work on copies, and leave the layer's .grad." if seen["cleared"]
            else "Work on copies alone: what backward() leaves in the layer would add to the next training step." if seen["written"]
            else "requires_grad stays as it was: True. Freeze a copy, not the layer.",
        )  # fmt: skip
