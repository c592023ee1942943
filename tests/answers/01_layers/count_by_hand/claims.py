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


# %% wrong Linear: NumPy's product of floats
import numpy as np


def count_by_hand(spec):
    match spec["layer"]:
        case "Linear":
            return np.prod([1.0, spec["in_features"], spec["out_features"]]) + spec["out_features"] * spec["bias"]
        case "Conv2d":
            return spec["out_channels"] * (spec["in_channels"] * spec["kernel_size"] ** 2 + spec["bias"])
        case "BatchNorm1d":
            return 2 * spec["num_features"] * spec["affine"]
        case "Embedding":
            return spec["num_embeddings"] * spec["embedding_dim"]
    return 3 * spec["hidden_size"] * (spec["input_size"] + spec["hidden_size"] + 2 * spec["bias"])
