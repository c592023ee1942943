"""A check judges what stands in the notebook: driven in a real kernel, cell by cell, as a learner runs them."""

import nbformat
import pytest
from nbclient import NotebookClient

IMPORTS = "import torch\nfrom torch import nn\nfrom graders import check, hint"
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
CHECK = 'check("registration/scaled-linear")'
WRONG = RIGHT.replace("nn.Parameter(torch.zeros(n_out))", "torch.zeros(n_out, requires_grad=True)")

# What is run after the imports, cell by cell, and how the last card starts.
STORIES = {
    "a right answer": ([RIGHT, CHECK], "✓ passed"),
    "edited, with a syntax error": ([RIGHT, CHECK, BROKEN, CHECK], "○ nothing checked"),
    "never right, with a syntax error": ([BROKEN, CHECK], "○ nothing checked"),
    "an error before the definition": ([RIGHT, "1 / 0\n" + RIGHT, CHECK], "○ nothing checked"),
    "an error in the class body": ([RIGHT, RIGHT + "    x = undefined", CHECK], "○ nothing checked"),
    "an error after the definition": ([WRONG, RIGHT + "\nScaledLinear(3)", CHECK], "✓ passed"),
    "mended again": ([RIGHT, BROKEN, CHECK, RIGHT, CHECK], "✓ passed"),
    "an error in another cell": ([RIGHT, "1 / 0", CHECK], "✓ passed"),
    "a hint for an answer that is gone": (
        [WRONG, CHECK, BROKEN, CHECK, 'hint("registration/scaled-linear")'],
        "Hint 1 of 3",
    ),
}


STUB = "def f():\n    raise NotImplementedError({})"


def last_output(cells, folder):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in (IMPORTS, *cells)])
    NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(folder)}}).execute()
    (output,) = notebook.cells[-1].outputs
    return output


def test_a_cell_that_uses_an_unanswered_one_shows_one_line(tmp_path):
    output = last_output([STUB.format("'your answer here'"), "f()"], tmp_path)
    assert (output.ename, output.evalue) == ("NotImplementedError", "your answer here")
    assert len(output.traceback) == 1 and output.traceback[0].startswith("○ not attempted yet")


def test_another_unfinished_function_shows_its_traceback(tmp_path):
    output = last_output([STUB.format("'mine'"), "f()"], tmp_path)
    assert output.evalue == "mine" and "f()" in "".join(output.traceback) and len(output.traceback) > 2


@pytest.mark.parametrize("story", STORIES)
def test_what_stands_in_the_cell_is_what_is_judged(story, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADERS_PROGRESS", "memory")
    cells, wanted = STORIES[story]
    output = last_output(cells, tmp_path)
    told = output.get("evalue") or output.get("text") or output["data"]["text/plain"]
    assert told.startswith(wanted)
    if "nothing checked" in wanted:
        card = " ".join(" ".join(output["traceback"]).split())
        assert "did not run" in card
        assert ("still holds an older ScaledLinear" in card) == ("never" not in story)
