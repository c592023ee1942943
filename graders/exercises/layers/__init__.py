"""Lesson 01, layers: what learns and what does not.

A mistake of one exercise is known by its double: a wrong answer of ours that gives, for the same questions, what was
found. The sentence that belongs to it is told as the cause, if one sentence alone fits.
"""

import difflib
from collections.abc import Callable, Iterable
from typing import TypeVar

Double = TypeVar("Double")


def the_cause(doubles: Iterable[tuple[str, Double]], fits: Callable[[Double], bool]) -> str | None:
    """The sentence of the double that fits what was found; None if none fits, or doubles of different sentences do."""
    sentences = {sentence for sentence, double in doubles if fits(double)}
    return sentences.pop() if len(sentences) == 1 else None


def word_cause(found: list[object], words: tuple[str, ...]) -> str | None:
    """Why answers that should be one of ``words`` are none of them: nothing returned, another type, another spelling."""
    if all(answer is None for answer in found):
        return "Your function gives nothing back: print shows a word, return hands it over."
    if None in found:
        return "One of the paths through your function ends without a return."
    odd = next((answer for answer in found if answer not in words), None)
    if isinstance(odd, str):
        near = difflib.get_close_matches(odd.lower(), words, 1, 0.8)
        return f"{odd[:30]!r} is none of the words of the task" + (f": is {near[0]!r} meant?" if near else ".")
    if odd is not None:
        kind = "list or tuple" if isinstance(odd, list) else shown_type(odd)
        return f"Your function gives back a {kind}, and the answer is one word, a str."
    if len(found) > 1 and len(set(map(str, found))) == 1:
        return f"Your function answers {found[0]!r} whatever it is given."
    return None


def shown(answer: object) -> str:
    """An answer as a card shows it: what JSON cannot say is told by its type."""
    return f"a {shown_type(answer)}" if isinstance(answer, dict) else repr(answer)[:60]


def shown_type(answer: object) -> str:
    return str(answer.get("type", "dict")) if isinstance(answer, dict) else type(answer).__name__
