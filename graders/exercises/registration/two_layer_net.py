"""Lesson 02, exercise two-layer-net."""

from graders.claims import (
    claim,
    learns,
    nonlinear,
    output_shape,
    works,
)
from graders.judge import exercise, model, run

LINES = {
    "A": "        self.hidden = nn.Linear(4, 2)",
    "B": "class TwoLayerNet(nn.Module):",
    "C": "        return self.out(h)",
    "D": "        hidden = nn.Linear(2, 4)",
    "E": "    def __init__(self):",
    "F": "        self.out = nn.Linear(4, 1)",
    "G": "        h = torch.relu(self.hidden(x))",
    "H": "        return nn.Linear(4, 1)(h)",
    "I": "        super().__init__()",
    "J": "        h = self.hidden(x)",
    "K": "    def forward(self, x):",
    "L": "        self.out = [nn.Linear(4, 1)]",
    "M": "        self.hidden = nn.Linear(2, 4)",
    "N": "        return self.out[0](h)",
}


def assemble(letters):
    """The source text of the lines that ``letters`` name, in that order. Raises KeyError for an unknown letter."""
    return "\n".join(LINES[letter] for letter in letters if not letter.isspace()) + "\n"


def returned(learner):
    (function,) = learner.values()
    return function()


@exercise(
    "registration/two-layer-net",
    "my_lines",
    hints=(
        "Read the lines as a class. Which line must come first, and what must __init__ do before it stores a layer?",
        "Two layers are needed: 2 to 4 and 4 to 1. For each, find the line that stores it under self, as a layer and not "
        "in a list. forward() has to use those stored layers, with a ReLU in between.",
        'return "BEI...": B opens the class, E opens __init__, I calls super().__init__(). Two lines with self. follow, '
        "then K opens forward().",
    ),
)
def two_layer_net(ask, rng):
    seen = ask(run(returned, "my_lines"))
    yield works(seen, "a function that returns letters")
    letters = seen["result"]
    good = isinstance(letters, str) and letters.strip() and set(letters) - {" "} <= LINES.keys()
    yield claim(
        "letters",
        good,
        "letters of the fourteen lines",
        'one string of letters from A to N, such as "BEI"',
        repr(letters)[:60],
        seen,
    )
    rows = rng.randint(3, 6)
    net = ask(model("TwoLayerNet", inputs=[[rows, 2]], seed=rng.randrange(10**6), source=assemble(letters)))
    yield works(net, "lines that form the class TwoLayerNet")
    yield output_shape(net, rows, 1)
    yield from learns(net, 17, "2·4+4 + 4·1+1")
    yield nonlinear(net)
