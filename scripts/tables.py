"""The tables of lessons in README.md and of points in TEACHING.md, made from the notebooks by `make notebooks`.

python scripts/tables.py            write them
python scripts/tables.py --check    say which are stale, change nothing, exit 1 if any is
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from graders import course, judge  # noqa: E402  (the checkout's own, wherever this is called from)


def lessons():
    """The lessons, with minutes and points of their parts."""
    rows = {
        lesson.folder[:2]: f"[{lesson.title}](notebooks/{lesson.folder}/{lesson.topic}.ipynb) | "
        + " | ".join(
            f"{minutes} min, {sum(lesson.part(n).values())} points{by_hand(lesson, n)}"
            for n, minutes in enumerate(lesson.minutes, 1)
        )
        for lesson in course.lessons()
    }
    head = ["| | lesson | Part 1 | Part 2, going further |", "|---|---|---|---|"]
    return "\n".join([*head, *(f"| {n} | {rows[n]} |" for n in sorted(rows))])


def by_hand(lesson, part):
    """The points of tasks, which stand in Part 2."""
    return f" and {sum(lesson.by_hand.values())} by your instructor" if part == 2 and lesson.by_hand else ""


def points():
    """For each lesson, its check cells with what they ask and their points."""
    tables = []
    for lesson in course.lessons():
        judge.find_topic(lesson.topic)
        lines = [f"| lesson {lesson.folder[:2]}, check cell | | part | points |", "|---|---|---|---|"]
        for slug, worth in lesson.points.items():
            name = slug.split("/")[1]
            asks = (
                f"prediction: {judge.PREDICTIONS[slug].question}" if slug in judge.PREDICTIONS else f"exercise {name}"
            )
            lines.append(f"| `{name}-check` | {asks} | {1 + (slug in lesson.further)} | {worth} |")
        for slug, worth in lesson.by_hand.items():
            lines.append(f"| `{slug.split('/')[1]}` | task, by your instructor | 2 | {worth} |")
        both = f"**{lesson.together}** and **{sum(lesson.by_hand.values())}**" if lesson.by_hand else f"**{lesson.together}**"
        tables.append("\n".join([*lines, f"| | together | | {both} |"]))
    return "\n\n".join(tables)


TABLES = (("README.md", "lessons", lessons), ("TEACHING.md", "points", points))


def main():
    stale = []
    for name, mark, table in TABLES:
        text = (ROOT / name).read_text()
        start, end = f"<!-- {mark}: written by make notebooks -->\n", f"\n<!-- /{mark} -->"
        pattern = re.compile(f"(?<={re.escape(start)}).*?(?={re.escape(end)})", re.DOTALL)
        if len(pattern.findall(text)) != 1:
            sys.exit(f"{name} has lost the place for its table: {start.strip()} ... {end.strip()}")
        if (new := pattern.sub(lambda _, table=table: table(), text)) != text:
            stale.append(name)
            if "--check" not in sys.argv:
                (ROOT / name).write_text(new)
    if stale and "--check" in sys.argv:
        sys.exit(f"The table in {' and '.join(stale)} is stale: `make notebooks` brings it up to date")


if __name__ == "__main__":
    main()
