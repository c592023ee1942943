# %% right: zero_grad, clones, any
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% right: loops and None by hand
def effects(run, first, middle, x):
    for layer in (first, middle):
        for p in layer.parameters():
            p.grad = None
    old = {name: b.detach().clone() for name, b in middle.named_buffers()}
    loss = run(x).square().sum()
    loss.backward()
    own = False
    for p in middle.parameters():
        if p.grad is not None:
            own = True
    earlier = False
    for p in first.parameters():
        if p.grad is not None:
            earlier = True
    record = False
    for name, b in middle.named_buffers():
        if (b != old[name]).any():
            record = True
    return {"own": own, "first": earlier, "record": record}


# %% right: deepcopy of the middle before
def effects(run, first, middle, x):
    before = copy.deepcopy(middle)
    for p in [*first.parameters(), *middle.parameters()]:
        p.grad = None
    run(x).square().sum().backward()
    moved = [not torch.equal(a, b) for a, b in zip(before.buffers(), middle.buffers())]
    return dict(
        own=bool([p for p in middle.parameters() if p.grad is not None]),
        first=bool([p for p in first.parameters() if p.grad is not None]),
        record=True in moved,
    )


# %% right: a helper
def reached(layer):
    return any(p.grad is not None for p in layer.parameters())


def effects(run, first, middle, x):
    for layer in [first, middle]:
        layer.zero_grad(set_to_none=True)
    record = torch.cat([b.flatten().double() for b in middle.buffers()])
    run(x).square().sum().backward()
    now = torch.cat([b.flatten().double() for b in middle.buffers()])
    return {"own": reached(middle), "first": reached(first), "record": not torch.equal(record, now)}


# %% right: state_dict copied
def effects(run, first, middle, x):
    middle.zero_grad(), first.zero_grad()
    names = [n for n, _ in middle.named_buffers()]
    before = {n: t.clone() for n, t in middle.state_dict().items() if n in names}
    y = run(x)
    (y * y).sum().backward()
    after = middle.state_dict()
    return {
        "record": any(not before[n].equal(after[n]) for n in names),
        "first": not all(p.grad is None for p in first.parameters()),
        "own": not all(p.grad is None for p in middle.parameters()),
    }


# %% right: autograd.grad
def effects(run, first, middle, x):
    before = [b.clone() for b in middle.buffers()]
    loss = run(x).square().sum()
    out = {}
    for name, layer in (("own", middle), ("first", first)):
        wanted = [p for p in layer.parameters() if p.requires_grad]
        grads = torch.autograd.grad(loss, wanted, retain_graph=True, allow_unused=True) if wanted else []
        out[name] = any(g is not None for g in grads)
    out["record"] = any(not torch.equal(a, b) for a, b in zip(before, middle.buffers()))
    return out


# %% right: counts as yes or no
def effects(run, first, middle, x):
    for p in list(first.parameters()) + list(middle.parameters()):
        p.grad = None
    before = [b.clone() for b in middle.buffers()]
    torch.sum(run(x) ** 2).backward()
    own = len([1 for p in middle.parameters() if p.grad is not None])
    earlier = len([1 for p in first.parameters() if p.grad is not None])
    moved = sum((a - b).abs().sum() for a, b in zip(before, middle.buffers()))
    return {"own": own > 0, "first": earlier > 0, "record": moved > 0}


# %% right: sets of the gradients
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = copy.deepcopy(dict(middle.named_buffers()))
    run(x).square().sum().backward()
    result = {}
    for key, layer in {"own": middle, "first": first}.items():
        result[key] = {p.grad is None for p in layer.parameters()} != {True}
    result["record"] = any((b != before[n]).any().item() for n, b in middle.named_buffers())
    return result


# %% right: requires_grad first, then the gradient
def effects(run, first, middle, x):
    for p in [*first.parameters(), *middle.parameters()]:
        p.grad = None
    before = {name: b.detach().clone() for name, b in middle.named_buffers()}
    run(x).pow(2).sum().backward()
    got = {part: [p for p in part.parameters() if p.requires_grad and p.grad is not None] for part in (first, middle)}
    moved = [name for name, b in middle.named_buffers() if (b != before[name]).any()]
    return {"own": len(got[middle]) > 0, "first": len(got[first]) > 0, "record": bool(moved)}
