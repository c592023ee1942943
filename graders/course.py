"""The course as its notebooks tell it: the lessons in order, and how many points each graded cell gives.

The truth about points and order stands in the notebooks. Everything else that needs it asks here.
"""

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "source"


@dataclass(frozen=True)
class Lesson:
    """One lesson: its folder ("02_registration"), its topic ("registration"), title, minutes, and points by slug."""

    folder: str
    topic: str
    title: str
    minutes: int | None
    points: dict[str, int]  # "registration/deep-net" -> 2, in the order of the notebook

    @property
    def together(self) -> int:
        """All points of the lesson."""
        return sum(self.points.values())


@functools.cache
def lessons(home: Path = HOME) -> tuple[Lesson, ...]:
    """Every lesson in order; none where the package was installed without its notebooks."""
    return tuple(read(path) for path in sorted(home.glob("[0-9][0-9]_*/*.ipynb")) if path.parent.name[3:] == path.stem)


def read(path: Path) -> Lesson:
    """What one notebook says of its lesson."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    first = "".join(cells[0]["source"])
    title = re.search(r"^# (.+)", first, re.MULTILINE)
    minutes = re.search(r"about (\d+) minutes", first)
    graded = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    points = {
        f"{path.stem}/{cell['grade_id'].removesuffix('-check')}": int(cell["points"])
        for cell in graded
        if cell.get("grade")
    }
    return Lesson(
        path.parent.name, path.stem, title[1] if title else path.stem, int(minutes[1]) if minutes else None, points
    )
