"""Lesson 04, exercise repair."""

from typing import Any

import torch

from graders.causes import (
    alike,
    dtype_cause,
    finite_cause,
    number,
    shape_cause,
    size_cause,
    with_cause,
)
from graders.claims import claim, learns, output_shape, works
from graders.exercises.buffers_and_modes.my_batchnorm1d import AFFINE, WRONG, normed, nothing_frozen, pairs_of, through
from graders.exercises.buffers_and_modes.recording import (
    batches_of,
    before_any_batch,
    given_none,
    keeping,
    lasting,
    recorded,
)
from graders.exercises.buffers_and_modes.rules import NORMS, RECORDS, Rule, doubles
from graders.judge import exercise, model, run

RIGHT = Rule(batch=True, record_correction=0)
CHANGED: list[tuple[str, dict[str, Any]]] = [
    ("The arithmetic is another now: its record takes the variance that divides by the number of rows, correction=0.",
     {"record_correction": 1}),
    ("The arithmetic is another now: both variances divide by the number of rows, correction=0.",
     {"record_correction": 1, "output_correction": 1}),
]  # fmt: skip
STD = "x.std(0) is the root already; here the variance is recorded, x.var(0, correction=0), and the root taken of it."
for rows_less in (0, 1):
    deviation: dict[str, Any] = {
        "spread_of": lambda x, means, c: x.std(0, correction=c),
        "record_correction": rows_less,
    }
    deviation["output_correction"] = rows_less
    CHANGED += [
        (STD, {**deviation, "norm": lambda x, mean, var, eps: (x - mean) / (var.sqrt() + eps).sqrt(),
               "norm_in_eval": lambda x, mean, var, eps: (x - mean) / (var + eps).sqrt()}),
        (STD, {**deviation, "norm": lambda x, mean, var, eps: (x - mean) / (var.sqrt() + eps),
               "norm_in_eval": lambda x, mean, var, eps: (x - mean) / (var + eps)}),
    ]  # fmt: skip


@exercise(
    "buffers_and_modes/repair",
    "RepairedNorm",
    hints=(
        "Three questions to each tensor that it keeps: is it saved, does it move along, and who decides when it changes?",
        "moving_mean and moving_var become buffers in __init__; forward() asks self.training; what is mixed into the record "
        "is detached, or mixed under torch.no_grad(). The arithmetic stays.",
        "In __init__, in the place of the two attributes:\n"
        '    self.register_buffer("moving_mean", torch.zeros(n))\n    self.register_buffer("moving_var", torch.ones(n))\n'
        "In forward, in the place of `if torch.is_grad_enabled():`\n    if self.training:\n"
        "The two lines that update stay: under its name a buffer may be assigned anew.",
    ),
)
def repair(ask, rng):
    n = rng.randint(3, 7)
    rows = n + rng.randint(1, 4)
    net = ask(model("RepairedNorm", n, inputs=[[rows, n]], seed=rng.randrange(10**6)))
    yield with_cause(works(net), size_cause(net, [rows, n]) or before_any_batch(net) or given_none(net))
    yield with_cause(output_shape(net, rows, n), shape_cause(net))
    batches, points = batches_of(rng, n, tiny=0.003, middle=0.05)
    asked = {"name": "RepairedNorm", "args": [n], "batches": batches, "points": points}
    seen = ask(run(recorded, "RepairedNorm", **asked, seed=rng.randrange(10**6), fill=True))
    yield with_cause(works(seen), size_cause(seen, [len(batches[0]), n]))
    record, net = seen["result"], {**net, "record": seen["result"]}
    count = {"parameter-count": lost(net, n), "dtype": dtype_cause(net), "same-twice": finite_cause(net)}
    yield from keeping(net, record)
    for fact in learns(net, 2 * n, f"{n} + {n}"):
        yield with_cause(fact, count.get(fact.name))
    yield nothing_frozen(net, 2 * n)

    call, settings = f"RepairedNorm({n})", (batches, points, 0.1, 1e-5)
    records = [double for double in RECORDS if "written down" not in double[0]]  # it may be, here
    norms = [double for double in NORMS if "what comes out" not in double[0]]  # an eps of 1e-5 does not show there
    rules = doubles(RIGHT, records, norms, CHANGED, [w for w in WRONG if "record_correction" not in w[1]], AFFINE)
    yield from normed(call, settings, record, RIGHT, rules, pairs_of(record["filled"], n), net)
    yield through(record, net, batches, 1e-5, pairs_of(record["filled"], n))
    same = len(record["one_row"]) < 2 or alike(*(torch.tensor(number(row)) for row in record["one_row"]))
    yield claim(
        "one-row",
        same,
        "the arithmetic stays: in train() a batch of one row uses its own mean as well",
        found="in train() a batch of one row is not normalised by itself",
        seen=net,
        cause="self.training alone decides, and not how many rows there are: what fails for one row is the mode.",
    )
    alone = record["alone"] and torch.tensor(number(record["alone"]))
    in_batch = torch.tensor(number(record["eval"]))
    yield claim(
        "alone",
        alone is not None and alike(alone, in_batch),
        "in eval() an example alone gets the answer that it gets in a batch",
        found=record.get("alone_error") or "an example alone gets another answer",
        seen=net,
    )
    yield from lasting(net, record)


def lost(net, n):
    """Why there are other parameters than gamma and beta."""
    sizes = sorted(p["numel"] for p in net.get("parameters", ()))
    if len(sizes) > 2:
        return "The record is among the parameters now: an optimizer would change it. It belongs into buffers."
    if len(sizes) < 2:
        return "gamma and beta, which learn, are no Parameters any more."
    return None
