# %% wrong own: old gradients counted
def effects(run, first, middle, x):
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: the middle is not cleared
def effects(run, first, middle, x):
    first.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong first: first is not cleared
def effects(run, first, middle, x):
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: cleared to zeros
def effects(run, first, middle, x):
    first.zero_grad(set_to_none=False)
    middle.zero_grad(set_to_none=False)
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: requires_grad asked
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.requires_grad for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: zeros are taken for None
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None and p.grad.any() for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong first: zeros are taken for None
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None and p.grad.abs().sum() > 0 for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: all in place of any
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": all(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong record: no clone
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong record: kept after the run
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    run(x).square().sum().backward()
    before = [b.clone() for b in middle.buffers()]
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong record: buffers of first
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in first.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, first.buffers())),
    }


# %% wrong record: follows requires_grad
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(p.requires_grad for p in middle.parameters()),
    }


# %% wrong record: equal in place of unequal
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": all(torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: backward forgotten
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: first and middle exchanged
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "first": any(p.grad is not None for p in middle.parameters()),
        "own": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: None in place of not None
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is None for p in middle.parameters()),
        "first": any(p.grad is None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong dict: nothing returned
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    found = {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong dict: a tuple
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    own = any(p.grad is not None for p in middle.parameters())
    return (
        own,
        any(p.grad is not None for p in first.parameters()),
        any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    )


# %% wrong dict: another key
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "before": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong dict: gradients handed over
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": [p.grad for p in first.parameters()],
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong RuntimeError: backward from many numbers
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: cleared after backward
def effects(run, first, middle, x):
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    first.zero_grad()
    middle.zero_grad()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: a loop writes over what it found
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    for p in middle.parameters():
        own = p.grad is not None
    for p in first.parameters():
        got = p.grad is not None
    for a, b in zip(before, middle.buffers()):
        record = not torch.equal(a, b)
    return {"own": own, "first": got, "record": record}


# %% wrong record: all buffers in place of any
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": all(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong AttributeError: the mean of the first layer of middle
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = middle[0].running_mean.clone()
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": not torch.equal(before, middle[0].running_mean),
    }


# %% wrong first: the gradient of x
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    x = x.clone().requires_grad_()
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": x.grad is not None,
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: the layers in place of run(x)
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    middle(first(x)).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong record: parameters are compared
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.parameters()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.parameters())),
    }


# %% wrong record: the middle is put in eval()
def effects(run, first, middle, x):
    first.zero_grad()
    middle.eval()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong own: copies are looked at
def effects(run, first, middle, x):
    first = copy.deepcopy(first)
    middle = copy.deepcopy(middle)
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong first: one parameter of first looked at
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = [b.clone() for b in middle.buffers()]
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": next(first.parameters()).grad is not None,
        "record": any(not torch.equal(a, b) for a, b in zip(before, middle.buffers())),
    }


# %% wrong record: the first buffer alone
def effects(run, first, middle, x):
    first.zero_grad()
    middle.zero_grad()
    before = next(middle.buffers()).clone()
    run(x).square().sum().backward()
    return {
        "own": any(p.grad is not None for p in middle.parameters()),
        "first": any(p.grad is not None for p in first.parameters()),
        "record": not torch.equal(before, next(middle.buffers())),
    }
