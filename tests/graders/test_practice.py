"""What a learner meets in a notebook: cards for every kind of trouble, hints, predictions, progress."""

import json
import re
import warnings

import pytest
import torch
from torch import nn

import graders
from graders import judge, mistakes, practice, tell
from graders.course import lessons

LINEAR = """
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / n_in**0.5)
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return x @ self.weight.T + self.bias
"""


@pytest.fixture(autouse=True)
def fresh(monkeypatch, tmp_path):
    """Each test is a new notebook in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for state in (practice._attempts, practice._last, practice._hinted, practice._memory):
        state.clear()


def run(source, **names):
    """Run source text as notebook cells would be; the namespace it made."""
    namespace = {"torch": torch, "nn": nn, **vars(graders), "check": graders.check, "predict": graders.predict, **names}
    exec(compile(source, "<cell>", "exec"), namespace)
    return namespace


def card_of(source, slug="registration/scaled-linear"):
    """The card of a check that does not pass."""
    with pytest.raises(graders.CheckFailed) as caught:
        run(f"{source}\ncheck({slug!r})")
    return str(caught.value)


def test_a_right_answer_shows_its_facts(capsys):
    run(LINEAR + 'check("registration/scaled-linear")')
    shown = capsys.readouterr().out
    assert shown.startswith("✓ passed: registration/scaled-linear")
    assert re.search(r"\d+ numbers in 2 parameters, as \d+·\d+\+\d+", shown)


TROUBLE = {
    "nothing defined": ("", "no ScaledLinear"),
    "near miss": ("class Scaledlinear(nn.Module): pass", "there is Scaledlinear"),
    "a number": ("ScaledLinear = 3", "of type int"),
    "an object already built": (LINEAR + "ScaledLinear = ScaledLinear(3, 2)", "one object already built"),
    "no module": ("class ScaledLinear:\n    def __init__(self, a, b): pass", "gives an object of type ScaledLinear"),
    "constructor raises": (
        LINEAR.replace("super().__init__()", "super().__init__(); 1 / 0"),
        "ZeroDivisionError when it is built",
    ),
    "forward raises": (LINEAR.replace("return x", "return y + x"), "NameError when forward() runs"),
    "wrong shape": (
        LINEAR.replace("+ self.bias", "+ self.bias[:, None]").replace("x @ self.weight.T", "(x @ self.weight.T)[:1]"),
        "gives a tensor of shape",
    ),
    "another dtype": (LINEAR.replace("torch.zeros(n_out))", "torch.zeros(n_out)); self.double()"), "dtype"),
    "eval raises": (LINEAR + "    def eval(self): raise ValueError('mine')", "ValueError when eval() is called"),
    "exits": (LINEAR.replace("return x", "raise SystemExit(0)\n        return x"), "SystemExit"),
}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_each_trouble_gets_a_card_that_names_it(trouble):
    source, words = TROUBLE[trouble]
    assert words in " ".join(card_of(source).split())


def test_an_unknown_exercise_lists_the_known_ones():
    card = card_of("", "registration/deep-nett")
    assert "There is no 'registration/deep-nett'" in card and "registration/deep-net" in card
    for slug in ("", None, 7, "nothing/here", "os/path"):
        assert "There is no" in card_of("", slug)


def test_an_endless_loop_can_be_interrupted():
    """The interrupt of the kernel menu arrives as KeyboardInterrupt inside the learner's loop."""
    source = LINEAR.replace("return x", "while True: raise KeyboardInterrupt\n        return x")
    assert "stopped by an interrupt while forward() runs" in " ".join(card_of(source).split())


def test_the_stub_and_only_the_stub_is_untouched():
    stub = "class ScaledLinear(nn.Module):\n    def __init__(self, a, b):\n        raise NotImplementedError({})"
    assert card_of(stub.format("'your answer here'")).startswith("○ not attempted yet")
    assert card_of(stub.format("'todo'")).startswith("✗ not yet")


def test_grad_mode_left_off_is_named_and_costs_nothing(capsys):
    try:
        run(LINEAR + 'torch.set_grad_enabled(False)\ncheck("registration/scaled-linear")')
        assert not torch.is_grad_enabled()
    finally:
        torch.set_grad_enabled(True)
    shown = capsys.readouterr().out
    assert "passed" in shown and "Gradients are switched off in this notebook" in shown


def test_noise_of_the_answer_is_not_shown(capsys):
    noisy = LINEAR.replace(
        "return x", "import sys, warnings; warnings.warn('w'); print('n', file=sys.stderr); print('n'); return x"
    )
    run(noisy + 'check("registration/scaled-linear")')
    captured = capsys.readouterr()
    assert not captured.err and "\nn\n" not in captured.out


def test_each_attempt_draws_anew_and_a_second_run_of_the_notebook_draws_the_same(monkeypatch):
    """Nobody passes by fitting one draw, and yet Run All gives the same outputs each time."""
    seeds = []
    judged = judge.judge
    monkeypatch.setattr(judge, "judge", lambda exercise, ask, seed: seeds.append(seed) or judged(exercise, ask, seed))
    for _ in range(2):
        for state in (practice._attempts, practice._last):
            state.clear()
        for _ in range(3):
            run(LINEAR + 'check("registration/scaled-linear")')
    assert len(set(seeds)) == 3 and seeds[:3] == seeds[3:]


def test_another_default_dtype_is_named_and_costs_nothing(capsys):
    try:
        run(LINEAR + 'torch.set_default_dtype(torch.float64)\ncheck("registration/scaled-linear")')
        assert torch.get_default_dtype() == torch.float64
    finally:
        torch.set_default_dtype(torch.float32)
    shown = " ".join(capsys.readouterr().out.split())
    assert "passed" in shown and "An earlier cell set the default dtype to torch.float64" in shown


def test_warnings_of_an_answer_are_neither_shown_nor_made_errors(recwarn):
    warned = LINEAR.replace("return x", "import warnings; warnings.warn('old'); return x")
    run(warned + 'check("registration/scaled-linear")')
    assert not recwarn.list
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run(warned + 'check("registration/scaled-linear")')
        assert warnings.filters[0][0] == "error"


def test_a_card_renders_as_itself_in_ipython():
    error = graders.CheckFailed("one\ntwo")
    assert error._render_traceback_() == ["one", "two"]


def test_predictions_want_an_option_and_explain_it(capsys):
    slug = "registration/list-bug"
    with pytest.raises(graders.CheckFailed, match="Predict first"):
        graders.predict(slug, None, measured=0.97)
    for wrong in ("0", 42, object(), ["10 %", "50 %"], "d"):
        with pytest.raises(graders.CheckFailed, match="is not one of"):
            graders.predict(slug, wrong, measured=0.97)
    for option in judge.find(slug, judge.PREDICTIONS).options:
        graders.predict(slug, option, measured=0.968)
        shown = capsys.readouterr().out
        assert f"You predicted {option}." in shown and "96.8 %" in shown


def test_hints_start_with_the_mistake_then_climb(capsys):
    listed = LINEAR.replace(
        "self.bias = nn.Parameter(torch.zeros(n_out))", "self.bias = torch.zeros(n_out, requires_grad=True)"
    )
    assert "R07" in card_of(listed)
    for expected in ("R07", "Hint 1 of 3\n", "Hint 2 of 3\n", "Hint 3 of 3, the last one", "Hint 3 of 3, again"):
        graders.hint("registration/scaled-linear")
        shown = capsys.readouterr().out
        assert shown.startswith(expected)
        assert "R07" in expected or "Your last check expected parameters() lists everything" in shown
    assert "G24" in card_of(LINEAR.replace("x @ self.weight.T", "x @ self.weight.T.detach()"))
    graders.hint("registration/scaled-linear")
    assert capsys.readouterr().out.startswith("G24")  # a new mistake is told before the ladder goes on


def test_the_story_of_a_mistake_names_a_lesson_that_exists():
    mistake = mistakes.find("R04")
    assert "More on it in lesson 02_registration" in tell.prose(tell.story(mistake, judge.has_topic("registration")))
    assert "More on it" not in tell.prose(tell.story(mistake, judge.has_topic("no_such_topic")))
    assert all(len(line) <= tell.WIDTH for line in tell.prose(tell.story(mistake, True)).splitlines())


READ = {
    "registration/list-bug": {
        "10 %": "10 %",
        "97": "97 %",
        97: "97 %",
        " '50%' ": "50 %",
        "c": "97 %",
        "B)": "50 %",
        "2": "50 %",
        "about 10 %": "10 %",
        "“97 %.”": "97 %",
        "%": None,
        "d": None,
        "110": None,
        "10 or 50": None,
    },
    "registration/reload": {
        "The Same.": "the same",
        "lower": None,
        "a little": "a little lower",
        "a": None,  # the place of one, the beginning of two
        "b": "a little lower",
        "3": "about 10 %",
        "10 %": None,
        "about 10": "about 10 %",
    },
    "layers/batchnorm": {
        "0 AND 0": "0 and 0",
        "2and5": "2 and 5",
        "2 and 5.": "2 and 5",
        "2, 5": "2 and 5",
        "a": "0 and 0",
        "1": "0 and 0",
        "2": None,  # the place of one, the beginning of two
        "2 and": None,
        '"2 and 2" or "2 and 5"': None,
        "": None,
    },
}


@pytest.mark.parametrize("slug, typed, meant", [(slug, *pair) for slug in READ for pair in READ[slug].items()])
def test_a_prediction_is_read_as_people_type_it(slug, typed, meant):
    options = judge.options_meant(judge.find(slug, judge.PREDICTIONS), typed)
    assert (options[0] if len(options) == 1 else None) == meant


def test_what_could_be_several_options_is_asked_again():
    with pytest.raises(graders.CheckFailed, match='\'2\' could be "2 and 2" or "2 and 5"'):
        graders.predict("layers/batchnorm", "2", measured="2 and 5")
    with pytest.raises(graders.CheckFailed, match="Predict first"):
        graders.predict("layers/batchnorm", "", measured="2 and 5")


def test_an_answer_that_changes_its_arguments_is_told():
    source = """
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.0):
        super().__init__()
        first = widths.pop(0)
        self.layers = nn.ModuleList()
        for width in widths:
            self.layers.append(nn.Linear(first, width))
            first = width

    def forward(self, x):
        return self.layers[-1](x)
"""
    card = " ".join(card_of(source, "registration/deep-net").split())
    assert "your code changed [" in card and "make a copy" in card


def test_an_error_of_ours_is_never_the_learners(monkeypatch):
    """An exercise that stumbles over an answer says so; the verdict stays a verdict."""

    def stumbles(ask, rng):
        yield judge.Claim("works", True, "it runs")
        raise KeyError("internal")

    monkeypatch.setitem(
        judge.EXERCISES, "registration/stumbles", judge.Exercise("registration/stumbles", (), stumbles, ())
    )
    card = " ".join(card_of("", "registration/stumbles").split())
    assert "The fault is ours, not yours" in card and "KeyError in test_practice.py" in card


def test_a_question_that_cannot_be_asked_is_the_callers_matter():
    """Judging again from evidence stops where the exercise asks another question by now."""

    def ask(question):
        raise ValueError("asks other questions now")

    with pytest.raises(ValueError, match="other questions"):
        judge.judge(judge.find("registration/scaled-linear"), ask, 0)


def test_only_the_learners_own_line_is_quoted():
    source = "from graders import summary\ndef classify(layer):\n    return summary(layer).trainable"
    card = card_of(source, "layers/classify")
    assert "Your line" not in card or "summary(layer).trainable" in card
    assert "raise RuntimeError" not in card


def test_progress_is_kept_in_the_folder_and_survives_damage(capsys, tmp_path):
    graders.progress()
    assert "Nothing checked yet" in capsys.readouterr().out
    run(LINEAR + 'check("registration/scaled-linear")')
    capsys.readouterr()
    graders.progress()
    lesson = next(lesson for lesson in lessons() if lesson.topic == "registration")
    told = capsys.readouterr().out
    for number, done in ((1, 0), (2, 1)):
        part = lesson.part(number)
        earned = part["registration/scaled-linear"] if done else 0
        head = f"registration, Part {number}: {done} of {len(part)} done, {earned} of {sum(part.values())} points"
        assert head in told.splitlines()
    listed = [line.split()[-1] for line in told.splitlines() if line.startswith("  ")]
    assert listed == list(lesson.points), "in the order of the lesson"
    for damage in ("", "[]", '{"registration/router": "hacked"}', "\x00"):
        (tmp_path / practice.STORE).write_text(damage)
        graders.progress()
        assert "Nothing checked yet" in capsys.readouterr().out


def test_progress_stays_in_memory_while_nbgrader_runs(monkeypatch, tmp_path):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    run(LINEAR + 'check("registration/scaled-linear")')
    assert practice.load() == {"registration/scaled-linear": "passed"} and not list(tmp_path.iterdir())


def test_progress_needs_no_writable_folder(monkeypatch, tmp_path):
    (tmp_path / practice.STORE).mkdir()
    run(LINEAR + 'check("registration/scaled-linear")')


def test_progress_in_one_lesson_has_the_record_of_predictions(capsys):
    run('my_prediction = "b"\npredict("layers/batchnorm", my_prediction, measured="2 and 5")')
    capsys.readouterr()
    graders.progress("layers")
    told = capsys.readouterr().out
    assert "✓ predicted: layers/batchnorm (you said 2 and 2, measured 2 and 5)" in told and "registration" not in told
    with pytest.raises(practice.CheckFailed, match=r'such as progress\("layers"\)'):
        graders.progress("cooking")


def test_the_store_is_plain_json(tmp_path):
    run(LINEAR + 'check("registration/scaled-linear")')
    assert json.loads((tmp_path / practice.STORE).read_text()) == {"registration/scaled-linear": "passed"}


def test_what_was_solved_once_stays_solved(tmp_path, capsys):
    run(LINEAR + 'check("registration/scaled-linear")')
    card_of("ScaledLinear = 3")
    assert json.loads((tmp_path / practice.STORE).read_text()) == {"registration/scaled-linear": "once"}
    capsys.readouterr()
    graders.progress()
    shown = capsys.readouterr().out
    assert "✓ was passed, the last try was not: registration/scaled-linear" in shown and "1 of" in shown
    run(LINEAR + 'check("registration/scaled-linear")')
    assert json.loads((tmp_path / practice.STORE).read_text()) == {"registration/scaled-linear": "passed"}
