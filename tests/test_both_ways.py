"""Practice and grading are one judge: the same answers get the same verdicts in the kernel and from outside it."""

import logging
from itertools import groupby

import corpus
import nbformat
import pytest

from graders import judge
from graders.classroom import JudgedExecute

SLUGS = sorted({answer.slug for answer in corpus.answers()})
# What each answer finds, as in a new kernel: the imports of the corpus and nothing of the answer before. Every cell but
# those that ask is an answer: no cell of its own is run before it, since a cell takes longer than a small answer.
FIRST = """
import torch, math, copy
from itertools import pairwise
from torch import nn
from torch.nn import functional as F
kept = {"kept", *globals()}

def refresh(info, names=globals(), kept={"refresh", *kept}, torch=torch):
    if info.store_history:
        for name in names.keys() - kept:
            del names[name]
        torch.set_num_threads(1), torch.set_grad_enabled(True), torch.set_default_dtype(torch.float32)

get_ipython().events.register("pre_run_cell", refresh)
del kept, refresh
"""


def graded_cell(slug):
    cell = nbformat.v4.new_code_cell(f'check("{slug}")')
    cell.metadata.nbgrader = {
        "grade": True,
        "grade_id": slug,
        "points": 1,
        "solution": False,
        "locked": True,
        "schema_version": 3,
        "task": False,
    }
    return cell


@pytest.fixture(scope="module")
def everything(request, tmp_path_factory):
    """The answers to all exercises that are asked for, in one notebook, run the graded way in one kernel: for each exercise
    a list of (answer, its check cell's outputs, evidence)."""
    asked = {item.callspec.params["graded"] for item in request.session.items if "graded" in item.fixturenames}
    answers = [answer for answer in corpus.answers() if answer.slug in asked]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FIRST)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    for answer in answers:
        notebook.cells += [
            nbformat.v4.new_code_cell(answer.source),
            graded_cell(answer.slug),
        ]
    runner = JudgedExecute(timeout=60, log=logging.getLogger("quiet"))
    runner.preprocess(notebook, {"metadata": {"path": str(tmp_path_factory.mktemp("graded"))}})
    assert not any("pre_run_cell" in str(o) for cell in notebook.cells for o in cell.outputs), "refresh failed"
    outputs = [cell.outputs for cell in notebook.cells[2::2]]
    by_exercise = {slug: [] for slug in asked}
    for answer, *found in zip(answers, outputs, runner.evidence, strict=True):
        by_exercise[answer.slug].append((answer, *found))
    return by_exercise


@pytest.fixture
def graded(request, everything):
    return everything[request.param]


for_each_exercise = pytest.mark.parametrize("graded", SLUGS, indirect=True)


@for_each_exercise
def test_every_answer_gets_the_same_verdict_both_ways(graded):
    """What tests/test_answers.py proves of the practice way holds for grading, each answer with its code."""
    others = {str(answer): log["verdict"] for answer, _, log in graded if not answer.expects(*log["verdict"])}
    assert not others


@for_each_exercise
def test_outputs_are_what_nbgrader_counts(graded):
    """A right answer leaves display_data only, a wrong one an error: one card, no stack."""
    for answer, outputs, _ in graded:
        assert [output["output_type"] for output in outputs] == ["error" if answer.code else "display_data"]
        if answer.code:
            assert outputs[0]["ename"] == "CheckFailed" and 'File "' not in "".join(outputs[0]["traceback"])


# What may stand in a question, at any depth of it.
KEYS = {"look", "name", "args", "inputs", "seed", "source", "code", "function", "names", "shape", "value", "expressions"} | {"whole", "below"}


def keys_in(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


@for_each_exercise
def test_questions_hold_no_expectation(graded):
    """What travels to the kernel names no count and no expected value: only what to build, with which sizes and seed.

    What an exercise's own function is handed (``args``) is that exercise's; it is compared with what the claims expect.
    """
    for answer, _, log in graded:
        for question, _ in log["asked"]:
            assert set(keys_in({key: value for key, value in question.items() if key not in ("args", "each")})) <= KEYS
            given = set(keys_in([question.get("args", []), question.get("each", [])]))
            assert not given & {"want", "wanted", "expected", "expect", "answer", "count", "fact"}, answer


@for_each_exercise
def test_each_submission_is_asked_with_seeds_of_its_own(graded):
    seeds = [log["seed"] for _, _, log in graded]
    assert len(set(seeds)) == len(seeds)


def test_every_exercise_is_in_the_corpus():
    for topic, _ in groupby(SLUGS, key=lambda slug: slug.split("/")[0]):
        judge.find_topic(topic)
    assert sorted(judge.EXERCISES) == SLUGS
