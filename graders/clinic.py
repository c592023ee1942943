"""The clinic: networks with faults that nothing complains about, drawn by seed. Lessons 08 and 09 draw from one list.

A patient is a program: a healthy one, in which each fault of a list replaces some lines (``FAULTS``), and each healthy
peculiarity some others (``KINDS``). A program with other lines can take the same faults, if it has the same slots.

This module is self-contained, like look.py: an exercise sends its source to the kernel, and draws its patients there.
"""

import copy
import functools
import itertools
import random
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import nn


class Fault(NamedTuple):
    """A mistake: its code, what somebody did, and the lines (by slot) that take the place of healthy ones."""

    code: str
    done: str
    lines: dict[str, str]


# The healthy program. What stands in braces is a slot: a line or a piece of one, or something drawn by seed.
PROGRAM = '''
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        {centre}
        self.{backbone} = nn.Sequential(nn.Linear(64, {w}), nn.BatchNorm1d({w}), nn.ReLU())
        self.left = nn.Linear({half}, {half})
        {tie}
        {keep}
        self.norm = nn.BatchNorm1d({w})
        {gate}
        {made}
        self.{head} = nn.Linear({w}, 10)
        self.ink = nn.Linear({w}, 1)
        {extra}

    def forward(self, x):
        x = (x - self.centre).to(self.ink.weight.dtype)
        h = self.{backbone}(x)
        h = torch.cat([self.left(h[:, :{half}]), self.right(h[:, {half}:])], 1)
        for layer in self.{body}:
            h = layer({act}(h))
        h = self.norm({before_norm})
        h = h * torch.sigmoid(self.{gated}(h))
        h = h + {act}({mixed})
        {more}
        return self.{head}(h).float(), self.ink(h).float(){squeeze}


model = Net()
{freeze}
{early_head}
{start}
heads = [*model.{head}.parameters(), *model.ink.parameters()]
held = {{id(p) for p in heads}}
trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
groups = {groups}
optimizer = {optimizer}
{late_head}


def loss(batch):
    x, y, ink = batch
    scores, guess = model(x)
    return F.cross_entropy(scores, y) + F.mse_loss(guess, ink)


def step(batch):
    model.train()
    {hold}
    {clear}
    {probe}
    for part in zip(*[t.chunk(2) for t in batch]):
        {clear_again}
        (loss(part) / 2).backward()
    {clip}
    optimizer.step()
    {clip_late}
'''
CLIP = "nn.utils.clip_grad_norm_(model.parameters(), 1.0)"
NEW_HEAD = "model.{head} = nn.Linear({w}, {classes})  # a new head for this task"
HEALTHY = {
    "centre": 'self.register_buffer("centre", CENTRE.clone())',
    "tie": "self.right = self.left",
    "keep": "self.{body} = nn.ModuleList([nn.Linear({w}, {w}) for _ in range({depth})])",
    "before_norm": "{act}(h)",
    "gate": "self.{gated} = nn.Linear({w}, {w})",
    "made": "self.{mixer} = nn.Linear({w}, {w})",
    "mixed": "self.{mixer}(h)",
    "squeeze": ".squeeze(1)",
    "extra": "",
    "more": "",
    "freeze": "for p in model.{backbone}.parameters():\n    p.requires_grad = False",
    "early_head": NEW_HEAD,
    "late_head": "",
    "start": "",
    "trunk_rate": "{rate}",
    "hold": "model.{backbone}.eval()",
    "clear": "optimizer.zero_grad()",
    "probe": "",
    "clear_again": "",
    "clip": CLIP,
    "clip_late": "",
}
FAULTS = (
    Fault("data", "the weight of one layer is used as weight.data",
          {"mixed": "F.linear(h, self.{mixer}.weight.data, self.{mixer}.bias)"}),
    Fault("detach", "the path is cut in the middle by detach()", {"before_norm": "{act}(h).detach()"}),
    Fault("list", "layers stand in a Python list, not in an nn.ModuleList",
          {"keep": "self.{body} = [nn.Linear({w}, {w}) for _ in range({depth})]"}),
    Fault("plain-buffer", "a constant is a plain attribute, not a buffer", {"centre": "self.centre = CENTRE.clone()"}),
    Fault("local", "a layer is held by a function alone, and registered nowhere",
          {"gate": "{gated} = nn.Linear({w}, {w})\nself.{gated} = lambda h: {gated}(h)"}),
    Fault("in-forward", "a layer is made anew in each call of forward()",
          {"made": "", "mixed": "nn.Linear({w}, {w})(h)"}),
    Fault("frozen-head", "the new head is frozen along with the backbone",
          {"start": "model.{head}.requires_grad_(False)"}),
    Fault("typo", "require_grad is written where requires_grad is meant, so the backbone is not frozen",
          {"freeze": "for p in model.{backbone}.parameters():\n    p.require_grad = False"}),
    Fault("stale-optimizer", "the head is replaced after the optimizer was made", {"early_head": "", "late_head": NEW_HEAD}),
    Fault("drift", "the BatchNorm of the frozen backbone is left in train mode", {"hold": ""}),
    Fault("untied", "two layers that should be one are copies", {"tie": "self.right = copy.deepcopy(self.left)"}),
    Fault("lr-0", "one group of the optimizer has the learning rate 0", {"trunk_rate": "0.0"}),
    Fault("no-zero-grad", "zero_grad() is missing", {"clear": ""}),
    Fault("dead", "a bias starts so far below zero that a whole layer is off",
          {"start": "nn.init.constant_(model.{body}[-1].bias, -1000.0)"}),
    Fault("clip-late", "gradients are clipped after the step", {"clip": "", "clip_late": CLIP}),
    Fault("bf16", "bfloat16 weights and a small rate: updates round away",
          {"start": "model.bfloat16()", "rate": "{small}"}),
    Fault("broadcast", "the loss compares (n, 1) with (n,)", {"squeeze": ""}),
    Fault("cleared", "gradients are cleared before each part of the batch", {"clear_again": "optimizer.zero_grad()"}),
    Fault("left-over", "a backward() of something else adds to the gradients",
          {"probe": "model(batch[0])[0].square().mean().backward()  # to watch the size of the scores"}),
)  # fmt: skip
CODES = tuple(fault.code for fault in FAULTS)
FOURTEEN = CODES[:14]  # those that name_faults of lesson 08 should find
# Pairs of which one hides the other, or that crash together; measured pair by pair.
EXCLUDED = {
    frozenset(pair)
    for pair in [
        ("data", "detach"), ("data", "list"), ("list", "lr-0"), ("list", "dead"), ("detach", "dead"),
        ("frozen-head", "stale-optimizer"), ("lr-0", "bf16"), ("no-zero-grad", "cleared"), ("no-zero-grad", "left-over"),
        ("cleared", "left-over"), ("dead", "clip-late"), ("data", "in-forward"), ("local", "in-forward"),
        ("bf16", "local"), ("bf16", "in-forward"), ("bf16", "frozen-head"), ("bf16", "dead"), ("frozen-head", "dead"),
        # and a healthy peculiarity that hides a fault, or is taken for another one beside it
        ("dead", "bias"), ("in-forward", "zero-head"), ("lr-0", "adapter"),
    ]
}  # fmt: skip
# Healthy peculiarities that look like a fault to whoever trusts one sign.
KINDS = {
    "plain": {},
    "zero-head": {"start": "nn.init.zeros_(model.{head}.weight)\nnn.init.zeros_(model.ink.weight)"},
    "adapter": {
        "extra": "self.down, self.up = nn.Linear({w}, 4), nn.Linear(4, {w})\n"
        "nn.init.zeros_(self.up.weight)\nnn.init.zeros_(self.up.bias)",
        "more": "h = h + self.up(self.down(h))",
    },
    "dropout": {"extra": "self.drop = nn.Dropout(0.2)", "more": "h = self.drop(h)"},
    "idle": {"extra": "self.spare = nn.Linear({w}, {w})  # for a second task, later"},
    "bias": {"before_norm": "h"},  # the bias before a BatchNorm has no influence
}


class Patient(NamedTuple):
    """A network in training: what may be looked at, and what may be done with it."""

    model: nn.Module
    optimizer: Any
    loss: Callable[[Any], torch.Tensor]  # loss(batch)
    step: Callable[[Any], None]  # step(batch): a whole training step
    batch: Any  # (images, labels, ink): one batch
    chart: dict[str, Any]  # what is meant: "frozen" and "idle" parts, pairs of names that are "one"


def edits(draw: dict[str, Any], kind: str, faults: Collection[str]) -> dict[str, str]:
    """The line for each slot: healthy ones, those of the kind, and then those of the faults."""
    made = {**HEALTHY, "rate": draw["rate"], **KINDS[kind]}
    for fault in FAULTS:
        if fault.code in faults:
            for slot, line in fault.lines.items():
                both = slot == "start" and made[slot]
                made[slot] = f"{made[slot]}\n{line}" if both else line
    return made


def drawn(seed: int) -> dict[str, Any]:
    """Sizes, names and the optimizer of a patient."""
    rng = random.Random(f"patient {seed}")
    w = rng.choice([32, 40, 48])
    name, rate, small = rng.choice([("SGD", "0.1", "1e-4"), ("Adam", "0.003", "3e-6"), ("AdamW", "0.003", "3e-6")])
    momentum = ", momentum=0.9" if name == "SGD" and rng.random() < 0.5 else ""
    both = ['{{"params": heads, "lr": {rate}}}', '{{"params": trunk, "lr": {trunk_rate}}}']
    rng.shuffle(both)
    return {
        "w": w,
        "half": w // 2,
        "classes": 10,
        "depth": rng.randint(1, 3),
        "act": rng.choice(["torch.relu", "F.gelu"]),
        "backbone": rng.choice(["backbone", "features", "base"]),
        "body": rng.choice(["body", "blocks", "middle"]),
        "gated": rng.choice(["gate", "valve", "switch"]),
        "mixer": rng.choice(["mixer", "blend", "dense"]),
        "head": rng.choice(["head", "classifier", "digit"]),
        "optimizer": f"torch.optim.{name}(groups, lr={rate if name != 'SGD' else '0.01'}{momentum})",
        "rate": "0.01" if momentum else "0.03" if name == "SGD" else rate,
        "small": small,
        "groups": f"[{', '.join(both)}]",
    }


def program(seed: int, faults: Collection[str] = (), kind: str = "plain") -> str:
    """The source text of a patient."""
    draw = drawn(seed)
    return written(PROGRAM, {**draw, **edits(draw, kind, faults)})


def written(text: str, slots: dict[str, Any]) -> str:
    """A program with its slots filled, line by line; a slot that stands alone in its line may be empty, or hold several."""
    lines = []
    for line in text.strip().splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        made = line
        for _ in range(5):  # a slot may hold others
            made = filled(made, slots)
        if line.strip() and not made.strip():
            continue  # an empty slot
        lines += [indent * bool(n) + part for n, part in enumerate(made.splitlines())] or [""]
    return "\n".join(lines).replace("{{", "{").replace("}}", "}") + "\n"


def filled(text: str, slots: dict[str, Any]) -> str:
    return re.sub(r"\{(\w+)\}", lambda slot: str(slots[slot[1]]), text)


def admit(seed: int, faults: Collection[str] = (), kind: str = "plain", data: Any = None) -> Patient:
    """A fresh patient: the same each time for the same seed, faults and kind. ``data`` is (images, labels)."""
    x, y = data or blobs(seed)
    made = {"torch": torch, "nn": nn, "F": F, "copy": copy, "CENTRE": x.mean(0)}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        exec(compiled(program(seed, faults, kind)), made)
    draw = drawn(seed)
    chart = {"frozen": [draw["backbone"]], "idle": ["spare"] if kind == "idle" else [],
             "one": [("left.weight", "right.weight"), ("left.bias", "right.bias")]}  # fmt: skip
    ink = x.mean(1)
    batch = x[:64], y[:64], (ink - ink.mean())[:64] / ink.std()
    model = made["model"]
    getattr(model, draw["backbone"]).eval()
    return Patient(model, made["optimizer"], made["loss"], made["step"], batch, chart)  # type: ignore[arg-type]


@functools.cache
def compiled(source: str) -> Any:
    return compile(source, "<a patient>", "exec")


def blobs(seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Points around ten centres, and which centre."""
    generator = torch.Generator().manual_seed(seed)
    centres, y = torch.randn(10, 64, generator=generator), torch.arange(256) % 10
    return centres[y] + 0.5 * torch.randn(256, 64, generator=generator), y


def allowed(faults: Collection[str]) -> bool:
    """Whether all of these, faults and a healthy kind, can be seen in one patient."""
    return not any(frozenset(pair) in EXCLUDED for pair in itertools.combinations(faults, 2))


# Two tools for whoever examines a patient.


def hidden(model: nn.Module) -> dict[str, Any]:
    """What attributes hide from PyTorch: {name: a module or tensor that is registered nowhere, or a list of such}."""
    known = {id(thing) for thing in [*model.modules(), *model.parameters(), *model.buffers()]}

    def hides(value: Any) -> bool:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, (list, tuple)):
            return any(map(hides, value))
        return isinstance(value, (nn.Module, torch.Tensor)) and id(value) not in known

    return {
        f"{path}.{name}" if path else name: value
        for path, module in model.named_modules()
        for name, value in vars(module).items()
        if name not in ("_parameters", "_buffers", "_modules") and hides(value)
    }


def leaves(tensor: torch.Tensor) -> list[torch.Tensor]:
    """The tensors that backward() from here would reach and leave a gradient in, registered or not."""
    return list(_leaves(tensor))


def _leaves(tensor: torch.Tensor) -> Iterator[torch.Tensor]:
    waiting, met = [tensor.grad_fn], set()
    while waiting:
        node = waiting.pop()
        if node is None or node in met:
            continue
        met.add(node)
        if hasattr(node, "variable"):
            yield node.variable
        waiting += [following for following, _ in node.next_functions]


# The ward of Part 1: four patients by card.

WARD = ("detach", "list", "dead", "in-forward", "frozen-head", "stale-optimizer", "lr-0")
WORDS = (*WARD, "healthy")


def ward(seed: int) -> dict[str, tuple[int, tuple[str, ...], str]]:
    """Four patients, as letter -> (seed, faults, kind): one without a gradient somewhere, one healthy, two others."""
    rng = random.Random(f"ward {seed}")
    no_gradient = rng.choice(["detach", "dead"])
    others = rng.sample([code for code in WARD if code not in ("detach", "dead")], 2)
    cases = [((no_gradient,), "plain"), ((), rng.choice(["zero-head", "adapter", "idle"]))]
    cases += [((code,), "plain") for code in others]
    rng.shuffle(cases)
    return {letter: (without_decay(rng), *case) for letter, case in zip("ABCD", cases)}


def without_decay(rng: random.Random) -> int:
    """The seed of a patient whose optimizer has no weight decay, which would move a dead part a little all the same."""
    seed = rng.randrange(10**6)
    return without_decay(rng) if "AdamW" in drawn(seed)["optimizer"] else seed


def truths(seed: int) -> dict[str, str]:
    """The right word for each patient of a ward."""
    return {letter: (faults or ("healthy",))[0] for letter, (_, faults, _) in ward(seed).items()}
