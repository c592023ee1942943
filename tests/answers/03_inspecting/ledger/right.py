# %% right: a helper for the status, any
def status(p):
    if p.grad is None:
        return "none"
    return "nonzero" if (p.grad != 0).any() else "zero"


def ledger(model):
    return [
        {"name": n, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": status(p)}
        for n, p in model.named_parameters()
    ]


# %% right: a loop, count_nonzero, torch.Size as it is
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        grad = "none"
        if p.grad is not None:
            grad = "zero" if torch.count_nonzero(p.grad) == 0 else "nonzero"
        rows.append(dict(name=name, shape=p.shape, numel=p.numel(), requires_grad=p.requires_grad, grad=grad))
    return rows


# %% right: a generator
def ledger(model):
    for name, p in model.named_parameters():
        if p.grad is None:
            word = "none"
        elif p.grad.any():
            word = "nonzero"
        else:
            word = "zero"
        yield {
            "name": name,
            "shape": list(p.shape),
            "numel": math.prod(p.shape),
            "requires_grad": p.requires_grad,
            "grad": word,
        }


# %% right: largest absolute value, numel from nelement
def ledger(model):
    def word(grad):
        return "none" if grad is None else ("zero", "nonzero")[int(grad.abs().max() > 0)]

    return [
        {"name": name, "shape": p.size(), "numel": p.nelement(), "requires_grad": p.requires_grad, "grad": word(p.grad)}
        for name, p in model.named_parameters()
    ]


# %% right: own walk through modules, order of its own, more entries than asked
def ledger(model):
    rows = []
    for path, module in reversed(list(model.named_modules())):
        for name, p in module.named_parameters(recurse=False):
            full = f"{path}.{name}" if path else name
            grad = "none" if p.grad is None else "zero" if torch.equal(p.grad, torch.zeros_like(p.grad)) else "nonzero"
            rows.append({"name": full, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad,
                         "grad": grad, "layer": type(module).__name__, "dtype": p.dtype})
    return rows


# %% right: namedtuples with the five fields
from collections import namedtuple

Row = namedtuple("Row", "name shape numel requires_grad grad")


def ledger(model):
    return [
        Row(n, tuple(p.shape), p.numel(), p.requires_grad,
            "none" if p.grad is None else "nonzero" if p.grad.abs().sum() > 0 else "zero")
        for n, p in model.named_parameters()
    ]


# %% right: NumPy for the numbers
import numpy as np


def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        g = p.grad
        word = "none" if g is None else "nonzero" if np.any(g.numpy()) else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": np.prod(p.shape, dtype=int),
                     "requires_grad": np.bool_(p.requires_grad), "grad": word})
    return rows


# %% right: all zeros asked, a tuple of rows
def ledger(model):
    out = ()
    for name, p in model.named_parameters():
        row = {"name": name}
        row["shape"] = tuple(p.shape)
        row["numel"] = torch.numel(p)
        row["requires_grad"] = p.requires_grad
        try:
            row["grad"] = "zero" if (p.grad == 0).all().item() else "nonzero"
        except AttributeError:
            row["grad"] = "none"
        out += (row,)
    return out


# %% right: the square root of the sum of squares
def ledger(model):
    words = {True: "nonzero", False: "zero"}
    return list(
        {
            "grad": "none" if p.grad is None else words[p.grad.norm().item() != 0],
            "requires_grad": p.requires_grad,
            "numel": p.numel(),
            "shape": tuple(p.shape),
            "name": name,
        }
        for name, p in model.named_parameters()
    )


# %% right: a name at a time, from the state_dict that keeps the parameters
def ledger(model):
    buffers = {name for name, _ in model.named_buffers()}
    rows, met = [], []
    for name, p in model.state_dict(keep_vars=True).items():
        if name in buffers or any(p is other for other in met):
            continue
        met.append(p)
        status = "none" if p.grad is None else "nonzero" if any(v != 0 for v in p.grad.flatten().tolist()) else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": status})
    return rows


# %% right: words that are text and more
def ledger(model):
    import enum

    class Gradient(enum.StrEnum):
        NONE = "none"
        ZERO = "zero"
        NONZERO = "nonzero"

    def word(p):
        if p.grad is None:
            return Gradient.NONE
        return Gradient.NONZERO if p.grad.any() else Gradient.ZERO

    return [
        {"name": n, "shape": p.shape, "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word(p)}
        for n, p in model.named_parameters()
    ]


# %% right: words of NumPy
def ledger(model):
    import numpy as np

    words = np.array(["none", "zero", "nonzero"])
    return [
        {
            "name": n,
            "shape": tuple(p.shape),
            "numel": p.numel(),
            "requires_grad": p.requires_grad,
            "grad": words[0 if p.grad is None else 1 + int(p.grad.any())],
        }
        for n, p in model.named_parameters()
    ]
