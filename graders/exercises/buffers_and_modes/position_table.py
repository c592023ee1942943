"""Lesson 04, exercise position-table."""

import re
from dataclasses import replace

import torch

from graders.causes import alike, number, shape_cause, the_cause, told_by, unlike, with_cause
from graders.claims import claim, output_shape, works
from graders.exercises.buffers_and_modes.recording import ERRORS
from graders.judge import exercise, model, run
from graders.look import reseed


def placed(learner, length, width, rows, times, seed):
    """What a table gives for inputs of several lengths, what it holds and saves, and what follows .to()."""
    reseed(seed)
    table, told = learner["PositionTable"](length, width), {"cases": []}
    for time in times:
        x = torch.randn(rows, time, width)
        given = x.clone().requires_grad_()
        output = table(given * 1)
        if output.requires_grad:
            (output * torch.randn(output.shape)).sum().backward()
        kept = x.clone()
        table(kept)
        with torch.set_grad_enabled(True):
            asleep = x.clone().requires_grad_()
            answer = table.eval()(asleep * 1)
            switched = not torch.is_grad_enabled()
        if answer.requires_grad:
            answer.sum().backward()
        table.train()
        told["cases"].append(
            {
                "x": x.tolist(),
                "output": output.detach().tolist(),
                "in_eval": answer.detach().tolist(),
                "passes": given.grad is not None and asleep.grad is not None and not switched,
                "untouched": torch.equal(kept, x),
            }
        )
    told["keys"] = list(table.state_dict())
    told["buffers"] = [[name, buffer.numel()] for name, buffer in table.named_buffers()]
    told["parameters"] = [[name, p.numel()] for name, p in table.named_parameters()]
    x = torch.randn(rows, times[0], width)
    reseed(seed + 1)
    told["twin"] = bool(torch.allclose(learner["PositionTable"](length, width)(x), table(x), atol=1e-6))
    try:
        moved = learner["PositionTable"](length, width).to(torch.bfloat16)
        told["dtype"] = str(moved(x.to(torch.bfloat16)).dtype)
    except Exception as error:
        told["dtype"] = f"{type(error).__name__}: {error}"[:200]
    return told


# What comes out instead, for x of (rows, time, width) and the whole table of (length, width).
WRONG = [
    ("The table is added along the batch: each example gets one row. Row t belongs to step t, in every example.",
     lambda x, t: x + t[: len(x), None]),
    ("It begins with row 1: step 0 gets row 0.", lambda x, t: x + t[1 : x.shape[1] + 1]),
    ("The last rows of the table are added: step 0 gets row 0.", lambda x, t: x + t[-x.shape[1] :]),
    ("One row is added at every step: table[: x.shape[1]] has a row for each.", lambda x, t: x + t[x.shape[1] - 1]),
    ("One row is added at every step: table[: x.shape[1]] has a row for each.", lambda x, t: x + t[x.shape[1]]),
    ("x is multiplied by the table: add it.", lambda x, t: x * t[: x.shape[1]]),
    ("The table comes out, and x is not in it: x + table.", lambda x, t: t[: x.shape[1]].expand_as(x)),
    ("x comes out as it went in: the sum is not returned, row 0 alone, which is zeros, is added, or a return stands inside "
     "the loop.", lambda x, t: x),
    ("The rows are turned round: step 0 gets row 0.", lambda x, t: x + t[: x.shape[1]].flip(0)),
    ("The rows are turned round: step 0 gets row 0.", lambda x, t: x + t.flip(0)[: x.shape[1]]),
    ("Step t gets row t - 1: it gets row t.", lambda x, t: x + t.roll(1, 0)[: x.shape[1]]),
    ("Step t gets row t - 1: it gets row t.", lambda x, t: x + (t.roll(1, 0) * (torch.arange(len(t)) > 0)[:, None])[: x.shape[1]]),
    ("The last step gets no row: range(n) ends at n - 1 by itself.",
     lambda x, t: x + t[: x.shape[1]] * (torch.arange(x.shape[1]) < x.shape[1] - 1)[:, None]),
    ("The number t is added: it is row t of the table.", lambda x, t: x + torch.arange(x.shape[1])[:, None]),
    ("The table is taken off: add it.", lambda x, t: x - t[: x.shape[1]]),
    ("The table is added twice.", lambda x, t: x + 2 * t[: x.shape[1]]),
]  # fmt: skip


@exercise(
    "buffers_and_modes/position-table",
    "PositionTable",
    hints=(
        "The table is no Parameter, and yet it has to move with the module. Which of the three places is left, and which "
        "argument keeps it out of the file?",
        "register_buffer has an argument persistent. In forward, x.shape[1] says how many rows of the table are needed; "
        "(steps, width) is added to each example of (batch, steps, width) by itself.",
        'In __init__, below the line that makes the table:\n    self.register_buffer("table", table, persistent=False)\n'
        "In forward:\n    return x + self.table[: x.shape[1]]",
    ),
)
def position_table(ask, rng):
    length = rng.randint(9, 12)
    rows, shorter, width = rng.sample(range(3, 8), 3)
    net = ask(model("PositionTable", length, width, inputs=[[rows, length, width]], seed=rng.randrange(10**6)))
    fact, cause = works(net), misfit(net, rows, length, width)
    yield replace(fact, cause=cause or fact.cause)
    net = {**net, "record": {"held": [], "reloaded": None}}  # nothing is recorded here
    shape = net.get("forward", {}).get("shape") or []
    beside = "The table is put beside x: add it, x + table." if sum(shape) > rows + length + width else None
    if shape == [length, width]:
        beside = "There is one result for the whole batch, not one for each example: return x + table, x as it is."
    yield with_cause(output_shape(net, rows, length, width), beside or shape_cause(net))
    asked = {"length": length, "width": width, "rows": rows, "times": [shorter, length, 1]}
    seen = ask(run(placed, "PositionTable", **asked, seed=rng.randrange(10**6)))
    yield with_cause(works(seen), misfit(seen, rows, length, width))
    told = seen["result"]
    parameters = told["parameters"]
    yield claim(
        "no-parameters",
        not parameters,
        "the table is no parameter: no optimizer changes it",
        found=f"{parameters[0][0]}: {parameters[0][1]} numbers in a Parameter" if parameters else "",
        seen=net,
        cause="A Parameter that is frozen is still in parameters(), and saved: what nobody trains is a buffer.",
        parameters=0,
        buffer_sizes=[length * width],
    )
    yield claim(
        "twin",
        told["twin"],
        "every PositionTable of these sizes holds the same table",
        found="two of them, built one after the other, give different outputs",
        seen=net,
        cause="What is random has to be saved; the table of the task follows from a formula.",
    )
    table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
    for case in told["cases"]:
        x, found = torch.tensor(case["x"]), torch.tensor(number(case["output"]))
        want = x + table[: x.shape[1]]
        right = alike(found, want)
        yield claim(
            "value",
            right,
            "row t of the table is added to step t, for inputs of any length",
            found=f"for x of ({rows}, {x.shape[1]}, {width}), {told_of(x, found, want)}",
            seen=net,
            cause=None if right else the_cause(WRONG, lambda wrong, x=x, y=found: fits(wrong, x, table, y)),
        )
    for case in told["cases"]:
        x, found = torch.tensor(case["x"]), torch.tensor(number(case["in_eval"]))
        want = x + table[: x.shape[1]]
        yield claim(
            "eval-value",
            alike(found, want),
            "in eval() it gives what it gives in train()",
            found=f"in eval(), for x of ({rows}, {x.shape[1]}, {width}), {told_of(x, found, want)}",
            seen=net,
            cause="The table is added in train() alone: nothing here depends on the mode.",
        )
    hidden = [h["path"] for h in net["hidden"] if h["kind"] == "constant"]
    yield claim(
        "dtype",
        told["dtype"] == "torch.bfloat16",
        "the table follows .to(torch.bfloat16), as it would to another device",
        found=f"a call after .to(torch.bfloat16) gives {told['dtype'].removeprefix('torch.')}",
        seen=net,
        cause=f"The table is a plain attribute, {hidden[0]}: .to() leaves it behind. register_buffer moves along."
        if hidden
        else "The table stays float32: a buffer follows .to(); what is made in forward() does not.",
    )
    kept = sum(count for _, count in told["buffers"]) >= length * width  # in one buffer, or a buffer for each row
    yield claim(
        "kept",
        kept,
        "it is kept in a buffer",
        found="no buffer holds a table",
        seen=net,
        cause=f"The table is a plain attribute, {hidden[0]}: named_buffers() does not list it."
        if hidden
        else "The table is made anew at every call: make it once, in __init__, and register it.",
    )
    yield claim(
        "no-gradient",
        not any(b["trainable"] for b in net["buffers"]),
        "the table asks for no gradient",
        found="the buffer has requires_grad=True",
        seen=net,
    )
    yield claim(
        "not-saved",
        not told["keys"],
        "nothing of it is saved: the state_dict is empty",
        found=f"saved is {', '.join(told['keys'])}",
        seen=net,
        cause="A buffer is saved unless it is registered with persistent=False, without quotation marks: a text counts as true.",
    )
    yield claim(
        "passes-on",
        all(case["passes"] for case in told["cases"]),
        "gradients pass on to the layers before it",
        found="no gradient reaches its input",
        seen=net,
        cause="Nothing here needs no_grad(), set_grad_enabled() or detach(): the table is a buffer, and asks for no gradient.",
    )
    yield claim(
        "untouched",
        all(case["untouched"] for case in told["cases"]),
        "its input stays as it was",
        found="forward() writes into its input",
        seen=net,
        cause="x += table writes into what was handed over; x + table makes a new tensor.",
    )


def told_of(x, found, want):
    if found.shape != want.shape:
        return f"a tensor of shape {tuple(found.shape)} comes out"
    return unlike(x, found, want)


def fits(wrong, x, table, found):
    try:
        return alike(wrong(x, table), found)
    except (RuntimeError, IndexError):
        return False


def misfit(seen, rows, length, width):
    """What an error about shapes tells of the table."""
    text = seen.get("error", {}).get("text", "")
    if unstored := re.search(r"'PositionTable' object has no attribute '(length|width)'", text):
        return f"__init__ has not stored {unstored[1]}. And forward() asks x for the number of steps: x.shape[1]."
    if "no attribute" in text and "PositionTable" in text:
        return "forward() reads the table by another name than the one it is registered under."
    if "NoneType" in text:
        return "register_buffer gives nothing back: write it without `self.table =` before it, and read self.table."
    if certain := told_by(text, ERRORS):
        return certain
    if "register_buffer" in text:
        return 'register_buffer takes the name first: register_buffer("table", table, persistent=False).'
    if "out of bounds" in text:
        return "One row is taken, and too far down: table[: x.shape[1]], with the colon, has a row for each step."
    if "must match the size" not in text:
        return None
    if f"({length})" in text and seen.get("error", {}).get("phase") == "call":
        return "The whole table meets an input of fewer steps: take as many rows as x has, table[: x.shape[1]]."
    if re.search(rf"\(({length}|{length - 1})\).*\((?!\1)({length}|{length - 1})\)", text):
        return f"A row is missing: {length - 1} rows for {length} steps. table[: x.shape[1]] begins with row 0 and ends with the last step."
    if "dimension 0" in text and f"({rows})" in text:
        return (
            "The steps of the table are lined up with the batch: (steps, width) fits x as it is, without unsqueeze(1)."
        )
    if "dimension 2" in text and f"({width})" in text and f"({length})" in text:
        return "The table is turned on its side: (steps, width) fits x as it is, not transposed."
    if re.search(rf"\({rows}\) must match|tensor b \({rows}\)", text):
        return "x.shape[0], or len(x), is the size of the batch: the steps are x.shape[1]."
    if re.search(rf"\({width}\) must match|tensor b \({width}\)", text):
        return "The steps are x.shape[1]; x.shape[2] is the width."
    if re.search(r"tensor b \(4\)", text):
        return "The number of rows is written down: take as many as x has steps, x.shape[1]."
    return "Shapes are lined up from the right: (steps, width) fits (batch, steps, width), row t at step t."
