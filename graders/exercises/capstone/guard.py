"""Lesson 09, exercise guard: a test that fails on the broken program and passes on the repaired one."""

import torch
from torch import nn

from graders import capstone
from graders.claims import claim
from graders.exercises.capstone import number_in, running
from graders.judge import exercise, run
from graders.look import reseed


def guarded(learner, programs, classes, seed):
    """What guard does with each of several programs: the kind of exception that it raises, or None, and what it returns."""
    import copy
    import linecache

    import torch.nn.functional as F
    from sklearn.datasets import load_digits

    reseed(seed)
    digits = load_digits()
    rows = torch.randperm(1797)[:400]
    x, y = torch.tensor(digits.data / 16, dtype=torch.float32)[rows], torch.tensor(digits.target)[rows]
    body = [nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()]
    old = nn.Sequential(nn.Sequential(*body), nn.Linear(64, 10))
    optimizer = torch.optim.Adam(old.parameters(), lr=0.003)
    for _ in range(60):
        b = torch.randint(400, (64,))
        optimizer.zero_grad()
        F.cross_entropy(old(x[b]), y[b]).backward()
        optimizer.step()
    old.eval()
    new_x, new_y = x + 0.375, torch.tensor(classes)[y]
    told = []
    for source in programs:
        made = {"torch": torch, "nn": nn, "F": F, "copy": copy}
        exec(compile(source, "<the program>", "exec"), made)
        raised, text, line, given = None, "", None, None
        try:
            given = learner["guard"](lambda made=made: made["rescued"](old), new_x.clone(), new_y.clone())
        except NotImplementedError:
            raise
        except Exception as error:
            raised, text = type(error).__name__, str(error)[:100]
            tb = error.__traceback__.tb_next
            line = linecache.getline(tb.tb_frame.f_code.co_filename, tb.tb_lineno).strip()[:100] if tb else None
        told.append({"raised": raised, "text": text, "line": line, "returned": None if given is None else str(given)[:20]})
    return told


@exercise(
    "capstone/guard",
    "guard",
    hints=(
        "Which one number or yes-or-no differs between Friday's program and your repaired one? Print it for both.",
        "Take one fault and its row of the table: two calls that differ, a part that is not listed, requires_grad, an id that "
        "the optimizer does not hold, a rate, a running mean that moves, a gradient that stays. Then assert the healthy value.",
        "For a layer made in forward():\n"
        "    model, optimizer, step = make()\n"
        "    model.eval()\n"
        "    same = torch.equal(model(x)[1], model(x)[1])\n"
        "    assert same, \"two calls, two answers\"",
    ),
)  # fmt: skip
def guard(ask, rng):
    valid, number = number_in(ask)
    yield valid
    faults = capstone.faults_of(number, 1)
    whole, broken = (capstone.Patient(number, 1, codes).source for codes in ((), faults))
    alone = [capstone.Patient(number, 1, [code]).source for code in faults]
    classes = capstone.Patient(number, 1, ()).classes
    # each twice: what depends on luck is no test
    programs = [whole, broken, whole, broken, *alone]
    seen = ask(run(guarded, "guard", programs=programs, classes=classes, seed=rng.randrange(10**6)))
    yield running(seen)
    told = seen["result"]
    good = next((t for t in (told[0], told[2]) if t["raised"]), None)
    cause, text = None, ""
    if good:
        text = f"it fails with {good['raised']}" + (f": {good['text']}" if good["text"] else "")
        if all(t["raised"] for t in told[:4]):
            cause = "It fails on every program alike: does it call make(), and compare with a clone? Else the condition is turned round."
            if good["raised"] != "AssertionError":
                cause = "This is an error of the test itself, and no answer about the program."
        elif bool(told[0]["raised"]) != bool(told[2]["raised"]) or bool(told[1]["raised"]) != bool(told[3]["raised"]):
            cause = "It passes now and fails then: luck decides. Build and compare things that are exact."
        elif told[1]["raised"] is None and told[3]["raised"] is None:
            cause = "The wrong way round: assert says what holds in a healthy program."
    yield claim(
        "passes", not good, "it passes on the repaired program", f"guard passes on the repaired program of patient {number}",
        text, line=good["line"] if good else None, cause=cause,
    )  # fmt: skip
    silent = [t for t in (told[1], told[3]) if not t["raised"]]
    cause = None
    if silent:
        answer = silent[0]["returned"]
        if answer is not None:
            cause = f"It returns {answer}, and raises nothing: a test speaks by assert."
        elif len(silent) == 1:
            cause = "It fails now and passes then: luck decides. Test something that is exact."
        else:
            cause = "What it looks at is well in both programs, or it asserts nothing: print, or assert with a tuple or a text, never fails. Does it call make()?"
    yield claim(
        "fails", not silent, "it fails on the broken program", f"guard raises an AssertionError for the broken program of patient {number}",
        "it passes", cause=cause,
    )  # fmt: skip
    caught = [code for code, t in zip(faults, told[4:]) if t["raised"]]
    yield claim("catches", True, f"alone it catches: {', '.join(caught) or 'none of the three'}")
