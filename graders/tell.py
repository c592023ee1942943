"""Telling: a verdict in words. The same words go to the notebook, to the feedback page and to a screen reader.

A failed check is one card of plain text, at most 80 columns wide; a passed one lists its claims, also as HTML. Symbols
stand beside colours, never colours alone.
"""

from __future__ import annotations

import html
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def text(verdict: Verdict) -> str:
    """The card as plain text."""
    lines = [f"{STATES[verdict.state]}: {verdict.slug}"]
    pairs = list(rows(verdict))
    margin = max((len(label) for label, _ in pairs), default=0)
    for label, words in pairs:
        lines += wrapped(words, f"  {label:<{margin}}  ")
    return "\n".join(lines)


def wrapped(words: str, start: str = "") -> list[str]:
    """``words`` in lines of at most 80 columns, the first after ``start``, the others below its end."""
    return textwrap.wrap(
        words, WIDTH, initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False
    ) or [start.rstrip()]


def passed_html(verdict: Verdict) -> str:
    """The card of a passed check as HTML: a heading and one list item for each claim."""
    items = "".join(
        f"<li>{'' if label == PASSED else html.escape(label) + ': '}{html.escape(words)}</li>"
        for label, words in rows(verdict)
    )
    return (
        f'<div role="status"><strong>{STATES[verdict.state]}: {html.escape(verdict.slug)}</strong>'
        f"<ul style=\"margin: 0.3em 0; list-style: '{PASSED}  '\">{items}</ul></div>"
    )


def outputs(verdict: Verdict) -> list[dict[str, Any]]:
    """The verdict as a notebook's outputs in nbformat: display_data when passed, an error otherwise."""
    if verdict.state == "passed":
        data = {"text/plain": text(verdict), "text/html": passed_html(verdict)}
        return [{"output_type": "display_data", "data": data, "metadata": {}}]
    card = text(verdict)
    return [
        {"output_type": "error", "ename": "CheckFailed", "evalue": card.splitlines()[0], "traceback": card.splitlines()}
    ]


def card(title: str, words: str) -> str:
    """A title and some words below it."""
    return "\n".join([title, *wrapped(words, "  ")])


def paragraphs(text: str) -> Iterator[str]:
    """Prose wrapped at 80 columns; indented lines (code) stay as they are."""
    for line in text.strip("\n").splitlines():
        yield from [line] if line.startswith("    ") else wrapped(line)


def story(mistake: Mistake, known: bool) -> str:
    """The long story of a mistake; ``known`` says whether the lesson that it names exists."""
    more = ["", f"More on it in lesson {mistake.section}"] if known else []
    return "\n".join([f"{mistake.code}: {mistake.name}", "", *paragraphs(mistake.more), *more])


def rung(exercise: Exercise, step: int, verdict: Verdict | None) -> str:
    """The hint number ``step`` (from 0) of an exercise, for somebody whose last check gave ``verdict``."""
    count = len(exercise.hints)
    last = ", the last one" if step == count - 1 else ", again: it was the last one" if step >= count else ""
    lines = [f"Hint {min(step, count - 1) + 1} of {count}{last}"]
    if verdict and verdict.state == "failed":
        claim = verdict.claims[-1]
        lines += wrapped(f"Your last check expected {claim.expected}, and found {claim.found}.")
    return "\n".join([*lines, *paragraphs(exercise.hints[min(step, count - 1)])])


def not_run(slug: str, name: str, run: Run, held: bool) -> str:
    """The card for an answer whose last version ended in an error before it defined ``name``."""
    error = run.error
    place = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
    older = f" The kernel still holds an older {name}." if held else ""
    return card(
        f"{UNTOUCHED} nothing checked: {slug}",
        f"Your last version of {name} did not run ({type(error).__name__}{place}).{older} Mend the error above and run "
        "its cell, then this one.",
    )


def unpredicted(prediction: Prediction, typed: object) -> str:
    """The card for somebody who has not predicted yet, or something that is no option."""
    options = ", ".join(f'"{option}"' for option in prediction.options)
    if typed is None:
        return card(f"{STATES['untouched']}: {prediction.slug}", f"Predict first: set your prediction to {options}.")
    return card(f"{STATES['failed']}: {prediction.slug}", f"{str(typed)[:40]!r} is not one of {options}.")


def prediction(chosen: str, measured: object, prediction: Prediction) -> str:
    """What to say to somebody who predicted ``chosen`` and measured ``measured`` (a number, or words)."""
    if isinstance(measured, float) and 0 <= measured <= 1:
        measured = f"{100 * measured:.1f} %"
    first = f"You predicted {chosen}. You measured {measured}. The point is for predicting: {prediction.slug}."
    return "\n".join([*wrapped(first), "", *wrapped(prediction.options[chosen])])
