"""Lesson 01, exercise classify."""

import torch
from torch import nn

from graders.claims import claim, works
from graders.judge import exercise, run


def labelled(learner, kind, args, frozen):
    """What the learner's function calls a layer of torch.nn, built from its recipe."""

    def build(kind, args):
        if kind == "Sequential":
            return nn.Sequential(*(build(*part) for part in args))
        if kind == "Owner":  # a parameter of its own, around layers
            owner = build("Sequential", args)
            owner.gain = nn.Parameter(torch.ones(2))
            return owner
        if kind == "Keeper":  # a buffer that is not saved
            keeper = build("Sequential", args)
            keeper.register_buffer("mask", torch.ones(2), persistent=False)
            return keeper
        if kind == "CrossEntropyLoss":
            return nn.CrossEntropyLoss(weight=torch.ones(args[0]))
        return getattr(nn, kind)(*args[:-1], **args[-1])

    torch.manual_seed(0)
    layer = build(kind, args)
    if frozen == "all":
        layer.requires_grad_(False)
    elif frozen:
        parameters = list(layer.parameters())
        parameters[0 if frozen == "first" else -1].requires_grad_(False)
    return learner["classify"](layer)


def zoo(rng):
    """Layers as recipes: (what to say about it, kind, arguments, what is frozen, right label)."""
    n, m = rng.randint(2, 6), rng.randint(2, 6)
    stateless = rng.choice(
        [["ReLU", [{}]], ["Sigmoid", [{}]], ["MaxPool2d", [2, {}]], ["Flatten", [{}]], ["GELU", [{}]]]
    )
    return [
        (f"Linear({n}, {m})", "Linear", [n, m, {}], None, "trainable"),
        (f"Linear({n}, {m}, bias=False)", "Linear", [n, m, {"bias": False}], None, "trainable"),
        (f"Conv2d({n}, {m}, 3)", "Conv2d", [n, m, 3, {}], None, "trainable"),
        (f"Embedding({n}, {m})", "Embedding", [n, m, {}], None, "trainable"),
        (f"BatchNorm1d({n})", "BatchNorm1d", [n, {}], None, "trainable"),
        ("PReLU()", "PReLU", [{}], None, "trainable"),
        (f"GRU({n}, {m})", "GRU", [n, m, {}], None, "trainable"),
        (f"{stateless[0]}", *stateless, None, "stateless"),
        ("Dropout(0.5)", "Dropout", [0.5, {}], None, "stateless"),
        (f"LayerNorm({n}, elementwise_affine=False)", "LayerNorm", [n, {"elementwise_affine": False}], None, "stateless"),
        (f"BatchNorm1d({n}, affine=False)", "BatchNorm1d", [n, {"affine": False}], None, "buffers-only"),
        (f"a frozen Linear({n}, {m})", "Linear", [n, m, {}], "all", "frozen"),
        (f"a frozen BatchNorm1d({n})", "BatchNorm1d", [n, {}], "all", "frozen"),
        ("a Linear with frozen weight and free bias", "Linear", [n, m, {}], "first", "trainable"),
        ("a Linear with free weight and frozen bias", "Linear", [n, m, {}], "last", "trainable"),
        (f"BatchNorm1d({n}, affine=False, track_running_stats=False)", "BatchNorm1d",
         [n, {"affine": False, "track_running_stats": False}], None, "stateless"),
        ("CrossEntropyLoss(weight=...)", "CrossEntropyLoss", [n], None, "buffers-only"),
        ("a container with a Parameter of its own around a ReLU", "Owner", [["ReLU", [{}]]], None, "trainable"),
        ("a container with a frozen Parameter of its own around a free Linear", "Owner",
         [["Linear", [n, m, {}]]], "first", "trainable"),
        ("a module with a buffer that is not saved", "Keeper", [["ReLU", [{}]]], None, "buffers-only"),
        ("a Sequential of Linear and ReLU", "Sequential", [["Linear", [n, m, {}]], ["ReLU", [{}]]], None, "trainable"),
        ("a Sequential of ReLU and Dropout", "Sequential", [["ReLU", [{}]], ["Dropout", [0.1, {}]]], None, "stateless"),
        ("a Sequential inside a Sequential", "Sequential",
         [["Sequential", [["ReLU", [{}]], ["Linear", [n, m, {}]]]]], None, "trainable"),
        ("a Sequential of a frozen Linear and ReLU", "Sequential",
         [["Linear", [n, m, {}]], ["ReLU", [{}]]], "all", "frozen"),
        ("a Sequential of ReLU and BatchNorm1d(affine=False)", "Sequential",
         [["ReLU", [{}]], ["BatchNorm1d", [n, {"affine": False}]]], None, "buffers-only"),
    ]  # fmt: skip


@exercise(
    "layers/classify",
    "classify",
    hints=(
        "Which two kinds of tensor can a module hold? Ask the module for each kind; its class name does not tell.",
        "list(layer.parameters()) and list(layer.buffers()) also look inside containers. A parameter is trainable when its "
        "requires_grad is True; one such parameter is enough.",
        'parameters = list(layer.parameters()); if any(p.requires_grad for p in parameters): return "trainable"; then test '
        'parameters ("frozen"), then any buffers ("buffers-only"), else "stateless".',
    ),
)
def classify(ask, rng):
    for told, kind, args, frozen, want in zoo(rng):
        seen = ask(run(labelled, "classify", kind=kind, args=args, frozen=frozen))
        if not (fine := works(seen, "a function")).holds:
            yield fine
            return
        found = seen["result"]
        yield claim(want, found == want, f"{told} is {want}", repr(want), repr(found)[:60])
