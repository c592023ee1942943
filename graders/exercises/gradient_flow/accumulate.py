"""Lesson 08, exercise accumulate."""

import torch
from torch import nn

from graders.causes import the_cause
from graders.claims import claim
from graders.exercises.gradient_flow import running, some
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def summed(learner, kind, rows, sizes, seed):
    """The gradients that accumulate leaves, beside those of each batch alone and of one big batch."""
    reseed(seed)
    n, m, k = sizes
    functional = nn.functional

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.norm, self.out = nn.Linear(n, m), nn.LayerNorm(m), nn.Linear(m, k)
            if kind == "tied":
                self.again = self.middle = nn.Linear(m, m)
            if kind in ("idle", "arrives"):
                self.spare, self.frozen = nn.Linear(n, m), nn.Linear(m, m).requires_grad_(False)

        def forward(self, x):
            h = torch.tanh(self.norm(self.first(x)))
            if kind == "tied":
                h = torch.tanh(self.again(torch.tanh(self.middle(h))))
            return self.out(self.frozen(h) if kind in ("idle", "arrives") else h)

    net = Net()
    loss_of = functional.mse_loss if kind == "regression" else functional.cross_entropy
    batches = []
    for number, count in enumerate(rows):
        x = torch.randn(count, n) + number  # so that the batches pull in different directions
        y = torch.randn(count, k) if kind == "regression" else torch.randint(k, (count,))
        batches.append((x, y))

    def gradients(x, y):
        free = [p for p in net.parameters() if p.requires_grad]
        got = iter(torch.autograd.grad(loss_of(net(x), y), free, allow_unused=True))
        return [next(got) if p.requires_grad else None for p in net.parameters()]

    alone = [gradients(x, y) for x, y in batches]
    big = gradients(torch.cat([x for x, _ in batches]), torch.cat([y for _, y in batches]))
    if kind == "arrives":
        for p in net.parameters():
            p.grad = torch.ones_like(p) if p.requires_grad else None
    before = [p.detach().clone() for p in net.parameters()]
    most, ends, held = [], [], []

    def waits(node):
        """Whether what backward() needs is still kept for the last layer."""
        try:
            return node._saved_mat1 is not None
        except (AttributeError, RuntimeError):
            return False

    def note(_, inputs):
        most.append(len(inputs[0]))
        held.append(any(map(waits, ends)) and all(p.grad is None for p in net.parameters()))

    net.register_forward_pre_hook(note)
    net.register_forward_hook(lambda _, __, out: ends.append(out.grad_fn) if out.grad_fn else None)
    modes = [layer.training for layer in net.modules()]
    given = [(x.clone(), y.clone()) for x, y in batches]
    learner["accumulate"](net, batches, loss_of)
    found = [p.grad for p in net.parameters()]

    def flat(gradients):
        return torch.cat([torch.zeros(0), *(g.flatten() for g in gradients if g is not None)]).tolist()

    return {
        "none": [name for (name, _), g, b in zip(net.named_parameters(), found, big) if (g is None) and (b is not None)],
        "filled": [name for (name, _), g, b in zip(net.named_parameters(), found, big) if (b is None) and (g is not None)],
        "found": flat([g for g, b in zip(found, big) if b is not None]),
        "big": flat(big),
        "alone": [flat(g) for g in alone],
        "moved": [name for (name, p), old in zip(net.named_parameters(), before) if not p.detach().equal(old)],
        "modes": modes != [layer.training for layer in net.modules()],
        "held": any(held),
        "most": max(most, default=0),
        "calls": len(most),
        "batches": len(batches) == len(given) and all(x.equal(a) and y.equal(b) for (x, y), (a, b) in zip(batches, given)),
    }


TOLD = {
    "unequal": "batches of unlike sizes",
    "equal": "batches of one size",
    "tied": "a tied layer",
    "arrives": "a model that arrives with gradients",
    "idle": "an unused and a frozen layer",
    "regression": "another loss function",
    "one": "a single batch",
}


ALONE = {  # where nothing else is off
    "tied": "With a tie alone it is off: is the tied parameter treated twice, once for each of its names?",
    "regression": "With another loss alone it is off: is loss_function the one that is called?",
}
LAST = "Only the last batch is left: zero_grad() in the loop, or backward() behind it?"


def doubles(alone, sizes, big):
    """Wrong sums, each with its sentence."""
    total, count = sum(sizes), len(sizes)
    plain = sum(alone)
    weighted = sum(g * s for g, s in zip(alone, sizes))
    yield "The losses are added as they are: each is a mean, and counts with its share of the rows, len(x) / total.", plain
    yield "All batches count alike: a large one has more rows. The weight of a batch is len(x) / total.", plain / count
    yield LAST, alone[-1]
    yield LAST, alone[-1] * sizes[-1] / total
    yield "Nothing is left but zeros: a share by // is 0, or gradients were set to 0 at the end.", 0 * plain
    yield "The last batch is left out.", (weighted - alone[-1] * sizes[-1]) / total
    yield "The share is upside down: it is len(x) / total.", sum(g * total / s for g, s in zip(alone, sizes))
    yield "All rows are counted by one batch: batches can differ in size. Add up len(x).", weighted / (sizes[0] * count)
    yield "Only the first batch counts: does the loop end early?", alone[0]
    yield "The weights are len(x) without / total: they have to add up to 1.", weighted
    for size in (max(sizes), sizes[0], sizes[-1]):
        yield "It is divided by the rows of one batch: the weights are len(x) / total, and add up to 1.", weighted / size
    yield "The number of batches is written down as 4: take those that are there.", plain / 4
    yield "The sum is divided by all rows, and each loss is a mean already: weight it by len(x) first.", plain / total
    yield "Each batch is divided by its own rows twice: the loss is a mean already.", sum(g / s for g, s in zip(alone, sizes))
    yield "It is divided twice, by the share and by the number of batches: the shares add up to 1.", weighted / total / count
    yield "The gradients that were there before are added: clear them first.", big + 1
    yield "The gradients that were there before are added: clear them first.", big + 1 / count


@exercise(
    "gradient_flow/accumulate",
    "accumulate",
    hints=(
        "One big batch of 5 and 15 rows: how much does a single row of the small batch count in its mean loss, and how much in "
        "the mean over all 20?",
        "backward() adds up by itself. Clear once, before the loop. The loss of a batch counts with its share of the rows.",
        "In accumulate:\n"
        "    total = sum(len(x) for x, _ in batches)\n"
        "    model.zero_grad()\n"
        "    for x, y in batches:\n"
        "        (loss_function(model(x), y) * len(x) / total).backward()",
    ),
)
def accumulate(ask, rng):
    cases = []
    for kind in TOLD:
        n, m, k = rng.sample(range(3, 9), 3)
        rows = [rng.choice([2, 3]), rng.choice([13, 17]), rng.choice([5, 7])][: rng.choice([2, 3])]
        rng.shuffle(rows)
        if kind == "equal":
            rows = [rng.randint(9, 12)] * rng.choice([2, 3, 5])
        if kind == "one":
            rows = [rng.randint(9, 12)]
        cases.append({"kind": kind, "rows": rows, "sizes": [n, m, k], "seed": rng.randrange(10**6)})
    for case, reply in zip(cases, answers(ask(run_each(summed, "accumulate", each=cases)))):
        yield running(reply)
        seen, kind, rows = reply["result"], case["kind"], case["rows"]
        here = f"{TOLD[kind]}, {' + '.join(map(str, rows))} rows"
        yield claim(
            "left-alone", not seen["moved"] and seen["batches"] and not seen["modes"], f"{here}: numbers, mode and batches stay",
            "the model's numbers, its mode and the batches stay as they are",
            f"changed: {some(seen['moved'])}" if seen["moved"] else "another mode" if seen["modes"] else "other batches",
            cause="A step is taken: accumulating only fills p.grad." if seen["moved"]
            else "Whoever calls chooses the mode: no eval() or train() is needed here." if seen["modes"] else None,
        )  # fmt: skip
        yield claim(
            "one-at-a-time", seen["most"] <= max(rows), f"{here}: one batch in a call",
            "one batch at a time goes through the model", f"{seen['most']} rows at once",
            cause="The batches are joined to one: then nothing is gained, for the big batch was too big.",
        )  # fmt: skip
        yield claim(
            "gradients", not seen["none"], f"{here}: a gradient for each", "each parameter that the loss reaches has a gradient",
            f"None for {some(seen['none'])}",
            cause="All gradients are None: were they cleared at the end, or is backward() missing?" if len(seen["none"]) > 4 else None,
        )  # fmt: skip
        big, found = (torch.tensor(seen[key], dtype=torch.float64) for key in ("big", "found"))
        alone = [torch.tensor(g, dtype=torch.float64) for g in seen["alone"]]

        def near(one, found=found, big=big):
            return (found - one).norm() <= 2e-5 * max(one.norm(), big.norm())

        good = bool(near(big))
        fitting = [] if good else [(why, g) for why, g in doubles(alone, rows, big) if not near(big, found=g)]
        if not good and kind != "arrives":
            fitting = [pair for pair in fitting if "before are added" not in pair[0]]
        off = ((found - big).norm() / big.norm()).item()
        yield claim(
            "sum", good, f"{here}: as one batch of {sum(rows)}", f"the gradient of one batch of {sum(rows)} rows ({here})",
            f"off by {100 * off:.3g} % of its length" if off == off else "nan",
            cause=None if good else the_cause(fitting, near) or (None if fitting and any(near(g) for _, g in fitting) else ALONE.get(kind)),
        )  # fmt: skip
        yield claim(
            "none", not seen["filled"], f"{here}: None where nothing arrives",
            "p.grad is None for unused and frozen parameters", f"a gradient for {some(seen['filled'])}",
            cause="Old gradients were set to zeros, or left: model.zero_grad() brings None back." if kind == "arrives"
            else "p.grad is filled by hand for all: backward() fills those that the loss reaches.",
        )  # fmt: skip
        yield claim(
            "in-turn", not seen["held"], f"{here}: a backward() for each batch", "backward() for each batch, before the next goes through the model",
            "the next batch goes through, and the one before still waits",
            cause="One backward() for all keeps the history of every batch in memory: nothing is gained.",
        )  # fmt: skip
