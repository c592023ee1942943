# %% right: named_parameters(remove_duplicate=dedupe)
def count(model, trainable=None, dedupe=True):
    total = 0
    for _, p in model.named_parameters(remove_duplicate=dedupe):
        if trainable is None or p.requires_grad == trainable:
            total += p.numel()
    return total


# %% right: sum with a condition
def count(model, trainable=None, dedupe=True):
    return sum(
        p.numel()
        for _, p in model.named_parameters(remove_duplicate=dedupe)
        if trainable in (None, p.requires_grad)
    )


# %% right: own walk by id
def count(model, trainable=None, dedupe=True):
    seen, total = set(), 0
    for _, p in model.named_parameters(remove_duplicate=False):
        if dedupe and id(p) in seen:
            continue
        seen.add(id(p))
        if trainable is None or p.requires_grad is trainable:
            total += math.prod(p.shape)
    return total


# %% right: modules with remove_duplicate
def count(model, trainable=None, dedupe=True):
    parameters = [
        p
        for _, module in model.named_modules(remove_duplicate=False)
        for p in module._parameters.values()
        if p is not None
    ]
    if dedupe:
        parameters = list({id(p): p for p in parameters}.values())
    return sum(p.numel() for p in parameters if trainable is None or p.requires_grad == trainable)


# %% right: a set of parameters, which hash by identity
def count(model, trainable=None, dedupe=True):
    every = [p for _, p in model.named_parameters(remove_duplicate=False)]
    if dedupe:
        every = set(every)
    if trainable is not None:
        every = [p for p in every if bool(p.requires_grad) == bool(trainable)]
    return sum(map(torch.numel, every))


# %% right: NumPy's integers
import numpy as np


def count(model, trainable=None, dedupe=True):
    sizes = [
        p.numel()
        for _, p in model.named_parameters(remove_duplicate=dedupe)
        if trainable is None or p.requires_grad == trainable
    ]
    return np.sum(sizes, dtype=np.int64)


# %% right: three cases apart
def count(model, trainable=None, dedupe=True):
    ps = list(model.parameters()) if dedupe else [p for _, p in model.named_parameters(remove_duplicate=False)]
    if trainable is None:
        return sum(p.numel() for p in ps)
    if trainable:
        return sum(p.numel() for p in ps if p.requires_grad)
    return sum(p.numel() for p in ps if not p.requires_grad)


# %% right: all minus the free ones
def count(model, trainable=None, dedupe=True):
    parameters = [p for _, p in model.named_parameters(remove_duplicate=dedupe)]
    both = sum(p.nelement() for p in parameters)
    free = sum(p.nelement() for p in parameters if p.requires_grad)
    return {None: both, True: free, False: both - free}[trainable]


# %% right: state_dict with keep_vars, buffers taken out
def count(model, trainable=None, dedupe=True):
    tensors = [t for t in model.state_dict(keep_vars=True).values() if isinstance(t, nn.Parameter)]
    kept = []
    for t in tensors:
        if dedupe and any(t is other for other in kept):
            continue
        kept.append(t)
    return sum(t.numel() for t in kept if trainable is None or t.requires_grad == trainable)


# %% right: a flat vector, one number at a time
def count(model, trainable=None, dedupe=True):
    names = model.named_parameters(remove_duplicate=dedupe)
    return sum(len(p.detach().flatten()) for _, p in names if trainable is None or p.requires_grad == trainable)
