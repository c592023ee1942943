"""The capstone: programs that train to 90 % and fail on Monday, with faults drawn by the learner's number.

The faults are those of the clinic; here they replace lines of two other programs, a short one (Part 1, three faults) and
a longer one (Part 2, nine faults). A program is a function: it builds a model from the old one, and returns it with its
optimizer and a training step.
"""

import copy
import functools
import itertools
import random
from collections.abc import Collection
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

from graders import clinic

THREE = """
def {name}(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.{backbone}, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear({half}, {half})
            {tie}
            {keep}
            {gate}
            {made}
            self.norm = nn.BatchNorm1d({w})
            self.{head} = nn.Linear({w}, {classes})

        def forward(self, x):
            features = self.{backbone}(x)
            a, b = features[:, :{half}], features[:, {half}:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.{body}:
                h = {act}(layer(h))
            h = h * torch.tanh(self.{gated}(h))
            h = self.norm(h + {act}({mixed}))
            return self.old_head(features), self.{head}(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    {freeze}
    {early_head}
    {start}
    heads = list(model.{head}.parameters())
    held = {{id(p) for p in heads}}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = {groups}
    optimizer = torch.optim.{optimizer}(groups)
    {late_head}

    def step(x, y):
        model.train()
        {hold}
        {clear}
        F.cross_entropy(model(x)[1], y).backward()
        {clip}
        optimizer.step()

    return model, optimizer, step
"""
NINE = """
def {name}(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            {centre}
            self.{backbone}, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, {half})
            {tie}
            self.join = nn.Linear({w} + 2 * {half}, {w})
            {keep}
            self.norm = nn.BatchNorm1d({w})
            {gate}
            {made}
            self.{head} = nn.Linear({w}, {classes})

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - self.centre
            features = self.{backbone}(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.{body}:
                h = h + {act}(layer(h))
            h = self.norm({before_norm})
            h = h * torch.tanh(self.{gated}(h))
            h = h + {act}({mixed})
            return self.old_head(features), self.{head}(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    {freeze}
    {early_head}
    {start}
    heads = list(model.{head}.parameters())
    held = {{id(p) for p in heads}}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = {groups}
    optimizer = torch.optim.{optimizer}(groups)
    {late_head}

    def step(x, y):
        model.train()
        {hold}
        {clear}
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        {clip}
        optimizer.step()

    return model, optimizer, step
"""
TASKS = {  # for each digit, its class in the new task
    "the remainder of the digit divided by 3": [d % 3 for d in range(10)],
    "even or odd": [d % 2 for d in range(10)],
    "a prime number or not": [int(d in (2, 3, 5, 7)) for d in range(10)],
    "with a closed loop or without": [int(d in (0, 6, 8, 9)) for d in range(10)],
}
BRIGHTER = 0.375  # the new camera adds 6 of 16 to each pixel
WIDTH = 64  # of the old model's features


def old_model() -> nn.Sequential:
    """The model of the old task, untrained: a backbone of two layers, and a head for ten digits."""
    layers = [nn.Linear(64, WIDTH), nn.BatchNorm1d(WIDTH), nn.ReLU(), nn.Linear(WIDTH, WIDTH), nn.BatchNorm1d(WIDTH), nn.ReLU()]
    return nn.Sequential(nn.Sequential(*layers), nn.Linear(WIDTH, 10))


class Patient:
    """A program by number: printed it shows its source, called it builds (model, optimizer, step) anew."""

    def __init__(self, number: str, part: int, faults: Collection[str]) -> None:
        draw = drawn(number, part)
        slots = {**draw, **clinic.edits(draw, "plain", faults)}
        self.number, self.part, self.faults = number, part, frozenset(faults)
        self.task, self.classes = draw["task"], TASKS[draw["task"]]
        self.source = clinic.written(NINE if part == 2 else THREE, slots)

    def __str__(self) -> str:
        return self.source

    def __call__(self, *given: Any) -> tuple[nn.Module, Any, Any]:
        made: dict[str, Any] = {"torch": torch, "nn": nn, "F": F, "copy": copy}
        exec(compiled(self.source), made)
        return made["repaired" if self.part == 2 else "rescued"](*given)


@functools.cache
def compiled(source: str) -> Any:
    return compile(source, "<the program>", "exec")


def patient(SEED: object = None, part: int = 1) -> Patient:
    """The patient of a learner: ``SEED`` is a student number, as a number or a text; None draws patient 0, and says so."""
    if SEED is None:
        print("No number yet, so this is patient 0: put your student number into SEED.")
    number = number_of(SEED)
    return Patient(number, part, faults_of(number, part))


def example(*faults: str, part: int = 1) -> Patient:
    """A program of the lesson's own, with these faults; nobody draws it."""
    return Patient("example 2", part, faults)


def number_of(SEED: object) -> str:
    """A student number as text, however it was typed: 4711, "4711" and " 4711 " are one."""
    return "0" if SEED is None else "".join(str(SEED).split()).lower()


def faults_of(number: str, part: int) -> tuple[str, ...]:
    """The faults that a number draws."""
    return random.Random(f"faults {part} {number}").choice(sets(part))


def places(number: str, part: int) -> dict[str, set[str] | None]:
    """For each fault that a number draws, the parts of the program that it hits; None where no part has a name for it."""
    draw = drawn(number, part)
    slot = {"data": "mixer", "list": "body", "local": "gated", "dead": "body"}
    slot |= {"frozen-head": "head", "stale-optimizer": "head", "typo": "backbone", "drift": "backbone"}
    fixed = {"plain-buffer": {"centre"}, "untied": {"left", "right"}}
    return {code: fixed.get(code) or ({draw[slot[code]]} if code in slot else None) for code in faults_of(number, part)}


@functools.cache
def sets(part: int) -> tuple[tuple[str, ...], ...]:
    """The sets of faults that can be drawn: each can be seen, and together they do what the story tells (measured)."""
    if part == 1:
        drawn = itertools.product(
            ("list", "local", "in-forward"),
            ("drift", "typo", "untied", "frozen-head"),
            ("stale-optimizer", "lr-0", "no-zero-grad"),
        )
        # a layer made in each call saves nothing wrong, so something else must fail; a rate of 0 freezes like a typo should
        poor = ({"in-forward", "typo"}, {"in-forward", "untied"}, {"in-forward", "frozen-head"}, {"in-forward", "lr-0"})
        return tuple(s for s in drawn if not clash(s) and not any(pair <= set(s) for pair in (*poor, {"typo", "lr-0"})))
    return tuple(s for s in itertools.combinations(clinic.FOURTEEN, 9) if fits(set(s)))


# Pairs of which one hides the other in these programs, and those that leave too little that learns.
EXCLUDED = {
    frozenset(pair)
    for pair in [
        ("list", "data"), ("list", "lr-0"), ("list", "dead"), ("data", "in-forward"),
        ("frozen-head", "stale-optimizer"), ("frozen-head", "lr-0"), ("stale-optimizer", "lr-0"),
    ]
}  # fmt: skip


def clash(codes: Collection[str]) -> bool:
    return any(frozenset(pair) in EXCLUDED for pair in itertools.combinations(codes, 2))


def fits(codes: set[str]) -> bool:
    """Whether nine faults go together: the old task is lost, so is what was saved, and the new one is learned."""
    if "drift" not in codes or not codes & {"plain-buffer", "list"}:
        return False
    return not clash(codes) and not ("list" in codes and codes & {"frozen-head", "stale-optimizer"})


def drawn(number: str, part: int) -> dict[str, Any]:
    """Sizes, names, the new task and the optimizer of a program."""
    rng = random.Random(f"program {part} {number}")
    groups = ['{{"params": heads, "lr": {rate}}}', '{{"params": trunk, "lr": {trunk_rate}}}']
    rng.shuffle(groups)
    task = rng.choice(list(TASKS))
    return {
        "name": "repaired" if part == 2 else "rescued",
        "w": WIDTH,
        "half": WIDTH // 2 if part == 1 else rng.choice([16, 20, 24]),
        "depth": rng.randint(2, 3) if part == 2 else 2,
        "act": rng.choice(["torch.relu", "F.gelu"]),
        "backbone": rng.choice(["backbone", "features", "base"]),
        "body": rng.choice(["body", "blocks", "middle"]),
        "gated": rng.choice(["gate", "valve", "switch"]),
        "mixer": rng.choice(["mixer", "blend", "dense"]),
        "head": rng.choice(["head", "classifier", "new_head"]),
        "optimizer": rng.choice(["Adam", "AdamW"]),
        "rate": "0.003",
        "small": "0.000003",
        "groups": f"[{', '.join(groups)}]",
        "task": task,
        "classes": max(TASKS[task]) + 1,
    }
