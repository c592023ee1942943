"""Lesson 01, exercise count-by-hand."""

from torch import nn

from graders.claims import claim, works
from graders.judge import exercise, run


def counted(learner, spec):
    """The learner's count, and how many modules were built for it."""
    built, init = [], nn.Module.__init__

    def noted(module, *args, **kwargs):
        built.append(module)
        init(module, *args, **kwargs)

    nn.Module.__init__ = noted
    try:
        found = learner["count_by_hand"](dict(spec))
    finally:
        nn.Module.__init__ = init
    return {"found": found, "built": len(built)}


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
    """Twelve specs: each layer with and without what can be switched off, sizes all different."""

    def draw(layer, *keys, **switch):
        return {"layer": layer, **dict(zip(keys, rng.sample(range(3, 20), len(keys)))), **switch}

    for on in (True, False):
        yield draw("Linear", "in_features", "out_features", bias=on)
        yield {**draw("Conv2d", "in_channels", "out_channels", bias=on), "kernel_size": rng.choice([5, 7])}
        yield draw("BatchNorm1d", "num_features", affine=on)
        yield draw("GRU", "input_size", "hidden_size", bias=on)
        yield draw("Embedding", "num_embeddings", "embedding_dim")
        yield draw("Linear", "in_features", "out_features", bias=rng.random() < 0.5)


@exercise(
    "layers/count-by-hand",
    "count_by_hand",
    hints=(
        "For each layer: what shape has its weight? Does it have a bias, and of how many numbers?",
        "Linear: in·out weights and out biases. Conv2d: in·out·k·k and out. BatchNorm1d: 2·n, or nothing without affine; its running "
        "statistics are not trained. Embedding: one row for each entry. GRU: three gates, each with weights for the input and for "
        "the hidden state, and two biases.",
        'GRU: 3 * h * (i + h) + (6 * h if spec["bias"] else 0).',
    ),
)
def count_by_hand(ask, rng):
    built = 0
    for spec in specs(rng):
        seen = ask(run(counted, "count_by_hand", spec=spec))
        if not (fine := works(seen, "a function")).holds:
            yield fine
            return
        result, (want, how) = seen["result"], arithmetic(spec)
        options = ", ".join(f"{key}={value}" for key, value in spec.items() if key != "layer")
        found = result["found"]
        same = type(found) is int and found == want
        told = f"{spec['layer']}({options})"
        shown = found if isinstance(found, int) else f"{found!r}"[:60]
        yield claim(spec["layer"], same, f"{told}: {want} = {how}" if same else told, str(want), shown)
        built += result["built"]
    yield claim("by-hand", not built, "by arithmetic, no layer is built", found=f"{built} layers were built for it")
