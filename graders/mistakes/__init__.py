"""The mistakes: a page for each, with the words in which `graders` names it and two programs that show it.

A page is a Markdown file in the folder of its family, such as registration/R04.md:

    # R04: layers in a plain Python list
    section: 02_registration: Lists that count

    The card, one paragraph, shown when a check fails. It may hold {where} and {what}, filled with what was seen.

    The story that hint() tells, in as many paragraphs as it needs, with code on lines indented by four spaces.

and then two fenced programs, ```python wrong and ```python right. Each is a whole script for `audit`: what it calls
`model` (a module, or a factory for one or for (module, optimizer)), `inputs`, `target`, `optimizer`, `step`, `evaluate`,
`frozen` and `reference` are the arguments of `graders.audit`. `audit` gives the first program the code of the page, and
nothing to the second one; the tests run both. A `reference` stands where only a correct model tells what was wanted.

Mistakes that may look alike from outside share a page, R15-R26.md: first the words for all of them, under R15/R26, then
a part for each code. A page with the line `named: no` is a mistake that no check names yet; its two programs call
`count` what they counted.
"""

import dataclasses
import difflib
import functools
from pathlib import Path

HOME = Path(__file__).parent
FAMILIES = {
    "registration": "R",
    "inspecting": "I",
    "modes": "B",
    "tying": "T",
    "freezing": "Z",
    "optimizer": "O",
    "gradients": "G",
}  # in the order of the lessons; the letter with which the codes of a family begin


@dataclasses.dataclass(frozen=True)
class Mistake:
    """One mistake: its code, its name, what to tell the learner, and a program with it and one without."""

    code: str
    name: str
    card: str  # may hold {where} and {what}, filled with what was seen
    more: str  # paragraphs of one line each; code stands on lines of its own, indented by four spaces
    section: str  # the lesson to reread
    wrong: str = ""
    right: str = ""
    named: bool = True  # whether a check names it


class Unknown(LookupError):
    """No page has this code; the message says which codes are near."""


def codes() -> tuple[str, ...]:
    """All codes, family by family; a group such as "R15/R26" stands after those that it is made of."""
    return tuple(_places())


def find(code: str) -> Mistake:
    """The mistake with this code, in capital or small letters, such as "R04" or "R15/R26". Raises Unknown."""
    wanted = code.strip().upper().replace("-", "/")
    place = _places().get(wanted)
    if place is None:
        near = difflib.get_close_matches(wanted, _places(), n=3, cutoff=0.6)
        raise Unknown(f"no mistake has the code {code!r}" + (f"; near it: {', '.join(near)}" if near else ""))
    return read(place)[wanted]


def group(code: str) -> str | None:
    """The group on whose page this code stands, such as "R15/R26" for "R15"; None if its page is its own."""
    name = _places()[code].stem.replace("-", "/")
    return name if name != code else None


@functools.cache
def _places() -> dict[str, Path]:
    """Each code and its page, told by the names of the files alone: a page is read when somebody asks for it."""
    places = {}
    for family in FAMILIES:
        for page in (HOME / family).glob("*.md"):
            members = page.stem.split("-")
            places.update(dict.fromkeys([*members, "/".join(members)], page))

    def order(code):
        family = places[code].parent.name
        return list(FAMILIES).index(family), "/" in code, code

    return {code: places[code] for code in sorted(places, key=order)}


@functools.cache
def read(page: Path) -> dict[str, Mistake]:
    """The mistakes on one page, by code. A group has no programs of its own; it shows those of its first member."""
    parts, fence = [], None
    for line in page.read_text(encoding="utf-8").splitlines():
        if fence is not None:
            if line == "```":
                fence = None
            else:
                parts[-1][fence].append(line)
        elif line.startswith("```python "):
            fence = line.removeprefix("```python ")
        elif line.startswith("# "):
            parts.append({"title": line.removeprefix("# "), "words": [], "wrong": [], "right": []})
        else:
            parts[-1]["words"].append(line)
    first, *others = (_mistake(**part) for part in parts)
    if others:
        first = dataclasses.replace(first, wrong=others[0].wrong, right=others[0].right)
    return {mistake.code: mistake for mistake in (first, *others)}


def _mistake(title, words, wrong, right):
    code, _, name = title.partition(": ")
    head, card, *more = "\n".join(words).strip("\n").split("\n\n")
    keys = dict(line.split(": ", 1) for line in head.splitlines())
    story = "\n\n".join(_one_line(paragraph) for paragraph in more)
    programs = ("\n".join(lines) + "\n" if lines else "" for lines in (wrong, right))
    return Mistake(code, name, _one_line(card), story.strip(), keys["section"], *programs, keys.get("named") != "no")


def _one_line(paragraph):
    return paragraph if paragraph.startswith("    ") else " ".join(paragraph.splitlines())
