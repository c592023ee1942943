"""Lesson 04, exercise standardizer."""

from graders.causes import alike, shape_cause, the_cause, unlike, with_cause
from graders.claims import claim, output_shape, works
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

RIGHT = Rule()
WRONG = [
    ("The variance divides by the number of rows; x.var(0) divides by one less, and that is what the task asks for.",
     {"record_correction": 0}),
    ("The output uses the record as it was before this batch: update first, then compute.", {"late": True}),
    ("In train() it uses the mean and variance of the batch, as a BatchNorm does; the task asks for the record.",
     {"batch": True}),
    ("In train() it uses the mean and variance of the batch, as a BatchNorm does; the task asks for the record.",
     {"batch": True, "output_correction": 1}),
    ("It uses the mean and variance of what it is given, in both modes: use the record.",
     {"batch": True, "in_eval": True}),
    ("It uses the mean and variance of what it is given, in both modes: use the record.",
     {"batch": True, "in_eval": True, "output_correction": 1}),
    ("In eval() it uses the mean and variance of what it is given: use the record, in both modes.",
     {"norm_in_eval": lambda x, mean, var, eps: (x - x.mean(0)) / (x.var(0) + eps).sqrt()}),
    ("In eval() it uses the mean and variance of what it is given: use the record, in both modes.",
     {"norm_in_eval": lambda x, mean, var, eps: (x - x.mean(0)) / (x.var(0, correction=0) + eps).sqrt()}),
    ("The momentum is written down as 0.1, and eps too: take the arguments.",
     {"mix": lambda o, n, m, k: 0.9 * o + 0.1 * n, "norm": lambda x, mean, var, eps: (x - mean) / (var + 0.1).sqrt()}),
    ("The momentum is written down as 0.1, and eps too: take the arguments.",
     {"mix": lambda o, n, m, k: 0.9 * o + 0.1 * n, "norm": lambda x, mean, var, eps: (x - mean) / (var + 1e-5).sqrt()}),
]  # fmt: skip


@exercise(
    "buffers_and_modes/standardizer",
    "Standardizer",
    hints=(
        "Which two tensors does your Standardizer keep, and who may change them: the optimizer, or forward() itself? Peak "
        "above keeps one such tensor.",
        "Two calls of register_buffer in __init__, with zeros and ones. In forward, while self.training is true and under "
        "torch.no_grad(), mix x.mean(0) and x.var(0) into them; then compute the output from the two buffers.",
        'In __init__, after super().__init__():\n    self.register_buffer("mean", torch.zeros(n))\n'
        '    self.register_buffer("var", torch.ones(n))\n    self.momentum, self.eps = momentum, eps\n'
        "In forward:\n    if self.training:\n        with torch.no_grad():\n"
        "            m = self.momentum\n"
        "            self.mean.copy_((1 - m) * self.mean + m * x.mean(0))\n"
        "            self.var.copy_((1 - m) * self.var + m * x.var(0))\n"
        "    return (x - self.mean) / torch.sqrt(self.var + self.eps)",
    ),
)
def standardizer(ask, rng):
    n, momentum, eps = rng.randint(3, 7), rng.choice((0.2, 0.25, 0.3)), rng.choice((0.02, 0.03, 0.05))
    rows = n + rng.randint(1, 4)
    net = ask(model("Standardizer", n, momentum, eps, inputs=[[rows, n]], seed=rng.randrange(10**6)))
    yield reasoned(works(net), net, [rows, n])
    yield with_cause(output_shape(net, rows, n), shape_cause(net))
    batches, points = batches_of(rng, n)
    asked = {"name": "Standardizer", "args": [n, momentum, eps], "batches": batches, "points": points}
    seen = ask(run(recorded, "Standardizer", **asked, seed=rng.randrange(10**6)))
    yield reasoned(works(seen), seen, [len(batches[0]), n])
    record = seen["result"]
    net = {**net, "record": record}
    numbers = sum(p["numel"] for p in net["parameters"])
    yield claim(
        "no-parameters",
        not net["parameters"],
        "it has no parameters: no optimizer changes its record",
        found=f"{numbers} numbers in {len(net['parameters'])} parameters",
        seen=net,
        cause="The record is in buffers, and there is more that an optimizer would train: a weight, a bias? Leave it out."
        if any(t["kind"] == "buffer" and t["moved"] for t in record["held"])
        else "nn.Parameter is for what training changes; what forward() records is a buffer.",
        parameters=0,
        buffer_sizes=[n, n],
    )
    yield from keeping(net, record)

    want, mean, var = follow(batches, points, RIGHT, momentum, eps)
    found = found_in(record)
    cause = None
    if not same(found, want):
        cause = the_cause(
            doubles(RIGHT, RECORDS, NORMS, WRONG),
            lambda rule: gives(found, batches, points, rule, momentum, eps),
        ) or exchanged(found, batches, points, RIGHT, momentum, eps)
    call = f"Standardizer({n}, {momentum}, {eps})"
    column = farthest(found[-1], want[-1])
    in_eval = alike(found[-1].float(), want[-1].float())
    yield claim(
        "record",
        in_eval or any(alike(one, other) for one, other in zip(found, want)),
        "in eval() mode the record of the batches before is used",
        f"after {len(batches)} batches this column has mean {mean[column]:.3f} and variance {var[column]:.3f} on record",
        f"{call} gives other outputs: {unlike(*at(column, points, found[-1], want[-1]))}",
        net,
        cause=cause,
    )
    place = next((k for k, (one, other) in enumerate(zip(found, want)) if not alike(one, other)), None)
    yield claim(
        "value",
        place is None,
        "(x - mean) / sqrt(var + eps), with the record, in both modes",
        found=""
        if place is None
        else f"{call}, {'in eval()' if place == len(batches) else f'batch {place + 1} in train()'}: "
        + unlike(*at(farthest(found[place], want[place]), [*batches, points][place], found[place], want[place])),
        seen=net,
        cause=cause,
    )
    yield from lasting(net, record)
