"""Lesson 09, exercise rescue: the program with three faults, repaired. Trains, so it takes about a second."""

from graders.exercises.capstone import repaired
from graders.judge import exercise


@exercise(
    "capstone/rescue",
    "rescued",
    hints=(
        "Which claim fails on the card? Which line of the program decides that?",
        "Registered: on self, in an nn.ModuleList or as a layer, in __init__. Frozen: requires_grad, and eval() in each step. "
        "Optimizer: made after the last new part, with a rate for all, cleared in each step.",
        "The lines of a healthy program, of which yours needs three (names differ):\n"
        "    self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])\n"
        "    self.gate = nn.Linear(64, 64)\n"
        "    self.right = self.left\n"
        "    p.requires_grad = False\n"
        "    model.backbone.eval()   # in step, after model.train()\n"
        "    optimizer.zero_grad()   # in step, before backward()",
    ),
)
def rescue(ask, rng):
    yield from repaired(ask, rng, "rescued", 1, 0.8)
