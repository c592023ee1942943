"""Lesson 08, exercise clinic: four patients by card."""

import difflib

from graders import clinic as patients
from graders.claims import claim
from graders.exercises.gradient_flow import running
from graders.judge import exercise, run


def returned(learner):
    """The seed and the words that the learner's function returns."""
    given = learner["diagnoses"]()
    kind = type(given).__name__
    if isinstance(given, dict):
        return {"kind": kind, "seed": None, "words": {}}
    if isinstance(given, (tuple, list)) and len(given) == 2 and isinstance(given[0], dict):
        return {"kind": kind, "seed": None, "words": None, "swapped": True}
    if not isinstance(given, (tuple, list)) or len(given) != 2 or not isinstance(given[1], dict):
        return {"kind": kind, "seed": None, "words": None}
    seed, words = given
    whole = int(seed) if isinstance(seed, int) or hasattr(seed, "__index__") else None
    return {"kind": kind, "seed": whole, "words": {str(key).strip(): value if isinstance(value, str) else {"type": type(value).__name__} for key, value in words.items()}}


# What a chart shows where this word is right.
SIGNS = {
    "detach": "detach leaves the gradient none in parts that are meant to learn",
    "dead": "dead leaves a gradient of 0 at both times in a row of parts",
    "list": "list leaves a part out of parameters()",
    "in-forward": "in-forward gives two different answers for one batch in eval()",
    "frozen-head": "frozen-head freezes a part that is meant to learn",
    "stale-optimizer": "stale-optimizer leaves a part not held that has a gradient",
    "lr-0": "lr-0 shows a rate of 0 beside parts that do not move",
    "healthy": "healthy means: each part that is meant to learn has moved",
}


def squeezed(word):
    return "".join(c for c in word.lower() if c.isalnum())


def meant(word):
    """The word of the list that somebody typed, in capitals or with blanks, if it is one."""
    if not isinstance(word, str):
        return None
    return next((known for known in patients.WORDS if squeezed(known) == squeezed(word)), None)


@exercise(
    "gradient_flow/clinic",
    "diagnoses",
    hints=(
        "Take one chart and go down the column `moved`. Which part is meant to learn and stands still? What does its row "
        "say to the left of that?",
        "Not in parameters(): list. Listed and not held: stale-optimizer. Held at rate 0: lr-0. Frozen: frozen-head. "
        "Gradient none: detach. Gradient 0 twice: dead. All move: look at the two lines below.",
        "The seed, and a word for each patient; seed and words are an example, of no use to copy:\n"
        '    return 1234, {"A": "list", "B": "healthy", "C": "dead", "D": "lr-0"}',
    ),
)
def clinic(ask, rng):
    seen = ask(run(returned, "diagnoses"))
    yield running(seen)
    result = seen["result"]
    words, seed = result["words"], result["seed"]
    if not words or seed is None:
        cause = "Return both: the seed, and a dict of four words."
        if result["kind"] == "NoneType":
            cause = "Nothing is returned: the line needs a return."
        elif result["kind"] == "dict":
            cause = "The seed is missing: return SEED, {...}."
        elif result.get("swapped"):
            cause = "The seed comes first: return SEED, {...}."
        elif words:
            cause = "The seed is a whole number, the one of your ward."
        yield claim("shape", False, "", 'return SEED, {"A": ..., "B": ..., "C": ..., "D": ...}', f"something else: a {result['kind']}", cause=cause)
    missing = [letter for letter in "ABCD" if letter not in words]
    yield claim(
        "four", not missing, "a word for each of the four patients", found=f"none for {', '.join(missing)}",
        cause="The keys are the letters A to D, in capitals." if missing and set("abcd") & set(words)
        else "Each of the letters A, B, C and D has a word.",
    )  # fmt: skip
    for letter in "ABCD":
        typed = words[letter]
        if meant(typed) is None:
            shown = f"a {typed['type']}" if isinstance(typed, dict) else repr(typed)[:40]
            near = difflib.get_close_matches(str(typed).lower(), patients.WORDS, 1, 0.6)
            cause = f"Is {near[0]} meant?" if near else f"The eight: {', '.join(patients.WORDS)}."
            if isinstance(typed, dict):
                cause = "One word, in quotation marks: no list, and nothing around it."
            elif typed.strip(" .…") == "":
                cause = "A word is still missing here: the dots only hold its place."
            elif typed in patients.CODES:
                cause = "A fault of the longer list, which is not in this ward: take one of the eight words."
            yield claim("word", False, "", f"one of the eight words for {letter}", shown, cause=cause)
    given = {letter: meant(words[letter]) for letter in "ABCD"}
    other = next((ward for ward in range(10) if ward != seed and patients.truths(ward) == given), None)
    truths = patients.truths(seed)
    for letter, truth in truths.items():
        typed = meant(words[letter])
        cause = f"{SIGNS[typed].capitalize()}. Patient {letter} does not show that."
        if typed == "healthy":
            cause = f"Healthy means that every part has moved and the two lines below are in order; {letter} shows otherwise."
        elif truth == "healthy":
            cause += " Do all its parts move?"
        elif {typed, truth} == {"detach", "dead"}:
            cause = f"None and 0 are two things: none says that no path leads there. Read the gradients of {letter} again."
        if other is not None:
            cause = f"All four words fit ward {other}. Charts and the seed that you return must belong together."
        yield claim(
            "diagnosis", typed == truth, f"patient {letter}{f': {truth}' if typed == truth else ''}", f"what the chart of patient {letter} shows",
            f"{typed}, for ward {seed}", cause=cause,
        )  # fmt: skip
