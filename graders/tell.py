"""Telling: a verdict in words. The same words go to the notebook, to the feedback page and to a screen reader.

A failed check is one card of plain text, at most 80 columns wide; a passed one lists its claims, also as HTML. Symbols
stand beside colours, never colours alone.
"""

import html
import textwrap

WIDTH = 80
PASSED, FAILED, UNTOUCHED = "✓", "✗", "○"
STATES = {
    "passed": f"{PASSED} passed",
    "failed": f"{FAILED} not yet",
    "untouched": f"{UNTOUCHED} not attempted yet",
}


def rows(verdict):
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


def text(verdict):
    """The card as plain text."""
    lines = [f"{STATES[verdict.state]}: {verdict.slug}"]
    pairs = list(rows(verdict))
    margin = max((len(label) for label, _ in pairs), default=0)
    for label, words in pairs:
        lines += wrapped(words, f"  {label:<{margin}}  ")
    return "\n".join(lines)


def wrapped(words, start=""):
    """``words`` in lines of at most 80 columns, the first after ``start``, the others below its end."""
    return textwrap.wrap(
        words, WIDTH, initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False
    ) or [start.rstrip()]


def passed_html(verdict):
    """The card of a passed check as HTML: a heading and one list item for each claim."""
    items = "".join(
        f"<li>{'' if label == PASSED else html.escape(label) + ': '}{html.escape(words)}</li>"
        for label, words in rows(verdict)
    )
    return (
        f'<div role="status"><strong>{STATES[verdict.state]}: {html.escape(verdict.slug)}</strong>'
        f"<ul style=\"margin: 0.3em 0; list-style: '{PASSED}  '\">{items}</ul></div>"
    )


def outputs(verdict):
    """The verdict as a notebook's outputs in nbformat: display_data when passed, an error otherwise."""
    if verdict.state == "passed":
        data = {"text/plain": text(verdict), "text/html": passed_html(verdict)}
        return [{"output_type": "display_data", "data": data, "metadata": {}}]
    card = text(verdict)
    return [
        {"output_type": "error", "ename": "CheckFailed", "evalue": card.splitlines()[0], "traceback": card.splitlines()}
    ]


def prediction(chosen, measured, prediction):
    """What to say to somebody who predicted ``chosen`` and measured ``measured`` (a number, or words)."""
    if isinstance(measured, float) and 0 <= measured <= 1:
        measured = f"{100 * measured:.1f} %"
    first = f"You predicted {chosen}. You measured {measured}. The point is for predicting: {prediction.slug}."
    return "\n".join([*wrapped(first), "", *wrapped(prediction.options[chosen])])
