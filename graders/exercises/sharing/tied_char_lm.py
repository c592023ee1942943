"""Lesson 05, exercise tied-char-lm."""

from dataclasses import replace

import torch
from torch import nn

from graders.causes import the_cause, with_cause
from graders.claims import claim, learns, output_shape, works
from graders.exercises.sharing import error_cause
from graders.judge import exercise, model, run
from graders.look import reseed


def read(learner, vocab, d, batch, time, seed):
    """The output for random characters after the parameters were filled with other numbers; the parameters by shape, and
    the gradient of the table for one loss."""
    reseed(seed)
    net = learner["TiedCharLM"](vocab, d).train()
    with torch.no_grad():
        for p in (p for p in net.parameters() if p.requires_grad):
            p.copy_(torch.randn(p.shape) / 2)
    tokens = torch.randint(vocab, (batch, time))
    tokens[0, 0], tokens[1, 0] = 0, 1
    out = net(tokens)
    out.square().mean().backward()
    table = next(p for p in net.parameters() if sorted(p.shape) == sorted((vocab, d)))
    rest = [p for p in net.parameters() if p is not table and p.requires_grad]
    return {
        "tokens": tokens.tolist(),
        "out": out.tolist(),
        "table": table.tolist(),
        "gradient": table.grad.tolist(),
        "rest": [p.tolist() for p in rest],
    }


def gru_of(rest, d):
    """An nn.GRU with these parameters, in the order in which they were registered; None if they are not those of one."""
    gru = nn.GRU(d, d, batch_first=True)
    shapes = [list(p.shape) for p in gru.parameters()]
    tensors = [torch.tensor(p) for p in rest]
    if [list(t.shape) for t in tensors] != shapes:
        return None
    with torch.no_grad():
        for p, t in zip(gru.parameters(), tensors):
            p.copy_(t)
    return gru


def outputs(tokens, table, gru, out=None):
    return gru(table[tokens])[0] @ (table if out is None else out).T


def count_cause(net, vocab, d):
    """What the number of trainable numbers tells."""
    found, gru = net.get("effective"), 6 * d * d + 6 * d
    known = {
        vocab * d + gru + vocab: "The output has a bias of its own: nn.Linear(d, vocab, bias=False).",
        2 * vocab * d + gru + vocab: "Two tables, and an output bias: tie the weight, and leave the bias out.",
        vocab * d + 6 * d * d: "The GRU has no biases: nn.GRU(d, d) brings them.",
        vocab * d + 2 * gru: "The GRU has two layers, or there are two of them: one is asked for.",
        vocab * d: "There is no GRU, or it is not registered.",
        vocab * d + 2 * (d * d + d): "An RNN stands in the place of the GRU.",
        vocab * d + 8 * d * d + 8 * d: "An LSTM stands in the place of the GRU.",
    }
    if found not in known:
        width = next((m for m in range(1, 257) if m != d and found == vocab * m + 6 * m * m + 6 * m), None)
        return f"A width of {width} is written down: d says how wide it is." if width else None
    return known[found]


@exercise(
    "sharing/tied-char-lm",
    "TiedCharLM",
    hints=(
        "How many tensors of shape (vocab, d) does your model list in parameters()? And where does the last layer take its "
        "weight from?",
        "Make nn.Embedding(vocab, d), nn.GRU(d, d, batch_first=True) and nn.Linear(d, vocab, bias=False). Both weights have "
        "the shape (vocab, d), so one assignment in __init__ ties them. A GRU gives back two things, and the first is needed.",
        "In __init__, after super().__init__():\n"
        "    self.emb = nn.Embedding(vocab, d)\n"
        "    self.rnn = nn.GRU(d, d, batch_first=True)\n"
        "    self.out = nn.Linear(d, vocab, bias=False)\n"
        "    self.emb.weight = self.out.weight\n"
        "In forward:\n"
        "    h, _ = self.rnn(self.emb(tokens))\n"
        "    return self.out(h)",
    ),
)
def tied_char_lm(ask, rng):
    vocab, d, batch, time = rng.randint(16, 22), rng.randint(9, 13), rng.randint(5, 6), rng.randint(7, 8)
    inputs = [{"whole": [batch, time], "below": vocab}]
    net = ask(model("TiedCharLM", vocab, d, inputs=inputs, seed=rng.randrange(10**6)))
    text = net.get("error", {}).get("text", "")
    cause = error_cause(text)
    if "must be Tensor, not tuple" in text or "'tuple' object has no attribute" in text:
        cause = "A GRU gives back a pair: all outputs, and the last memory. Take it apart: h, _ = self.rnn(...)."
    elif "for argument #1 'indices'" in text:
        cause = "An Embedding looks rows up by whole numbers, and cannot score: the output is an nn.Linear with the same weight."
    elif "index out of range" in text:
        cause = "The table has too few rows: nn.Embedding(vocab, d), a row for each character."
    elif "shapes cannot be multiplied" in text or "input.size(-1) must be equal" in text:
        cause = "Two widths do not fit: all of it has the width d, and the output goes from d to vocab."
        if f"x{2 * d} and {d}x" in text:
            cause = "2·d numbers reach an output layer for d: a bidirectional GRU, or a cat(), gives twice as many."
    yield with_cause(works(net), cause)
    shape, cause = net["forward"]["shape"], None
    if shape == [batch, vocab]:
        cause = "Only the last step is answered: each step of the text gets its own row of answers."
    elif shape == [1, batch, vocab]:
        cause = "A GRU gives back two things: the second is its last memory alone. The first, all memories, goes to the output."
    elif shape == [batch, time, d]:
        cause = "The memory comes back as it is: the output layer, from d to vocab, is missing."
    elif shape == [time, batch, vocab] or shape == [batch, vocab, time]:
        cause = "The order of the dimensions is (batch, time, vocab)."
    elif net["forward"]["type"] == "tuple":
        cause = "forward() gives back a pair: the answers alone are asked for."
    if shape == [batch, time]:
        yield claim(
            "scores", False, "", f"a tensor of shape {(batch, time, vocab)}",
            f"one of shape {(batch, time)}: a single number for each character",
            cause="argmax() names the best character, and sends no gradient back: the scores of all are asked for.",
        )  # fmt: skip
    yield with_cause(output_shape(net, batch, time, vocab), cause)
    arithmetic = f"{vocab}·{d} + 6·{d}·{d} + 6·{d}, with one table"
    for fact in learns(net, vocab * d + 6 * d * d + 6 * d, arithmetic):
        if fact.name == "parameter-count":
            bias = net["effective"] == vocab * d + 6 * d * d + 6 * d + vocab
            fact = replace(fact, intent={**fact.intent, "shared": 0 if bias else 1})
            fact = with_cause(fact, count_cause(net, vocab, d))
        if fact.name == "registered" and net["forward"]["registry_changed"] and not net["forward"]["born"]:
            fact = with_cause(
                fact, "forward() assigns a Parameter: tie once, in __init__, or an optimizer may hold the old one."
            )
        yield fact
    still = [p["names"][0] for p in net["parameters"] if not p["trainable"] and p["numel"] == vocab]
    if still:
        yield claim(
            "no-bias", False, "", "an output layer without bias", f"{still[0]}: {vocab} frozen numbers",
            cause="A bias that never learns is still one, listed and saved: nn.Linear(d, vocab, bias=False).",
        )  # fmt: skip

    case = {"vocab": vocab, "d": d, "batch": batch, "time": time, "seed": rng.randrange(10**6)}
    seen = ask(run(read, "TiedCharLM", **case))
    yield works(seen)
    seen = seen["result"]
    table, gradient, found = (torch.tensor(seen[key]) for key in ("table", "gradient", "out"))
    if table.shape != (vocab, d):
        table, gradient = table.T, gradient.T
    gru, tokens = gru_of(seen["rest"], d), torch.tensor(seen["tokens"])
    if gru is None:
        return  # a memory built by hand: all that is left to ask was asked above
    table = table.clone().requires_grad_()
    want = outputs(tokens, table, gru)
    mixed = nn.GRU(d, d)
    mixed.load_state_dict(gru.state_dict())
    first = table.detach()
    doubles = [
        ("The GRU takes the batch for the time: batch_first=True puts the batch first.", mixed(first[tokens])[0] @ first.T),
        ("view() and reshape() cut the numbers anew and turn nothing: .t() exchanges rows and columns.",
         gru(first[tokens])[0] @ first.contiguous().view(d, vocab)),
        ("A softmax stands at the end: the answers are wanted as they are, as a cross entropy takes them.", want.softmax(-1)),
        ("A log_softmax stands at the end: the answers are wanted as they are, as a cross entropy takes them.", want.log_softmax(-1)),
        ("A ReLU follows the memory: the output layer takes it as it is.", gru(first[tokens])[0].relu() @ first.T),
        ("The GRU is not used: the rows of the table go to the output at once.", first[tokens] @ first.T),
    ]  # fmt: skip
    yield claim(
        "value",
        torch.allclose(found, want, atol=1e-4),
        "each character's row, through the GRU, and against all rows of the same table",
        found="other answers than those of this computation",
        seen=net,
        cause=the_cause(doubles, lambda other: torch.allclose(found, other, atol=1e-4)),
    )
    want.square().mean().backward()
    rows, out = (table.detach().clone().requires_grad_() for _ in range(2))
    outputs(tokens, rows, gru, out).square().mean().backward()
    close = {"rtol": 1e-3, "atol": 1e-3 * table.grad.abs().max().item()}
    uses = [
        (
            "Only the embedding's use of the table sends its gradient: the output works with detached numbers.",
            rows.grad,
        ),
        ("Only the output's use of the table sends its gradient: the embedding works with detached numbers.", out.grad),
    ]
    yield claim(
        "summed",
        torch.allclose(gradient, table.grad, **close),
        "the gradients of both uses arrive at the table, and add up",
        found="another gradient at the table",
        seen=net,
        cause=the_cause(uses, lambda one: torch.allclose(gradient, one, **close)),
    )
