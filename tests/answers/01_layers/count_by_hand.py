# %% right: match with mapping patterns
def count_by_hand(spec):
    match spec:
        case {"layer": "Linear", "in_features": i, "out_features": o, "bias": bias}:
            return i * o + (o if bias else 0)
        case {"layer": "Conv2d", "in_channels": i, "out_channels": o, "kernel_size": k, "bias": bias}:
            return o * i * k**2 + (o if bias else 0)
        case {"layer": "BatchNorm1d", "num_features": n, "affine": affine}:
            return 2 * n if affine else 0
        case {"layer": "Embedding", "num_embeddings": n, "embedding_dim": d}:
            return n * d
        case {"layer": "GRU", "input_size": i, "hidden_size": h, "bias": bias}:
            return 3 * h * (i + h + (2 if bias else 0))
        case _:
            raise ValueError(f"unknown layer: {spec}")


# %% right: if and elif, names spelt out
def count_by_hand(spec):
    layer = spec["layer"]
    if layer == "Linear":
        count = spec["in_features"] * spec["out_features"]
        if spec["bias"]:
            count += spec["out_features"]
    elif layer == "Conv2d":
        count = spec["out_channels"] * spec["in_channels"] * spec["kernel_size"] * spec["kernel_size"]
        if spec["bias"]:
            count += spec["out_channels"]
    elif layer == "BatchNorm1d":
        count = 0
        if spec["affine"]:
            count = spec["num_features"] + spec["num_features"]
    elif layer == "Embedding":
        count = spec["num_embeddings"] * spec["embedding_dim"]
    elif layer == "GRU":
        gates = 3
        count = gates * spec["hidden_size"] * spec["input_size"]  # from the input
        count += gates * spec["hidden_size"] * spec["hidden_size"]  # from the state
        if spec["bias"]:
            count += 2 * gates * spec["hidden_size"]  # one bias for each of the two
    return count


# %% right: a table of lambdas
FORMULAS = {
    "Linear": lambda s: (s["in_features"] + s["bias"]) * s["out_features"],
    "Conv2d": lambda s: (s["in_channels"] * s["kernel_size"] ** 2 + s["bias"]) * s["out_channels"],
    "BatchNorm1d": lambda s: 2 * s["num_features"] * s["affine"],
    "Embedding": lambda s: s["num_embeddings"] * s["embedding_dim"],
    "GRU": lambda s: 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + 2 * s["bias"]),
}


def count_by_hand(spec: dict) -> int:
    return FORMULAS[spec["layer"]](spec)


# %% right: a list of shapes, multiplied with math.prod and summed
def shapes(layer, *, bias=False, affine=False, **size):
    if layer == "Linear":
        yield size["out_features"], size["in_features"]
        if bias:
            yield (size["out_features"],)
    if layer == "Conv2d":
        k = size["kernel_size"]
        yield size["out_channels"], size["in_channels"], k, k
        if bias:
            yield (size["out_channels"],)
    if layer == "BatchNorm1d" and affine:
        yield from [(size["num_features"],)] * 2
    if layer == "Embedding":
        yield size["num_embeddings"], size["embedding_dim"]
    if layer == "GRU":
        h = size["hidden_size"]
        for n in (size["input_size"], h):
            yield 3 * h, n
            if bias:
                yield (3 * h,)


def count_by_hand(spec):
    return sum(math.prod(shape) for shape in shapes(**spec))


# %% right: one helper function per layer, called with the rest of the spec
def linear(in_features, out_features, bias):
    return out_features * (in_features + int(bias))


def conv2d(in_channels, out_channels, kernel_size, bias):
    return out_channels * (in_channels * pow(kernel_size, 2) + int(bias))


def batch_norm(num_features, affine):
    return (num_features * 2) if affine else 0


def embedding(num_embeddings, embedding_dim):
    return embedding_dim * num_embeddings


def gru(input_size, hidden_size, bias):
    gate = linear(input_size, hidden_size, bias) + linear(hidden_size, hidden_size, bias)
    return 3 * gate


def count_by_hand(spec):
    rest = dict(spec)
    formula = {"Linear": linear, "Conv2d": conv2d, "BatchNorm1d": batch_norm, "Embedding": embedding, "GRU": gru}
    return formula[rest.pop("layer")](**rest)


# %% right: takes the name of the layer out of the spec it was given
def count_by_hand(spec):
    kind = spec.pop("layer")
    b = 1 if spec.get("bias") else 0
    if kind == "Linear":
        return spec["out_features"] * spec["in_features"] + b * spec["out_features"]
    if kind == "Conv2d":
        per_filter = spec["in_channels"] * spec["kernel_size"] ** 2 + b
        return per_filter * spec["out_channels"]
    if kind == "BatchNorm1d":
        return spec["num_features"] * 2 if spec["affine"] else 0
    if kind == "Embedding":
        return spec["num_embeddings"] * spec["embedding_dim"]
    h = spec["hidden_size"]
    return 3 * (h * spec["input_size"] + h * h + b * 2 * h)


# %% right: counted in nested loops, one by one, as on paper
def count_by_hand(spec):
    n = 0
    if spec["layer"] == "Linear":
        for _ in range(spec["out_features"]):
            n += spec["in_features"]
            if spec["bias"]:
                n += 1
    elif spec["layer"] == "Conv2d":
        for _ in range(spec["out_channels"]):
            for _ in range(spec["in_channels"]):
                n += spec["kernel_size"] * spec["kernel_size"]
            n += bool(spec["bias"])
    elif spec["layer"] == "BatchNorm1d":
        for _ in range(spec["num_features"] if spec["affine"] else 0):
            n += 1  # scale
            n += 1  # shift
    elif spec["layer"] == "Embedding":
        for _ in range(spec["num_embeddings"]):
            n += spec["embedding_dim"]
    elif spec["layer"] == "GRU":
        for gate in ("reset", "update", "new"):
            for source in ("input_size", "hidden_size"):
                for _ in range(spec["hidden_size"]):
                    n += spec[source]
                    if spec["bias"]:
                        n += 1
    return n


# %% right: formulas as text, evaluated with the spec as their names
TEXT = {
    "Linear": "in_features * out_features + bias * out_features",
    "Conv2d": "in_channels * out_channels * kernel_size ** 2 + bias * out_channels",
    "BatchNorm1d": "2 * num_features * affine",
    "Embedding": "num_embeddings * embedding_dim",
    "GRU": "3 * hidden_size * (input_size + hidden_size) + 6 * hidden_size * bias",
}


def count_by_hand(spec):
    return eval(TEXT[spec["layer"]], {}, dict(spec))


# %% right: torch.Size does the multiplication, no layer and no tensor is built
def count_by_hand(spec):
    s = type("Spec", (), dict(spec))
    sizes = []
    if s.layer == "Linear":
        sizes += [(s.out_features, s.in_features)] + [(s.out_features,)] * s.bias
    elif s.layer == "Conv2d":
        sizes += [(s.out_channels, s.in_channels, s.kernel_size, s.kernel_size)] + [(s.out_channels,)] * s.bias
    elif s.layer == "BatchNorm1d":
        sizes += 2 * [(s.num_features,)] * s.affine
    elif s.layer == "Embedding":
        sizes.append((s.num_embeddings, s.embedding_dim))
    elif s.layer == "GRU":
        sizes += [(3 * s.hidden_size, s.input_size), (3 * s.hidden_size, s.hidden_size)]
        sizes += 2 * [(3 * s.hidden_size,)] * s.bias
    return sum(torch.Size(size).numel() for size in sizes)


# %% right: classes with a method
class Linear:
    def __init__(self, in_features, out_features, bias):
        self.weight = in_features * out_features
        self.bias = out_features * bias

    def count(self):
        return self.weight + self.bias


class Conv2d(Linear):
    def __init__(self, in_channels, out_channels, kernel_size, bias):
        super().__init__(in_channels * kernel_size**2, out_channels, bias)


class BatchNorm1d:
    def __init__(self, num_features, affine):
        self.count = lambda: 2 * num_features if affine else 0


class Embedding(Linear):
    def __init__(self, num_embeddings, embedding_dim):
        super().__init__(num_embeddings, embedding_dim, False)


class GRU:
    def __init__(self, input_size, hidden_size, bias):
        self.parts = [Linear(n, 3 * hidden_size, bias) for n in (input_size, hidden_size)]

    def count(self):
        return sum(part.count() for part in self.parts)


def count_by_hand(spec):
    keywords = {key: value for key, value in spec.items() if key != "layer"}
    return globals()[spec["layer"]](**keywords).count()


# %% right: prints the steps, logs to stderr, an f-string at the end is not returned
import sys


def count_by_hand(spec):
    print("counting", spec, file=sys.stderr)
    kind, total = spec["layer"], 0
    if kind in ("Linear", "Conv2d"):
        n_in = spec.get("in_features") or spec["in_channels"]
        n_out = spec.get("out_features") or spec["out_channels"]
        area = spec.get("kernel_size", 1) ** 2
        total = n_in * n_out * area
        print(f"weight: {n_out} x {n_in} x {area} = {total}")
        if spec["bias"]:
            print(f"bias: {n_out}")
            total += n_out
    elif kind == "BatchNorm1d":
        total = [0, 2][spec["affine"]] * spec["num_features"]
    elif kind == "Embedding":
        total = spec["num_embeddings"] * spec["embedding_dim"]
    elif kind == "GRU":
        h = spec["hidden_size"]
        total = sum(3 * h * (n + (1 if spec["bias"] else 0)) for n in (spec["input_size"], h))
    print(f"{kind}: {total:,} in all")
    return total


# %% right: a comprehension takes the sizes, one formula for weights of two sides
def count_by_hand(spec):
    name = spec["layer"]
    size = {key: value for key, value in spec.items() if key != "layer"}
    if name == "Embedding":
        return math.prod(size.values())
    if name == "BatchNorm1d":
        return sum([size["num_features"]] * 2) if size["affine"] is True else 0
    if name == "GRU":
        i, h = size["input_size"], size["hidden_size"]
        return 3 * h * i + 3 * h * h + (6 * h if size["bias"] else 0)
    fan_in = size["in_features"] if name == "Linear" else size["in_channels"] * size["kernel_size"] ** 2
    fan_out = size["out_features"] if name == "Linear" else size["out_channels"]
    return (fan_in + 1 if size["bias"] else fan_in) * fan_out


# %% right: a matrix product of sizes, turned into an int at the end
def count_by_hand(spec):
    get = lambda key: torch.tensor(int(spec[key]))
    if spec["layer"] == "Linear":
        n = (get("in_features") + get("bias")) * get("out_features")
    elif spec["layer"] == "Conv2d":
        n = (get("in_channels") * get("kernel_size") ** 2 + get("bias")) * get("out_channels")
    elif spec["layer"] == "BatchNorm1d":
        n = torch.stack([get("num_features")] * 2).sum() * get("affine")
    elif spec["layer"] == "Embedding":
        n = get("num_embeddings") * get("embedding_dim")
    else:
        h = get("hidden_size")
        n = 3 * h * (get("input_size") + h) + 3 * h * 2 * get("bias")
    return int(n.item())


# %% wrong Linear: Linear, bias forgotten
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"]
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong Linear: Linear, bias always counted
def count_by_hand(s):
    formulas = {
        "Linear": lambda: s["in_features"] * s["out_features"] + s["out_features"],
        "Conv2d": lambda: s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0),
        "BatchNorm1d": lambda: 2 * s["num_features"] if s["affine"] else 0,
        "Embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
        "GRU": lambda: 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)),
    }
    return formulas[s["layer"]]()


# %% wrong Linear: Linear, one bias number per input
def count_by_hand(s: dict) -> int:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"] + (s["in_features"] if s["bias"] else 0)
        case "Conv2d":
            n = s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
        case "BatchNorm1d":
            n = 2 * s["num_features"] if s["affine"] else 0
        case "Embedding":
            n = s["num_embeddings"] * s["embedding_dim"]
        case "GRU":
            n = 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return n


# %% wrong Linear: Linear, one bias number in all
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (1 if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return total


# %% wrong Linear: Linear, inputs plus outputs instead of times
def linear(s):
    return s["in_features"] + s["out_features"] + (s["out_features"] if s["bias"] else 0)


def conv2d(s):
    return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)


def batchnorm1d(s):
    return 2 * s["num_features"] if s["affine"] else 0


def embedding(s):
    return s["num_embeddings"] * s["embedding_dim"]


def gru(s):
    return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


def count_by_hand(spec):
    if spec["layer"] == "Linear":
        return linear(spec)
    if spec["layer"] == "Conv2d":
        return conv2d(spec)
    if spec["layer"] == "BatchNorm1d":
        return batchnorm1d(spec)
    if spec["layer"] == "Embedding":
        return embedding(spec)
    if spec["layer"] == "GRU":
        return gru(spec)


# %% wrong Linear: Linear, the bias condition the wrong way round
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (0 if s["bias"] else s["out_features"])
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong Linear: Linear, precedence, without bias nothing is left
def count_by_hand(s):
    formulas = {
        "Linear": lambda: s["in_features"] * s["out_features"] + s["out_features"] if s["bias"] else 0,
        "Conv2d": lambda: s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0),
        "BatchNorm1d": lambda: 2 * s["num_features"] if s["affine"] else 0,
        "Embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
        "GRU": lambda: 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)),
    }
    return formulas[s["layer"]]()


# %% wrong Conv2d: Conv2d, bias forgotten
def count_by_hand(s: dict) -> int:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
        case "Conv2d":
            n = s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2
        case "BatchNorm1d":
            n = 2 * s["num_features"] if s["affine"] else 0
        case "Embedding":
            n = s["num_embeddings"] * s["embedding_dim"]
        case "GRU":
            n = 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return n


# %% wrong Conv2d: Conv2d, bias always counted
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += (s["in_channels"] * s["kernel_size"] ** 2 + 1) * s["out_channels"]
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return total


# %% wrong Conv2d: Conv2d, kernel_size not squared
def linear(s):
    return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)


def conv2d(s):
    return s["in_channels"] * s["out_channels"] * s["kernel_size"] + (s["out_channels"] if s["bias"] else 0)


def batchnorm1d(s):
    return 2 * s["num_features"] if s["affine"] else 0


def embedding(s):
    return s["num_embeddings"] * s["embedding_dim"]


def gru(s):
    return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


def count_by_hand(spec):
    if spec["layer"] == "Linear":
        return linear(spec)
    if spec["layer"] == "Conv2d":
        return conv2d(spec)
    if spec["layer"] == "BatchNorm1d":
        return batchnorm1d(spec)
    if spec["layer"] == "Embedding":
        return embedding(spec)
    if spec["layer"] == "GRU":
        return gru(spec)


# %% wrong Conv2d: Conv2d, kernel_size doubled instead of squared
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] * 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong Conv2d: Conv2d, ^ taken for a power
def count_by_hand(s):
    formulas = {
        "Linear": lambda: s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0),
        "Conv2d": lambda: s["in_channels"] * s["out_channels"] * (s["kernel_size"] ^ 2) + (s["out_channels"] if s["bias"] else 0),
        "BatchNorm1d": lambda: 2 * s["num_features"] if s["affine"] else 0,
        "Embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
        "GRU": lambda: 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)),
    }
    return formulas[s["layer"]]()


# %% wrong Conv2d: Conv2d, the input channels forgotten
def count_by_hand(s: dict) -> int:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
        case "Conv2d":
            n = s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
        case "BatchNorm1d":
            n = 2 * s["num_features"] if s["affine"] else 0
        case "Embedding":
            n = s["num_embeddings"] * s["embedding_dim"]
        case "GRU":
            n = 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return n


# %% wrong Conv2d: Conv2d, only one filter counted
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return total


# %% wrong Conv2d: Conv2d, one bias for each pair of channels
def linear(s):
    return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)


def conv2d(s):
    return s["in_channels"] * s["out_channels"] * (s["kernel_size"] ** 2 + (1 if s["bias"] else 0))


def batchnorm1d(s):
    return 2 * s["num_features"] if s["affine"] else 0


def embedding(s):
    return s["num_embeddings"] * s["embedding_dim"]


def gru(s):
    return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


def count_by_hand(spec):
    if spec["layer"] == "Linear":
        return linear(spec)
    if spec["layer"] == "Conv2d":
        return conv2d(spec)
    if spec["layer"] == "BatchNorm1d":
        return batchnorm1d(spec)
    if spec["layer"] == "Embedding":
        return embedding(spec)
    if spec["layer"] == "GRU":
        return gru(spec)


# %% wrong Conv2d: Conv2d, one bias number per input channel
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["in_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong Conv2d: Conv2d, an image of 28 x 28 instead of the kernel
def count_by_hand(s):
    formulas = {
        "Linear": lambda: s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0),
        "Conv2d": lambda: s["in_channels"] * s["out_channels"] * 28 * 28 + (s["out_channels"] if s["bias"] else 0),
        "BatchNorm1d": lambda: 2 * s["num_features"] if s["affine"] else 0,
        "Embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
        "GRU": lambda: 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)),
    }
    return formulas[s["layer"]]()


# %% wrong Conv2d: Conv2d, always 3 x 3
def count_by_hand(s: dict) -> int:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
        case "Conv2d":
            n = s["in_channels"] * s["out_channels"] * 9 + (s["out_channels"] if s["bias"] else 0)
        case "BatchNorm1d":
            n = 2 * s["num_features"] if s["affine"] else 0
        case "Embedding":
            n = s["num_embeddings"] * s["embedding_dim"]
        case "GRU":
            n = 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return n


# %% wrong TypeError: Conv2d, kernel_size taken for a pair (TypeError)
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"][0] * s["kernel_size"][1] + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return total


# %% wrong BatchNorm1d: BatchNorm1d, running statistics counted
def linear(s):
    return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)


def conv2d(s):
    return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)


def batchnorm1d(s):
    return (4 if s["affine"] else 2) * s["num_features"]


def embedding(s):
    return s["num_embeddings"] * s["embedding_dim"]


def gru(s):
    return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


def count_by_hand(spec):
    if spec["layer"] == "Linear":
        return linear(spec)
    if spec["layer"] == "Conv2d":
        return conv2d(spec)
    if spec["layer"] == "BatchNorm1d":
        return batchnorm1d(spec)
    if spec["layer"] == "Embedding":
        return embedding(spec)
    if spec["layer"] == "GRU":
        return gru(spec)


# %% wrong BatchNorm1d: BatchNorm1d, the whole state_dict counted, num_batches_tracked too
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return (4 if s["affine"] else 2) * s["num_features"] + 1
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong BatchNorm1d: BatchNorm1d, affine ignored
def count_by_hand(s):
    formulas = {
        "Linear": lambda: s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0),
        "Conv2d": lambda: s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0),
        "BatchNorm1d": lambda: 2 * s["num_features"],
        "Embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
        "GRU": lambda: 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)),
    }
    return formulas[s["layer"]]()


# %% wrong BatchNorm1d: BatchNorm1d, affine switches the shift only
def count_by_hand(s: dict) -> int:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
        case "Conv2d":
            n = s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
        case "BatchNorm1d":
            n = s["num_features"] + (s["num_features"] if s["affine"] else 0)
        case "Embedding":
            n = s["num_embeddings"] * s["embedding_dim"]
        case "GRU":
            n = 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return n


# %% wrong BatchNorm1d: BatchNorm1d, the scale only
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return total


# %% wrong BatchNorm1d: BatchNorm1d, two numbers for the whole layer
def linear(s):
    return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)


def conv2d(s):
    return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)


def batchnorm1d(s):
    return 2 if s["affine"] else 0


def embedding(s):
    return s["num_embeddings"] * s["embedding_dim"]


def gru(s):
    return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


def count_by_hand(spec):
    if spec["layer"] == "Linear":
        return linear(spec)
    if spec["layer"] == "Conv2d":
        return conv2d(spec)
    if spec["layer"] == "BatchNorm1d":
        return batchnorm1d(spec)
    if spec["layer"] == "Embedding":
        return embedding(spec)
    if spec["layer"] == "GRU":
        return gru(spec)


# %% wrong BatchNorm1d: BatchNorm1d, norms never learn
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong BatchNorm1d: BatchNorm1d, a full matrix
def count_by_hand(s):
    formulas = {
        "Linear": lambda: s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0),
        "Conv2d": lambda: s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0),
        "BatchNorm1d": lambda: s["num_features"] ** 2 + s["num_features"] if s["affine"] else 0,
        "Embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
        "GRU": lambda: 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)),
    }
    return formulas[s["layer"]]()


# %% wrong KeyError: BatchNorm1d has no key bias (KeyError)
def count_by_hand(s: dict) -> int:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
        case "Conv2d":
            n = s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
        case "BatchNorm1d":
            n = s["num_features"] + (s["num_features"] if s["bias"] else 0)
        case "Embedding":
            n = s["num_embeddings"] * s["embedding_dim"]
        case "GRU":
            n = 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return n


# %% wrong Embedding: Embedding, a bias as in Linear
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += (s["num_embeddings"] + 1) * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return total


# %% wrong Embedding: Embedding, a lookup learns nothing
def linear(s):
    return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)


def conv2d(s):
    return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)


def batchnorm1d(s):
    return 2 * s["num_features"] if s["affine"] else 0


def embedding(s):
    return 0


def gru(s):
    return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


def count_by_hand(spec):
    if spec["layer"] == "Linear":
        return linear(spec)
    if spec["layer"] == "Conv2d":
        return conv2d(spec)
    if spec["layer"] == "BatchNorm1d":
        return batchnorm1d(spec)
    if spec["layer"] == "Embedding":
        return embedding(spec)
    if spec["layer"] == "GRU":
        return gru(spec)


# %% wrong Embedding: Embedding, one row only
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong Embedding: Embedding, one number for each word
def count_by_hand(s):
    formulas = {
        "Linear": lambda: s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0),
        "Conv2d": lambda: s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0),
        "BatchNorm1d": lambda: 2 * s["num_features"] if s["affine"] else 0,
        "Embedding": lambda: s["num_embeddings"],
        "GRU": lambda: 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)),
    }
    return formulas[s["layer"]]()


# %% wrong Embedding: Embedding, a row for padding left out
def count_by_hand(s: dict) -> int:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
        case "Conv2d":
            n = s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
        case "BatchNorm1d":
            n = 2 * s["num_features"] if s["affine"] else 0
        case "Embedding":
            n = (s["num_embeddings"] - 1) * s["embedding_dim"]
        case "GRU":
            n = 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return n


# %% wrong Embedding: Embedding, sizes added
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] + s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return total


# %% wrong KeyError: Embedding has no key bias (KeyError)
def linear(s):
    return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)


def conv2d(s):
    return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)


def batchnorm1d(s):
    return 2 * s["num_features"] if s["affine"] else 0


def embedding(s):
    return s["num_embeddings"] * s["embedding_dim"] + (s["embedding_dim"] if s["bias"] else 0)


def gru(s):
    return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


def count_by_hand(spec):
    if spec["layer"] == "Linear":
        return linear(spec)
    if spec["layer"] == "Conv2d":
        return conv2d(spec)
    if spec["layer"] == "BatchNorm1d":
        return batchnorm1d(spec)
    if spec["layer"] == "Embedding":
        return embedding(spec)
    if spec["layer"] == "GRU":
        return gru(spec)


# %% wrong GRU: GRU, one gate
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong GRU: GRU, two gates
def count_by_hand(s):
    formulas = {
        "Linear": lambda: s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0),
        "Conv2d": lambda: s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0),
        "BatchNorm1d": lambda: 2 * s["num_features"] if s["affine"] else 0,
        "Embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
        "GRU": lambda: 2 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)),
    }
    return formulas[s["layer"]]()


# %% wrong GRU: GRU, four gates as in an LSTM
def count_by_hand(s: dict) -> int:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
        case "Conv2d":
            n = s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
        case "BatchNorm1d":
            n = 2 * s["num_features"] if s["affine"] else 0
        case "Embedding":
            n = s["num_embeddings"] * s["embedding_dim"]
        case "GRU":
            n = 4 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return n


# %% wrong GRU: GRU, a single bias for each gate
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (1 if s["bias"] else 0))
    return total


# %% wrong GRU: GRU, the biases once instead of three times
def linear(s):
    return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)


def conv2d(s):
    return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)


def batchnorm1d(s):
    return 2 * s["num_features"] if s["affine"] else 0


def embedding(s):
    return s["num_embeddings"] * s["embedding_dim"]


def gru(s):
    return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"]) + (2 * s["hidden_size"] if s["bias"] else 0)


def count_by_hand(spec):
    if spec["layer"] == "Linear":
        return linear(spec)
    if spec["layer"] == "Conv2d":
        return conv2d(spec)
    if spec["layer"] == "BatchNorm1d":
        return batchnorm1d(spec)
    if spec["layer"] == "Embedding":
        return embedding(spec)
    if spec["layer"] == "GRU":
        return gru(spec)


# %% wrong GRU: GRU, bias forgotten
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"])


# %% wrong GRU: GRU, bias always counted
def count_by_hand(s):
    formulas = {
        "Linear": lambda: s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0),
        "Conv2d": lambda: s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0),
        "BatchNorm1d": lambda: 2 * s["num_features"] if s["affine"] else 0,
        "Embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
        "GRU": lambda: 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + 2),
    }
    return formulas[s["layer"]]()


# %% wrong GRU: GRU, the state's own weights forgotten
def count_by_hand(s: dict) -> int:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
        case "Conv2d":
            n = s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
        case "BatchNorm1d":
            n = 2 * s["num_features"] if s["affine"] else 0
        case "Embedding":
            n = s["num_embeddings"] * s["embedding_dim"]
        case "GRU":
            n = 3 * s["hidden_size"] * (s["input_size"] + (2 if s["bias"] else 0))
    return n


# %% wrong GRU: GRU, the input's weights forgotten
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["hidden_size"] + (2 if s["bias"] else 0))
    return total


# %% wrong GRU: GRU, the input's weights not per gate
def linear(s):
    return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)


def conv2d(s):
    return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)


def batchnorm1d(s):
    return 2 * s["num_features"] if s["affine"] else 0


def embedding(s):
    return s["num_embeddings"] * s["embedding_dim"]


def gru(s):
    return s["hidden_size"] * s["input_size"] + 3 * s["hidden_size"] * (s["hidden_size"] + (2 if s["bias"] else 0))


def count_by_hand(spec):
    if spec["layer"] == "Linear":
        return linear(spec)
    if spec["layer"] == "Conv2d":
        return conv2d(spec)
    if spec["layer"] == "BatchNorm1d":
        return batchnorm1d(spec)
    if spec["layer"] == "Embedding":
        return embedding(spec)
    if spec["layer"] == "GRU":
        return gru(spec)


# %% wrong GRU: GRU, hidden and input the wrong way round
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["input_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong GRU: GRU, grows with a sequence of ten steps
def count_by_hand(s):
    formulas = {
        "Linear": lambda: s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0),
        "Conv2d": lambda: s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0),
        "BatchNorm1d": lambda: 2 * s["num_features"] if s["affine"] else 0,
        "Embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
        "GRU": lambda: 10 * 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)),
    }
    return formulas[s["layer"]]()


# %% wrong GRU: GRU, parentheses forgotten
def count_by_hand(s: dict) -> int:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
        case "Conv2d":
            n = s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
        case "BatchNorm1d":
            n = 2 * s["num_features"] if s["affine"] else 0
        case "Embedding":
            n = s["num_embeddings"] * s["embedding_dim"]
        case "GRU":
            n = 3 * s["hidden_size"] * s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)
    return n


# %% wrong GRU: GRU, an output layer counted along
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)) + s["hidden_size"] ** 2
    return total


# %% wrong GRU: GRU left out, no number for it
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]


# %% wrong KeyError: GRU left out of the table (KeyError)
def count_by_hand(s):
    formulas = {
        "Linear": lambda: s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0),
        "Conv2d": lambda: s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0),
        "BatchNorm1d": lambda: 2 * s["num_features"] if s["affine"] else 0,
        "Embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
    }
    return formulas[s["layer"]]()


# %% wrong Linear: the bias key compared with a text
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] == "True" else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] == "True" else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] == "True" else 0))


# %% wrong KeyError: layer names in small letters (KeyError)
def count_by_hand(s):
    formulas = {
        "linear": lambda: s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0),
        "conv2d": lambda: s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0),
        "batchnorm1d": lambda: 2 * s["num_features"] if s["affine"] else 0,
        "embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
        "gru": lambda: 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0)),
    }
    return formulas[s["layer"]]()


# %% wrong Linear: small letters, every comparison fails, always 0
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "batchnorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "gru":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return total


# %% wrong Linear: if instead of elif, the last else overwrites the count
def count_by_hand(spec):
    if spec["layer"] == "Linear":
        n = (spec["in_features"] + spec["bias"]) * spec["out_features"]
    if spec["layer"] == "Conv2d":
        n = (spec["in_channels"] * spec["kernel_size"] ** 2 + spec["bias"]) * spec["out_channels"]
    if spec["layer"] == "BatchNorm1d":
        n = 2 * spec["num_features"] * spec["affine"]
    if spec["layer"] == "Embedding":
        n = spec["num_embeddings"] * spec["embedding_dim"]
    if spec["layer"] == "GRU":
        n = 3 * spec["hidden_size"] * (spec["input_size"] + spec["hidden_size"] + 2 * spec["bias"])
    else:
        n = 0
    return n


# %% wrong by-hand: builds the layer with nn and counts
def count_by_hand(spec):
    kwargs = {key: value for key, value in spec.items() if key != "layer"}
    layer = getattr(nn, spec["layer"])(**kwargs)
    return sum(p.numel() for p in layer.parameters() if p.requires_grad)


# %% wrong by-hand: builds the layers one by one with nn
def count_by_hand(spec):
    if spec["layer"] == "Linear":
        layer = nn.Linear(spec["in_features"], spec["out_features"], bias=spec["bias"])
    elif spec["layer"] == "Conv2d":
        layer = nn.Conv2d(spec["in_channels"], spec["out_channels"], spec["kernel_size"], bias=spec["bias"])
    elif spec["layer"] == "BatchNorm1d":
        layer = nn.BatchNorm1d(spec["num_features"], affine=spec["affine"])
    elif spec["layer"] == "Embedding":
        layer = nn.Embedding(spec["num_embeddings"], spec["embedding_dim"])
    else:
        layer = nn.GRU(spec["input_size"], spec["hidden_size"], bias=spec["bias"])
    return sum(p.numel() for p in layer.parameters())


# %% wrong by-hand: arithmetic for four layers, the GRU is built and counted
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return sum(p.numel() for p in nn.GRU(s["input_size"], s["hidden_size"], bias=s["bias"]).parameters())


# %% wrong by-hand: builds the layer on the meta device and counts
def count_by_hand(spec):
    kwargs = dict(spec)
    make = getattr(torch.nn, kwargs.pop("layer"))
    layer = make(**kwargs, device="meta")
    return sum(math.prod(p.shape) for p in layer.parameters())


# %% wrong Linear: counts tensors instead of numbers
def count_by_hand(spec):
    tensors = {"Linear": 1, "Conv2d": 1, "BatchNorm1d": 0, "Embedding": 1, "GRU": 2}[spec["layer"]]
    if spec.get("bias"):
        tensors = tensors * 2
    if spec.get("affine"):
        tensors = 2
    return tensors


# %% wrong Linear: the product of all numbers in the spec
def count_by_hand(spec):
    return math.prod(value for key, value in spec.items() if key != "layer")


# %% wrong Linear: weights only, for every layer
def count_by_hand(s: dict) -> int:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"]
        case "Conv2d":
            n = s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2
        case "BatchNorm1d":
            n = s["num_features"] if s["affine"] else 0
        case "Embedding":
            n = s["num_embeddings"] * s["embedding_dim"]
        case "GRU":
            n = 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"])
    return n


# %% wrong Linear: returns a float
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return float(total)


# %% wrong GRU: returns a float, the halves are added with /
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 6 * s["hidden_size"] / 2 * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong Linear: returns a str
def count_by_hand(s: dict) -> str:
    match s["layer"]:
        case "Linear":
            n = s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
        case "Conv2d":
            n = s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
        case "BatchNorm1d":
            n = 2 * s["num_features"] if s["affine"] else 0
        case "Embedding":
            n = s["num_embeddings"] * s["embedding_dim"]
        case "GRU":
            n = 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return str(n)


# %% wrong Linear: returns a sentence
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return f"{kind} has {total} parameters"


# %% wrong Linear: returns a tensor
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    return torch.tensor(total)


# %% wrong Linear: returns weights and biases as a pair
def count_by_hand(spec):
    b = spec.get("bias", False)
    match spec["layer"]:
        case "Linear":
            return spec["in_features"] * spec["out_features"], spec["out_features"] * b
        case "Conv2d":
            return spec["in_channels"] * spec["out_channels"] * spec["kernel_size"] ** 2, spec["out_channels"] * b
        case "BatchNorm1d":
            return spec["num_features"] * spec["affine"], spec["num_features"] * spec["affine"]
        case "Embedding":
            return spec["num_embeddings"] * spec["embedding_dim"], 0
        case "GRU":
            h = spec["hidden_size"]
            return 3 * h * (spec["input_size"] + h), 6 * h * b


# %% wrong Linear: prints instead of returning
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))
    print(total)


# %% wrong Linear: nothing returned at all
def count_by_hand(spec):
    s, kind = spec, spec["layer"]
    total = 0
    if kind == "Linear":
        total += s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    elif kind == "Conv2d":
        total += s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    elif kind == "BatchNorm1d":
        total += 2 * s["num_features"] if s["affine"] else 0
    elif kind == "Embedding":
        total += s["num_embeddings"] * s["embedding_dim"]
    elif kind == "GRU":
        total += 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong Linear: returns only when there is a bias
def count_by_hand(spec):
    if spec["layer"] == "Linear":
        n = spec["in_features"] * spec["out_features"]
        if spec["bias"]:
            return n + spec["out_features"]
    elif spec["layer"] == "Conv2d":
        n = spec["in_channels"] * spec["out_channels"] * spec["kernel_size"] ** 2
        if spec["bias"]:
            return n + spec["out_channels"]
    elif spec["layer"] == "BatchNorm1d":
        return 2 * spec["num_features"] * spec["affine"]
    elif spec["layer"] == "Embedding":
        return spec["num_embeddings"] * spec["embedding_dim"]
    elif spec["layer"] == "GRU":
        n = 3 * spec["hidden_size"] * (spec["input_size"] + spec["hidden_size"])
        if spec["bias"]:
            return n + 6 * spec["hidden_size"]


# %% wrong Conv2d: the total is a global that is never set back
total = 0


def count_by_hand(spec):
    global total
    if spec["layer"] in ("Linear", "Embedding"):
        a, b = ("in_features", "out_features") if spec["layer"] == "Linear" else ("num_embeddings", "embedding_dim")
        total += spec[a] * spec[b]
        if spec.get("bias"):
            total += spec["out_features"]
    elif spec["layer"] == "Conv2d":
        total += spec["out_channels"] * (spec["in_channels"] * spec["kernel_size"] ** 2 + spec["bias"])
    elif spec["layer"] == "BatchNorm1d":
        total += 2 * spec["num_features"] * spec["affine"]
    else:
        total += 3 * spec["hidden_size"] * (spec["input_size"] + spec["hidden_size"] + 2 * spec["bias"])
    return total


# %% wrong Linear: the examples of the lesson written down
def count_by_hand(spec):
    return {"Linear": 55, "Conv2d": 80, "BatchNorm1d": 8, "Embedding": 300, "GRU": 126}[spec["layer"]]


# %% wrong AttributeError: dots instead of brackets (AttributeError)
def count_by_hand(spec):
    if spec.layer == "Linear":
        return spec.in_features * spec.out_features + spec.out_features * spec.bias
    if spec.layer == "Conv2d":
        return spec.out_channels * (spec.in_channels * spec.kernel_size**2 + spec.bias)
    if spec.layer == "BatchNorm1d":
        return 2 * spec.num_features * spec.affine
    if spec.layer == "Embedding":
        return spec.num_embeddings * spec.embedding_dim
    return 3 * spec.hidden_size * (spec.input_size + spec.hidden_size + 2 * spec.bias)


# %% wrong NameError: keys without quotation marks (NameError)
def count_by_hand(spec):
    s = spec
    if s[layer] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s[layer] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s[layer] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s[layer] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s[layer] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong KeyError: wants keywords instead of a dict (KeyError)
def count_by_hand(layer, **s):
    formulas = {
        "Linear": lambda: (s["in_features"] + s["bias"]) * s["out_features"],
        "Conv2d": lambda: (s["in_channels"] * s["kernel_size"] ** 2 + s["bias"]) * s["out_channels"],
        "BatchNorm1d": lambda: 2 * s["num_features"] * s["affine"],
        "Embedding": lambda: s["num_embeddings"] * s["embedding_dim"],
        "GRU": lambda: 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + 2 * s["bias"]),
    }
    return formulas[str(layer)]()


# %% wrong AttributeError: takes a layer instead of a spec (AttributeError)
def count_by_hand(layer):
    return sum(p.numel() for p in layer.parameters() if p.requires_grad)


# %% wrong TypeError: takes two arguments (TypeError)
def count_by_hand(layer, spec):
    s = spec
    if layer == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if layer == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if layer == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if layer == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if layer == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong kind: not a function but a table of formulas
count_by_hand = {"Linear": "in * out + out", "Embedding": "n * d"}


# %% wrong exists: function under another name
def count(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong exists: a missing bracket, the cell defines nothing (SyntaxError)
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer" == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    if s["layer"] == "GRU":
        return 3 * s["hidden_size"] * (s["input_size"] + s["hidden_size"] + (2 if s["bias"] else 0))


# %% wrong NotImplementedError: the learner's own NotImplementedError
def count_by_hand(spec):
    s = spec
    if s["layer"] == "Linear":
        return s["in_features"] * s["out_features"] + (s["out_features"] if s["bias"] else 0)
    if s["layer"] == "Conv2d":
        return s["in_channels"] * s["out_channels"] * s["kernel_size"] ** 2 + (s["out_channels"] if s["bias"] else 0)
    if s["layer"] == "BatchNorm1d":
        return 2 * s["num_features"] if s["affine"] else 0
    if s["layer"] == "Embedding":
        return s["num_embeddings"] * s["embedding_dim"]
    raise NotImplementedError("todo")
