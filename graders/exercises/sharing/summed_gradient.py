"""Lesson 05, exercise summed-gradient: a gradient with a pencil."""

import torch

from graders.causes import the_cause
from graders.claims import claim
from graders.exercises.sharing import running
from graders.judge import answers, exercise, run_each


def pencilled(learner, w, x):
    """The three numbers that the answer gives, as floats."""
    given = learner["pencil"](w, x)
    if isinstance(given, dict):
        given = list(given.values())
    if type(given).__name__ == "ndarray" and given.ndim:
        given = list(given)
    if not isinstance(given, (tuple, list, torch.Tensor)):
        return {"gave": type(given).__name__}
    return {"numbers": [float(number) for number in given]}


W_W = "w·w is what multiplies x. What multiplies the inner w is x, times the outer w."
ONE_TENSOR = "outer and inner are both the sum: one tensor stands in both places. Each use needs one of its own."
NOT_SUMMED = "The two uses add up: the gradient of w is their sum."
DOUBLES = [
    ("The two uses have changed places: the outer w is multiplied by the whole bracket.",
     lambda w, x: (w * x, w * x + 1, 2 * w * x + 1)),
    ("What multiplies the outer w is the whole bracket, w·x + 1: the 1 is missing.",
     lambda w, x: (w * x, w * x, 2 * w * x)),
    ("The inner w is multiplied by x, and the result by the outer w: both count.",
     lambda w, x: (w * x + 1, x, w * x + 1 + x)),
    ("The inner w is multiplied by x; the outer w is multiplied by all that stands in the bracket.",
     lambda w, x: (x, w * x, x + w * x)),
    (NOT_SUMMED, lambda w, x: (w * x + 1, w * x, w * x)),
    (NOT_SUMMED, lambda w, x: (w * x + 1, w * x, w * x + 1)),
    ("The uses are added, not multiplied.", lambda w, x: (w * x + 1, w * x, (w * x + 1) * (w * x))),
    ("The uses are added; a mean would be half of that.", lambda w, x: (w * x + 1, w * x, w * x + 0.5)),
    ("That is y itself. A gradient says how fast y changes with w: what multiplies it.",
     lambda w, x: (w * x + 1, w * x, w * (w * x + 1))),
    ("These are the gradients for x: the question is what w does.", lambda w, x: (w, w, 2 * w)),
    ("The inner w stays outside: what multiplies it is x times the outer w.", lambda w, x: (w * x + 1, w, w * x + 1 + w)),
    ("7, 6 and 13 belong to w = 3 and x = 2 alone: compute the three from w and x.", lambda w, x: (7, 6, 13)),
    ("The outer use sends a 1 more, and the sum holds it too: w·x + 1 + w·x.", lambda w, x: (w * x + 1, w * x, 2 * w * x)),
    (ONE_TENSOR, lambda w, x: (2 * w * x + 1, 2 * w * x + 1, 4 * w * x + 2)),
    (ONE_TENSOR, lambda w, x: (2 * w * x + 1, 2 * w * x + 1, 2 * w * x + 1)),
    ("The second backward() added to what the first had left in .grad: each use needs a tensor of its own.",
     lambda w, x: (w * x + 1, 2 * w * x + 1, 3 * w * x + 2)),
    (W_W, lambda w, x: (w * x + 1, w * w, w * x + 1 + w * w)),
    (W_W, lambda w, x: (w * x + 1, w * w, 2 * w * x + 1)),
    ("The inner w is multiplied by x and by the outer w; the 1 stands beside it and does not count.",
     lambda w, x: (w * x + 1, w * x + 1, 2 * w * x + 2)),
]  # fmt: skip


@exercise(
    "sharing/summed-gradient",
    "pencil",
    hints=(
        "Change the outer w alone by a little: by what is that change multiplied in y? Then the inner w alone.",
        "Write y as a * (b * x + 1). By a it grows with (b * x + 1), by b with a * x. Both a and b are w.",
        "In pencil:\n    outer = w * x + 1\n    inner = w * x\n    return outer, inner, outer + inner",
    ),
)
def summed_gradient(ask, rng):
    cases = [{"w": w, "x": x} for w, x in (rng.sample(range(3, 10), 2), (-rng.randint(2, 5), rng.randint(6, 9)))]
    cases.append({"w": 0.5, "x": rng.choice([3, 5, 7])})
    want = [(w * x + 1, w * x, 2 * w * x + 1) for w, x in (case.values() for case in cases)]
    found = []
    for seen in answers(ask(run_each(pencilled, "pencil", each=cases))):
        whole = "can require gradients" in seen.get("error", {}).get("text", "")
        yield running(
            seen, "This tensor holds whole numbers, as w does: float(w) makes a gradient possible." if whole else None
        )
        given = seen["result"].get("gave")
        yield claim(
            "three-numbers", not given and len(seen["result"]["numbers"]) == 3, "three numbers come back",
            "three numbers: outer, inner, together",
            {None: "another number of them", "NoneType": "nothing"}.get(given, f"one result of type {given}"),
            cause="Your function gives nothing back: its last line needs a return."
            if given == "NoneType"
            else "One text comes back: return the three numbers themselves, outer, inner, outer + inner."
            if given == "str"
            else "Each use has its gradient, and then there is their sum: return outer, inner, outer + inner.",
        )  # fmt: skip
        found.append(seen["result"]["numbers"])

    def near(one, other):
        return all(abs(a - b) < 1e-3 for a, b in zip(one, other))

    def fits(double):
        return all(near(numbers, double(**case)) for numbers, case in zip(found, cases))

    cause = the_cause(DOUBLES, fits)
    for case, numbers, right in zip(cases, found, want):
        place = next((n for n in range(3) if abs(numbers[n] - right[n]) > 1e-3), None)
        name = ("outer", "inner", "together")[place or 0]
        yield claim(
            "value", place is None, f"pencil({case['w']}, {case['x']}): {', '.join(f'{n:g}' for n in right)}",
            f"pencil({case['w']}, {case['x']}): {name} is {right[place or 0]:g}", f"{name} is {numbers[place or 0]:g}",
            cause=cause,
        )  # fmt: skip
