"""The mistakes: a page for each, with the words in which `graders` names it and two programs that show it.

A page is a Markdown file in the folder of its family, such as registration/R04.md:

    # R04: layers in a plain Python list
    section: 02_registration: A ModuleList registers what it holds
    where: `layers`

    The card, one paragraph, shown when a check fails. It may hold {where} and {what}, filled with what was seen; in
    the program on this page they are the `where:` and `what:` above.

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
# The families in the order of the lessons, each with the letter that its codes begin with
FAMILIES = {
    "registration": "R",
    "inspecting": "I",
    "modes": "B",
    "tying": "T",
    "freezing": "Z",
    "optimizer": "O",
    "gradients": "G",
}


@dataclasses.dataclass(frozen=True)
class Mistake:
    """One mistake: its code, its name, what to tell the learner, a program with it and one without."""

    code: str
    name: str
    card: str  # may hold {where} and {what}, filled with what was seen
    more: str  # paragraphs of one line each; code stands on lines of its own, indented by four spaces
    section: str  # the lesson to reread
    wrong: str
    right: str
    where: str = ""  # what {where} and {what} are in the program ``wrong``
    what: str = ""
    named: bool = True  # whether a check names it


class Unknown(LookupError):
    """No page has this code; the message says which codes are near."""


def codes() -> tuple[str, ...]:
    """All codes, family by family; a group such as "R15/R26" comes after the single codes of its family."""
    return tuple(_pages())


def find(code: str) -> Mistake:
    """The mistake with this code, in capital or small letters, such as "R04" or "R15/R26". Raises Unknown."""
    wanted = code.strip().upper().replace("-", "/")
    page = _pages().get(wanted)
    if page is None:
        near = difflib.get_close_matches(wanted, _pages(), n=3)
        raise Unknown(f"no mistake has the code {code!r}" + (f"; near it: {', '.join(near)}" if near else ""))
    return read(page)[wanted]


def group(code: str) -> str | None:
    """The group on whose page this single code stands, "R15/R26" for "R15"; None for a code with a page of its own."""
    name = _name(_pages()[code])
    return name if name != code else None


def family(code: str) -> str:
    """The family of a code, such as "registration"."""
    return _pages()[code].parent.name


@functools.cache
def read(page: Path) -> dict[str, Mistake]:
    """The mistakes on one page, by code. A group has no programs of its own; it shows those of its first member."""
    parts: list[dict[str, list[str]]] = []
    program = None  # which of the two programs a line belongs to
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            program = None if program else line.removeprefix("```python ")
        elif program:
            parts[-1][program].append(line)
        elif line.startswith("# "):
            parts.append({"words": [line.removeprefix("# ")], "wrong": [], "right": []})
        else:
            parts[-1]["words"].append(line)
    first, *others = (_mistake(**part) for part in parts)
    if others:
        first = dataclasses.replace(first, wrong=others[0].wrong, right=others[0].right)
    return {mistake.code: mistake for mistake in (first, *others)}


def _mistake(words, wrong, right):
    head, card, *more = "\n".join(words).strip("\n").split("\n\n")
    title, *lines = head.splitlines()
    code, _, name = title.partition(": ")
    keys = dict(line.split(": ", 1) for line in lines)
    return Mistake(
        code,
        name,
        _one_line(card),
        "\n\n".join(map(_one_line, more)),
        keys["section"],
        *("\n".join([*program, ""]) if program else "" for program in (wrong, right)),
        where=keys.get("where", ""),
        what=keys.get("what", ""),
        named=keys.get("named") != "no",
    )


def _one_line(paragraph):
    return paragraph if paragraph.startswith("    ") else " ".join(paragraph.splitlines())


@functools.cache
def _pages():
    """Each code and its page, told by the names of the files alone: a page is read when somebody asks for it."""
    pages = [page for name in FAMILIES for page in sorted((HOME / name).glob("*.md"))]
    single = {code: page for page in pages for code in page.stem.split("-")}
    groups = {_name(page): page for page in pages if "-" in page.stem}
    both = {**single, **groups}
    families = list(FAMILIES)
    return {code: both[code] for code in sorted(both, key=lambda c: (families.index(both[c].parent.name), "/" in c, c))}


def _name(page):
    return page.stem.replace("-", "/")
