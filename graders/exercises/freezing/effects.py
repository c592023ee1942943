"""Lesson 06, exercise effects: what each switch stops."""

import torch
from torch import nn

from graders.causes import the_cause
from graders.claims import claim
from graders.exercises.freezing import NO_RETURN, running
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def asked(learner, kind, sizes, stale, seed):
    """What effects says of one way of running the middle layer."""
    reseed(seed)
    a, b, c, d, rows = sizes
    first, last = (
        nn.Sequential(nn.Linear(a, b), nn.BatchNorm1d(b)),
        nn.Linear(c, d),
    )  # a record that is not the middle's
    middle, x = nn.Sequential(nn.BatchNorm1d(b), nn.Linear(b, c)), torch.randn(rows, a)
    if kind == "its BatchNorm stands last":
        middle = nn.Sequential(nn.Linear(b, c), nn.BatchNorm1d(c))
    if kind == "some of its buffers stay as they are":
        middle.register_buffer("constant", torch.ones(2))  # comes before the record
        middle.append(nn.BatchNorm1d(c).eval())  # and one that stays comes after it

    def ungraded(x):
        h = first(x)
        with torch.no_grad():
            h = middle(h)
        return last(h)

    def data(x):
        numbers = {name: p.data for name, p in middle.named_parameters()}
        return last(torch.func.functional_call(middle, numbers, first(x)))

    plain = lambda x: last(middle(first(x)))  # noqa: E731
    ways = {
        "no_grad() around it": ungraded,
        "detach() of its output": lambda x: last(middle(first(x)).detach()),
        "detach() of its input": lambda x: last(middle(first(x).detach())),
        "data of its weights": data,
        "its output times 0": lambda x: last(0 * middle(first(x))),
    }
    if kind == "requires_grad_(False)":
        middle.requires_grad_(False)
    if kind == "eval()":
        middle.eval()
    if kind == "only its last parameter can learn":
        middle[1].weight.requires_grad_(False)
        middle[0].requires_grad_(False)
    if kind == "only its last parameter is frozen":
        middle[1].bias.requires_grad_(False)
    if kind in ("first is frozen", "one parameter of first alone can learn"):
        first.requires_grad_(False)
        first[1].weight.requires_grad_(kind == "one parameter of first alone can learn")
    if stale:
        for p in (*first.parameters(), *middle.parameters()):
            p.grad = torch.ones_like(p)
    given = learner["effects"](ways.get(kind, plain), first, middle, x)
    if not isinstance(given, dict):
        return {"gave": type(given).__name__}

    def yes(value):
        simple = isinstance(value, (bool, int)) or (isinstance(value, torch.Tensor) and value.numel() == 1)
        return bool(value) if simple or type(value).__name__ == "bool_" else None

    return {"keys": sorted(map(str, given)), "found": {str(key): yes(value) for key, value in given.items()}}


KEYS = ("own", "first", "record")
LAST_FREE, LAST_FROZEN = "only its last parameter can learn", "only its last parameter is frozen"
FIRST_FROZEN, FIRST_PART = "first is frozen", "one parameter of first alone can learn"
LAST_NORM, CONSTANT = "its BatchNorm stands last", "some of its buffers stay as they are"
TRUTH = {
    "nothing": (True, True, True),
    "no_grad() around it": (False, False, True),
    "detach() of its output": (False, False, True),
    "detach() of its input": (True, False, True),
    "data of its weights": (False, True, True),
    "requires_grad_(False)": (False, True, True),
    "eval()": (True, True, False),
    "its output times 0": (True, True, True),
    LAST_FREE: (True, True, True),
    LAST_FROZEN: (True, True, True),
    FIRST_FROZEN: (True, False, True),
    FIRST_PART: (True, True, True),
    LAST_NORM: (True, True, True),
    CONSTANT: (True, True, True),
}
STALE = "Gradients of an earlier call are counted: set them to None before backward()."
EXCHANGED = "True and False are exchanged: True says that a gradient came."
WISH = (
    "Is requires_grad asked, or are the layers called in place of run(x)? p.grad tells whether run(x) gave a gradient."
)
NONE_YET = "The gradients are looked at before backward() has made them, after they were cleared, or on a copy: run(x) works on the layers given."
ZERO = "A gradient of zeros is one too, it is not None: ask `p.grad is not None`."
# For each answer: what a wrong question to the layers says instead, and the sentence that belongs to it.
DOUBLES = {
    "own": [
        (STALE, lambda kind: True),
        (WISH, lambda kind: kind != "requires_grad_(False)"),
        (ZERO, lambda kind: TRUTH[kind][0] and kind != "its output times 0"),
        ("True needs all of the middle's parameters here: one with a gradient is enough.", lambda kind: TRUTH[kind][0] and kind not in (LAST_FREE, LAST_FROZEN)),
        ("The last parameter decides: does a loop write over what it found? One with a gradient is enough.", lambda kind: TRUTH[kind][0] and kind != LAST_FROZEN),
        ("One parameter of middle decides, and another got a gradient: look at all of them.", lambda kind: TRUTH[kind][0] and kind != LAST_FREE),
        ("The gradient of first is looked at, not that of middle.", lambda kind: TRUTH[kind][1]),
        (NONE_YET, lambda kind: False),
        ("eval() is taken for a freeze: it stops the record, and gradients come as ever.", lambda kind: TRUTH[kind][0] and kind != "eval()"),
        (EXCHANGED, lambda kind: not TRUTH[kind][0]),
        (EXCHANGED, lambda kind: not TRUTH[kind][0] or kind in (LAST_FREE, LAST_FROZEN)),
    ],
    "first": [
        (STALE, lambda kind: True),
        (ZERO, lambda kind: TRUTH[kind][1] and kind != "its output times 0"),
        ("The gradient of middle is looked at, not that of first.", lambda kind: TRUTH[kind][0]),
        (NONE_YET, lambda kind: False),
        (WISH, lambda kind: kind != FIRST_FROZEN),
        ("x gets a gradient through a frozen layer, too: look at the parameters of first.", lambda kind: TRUTH[kind][1] or kind == FIRST_FROZEN),
        ("One parameter of first with a gradient is enough, whichever: look at all, with any. Does a loop write over what it found?",
         lambda kind: TRUTH[kind][1] and kind != FIRST_PART),
        (EXCHANGED, lambda kind: not TRUTH[kind][1]),
        (EXCHANGED, lambda kind: not TRUTH[kind][1] or kind == FIRST_PART),
    ],
    "record": [
        ("No buffer is seen to move: clone them, b.clone(), before run(x), and compare after it. Are they buffers(), and is middle in the mode it came in?", lambda kind: False),
        ("One buffer that moved is enough, whichever: look at all of them, and ask `any`.", lambda kind: TRUTH[kind][2] and kind != CONSTANT),
        ("The buffers of first are in it: only those of middle count.", lambda kind: True),
        ("requires_grad has no say in the record: compare the buffers.", lambda kind: kind != "requires_grad_(False)"),
        ("Gradients have no say in the record: compare the buffers.", lambda kind: TRUTH[kind][0]),
        ("True and False are exchanged: True says that a buffer moved.", lambda kind: not TRUTH[kind][2]),
        ("True and False are exchanged: True says that a buffer moved.", lambda kind: not TRUTH[kind][2] or kind == CONSTANT),
    ],
}  # fmt: skip


@exercise(
    "freezing/effects",
    "effects",
    hints=(
        "Three questions, asked after backward(). Which of them needs something that you keep from before?",
        "Clear first.zero_grad() and middle.zero_grad(), and keep [b.clone() for b in middle.buffers()]. Then run, take the "
        "loss, call backward(), and look at p.grad.",
        "In effects:\n"
        "    first.zero_grad()\n"
        "    middle.zero_grad()\n"
        "    before = [b.clone() for b in middle.buffers()]\n"
        "    run(x).square().sum().backward()\n"
        "    own = any(p.grad is not None for p in middle.parameters())\n"
        "    earlier = any(p.grad is not None for p in first.parameters())\n"
        "    moved = any(not torch.equal(a, b) for a, b in zip(before, middle.buffers()))\n"
        '    return {"own": own, "first": earlier, "record": moved}',
    ),
)
def effects(ask, rng):
    kinds = list(TRUTH)
    cases = []
    for kind in kinds:
        sizes = [*rng.sample(range(3, 9), 4), rng.randint(9, 14)]
        cases.append({"kind": kind, "sizes": sizes, "stale": kind != "nothing", "seed": rng.randrange(10**6)})
    told = []
    for case, seen in zip(cases, answers(ask(run_each(asked, "effects", each=cases)))):
        yield running(seen)
        seen = seen["result"]
        gave = seen.get("gave")
        found = seen.get("found", {})
        cause = (
            NO_RETURN
            if gave == "NoneType"
            else f"A {gave} comes back: the three answers stand in a dict."
            if gave
            else None
        )
        if found and set(found) != set(KEYS):
            odd = sorted(set(found) - set(KEYS))
            cause = f"{odd[0]!r} is no key of the task: own, first, record." if odd else "One of the three is missing."
        elif not gave and None in found.values():
            cause = "True or False is asked for each: compare, and do not hand over what was compared."
        yield claim(
            "dict", not gave and set(found) == set(KEYS) and None not in found.values(), "a dict of three True or False",
            'a dict with "own", "first" and "record", each True or False',
            "nothing" if gave == "NoneType" else f"a {gave}" if gave else ", ".join(f"{k}: {v}" for k, v in found.items())[:60],
            cause=cause,
        )  # fmt: skip
        told.append((case["kind"], found))
    for place, key in enumerate(KEYS):

        def fits(double, key=key):
            return all(found[key] == double(kind) for kind, found in told)

        cause = the_cause(DOUBLES[key], fits)
        for kind, found in told:
            want = TRUTH[kind][place]
            if found[key] == want and kind != kinds[0]:
                continue
            yield claim(
                key, found[key] == want, f"{key}: right for all {len(kinds)} ways", f'"{key}" is {want} for: {kind}', found[key],
                cause=cause,
            )  # fmt: skip
