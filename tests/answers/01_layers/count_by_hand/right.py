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


# %% right: NumPy multiplies, so the number is a NumPy integer
import numpy as np


def count_by_hand(spec):
    sizes = {key: value for key, value in spec.items() if key not in ("layer", "bias", "affine")}
    match spec["layer"]:
        case "Linear":
            return np.prod(list(sizes.values())) + spec["out_features"] * spec["bias"]
        case "Conv2d":
            return np.prod([*sizes.values(), spec["kernel_size"]]) + spec["out_channels"] * spec["bias"]
        case "BatchNorm1d":
            return np.int64(2) * spec["num_features"] * spec["affine"]
        case "Embedding":
            return np.prod(list(sizes.values()))
        case "GRU":
            i, h = np.array(list(sizes.values()))
            return 3 * h * (i + h + 2 * spec["bias"])


# %% right: and gives False where nothing is left
def count_by_hand(spec):
    def with_bias(weights, outputs):
        return weights + (spec["bias"] and outputs)

    if spec["layer"] == "Linear":
        return with_bias(spec["in_features"] * spec["out_features"], spec["out_features"])
    if spec["layer"] == "Conv2d":
        patch = spec["in_channels"] * spec["kernel_size"] ** 2
        return with_bias(patch * spec["out_channels"], spec["out_channels"])
    if spec["layer"] == "BatchNorm1d":
        return spec["affine"] and 2 * spec["num_features"]
    if spec["layer"] == "Embedding":
        return spec["num_embeddings"] * spec["embedding_dim"]
    h = spec["hidden_size"]
    return with_bias(3 * h * (spec["input_size"] + h), 6 * h)
