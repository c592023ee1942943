"""Lesson 07, exercise freeze-now."""

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.optimizers import a, asked, of_ours, running, why
from graders.judge import exercise
from graders.look import reseed


def frozen(learner, make, when, cleared, sizes, seed):
    """What moves after freeze_now, in a training loop that leaves zeros in place of gradients, or an old gradient."""
    reseed(seed)
    n, m, k = sizes

    class Part(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = nn.Sequential(nn.Linear(n, m), nn.Tanh())
            self.scale = nn.Parameter(torch.ones(m))

        def forward(self, x):
            return self.inner(x) * self.scale

    part, rest = Part(), nn.Sequential(nn.Linear(m, m), nn.Tanh(), nn.Linear(m, k))
    makers = {
        "SGD, momentum": lambda ps: torch.optim.SGD(ps, lr=0.1, momentum=0.9),
        "SGD, decay": lambda ps: torch.optim.SGD(ps, lr=0.1, weight_decay=0.1),
        "Adam": lambda ps: torch.optim.Adam(ps, lr=0.01),
        "AdamW": lambda ps: torch.optim.AdamW(ps, lr=0.01),
    }
    own, others = list(part.parameters()), list(rest.parameters())
    optimizer = makers[make]([{"params": own}, {"params": others}])
    x, y = torch.randn(8, n), torch.randint(k, (8,))

    def clear():
        if cleared == "zeros":
            optimizer.zero_grad(set_to_none=False)
        else:
            rest.zero_grad()

    def backward():
        nn.functional.cross_entropy(rest(part(x)), y).backward()

    for _ in range(2):
        optimizer.zero_grad(set_to_none=False)
        backward()
        optimizer.step()
    if when == "before backward":
        optimizer.zero_grad(set_to_none=False)
    if when == "before step":
        clear()
        backward()
    values = [p.detach().clone() for p in own]
    names = [name for name, _ in part.named_parameters()]
    gave = learner["freeze_now"](part, optimizer)
    now = list(part.parameters())
    if [id(p) for p in now] != [id(p) for p in own] or any(not p.equal(v) for p, v in zip(own, values)):
        return {"replaced": True}
    result = {
        "gave": type(gave).__name__,
        "trained": [name for name, p in zip(names, own) if p.requires_grad],
        "rest": all(p.requires_grad for p in others),
        "remembered": [name for name, p in zip(names, own) if optimizer.state.get(p)],
    }
    if when == "before step":
        optimizer.step()
    moved = []
    for _ in range(3):
        if any(p.requires_grad for p in [*own, *others]):
            clear()
            backward()
            optimizer.step()
        moved.append(max((p - v).abs().max().item() for p, v in zip(own, values)))
    result["moved"] = moved
    result["others"] = [p.detach().flatten().tolist() for p in others]
    result["state"] = "none" if any(v is None for v in optimizer.state.values()) else type(optimizer.state).__name__
    result["thawed"] = ""
    for p in [*own, *others]:
        p.requires_grad_(True)
    try:
        backward()
        optimizer.step()
    except Exception as error:
        result["thawed"] = type(error).__name__
    return result


def right(module, optimizer):
    for p in module.parameters():
        p.requires_grad_(False)
        p.grad = None
        optimizer.state.pop(p, None)


def only_flag(module, optimizer):
    module.requires_grad_(False)


def zeroed(module, optimizer):
    for p in module.parameters():
        p.requires_grad_(False)
        if p.grad is not None:
            p.grad.zero_()


def all_zeros(module, optimizer):
    module.requires_grad_(False)
    optimizer.zero_grad(set_to_none=False)


def zeroed_forgets(module, optimizer):
    zeroed(module, optimizer)
    for p in module.parameters():
        optimizer.state.pop(p, None)


def flag_forgets(module, optimizer):
    for p in module.parameters():
        p.requires_grad_(False)
        optimizer.state.pop(p, None)


def remembers(module, optimizer):
    for p in module.parameters():
        p.requires_grad_(False)
        p.grad = None


def all_cleared(module, optimizer):
    module.requires_grad_(False)
    optimizer.zero_grad()
    for p in module.parameters():
        optimizer.state.pop(p, None)


def all_cleared_remembers(module, optimizer):
    module.requires_grad_(False)
    optimizer.zero_grad()


def all_forgotten(module, optimizer):
    remembers(module, optimizer)
    optimizer.state.clear()


def no_flag(module, optimizer):
    for p in module.parameters():
        p.grad = None
        optimizer.state.pop(p, None)


def no_flag_remembers(module, optimizer):
    module.zero_grad()


def flagless_forgets(module, optimizer):
    for p in module.parameters():
        optimizer.state.pop(p, None)


def own_only(module, optimizer):
    for p in module.parameters(recurse=False):
        p.requires_grad_(False)
        p.grad = None
        optimizer.state.pop(p, None)


def first_only(module, optimizer):
    for p in module.parameters():
        p.requires_grad_(False)
        p.grad = None
        optimizer.state.pop(p, None)
        return


def first_group(module, optimizer):
    optimizer.param_groups[0]["lr"] = 0.0


def everything(module, optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.requires_grad_(False)
            p.grad = None
            optimizer.state.pop(p, None)


def inner_only(module, optimizer):
    for child in module.children():
        right(child, optimizer)


def modules_weight(module, optimizer):
    for layer in module.modules():
        if isinstance(layer, nn.Linear):
            right(layer, optimizer)


FLAG = "requires_grad is False, and the old gradient is still there: a step works on any that is not None. p.grad = None for each."
ZEROS = (
    "The gradients are zeros, and momentum, decay and Adam's memory go on with zeros. Only None makes a step skip them."
)
REMEMBERS = (
    "The optimizer still remembers them: optimizer.state.pop(p, None) for each. Its keys are the Parameters themselves."
)
NO_FLAG = "requires_grad stays True, so the next backward() brings new gradients. On a module, requires_grad_(False) has its underscore."
OWN = "A Parameter of the module itself stays free: parameters() lists them all, at any depth."
IDLE = "Nothing is frozen: requires_grad is True as before. On a module, requires_grad = False is only an attribute: requires_grad_(False)."
DOUBLES = (
    (IDLE, lambda module, optimizer: None),
    (ZEROS, all_zeros),
    (FLAG, only_flag),
    (FLAG, flag_forgets),
    (ZEROS, zeroed),
    (ZEROS, zeroed_forgets),
    (REMEMBERS, remembers),
    ("optimizer.zero_grad() takes the gradients of the other layers too: they miss a step.", all_cleared),
    ("optimizer.zero_grad() takes the gradients of the other layers too: they miss a step.", all_cleared_remembers),
    ("The whole memory is emptied: the other layers lose theirs. Only the frozen parameters are forgotten.", all_forgotten),
    (NO_FLAG, no_flag),
    (NO_FLAG, no_flag_remembers),
    (NO_FLAG, flagless_forgets),
    ("Only the module's own Parameters are frozen, recurse=False: those of its layers are meant too.", own_only),
    ("Only the first parameter is frozen: return ends the loop.", first_only),
    ("A rate of 0 holds some optimizers still; frozen means requires_grad False, and no gradient.", first_group),
    ("Everything that the optimizer holds is frozen: only the parameters of this module are meant.", everything),
    (OWN, inner_only),
    (OWN, modules_weight),
)  # fmt: skip


KEYS = (
    (
        "Boolean value of Tensor",
        "The keys of optimizer.state are the Parameters themselves, not their ids: pop(p, None).",
    ),
)
YES_OR_NO = (
    (
        "Boolean value of Tensor",
        "A tensor of several numbers is no yes or no: `is not None` asks whether there is a gradient.",
    ),
)
STATES = {
    "none": "None stands in optimizer.state, where step() looks for a dict: pop(p, None) takes the key out.",
    "dict": "optimizer.state is a plain dict now, and step() asks it for new keys: pop(p, None) takes one out of the old one.",
}


def same(one, other):
    """One behaviour, up to rounding."""
    return (
        alike(one, other, ("replaced", "trained", "rest", "remembered"))
        and close(one, other, "moved")
        and close(one, other, "others")
    )


def alike(one, other, keys):
    return all(one.get(key) == other.get(key) for key in keys)


def close(one, other, key):
    a, b = flat(one.get(key, [])), flat(other.get(key, []))
    return len(a) == len(b) and torch.allclose(torch.tensor(a), torch.tensor(b), 1e-4, 1e-6)


def flat(values):
    return [x for value in values for x in (value if isinstance(value, list) else [value])]


@exercise(
    "optimizers/freeze-now",
    "freeze_now",
    hints=(
        "What does step() find in .grad of a frozen parameter, in the case that the card shows: None, zeros, or a gradient from before?",
        "For each parameter of the module: requires_grad, .grad, and what the optimizer remembers of it. "
        "optimizer.state is a dict with the Parameters themselves as keys.",
        "In freeze_now:\n"
        "    for p in module.parameters():\n"
        "        p.requires_grad_(False)\n"
        "        p.grad = None\n"
        "        optimizer.state.pop(p, None)",
    ),
)
def freeze_now(ask, rng):
    sizes = rng.sample(range(3, 8), 3)
    told = [  # never plain SGD alone: it does not tell zeros from None
        ("SGD, momentum", "before backward", "zeros"),
        ("Adam", "before step", "zeros"),
        ("SGD, decay", "before backward", "zeros"),
        ("AdamW", "before step", "stale"),
    ]
    cases = [
        {"make": make, "when": when, "cleared": cleared, "sizes": sizes, "seed": rng.randrange(10**6)}
        for make, when, cleared in told
    ]
    wants = of_ours(frozen, "freeze_now", right, cases)
    replies = asked(ask, frozen, "freeze_now", cases)
    found = [reply for reply in replies if "result" in reply]
    for case, seen, want in zip(cases, replies, wants):
        line = seen.get("error", {}).get("line") or ""
        yield running(seen, own=KEYS if "id(" in line and "state" in line else YES_OR_NO if ".grad" in line else ())
        got, want = seen["result"], want["result"]
        if "replaced" in got:
            yield claim(
                "values", False, "", "the same Parameters with the same numbers, frozen", "other ones stand in the module",
                cause="The parameters themselves are changed or replaced: freezing leaves their numbers alone.",
            )  # fmt: skip
            return
        left = "zeros as gradients" if case["cleared"] == "zeros" else "an old gradient"
        where = f"{case['make']}, frozen {case['when']}, loop leaves {left}"
        largest = max(got["moved"])
        good = {
            "still": (largest == 0, "nothing in the module moves", f"one moved by {largest:.2g}"),
            "rest": (
                got["rest"] and close(got, want, "others"),
                "the other layers train on as before", "they end at other numbers" if got["rest"] else "some are frozen",
            ),
            "flag": (not got["trained"], "requires_grad is False", f"{first(got['trained'])} has requires_grad True"),
            "memory": (not got["remembered"], "the optimizer has forgotten them", f"it remembers {first(got['remembered'])}"),
            "thaw": (not got["thawed"], "thawed again, it trains on", f"then step() raises {a(got['thawed'] or 'error')}"),
        }  # fmt: skip
        wrong = next((name for name, (holds, *_) in good.items() if not holds), None)
        yield claim(
            wrong or "frozen", wrong is None, "" if wrong else f"{where}: still, and the rest trains on",
            f"{where}: {good[wrong][1]}" if wrong else "", good[wrong][2] if wrong else "",
            cause=(STATES.get(got["state"]) if wrong == "thaw" else None) or why(DOUBLES, frozen, "freeze_now", cases, found, same) if wrong else None,
        )  # fmt: skip


def first(names):
    return names[0] if names else ""
