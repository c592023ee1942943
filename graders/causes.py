"""Why an answer fails: the causes that exercises of several lessons tell alike.

A mistake is known by its double: a wrong answer of ours that gives, for the same questions, what was found. The sentence
that belongs to it is told as the cause, if one sentence alone fits. Where an answer ends in an error, its text decides.
"""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import torch

from graders.claims import Claim, Seen

Double = TypeVar("Double")


def the_cause(doubles: Iterable[tuple[str, Double]], fits: Callable[[Double], bool]) -> str | None:
    """The sentence of the double that fits what was found; None if none fits, or doubles of different sentences do."""
    sentences = {sentence for sentence, double in doubles if fits(double)}
    return sentences.pop() if len(sentences) == 1 else None


def told_by(text: str, rules: Iterable[tuple[str, str]]) -> str | None:
    """The sentence of the first rule, a pattern and what it leaves no doubt about, whose pattern is found in ``text``."""
    return next((why for pattern, why in rules if re.search(pattern, text)), None)


def word_cause(found: list[object], words: tuple[str, ...]) -> str | None:
    """Why answers that should be one of ``words`` are none of them: nothing returned, another type, another spelling."""
    if all(answer is None for answer in found):
        return "Your function gives nothing back: print shows a word, return hands it over."
    if None in found:
        return "One of the paths through your function ends without a return."
    odd = next((answer for answer in found if answer not in words), None)
    if isinstance(odd, str):
        near = difflib.get_close_matches(odd.lower(), words, 1, 0.8)
        return f"{odd[:30]!r} is no word of the task" + (f": is {near[0]!r} meant?" if near else ".")
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


def with_cause(claim: Claim, cause: str | None) -> Claim:
    """The claim, with this cause if it fails and has none."""
    return claim if claim.holds or claim.cause or not cause else replace(claim, cause=cause)


def size_cause(seen: Seen, shape: list[int]) -> str | None:
    """What does not line up with an input of ``shape`` (batch, columns or channels, ...), if an error tells."""
    text = seen.get("error", {}).get("text", "")
    sizes = re.search(r"size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\)", text)
    met = {int(size) for size in sizes.groups()} if sizes else set()
    width = shape[1]
    if width not in met:
        return None
    other = (met - {width}).pop()
    if other not in shape:
        return f"A size of {other} is written down somewhere, where there are {width} columns or channels here."
    where = "the examples of the batch" if other == shape[0] else "rows or columns of pixels"
    return (
        f"{width} numbers, one for each column or channel, meet {other}, {where}: shapes are lined up from the right."
    )


def dtype_cause(seen: Seen) -> str | None:
    """Why a module does not follow ``.to(torch.float64)``, if it ran and gave back another type."""
    if seen.get("dtype", {}).get("follows", True) or "error" in seen["dtype"]:
        return None
    return "Float64 goes in and another type comes out: something inside writes one down, such as .float()."


def finite_cause(seen: Seen) -> str | None:
    """Why two calls differ, if not a number comes out: nan equals nothing, itself neither."""
    if seen.get("forward", {}).get("finite", True):
        return None
    return "Not every output is a finite number: somewhere nan comes out, and nan never equals nan."


def shape_cause(seen: Seen) -> str | None:
    """Why an output is no single tensor of the right shape, if that is certain."""
    kind = seen.get("forward", {}).get("type")
    if kind in ("tuple", "list"):
        return f"forward() gives back a {kind}: several things, where one tensor is asked for."
    shape = seen.get("forward", {}).get("shape")
    if shape is not None and len(shape) < 2:
        return "A dimension is gone, as by a mean or a sum; each number of x has one in the output."
    return None


def number(value: object) -> object:
    """A number, or a list of numbers, as looking told it: what JSON cannot say (inf, nan) came as text."""
    if isinstance(value, list):
        return [number(item) for item in value]
    return float(value["text"]) if isinstance(value, dict) else value


def alike(one: torch.Tensor, other: torch.Tensor) -> bool:
    return one.shape == other.shape and torch.allclose(one, other, atol=1e-4, equal_nan=True)


def unlike(x: torch.Tensor, found: torch.Tensor, want: torch.Tensor) -> str:
    """The number where an output is farthest from what it should be: what went in, what came out, what should have."""
    place = (found - want).abs().nan_to_num(torch.inf).argmax()  # a nan is farthest
    given, came, wanted = (t.reshape(-1)[place].item() for t in (x, found, want))
    digits = 3 if f"{came:.3f}" != f"{wanted:.3f}" else 6
    return f"{given:.3f} became {came:.{digits}f}, not {wanted:.{digits}f}"
