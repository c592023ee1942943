"""Practice and grading are one judge: the same answers get the same verdicts in the kernel and from outside it."""

import logging

import corpus
import nbformat
import pytest

from graders import judge
from graders.classroom import JudgedExecute

FRESH = """
from IPython import get_ipython
get_ipython().reset(new_session=False)
import torch, math, copy
from torch import nn
from torch.nn import functional as F
torch.set_num_threads(1)
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
def graded(tmp_path_factory):
    """The whole corpus in one notebook, run the graded way: answer -> its check cell's outputs, and the evidence."""
    answers = corpus.answers()
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    for answer in answers:
        notebook.cells += [
            nbformat.v4.new_code_cell(FRESH),
            nbformat.v4.new_code_cell(answer.source),
            graded_cell(answer.slug),
        ]
    runner = JudgedExecute(timeout=60, log=logging.getLogger("quiet"))
    runner.preprocess(notebook, {"metadata": {"path": str(tmp_path_factory.mktemp("graded"))}})
    outputs = [cell.outputs for cell in notebook.cells[2::3]]
    return dict(zip(map(str, answers), zip(answers, outputs, runner.evidence, strict=True), strict=True))


def test_the_whole_corpus_gets_the_same_verdicts_both_ways(graded):
    """What tests/test_answers.py proves of the practice way holds for grading, each answer with its code."""
    others = {name: log["verdict"] for name, (answer, _, log) in graded.items() if not answer.expects(*log["verdict"])}
    assert not others


def test_outputs_are_what_nbgrader_counts(graded):
    """A right answer leaves display_data only, a wrong one an error: one card, no stack."""
    for answer, outputs, _ in graded.values():
        assert [output["output_type"] for output in outputs] == ["error" if answer.code else "display_data"]
        if answer.code:
            assert outputs[0]["ename"] == "CheckFailed" and "graders" not in "".join(outputs[0]["traceback"])


def test_questions_hold_no_expectation(graded):
    """What travels to the kernel names no count and no expected value: only what to build, with which sizes and seed."""
    keys = {key for _, _, log in graded.values() for question, _ in log["asked"] for key in question}
    assert keys == {"look", "name", "args", "inputs", "seed", "source", "code", "function", "names"}


def test_each_submission_is_asked_with_seeds_of_its_own(graded):
    seeds = [log["seed"] for _, _, log in graded.values()]
    assert len(set(seeds)) == len(seeds) == len(corpus.answers())
    assert judge.EXERCISES
