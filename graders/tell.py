"""Telling: a verdict in words. The same words go to the notebook, to the feedback page and to a screen reader.

A card is a title and rows of (label, text). Here it becomes plain text, at most 80 columns wide; cards.py makes HTML of
the same rows. Symbols stand beside colours, never colours alone.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graders.course import Lesson
    from graders.judge import Exercise, Prediction, Verdict
    from graders.kernel import Run
    from graders.mistakes import Mistake

WIDTH = 80
PASSED, FAILED, UNTOUCHED = "✓", "✗", "○"
STATES = {
    "passed": f"{PASSED} passed",
    "failed": f"{FAILED} not yet",
    "untouched": f"{UNTOUCHED} not attempted yet",
    "once": f"{PASSED} was passed, the last try was not",
}


@dataclass(frozen=True)
class Card:
    """What is to be said: a title that starts with a symbol, and rows of (label, text)."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()


def plain(card: Card) -> str:
    """The card as plain text."""
    lines = [card.title]
    margin = max((len(label) for label, _ in card.rows), default=0)
    for label, words in card.rows:
        lines += wrapped(words, f"  {label:<{margin}}  " if margin else "  ")
    return "\n".join(lines)


def judged(verdict: Verdict) -> Card:
    """The card of a verdict."""
    return Card(f"{STATES[verdict.state]}: {verdict.slug}", tuple(rows(verdict)))


def text(verdict: Verdict) -> str:
    """The card of a verdict as plain text."""
    return plain(judged(verdict))


def rows(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """The card of a verdict as (label, text) pairs."""
    if verdict.state == "untouched":
        error = verdict.claims[-1].seen["error"]
        yield "Next", f"Replace the placeholder line in {error['function'] or 'the answer cell'}() with your answer."
        return
    if verdict.state == "passed":
        facts = dict.fromkeys(claim.fact for claim in verdict.claims if claim.name not in ("works", "letters"))
        yield from ((PASSED, fact) for fact in facts)
    else:
        claim = verdict.claims[-1]
        if claim.fact and claim.fact != claim.expected:
            yield "Checking", claim.fact
        yield "Expected", claim.expected
        yield "Found", claim.found
        if verdict.finding:
            yield "Mistake", f"{verdict.finding.code}: {verdict.finding.message}"
        elif claim.cause:
            yield "Cause", claim.cause
        line = (verdict.finding and verdict.finding.line) or claim.line
        if line:
            yield "Your line", line[:120]
        yield "More", f'hint("{verdict.slug}")'
    for note in verdict.notes:
        yield "Note", note


def wrapped(words: str, start: str = "") -> list[str]:
    """``words`` in lines of at most 80 columns, the first after ``start``, the others below its end."""
    return textwrap.wrap(
        words, WIDTH, initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False
    ) or [start.rstrip()]


def prose(blocks: Sequence[str]) -> str:
    """A hint or a story as plain text: each block a paragraph, or a line of code if it is indented."""
    return "\n".join(line for block in blocks for line in ([block] if block.startswith("    ") else wrapped(block)))


def story(mistake: Mistake, known: bool) -> list[str]:
    """The long story of a mistake, in blocks; ``known`` says whether the lesson that it names exists."""
    more = ["", f"More on it in lesson {mistake.section}"] if known else []
    return [f"{mistake.code}: {mistake.name}", "", *mistake.more.strip("\n").splitlines(), *more]


def rung(exercise: Exercise, step: int, verdict: Verdict | None) -> list[str]:
    """The hint number ``step`` (from 0) of an exercise, in blocks, for somebody whose last check gave ``verdict``."""
    count = len(exercise.hints)
    last = ", the last one" if step == count - 1 else ", again: it was the last one" if step >= count else ""
    blocks = [f"Hint {min(step, count - 1) + 1} of {count}{last}"]
    if verdict and verdict.state == "failed":
        claim = verdict.claims[-1]
        blocks.append(f"Your last check expected {claim.expected}, and found {claim.found}.")
    return [*blocks, *exercise.hints[min(step, count - 1)].strip("\n").splitlines()]


def unknown(kind: str, error: Exception) -> Card:
    """The card for a slug that names no exercise, or no prediction."""
    return Card(f"{FAILED} no such {kind}", (("", str(error)),))


def placeholder() -> Card:
    """The one line for a cell that uses an answer which is not there yet."""
    return Card(f"{UNTOUCHED} not attempted yet: the answer that this cell uses still has its placeholder line")


def not_run(slug: str, name: str, run: Run, held: bool) -> Card:
    """The card for an answer whose last version did not define ``name``: its cell ended in an error, or is another now."""
    older = f" The kernel still holds an older {name}." if held else ""
    if error := run.error:
        place = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        happened = f"Your last version of {name} did not run ({type(error).__name__}{place})."
        mend = "Mend the error above and run its cell, then this one."
    else:
        happened = f"The cell that defined {name} was changed, moved or deleted since it ran."
        mend = f"Run the cell with your {name}, then this one."
    return Card(f"{UNTOUCHED} nothing checked: {slug}", (("", f"{happened}{older} {mend}"),))


def not_defined(slug: str, name: str) -> Card:
    """The card for an answer that this kernel never saw, after a restart or before its cell was run."""
    words = f"This kernel holds no {name} yet. Run its cell first, then this one."
    return Card(f"{UNTOUCHED} nothing checked: {slug}", (("", words),))


def two_cells(name: str, judged: Run, other: Run) -> str:
    """The note for a name that two cells define."""
    return (
        f"Judged was the {name} that ran as [{judged.count}]. Another cell defines it too, run as [{other.count}]; a grade "
        "runs the cells from top to bottom."
    )


def as_run(name: str, count: int) -> str:
    """The note that says which version of an answer was judged: a kernel knows what was run, not what is typed."""
    return f"This is about {name} as you ran it in [{count}]. Did you change it since? Run its cell again."


def ended(how: str) -> str:
    """The note of a graded card for an answer cell that ended in an error, and yet the name was defined by then."""
    return f"Your answer's cell ended in {how}. Judged was what the notebook had defined by then."


def unpredicted(prediction: Prediction, typed: object, meant: Sequence[str] = ()) -> Card:
    """The card for somebody who has not predicted yet, or typed what is no option, or could be several."""
    *others, last = (f'"{option}"' for option in prediction.options)
    options = f"{', '.join(others)} or {last}"
    if typed is None or typed == "":
        words = f"Predict first: set your prediction to {options}."
        return Card(f"{STATES['untouched']}: {prediction.slug}", (("", words),))
    words = f"{str(typed)[:40]!r} is not one of {options}."
    if meant:
        either = " or ".join(f'"{option}"' for option in meant)
        words = f"{str(typed)[:40]!r} could be {either}. Type the whole of it."
    return Card(f"{STATES['failed']}: {prediction.slug}", (("", words),))


def shown(measured: object) -> str:
    """What was measured, as people say it: a share in percent."""
    return f"{100 * measured:.1f} %" if isinstance(measured, float) and 0 <= measured <= 1 else str(measured)


def prediction(chosen: str, measured: object, prediction: Prediction) -> str:
    """What to say to somebody who predicted ``chosen`` and measured ``measured`` (a number, or words)."""
    first = f"You predicted {chosen}. You measured {shown(measured)}. The point is for predicting: {prediction.slug}."
    return "\n".join([*wrapped(first), "", *wrapped(prediction.options[chosen])])


def said(chosen: str, measured: object) -> str:
    """A prediction in the record of predictions."""
    return f"you said {chosen}, measured {shown(measured)}"


def standing(topic: str, states: Mapping[str, str], said: Mapping[str, str], lesson: Lesson | None) -> str:
    """Where somebody stands in a lesson: its two parts apart, each with its points, and what was predicted.

    ``lesson`` is None where the notebooks are not at hand: then there are neither parts nor points.
    """
    parts = [lesson.part(1), lesson.part(2)] if lesson else [dict.fromkeys(states, 0)]
    lines = []
    for number, part in enumerate(parts, 1):
        done = [slug for slug in part if states.get(slug) in ("passed", "once")]
        name = f"{topic}, Part {number}" if len(parts) > 1 else topic
        earned = f", {sum(part[s] for s in done)} of {sum(part.values())} points" if lesson else ""
        lines.append(f"{name}: {len(done)} of {len(part)} done{earned}")
        for slug in part:
            if slug in said:
                lines.append(f"  {PASSED} predicted: {slug} ({said[slug]})")
            else:
                lines.append(f"  {STATES[states.get(slug, 'untouched')]}: {slug}")
    for slug, points in (lesson.by_hand if lesson else {}).items():
        lines.append(f"By your instructor: {slug}, {points} points")
    return "\n".join(lines)
