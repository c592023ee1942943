"""Lesson 04, exercise repair."""

from typing import Any

import torch

from graders.causes import (
    alike,
    dtype_cause,
    finite_cause,
    number,
    shape_cause,
    with_cause,
)
from graders.claims import claim, learns, output_shape, works
from graders.exercises.buffers_and_modes.my_batchnorm1d import (
    AFFINE,
    WRONG,
    began,
    normed,
    nothing_frozen,
    pairs_of,
    through,
)
from graders.exercises.buffers_and_modes.recording import (
    batches_of,
    keeping,
    lasting,
    reasoned,
    recorded,
)
from graders.exercises.buffers_and_modes.rules import NORMS, RECORDS, Rule, doubles, follow, same
from graders.judge import exercise, model, run

RIGHT = Rule(batch=True, record_correction=0)
CHANGED: list[tuple[str, dict[str, Any]]] = [
    ("The arithmetic is another now: its record takes the variance that divides by the number of rows, correction=0.",
     {"record_correction": 1}),
    ("The arithmetic is another now: both variances divide by the number of rows, correction=0.",
     {"record_correction": 1, "output_correction": 1}),
]  # fmt: skip
CHANGED.append(
    ("The record takes the root of the variance, and the root is taken again in eval(): it takes the variance itself.",
     {"spread_of": lambda x, means, c: x.std(0, correction=0)})
)  # fmt: skip
ASLEEP = dict.fromkeys(
    (
        "The record never changes: the update is missing, or its result is not kept.",
        "In eval() x comes out as it went in: there the record is used as well.",
    ),
    "In eval() x is not normalised: the record never changes (is the result kept, in self?), or is not used there.",
)
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
    yield reasoned(works(net), net, [rows, n])
    yield with_cause(output_shape(net, rows, n), shape_cause(net))
    batches, points = batches_of(rng, n, tiny=0.003, middle=0.05)
    asked = {"name": "RepairedNorm", "args": [n], "batches": batches, "points": points}
    seen = ask(run(recorded, "RepairedNorm", **asked, seed=rng.randrange(10**6), fill=True))
    yield reasoned(works(seen), seen, [len(batches[0]), n])
    record, net = seen["result"], {**net, "record": seen["result"]}
    count = {"parameter-count": lost(net, n), "dtype": dtype_cause(net), "same-twice": finite_cause(net)}
    yield from keeping(net, record)
    for fact in learns(net, 2 * n, f"{n} + {n}"):
        yield with_cause(fact, count.get(fact.name))
    yield nothing_frozen(net, 2 * n)

    call, settings = f"RepairedNorm({n})", (batches, points, 0.1, 1e-5)
    # A momentum may be written down here, and an eps of 1e-5 does not show beside what comes out. A record at its start
    # and none at all give the same.
    records = [double for double in RECORDS if "written down" not in double[0]]
    norms = [double for double in NORMS if "what comes out" not in double[0]]
    records, norms = ([(ASLEEP.get(why, why), change) for why, change in group] for group in (records, norms))
    rules = doubles(RIGHT, records, norms, CHANGED, [w for w in WRONG if "record_correction" not in w[1]], AFFINE)
    yield from normed(call, settings, record, RIGHT, rules, pairs_of(record["filled"], n), net)
    yield through(record, net, batches, 1e-5, pairs_of(record["filled"], n))
    fresh = torch.tensor(number(record["fresh"])).double()
    want = follow([], points, RIGHT, 0.1, 1e-5)[0][0]
    yield claim(
        "start",
        alike(fresh, want),
        "gamma starts at ones, beta at zeros",
        found="a fresh one gives other outputs",
        seen=net,
        cause=None if alike(fresh, want) else began(fresh, want, "gamma", "beta"),
    )
    yield one_row(record, batches, points, pairs_of(record["filled"], n), net)
    yield from lasting(net, record)


def one_row(record, batches, points, pairs, seen):
    """A batch of one row in train mode is a batch like any other: it gives beta, and moves the record."""
    error, found = record.get("one_row_error"), [torch.tensor(number(out)).double() for out in record["one_row"]]
    single = [batches[0], points[:1], points[1:2]]
    wants = [follow(single, points, RIGHT, 0.1, 1e-5, *pair)[0][1:] for pair in pairs]
    still = [follow(single[:1], points, RIGHT, 0.1, 1e-5, *pair)[0][-1] for pair in pairs]
    told, cause = "another record than the class above", None
    if error:
        told = error
        cause = (
            "The class above takes one row too: it gives beta, and mixes the row into its record, with the variance 0."
        )
        if "more than 1 value" in error:
            cause = "F.batch_norm refuses a batch of one row in train(). Written out, as above, it gives beta."
    elif not any(same(found[:2], want[:2]) for want in wants):
        told = "in train() a batch of one row is not normalised by itself"
        cause = "self.training alone decides, and not how many rows there are: what fails for one row is the mode."
    elif any(alike(found[2], want) for want in still):
        told = "a batch of one row leaves the record as it was"
        cause = "One row is a batch, too: in train() its mean and its variance, 0, are mixed into the record."
    return claim(
        "one-row",
        not error and any(same(found, want) for want in wants),
        "the arithmetic stays: in train() a batch of one row gives beta, and moves the record",
        found=told,
        seen=seen,
        cause=cause,
    )


def lost(net, n):
    """Why there are other parameters than gamma and beta."""
    sizes = sorted(p["numel"] for p in net.get("parameters", ()))
    if len(sizes) > 2:
        return "The record is among the parameters now: an optimizer would change it. It belongs into buffers."
    if len(sizes) < 2:
        return "gamma and beta, which learn, are no Parameters any more."
    return None
