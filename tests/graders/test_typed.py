"""What is typed as a prediction becomes a string; every other line of every cell stays as it is."""

import json

import pytest
from conftest import ROOT
from IPython.core.inputtransformer2 import TransformerManager

from graders.typed import quoted

FREE = {
    "0 and 0": "0 and 0",
    "10 %": "10 %",
    "about 10 %": "about 10 %",
    "97": "97",
    "a": "a",
    "2 and 5.": "2 and 5.",
    "(2 and 5)": "(2 and 5)",
    "first and last": "first and last",
    '"0 and 0': '"0 and 0',
    "it's 97": "it's 97",
    '"2 and 2" or "2 and 5"': '"2 and 2" or "2 and 5"',
    "": None,
}
CODE = [
    '"0 AND 0"',
    "'10 %'",
    "None",
    "tiny(x)",
    "model.predict(x)",
    "answers[0]",
    "x.item()",
    'f"{x} %"',
    '"a" if x else "b"',
    "other = 3",
    "97; print(1)",
    "[1, 2]",
    "tiny(",
    "(",
    '"""',
    "1 + \\",
    "!ls",
    "%time f()",
]


def run(source):
    """What a cell leaves in the kernel, read as IPython reads it."""
    manager = TransformerManager()
    manager.cleanup_transforms.append(quoted)
    made = {}
    exec(manager.transform_cell(source), made)
    return made


@pytest.mark.parametrize("typed", FREE)
@pytest.mark.parametrize("comment", ["", '  # "0 and 0", "2 and 2" or "2 and 5"'])
@pytest.mark.parametrize("name", ["my_prediction", "my_reload_prediction"])
def test_free_text_becomes_a_string(typed, comment, name):
    (line,) = quoted([f"{name} = {typed}{comment}\n"])
    assert run(line)[name] == FREE[typed]
    assert line.endswith(f"{comment}\n") and quoted([line]) == [line]


@pytest.mark.parametrize("right", CODE)
def test_code_and_strings_stay(right):
    line = f"my_prediction = {right}\n"
    assert quoted([line]) == [line]


@pytest.mark.parametrize(
    "source",
    [
        "prediction = 0 and 0\n",
        "my_predictions = 0 and 0\n",
        "my_prediction == 0 and 0\n",
        "my_prediction += 1\n",
        "self.my_prediction = 0 and 0\n",
        "if True:\n    my_prediction = 0 and 0\n",
        'text = """\nmy_prediction = 10 %\n"""\n',
        "f(\nmy_prediction = 3,\n)\n",
        "x = 1 + \\\nmy_prediction = 3\n",
        "x = '''\n",
    ],
)
def test_other_lines_stay(source):
    lines = source.splitlines(keepends=True)
    assert quoted(lines) == lines


def test_what_stands_around_a_prediction_stays():
    source = "%matplotlib inline\nx = 3\nmy_prediction = 10 %  # mine\nprint(x)"
    lines = quoted(source.splitlines(keepends=True))
    assert "".join(lines) == source.replace("10 %", "'10 %'")


@pytest.mark.parametrize(
    "path",
    sorted(p for tree in ("source", "notebooks", "solutions") for p in ROOT.glob(f"{tree}/*/*.ipynb")),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_cell_of_a_lesson_is_changed(path):
    for cell in json.loads(path.read_text())["cells"]:
        lines = "".join(cell["source"]).splitlines(keepends=True)
        assert quoted(lines) == lines
