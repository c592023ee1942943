# %% wrong none: frozen ones too
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    named = list(model.named_parameters())
    none = [name for name, p in named if p.grad is None]
    zero = [name for name, p in named if p.grad is not None and not p.grad.any()]
    return {"none": none, "zero": zero}


# %% wrong none: gradients of before are not cleared
def unused(model, x):
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    none = [name for name, p in free if p.grad is None]
    zero = [name for name, p in free if p.grad is not None and not p.grad.any()]
    return {"none": none, "zero": zero}


# %% wrong none: zeros in place of None
def unused(model, x):
    model.zero_grad(set_to_none=False)
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    none = [name for name, p in free if p.grad is None]
    zero = [name for name, p in free if p.grad is not None and not p.grad.any()]
    return {"none": none, "zero": zero}


# %% wrong none: zero counted as none
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return {"none": [n for n, p in free if p.grad is None or not p.grad.any()], "zero": []}


# %% wrong none: hooks, called is taken for used
def unused(model, x):
    called = set()
    handles = [m.register_forward_hook(lambda m, a, o: called.add(m)) for m in model.modules()]
    out = model(x)
    for h in handles:
        h.remove()
    model.zero_grad()
    (out * torch.randn_like(out)).sum().backward()
    none, zero = [], []
    for path, m in model.named_modules():
        for n, p in m.named_parameters(recurse=False):
            name = f"{path}.{n}" if path else n
            if p.requires_grad and m not in called:
                none.append(name)
            elif p.requires_grad and p.grad is not None and not p.grad.any():
                zero.append(name)
    return {"none": none, "zero": zero}


# %% wrong zero: some zeros are taken for all
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    none = [name for name, p in free if p.grad is None]
    zero = [name for name, p in free if p.grad is not None and (p.grad == 0).any()]
    return {"none": none, "zero": zero}


# %% wrong zero: out.sum() as the loss
def unused(model, x):
    model.zero_grad()
    model(x).sum().backward()
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    none = [name for name, p in free if p.grad is None]
    zero = [name for name, p in free if p.grad is not None and not p.grad.any()]
    return {"none": none, "zero": zero}


# %% wrong RuntimeError: if p.grad
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    none, zero = [], []
    for name, p in model.named_parameters():
        if p.requires_grad and p.grad is None:
            none.append(name)
        elif p.requires_grad and not p.grad:
            zero.append(name)
    return {"none": none, "zero": zero}


# %% wrong AttributeError: no case for None
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return {"none": [n for n, p in free if p.grad is None], "zero": [n for n, p in free if not p.grad.any()]}


# %% wrong kind: one list
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    return [n for n, p in model.named_parameters() if p.requires_grad and p.grad is None]


# %% wrong kind: nothing returned
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    print([n for n, p in model.named_parameters() if p.requires_grad and p.grad is None])


# %% wrong lists: parameters in place of names
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [p for p in model.parameters() if p.requires_grad]
    return {"none": [p for p in free if p.grad is None], "zero": [p for p in free if p.grad is not None and not p.grad.any()]}


# %% wrong zero: the two the wrong way round
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    none = [name for name, p in free if p.grad is None]
    return {"none": none, "zero": none}


# %% wrong zero: nothing under zero
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return {"none": [name for name, p in free if p.grad is None], "zero": []}


# %% wrong RuntimeError: no number to start from
def unused(model, x):
    model.zero_grad()
    model(x).backward()
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return {"none": [n for n, p in free if p.grad is None], "zero": [n for n, p in free if p.grad is not None and not p.grad.any()]}


# %% wrong none: no backward
def unused(model, x):
    model.zero_grad()
    model(x)
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return {"none": [n for n, p in free if p.grad is None], "zero": []}


# %% wrong lists: another key
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return {"None": [n for n, p in free if p.grad is None], "Zero": [n for n, p in free if p.grad is not None and not p.grad.any()]}


# %% wrong left-alone: thaws everything
def unused(model, x):
    names = [n for n, p in model.named_parameters() if p.requires_grad]
    model.requires_grad_(True)
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(n, p) for n, p in model.named_parameters() if n in names]
    return {"none": [n for n, p in free if p.grad is None], "zero": [n for n, p in free if p.grad is not None and not p.grad.any()]}


# %% wrong zero: squares as the loss
def unused(model, x):
    for p in model.parameters():
        p.grad = None
    model(x).square().sum().backward()
    found = {"none": [], "zero": []}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        if p.grad is None:
            found["none"].append(name)
        elif (p.grad == 0).all():
            found["zero"].append(name)
    return found


# %% wrong zero: the cross-entropy of made-up labels
def status(p):
    if p.grad is None:
        return "none"
    return "zero" if p.grad.norm() == 0 else "nonzero"


def unused(model, x):
    model.zero_grad()
    F.cross_entropy(model(x), torch.zeros(len(x), dtype=torch.long)).backward()
    rows = [(n, status(p)) for n, p in model.named_parameters() if p.requires_grad]
    return {word: [n for n, s in rows if s == word] for word in ("none", "zero")}


# %% wrong zero: cubes as the loss
def unused(model, x):
    kept = {n: p.grad for n, p in model.named_parameters()}
    model.zero_grad()
    model(x).pow(3).sum().backward()
    now = {n: p.grad for n, p in model.named_parameters() if p.requires_grad}
    for n, p in model.named_parameters():
        p.grad = kept[n]
    return dict(
        none=tuple(n for n in now if now[n] is None),
        zero=tuple(n for n in now if now[n] is not None and now[n].eq(0).all().item()),
    )


# %% wrong zero: a small norm is taken for zero
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    none = [n for n, p in free if p.grad is None]
    zero = [n for n, p in free if p.grad is not None and p.grad.norm() < 1e-3]
    return {"none": none, "zero": zero}


# %% wrong zero: the sum of the gradient
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    none = [n for n, p in free if p.grad is None]
    zero = [n for n, p in free if p.grad is not None and abs(p.grad.sum()) < 1e-3]
    return {"none": none, "zero": zero}


# %% wrong zero: none is zero too
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    none = [n for n, p in free if p.grad is None]
    zero = [n for n, p in free if p.grad is None or not p.grad.any()]
    return {"none": none, "zero": zero}


# %% wrong zero: one number of the output
def unused(model, x):
    model.zero_grad()
    out = model(x)
    out[0, 0].backward()
    free = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    none = [n for n, p in free if p.grad is None]
    zero = [n for n, p in free if p.grad is not None and not p.grad.any()]
    return {"none": none, "zero": zero}


# %% wrong zero: the first column
def unused(model, x):
    model.zero_grad()
    out = model(x)
    out[:, 0].sum().backward()
    free = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    none = [n for n, p in free if p.grad is None]
    zero = [n for n, p in free if p.grad is not None and not p.grad.any()]
    return {"none": none, "zero": zero}


# %% wrong zero: absolute values as the loss
def unused(model, x):
    model.zero_grad()
    out = model(x)
    out.abs().sum().backward()
    free = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    none = [n for n, p in free if p.grad is None]
    zero = [n for n, p in free if p.grad is not None and not p.grad.any()]
    return {"none": none, "zero": zero}


# %% wrong left-alone: eval stays on
def unused(model, x):
    model.eval()
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    none = [n for n, p in free if p.grad is None]
    zero = [n for n, p in free if p.grad is not None and not p.grad.any()]
    return {"none": none, "zero": zero}


# %% wrong none: the lists swapped
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    none = [n for n, p in free if p.grad is None]
    zero = [n for n, p in free if p.grad is not None and not p.grad.any()]
    return {"zero": none, "none": zero}


# %% wrong RuntimeError: weights of the shape of x
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(x)).sum().backward()
    free = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    none = [n for n, p in free if p.grad is None]
    zero = [n for n, p in free if p.grad is not None and not p.grad.any()]
    return {"none": none, "zero": zero}
