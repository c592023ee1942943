"""Lesson 03, inspecting: names, shapes, gradients, and what changed.

As in lesson 01, a mistake of one exercise is known by its double: a wrong answer of ours that gives the same for the same
questions.
"""

from typing import Any

NOTHING = "Your function gives nothing back: print shows something, return hands it over."


def unlisted(result: dict[str, Any], wanted: str, says: dict[str, str] | None = None) -> tuple[str, str | None]:
    """What was found, and why, where the answer is of another type than ``wanted``, as a look function told its type."""
    kind = result["type"]
    if kind == "NoneType":
        return "nothing", NOTHING
    article = "an" if kind[:1] in "aeiou" else "a"
    cause = (says or {}).get(kind)
    return f"{article} {kind}", cause or f"The answer is {wanted}; yours is {article} {kind}."


def some(names: Any, most: int = 5) -> str:
    """A list of names as a card shows it: the first ones."""
    names = list(names)
    shown = ", ".join(repr(name)[:40] for name in names[:most])
    return f"[{shown}{f', and {len(names) - most} more' if len(names) > most else ''}]"
