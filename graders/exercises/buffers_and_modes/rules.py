"""The arithmetic that the exercises of lesson 04 share: what should come out of a module that keeps running statistics.

``follow`` computes it, with every usual mistake as a ``Rule`` of its own: a wrong answer is known by the rule that gives
all of what was found.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import torch

from graders.causes import alike, number


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
    ("The old record is left out of the mixture: it keeps the share 1 - momentum.", {"mix": lambda o, n, m, k: m * n}),
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
    ("The mean of the batch is mixed into the variance, too: x.var(0) belongs there.",
     {"spread_of": lambda x, means, c: x.mean(0)}),
    ("Mean and variance of the batch have changed places: torch.var_mean gives the variance first.",
     {"mean_of": lambda x: x.var(0), "spread_of": lambda x, means, c: x.mean(0)}),
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
    ("In eval() eps is missing, or not the one that was given.",
     {"norm_in_eval": lambda x, mean, var, eps: (x - mean) / var.sqrt()}),
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


def exchanged(found: list[torch.Tensor], batches: list[Any], points: Any, right: Rule, *constants: Any) -> str | None:
    """Whether momentum and eps have changed places, in a sentence."""
    momentum, eps, *pair = constants
    return (
        "Momentum and eps have changed places." if gives(found, batches, points, right, eps, momentum, *pair) else None
    )


def farthest(found: torch.Tensor, want: torch.Tensor) -> int:
    """The column in which an output is farthest from what it should be."""
    if found.shape != want.shape:
        return 0
    return int((found - want).abs().nan_to_num(1e9).max(0).values.argmax())


def at(column: int, x: Any, found: torch.Tensor, want: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """One column of what went in, what came out and what should have."""
    given = torch.tensor(x, dtype=torch.float64)[:, column]
    return (given, found[:, column], want[:, column]) if found.shape == want.shape else (given, given, given)
