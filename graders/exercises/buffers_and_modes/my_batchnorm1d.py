"""Lesson 04, exercise my-batchnorm1d."""

from dataclasses import replace

import torch

from graders.causes import (
    alike,
    dtype_cause,
    finite_cause,
    number,
    shape_cause,
    the_cause,
    unlike,
    with_cause,
)
from graders.claims import claim, learns, output_shape, works
from graders.exercises.buffers_and_modes.recording import (
    batches_of,
    keeping,
    lasting,
    reasoned,
    recorded,
)
from graders.exercises.buffers_and_modes.rules import (
    NORMS,
    RECORDS,
    Rule,
    at,
    doubles,
    exchanged,
    farthest,
    follow,
    found_in,
    gives,
    same,
)
from graders.judge import exercise, model, run

RIGHT = Rule(batch=True)
WITHOUT = "With affine=False there is no weight and no bias: forward() needs a way without them."
BOTH = "Both variances divide by the number of rows: the record takes the unbiased one, x.var(0)."
ROWS = (
    "x.mean(1) is one number for each row; a BatchNorm has one for each column, x.mean(0) and x.var(0, correction=0)."
)
IN_EVAL = (
    "In eval() the variance is that of what it is given: there the record counts, for the mean and for the variance."
)


def by_rows(less):
    return lambda x, mean, var, eps: (
        (x - x.mean(1, keepdim=True)) / (x.var(1, correction=less, keepdim=True) + eps).sqrt()
    )


WRONG = [
    (BOTH, {"record_correction": 0}),
    ("Both variances divide by the number of rows less one: in train() the output takes the biased one, "
     "x.var(0, correction=0).", {"output_correction": 1}),
    ("The two variances have changed places: the biased one for the output, the unbiased one for the record.",
     {"record_correction": 0, "output_correction": 1}),
    ("In train() the output uses the record; a BatchNorm uses the batch's own mean and variance there.",
     {"batch": False}),
    ("In train() the output uses the record; a BatchNorm uses the batch's own mean and variance there.",
     {"batch": False, "late": True}),
    ("In train() the output uses the record; a BatchNorm uses the batch's own mean and variance there.",
     {"batch": False, "record_correction": 0}),
    ("In eval() too it uses the mean and variance of what it is given: there the record counts.", {"in_eval": True}),
    ("Under no_grad() it takes itself to be in eval(): the mode, self.training, decides.",
     {"unless_no_grad": True, "only_grad": True}),
    ("One mean and one variance for the whole batch: x.mean(0) and x.var(0, ...) have one for each column.",
     {"mean_of": lambda x: x.mean().expand(x.shape[1]), "spread_of": lambda x, m, c: x.var().expand(x.shape[1]),
      "norm": lambda x, mean, var, eps: (x - x.mean()) / (x.var(correction=0) + eps).sqrt(),
      "norm_in_eval": lambda x, mean, var, eps: (x - mean) / (var + eps).sqrt()}),
    ("Under no_grad() it takes itself to be in eval(): the mode, self.training, decides.", {"unless_no_grad": True}),
    (IN_EVAL, {"norm_in_eval": lambda x, mean, var, eps: (x - mean) / (x.var(0, correction=0) + eps).sqrt()}),
    (IN_EVAL, {"norm_in_eval": lambda x, mean, var, eps: (x - mean) / (x.var(0) + eps).sqrt()}),
    *[(ROWS, {"norm": by_rows(c), **also}) for c in (0, 1) for also in ({}, {"norm_in_eval": RIGHT.norm})],
]  # fmt: skip
OWN = [
    ("The record takes the biased variance times (n - 1)/n: the unbiased one is the biased one times n/(n - 1).",
     {"spread_of": lambda x, means, c: x.var(0, correction=0) * (len(x) - 1) / len(x)}),
    ("x.var(0) is the unbiased variance already: times n/(n - 1), it is enlarged twice.",
     {"spread_of": lambda x, means, c: x.var(0) * len(x) / (len(x) - 1)}),
    ("The momentum is written down as 0.1, and eps too: take the arguments.",
     {"mix": lambda o, n, m, k: 0.9 * o + 0.1 * n, "norm": lambda x, mean, var, eps: (x - mean) / (var + 1e-5).sqrt()}),
]  # fmt: skip
AFFINE = [
    ("Weight and bias are there, and not used.", {"affine": lambda x, w, b: x}),
    ("The weight is not used.", {"affine": lambda x, w, b: x + b}),
    ("The bias is not used.", {"affine": lambda x, w, b: x * w}),
    ("The bias is added before the weight multiplies: times weight first, then plus bias.",
     {"affine": lambda x, w, b: (x + b) * w}),
    ("The bias is taken off: plus bias.", {"affine": lambda x, w, b: x * w - b}),
]  # fmt: skip


def pairs_of(filled, n):
    """Weight and bias, both ways round, as the parameters of a module hold them."""
    numbers = torch.tensor([value for values in filled for value in values], dtype=torch.float64)
    if not len(numbers):
        return [(1.0, 0.0)]
    pairs = [(numbers[:n], numbers[n:]), (numbers[n:], numbers[:n]), (numbers[::2], numbers[1::2])]
    return [pair for pair in pairs if len(pair[0]) == len(pair[1]) == n]


def yes_or_no(net):
    """What an error tells of `if self.weight:`."""
    if "yes or no" not in net.get("error", {}).get("text", "") and "Boolean value" not in net.get("error", {}).get(
        "text", ""
    ):
        return None
    return "A tensor of several numbers is neither true nor false: ask `if self.affine:` or `self.weight is not None`."


def counted(net, n):
    """Why there are other parameters than a weight and a bias."""
    sizes = sorted(p["numel"] for p in net.get("parameters", ()))
    if not sizes:
        return (
            "Weight and bias are missing: with affine=True they are two nn.Parameter of n numbers each. Is a condition the "
            "wrong way round?"
        )
    if sizes == [n]:
        return "One of the two is missing: with affine=True there is a weight and a bias, n numbers each."
    if n * n in sizes:
        return "A Linear mixes the columns: weight and bias have one number for each column, and multiply it alone."
    if 1 in sizes:
        return "One number serves all columns; each column needs a weight and a bias of its own."
    if len(sizes) > 2 and set(sizes) == {n}:
        return "The record is among the parameters: running mean and variance are buffers."
    return None


def flows(record, batches, eps, weight, mean_counts=True, var_counts=True):
    """Whether the gradients of the input are those of a normalised batch, in which mean and variance may be constants."""
    for batch, (upstream, found) in zip(batches, record["grads"]):
        x = torch.tensor(batch, dtype=torch.float64).requires_grad_()
        mean, var = x.mean(0), x.var(0, correction=0)
        scale, mean = weight / (var + eps).sqrt().detach(), mean if mean_counts else mean.detach()
        var, upstream = var if var_counts else var.detach(), torch.tensor(number(upstream), dtype=torch.float64)
        ((x - mean) / (var + eps).sqrt() * weight * upstream).sum().backward()
        off = (torch.tensor(number(found), dtype=torch.float64) - x.grad).abs()
        if not (off <= 2e-3 * (scale * upstream).abs().max(0).values + 1e-6).all():
            return False
    return True


def through(record, net, batches, eps, pairs):
    """The batch's mean and variance are part of what gradients flow through: they depend on the input."""
    without = {(False, False): "mean and variance of the batch are constants", (False, True): "the mean is a constant"}
    without[True, False] = "the variance of the batch is a constant"
    right = any(flows(record, batches, eps, weight) for weight, _ in pairs)
    words = [w for c, w in without.items() if not right and any(flows(record, batches, eps, p[0], *c) for p in pairs)]
    return claim(
        "through",
        right,
        "in train() the input gets the gradient that nn.BatchNorm1d gives",
        found=f"for the gradients, {words[0]}" if words else "another gradient, though the output is right",
        seen=net,
        cause="The batch's statistics are part of the computation, and their gradient is missing: no detach(), .data or "
        "no_grad() for them. Those are for the record.",
    )


def nothing_frozen(net, want):
    """There are no further parameters beside those that learn."""
    total = sum(p["numel"] for p in net["parameters"])
    return claim(
        "no-others",
        total == want,
        f"{want} parameters in all",
        found=f"{total}, some of them frozen",
        seen=net,
        cause="A frozen Parameter is still in parameters(): whoever thaws the model would train the record. It is a buffer.",
    )


def used_in_train(record, settings, pairs, seen):
    """Weight and bias are used in both modes; the other claims would tell of missing gradients alone."""
    found = found_in(record)
    plain, full = (
        follow(*settings[:2], RIGHT, *settings[2:])[0],
        [follow(*settings[:2], RIGHT, *settings[2:], *p)[0] for p in pairs],
    )
    where = None
    if record["filled"] and same(found[:-1], plain[:-1]) and any(alike(found[-1], want[-1]) for want in full):
        where = "eval()", "train()"
    elif alike(found[-1], plain[-1]) and any(same(found[:-1], want[:-1]) for want in full if not same(want, plain)):
        where = "train()", "eval()"
    return claim(
        "both-modes",
        not where,
        "times weight, plus bias, in train() and in eval()",
        found=f"in {where[1]} weight and bias are not used, in {where[0]} they are" if where else "",
        seen=seen,
        cause=f"The lines with weight and bias stand on the way of {where[0]} alone: they belong below both."
        if where
        else None,
    )


def began(found, want, weight="The weight", bias="The bias"):
    """Why a fresh one gives something else than what comes before weight and bias."""
    off = want - want.mean(0)
    slope = (off * found).sum(0) / off.square().sum(0)
    shift = found.mean(0) - slope * want.mean(0)

    def are(numbers, value):
        return torch.allclose(numbers, torch.full_like(numbers, value), atol=0.01)

    if are(slope, 0.0) and are(shift, 1.0):
        return f"Ones and zeros have changed places, or {weight.lower()} and {bias.lower()} have, in forward()."
    if are(slope, 0.0) and are(shift, 0.0):
        return f"{weight} starts at zeros, so every output is 0: it starts at ones."
    if are(slope, 1.0):
        return f"{bias} starts at {'ones' if are(shift, 1.0) else 'other numbers'}: it starts at zeros."
    if are(shift, 0.0):
        return f"{weight} starts at other numbers: it starts at ones."
    return f"{weight} and {bias.lower()} start at other numbers: at ones and at zeros."


def normed(call, settings, record, right, rules, pairs, seen):
    """The claims on what comes out, in train mode and then in eval mode. ``pairs`` are the weights and biases there may be."""
    batches, points, *constants = settings
    found = found_in(record)
    wants = [follow(batches, points, right, *constants, *pair)[0] for pair in pairs]
    want = min(wants, key=lambda want: sum(not alike(*both) for both in zip(found, want)))
    cause = None
    if not same(found, want):
        cause = the_cause(
            rules, lambda rule: any(gives(found, batches, points, rule, *constants, *pair) for pair in pairs)
        ) or next(filter(None, (exchanged(found, batches, points, right, *constants, *pair) for pair in pairs)), None)
    for place, (one, other) in enumerate(zip(found, want)):
        last, final = place == len(batches) - 1, place == len(batches)
        x = points if final else batches[place]
        when = "in eval()" if final else f"batch {place + 1} in train()" + ", under no_grad()" * last
        told = unlike(*at(farthest(one, other), x, one, other)) if one.shape == other.shape else "another shape"
        yield claim(
            "eval-value" if final else "train-value",
            alike(one, other),
            f"{call} in eval(): the record is used"
            if final
            else f"{call} in train(): the mean and the biased variance of the batch",
            found=f"{when}: {told}",
            seen=seen,
            cause=cause,
        )


@exercise(
    "buffers_and_modes/my-batchnorm1d",
    "MyBatchNorm1d",
    hints=(
        "Two variances, two modes. Which variance goes into the output in train(), which into the record, and which is used "
        "in eval()?",
        "Make weight and bias only `if affine`, and remember affine. In forward, if self.training: the batch's mean and "
        "x.var(0, correction=0) for the output, and under no_grad() mean and x.var(0) mixed into the buffers. Else the buffers.",
        "In __init__, after super().__init__():\n"
        "    self.affine, self.momentum, self.eps = affine, momentum, eps\n"
        '    self.register_buffer("mean", torch.zeros(n))\n    self.register_buffer("var", torch.ones(n))\n'
        "    if affine:\n        self.weight = nn.Parameter(torch.ones(n))\n        self.bias = nn.Parameter(torch.zeros(n))\n"
        "In forward:\n    mean, var = self.mean, self.var\n    if self.training:\n"
        "        mean, var = x.mean(0), x.var(0, correction=0)\n        with torch.no_grad():\n"
        "            self.mean.lerp_(mean, self.momentum)  # (1 - m) * old + m * new\n"
        "            self.var.lerp_(x.var(0), self.momentum)\n"
        "    x = (x - mean) / torch.sqrt(var + self.eps)\n"
        "    return x * self.weight + self.bias if self.affine else x",
    ),
)
def my_batchnorm1d(ask, rng):
    n, momentum, eps = rng.randint(3, 7), rng.choice((0.2, 0.25, 0.3)), rng.choice((0.02, 0.03, 0.05))
    rows = n + rng.randint(1, 4)
    batches, points = batches_of(rng, n)
    for affine in (True, False):
        args = [n, affine, momentum, eps]
        net = ask(model("MyBatchNorm1d", *args, inputs=[[rows, n]], seed=rng.randrange(10**6)))
        fact = reasoned(with_cause(works(net), yes_or_no(net)), net, [rows, n])
        if not affine:
            text = net.get("error", {}).get("text", "")
            missing = WITHOUT if "NoneType" in text or "no attribute" in text else None
            fact = replace(fact, intent={"parameters": 0}, cause=missing or fact.cause)
        yield fact
        yield with_cause(output_shape(net, rows, n), shape_cause(net))
        asked = {"name": "MyBatchNorm1d", "args": args, "batches": batches, "points": points}
        seen = ask(run(recorded, "MyBatchNorm1d", **asked, seed=rng.randrange(10**6), fill=affine))
        yield reasoned(works(seen), seen, [len(batches[0]), n])
        record, net = seen["result"], {**net, "record": seen["result"]}
        settings = batches, points, momentum, eps
        if affine:
            if not record["backward"]:
                yield used_in_train(record, settings, pairs_of(record["filled"], n), seen)
            causes = {
                "parameter-count": counted(net, n),
                "dtype": dtype_cause(net),
                "same-twice": finite_cause(net),
                "round-trip": finite_cause(net),
            }
            for fact in learns(net, 2 * n, f"{n} + {n}"):
                yield with_cause(fact, causes.get(fact.name))
            yield nothing_frozen(net, 2 * n)
        else:
            yield claim(
                "no-parameters",
                not net["parameters"],
                "with affine=False it has no parameters",
                found=f"{len(net['parameters'])} Parameter" + "s" * (len(net["parameters"]) > 1),
                seen=seen,
                cause="Weight and bias are made whatever affine says: if affine, in __init__, makes them.",
                parameters=0,
            )
        yield from keeping(net, record)

        call = f"MyBatchNorm1d({n}, affine={affine})"
        rules = doubles(RIGHT, RECORDS, NORMS, WRONG, OWN, AFFINE if affine else [])
        yield from normed(call, settings, record, RIGHT, rules, pairs_of(record["filled"], n), net)
        yield through(record, net, batches, eps, pairs_of(record["filled"], n))
        yield from lasting(net, record)
        if affine:
            seen = ask(run(recorded, "MyBatchNorm1d", **asked, seed=rng.randrange(10**6)))
            yield works(seen)
            start, one = (
                torch.tensor(number(seen["result"]["outputs"][0])),
                follow(batches, points, RIGHT, momentum, eps)[0][0],
            )
            yield claim(
                "start",
                alike(start.double(), one),
                "the weight starts at ones, the bias at zeros",
                found=f"a fresh one: {unlike(*at(farthest(start, one), batches[0], start, one))}",
                seen=net,
                cause=None if alike(start.double(), one) else began(start.double(), one),
            )
