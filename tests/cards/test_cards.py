"""Whole cards, hints and stories as a learner reads them, kept as snapshots.

A change of words shows here as a diff. When it is meant: python -m pytest tests/cards --snapshot-update, and read it.
"""

import dataclasses
import html
import re

import corpus
import pytest

from graders import cards, judge, kernel, mistakes, tell

SEED = 7
ANSWERS = corpus.answers()
SLUGS = sorted({answer.slug for answer in ANSWERS})
for slug in SLUGS:
    judge.find_topic(slug.split("/")[0])  # its predictions too


def one_of_each(slug):
    """The first answer of the corpus for each verdict of this exercise."""
    return {answer.code: answer for answer in reversed(ANSWERS) if answer.slug == slug}.values()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_card_of_each_verdict(slug, snapshot):
    told = {}
    for answer in one_of_each(slug):
        verdict = corpus.practised(answer, SEED)
        told[f"{verdict.code or 'passed'}: {answer.note}"] = tell.text(verdict)
    assert "\n\n".join(f"# {note}\n{told[note]}" for note in sorted(told)) == snapshot


@pytest.mark.parametrize("slug", SLUGS)
def test_the_ladder_of_hints(slug, snapshot):
    exercise = judge.find(slug)
    wrong = next(answer for answer in ANSWERS if answer.slug == slug and answer.code)
    verdict = corpus.practised(wrong, SEED)
    rungs = [tell.prose(tell.rung(exercise, step, verdict)) for step in range(len(exercise.hints) + 1)]
    assert "\n\n".join(rungs) == snapshot


@pytest.mark.parametrize("code", sorted({a.code for a in ANSWERS if a.code in mistakes.codes()}))
def test_the_story_of_each_mistake(code, snapshot):
    assert tell.prose(tell.story(mistakes.find(code), known=True)) == snapshot


@pytest.mark.parametrize("slug", sorted(judge.PREDICTIONS))
def test_what_each_prediction_is_told(slug, snapshot):
    question = judge.PREDICTIONS[slug]
    told = [tell.prediction(option, 0.5, question) for option in question.options]
    assert "\n\n".join([tell.plain(tell.unpredicted(question, None)), *told]) == snapshot


SLUG = "registration/scaled-linear"
REGISTERED = next(a for a in ANSWERS if a.slug == SLUG and a.code is None)
LISTED = next(a for a in ANSWERS if a.slug == SLUG and a.code and a.code in mistakes.codes())
RUN = kernel.Run(NameError("x"), count=3)


def pages():
    """One card of each kind as HTML."""
    exercise, question = judge.find(SLUG), judge.find("layers/batchnorm", judge.PREDICTIONS)
    wrong = corpus.practised(LISTED, SEED)
    noted = dataclasses.replace(wrong, notes=(tell.two_cells("ScaledLinear", RUN, RUN),))
    return {
        "passed": cards.card(tell.judged(corpus.practised(REGISTERED, SEED)), points=1),
        "failed": cards.card(tell.judged(noted)),
        "untouched": cards.card(tell.Card(f"{tell.STATES['untouched']}: {SLUG}", (("Next", "Replace the line."),))),
        "not run": cards.card(tell.not_run(SLUG, "ScaledLinear", RUN, held=True)),
        "prediction": cards.prediction("2 and 2", "2 and 5", question),
        "story": cards.prose(tell.story(mistakes.find("R04"), known=True)),
        "hint": cards.prose(tell.rung(exercise, 2, wrong)),
    }


PAGES = pages()


@pytest.mark.parametrize("kind", PAGES)
def test_a_card_as_html(kind, snapshot):
    page = PAGES[kind]
    assert page.replace("><", ">\n<") == snapshot
    assert not re.search(r"<script|<style|class=|javascript|\son\w+=", page), "styles inline, no script"
    assert page.startswith('<div role="status"') and page.count("<div") == page.count("</div>")
    assert not re.search(r"(?<!, )#[0-9a-f]{6}", page), "a colour of the page's theme, with a fallback"


def test_the_same_words_stand_in_text_and_in_html():
    verdict = corpus.practised(LISTED, SEED)
    shown = " ".join(html.unescape(re.sub("<[^>]+>", " ", cards.card(tell.judged(verdict)))).split())
    for label, words in tell.rows(verdict):
        assert label in shown and " ".join(words.replace("`", "").split()) in shown


def test_what_a_learner_wrote_is_escaped():
    line = '<img src=x onerror="alert(1)"> & <b>'
    page = cards.card(
        tell.Card("✗ not yet: <i>", (("Expected", line), ("Found", line), ("Your line", line), ("<u>", line)))
    )
    assert not re.search("<(img|b|i|u)\\b", page)
    assert "<b" not in cards.prose(["<b>", "<b>", "    <b>"])
    assert "<i" not in cards.prediction("<i>", "<i>", judge.Prediction("<i>", "", {"<i>": "<i>"}))
