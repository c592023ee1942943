"""A check judges what stands in the notebook: driven in a real kernel, cell by cell, as a learner runs them."""

import os
from queue import Empty

import pytest
from jupyter_client.manager import start_new_kernel

IMPORTS = "import torch\nfrom torch import nn\nfrom graders import check, hint, predict\n"
RIGHT = """
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / n_in**0.5)
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return x @ self.weight.T + self.bias
"""
BROKEN = RIGHT.replace("self.bias\n", "self.bias +\n")
WRONG = RIGHT.replace("nn.Parameter(torch.zeros(n_out))", "torch.zeros(n_out, requires_grad=True)")
STUB = "def f():\n    raise NotImplementedError({})"
CHECK = 'check("registration/scaled-linear")'
HINT = 'hint("registration/scaled-linear")'
PREDICT = 'predict("layers/batchnorm", my_prediction, measured=counts)'
COUNTS = "counts = '2 and 5'"
# Back to a kernel in which the imports alone were run.
RESTART = """
import graders.kernel, graders.practice, sys
graders.kernel._history.runs.clear()
for state in ("_attempts", "_last", "_hinted", "_memory"):
    getattr(graders.practice, state).clear()
for name in {*globals()} - kept:
    del globals()[name]
"""


class Kernel:
    """A kernel, spoken to as JupyterLab does: each cell is run under its id, and deleted cells are told."""

    def __init__(self, client):
        self.client = client

    def run(self, source, cell=None, deleted=()):
        """Run one cell; its outputs, and the status of the reply."""
        content = {"code": source, "silent": False, "store_history": True, "stop_on_error": False}
        metadata = {"deletedCells": list(deleted), **({"cellId": cell} if cell else {})}
        request = self.client.session.msg("execute_request", content, metadata=metadata)
        self.client.shell_channel.send(request)
        outputs = []
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") != request["header"]["msg_id"]:
                continue
            if message["msg_type"] in ("display_data", "error", "stream"):
                outputs.append({"output_type": message["msg_type"], **message["content"]})
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return outputs, self.reply(request)

    def reply(self, request):
        while True:
            message = self.client.get_shell_msg(timeout=60)
            if message["parent_header"].get("msg_id") == request["header"]["msg_id"]:
                return message["content"]["status"]

    def last(self, *steps):
        """The outputs of the last of several cells: (cell's id, source), or a source alone, or ("delete", id)."""
        self.run(RESTART)
        gone, outputs = [], []
        for step in steps:
            cell, source = step if isinstance(step, tuple) else (None, step)
            if cell == "delete":
                gone.append(source)
                continue
            outputs, _ = self.run(source, cell, gone)
            gone = []
        return outputs


def started(**environment):
    manager, client = start_new_kernel(env={**os.environ, "GRADERS_PROGRESS": "memory", **environment})
    kernel = Kernel(client)
    kernel.run(IMPORTS + "kept = {'kept', *globals()}")
    return manager, client, kernel


@pytest.fixture(scope="module")
def kernel():
    """A live kernel: somebody sits at the notebook."""
    manager, client, kernel = started()
    yield kernel
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def validating():
    """A kernel that nbgrader started."""
    manager, client, kernel = started(NBGRADER_EXECUTION="validate", NBGRADER_VALIDATING="1")
    yield kernel
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def told(outputs):
    """The first output as text, its lines joined."""
    first = outputs[0]
    return " ".join(" ".join(first.get("traceback") or [first.get("text") or first["data"]["text/plain"]]).split())


OLDER = "The kernel still holds an older ScaledLinear"
# What is run after the imports, and what the first output of the last cell says.
STORIES = {
    "a right answer": ([RIGHT, CHECK], ["✓ passed"]),
    "edited, with a syntax error": (
        [RIGHT, CHECK, BROKEN, CHECK],
        ["○ nothing checked", "(SyntaxError, line 8)", OLDER],
    ),
    "never right, with a syntax error": ([BROKEN, CHECK], ["○ nothing checked", "did not run (SyntaxError"]),
    "an error before the definition": (
        [RIGHT, "1 / 0\n" + RIGHT, CHECK],
        ["○ nothing checked", "did not run (ZeroDivisionError)", OLDER],
    ),
    "an error in the class body": ([RIGHT, RIGHT + "    x = undefined", CHECK], ["○ nothing checked", OLDER]),
    "an error after the definition": ([WRONG, RIGHT + "\nScaledLinear(3)", CHECK], ["✓ passed"]),
    "an error in a timed cell": ([RIGHT, "%%time\n1 / 0\n" + RIGHT, CHECK], ["○ nothing checked", OLDER]),
    "mended again": ([RIGHT, BROKEN, CHECK, RIGHT, CHECK], ["✓ passed"]),
    "mended in the cell that checks": ([BROKEN, RIGHT + CHECK], ["✓ passed"]),
    "an error in another cell": ([RIGHT, "1 / 0", CHECK], ["✓ passed"]),
    "a definition in a string": ([RIGHT, '"""\ndef ScaledLinear(): ..."""; 1 / 0', CHECK], ["✓ passed"]),
    "a hint for an answer that is gone": ([WRONG, CHECK, BROKEN, CHECK, HINT], ["Hint 1 of 3"]),
    "the check before the answer": ([CHECK], ["○ nothing checked", "holds no ScaledLinear yet. Run its cell first"]),
    "the check before the answer, then both": ([CHECK, RIGHT, CHECK], ["✓ passed"]),
    "a name that is nearly right": (["class Scaledlinear: ...", CHECK], ["✗ not yet", "there is Scaledlinear"]),
    "edited and not run": ([RIGHT, CHECK], ["✓ passed"]),  # no front end tells a kernel: this is what ran last
    # From here on the front end tells which cell it runs.
    "class misspelt in the answer cell": (
        [("a", RIGHT), ("a", RIGHT.replace("class", "clas")), CHECK],
        ["○ nothing checked", "SyntaxError", OLDER],
    ),
    "another name in the answer cell": (
        [("a", RIGHT), ("a", RIGHT.replace("ScaledLinear", "Linear")), CHECK],
        ["○ nothing checked", "changed, moved or deleted", OLDER],
    ),
    "the answer cell emptied": (
        [("a", RIGHT), ("a", "# later"), CHECK],
        ["○ nothing checked", "changed, moved or deleted"],
    ),
    "the cell deleted": (
        [("s", RIGHT), ("delete", "s"), CHECK],
        ["○ nothing checked", "changed, moved or deleted", OLDER],
    ),
    "the cell deleted, and run again elsewhere": ([("s", RIGHT), ("delete", "s"), ("a", RIGHT), CHECK], ["✓ passed"]),
    "a scratch cell defines it too": (
        [("a", WRONG), ("s", RIGHT), CHECK],
        ["✓ passed", "Another cell defines it too", "from top to bottom"],
    ),
    "a scratch cell was tried before": (
        [("s", WRONG), ("a", RIGHT), CHECK],
        ["✓ passed", "Another cell defines it too"],
    ),
    "the scratch cell is gone": ([("s", WRONG), ("a", RIGHT), ("delete", "s"), CHECK], ["✓ passed"]),
    "the answer cell run twice": ([("a", WRONG), ("a", RIGHT), CHECK], ["✓ passed"]),
    "the answer cell split in two": ([("a", "X = 1" + RIGHT), ("a", "X = 1"), ("b", RIGHT), CHECK], ["✓ passed"]),
    # Predictions.
    "a prediction without quotes": (["my_prediction = 2 and 5", COUNTS, PREDICT], ["You predicted 2 and 5."]),
    "a prediction with a percent sign": (
        ["my_prediction = 10 %  # or so", 'predict("registration/list-bug", my_prediction, measured=0.97)'],
        ["You predicted 10 %."],
    ),
    "a prediction of none": (
        ["my_prediction = None", "my_prediction = None", COUNTS, PREDICT],
        ["○ not attempted yet"],
    ),
    "a prediction that ended in an error": (
        ["my_prediction = 2 and 5", "1 / 0\nmy_prediction = 2 and 2", COUNTS, PREDICT],
        ["○ nothing checked", "did not run (ZeroDivisionError)"],
    ),
    "predict before the prediction": ([COUNTS, PREDICT], ["○ nothing checked", "holds no my_prediction yet"]),
    "predict before the measurement": (["my_prediction = a", PREDICT], ["○ nothing checked", "holds no counts yet"]),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_stands_in_the_cell_is_what_is_judged(story, kernel):
    steps, wanted = STORIES[story]
    words = told(kernel.last(*steps))
    assert words.startswith(wanted[0])
    assert all(each in words for each in wanted[1:]), words
    assert ("Another cell" in words) == any("Another cell" in each for each in wanted)


def test_a_card_that_failed_is_shown_and_ends_the_cell_in_one_line(kernel):
    card, error = kernel.last(WRONG, CHECK)
    assert card["output_type"] == "display_data" and "Expected" in card["data"]["text/html"]
    assert error["traceback"] == ["✗ not yet: registration/scaled-linear"] and error["ename"] == "CheckFailed"


def test_what_was_not_attempted_is_no_error(kernel):
    stub = "class ScaledLinear(nn.Module):\n    def __init__(self, a, b):\n        raise NotImplementedError('your answer here')"
    (card,) = kernel.last(stub, CHECK)
    assert card["output_type"] == "display_data" and card["data"]["text/plain"].startswith("○ not attempted yet")


def test_while_nbgrader_runs_a_notebook_each_card_is_an_error_in_plain_text(validating):
    for steps, first in (
        ([WRONG, CHECK], "✗ not yet"),
        ([BROKEN, CHECK], "○ nothing checked"),
        ([CHECK], "✗ not yet"),
        (["my_prediction = None", COUNTS, PREDICT], "○ not attempted yet"),
        ([COUNTS, PREDICT], "○ nothing checked"),
        ([STUB.format("'your answer here'"), "f()"], "○ not attempted yet"),
    ):
        (error,) = validating.last(*steps)
        assert error["output_type"] == "error" and error["traceback"][0].startswith(first)
        assert not any("<" in line for line in error["traceback"])


def test_a_cell_that_uses_an_unanswered_one_shows_one_neutral_line(kernel):
    (output,) = kernel.last(STUB.format("'your answer here'"), "f()")
    assert output["output_type"] == "display_data"
    assert output["data"]["text/plain"].startswith("○ not attempted yet") and "\n" not in output["data"]["text/plain"]
    assert kernel.run("f()")[1] == "error"  # Run All stops at it, or goes on, as the notebook says


def test_other_errors_show_their_traceback(kernel):
    (output,) = kernel.last(STUB.format("'mine'"), "f()")
    assert output["evalue"] == "mine" and "f()" in "".join(output["traceback"]) and len(output["traceback"]) > 2
    (output,) = kernel.last("def g():\n    return nothing", "g()")
    assert output["ename"] == "NameError" and "g()" in "".join(output["traceback"])


def test_no_message_is_left_over(kernel):
    with pytest.raises(Empty):
        kernel.client.get_shell_msg(timeout=0.1)
