"""Lesson 05, exercise unroll."""

import re

import torch
from torch import nn

from graders.causes import the_cause, told_by, with_cause
from graders.claims import claim
from graders.exercises.sharing import running
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def unrolled(learner, n_in, hidden, batch, time, seed):
    """What unroll gives for a cell and an input, with the gradients that one loss sends to both."""
    reseed(seed)
    cell, x = nn.RNNCell(n_in, hidden), torch.randn(batch, time, n_in)
    kept, given_x = [p.detach().clone() for p in cell.parameters()], x.clone()
    x.requires_grad_()
    out = learner["unroll"](cell, x)
    reseed(seed + 1)
    again = learner["unroll"](cell, x)
    seen = {
        "same": not isinstance(out, torch.Tensor) or (isinstance(again, torch.Tensor) and again.equal(out)),
        "type": type(out).__name__,
        "parts": [p.tolist() for p in kept],
        "x": given_x.tolist(),
        "untouched": all(p.equal(q) for p, q in zip(cell.parameters(), kept)) and x.detach().equal(given_x),
    }
    if isinstance(out, torch.Tensor):
        seen |= {"shape": list(out.shape), "out": out.detach().tolist(), "history": out.requires_grad}
        if out.requires_grad:
            (out * torch.arange(1.0, out.numel() + 1).reshape(out.shape)).sum().backward()
        grads = [cell.weight_hh.grad, x.grad]
        seen["grads"] = [None if g is None else g.tolist() for g in grads]
    return seen


def steps(x, parts, first=None, hand_on=lambda h: h, order=None):
    """All memories of an RNN, (batch, time, hidden); ``hand_on`` is what the next step gets of a memory."""
    w_in, w_hh, b_in, b_hh = parts
    h, found = torch.zeros(len(x), len(w_hh)) if first is None else first, []
    for t in order or range(x.shape[1]):
        h = torch.tanh(x[:, t] @ w_in.T + b_in + hand_on(h) @ w_hh.T + b_hh)
        found.append(h)
    return torch.stack(found, 1)


def twice(x, parts):
    w_in, w_hh, b_in, b_hh = parts
    h, found = torch.zeros(len(x), len(w_hh)), []
    for t in range(x.shape[1]):
        h = torch.tanh(torch.tanh(x[:, t] @ w_in.T + b_in + h @ w_hh.T + b_hh))
        found.append(h)
    return torch.stack(found, 1)


MIXED = "Batch and time are mixed up: x[:, t] is step t of all sequences, x[t] is all of sequence t."
TIME_FIRST = (
    "The memories are right, and time comes first: torch.stack(outputs, 1), and nothing after it, puts it second."
)
STOPPED = "A return inside the loop ends it at the first step."
DOUBLES = [
    ("Every step shows the last memory: one object stands in all places, where each step needs a new one.",
     lambda x, parts: steps(x, parts)[:, -1:].expand(-1, x.shape[1], -1)),
    ("Each step begins with an empty memory: hand h on, h = cell(x[:, t], h).",
     lambda x, parts: steps(x, parts, hand_on=torch.zeros_like)),
    ("The memory begins with ones: it begins empty, with zeros.",
     lambda x, parts: steps(x, parts, first=torch.ones(len(x), len(parts[1])))),
    ("The sequence is read from its end.", lambda x, parts: steps(x, parts, order=range(x.shape[1])[::-1])),
    ("The outputs stand in the opposite order.", lambda x, parts: steps(x, parts).flip(1)),
    ("A tanh is taken twice: the cell takes it already.", twice),
    ("A tanh is taken twice: the cell takes it already.", lambda x, parts: steps(x, parts).tanh()),
    ("All steps read the first input: x[:, t] is that of step t.", lambda x, parts: steps(x, parts, order=[0] * x.shape[1])),
    (MIXED,
     lambda x, parts: steps(x.transpose(0, 1), parts).transpose(0, 1)),
    ("view() cuts the numbers anew and exchanges no dimensions: torch.stack(outputs, 1) puts the steps in the second place.",
     lambda x, parts: steps(x, parts).transpose(0, 1).reshape(len(x), x.shape[1], -1)),
    ("One entry too early: what stands at step t is the memory before it.",
     lambda x, parts: torch.cat([torch.zeros(len(x), 1, len(parts[1])), steps(x, parts)[:, :-1]], 1)),
]  # fmt: skip


START = "The memory begins as zeros of shape (batch, hidden): torch.zeros(len(x), cell.hidden_size)."
STUMBLES = (  # a part of an error's text, and the cause that it leaves no doubt about
    ("hidden to be 1D or 2D", "The memory has too many dimensions; it is (batch, hidden): torch.zeros(len(x), cell.hidden_size)."),
    ("inconsistent input_size", "The input of the step comes first, x[:, t], of shape (batch, inputs), and the memory second: cell(x[:, t], h)."),
    ("to be 1D or 2D, got 3D", "A cell takes one step at a time, x[:, t] of shape (batch, inputs), and here comes the whole input."),
    ("inconsistent hidden_size", START),
    ("has no attribute 'dim'", START),
    ("out of bounds", "The loop runs beyond the sequence: x.shape[1] says how many steps it has."),
    ("too many values to unpack", "A cell gives back one thing, the new memory; nn.RNN is the one that gives a pair."),
    ("not enough values to unpack", "A cell gives back one thing, the new memory; nn.RNN is the one that gives a pair."),
    ("must be Tensor, not list", "torch.stack(outputs, 1) makes a tensor of the list first."),
)  # fmt: skip


def stumble_cause(error, batch, time):
    """The cause that an error leaves no doubt about, for an input of these sizes."""
    text, line = error.get("text", ""), error.get("line") or ""
    rows = re.search(r"Input batch size (\d+) doesn't match hidden0 batch size (\d+)", text)
    if rows and int(rows[1]) != batch:
        one = " x[t] is all of sequence t." if int(rows[1]) == time else ""
        return f"A step's input has {rows[1]} rows, for {batch} sequences. x[:, t] is step t of all of them.{one}"
    if rows and re.search(r"cell\(.*\)\s*\[0\]", line):
        return "[0] takes the memory of the first sequence alone: a cell gives back one thing, the memories of all."
    if "element tensors can be converted" in text and "torch.tensor(" in line:
        return "torch.tensor makes a tensor of numbers; torch.stack(outputs, 1) makes one of tensors."
    if rows:
        return f"The memory has {rows[2]} rows, or one dimension of {rows[2]}; it is (batch, hidden): torch.zeros(len(x), cell.hidden_size)."
    return told_by(text, STUMBLES)


def shape_cause(shape, case):
    """What another shape than (batch, time, hidden) tells."""
    batch, time, hidden, n_in = (case[name] for name in ("batch", "time", "hidden", "n_in"))
    if shape == [batch, hidden]:
        return "One memory alone comes back: collect that of each step, and stack them."
    if shape == [time, batch, hidden]:
        return "Batch and time stand in each other's place: (batch, time, hidden)."
    if shape in ([batch, hidden, time], [time, hidden]):
        return "The dimensions stand in another order: (batch, time, hidden)."
    if shape == [batch, time * hidden] or shape == [batch * time, hidden]:
        return "torch.cat puts the steps into a dimension that is there; torch.stack(outputs, 1) makes a new one."
    if len(shape) == 3 and shape[0] == batch and shape[1] == time - 1 > 1:
        return (
            "There is one output for each step of the input, and one is missing: the loop runs over range(x.shape[1])."
        )
    if len(shape) == 3 and shape[0] == batch and shape[1] == time + 1:
        return "There is one output for each step of the input: the memory of the start is none."
    if len(shape) == 3 and [shape[0], shape[2]] == [batch, hidden]:
        if shape[1] == 1:
            return "One memory was collected: append inside the loop, and return after it."
        if shape[1] == n_in:
            return "Time is x.shape[1]: x.shape[2] is the number of inputs, and a number that is written down fits one length."
        return "The steps are counted by something else, such as a number written down: time is x.shape[1]."
    return None


@exercise(
    "sharing/unroll",
    "unroll",
    hints=(
        "What does the cell get at step t besides x[:, t], and where does it come from at the first step?",
        "Begin with zeros of shape (batch, hidden); cell.hidden_size tells how wide. In the loop the cell's output is the new "
        "memory and an output: append it to a list, and torch.stack(outputs, 1) at the end.",
        "In unroll:\n"
        "    h = torch.zeros(len(x), cell.hidden_size)\n"
        "    outputs = []\n"
        "    for t in range(x.shape[1]):\n"
        "        h = cell(x[:, t], h)\n"
        "        outputs.append(h)\n"
        "    return torch.stack(outputs, 1)",
    ),
)
def unroll(ask, rng):
    cases = []
    for low in (3, 6):
        batch, n_in, hidden = rng.sample(
            [3, 5, 6, 7, 9], 3
        )  # not the 4 and 8 of the lesson, which an answer may write down
        time = rng.choice([t for t in range(low, low + 6) if t not in (batch, n_in, hidden)])
        cases.append({"n_in": n_in, "hidden": hidden, "batch": batch, "time": time, "seed": rng.randrange(10**6)})
    cases.append({**cases[0], "time": 1})
    for case, seen in zip(cases, answers(ask(run_each(unrolled, "unroll", each=cases)))):
        yield with_cause(running(seen), stumble_cause(seen.get("error", {}), case["batch"], case["time"]))
        seen, (batch, time, hidden) = seen["result"], (case["batch"], case["time"], case["hidden"])
        told = f"{time} step{'s' * (time > 1)}"
        x = torch.tensor(seen["x"]).requires_grad_()
        parts = [torch.tensor(p).requires_grad_() for p in seen["parts"]]
        want, out = steps(x, parts), torch.tensor(seen.get("out", 0.0))

        def near(other, out=out):
            return other.shape == out.shape and torch.allclose(out, other, atol=1e-5)

        cause, found = None, f"a {seen['type']}"
        if seen["type"] == "NoneType":
            found, cause = "nothing", "Your function gives nothing back: its last line needs a return."
        elif seen["type"] in ("list", "tuple"):
            cause = "A list of tensors comes back, or a pair: torch.stack(outputs, 1) makes one tensor of the outputs."
        elif "shape" in seen:
            found, cause = f"shape {tuple(seen['shape'])}", shape_cause(seen["shape"], case)
            misplaced = (
                (TIME_FIRST, want.transpose(0, 1)),
                (MIXED, steps(x.transpose(0, 1), parts)),
                (STOPPED, want[:, 0]),
                (STOPPED, want[:, :1]),
                ("The last memory alone comes back: collect that of each step, and stack them.", want[:, -1]),
                ("One memory was collected, the last: append inside the loop.", want[:, -1:]),
            )
            if time > 1:
                cause = the_cause(misplaced, near) or cause
        shape = [batch, time, hidden]
        yield claim(
            "shape", seen.get("shape") == shape, f"{told}: a tensor of shape {tuple(shape)}", found=found, cause=cause
        )
        off = ((out - want).abs() > 1e-5).transpose(
            0, 1
        )  # (time, batch, hidden): the first step that differs comes first
        step, row, number = off.nonzero()[0].tolist() if off.any() else (0, 0, 0)
        cause = (
            None
            if seen["same"]
            else "Two calls give two answers: the start of the memory, or a cell, is drawn at random."
        )
        cause = cause or the_cause(DOUBLES, lambda double, near=near, x=x, parts=parts: near(double(x, parts)))
        yield claim(
            "value", near(want), f"{told}: each output is that of an RNN with the weights of the cell",
            f"after step {step + 1} of {time}, {want[row, step, number]:.5f} as number {number + 1} of sequence {row + 1}",
            f"{out[row, step, number]:.5f}", cause=cause,
        )  # fmt: skip
        (want * torch.arange(1.0, want.numel() + 1).reshape(want.shape)).sum().backward()
        wanted, found = [parts[1].grad, x.grad], seen["grads"]
        cause = "The memory is handed on without its history (detach, .data, no_grad): later steps send nothing back to earlier ones."
        if not seen["history"] or found[0] is None:
            cause = "No gradient arrives at the cell: was the output computed without a history, or by another cell?"
        close = all(
            got is not None
            and torch.allclose(torch.tensor(got), one, rtol=1e-3, atol=1e-3 * one.abs().max().item() + 1e-6)
            for got, one in zip(found, wanted)
        )
        yield claim("gradient", close, f"{told}: the gradients of all steps add up in the cell",
                    found="another gradient at weight_hh, or at the input", cause=cause)  # fmt: skip
        yield claim(
            "left-alone", seen["untouched"], f"{told}: cell and input are as they were", found="other numbers in them"
        )
