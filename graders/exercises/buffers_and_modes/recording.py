"""What the exercises of lesson 04 share: feeding a module that keeps running statistics, and the claims on what it kept."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import torch
from torch import nn

from graders.causes import alike, number, size_cause, told_by, with_cause
from graders.claims import Claim, Seen, claim
from graders.look import reseed


def recorded(learner, name, args, batches, points, seed, fill=False):
    """Feed a module with batches in train mode, the last one without gradients; then look at what it has kept.

    With ``fill``, its parameters get random numbers first. What comes in eval mode, with gradients on, after loading into
    a fresh twin, in bfloat16, and for batches of one row, is told beside it.
    """

    def held(module):
        """Every tensor in the module: path -> (kind, tensor)."""
        found = {path: ("parameter", p) for path, p in module.named_parameters()}
        found |= {path: ("buffer", b) for path, b in module.named_buffers()}
        known = {id(tensor) for _, tensor in found.values()}
        own = vars(nn.Module())
        for prefix, part in module.named_modules():
            for key, value in vars(part).items():
                if key in own:
                    continue
                inside = value.values() if isinstance(value, dict) else value
                for thing in inside if isinstance(value, (list, tuple, dict)) else [value]:
                    if isinstance(thing, torch.Tensor) and id(thing) not in known:
                        found[f"{prefix}.{key}" if prefix else key] = ("hidden", thing)
        return found

    def values(module):
        return {path: tensor.detach().clone() for path, (_, tensor) in held(module).items()}

    def changed(before, after):
        return [path for path in after if path not in before or not torch.equal(before[path], after[path])]

    reseed(seed)
    module = learner[name](*args)
    told = {"outputs": [], "reached": [], "backward": None, "alone": None, "reloaded": None, "dtypes": []}
    told |= {"grads": [], "one_row": []}
    with torch.no_grad():
        for parameter in module.parameters() if fill else ():
            parameter.copy_(torch.randn(parameter.shape))
    told["filled"] = [p.detach().reshape(-1).tolist() for p in module.parameters()]
    start, graph = values(module), set()
    module.train()
    for place, batch in enumerate(batches):
        x = torch.tensor(batch)
        weight = torch.ones_like(x).requires_grad_()
        with torch.set_grad_enabled(place < len(batches) - 1):
            given = x * weight  # what a layer before it would hand over
            if given.requires_grad:
                given.retain_grad()
            output = module(given.clone())
            told["switched"] = torch.is_grad_enabled() != (place < len(batches) - 1)
        told["outputs"].append(output.detach().tolist())
        if place == len(batches) - 1:
            break
        graph |= {path for path, (kind, tensor) in held(module).items() if kind != "parameter" and tensor.requires_grad}
        upstream = torch.randn(output.shape)
        if output.requires_grad:
            try:
                (output * upstream).sum().backward()
            except RuntimeError as error:
                told["backward"] = str(error)[:200]
                break
        told["reached"].append(weight.grad is not None and bool(weight.grad.any()))
        if given.grad is not None:
            told["grads"].append([upstream.tolist(), given.grad.tolist()])

    now, points = values(module), torch.tensor(points)
    told["held"] = [
        {
            "path": path,
            "kind": kind,
            "numel": tensor.numel(),
            "moved": path in changed(start, now),
            "graph": path in graph,
        }
        for path, (kind, tensor) in held(module).items()
    ]
    if told["backward"]:
        return told
    module.eval()
    given = points.clone()
    told["eval"], told["again"] = module(given).tolist(), module(points.clone()).tolist()
    told["untouched"] = torch.equal(given, points)
    told["eval_moved"] = changed(now, values(module))
    for parameter in module.parameters():
        parameter.grad = None
    with torch.set_grad_enabled(True):
        given = points.clone().requires_grad_()
        output = module(given * 1)
        told["switched"] |= not torch.is_grad_enabled()
    if output.requires_grad:
        (output * torch.randn(output.shape)).sum().backward()
    ungraded = [path for path, p in module.named_parameters() if p.requires_grad and p.grad is None]
    told["eval_ungraded"] = ungraded + ["its input"] * (given.grad is None)
    try:
        told["alone"] = torch.cat([module(point[None]) for point in points]).tolist()
    except Exception as error:
        told["alone_error"] = f"{type(error).__name__}: {error}"[:200]

    saved, twin = module.state_dict(), learner[name](*args)
    told["keys"] = list(saved)
    try:
        twin.load_state_dict(saved)
        told["reloaded"] = twin.eval()(points.clone()).tolist()
    except Exception as error:
        told["load_error"] = f"{type(error).__name__}: {error}"[:200]
    try:
        small = learner[name](*args).to(torch.bfloat16)
        for mode in (False, True):
            small.train(mode)
            told["dtypes"].append(str(small(torch.tensor(batches[0], dtype=torch.bfloat16)).dtype))
    except Exception as error:
        told["dtype_error"] = f"{type(error).__name__}: {error}"[:200]
    single = learner[name](*args)
    told["fresh"] = single.eval()(points.clone()).tolist()
    try:  # batches of one row, after a larger one, and what they leave on record
        single.train()
        with torch.no_grad():
            for own, given in zip(single.parameters(), module.parameters()):
                own.copy_(given)
            single(torch.tensor(batches[0]))
            rows = [single(points[k : k + 1]).tolist() for k in (0, 1)]
            told["one_row"] = [*rows, single.eval()(points.clone()).tolist()]
    except Exception as error:  # as nn.BatchNorm1d does
        told["one_row_error"] = f"{type(error).__name__}: {error}"[:200]
    told["behind"] = [p for p, (_, t) in held(small).items() if t.dtype in (torch.float32, torch.float64)]
    return told


def before_any_batch(seen: Seen) -> str | None:
    """What an error tells that comes of a call in eval mode before the first batch."""
    error: dict[str, Any] = {**seen.get("error", {})}
    if error.get("phase") != "forward" or error.get("type") not in ("AttributeError", "UnboundLocalError"):
        return None
    name = re.search(r"has no attribute '(\w+)'", error.get("text", ""))
    if name:
        return f"forward() reads self.{name[1]}, and __init__ has not made it: what either mode needs is made there."
    return "A fresh one is called in eval() here, before any batch: forward() needs a way for both modes."


def given_none(seen: Seen) -> str | None:
    """What an error tells that met None where a tensor should be, or one number for each row."""
    text = seen.get("error", {}).get("text", "")
    if "missing the required" in text and "forward" in text:
        return "PyTorch calls forward(): the method is written `def forward(self, x)`, not `def call`."
    if "NoneType" in text:
        return (
            "None stands where a tensor should: register_buffer gives nothing back, so nothing like `self.mean =` stands "
            "before it."
        )
    if "doesn't match the broadcast shape" in text:
        return "One number for each row, as from x.mean(1), meets one for each column: x.mean(0)."
    return None


# What the text of an error tells of a buffer, without a doubt.
ERRORS = (
    (r"as parameter '(?!gamma|beta|weight|bias)",
     "The record is a buffer: register_buffer in __init__. Under its name a buffer may be assigned anew."),
    (r"buffer name should be a string|register_buffer\(\) missing",
     'register_buffer takes the name first, then the tensor: register_buffer("name", tensor).'),
    (r"buffer name can.{1,3}t contain", 'The name of a buffer has no dot: registered as "name", it is read as self.name.'),
    (r"already exists", "An attribute of this name is there already: register_buffer alone makes it. If it is inherited, "
     "`del self.name` comes before."),
    (r"register_buffer\(\) got an unexpected keyword argument 'persist", "The argument is called persistent."),
    (r"output with shape \[\] doesn't match", "The record is a single number where each column needs one: it starts as "
     "n zeros, torch.zeros(n), or n ones."),
)  # fmt: skip


def reasoned(fact: Claim, seen: Seen, shape: list[int]) -> Claim:
    """The claim that it works, with the cause of an error, if that is certain, for an input of this shape."""
    if certain := told_by(seen.get("error", {}).get("text", ""), ERRORS):
        return replace(fact, cause=certain)
    return with_cause(fact, size_cause(seen, shape) or before_any_batch(seen) or given_none(seen))


def keeping(seen: Seen, record: dict[str, Any], what: str = "the record") -> Iterator[Claim]:
    """What holds of every module that keeps a record, whatever it does with it: no history, still in eval, saved, moved."""
    graph = [t["path"] for t in record["held"] if t["graph"]]
    yield claim(
        "no-graph",
        not graph and not record["backward"],
        f"{what} keeps no history of the batches",
        f"{what} has no history: requires_grad is False, and backward() works for each batch",
        (f"after training requires_grad is True for {', '.join(graph)}" if graph else "")
        + (" and " if graph and record["backward"] else "")
        + ("backward() raises an error" if record["backward"] else ""),
        seen,
        cause="A line such as x -= mean writes into a tensor that backward() still needs; x = x - mean makes a new one."
        if not graph and "inplace" in (record["backward"] or "")
        else None,
    )
    first, again = (torch.tensor(number(record[key])) for key in ("eval", "again"))
    moved = record["eval_moved"]
    yield claim(
        "still-in-eval",
        not moved and alike(first, again),
        "in eval() the record stays, with gradients on or off",
        found=f"a call in eval() mode changes {', '.join(moved[:3])}" if moved else "two calls give two outputs",
        seen=seen,
        cause="The two modes have changed places: self.training is True in train()."
        if moved and not any(t["moved"] for t in record["held"])
        else None,
    )


def lasting(seen: Seen, record: dict[str, Any]) -> Iterator[Claim]:
    """An example alone gets its answer in eval mode, it is saved and moved with the module, and gradients pass on."""
    alone, together = (torch.tensor(number(record[key] or [])) for key in ("alone", "eval"))
    yield claim(
        "alone",
        alike(alone, together),
        "in eval() an example alone gets the answer that it gets in a batch",
        found=record.get("alone_error") or "an example alone gets another answer",
        seen=seen,
        cause="The variance of one row, x.var(0), is nan, and so is 0 times nan: in eval() nothing is mixed, not even with 0."
        if alone.isnan().any() and not together.isnan().any()
        else None,
    )
    yield claim(
        "passes-on",
        all(record["reached"]),
        "gradients pass on to the layers before it",
        found="no gradient reaches its input",
        seen=seen,
        cause="The output is computed without a history: no_grad() or detach() is for the record alone.",
    )
    yield claim(
        "switch",
        not record["switched"],
        "forward() leaves gradients switched on or off, as they were",
        found="after a call of forward() gradients are switched over for every line that follows",
        seen=seen,
        cause="torch.set_grad_enabled(...) as a line of its own holds on after forward(); nothing here needs it in eval().",
    )
    yield claim(
        "eval-gradients",
        not record["eval_ungraded"],
        "in eval() gradients flow as in train(): eval() is a mode, not a lock",
        found=f"after backward() in eval() there is no gradient for {', '.join(record['eval_ungraded'])}",
        seen=seen,
        cause="In eval() the output is computed without a history. The record stays there; no_grad() is for the update alone.",
    )
    yield claim(
        "untouched",
        record["untouched"],
        "its input stays as it was",
        found="forward() writes into its input",
        seen=seen,
        cause="A line such as x -= mean writes into what was handed over; x = x - mean makes a new tensor.",
    )
    trip = record["reloaded"]
    kept = trip is not None and alike(torch.tensor(number(trip)), torch.tensor(number(record["eval"])))
    error = record.get("load_error")
    yield claim(
        "round-trip",
        kept,
        "saved, and loaded into a fresh one, it answers the same",
        found=error or f"after loading it answers differently; saved were: {', '.join(record['keys']) or 'nothing'}",
        seen=seen,
        cause="The shape of what is saved is not that of a fresh one: the record has one number for each column from the "
        "start."
        if error and "size mismatch" in error
        else None,
    )
    error = record.get("dtype_error")
    right = not error and set(record["dtypes"]) == {"torch.bfloat16"} and not record["behind"]
    here = f"{', '.join(record['behind'])} stayed behind" if record["behind"] else "another type comes out"
    yield claim(
        "dtype",
        right,
        "it follows .to(torch.bfloat16), as it would to another device",
        found=error or here,
        seen=seen,
        cause="What is a plain attribute, or is made anew with a fixed type, stays behind: register_buffer moves along."
        if record["behind"]
        else None
        if error
        else "Bfloat16 goes in and another type comes out: something inside writes one down, such as .float().",
    )


def batches_of(rng: Any, n: int, count: int = 4, tiny: float = 0.1, middle: float = 1.0) -> tuple[list[Any], list[Any]]:
    """Batches for n columns, each with a mean and a spread of its own, one of them tiny; and points for eval mode."""
    means = [rng.choice((-1, 1)) * rng.uniform(2, 4) for _ in range(n)]
    spreads = [rng.uniform(0.5, 3) for _ in range(n)]
    narrow = rng.randrange(n)
    means[narrow], spreads[narrow] = middle, tiny  # here eps counts

    def rows(many: int, shift: float) -> list[list[float]]:
        return [[m + shift * s + s * rng.gauss(0, 1) for m, s in zip(means, spreads)] for _ in range(many)]

    # With fewer rows or larger means, the variance as mean(x²) - mean(x)² would lose too many digits of float32.
    sizes = [size for size in range(5, 11) if size != n]
    return [rows(rng.choice(sizes), rng.uniform(-1, 1)) for _ in range(count)], rows(rng.choice(sizes), 2.0)
