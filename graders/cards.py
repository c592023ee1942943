"""Cards as HTML, for whoever sits at a live notebook. The words are tell.py's; here they get a shape.

Colours are those of the page's theme, with a fallback where it has none, and only repeat what the symbols ✓ ✗ ○ say.
Styles stand inline and nothing needs a script, so that a card survives being saved, and opened by somebody else.
Everything is escaped: answers are quoted in cards.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from graders import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.judge import Prediction, Verdict

EDGES = {
    tell.PASSED: "var(--jp-success-color1, #388e3c)",
    tell.FAILED: "var(--jp-error-color1, #d32f2f)",
    tell.UNTOUCHED: "var(--jp-border-color1, #9e9e9e)",
}
GROUND = "var(--jp-layout-color2, rgba(128, 128, 128, 0.12))"
PAPER = "var(--jp-layout-color1, rgba(128, 128, 128, 0.12))"  # on the ground of a card
CODE = "font-family: var(--jp-code-font-family, monospace); font-size: 0.93em; white-space: pre-wrap"
LABEL = "font-size: 0.85em; opacity: 0.8"
BLOCK = f"background: {PAPER}; margin: 0; padding: 0.3em 0.6em; {CODE}"
BESIDE = "display: flex; flex-wrap: wrap; gap: 0.6em"


def box(edge: str, *parts: str) -> str:
    """A card: its parts, one below the other, with a coloured edge."""
    style = (
        f"border-left: 4px solid {edge}; background: {GROUND}; padding: 0.5em 0.9em; margin: 0.3em 0; "
        "box-sizing: border-box; max-width: min(100%, 62em); overflow-wrap: anywhere; line-height: 1.5"
    )
    return f'<div role="status" style="{style}">{"".join(parts)}</div>'


def part(words: str, style: str = "", tag: str = "div") -> str:
    """Some words in a block of their own, escaped; what stands between backticks is code, unless all of it is."""
    inner = html.escape(words)
    if CODE not in style:
        inner = re.sub(r"`([^`]+)`", r'<code style="background: none; padding: 0">\1</code>', inner)
    return f'<{tag} style="{style}">{inner}</{tag}>' if style else f"<{tag}>{inner}</{tag}>"


def labelled(label: str, words: str, style: str = "") -> str:
    """A small label above some words, or above a line of code."""
    below = part(words, style, "pre" if CODE in style else "div")
    return f'<div style="margin-top: 0.5em">{part(label, LABEL)}{below}</div>'


def card(told: tell.Card, points: int | None = None) -> str:
    """A card as HTML: folded to one line when passed; expected and found side by side when not."""
    edge = EDGES.get(told.title[0], EDGES[tell.UNTOUCHED])
    if told.title.startswith(tell.PASSED):
        return box(edge, *passed(told, points))
    loud = "font-weight: bold" if told.title.startswith(tell.FAILED) else ""
    return box(edge, part(told.title, loud), *unfolded(told.rows))


def passed(told: tell.Card, points: int | None) -> Iterator[str]:
    """The one line of a passed check, which unfolds to the list of what holds; then what else is worth knowing."""
    worth = "" if points is None else f" · {points} point{'s' if points != 1 else ''}"
    title = f"<strong>{html.escape(told.title)}</strong>{worth}"
    facts = "".join(part(words, tag="li") for label, words in told.rows if label == tell.PASSED)
    if facts:
        listed = f"<ul style=\"margin: 0.3em 0 0; list-style: '{tell.PASSED}  '\">{facts}</ul>"
        yield f'<details><summary style="cursor: pointer">{title}</summary>{listed}</details>'
    else:
        yield f"<div>{title}</div>"
    yield from unfolded([row for row in told.rows if row[0] != tell.PASSED])


def unfolded(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The rows of a card, one below the other; what was found stands beside what was expected."""
    found = dict(rows)
    for label, words in found.items():
        if label == "Expected":
            pair = "".join(
                f'<div style="flex: 1 1 14em; min-width: 0; padding: 0.3em 0.6em; background: {PAPER}">'
                f"{part(name, LABEL)}{part(found[name])}</div>"
                for name in ("Expected", "Found")
            )
            yield f'<div style="{BESIDE}; margin-top: 0.5em">{pair}</div>'
        elif label == "Your line":
            yield labelled(label, words, f"{BLOCK}; border-left: 3px solid {EDGES[tell.FAILED]}")
        elif label == "More":
            yield labelled(label, words, f"background: none; margin: 0; {CODE}")
        elif label in ("", "Next"):
            yield part(words)
        elif label != "Found":
            yield labelled(label, words)


def prediction(chosen: str, measured: object, asked: Prediction) -> str:
    """What was said and what was measured, large and side by side; below, what the choice tells."""
    numbers = "".join(
        f'<div style="min-width: 7em">{part(label, LABEL)}{part(words, "font-size: 1.9em; line-height: 1.25")}</div>'
        for label, words in (("you said", chosen), ("measured", tell.shown(measured)))
    )
    return box(
        EDGES[tell.UNTOUCHED],
        f'<div style="{BESIDE}; column-gap: 2.5em">{numbers}</div>',
        part(asked.options[chosen], "margin-top: 0.5em"),
        part(f"The point is for predicting: {asked.slug}.", f"{LABEL}; margin-top: 0.5em"),
    )


def prose(blocks: list[str]) -> str:
    """A hint or a story: the first block is its title; indented lines are code, and stay together."""
    title, *rest = blocks
    parts, code = [part(title, "font-weight: bold")], []
    for block in [*rest, ""]:
        if block.startswith("    "):
            code.append(block.removeprefix("    "))
            continue
        if code:
            lines = "\n".join(code)
            parts.append(f'<div style="margin: 0.5em 0">{part(lines, BLOCK, "pre")}</div>')
            code = []
        if block:
            parts.append(part(block, "margin-top: 0.3em"))
    return box(EDGES[tell.UNTOUCHED], *parts)


def outputs(verdict: Verdict, points: int | None = None) -> list[dict[str, Any]]:
    """The verdict as a graded notebook's outputs in nbformat: display_data when passed, else an error in plain text."""
    told = tell.judged(verdict)
    return shown(tell.plain(told), card(told, points)) if verdict.state == "passed" else failed(told)


def shown(text: str, page: str) -> list[dict[str, Any]]:
    """Text and its HTML as one output."""
    return [{"output_type": "display_data", "data": {"text/plain": text, "text/html": page}, "metadata": {}}]


def failed(told: tell.Card) -> list[dict[str, Any]]:
    """A card as the error that costs the points of its cell."""
    return [
        {
            "output_type": "error",
            "ename": "CheckFailed",
            "evalue": told.title,
            "traceback": tell.plain(told).splitlines(),
        }
    ]
