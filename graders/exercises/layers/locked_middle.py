"""Lesson 01, exercise locked-middle: learning happens only where gradients flow."""

from graders.claims import claim, differentiable, learns, nonlinear, output_shape, works
from graders.judge import exercise, model, prediction


@exercise(
    "layers/locked-middle",
    "LockedMiddle",
    hints=(
        "Three layers compute, two of them learn. Does yours lock the middle layer, or does it cut the way of the "
        "gradients to the first one?",
        "requires_grad_(False) on the middle layer, once, in __init__, is all the locking there is. forward() uses the "
        "three layers as if none was locked: no detach(), no torch.no_grad().",
        "In __init__, after the three layers are made:\n"
        "    self.middle.requires_grad_(False)\n"
        "In forward:\n"
        "    h = torch.relu(self.first(x))\n"
        "    h = torch.relu(self.middle(h))\n"
        "    return self.last(h)",
    ),
)
def locked_middle(ask, rng):
    hidden = rng.randint(14, 20)  # wide enough that some units of each layer are awake under any draw
    n_in, n_out, rows = rng.sample(range(3, 12), 3)
    net = ask(model("LockedMiddle", n_in, hidden, n_out, inputs=[[rows + 9, n_in]], seed=rng.randrange(10**6)))
    yield works(net)
    yield output_shape(net, rows + 9, n_out)
    open_ended = differentiable(net)
    if not open_ended.holds and net["parameters"] and not net["effective"]:
        cause = "Every layer is locked, so nothing is left that could learn. Lock the middle one alone."
        yield claim(open_ended.name, False, "", open_ended.expected, open_ended.found, net, cause=cause)
    yield open_ended

    locked = sum(p["numel"] for p in net["parameters"] if not p["trainable"])
    sizes = {"first": n_in * hidden + hidden, "middle": hidden * hidden + hidden, "last": hidden * n_out + n_out}
    fits = [name for name, size in sizes.items() if size == locked]
    cause = f"The {fits[0]} layer is locked, and the middle one is not." if len(fits) == 1 else None
    if not locked and net["effective"]:
        cause = "Nothing is locked: each parameter still asks for gradients. The word is requires_grad, or requires_grad_()."
    elif locked in (hidden, hidden * hidden):
        cause = "A layer has a weight and a bias. One of the two is locked, the other still learns."
    yield claim(
        "locked",
        locked == sizes["middle"],
        f"the middle layer is locked: {hidden}·{hidden}+{hidden} numbers",
        f"{sizes['middle']} locked numbers, as {hidden}·{hidden}+{hidden}",
        f"{locked} locked numbers",
        net,
        cause=cause,
    )
    idle = net["forward"]["unused"]
    yield claim(
        "computes",
        not idle,
        "a locked layer still computes: forward() uses all three",
        found=f"forward() does without {', '.join(idle[:2])}",
        seen=net,
    )
    count = n_in * hidden + hidden + hidden * n_out + n_out
    yield from learns(net, count, f"{n_in}·{hidden}+{hidden} + {hidden}·{n_out}+{n_out}")
    yield nonlinear(net)


prediction(
    "layers/frozen-middle",
    "The middle one of three layers is frozen. Which layers get a gradient?",
    options={
        "all three": "You expected that freezing has to do with the update alone. It begins earlier: the frozen layer asks for no "
        "gradient, so backward() computes none for its numbers. It does pass on what the first layer needs.",
        "first and last": "You saw it coming: the frozen layer gets no gradient of its own and passes on those of the layer "
        "before it.",
        "last only": "You expected that gradients stop at a frozen layer. They pass: backward() goes through its "
        "computation, leaves its own numbers alone, and reaches the first layer. Only a cut, such as .detach(), stops them.",
    },
)
