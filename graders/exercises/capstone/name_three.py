"""Lesson 09, exercise name-three: the three faults of one's own patient."""

from graders import capstone, clinic
from graders.claims import claim
from graders.exercises.capstone import NOTHING, SIGNS, near, number_in, running, unknown_cause
from graders.judge import exercise, run


def found(learner):
    """The codes that the learner's function returns, as text."""
    given = learner["findings"]()
    kind = type(given).__name__
    if isinstance(given, str) or not isinstance(given, (set, frozenset, list, tuple, dict)):
        return {"kind": kind, "codes": None}
    return {"kind": kind, "codes": sorted({str(code).strip() for code in given})}


@exercise(
    "capstone/name-three",
    "findings",
    hints=(
        "Which row of your table is wrong: not listed, not held, a rate of 0, no gradient, not moved? And what do the lines "
        "below the table say?",
        "One of three in each lesson. 02: list, local, in-forward. 05 or 06: untied, typo, drift, frozen-head. 07: "
        "stale-optimizer, lr-0, no-zero-grad. Read the program from top to bottom, line by line.",
        "Three codes, as the table spells them; these are an example:\n"
        "    return {\"in-forward\", \"drift\", \"lr-0\"}",
    ),
)  # fmt: skip
def name_three(ask, rng):
    valid, number = number_in(ask)
    yield valid
    seen = ask(run(found, "findings"))
    yield running(seen)
    codes, kind = seen["result"]["codes"], seen["result"]["kind"]
    if codes is None:
        cause = NOTHING if kind == "NoneType" else "Three codes stand in a set: {\"...\", \"...\", \"...\"}."
        told = "nothing" if kind == "NoneType" else f"one {kind}"
        yield claim("kind", False, "", "findings() returns a set of three codes", told, cause=cause)
    meant = {code: near(code, clinic.FOURTEEN) for code in codes}
    for typed, code in meant.items():
        if code is None:
            yield claim("word", False, "", "codes of the table", repr(typed)[:40], cause=unknown_cause(typed))
    right, given = set(capstone.faults_of(number, 1)), set(meant.values())
    others = sorted(given - right)
    cause = None
    if others:
        cause = f"With {others[0]}, {SIGNS[others[0]]}. Here that is not so."
    elif len(given) < 3:
        cause = "What you name is right. There are three, one for each group of the table."
    wanted = f"the three faults of patient {number}"
    told = f"{len(given & right)} of 3 right" + (f", and {len(others)} that it does not have" if others else "")
    same = given == right  # only then the codes are told: a failed card must not give them away
    fact = f"patient {number}" + (f": {', '.join(sorted(right))}" if same else "")
    yield claim("faults", same, fact, wanted, told, cause=cause)
