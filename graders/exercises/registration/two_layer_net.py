"""Lesson 02, exercise two-layer-net."""

from graders.claims import (
    claim,
    learns,
    nonlinear,
    output_shape,
    works,
)
from graders.exercises.registration.causes import explained
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


def letters_in(typed):
    """What somebody typed, as letters: capitals, without spaces and commas. "b, e, i" is "BEI", so is ["B", "E", "I"].

    The letters need not be those of lines. Anything else than a text, or a list of them, gives "".
    """
    if isinstance(typed, (list, tuple)) and all(isinstance(part, str) for part in typed):
        typed = "".join(typed)
    return "".join(c for c in typed.upper() if not c.isspace() and c not in ",;.-") if isinstance(typed, str) else ""


def assemble(letters):
    """The source text of the lines that ``letters`` name, in that order; a comment stands for a line that is none."""
    lines = [LINES.get(letter, f"# there is no line {letter}") for letter in letters_in(letters)]
    return "\n".join(lines or ['# no letters yet: return them as one string, such as "CAB"']) + "\n"


def returned(learner):
    """What the learner's function returns, and whether it printed."""
    import contextlib
    import io

    (function,) = learner.values()
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        letters = function()
    kind, readable = type(letters).__name__, isinstance(letters, (str, int, list, tuple, type(None)))
    return {
        "letters": letters if readable else None,
        "kind": kind if readable else "function" if callable(letters) else kind,
        "printed": bool(printed.getvalue()),
    }


def unreadable(typed, kind, printed):
    """Why something that was returned names no lines."""
    if kind == "function":
        return "A function is returned, not its result: brackets call it."
    if kind == "NoneType":
        return (
            "The letters are printed: return them." if printed else "Nothing is returned: the last line needs a return."
        )
    letters = letters_in(typed)
    if isinstance(typed, str) and "class" in typed:
        return "The program itself is returned: return the letters of its lines."
    if len(letters) < 30 and (unknown := [letter for letter in letters if letter not in LINES]):
        return f"There is no line {unknown[0]}: they go from A to N."
    return "Nothing can be read in it: return the letters as one text." if not letters else None


OPENED = {"I": "E", "M": "E", "F": "E", "A": "E", "D": "E", "L": "E", "G": "K", "J": "K", "C": "K", "H": "K", "N": "K"}


def misplaced(letters):
    """Why these lines form no class that works, where that can be told from the letters; else None."""
    if letters[0] != "B":
        return "The class has to be opened first: line B."
    for opener, name in (("E", "__init__"), ("K", "forward")):
        if opener not in letters:
            return f"No line opens {name}: {opener} is missing."
    inside = None
    for letter, following in zip(letters, [*letters[1:], None]):
        if letter in "EK":
            inside = letter
            if OPENED.get(following) != letter:
                return f"Nothing stands in the function that line {letter} opens: its lines come right below it."
        elif letter != "B" and inside != OPENED[letter]:
            return f"Line {letter} stands in the wrong place: it belongs below line {OPENED[letter]}."
    for users, makers, what in (("GJ", "AM", "self.hidden"), ("CN", "FL", "self.out")):
        if set(letters) & set(users) and not set(letters) & set(makers):
            return f"{what} is used in forward() and never stored: its line is missing in __init__."
    body = [letter for letter in letters if OPENED.get(letter) == "K"]
    if not set(body) & set("GJ"):
        return "h is never computed: forward() begins with a line that makes h."
    if body[0] in "CHN":
        return "The line with return ends forward() before h is computed."
    stored = [letter for letter in letters if letter in "FL"]
    if set(stored) == {"F", "L"}:
        return "Line L assigns a list over the layer of line F: one of the two is enough, and a list hides it."
    if stored and (stored[-1], body[-1]) in (("L", "C"), ("F", "N")):
        return "Line L stores a list, which cannot be called; line N takes a layer out of one. Line F stores a layer."
    if "A" in letters and "M" not in letters:
        return "Line A maps 4 numbers to 2: the input has 2, and 4 hidden units are asked for."
    if len(letters) < 8:
        return f"These are {len(letters)} lines, and the class takes eight."
    return None


@exercise(
    "registration/two-layer-net",
    "my_lines",
    hints=(
        "Read your lines aloud as a class. Which line must come first, and what must __init__ do before it stores a layer?",
        "Two layers are needed: 2 to 4 and 4 to 1. For each, find the line that stores it under self, as a layer and not "
        "in a list. forward() has to use those stored layers, with a ReLU in between.",
        "B opens the class, E opens __init__, I calls super().__init__(), K opens forward(). Two lines with self. stand "
        "in each gap, first in __init__, then in forward():\n"
        '    return "BEI" + "__" + "K" + "__"',
    ),
)
def two_layer_net(ask, rng):
    seen = ask(run(returned, "my_lines"))
    yield from explained(
        [works(seen, "a function that returns letters")],
        ("required positional argument", "my_lines() is called without arguments."),
    )
    typed, kind, printed = (seen["result"][key] for key in ("letters", "kind", "printed"))
    letters = letters_in(typed)
    found = repr(typed)[:60] if typed is not None else "nothing" if kind == "NoneType" else f"something of type {kind}"
    yield claim(
        "letters",
        letters and set(letters) <= LINES.keys(),
        "letters of the fourteen lines",
        'one string of letters from A to N, such as "BEI"',
        found,
        seen,
        cause=unreadable(typed, kind, printed),
    )
    rows, cause = rng.randint(5, 8), misplaced(letters)
    net = ask(model("TwoLayerNet", inputs=[[rows, 2]], seed=rng.randrange(10**6), source=assemble(letters)))
    yield from explained([works(net, "lines that form the class TwoLayerNet")], *[("", cause)] * bool(cause))
    yield output_shape(net, rows, 1)
    yield from learns(net, 17, "2·4+4 + 4·1+1")
    yield nonlinear(net)
