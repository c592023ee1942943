"""Whole cards, hints and stories as a learner reads them, kept as snapshots.

A change of words shows here as a diff. When it is meant: python -m pytest tests/cards --snapshot-update, and read it.
"""

import corpus
import pytest

from graders import judge, mistakes, tell

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
    cards = {}
    for answer in one_of_each(slug):
        verdict = corpus.practised(answer, SEED)
        cards[f"{verdict.code or 'passed'}: {answer.note}"] = tell.text(verdict)
    assert "\n\n".join(f"# {note}\n{cards[note]}" for note in sorted(cards)) == snapshot


@pytest.mark.parametrize("slug", SLUGS)
def test_the_ladder_of_hints(slug, snapshot):
    exercise = judge.find(slug)
    wrong = next(answer for answer in ANSWERS if answer.slug == slug and answer.code)
    verdict = corpus.practised(wrong, SEED)
    rungs = [tell.rung(exercise, step, verdict) for step in range(len(exercise.hints) + 1)]
    assert "\n\n".join(rungs) == snapshot


@pytest.mark.parametrize("code", sorted({a.code for a in ANSWERS if a.code in mistakes.codes()}))
def test_the_story_of_each_mistake(code, snapshot):
    assert tell.story(mistakes.find(code), known=True) == snapshot


@pytest.mark.parametrize("slug", sorted(judge.PREDICTIONS))
def test_what_each_prediction_is_told(slug, snapshot):
    question = judge.PREDICTIONS[slug]
    told = [tell.prediction(option, 0.5, question) for option in question.options]
    assert "\n\n".join([tell.unpredicted(question, None), *told]) == snapshot
