"""Lesson 07, exercise unfreeze-schedule."""

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.optimizers import asked, of_ours, running, why
from graders.judge import exercise
from graders.look import reseed


def scheduled(learner, epochs, make, blocks, container, width, lr, seed):
    """What is trained and what the optimizer holds after a schedule was called for each of these epochs."""
    reseed(seed)
    model = nn.Module()
    made = [
        nn.Sequential(nn.Linear(width, width), nn.Tanh()) if i % 2 else nn.Linear(width, width) for i in range(blocks)
    ]
    model.blocks = nn.Sequential(*made) if container == "Sequential" else nn.ModuleList(made)
    model.head = nn.Linear(width, 3)
    model.blocks.requires_grad_(False)
    makers = {
        "SGD": lambda ps: torch.optim.SGD(ps, lr=4 * lr, momentum=0.9),
        "Adam": lambda ps: torch.optim.Adam(ps, lr=4 * lr),
    }
    optimizer = makers[make]([{"params": model.head.parameters(), "lr": lr}])
    x = torch.randn(5, width)

    def forward():
        h = x
        for block in model.blocks:
            h = torch.tanh(block(h))
        return model.head(h)

    objects, seen = [id(p) for p in model.parameters()], []
    for epoch in epochs:
        learner["unfreeze_schedule"](model, optimizer, epoch)
        if [id(p) for p in model.parameters()] != objects:
            return {"replaced": True}
        held = [[id(p), group["lr"]] for group in optimizer.param_groups for p in group["params"]]
        rows = []
        for part in [*model.blocks, model.head]:
            own = [id(p) for p in part.parameters()]
            flags = [p.requires_grad for p in part.parameters()]
            rows.append(
                {
                    "trained": all(flags) if all(flags) or not any(flags) else "partly",
                    "times": [[i for i, _ in held].count(i) for i in own],
                    "rates": sorted({round(rate, 9) for i, rate in held if i in own}),
                }
            )
        known = set(optimizer.param_groups[0])
        unknown = sorted({str(key) for group in optimizer.param_groups for key in group if key not in known})
        remembered = all(len(optimizer.state[p]) > 0 for p in model.head.parameters()) if seen else True
        then = [p.detach().clone() for p in model.parameters()]
        optimizer.zero_grad()
        forward().square().sum().backward()
        optimizer.step()
        moved = [
            any(not p.equal(q) for p, q in zip(part.parameters(), then[start : start + 2]))
            for start, part in zip(range(0, len(then), 2), [*model.blocks, model.head])
        ]
        seen.append({"epoch": epoch, "rows": rows, "moved": moved, "remembered": remembered, "unknown": unknown})
    return {"seen": seen}


def double(
    last=lambda blocks, epoch: blocks[max(len(blocks) - epoch, 0) :],
    rate=0.1,
    flag=True,
    add=True,
    known=True,
    clear=False,
    group=0,
    fixed=0.0,
    first=False,
):
    """An answer of ours; wrong where an argument says so."""

    def unfreeze_schedule(model, optimizer, epoch):
        if first:
            model.blocks.requires_grad_(False)
        if clear:
            optimizer.state.clear()
        for block in last(list(model.blocks), epoch):
            held = {id(p) for group in optimizer.param_groups for p in group["params"]}
            block.requires_grad_(flag)
            new = [p for p in block.parameters() if not (known and id(p) in held)]
            if new and add:
                base = optimizer.defaults if group is None else optimizer.param_groups[group]
                optimizer.add_param_group({"params": new, "lr": fixed or base["lr"] * rate})

    return unfreeze_schedule


def all_held(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    new = [p for p in model.blocks.parameters() if id(p) not in held]
    if new:
        optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})
    double()(model, optimizer, epoch)


def anew(model, optimizer, epoch):
    for block in list(model.blocks)[max(len(model.blocks) - epoch, 0) :]:
        block.requires_grad_(True)
    optimizer.__init__([p for p in model.parameters() if p.requires_grad], **optimizer.defaults)


FIXED = "The rate is written down: a tenth of the first group's is asked for, as it is at that call."
EACH = "Only the block of this one epoch is thawed: after a jump, those between stay frozen. All of the last blocks are meant."
DOUBLES = (
    ("The first blocks are thawed: those at the end, next to the head, come first.", double(lambda b, e: b[:e])),
    ("blocks[-0:] is the whole list: for epoch 0 no block is thawed.", double(lambda b, e: b[-e:])),
    (EACH, double(lambda b, e: b[len(b) - e : len(b) - e + 1] if 0 < e <= len(b) else [])),
    (EACH, double(lambda b, e: [b[-e]] if 0 < e <= len(b) else [])),
    ("It is one block too many: after epoch 1, one block is thawed.", double(lambda b, e: b[max(len(b) - e - 1, 0) :])),
    ("It is one block too few: after epoch 1, one block is thawed.", double(lambda b, e: b[max(len(b) - max(e - 1, 0), 0) :])),
    ("All blocks are thawed at once: after epoch e, the last e.", double(lambda b, e: b)),
    ("All blocks are thawed from the first epoch on: one more in each epoch.", double(lambda b, e: b if e else [])),
    ("Blocks get the rate of the head: a tenth of it is asked for.", double(rate=1.0)),
    ("The rate is ten times that of the head: a tenth of it is asked for.", double(rate=10.0)),
    ("The rate is a hundredth of the head's: a tenth is asked for.", double(rate=0.01)),
    ("The blocks are handed over and still frozen: requires_grad_(True), and no error tells it. requires_grad = True on a module is only an attribute.", double(flag=False)),
    ("The blocks are thawed, and the optimizer never hears of it: add_param_group.", double(add=False)),
    ("The rate is a tenth of the last group's, which is a tenth already: the first group is the head's.", double(group=-1)),
    ("The rate is a tenth of that with which the optimizer was made: the first group has its own.", double(group=None)),
    ("A group without a rate gets the one with which the optimizer was made: a tenth of the first group's is asked for.",
     double(group=None, rate=1.0)),
    (FIXED, double(fixed=0.01)),
    (FIXED, double(fixed=0.001)),
    (FIXED, double(fixed=0.0001)),
    ("Blocks are frozen again before some are thawed: what is thawed stays thawed.", double(first=True)),
    ("With more epochs than blocks the place is below zero, and Python counts from the end: max(..., 0).",
     double(lambda b, e: b[len(b) - e :])),
    ("With more epochs than blocks nothing new is thawed: all that are left are meant.", double(lambda b, e: b[len(b) - e :] if e <= len(b) else [])),
    ("The optimizer holds all blocks from the first call on: each is handed over when it is thawed.", all_held),
    ("The optimizer is set up anew: one rate for all, and its memory is gone. add_param_group adds to it.", anew),
    ("The optimizer's memory is emptied at each call.", double(clear=True)),
)  # fmt: skip


@exercise(
    "optimizers/unfreeze-schedule",
    "unfreeze_schedule",
    hints=(
        "Which blocks should be free in the epoch that the card shows, and which of them does the optimizer hold from before?",
        "Thaw the blocks from len(model.blocks) - epoch on (not below 0). Of their parameters, hand over those that no group holds yet, "
        'with a rate of their own: add_param_group takes {"params": ..., "lr": ...}.',
        "In unfreeze_schedule:\n"
        '    held = {id(p) for group in optimizer.param_groups for p in group["params"]}\n'
        '    rate = optimizer.param_groups[0]["lr"] / 10\n'
        "    for block in list(model.blocks)[max(len(model.blocks) - epoch, 0):]:\n"
        "        block.requires_grad_(True)\n"
        "        new = [p for p in block.parameters() if id(p) not in held]\n"
        "        if new:\n"
        '            optimizer.add_param_group({"params": new, "lr": rate})',
    ),
)
def unfreeze_schedule(ask, rng):
    blocks, lr = rng.choice([3, 4, 5]), rng.choice([0.02, 0.03, 0.05])
    told = [
        ("SGD", [0, 1, 2], "Sequential"),
        ("Adam", [0, 1, 1, 2], "ModuleList"),  # an epoch twice
        ("SGD", [0, 2, 3], "ModuleList"),  # one is left out
        ("Adam", [1, 3, 2], "Sequential"),  # and one comes again
        ("SGD", [0, 1, blocks + 2], "ModuleList"),  # more epochs than blocks
    ]
    cases = [
        {
            "epochs": epochs, "make": make, "blocks": blocks, "container": container, "width": rng.randint(4, 8), "lr": lr,
            "seed": rng.randrange(10**6),
        }
        for make, epochs, container in told
    ]  # fmt: skip
    wants = of_ours(scheduled, "unfreeze_schedule", double(), cases)
    replies = asked(ask, scheduled, "unfreeze_schedule", cases)
    found = [reply for reply in replies if "result" in reply]
    for case, seen, want in zip(cases, replies, wants):
        yield running(seen)
        got, want = seen["result"], want["result"]
        calls = f"{blocks} blocks, called for the epochs {', '.join(map(str, case['epochs']))}"
        if "replaced" in got:
            yield claim("values", False, "", "the same Parameters as before", "other ones stand in the model")
            return
        name, expected, was = first_difference(got["seen"], want["seen"])
        yield claim(
            name or "schedule", not name, f"{calls}: thawed from the end, each held once", f"{calls}: {expected}", was,
            cause=misspelt(got["seen"]) if name == "rate" and misspelt(got["seen"])
            else why(DOUBLES, scheduled, "unfreeze_schedule", cases, found, same) if name else None,
        )  # fmt: skip


def misspelt(seen):
    """Why a rate is not read, where a group has it under another name."""
    keys = [key for one in seen for key in one["unknown"] if "lr" in key.lower() or "rate" in key.lower()]
    return f"A group has the key {keys[0]!r}, which nobody reads: the rate is called 'lr'." if keys else None


def rounded(rates):
    return [round(rate, 6) for rate in rates]


def same(one, other):
    return "seen" in one and "seen" in other and not first_difference(one["seen"], other["seen"])[0]


def first_difference(found, wanted):
    """Name, wanted and found of what first differs, or empty."""
    for one, other in zip(found, wanted):
        epoch = f"after epoch {one['epoch']}"
        for i, (row, want) in enumerate(zip(one["rows"], other["rows"])):
            part = f"block {i}" if i < len(one["rows"]) - 1 else "the head"
            if row["trained"] != want["trained"]:
                state = {True: "free", False: "frozen"}
                return (
                    "trained",
                    f"{epoch}, {part} is {state[want['trained']]}",
                    state.get(row["trained"], "partly frozen"),
                )
            if row["times"] != want["times"]:
                times = next(b for a, b in zip(want["times"], row["times"]) if a != b)
                words = f"the optimizer holds {part} {'once' if want['times'][0] else 'not yet'}"
                return (
                    "held",
                    f"{epoch}, {words}",
                    f"a parameter of it is held {['not at all', 'once', 'twice'][times] if times < 3 else f'{times} times'}",
                )
            if rounded(row["rates"]) != rounded(want["rates"]):
                rate = ", ".join(f"{rate:.4g}" for rate in want["rates"])
                return "rate", f"{epoch}, {part} has the rate {rate}", ", ".join(f"{rate:.4g}" for rate in row["rates"])
        if one["remembered"] != other["remembered"]:
            return "memory", f"{epoch}, the optimizer remembers the head", "its memory of the head is gone"
        if one["moved"] != other["moved"]:
            return "moves", f"{epoch}, a step moves what is free, and nothing else", "something else moves, or does not"
    return "", "", ""
