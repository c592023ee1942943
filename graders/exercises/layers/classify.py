"""Lesson 01, exercise classify."""

import re
from dataclasses import replace

import torch
from torch import nn

from graders import judge
from graders.causes import shown, the_cause, word_cause
from graders.claims import claim, works
from graders.judge import exercise, run_each
from graders.look import as_found, reseed

WORDS = ("trainable", "frozen", "buffers-only", "stateless")


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

    reseed(0)
    layer = build(kind, args)
    if frozen == "all":
        layer.requires_grad_(False)
    elif frozen:
        parameters = list(layer.parameters())
        parameters[0 if frozen == "first" else -1].requires_grad_(False)
    return learner["classify"](layer)


def zoo(rng):
    """Layers as recipes: (what to say about it, kind, arguments, what is frozen, right label)."""
    n, m = rng.sample(range(2, 7), 2)
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


def word(parameters, buffers):
    """The right word for what was found in a layer; the doubles below look for it in the wrong way."""
    parameters = list(parameters)
    if any(p.requires_grad for p in parameters):
        return "trainable"
    if parameters:
        return "frozen"
    return "buffers-only" if list(buffers) else "stateless"


def all_parts(layer, table):
    """The entries of a table of every module inside, such as _parameters; entries that are None included."""
    return [entry for module in layer.modules() for entry in getattr(module, table).values()]


def own_or_parts(layer):
    return list(layer.children()) or [layer]


def first(layer):
    return first(next(layer.children())) if list(layer.children()) else layer


def of_children(layer, ask):
    return [tensor for child in layer.children() for tensor in getattr(child, ask)()]


ALWAYS_TRUE = "layer.parameters() itself is true even when it lists nothing; a list of it is not."
# What an answer does wrong, with a wrong answer that does the same, in words and as a function of the layer.
DOUBLES = [
    ("Only the layer's own parameters and buffers are asked: layers within it are left out.",
     lambda x: word(x.parameters(recurse=False), x.buffers(recurse=False))),
    ("Only the children are asked: what a layer holds itself is left out.",
     lambda x: word(of_children(x, "parameters"), of_children(x, "buffers"))),
    ("When a module has children, what it holds itself is left out.",
     lambda x: word([p for part in own_or_parts(x) for p in part.parameters()],
                    [b for part in own_or_parts(x) for b in part.buffers()])),
    ("A container is judged by its first layer alone.", lambda x: word(first(x).parameters(), first(x).buffers())),
    ("A container is called stateless, whatever its layers hold.",
     lambda x: word([], []) if list(x.children()) else word(x.parameters(), x.buffers())),
    ("The buffers of layers within the layer are left out.",
     lambda x: word(x.parameters(), x.buffers(recurse=False))),
    ("A frozen layer comes out as trainable: whether it may change is not asked of each parameter, as it was handed over.",
     lambda x: "trainable" if list(x.parameters()) else word([], x.buffers())),
    ("Frozen parameters count as none here. Were they filtered out, or had any() used up the iterator? A list can be asked "
     "twice.", lambda x: word((p for p in x.parameters() if p.requires_grad), x.buffers())),
    ("One frozen parameter makes the whole layer frozen here; one free one makes it trainable.",
     lambda x: "frozen" if any(not p.requires_grad for p in x.parameters()) else word(x.parameters(), x.buffers())),
    ("A layer without parameters comes out as trainable: all() of nothing is True.",
     lambda x: "trainable" if all(p.requires_grad for p in x.parameters()) else word(x.parameters(), x.buffers())),
    ("A layer without parameters comes out as trainable: all() of nothing is True.",
     lambda x: "trainable" if all(p.requires_grad for p in x.parameters()) else "frozen"),
    ("A layer that holds nothing comes out as buffers-only. layer.buffers() itself is true even when it lists nothing; a list "
     "of it is not.", lambda x: word(x.parameters(), [0])),
    ("A layer without parameters comes out as frozen. " + ALWAYS_TRUE + " And any() of nothing is False.",
     lambda x: word([*x.parameters(), torch.zeros(1)], [])),
    ("Everything comes out as trainable. Is there an if that asks for the parameters? " + ALWAYS_TRUE,
     lambda x: "trainable"),
    ("Buffers win over parameters here, asked first or written last. A BatchNorm has both, and learns.",
     lambda x: "buffers-only" if list(x.buffers()) else word(x.parameters(), [])),
    ("Buffers are asked for before frozen parameters. A frozen BatchNorm has both.",
     lambda x: word((p for p in x.parameters() if p.requires_grad), x.buffers()) if list(x.buffers()) else
     word(x.parameters(), [])),
    ("Buffers are never found here.", lambda x: word(x.parameters(), [])),
    ("Only running statistics count as buffers here; other modules have buffers of other names.",
     lambda x: word(x.parameters(), [b for b in [getattr(x, "running_mean", None)] if b is not None])),
    ("Whether it is a BatchNorm decides about buffers here: other modules have some, and a BatchNorm may have none.",
     lambda x: word(x.parameters(), [x] if isinstance(x, nn.BatchNorm1d) else [])),
    ("The table _buffers has entries for buffers that are switched off, too: they are None.",
     lambda x: word(x.parameters(), all_parts(x, "_buffers"))),
    ("The table _parameters has entries for parameters that are switched off, too: they are None.",
     lambda x: word([p if p is not None else torch.zeros(1) for p in all_parts(x, "_parameters")], x.buffers())),
    ("state_dict() is taken for the parameters. It holds the saved buffers as well.",
     lambda x: word([*x.parameters(), *x.state_dict().values()], x.buffers())),
    ("A free parameter never counts as free here. Tensors from state_dict() or .data never require gradients, and .grad is "
     "empty before backward().", lambda x: word((p.data for p in x.parameters()), x.buffers())),
    ("A buffer need not be saved: state_dict() leaves such buffers out, and buffers() lists them all.",
     lambda x: word(x.parameters(), x.state_dict())),
    ("Only the first parameter decides here; one free parameter anywhere is enough.",
     lambda x: word(list(x.parameters())[:1], x.buffers())),
    ("Only the last parameter decides here: each turn of the loop overwrites what the one before found.",
     lambda x: word(list(x.parameters())[-1:], x.buffers())),
    ("Only parameters with weight in their name are asked here; there are others, a bias among them.",
     lambda x: word((p for name, p in x.named_parameters() if "weight" in name), x.buffers())),
    ("Parameters of one dimension are left out here, such as a bias.",
     lambda x: word((p for p in x.parameters() if p.ndim > 1), x.buffers())),
    ('The words "trainable" and "frozen" have changed places.',
     lambda x: {"trainable": "frozen", "frozen": "trainable"}.get(right := word(x.parameters(), x.buffers()), right)),
    ("A PReLU goes by its class here. It is an activation, and it holds a parameter.",
     lambda x: word([], []) if isinstance(x, nn.PReLU) else word(x.parameters(), x.buffers())),
    ("A BatchNorm goes by its class here; affine=False takes its weight and bias away.",
     lambda x: "trainable" if isinstance(x, nn.BatchNorm1d) else word(x.parameters(), x.buffers())),
    ("Normalisation goes by its class here: most of these layers hold a weight and a bias.",
     lambda x: "buffers-only" if "Norm" in type(x).__name__ else word(x.parameters(), x.buffers())),
]  # fmt: skip


def wrong_way(recipes, answers):
    """In a plain sentence what an answer does wrong that gave these words (or ended in an error), if that is certain."""
    found = [answer["result"] for answer in answers if "result" in answer]
    errors = " ".join(answer.get("error", {}).get("text", "") for answer in answers)
    asked = re.search(r"'(\w+)' object has no attribute 'requires_grad'", errors)
    if asked and hasattr(nn, asked[1]):
        return "requires_grad belongs to each parameter, not to the layer: ask those of layer.parameters()."
    if len(found) == len(recipes):
        with as_found():
            layers = [labelled({"classify": lambda layer: layer}, *recipe[1:4]) for recipe in recipes]
            sentence = the_cause(DOUBLES, lambda double: [double(layer) for layer in layers] == found)
        if sentence := sentence or word_cause(found, WORDS):
            return sentence
    words = {told: answer.get("result", "an error") for (told, *_), answer in zip(recipes, answers)}
    gru = next((said for told, said in words.items() if told.startswith("GRU")), "trainable")
    if gru != "trainable" and all(said == "trainable" for said in found[:5]):
        return (
            "The parameters of a GRU have names of their own (weight_ih_l0, ...), not weight and bias, and no list of "
            "classes is complete. parameters() lists them all."
        )
    for one in ("Linear(", "BatchNorm1d("):
        same = [said for told, said in words.items() if told.startswith((one, "a frozen " + one))]
        if len(found) == len(recipes) and len(set(same)) == 1:
            return (
                f"The class decides here: every {one[:-1]} gets one word, a frozen one too. Ask what the object holds."
            )
    return None


@exercise(
    "layers/classify",
    "classify",
    hints=(
        "Take the layer that the card names. Which tensors does it hold: parameters, buffers, both, none? And which of the "
        "parameters ask for a gradient?",
        "list(layer.parameters()) and list(layer.buffers()) look into layers within layers, too. Ask for the four words in "
        "the order of the task: the first that is true is the answer.",
        "The first two of the four answers:\n"
        "    parameters = list(layer.parameters())\n"
        "    if any(p.requires_grad for p in parameters):\n"
        '        return "trainable"\n'
        "    if parameters:\n"
        '        return "frozen"\n'
        "The other two ask list(layer.buffers()) in the same way.",
    ),
)
def classify(ask, rng):
    recipes = zoo(rng)
    asked = [{"kind": kind, "args": args, "frozen": frozen} for _, kind, args, frozen, _ in recipes]
    answers = judge.answers(ask(run_each(labelled, "classify", each=asked)))
    for (told, *_, want), seen in zip(recipes, answers):
        if not (fine := works(seen, "a function")).holds:
            yield fine if fine.cause else replace(fine, cause=wrong_way(recipes, answers))
            return
        found = seen["result"]
        same = found == want
        yield claim(want, same, f"{told} is {want}", repr(want), shown(found),
                    cause=None if same else wrong_way(recipes, answers))  # fmt: skip
