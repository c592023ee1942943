"""The course as its notebooks tell it: the lessons in order, and how many points each graded cell gives.

The truth about points and order stands in the notebooks. Everything else that needs it asks here.
"""

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent / "source"


@dataclass(frozen=True)
class Lesson:
    """One lesson: its folder ("02_registration"), its topic ("registration"), title, minutes and points of its two parts."""

    folder: str
    topic: str
    title: str
    minutes: tuple[int, ...]  # of Part 1 and Part 2
    points: dict[str, int]  # "registration/deep-net" -> 2, in the order of the notebook
    further: frozenset[str]  # the slugs of Part 2
    by_hand: dict[str, int]  # "capstone/report" -> 10: tasks that an instructor grades

    @property
    def together(self) -> int:
        """All points that the checks give."""
        return sum(self.points.values())

    def part(self, number: int) -> dict[str, int]:
        """The points of Part 1 or Part 2 by slug."""
        return {slug: worth for slug, worth in self.points.items() if (slug in self.further) == (number == 2)}


@functools.cache
def lessons(home: Path = HOME) -> tuple[Lesson, ...]:
    """Every lesson in order; none where the package was installed without its notebooks."""
    return tuple(read(path) for path in sorted(home.glob("[0-9][0-9]_*/*.ipynb")) if path.parent.name[3:] == path.stem)


def worth(slug: str) -> int | None:
    """The points of an exercise or a prediction; None where its lesson is not at hand."""
    return next((lesson.points[slug] for lesson in lessons() if slug in lesson.points), None)


def read(path: Path) -> Lesson:
    """What one notebook says of its lesson."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    first = "".join(cells[0]["source"])
    title = re.search(r"^# (.+)", first, re.MULTILINE)
    minutes = re.search(r"Part 1 about (\d+) minutes, Part 2 about (\d+) more", "\n".join(markdown(cells)))
    points, by_hand, further, behind = {}, {}, set(), False
    for cell in cells:
        behind |= "part-2" in cell["metadata"].get("tags", [])  # the one marked cell with which Part 2 begins
        graded = cell["metadata"].get("nbgrader", {})
        if graded.get("grade"):
            slug = f"{path.stem}/{graded['grade_id'].removesuffix('-check')}"
            points[slug] = int(graded["points"])
            further |= {slug} if behind else set()
        elif graded.get("task"):
            by_hand[f"{path.stem}/{graded['grade_id']}"] = int(graded["points"])
    name = title[1] if title else path.stem
    times = tuple(map(int, minutes.groups())) if minutes else ()
    return Lesson(path.parent.name, path.stem, name, times, points, frozenset(further), by_hand)


def markdown(cells: list[dict[str, Any]]) -> list[str]:
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
