# %% wrong grad: None is called zero
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "zero" if p.grad is None or not p.grad.any() else "nonzero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong ValueError|RuntimeError: if p.grad: asks a tensor of several numbers
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "nonzero" if p.grad else "none"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: a sum of 0 counts as zero
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "zero" if p.grad.sum() == 0 else "nonzero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: one zero counts as all zero
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).all() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: a mean above 0 counts as nonzero
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero" if p.grad.mean() > 0 else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: any number above 0
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero" if (p.grad > 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: grad of .data
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        g = p.data.grad
        word = "none" if g is None else "nonzero" if (g != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong names: from state_dict: buffers too
def ledger(model):
    rows = []
    for name, p in model.state_dict().items():
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong requires_grad: parameters from a detached copy
def ledger(model):
    rows = []
    for name, p in ((n, t) for n, t in model.state_dict().items() if n in dict(model.named_parameters())):
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: a tolerance
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero" if p.grad.abs().max() > 1e-6 else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: allclose to zero
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "zero" if torch.allclose(p.grad, torch.zeros_like(p.grad)) else "nonzero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: a tensor of zeros counts as nonzero
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: zeros are called none
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "nonzero" if p.grad is not None and p.grad.any() else "none"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: requires_grad decides
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None or not p.requires_grad else "nonzero" if p.grad.any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: None itself instead of the word
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = None if p.grad is None else "nonzero" if p.grad.any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong grad: True and False
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else bool(p.grad.any())
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong numel: len for numel
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": len(p) if p.dim() else 1, "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong numel: method without parentheses
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel, "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong numel: number of dimensions
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.dim(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong shape: shape as a text
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": str(tuple(p.shape)), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong shape: the first size only
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": p.shape[:1], "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong names: only named children
def ledger(model):
    rows = []
    for name, p in ((f"{n}.{k}", p) for n, c in model.named_children() for k, p in c.named_parameters()):
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong names: no recursion
def ledger(model):
    rows = []
    for name, p in model.named_parameters(recurse=False):
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong names: frozen ones left out
def ledger(model):
    rows = []
    for name, p in [(n, p) for n, p in model.named_parameters() if p.requires_grad]:
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong names: buffers added
def ledger(model):
    rows = []
    for name, p in [*model.named_parameters(), *model.named_buffers()]:
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong names: names without the path
def ledger(model):
    rows = []
    for name, p in [(n.split(".")[-1], p) for n, p in model.named_parameters()]:
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": word})
    return rows


# %% wrong requires_grad: always True
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": True, "grad": word})
    return rows


# %% wrong requires_grad: has a gradient for requires_grad
def ledger(model):
    rows = []
    for name, p in model.named_parameters():
        word = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.grad is not None, "grad": word})
    return rows


# %% wrong rows: prints
def ledger(model):
    for name, p in model.named_parameters():
        print(name, tuple(p.shape), p.numel(), p.requires_grad, p.grad)


# %% wrong rows: a dict by name
def ledger(model):
    return {
        n: {"shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad,
            "grad": "none" if p.grad is None else "nonzero" if p.grad.any() else "zero"}
        for n, p in model.named_parameters()
    }


# %% wrong rows: plain tuples
def ledger(model):
    return [(n, tuple(p.shape), p.numel(), p.requires_grad, "none") for n, p in model.named_parameters()]


# %% wrong names: return inside the loop
def ledger(model):
    rows = []
    for n, p in model.named_parameters():
        rows.append({"name": n, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": "none"})
        return rows


# %% wrong fields: an entry is missing
def ledger(model):
    return [{"name": n, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad} for n, p in model.named_parameters()]


# %% wrong untouched: clears gradients first
def ledger(model):
    def word(p):
        if p.grad is None:
            return "none"
        return "nonzero" if (p.grad != 0).any() else "zero"

    model.zero_grad()
    rows = []
    for name, p in model.named_parameters():
        row = {"name": name, "shape": tuple(p.shape), "numel": p.numel()}
        rows.append({**row, "requires_grad": p.requires_grad, "grad": word(p)})
    return rows


# %% wrong untouched: eval left on
def ledger(model):
    def word(p):
        if p.grad is None:
            return "none"
        return "nonzero" if (p.grad != 0).any() else "zero"

    model.eval()
    rows = []
    for name, p in model.named_parameters():
        row = {"name": name, "shape": tuple(p.shape), "numel": p.numel()}
        rows.append({**row, "requires_grad": p.requires_grad, "grad": word(p)})
    return rows


# %% wrong untouched: zeros what it counted
def ledger(model):
    def word(p):
        if p.grad is None:
            return "none"
        return "nonzero" if (p.grad != 0).any() else "zero"

    rows = []
    for name, p in model.named_parameters():
        row = {"name": name, "shape": tuple(p.shape), "numel": p.numel()}
        rows.append({**row, "requires_grad": p.requires_grad, "grad": word(p)})
    for p in model.parameters():
        p.data.zero_()
    return rows


# %% wrong names: two rows for a shared parameter
def ledger(model):
    def word(p):
        if p.grad is None:
            return "none"
        return "nonzero" if (p.grad != 0).any() else "zero"

    rows = []
    for name, p in model.named_parameters(remove_duplicate=False):
        row = {"name": name, "shape": tuple(p.shape), "numel": p.numel()}
        rows.append({**row, "requires_grad": p.requires_grad, "grad": word(p)})
    return rows


# %% wrong TypeError: len of a parameter
def ledger(model):
    def word(p):
        if p.grad is None:
            return "none"
        return "nonzero" if (p.grad != 0).any() else "zero"

    rows = []
    for name, p in model.named_parameters():
        row = {"name": name, "shape": tuple(p.shape), "numel": len(p)}
        rows.append({**row, "requires_grad": p.requires_grad, "grad": word(p)})
    return rows


# %% wrong RuntimeError: item of a gradient
def ledger(model):
    def word(p):
        if p.grad is None:
            return "none"
        return "nonzero" if (p.grad != 0).any() else "zero"

    rows = []
    for name, p in model.named_parameters():
        row = {"name": name, "shape": tuple(p.shape), "numel": p.numel()}
        rows.append({**row, "requires_grad": p.requires_grad, "grad": "none" if p.grad is None else "nonzero" if p.grad.item() else "zero"})
    return rows


# %% wrong IndexError: two sizes multiplied
def ledger(model):
    def word(p):
        if p.grad is None:
            return "none"
        return "nonzero" if (p.grad != 0).any() else "zero"

    rows = []
    for name, p in model.named_parameters():
        row = {"name": name, "shape": tuple(p.shape), "numel": p.shape[0] * p.shape[1]}
        rows.append({**row, "requires_grad": p.requires_grad, "grad": word(p)})
    return rows


# %% wrong requires_grad: a text
def ledger(model):
    def word(p):
        if p.grad is None:
            return "none"
        return "nonzero" if (p.grad != 0).any() else "zero"

    rows = []
    for name, p in model.named_parameters():
        row = {"name": name, "shape": tuple(p.shape), "numel": p.numel()}
        rows.append({**row, "requires_grad": str(p.requires_grad), "grad": word(p)})
    return rows


# %% wrong rows: one dict for all rows
def ledger(model):
    rows, row = [], {}
    for name, p in model.named_parameters():
        row["name"], row["shape"], row["numel"], row["requires_grad"] = name, tuple(p.shape), p.numel(), p.requires_grad
        row["grad"] = "none" if p.grad is None else "nonzero" if p.grad.any() else "zero"
        rows.append(row)
    return rows


# %% wrong grad: zero and nonzero swapped
def ledger(model) -> list[dict]:
    rows = []
    for name, p in model.named_parameters():
        grad = "none" if p.grad is None else "zero" if (p.grad != 0).any() else "nonzero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": grad})
    return rows


# %% wrong grad: the numbers of p, not of p.grad
def ledger(model) -> list[dict]:
    rows = []
    for name, p in model.named_parameters():
        grad = "none" if p.grad is None else "nonzero" if (p != 0).any() else "zero"
        rows.append({"name": name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": grad})
    return rows


# %% wrong names: only the direct children, leaf layers
def ledger(model) -> list[dict]:
    rows = []
    for prefix, layer in model.named_children():
        for name, p in layer.named_parameters(recurse=False):
            grad = "none" if p.grad is None else "nonzero" if (p.grad != 0).any() else "zero"
            rows.append({"name": prefix + "." + name, "shape": tuple(p.shape), "numel": p.numel(), "requires_grad": p.requires_grad, "grad": grad})
    return rows


# %% wrong grad: the word of the row before
def ledger(model) -> list[dict]:
    rows = []
    word = "none"
    for name, p in model.named_parameters():
        if p.grad is not None:
            word = "nonzero" if (p.grad != 0).any() else "zero"
        rows.append(dict(name=name, shape=tuple(p.shape), numel=p.numel(), requires_grad=p.requires_grad, grad=word))
    return rows


# %% wrong AttributeError: hasattr(p, "grad")
def ledger(model) -> list[dict]:
    rows = []
    for name, p in model.named_parameters():
        if not hasattr(p, "grad"):
            word = "none"
        elif (p.grad != 0).any():
            word = "nonzero"
        else:
            word = "zero"
        rows.append(dict(name=name, shape=tuple(p.shape), numel=p.numel(), requires_grad=p.requires_grad, grad=word))
    return rows


# %% wrong RuntimeError: calls backward itself
def ledger(model) -> list[dict]:
    rows = []
    for name, p in model.named_parameters():
        p.sum().backward()
        word = "none" if p.grad is None else "nonzero" if p.grad.any() else "zero"
        rows.append(dict(name=name, shape=tuple(p.shape), numel=p.numel(), requires_grad=p.requires_grad, grad=word))
    return rows


# %% wrong untouched: train() is called
def ledger(model) -> list[dict]:
    model.train()
    return [dict(name=n, shape=tuple(p.shape), numel=p.numel(), requires_grad=p.requires_grad, grad="none" if p.grad is None else "nonzero" if p.grad.any() else "zero") for n, p in model.named_parameters()]
