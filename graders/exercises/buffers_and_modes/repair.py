"""Lesson 04, exercise repair."""

import torch

from graders.claims import claim, learns, output_shape, works
from graders.exercises.buffers_and_modes.my_batchnorm1d import AFFINE, WRONG, normed, nothing_frozen, pairs_of, through
from graders.exercises.buffers_and_modes.recording import (
    NORMS,
    RECORDS,
    Rule,
    batches_of,
    before_any_batch,
    doubles,
    given_none,
    keeping,
    lasting,
    recorded,
)
from graders.exercises.layers import (
    alike,
    dtype_cause,
    finite_cause,
    number,
    shape_cause,
    size_cause,
    with_cause,
)
from graders.judge import exercise, model, run

RIGHT = Rule(batch=True, record_correction=0)
CHANGED = [
    ("The arithmetic is another now: its record takes the variance that divides by the number of rows, correction=0.",
     {"record_correction": 1}),
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
        "In forward, in the place of the first line:\n    if not self.training:\n"
        "The two lines that update stay: under its name a buffer may be assigned anew.",
    ),
)
def repair(ask, rng):
    n = rng.randint(3, 7)
    rows = n + rng.randint(1, 4)
    net = ask(model("RepairedNorm", n, inputs=[[rows, n]], seed=rng.randrange(10**6)))
    yield with_cause(works(net), size_cause(net, [rows, n]) or before_any_batch(net) or given_none(net))
    yield with_cause(output_shape(net, rows, n), shape_cause(net))
    batches, points = batches_of(rng, n, tiny=0.03)
    asked = {"name": "RepairedNorm", "args": [n], "batches": batches, "points": points}
    seen = ask(run(recorded, "RepairedNorm", **asked, seed=rng.randrange(10**6), fill=True))
    yield with_cause(works(seen), size_cause(seen, [len(batches[0]), n]))
    record, net = seen["result"], {**net, "record": seen["result"]}
    count = {"parameter-count": lost(net, n), "dtype": dtype_cause(net), "same-twice": finite_cause(net)}
    for fact in learns(net, 2 * n, f"{n} + {n}"):
        yield with_cause(fact, count.get(fact.name))
    yield nothing_frozen(net, 2 * n)
    yield from keeping(net, record)

    call, settings = f"RepairedNorm({n})", (batches, points, 0.1, 1e-5)
    records = [double for double in RECORDS if "written down" not in double[0]]  # it may be, here
    rules = doubles(RIGHT, records, NORMS, CHANGED, [w for w in WRONG if "record_correction" not in w[1]], AFFINE)
    yield from normed(call, settings, record, RIGHT, rules, pairs_of(record["filled"], n), net)
    yield through(record, net)
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
