"""Lesson 09, exercise audit: nine faults with their places, in points."""

from graders import capstone, clinic
from graders.claims import claim
from graders.exercises.capstone import NOTHING, SIGNS, near, number_in, running, unknown_cause
from graders.judge import exercise, run

ASKED = 15


def listed(learner):
    """The codes that the learner's function returns with the places, as text."""
    given = learner["audit"]()
    if not isinstance(given, dict):
        return {"kind": type(given).__name__, "places": None}
    places = {}
    for code, place in given.items():
        several = place if isinstance(place, (set, frozenset, list, tuple)) else [place]
        places[str(code).strip()] = sorted(str(one) for one in several)
    return {"kind": "dict", "places": places}


def part_of(place):
    """The part of the model that a name stands for: blend for blend.weight, self.blend, model.blend.weight."""
    words = place.replace("[", ".").split(".")
    return next((word.strip() for word in words if word.strip() not in ("self", "model", "")), "")


@exercise(
    "capstone/audit",
    "audit",
    hints=(
        "Which of the fourteen codes have you not looked for yet? Go down the table, one look for each.",
        "Read the program in the order in which it runs: __init__ (centre, tie, list, local), forward (in-forward, detach, .data), "
        "below the class (freezing, start, heads, groups, rates), step (modes, zero_grad).",
        "A code and the part that it hits, as the program calls it:\n"
        "    return {\n"
        "        \"plain-buffer\": \"centre\",\n"
        "        \"no-zero-grad\": \"step\",\n"
        "    }",
    ),
)  # fmt: skip
def audit(ask, rng):
    valid, number = number_in(ask)
    yield valid
    seen = ask(run(listed, "audit"))
    yield running(seen)
    given, kind = seen["result"]["places"], seen["result"]["kind"]
    if given is None:
        cause = NOTHING if kind == "NoneType" else "A dict holds pairs: {\"code\": \"part\"}."
        told = "nothing" if kind == "NoneType" else f"one {kind}"
        yield claim("kind", False, "", "audit() returns a dict, from a code to a part", told, cause=cause)
    meant = {near(code, clinic.FOURTEEN): places for code, places in given.items()}
    for typed in given:
        if near(typed, clinic.FOURTEEN) is None:
            yield claim("word", False, "", "codes of the table", repr(typed)[:40], cause=unknown_cause(typed))
    key = capstone.places(number, 2)
    named = [code for code in key if code in meant]
    placed = [
        code for code in named
        if key[code] is None or (meant[code] and {part_of(place) for place in meant[code]} <= key[code])
    ]  # fmt: skip
    alarms = [code for code in meant if code not in key]
    points = len(named) + len(placed) - 2 * len(alarms)
    cause = None
    if len(meant) >= 13:
        cause = "All codes at once earn nothing: a false alarm takes away two points."
    elif alarms:
        cause = f"A false alarm: with {alarms[0]}, {SIGNS[alarms[0]]}. Here that is not so."
    elif len(placed) < len(named) and len(named) > 6:
        wrong = next(code for code in named if code not in placed)
        cause = f"{wrong} is there, and hits another part than {', '.join(meant[wrong])[:30] or 'none'}."
    else:
        cause = "What you name is right. Some faults are not in your list: go down the table again."
    yield claim(
        "points", points >= ASKED,
        f"patient {number}: {points} of 18 points, {len(named)} faults and {len(placed)} places",
        f"{ASKED} of 18 points for patient {number}",
        f"{points}: {len(named)} of 9 faults, {len(placed)} places, {len(alarms)} false alarms", cause=None if points >= ASKED else cause,
    )  # fmt: skip
