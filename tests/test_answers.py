"""Every answer of the corpus gets its verdict: right ones pass under every seed, wrong ones fail with their code."""

import os
from collections import Counter

import corpus
import pytest

from graders import judge

ANSWERS = corpus.answers()
SEEDS = int(os.environ.get("SEEDS", "20"))  # make prove: 200


@pytest.mark.parametrize("answer", [a for a in ANSWERS if a.code is None], ids=str)
def test_a_right_answer_passes_under_every_seed(answer):
    for seed in range(SEEDS):
        verdict = corpus.practised(answer, seed)
        assert verdict.state == "passed", f"seed {seed}: {verdict.claims[-1]}"


@pytest.mark.parametrize("answer", [a for a in ANSWERS if a.code], ids=str)
def test_a_wrong_answer_fails_with_its_code(answer):
    for seed in range(3):
        verdict = corpus.practised(answer, seed)
        assert answer.expects(verdict.state, verdict.code), f"seed {seed}, {answer.note}: {verdict.claims[-1]}"


def test_each_exercise_has_enough_answers():
    """At least 3 right and 5 wrong for each exercise of each lesson, and none for an exercise that does not exist."""
    for topic in {answer.slug.split("/")[0] for answer in ANSWERS}:
        judge.find_topic(topic)
    right = Counter(a.slug for a in ANSWERS if a.code is None)
    wrong = Counter(a.slug for a in ANSWERS if a.code)
    assert set(right) == set(wrong) == set(judge.EXERCISES)
    assert min(right.values()) >= 3 and min(wrong.values()) >= 5
