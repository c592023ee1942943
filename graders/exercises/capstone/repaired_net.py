"""Lesson 09, exercise repaired-net: the program with nine faults, repaired. Trains, so it takes about a second."""

from graders.exercises.capstone import repaired
from graders.judge import exercise


@exercise(
    "capstone/repaired-net",
    "repaired",
    hints=(
        "Go down the list of your audit: which line of the program belongs to each code, and what should stand there?",
        "The card names the first thing that fails. Repair that, run, check again: nine faults hide each other, so new ones "
        "come to light.",
        "The lines of a healthy program (names differ):\n"
        "    self.register_buffer(\"centre\", CENTRE.clone())\n"
        "    self.right = self.left\n"
        "    self.gate = nn.Linear(64, 64)\n"
        "    self.mixer = nn.Linear(64, 64)   # and self.mixer(h) in forward\n"
        "    model.backbone.eval()            # in step, after model.train()\n"
        "    optimizer.zero_grad()            # in step, before backward()",
    ),
)  # fmt: skip
def repaired_net(ask, rng):
    yield from repaired(ask, rng, "repaired", 2, 0.8)
