"""Lesson 01, exercise count-by-hand."""

from dataclasses import replace

import torch
from torch import nn

from graders import judge
from graders.causes import the_cause
from graders.claims import claim, works
from graders.judge import exercise, run_each


def counted(learner, spec):
    """The learner's count, and how many modules were built for it."""
    import operator

    built, init = [], nn.Module.__init__

    def noted(module, *args, **kwargs):
        built.append(module)
        init(module, *args, **kwargs)

    nn.Module.__init__ = noted
    try:
        found = learner["count_by_hand"](dict(spec))
    finally:
        nn.Module.__init__ = init
    told = {"type": type(found).__name__, "text": repr(found)[:40], "count": None, "value": None, "built": len(built)}
    try:
        told["value"] = float(found)
        if not isinstance(found, (torch.Tensor, str)):
            told["count"] = operator.index(found)  # any whole number: NumPy has its own
    except (TypeError, ValueError, RuntimeError, OverflowError):
        pass  # no number, which its type tells
    return told


def arithmetic(spec):
    """The number of trainable numbers of a layer, and how it comes about."""
    kind, bias = spec["layer"], spec.get("bias")
    if kind == "Linear":
        a, b = spec["in_features"], spec["out_features"]
        return a * b + b * bias, f"{a}·{b}" + f"+{b}" * bias
    if kind == "Conv2d":
        a, b, k = spec["in_channels"], spec["out_channels"], spec["kernel_size"]
        return a * b * k * k + b * bias, f"{a}·{b}·{k}·{k}" + f"+{b}" * bias
    if kind == "BatchNorm1d":
        n = spec["num_features"]
        return 2 * n * spec["affine"], f"2·{n}" if spec["affine"] else "no weight and no bias"
    if kind == "Embedding":
        a, b = spec["num_embeddings"], spec["embedding_dim"]
        return a * b, f"{a}·{b}"
    a, h = spec["input_size"], spec["hidden_size"]
    return 3 * h * (a + h) + 6 * h * bias, f"3·{h}·({a}+{h})" + f"+6·{h}" * bias


def specs(rng):
    """Twelve specs: each layer with and without what can be switched off, sizes all different and none from the lesson's examples."""

    def draw(layer, *keys, **switch):
        return {"layer": layer, **dict(zip(keys, rng.sample(range(6, 20), len(keys)))), **switch}

    for on in (True, False):
        yield draw("Linear", "in_features", "out_features", bias=on)
        conv = draw("Conv2d", "in_channels", "out_channels", bias=on)
        yield {**conv, "kernel_size": rng.choice([k for k in (5, 7, 11) if k not in conv.values()])}
        yield draw("BatchNorm1d", "num_features", affine=on)
        yield draw("GRU", "input_size", "hidden_size", bias=on)
        yield draw("Embedding", "num_embeddings", "embedding_dim")
        yield draw("Linear", "in_features", "out_features", bias=rng.random() < 0.5)


SQUARE = "kernel_size k means a patch of k by k numbers; here k enters in another way."
BIAS_ON = "The bias is counted although spec switches it off."
BIAS_OFF = "The bias is missing from your count."
BIAS_SIZE = "The bias is counted with the wrong size: how many numbers come out, each with a bias of its own?"
GATES = "A GRU works out three things at each step; your count has another number of them."
GRU_BIAS = "The weights are right. A GRU has two bias tensors, both for all three gates; print their shapes."
STATISTICS = "The running statistics are counted as well. They are buffers, and training leaves them alone."
# What a count does wrong, with a wrong formula that gives the same, for each kind of layer.
DOUBLES = {
    "Linear": [
        (BIAS_OFF, lambda a, b, bias: a * b),
        (BIAS_ON, lambda a, b, bias: a * b + b),
        (BIAS_SIZE, lambda a, b, bias: a * b + a * bias),
        (BIAS_SIZE, lambda a, b, bias: a * b + bias),
        ("Inputs and outputs are added; each output has a weight for every input.", lambda a, b, bias: a + b + b * bias),
        ("Inputs and outputs are added; each output has a weight for every input.", lambda a, b, bias: a + b),
        ("Your condition on bias is the wrong way round.", lambda a, b, bias: a * b + b * (not bias)),
        ("Without a bias nothing is left of your count: the weight belongs outside the condition.",
         lambda a, b, bias: (a * b + b) * bias),
        ("The count comes out as 0: no branch for Linear is entered, or a later line overwrites it.", lambda a, b, bias: 0),
        ("Tensors are counted here, not the numbers in them.", lambda a, b, bias: 1 + bias),
        ("All values of spec are multiplied, bias among them; it adds numbers, or none.", lambda a, b, bias: a * b * bias),
    ],
    "Conv2d": [
        (BIAS_OFF, lambda a, b, bias, k: a * b * k * k),
        (BIAS_ON, lambda a, b, bias, k: a * b * k * k + b),
        (BIAS_SIZE, lambda a, b, bias, k: a * b * k * k + a * bias),
        (BIAS_SIZE, lambda a, b, bias, k: a * b * k * k + bias),
        (BIAS_SIZE, lambda a, b, bias, k: a * b * (k * k + bias)),
        (SQUARE, lambda a, b, bias, k: a * b * k + b * bias),
        (SQUARE, lambda a, b, bias, k: a * b * 2 * k + b * bias),
        (SQUARE + " ^ is no power in Python; ** is.", lambda a, b, bias, k: (a * b * k ^ 2) + b * bias),
        (SQUARE + " ^ is no power in Python; ** is.", lambda a, b, bias, k: a * b * (k ^ 2) + b * bias),
        (SQUARE, lambda a, b, bias, k: a * b * 9 + b * bias),
        ("The size of an image is counted; a layer holds patches of kernel_size, whatever image comes.",
         lambda a, b, bias, k: a * b * 28 * 28 + b * bias),
        ("One patch for each output channel is counted; there is one for each of its input channels.",
         lambda a, b, bias, k: b * k * k + b * bias),
        ("The patches of one output channel are counted; each output channel has its own.",
         lambda a, b, bias, k: a * k * k + b * bias),
        ("The patches of one output channel are counted; each output channel has its own.",
         lambda a, b, bias, k: a * k * k + bias),
    ],
    "BatchNorm1d": [
        (STATISTICS, lambda n, affine: 2 * n * affine + 2 * n * affine),
        (STATISTICS, lambda n, affine: 2 * n * affine + 2 * n),
        (STATISTICS, lambda n, affine: 2 * n * affine + 2 * n + 1),
        ("affine=False is ignored: it takes away weight and bias.", lambda n, affine: 2 * n),
        ("affine=False takes away the weight and the bias, not one of them.", lambda n, affine: n + n * affine),
        ("There is a weight and a bias for each feature; one of the two is counted.", lambda n, affine: n * affine),
        ("Weight and bias hold a number for each feature, not one for the whole layer.", lambda n, affine: 2 * affine),
        ("A BatchNorm learns: it has a weight and a bias, unless affine is False.", lambda n, affine: 0),
        ("Features are not mixed here, so nothing is needed for each pair of them.",
         lambda n, affine: n * n * affine + n * affine),
        ("Features are not mixed here, so nothing is needed for each pair of them.", lambda n, affine: n * n * affine),
    ],
    "Embedding": [
        ("A bias is counted, and an Embedding has none: it looks up a row.", lambda a, b: a * b + b),
        ("An Embedding learns its rows: they are its numbers.", lambda a, b: 0),
        ("One row is counted; there is a row for every entry.", lambda a, b: b),
        ("One number for each entry is counted; each entry has a row of embedding_dim numbers.", lambda a, b: a),
        ("A row is left out: every entry has one, whatever it is used for.", lambda a, b: (a - 1) * b),
        ("The sizes are added; every entry has a row of embedding_dim numbers.", lambda a, b: a + b),
    ],
    "GRU": [
        *[(GATES, lambda a, h, bias, gates=gates: gates * h * (a + h + 2 * bias)) for gates in (1, 2, 4)],
        (GRU_BIAS, lambda a, h, bias: 3 * h * (a + h + bias)),
        (GRU_BIAS, lambda a, h, bias: 3 * h * (a + h) + 2 * h * bias),
        (GRU_BIAS, lambda a, h, bias: 3 * h * (a + h) + h * bias),
        (BIAS_OFF, lambda a, h, bias: 3 * h * (a + h)),
        (BIAS_ON, lambda a, h, bias: 3 * h * (a + h + 2)),
        ("The weights for the state are missing: a GRU also reads the memory it carries along.",
         lambda a, h, bias: 3 * h * (a + 2 * bias)),
        ("The weights for the input are missing: a GRU also reads what comes in.", lambda a, h, bias: 3 * h * (h + 2 * bias)),
        ("The weights for the input are counted for one gate; each of the three has its own.",
         lambda a, h, bias: h * a + 3 * h * (h + 2 * bias)),
        ("The weights for the state are counted for one gate; each of the three has its own.",
         lambda a, h, bias: 3 * h * a + h * h + 6 * h * bias),
        ("input_size and hidden_size have changed places.", lambda a, h, bias: 3 * a * (a + h + 2 * bias)),
        ("The count grows with the length of a sequence; the same weights serve every step.",
         lambda a, h, bias: 30 * h * (a + h + 2 * bias)),
        ("A parenthesis is missing: what follows the + is multiplied, too.", lambda a, h, bias: 3 * h * a + h + 2 * bias),
        ("A parenthesis is missing: what follows the + is multiplied, too.", lambda a, h, bias: 3 * h * a + h + 2 * h * bias),
        ("An output layer is counted as well; a GRU puts out its memory as it is.",
         lambda a, h, bias: 3 * h * (a + h + 2 * bias) + h * h),
    ],
}  # fmt: skip


def wrong_way(kind, counts):
    """In a plain sentence what is wrong with the counts of one kind of layer, as (spec, found) pairs, if that is certain."""
    values = [found["value"] for _, found in counts]
    wants = [arithmetic(spec)[0] for spec, _ in counts]
    first = next(found for (_, found), want in zip(counts, wants) if found["count"] != want)
    if first["type"] == "NoneType":
        some = any(found["type"] != "NoneType" for _, found in counts)
        return (
            "One of the paths through your function ends without a return."
            if some
            else f"Your function gives nothing back for a {kind}: print shows a number, return hands it over."
        )
    if values == wants:
        return f"The number is right: return an int; this is a {first['type']}."
    if first["value"] is None:
        return f"Your function gives back a {first['type']}, and the answer is one whole number."
    sizes = [[size for key, size in spec.items() if key != "layer"] for spec, _ in counts]
    return the_cause(DOUBLES[kind], lambda double: [double(*size) for size in sizes] == values)


def spec_cause(error, spec):
    """What an answer that ended in an error took the spec for, if the error leaves no doubt."""
    text = error.get("text", "")
    if "'dict' object has no attribute" in text:
        return "spec is a dict, not an object with attributes: a value comes by its key, in brackets."
    if "'int' object is not subscriptable" in text:
        return "Each size in spec is one number, not a pair."
    key = text.strip("'")
    if error.get("type") != "KeyError" or not key.isidentifier():
        return None
    if key == spec["layer"]:
        return f"Your function has no entry for {key!r}, in this spelling."
    return f"The spec for {spec['layer']} has no key {key!r}: the docstring shows the keys of each kind."


@exercise(
    "layers/count-by-hand",
    "count_by_hand",
    hints=(
        "Take the spec that the card shows. What shape has each of the layer's parameters, and is there one more when bias "
        "or affine is True? Multiply and add on paper before you look at your formula.",
        'One kind after the other: spec["layer"] tells which. Linear, Conv2d, BatchNorm1d and Embedding stand in the table '
        "of the lesson, the GRU's four shapes below it: 21 is 3 times 7. True counts as 1 and False as 0.",
        "The beginning, and the longest one; h and i are the hidden and the input size:\n"
        '    if spec["layer"] == "Linear":\n'
        '        return spec["out_features"] * (spec["in_features"] + spec["bias"])\n'
        '    if spec["layer"] == "GRU":\n'
        '        h, i = spec["hidden_size"], spec["input_size"]\n'
        '        return 3 * h * (i + h) + 2 * 3 * h * spec["bias"]',
    ),
)
def count_by_hand(ask, rng):
    asked = list(specs(rng))
    answers = judge.answers(ask(run_each(counted, "count_by_hand", each=[{"spec": spec} for spec in asked])))
    for spec, seen in zip(asked, answers):
        if not (fine := works(seen, "a function")).holds:
            yield fine if fine.cause else replace(fine, cause=spec_cause(seen.get("error", {}), spec))
            return
        kind, found, (want, how) = spec["layer"], seen["result"], arithmetic(spec)
        options = ", ".join(f"{key}={value}" for key, value in spec.items() if key != "layer")
        told, same = f"{kind}({options})", found["count"] == want
        alike = [(s, a["result"]) for s, a in zip(asked, answers) if s["layer"] == kind and "result" in a]
        yield claim(kind, same, f"{told}: {want} = {how}" if same else told, str(want), found["text"],
                    cause=None if same else wrong_way(kind, alike))  # fmt: skip
    built = sum(seen["result"]["built"] for seen in answers)
    yield claim("by-hand", not built, "by arithmetic, no layer is built", found=f"{built} layers were built for it",
                cause="The numbers are right, and PyTorch counted them. Multiply the sizes that spec names.")  # fmt: skip
