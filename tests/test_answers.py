"""Every answer of the corpus gets its verdict under every draw: right ones pass, wrong ones fail with their code."""

import os
import subprocess
from collections import Counter

import corpus
import pytest
from conftest import ROOT
from described import misfits

from graders import judge, seen, tell

ANSWERS = corpus.answers()
SEEDS = int(os.environ.get("SEEDS", "20"))  # draws for each answer, right or wrong; make prove: 200


def first():
    """Where the seeds begin: anew with each commit, so that in time many draws are tried, and a run can be repeated."""
    if "SEED" in os.environ:
        return int(os.environ["SEED"])
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout
    return int(head[:6] or "0", 16)


DRAWS = range(first(), first() + SEEDS)
TRAINING = {"capstone/rescue", "capstone/repaired-net", "capstone/guard"}  # half a second each: a fourth of the draws


def draws(answer):
    return DRAWS[: max(SEEDS // 4, 1)] if answer.slug in TRAINING else DRAWS


def judged(answer, seed):
    """The verdict on an answer; under the first draw what is seen of a model is held to its description."""
    return corpus.practised(answer, seed, demand_described if seed == DRAWS[0] else None)


def demand_described(question, told):
    if question["look"] == "model":
        assert not misfits(told, seen.Model)


@pytest.mark.parametrize("answer", [a for a in ANSWERS if a.code is None], ids=str)
def test_a_right_answer_passes_under_every_seed(answer):
    for seed in draws(answer):
        verdict = judged(answer, seed)
        assert verdict.state == "passed", f"SEED={seed} SEEDS=1 repeats it: {verdict.claims[-1]}"


def demand_short(verdict):
    """At most 80 columns and 60 words of ours: the learner's own line and the error's text are theirs."""
    card = tell.text(verdict)
    assert max(map(len, card.splitlines())) <= 80
    ours = [words for label, words in tell.rows(verdict) if label not in ("Your line", "Found", "More")]
    assert len(" ".join(ours).split()) <= 60, card


@pytest.mark.parametrize("answer", [a for a in ANSWERS if a.code], ids=str)
def test_a_wrong_answer_fails_with_its_code_under_every_seed(answer):
    """As many draws as right ones get: a draw in which the mistake cannot show would let somebody through."""
    for seed in draws(answer):
        verdict = judged(answer, seed)
        told = f"SEED={seed} SEEDS=1 repeats it, {answer.note}: {verdict.claims[-1]}"
        assert answer.expects(verdict.state, verdict.code), told
    demand_short(verdict)


def test_each_exercise_has_enough_answers():
    """At least 3 right and 5 wrong for each exercise of each lesson, and none for an exercise that does not exist."""
    for topic in {answer.slug.split("/")[0] for answer in ANSWERS}:
        judge.find_topic(topic)
    right = Counter(a.slug for a in ANSWERS if a.code is None)
    wrong = Counter(a.slug for a in ANSWERS if a.code)
    assert set(right) == set(wrong) == set(judge.EXERCISES), "answers stand in tests/answers/<lesson>/<exercise>/"
    assert min(right.values()) >= 3 and min(wrong.values()) >= 5
