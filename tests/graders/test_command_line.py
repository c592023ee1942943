"""`python -m graders audit`, `summary` and `explain`, as typed in a shell: what is printed, and the exit code."""

import os
import subprocess
import sys

import pytest

from graders import __main__ as command
from graders import mistakes

PROGRAM = """
import torch
from torch import nn
from torch.nn import functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.out = nn.Linear(3, 4), nn.Linear(4, 2)
    def forward(self, x):
        return self.out(self.hidden(x).relu())

class Hiding(Net):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(2, 2)]
    def forward(self, x):
        return self.layers[0](super().forward(x))

class Unregistered(nn.Module):
    def __init__(self):
        self.hidden = nn.Linear(3, 4)

class Both(Net):
    def forward(self, x, y):
        return super().forward(x + y)

net, number = Net(), 3

def pair():
    net = Net()
    return net, torch.optim.SGD(net.parameters(), lr=0.1)

def step(model, optimizer, x, y):
    optimizer.zero_grad()
    F.cross_entropy(model(x), y).backward()
    optimizer.step()

def forgetful(model, optimizer, x, y):
    F.cross_entropy(model(x), y).backward()
    optimizer.step()

def program(step=step):
    net, optimizer = pair()
    return dict(model=net, optimizer=optimizer, inputs=(torch.randn(8, 3),), target=torch.arange(8) % 2, step=step)

def accumulating():
    return program(forgetful)

def factory_inside():
    return {"model": pair, "inputs": torch.randn(4, 3)}

def unknown_key():
    return {"model": net, "input": 3}

def no_model():
    return {"inputs": 3}

def no_module():
    return 7

def broken():
    raise ValueError("first line\\nsecond line")

def leaving():
    raise SystemExit(1)

def greedy(x):
    return net
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("a program")
    (folder / "program.py").write_text(PROGRAM)
    (folder / "lacking.py").write_text("import no_such_package_at_all\n")
    (folder / "faulty.py").write_text("1 / 0\n")
    (folder / "script.py").write_text("import sys\nsys.exit(1)\n")
    return folder


@pytest.fixture
def run(folder, monkeypatch, capsys):
    """run("audit", ...) in the folder: the exit code and what was printed to either stream."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "path", list(sys.path))

    def run(*arguments):
        code = command.main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    yield run
    for name in ("program", "lacking", "faulty", "script"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize("target", ["program:Net", "program:net", "program:pair"])
def test_a_healthy_model_gives_0(run, target):
    code, out, err = run("audit", target, "--inputs", "4,3")
    assert (code, err) == (0, "")
    assert out.startswith("✓ Net: nothing found")


@pytest.mark.parametrize("target", ["program:program", "program:factory_inside"])
def test_a_dict_brings_everything_that_audit_takes(run, target):
    code, out, err = run("audit", target)
    assert (code, err) == (0, "") and "nothing found" in out


@pytest.mark.parametrize(
    "target, inputs, words",
    [
        ("program:Hiding", ["--inputs", "4,3"], "R04"),
        ("program:accumulating", [], "O07"),
        ("program:Unregistered", ["--inputs", "4,3"], "R13"),
    ],
)
def test_a_mistake_gives_1_also_one_that_shows_while_building(run, target, inputs, words):
    code, out, err = run("audit", target, *inputs)
    assert (code, err) == (1, "")
    assert words in out


def test_several_inputs(run):
    assert run("audit", "program:Both", "--inputs", "4,3", "--inputs", "4,3")[0] == 0


SENTENCES = [
    ("program", "'program' is not of the form module:factory"),
    ("program.py:Net", "program.py is a file; write its module, program:Net"),
    ("nowhere:Net", "there is no module 'nowhere'"),
    ("program:Nett", "the module program has no 'Nett'"),
    ("program:number", "program:number cannot be called: it is of type int"),
    ("program:no_module", "program:no_module() returned int, not a module"),
    ("program:broken", "program:broken() raised ValueError: first line second line"),
    ("program:leaving", "program:leaving() raised SystemExit: 1"),
    ("program:greedy", "program:greedy() raised TypeError: greedy() missing 1 required positional argument"),
    ("program:unknown_key", "returned a dict with 'input'; audit knows model, inputs"),
    ("program:no_model", "returned a dict without 'model'"),
    ("lacking:Net", "importing lacking raised ModuleNotFoundError: No module named 'no_such_package_at_all'"),
    ("faulty:Net", "importing faulty raised ZeroDivisionError: division by zero"),
    ("script:Net", "importing script raised SystemExit: 1"),
]


@pytest.mark.parametrize("name", ["audit", "summary"])
@pytest.mark.parametrize("target, words", SENTENCES)
def test_bad_input_gives_2_and_one_sentence(run, name, target, words):
    code, out, err = run(name, target)
    assert (code, out) == (2, "")
    assert words in err and len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["program:Net", "--inputs", "4;3"], "--inputs 4;3 is no shape such as 4,3"),
        (["program:Net", "--inputs", "4,-3"], "--inputs 4,-3 is no shape such as 4,3"),
        (["program:program", "--inputs", "4,3"], "program:program() returns its own inputs; leave --inputs out"),
        (["program:Net", "--inputs", "4,5"], "mat1 and mat2 shapes cannot be multiplied"),
    ],
)
@pytest.mark.parametrize("name", ["audit", "summary"])
def test_bad_inputs_give_2_and_one_sentence(run, name, arguments, words):
    code, out, err = run(name, *arguments)
    assert (code, out) == (2, "")
    assert words in err and len(err.splitlines()) == 1


def test_a_model_that_needs_inputs_is_not_called_healthy_without_them(run):
    code, out, err = run("audit", "program:Net")
    assert (code, out) == (2, "")
    assert "missing 1 required positional argument: 'x'; give the shape of the model's input with --inputs" in err


@pytest.mark.parametrize("target", ["Net", "net", "pair", "program", "factory_inside"])
def test_summary_prints_the_table(run, target):
    code, out, err = run("summary", f"program:{target}")
    assert (code, err) == (0, "")
    assert "hidden.weight  4 × 3     12  ● trained" in out
    assert "26 numbers in 4 parameters, all trained" in out


def test_summary_shows_the_output_for_given_inputs(run):
    assert run("summary", "program:Net", "--inputs", "5,3")[1].endswith("; output 5 × 2\n")


@pytest.mark.parametrize("code", mistakes.codes())
def test_explain_prints_the_whole_page(run, code):
    told, out, err = run("explain", code)
    mistake = mistakes.find(code)
    assert (told, err) == (0, "") and out.startswith(f"{code}: {mistake.name}\n\n")
    assert all(len(line) <= 80 for line in out.splitlines()) and "{where}" not in out and "{what}" not in out
    words = " ".join(out.split())
    for paragraph in mistake.more.split("\n\n"):
        assert " ".join(paragraph.split()) in words
    code_in = "\n".join(line.removeprefix("    ") for line in out.splitlines()) + "\n"
    assert mistake.wrong in code_in and mistake.right in code_in
    assert ("No check names it yet." in out) != mistake.named


@pytest.mark.parametrize("typed, told", [("r04", "R04: "), ("o14", "O14: "), ("o01/o14/o15", "O01/O14/O15: ")])
def test_explain_reads_a_code_as_people_type_it(run, typed, told):
    code, out, err = run("explain", typed)
    assert (code, err) == (0, "") and out.startswith(told)
    assert ("O01/O14/O15" in out) == (typed != "r04")  # a member names its group


def test_explain_without_a_code_lists_them_by_family(run):
    code, out, err = run("explain")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line for line in lines if line in mistakes.FAMILIES] == list(mistakes.FAMILIES)
    assert "  R04  layers in a plain Python list" in lines and all(len(line) <= 80 for line in lines)
    assert {line.split()[0] for line in lines if line[:2] == "  "} == {c for c in mistakes.codes() if "/" not in c}


@pytest.mark.parametrize("typed, near", [("R4", "R04"), ("R99", "R19"), ("R04,", "R04"), ("nonsense", "")])
def test_explain_of_an_unknown_code_gives_2_and_what_is_near(run, typed, near):
    code, out, err = run("explain", typed)
    assert (code, out) == (2, "") and len(err.splitlines()) == 1
    assert f"no mistake has the code {typed!r}" in err and near in err


@pytest.mark.parametrize("arguments", [["--help"], ["audit", "--help"], ["summary", "-h"]])
def test_help_tells_what_may_be_named_and_the_exit_codes(run, capsys, arguments):
    with pytest.raises(SystemExit) as stopped:
        run(*arguments)
    out = capsys.readouterr().out
    assert stopped.value.code == 0
    assert all(word in out for word in ("module:factory", "(module, optimizer)", "exit code", "train:make"))
    assert "{codes}" not in out


@pytest.mark.parametrize("arguments", [[], ["audit"], ["judge", "program:Net"]])
def test_arguments_that_make_no_command_give_2(run, arguments):
    with pytest.raises(SystemExit) as stopped:
        run(*arguments)
    assert stopped.value.code == 2


@pytest.mark.slow
@pytest.mark.parametrize("safe_path", ["", "1"])
def test_from_a_shell_in_any_folder_and_any_encoding(folder, safe_path):
    environment = {**os.environ, "PYTHONSAFEPATH": safe_path, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "graders", "audit", "program:Hiding", "--inputs", "4,3"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("? Hiding: 1 finding") and "R04" in done.stdout
