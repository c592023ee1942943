"""What graded cells say of the answer that was judged, and how graded predictions are read: run the graded way."""

import logging

import nbformat
import pytest

from graders.classroom import JudgedExecute

IMPORTS = "import torch\nfrom torch import nn\nfrom graders import check, hint, predict"
RIGHT = """class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale, self.shift = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift
"""


def cell(source, grade_id, grade):
    made = nbformat.v4.new_code_cell(source)
    made.metadata.nbgrader = {"grade_id": grade_id, "grade": grade, "solution": not grade, "locked": grade}
    made.metadata.nbgrader |= {"points": 1, "schema_version": 3, "task": False}
    return made


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the check cells of one notebook say, by grade id."""
    cells = [
        nbformat.v4.new_code_cell(IMPORTS),
        nbformat.v4.new_code_cell(RIGHT),  # tried in a cell of one's own
        cell(RIGHT.replace("x * ", "x * * "), "scale-shift", False),
        cell('check("layers/scale-shift")', "scale-shift-check", True),
        cell("my_prediction = 2 and 5.  # so", "batchnorm", False),
        cell('predict("layers/batchnorm", my_prediction, measured="2 and 5")', "batchnorm-check", True),
        cell("my_prediction = 10 %", "list-bug", False),
        cell('predict("registration/list-bug", my_prediction, measured=0.97)', "list-bug-check", True),
        cell("my_reload_prediction = 97", "reload", False),
        cell('predict("registration/reload", my_reload_prediction, measured=0.1)', "reload-check", True),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    runner = JudgedExecute(timeout=60, log=logging.getLogger("quiet"))
    runner.preprocess(notebook, {"metadata": {"path": str(tmp_path_factory.mktemp("graded"))}})
    checks = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    return {
        check.metadata.nbgrader.grade_id: "\n".join(o.get("traceback") or [o["data"]["text/plain"]])
        for check in checks
        for o in check.outputs
    }


def test_an_answer_cell_that_ended_in_an_error_is_told_though_the_name_was_defined(told):
    card = " ".join(told["scale-shift-check"].split())
    assert card.startswith("✓ passed")
    assert (
        "Your answer's cell ended in SyntaxError" in card and "Judged was what the notebook had defined by then" in card
    )


def test_predictions_are_read_in_grading_as_in_practice(told):
    assert told["batchnorm-check"].startswith("You predicted 2 and 5.")
    assert told["list-bug-check"].startswith("You predicted 10 %.")
    assert told["reload-check"].startswith("✗ not yet") and "'97' is not one of" in told["reload-check"]
