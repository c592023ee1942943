"""What the exercises of lesson 04 share: feeding a module that keeps running statistics, and what should come out.

``recorded`` looks, ``follow`` is the arithmetic that should come out, with every usual mistake as a ``Rule`` of its own:
a wrong answer is known by the rule that gives all of what was found.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import nn

from graders import causes
from graders.causes import alike, number
from graders.claims import Claim, Seen, claim
from graders.look import reseed


def recorded(learner, name, args, batches, points, seed, fill=False):
    """Feed a module with batches in train mode, the last one without gradients; then look at what it has kept.

    With ``fill``, its parameters get random numbers first. What comes in eval mode, with gradients on, after loading into
    a fresh twin, and in bfloat16, is told beside it.
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
    try:  # batches of one row, after a larger one
        with torch.no_grad():
            single(torch.tensor(batches[0]))
            told["one_row"] = [single(points[k : k + 1]).tolist() for k in (0, 1)]
    except Exception as error:  # as nn.BatchNorm1d does
        told["one_row_error"] = f"{type(error).__name__}: {error}"[:200]
    told["behind"] = [p for p, (_, t) in held(small).items() if t.dtype in (torch.float32, torch.float64)]
    return told


@dataclass(frozen=True)
class Rule:
    """How a module keeps its record and what it makes of it; the defaults are a record that is mixed and used as told."""

    batch: bool = False  # train() uses the batch's own statistics, not the record
    unless_no_grad: bool = False  # but not in the last batch, which comes without gradients
    in_eval: bool = False  # eval() uses those of what it gets, too
    late: bool = False  # train() uses the record as it was before this batch
    trains: bool = True  # the record is updated at all
    only_grad: bool = False  # and in batches without gradients not
    keeps: tuple[bool, bool] = (True, True)  # mean and variance are updated
    record_correction: int = 1  # the variance for the record divides by n - this
    output_correction: int = 0
    start: tuple[float, float] = (0.0, 1.0)
    mean_of: Callable[[Any], Any] = lambda x: x.mean(0)
    spread_of: Callable[[Any, Any, int], Any] = lambda x, means, correction: x.var(0, correction=correction)
    mix: Callable[[Any, Any, float, int], Any] = lambda old, new, m, number: (1 - m) * old + m * new
    norm: Callable[[Any, Any, Any, float], Any] = lambda x, mean, var, eps: (x - mean) / (var + eps).sqrt()
    mix_of_var: Callable[[Any, Any, float, int], Any] | None = None  # where the variance is mixed in another way
    norm_in_eval: Callable[[Any, Any, Any, float], Any] | None = None
    affine: Callable[[Any, Any, Any], Any] = lambda x, weight, bias: x * weight + bias


def unfold(
    batches: list[Any], points: Any, rule: Rule, momentum: float, eps: float, weight: Any = 1.0, bias: Any = 0.0
) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """What a module with this rule gives for each batch and then for the points in eval mode, with its mean and variance."""
    xs = [torch.tensor(batch, dtype=torch.float64) for batch in (*batches, points)]
    mean, var = (torch.full((xs[0].shape[1],), value, dtype=torch.float64) for value in rule.start)
    for place, x in enumerate(xs):
        final, norm = place == len(batches), rule.norm
        old, used, own = (mean, var), (mean, var), rule.in_eval
        if final:
            norm = rule.norm_in_eval or rule.norm
        else:
            last = place == len(batches) - 1
            means = mean, rule.mix(mean, rule.mean_of(x), momentum, place)  # before and after this batch
            new = rule.mean_of(x), rule.spread_of(x, means, rule.record_correction)
            if rule.trains and not (rule.only_grad and last):
                mean, var = (
                    mix(was, now, momentum, place) if keeps else was
                    for was, now, keeps, mix in zip(old, new, rule.keeps, (rule.mix, rule.mix_of_var or rule.mix))
                )
            used, own = old if rule.late else (mean, var), rule.batch and not (rule.unless_no_grad and last)
        if own:
            used = x.mean(0) if final else rule.mean_of(x), x.var(0, correction=rule.output_correction)
        yield rule.affine(norm(x, *used, eps), weight, bias), mean, var


def follow(*args: Any, **options: Any) -> tuple[list[torch.Tensor], torch.Tensor, torch.Tensor]:
    """All that comes out (see unfold), and the mean and variance at the end."""
    steps = list(unfold(*args, **options))
    return [out for out, _, _ in steps], steps[-1][1], steps[-1][2]


def gives(found: list[torch.Tensor], *args: Any, **options: Any) -> bool:
    """Whether a module with this rule gives what was found; the first difference ends the arithmetic."""
    return all(alike(out, one) for (out, _, _), one in zip(unfold(*args, **options), found))


def found_in(record: dict[str, Any]) -> list[torch.Tensor]:
    """All outputs of a module that was recorded: one for each batch, then that in eval mode."""
    return [torch.tensor(number(out), dtype=torch.float64) for out in (*record["outputs"], record["eval"])]


def same(one: list[torch.Tensor], other: list[torch.Tensor]) -> bool:
    return len(one) == len(other) and all(alike(a, b) for a, b in zip(one, other))


MIXED = lambda old, new, m, number: m * old + (1 - m) * new  # noqa: E731
AROUND = "The variance is taken around the record, not around the mean of the batch itself."
GIVEN = "It divides by the spread of what it is given, x.std(0): the task divides by sqrt(var + eps)."
EPS = "eps is missing, or not the one that was given."
# What the record is made with, and by which sentence it is known. Each is a change to the right rule.
RECORDS: list[tuple[str, dict[str, Any]]] = [
    ("The record never changes: the update is missing, or its result is not kept.", {"trains": False}),
    ("The momentum is the wrong way round: it is the weight of the new batch, and the old record keeps the rest.",
     {"mix": MIXED}),
    ("For the variance the momentum is the wrong way round: it is the weight of the new batch.", {"mix_of_var": MIXED}),
    ("For the mean the momentum is the wrong way round: it is the weight of the new batch.",
     {"mix": MIXED, "mix_of_var": lambda o, n, m, k: (1 - m) * o + m * n}),
    ("The momentum is the weight of both: the old record keeps the share 1 - momentum.",
     {"mix": lambda o, n, m, k: m * o + m * n}),
    ("The first batch sets the record: it starts at zeros and ones, and the first batch is mixed in like each other.",
     {"mix": lambda o, n, m, k: (1 - m) * o + m * n if k else n}),
    ("Each batch replaces the record: the old one keeps the share 1 - momentum.", {"mix": lambda o, n, m, k: n}),
    ("The new batch is added and the old record not made smaller: it keeps the share 1 - momentum.",
     {"mix": lambda o, n, m, k: o + m * n}),
    ("The momentum is written down as 0.1: take the argument.", {"mix": lambda o, n, m, k: 0.9 * o + 0.1 * n}),
    ("The momentum is written down as 0.9: take the argument.", {"mix": lambda o, n, m, k: 0.1 * o + 0.9 * n}),
    ("All batches count the same: the task asks for a record in which older ones fade, by the momentum.",
     {"mix": lambda o, n, m, k: (k * o + n) / (k + 1)}),
    ("Mean and variance of the batch are mixed half and half with the record: take the momentum.",
     {"mix": lambda o, n, m, k: (o + n) / 2}),
    ("Only the mean is updated: the variance stays at its start.", {"keeps": (True, False)}),
    ("Only the variance is updated: the mean stays at its start.", {"keeps": (False, True)}),
    ("The record is updated only where gradients are on: the mode, self.training, decides, and nothing else.",
     {"only_grad": True}),
    ("The standard deviation is recorded, and then its root is taken again: x.var(0) is the variance.",
     {"spread_of": lambda x, means, c: x.std(0)}),
    (AROUND, {"spread_of": lambda x, means, c: (x - means[0]).square().mean(0)}),
    (AROUND, {"spread_of": lambda x, means, c: (x - means[1]).square().mean(0)}),
    (AROUND, {"spread_of": lambda x, means, c: (x - means[0]).square().sum(0) / (len(x) - 1)}),
    (AROUND, {"spread_of": lambda x, means, c: (x - means[1]).square().sum(0) / (len(x) - 1)}),
    ("The mean of the squares is recorded, and the mean of the batch not taken off: x.var(0) is the variance.",
     {"spread_of": lambda x, means, c: x.square().mean(0)}),
    ("One mean for all columns: mean(0) keeps one for each.", {"mean_of": lambda x: x.mean().expand(x.shape[1])}),
    ("One mean and one variance for all columns: mean(0) and var(0) keep one for each.",
     {"mean_of": lambda x: x.mean().expand(x.shape[1]), "spread_of": lambda x, m, c: x.var().expand(x.shape[1])}),
    ("The median is recorded, not the mean.", {"mean_of": lambda x: x.median(0).values}),
    ("The sum of the batch is recorded, not its mean.", {"mean_of": lambda x: x.sum(0)}),
    ("The running variance starts at zeros: it starts at ones.", {"start": (0.0, 0.0)}),
    ("Both records start at ones: the mean starts at zeros.", {"start": (1.0, 1.0)}),
    ("Ones and zeros have changed places: the mean starts at zeros, the variance at ones.", {"start": (1.0, 0.0)}),
]  # fmt: skip
# What comes out, with a right record.
NORMS: list[tuple[str, dict[str, Any]]] = [
    ("It is divided by the variance, not by its root.", {"norm": lambda x, mean, var, eps: (x - mean) / (var + eps)}),
    ("eps is added outside of the root: it belongs inside, sqrt(var + eps).",
     {"norm": lambda x, mean, var, eps: (x - mean) / (var.sqrt() + eps)}),
    (EPS, {"norm": lambda x, mean, var, eps: (x - mean) / var.sqrt()}),
    (EPS, {"norm": lambda x, mean, var, eps: (x - mean) / (var + 1e-5).sqrt()}),
    (EPS, {"norm": lambda x, mean, var, eps: (x - mean) / (var + 1e-3).sqrt()}),
    (EPS, {"norm": lambda x, mean, var, eps: (x - mean) / (var + 0.1).sqrt()}),
    ("The mean is taken off, and nothing divided by the root of the variance.",
     {"norm": lambda x, mean, var, eps: x - mean}),
    ("x is divided, and the mean not taken off before.", {"norm": lambda x, mean, var, eps: x / (var + eps).sqrt()}),
    ("It is multiplied by the root of the variance: dividing brings it to spread 1.",
     {"norm": lambda x, mean, var, eps: (x - mean) * (var + eps).sqrt()}),
    ("The mean is added, where it has to be taken off.",
     {"norm": lambda x, mean, var, eps: (x + mean) / (var + eps).sqrt()}),
    ("In eval() x comes out as it went in: there the record is used as well.",
     {"norm_in_eval": lambda x, mean, var, eps: x}),
    ("eps is added to what comes out: it belongs inside the root, sqrt(var + eps).",
     {"norm": lambda x, mean, var, eps: (x - mean) / var.sqrt() + eps}),
    (GIVEN, {"norm": lambda x, mean, var, eps: (x - mean) / (x.std(0) + eps)}),
    (GIVEN, {"norm": lambda x, mean, var, eps: (x - mean) / x.std(0)}),
    (GIVEN, {"norm": lambda x, mean, var, eps: (x - mean) / (x.var(0) + eps).sqrt()}),
    ("x comes out as it went in: what is computed is not used, or the record is still at its start.", {"norm": lambda x, mean, var, eps: x}),
    ("The division comes first, and then the mean is taken off: brackets around x - mean.",
     {"norm": lambda x, mean, var, eps: x - mean / (var + eps).sqrt()}),
]  # fmt: skip


def doubles(right: Rule, *changes: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, Rule]]:
    """The wrong rules that come of ``changes`` to the right one, each with its sentence."""
    return [(sentence, replace(right, **change)) for group in changes for sentence, change in group]


def farthest(found: torch.Tensor, want: torch.Tensor) -> int:
    """The column in which an output is farthest from what it should be."""
    if found.shape != want.shape:
        return 0
    return int((found - want).abs().nan_to_num(1e9).max(0).values.argmax())


def unlike(x: torch.Tensor, found: torch.Tensor, want: torch.Tensor) -> str:
    """As in lesson 01; where three digits show no difference, the numbers differ by a share that is told."""
    told = causes.unlike(x, found, want)
    came, wanted = told.split(" became ")[1].split(", not ")
    if came != wanted:
        return told
    place = (found - want).abs().nan_to_num(torch.inf).argmax()
    given, one, other = (t.reshape(-1)[place].item() for t in (x, found, want))
    return f"{given:.3f} became {one:.6f}, not {other:.6f}"


def at(column: int, x: Any, found: torch.Tensor, want: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """One column of what went in, what came out and what should have."""
    given = torch.tensor(x, dtype=torch.float64)[:, column]
    return (given, found[:, column], want[:, column]) if found.shape == want.shape else (given, given, given)


def before_any_batch(seen: Seen) -> str | None:
    """What an error tells that comes of a call in eval mode before the first batch."""
    error: dict[str, Any] = {**seen.get("error", {})}
    if error.get("phase") != "forward" or error.get("type") not in ("AttributeError", "UnboundLocalError"):
        return None
    name = re.search(r"has no attribute '(\w+)'", error.get("text", ""))
    if name:
        return f"forward() reads self.{name[1]}, and __init__ has not made it: a fresh one is called in eval() as well."
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
    """It is saved and moved with the module, and gradients pass on."""
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
