# %% right: random weights, two lists
def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    none = [name for name, p in free if p.grad is None]
    zero = [name for name, p in free if p.grad is not None and not p.grad.any()]
    return {"none": none, "zero": zero}


# %% right: autograd.grad
def unused(model, x):
    free = {n: p for n, p in model.named_parameters() if p.requires_grad}
    out = model(x)
    grads = torch.autograd.grad((out * torch.rand(out.shape)).sum(), list(free.values()), allow_unused=True)
    got = dict(zip(free, grads))
    return {
        "none": [n for n, g in got.items() if g is None],
        "zero": [n for n, g in got.items() if g is not None and g.abs().max() == 0],
    }


# %% right: sets
def unused(model, x):
    model.zero_grad(set_to_none=True)
    out = model(x)
    out.backward(torch.randn(out.shape))
    none, zero = set(), set()
    for n, p in model.named_parameters():
        if p.requires_grad:
            if p.grad is None:
                none.add(n)
            elif torch.count_nonzero(p.grad) == 0:
                zero.add(n)
    return {"zero": zero, "none": none}


# %% right: on a copy
def unused(model, x):
    twin = copy.deepcopy(model)
    twin.zero_grad()
    out = twin(x)
    (out * torch.randn_like(out)).mean().backward()
    answer = {"none": [], "zero": []}
    for n, p in twin.named_parameters():
        if p.requires_grad and p.grad is None:
            answer["none"] += [n]
        if p.requires_grad and p.grad is not None and not (p.grad != 0).any():
            answer["zero"] += [n]
    return answer


# %% right: hooks note who was reached
def unused(model, x):
    reached, some = set(), set()
    handles = []
    for n, p in model.named_parameters():
        if p.requires_grad:

            def note(g, n=n):
                reached.add(n)
                if g.any():
                    some.add(n)

            handles.append(p.register_hook(note))
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    for h in handles:
        h.remove()
    model.zero_grad()
    names = [n for n, p in model.named_parameters() if p.requires_grad]
    return {"none": [n for n in names if n not in reached], "zero": [n for n in names if n in reached - some]}


# %% right: one loop
def unused(model, x):
    for p in model.parameters():
        p.grad = None
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    found = {"none": [], "zero": []}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        if p.grad is None:
            found["none"].append(name)
        elif (p.grad == 0).all():
            found["zero"].append(name)
    return found


# %% right: a helper, as in the ledger
def status(p):
    if p.grad is None:
        return "none"
    return "zero" if p.grad.norm() == 0 else "nonzero"


def unused(model, x):
    model.zero_grad()
    out = model(x)
    (out * torch.rand_like(out)).sum().backward()
    rows = [(n, status(p)) for n, p in model.named_parameters() if p.requires_grad]
    return {word: [n for n, s in rows if s == word] for word in ("none", "zero")}


# %% right: gradients of before are put back, tuples
def unused(model, x):
    kept = {n: p.grad for n, p in model.named_parameters()}
    model.zero_grad()
    out = model(x)
    (out * torch.randn_like(out)).sum().backward()
    now = {n: p.grad for n, p in model.named_parameters() if p.requires_grad}
    for n, p in model.named_parameters():
        p.grad = kept[n]
    return dict(
        none=tuple(n for n in now if now[n] is None),
        zero=tuple(n for n in now if now[n] is not None and now[n].eq(0).all().item()),
    )


# %% right: in eval mode, which is put back
def unused(model, x):
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    model.zero_grad()
    out = model(x)
    (out * torch.linspace(1, 2, out.numel()).reshape(out.shape)).sum().backward()
    for m, mode in modes:
        m.training = mode
    free = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    return {
        "none": [n for n, p in free if p.grad is None],
        "zero": [n for n, p in free if p.grad is not None and torch.allclose(p.grad, torch.zeros_like(p))],
    }
