# %% wrong mixed: tensors, not numbers
def count(model, trainable=None, dedupe=True):
    return len([p for _, p in model.named_parameters(remove_duplicate=dedupe) if trainable in (None, p.requires_grad)])


# %% wrong mixed: sum over the state_dict
def count(model, trainable=None, dedupe=True):
    return sum(t.numel() for t in model.state_dict().values())


# %% wrong tied: a shared parameter once for each name
def count(model, trainable=None, dedupe=True):
    return sum(
        p.numel()
        for _, p in model.named_parameters(remove_duplicate=False)
        if trainable is None or p.requires_grad == trainable
    )


# %% wrong tied: dedupe not looked at
def count(model, trainable=None, dedupe=True):
    return sum(p.numel() for p in model.parameters() if trainable is None or p.requires_grad == trainable)


# %% wrong mixed: if trainable, so that False is like None
def count(model, trainable=None, dedupe=True):
    total = 0
    for _, p in model.named_parameters(remove_duplicate=dedupe):
        if trainable:
            if p.requires_grad:
                total += p.numel()
        else:
            total += p.numel()
    return total


# %% wrong mixed: None like False
def count(model, trainable=None, dedupe=True):
    if trainable:
        return sum(p.numel() for _, p in model.named_parameters(remove_duplicate=dedupe) if p.requires_grad)
    return sum(p.numel() for _, p in model.named_parameters(remove_duplicate=dedupe) if not p.requires_grad)


# %% wrong mixed: p.requires_grad == None is never true
def count(model, trainable=None, dedupe=True):
    return sum(p.numel() for _, p in model.named_parameters(remove_duplicate=dedupe) if p.requires_grad == trainable)


# %% wrong mixed: trainable not looked at
def count(model, trainable=None, dedupe=True):
    return sum(p.numel() for _, p in model.named_parameters(remove_duplicate=dedupe))


# %% wrong mixed: the free ones whatever is asked
def count(model, trainable=None, dedupe=True):
    return sum(p.numel() for _, p in model.named_parameters(remove_duplicate=dedupe) if p.requires_grad)


# %% wrong mixed: frozen told by a missing gradient
def count(model, trainable=None, dedupe=True):
    return sum(
        p.numel()
        for _, p in model.named_parameters(remove_duplicate=dedupe)
        if trainable is None or (p.grad is not None) == trainable
    )


# %% wrong mixed: equal shapes counted once
def count(model, trainable=None, dedupe=True):
    seen, total = set(), 0
    for _, p in model.named_parameters(remove_duplicate=False):
        if dedupe and p.shape in seen:
            continue
        seen.add(p.shape)
        if trainable is None or p.requires_grad == trainable:
            total += p.numel()
    return total


# %% wrong alike: equal numbers counted once
def count(model, trainable=None, dedupe=True):
    seen, total = [], 0
    for _, p in model.named_parameters(remove_duplicate=False):
        if dedupe and any(p.shape == other.shape and torch.equal(p, other) for other in seen):
            continue
        seen.append(p)
        if trainable is None or p.requires_grad == trainable:
            total += p.numel()
    return total


# %% wrong mixed: own parameters only
def count(model, trainable=None, dedupe=True):
    return sum(p.numel() for p in model.parameters(recurse=False) if trainable is None or p.requires_grad == trainable)


# %% wrong mixed: direct children only
def count(model, trainable=None, dedupe=True):
    return sum(
        p.numel()
        for child in model.children()
        for p in child.parameters(recurse=False)
        if trainable is None or p.requires_grad == trainable
    )


# %% wrong mixed: parameters() at each level
def count(model, trainable=None, dedupe=True):
    return sum(
        p.numel() for m in model.modules() for p in m.parameters() if trainable is None or p.requires_grad == trainable
    )


# %% wrong mixed: weights only
def count(model, trainable=None, dedupe=True):
    return sum(
        p.numel()
        for name, p in model.named_parameters(remove_duplicate=dedupe)
        if "weight" in name and (trainable is None or p.requires_grad == trainable)
    )


# %% wrong mixed: matrices only
def count(model, trainable=None, dedupe=True):
    return sum(
        p.numel()
        for name, p in model.named_parameters(remove_duplicate=dedupe)
        if p.dim() >= 2 and (trainable is None or p.requires_grad == trainable)
    )


# %% wrong mixed: parameters and buffers
def count(model, trainable=None, dedupe=True):
    total = sum(b.numel() for b in model.buffers())
    for _, p in model.named_parameters(remove_duplicate=dedupe):
        if trainable is None or p.requires_grad == trainable:
            total += p.numel()
    return total


# %% wrong mixed: len(p)
def count(model, trainable=None, dedupe=True):
    return sum(
        len(p) if p.dim() else 1
        for _, p in model.named_parameters(remove_duplicate=dedupe)
        if trainable is None or p.requires_grad == trainable
    )


# %% wrong tied: dedupe the wrong way round
def count(model, trainable=None, dedupe=True):
    return sum(
        p.numel()
        for _, p in model.named_parameters(remove_duplicate=not dedupe)
        if trainable is None or p.requires_grad == trainable
    )


# %% wrong numbers: prints
def count(model, trainable=None, dedupe=True):
    print(sum(p.numel() for p in model.parameters()))


# %% wrong numbers: a tensor
def count(model, trainable=None, dedupe=True):
    sizes = [
        p.numel()
        for _, p in model.named_parameters(remove_duplicate=dedupe)
        if trainable is None or p.requires_grad == trainable
    ]
    return torch.tensor(sizes).sum()


# %% wrong numbers: both numbers at once
def count(model, trainable=None, dedupe=True):
    free = sum(p.numel() for p in model.parameters() if p.requires_grad)
    return free, sum(p.numel() for p in model.parameters())


# %% wrong TypeError: no arguments for the choice
def count(model):
    return sum(p.numel() for p in model.parameters())


# %% wrong mixed: return inside the loop
def count(model, trainable=None, dedupe=True):
    total = 0
    for _, p in model.named_parameters(remove_duplicate=dedupe):
        if trainable is None or p.requires_grad == trainable:
            total += p.numel()
        return total


# %% wrong mixed: the last one overwrites the sum
def count(model, trainable=None, dedupe=True):
    total = 0
    for _, p in model.named_parameters(remove_duplicate=dedupe):
        if trainable is None or p.requires_grad == trainable:
            total = p.numel()
    return total


# %% wrong mixed: only linear layers, by formula
def count(model, trainable=None, dedupe=True):
    return sum(m.in_features * m.out_features + m.out_features for m in model.modules() if isinstance(m, nn.Linear))


# %% wrong tied: without dedupe all are counted
def count(model, trainable=None, dedupe=True):
    if dedupe:
        return sum(p.numel() for p in model.parameters() if trainable is None or p.requires_grad == trainable)
    return sum(p.numel() for p in model.parameters())


# %% wrong TypeError: remove_duplicate for parameters()
def count(model, trainable=None, dedupe=True):
    return sum(
        p.numel() for p in model.parameters(remove_duplicate=dedupe) if trainable is None or p.requires_grad == trainable
    )


# %% wrong AttributeError: pairs taken for parameters
def count(model, trainable=None, dedupe=True):
    return sum(
        p.numel()
        for p in model.named_parameters(remove_duplicate=dedupe)
        if trainable is None or p.requires_grad == trainable
    )


# %% wrong untouched: freezes or frees what it should look at
def count(model, trainable=None, dedupe=True):
    if trainable is not None:
        model.requires_grad_(trainable)
    total = 0
    for _, p in model.named_parameters(remove_duplicate=dedupe):
        if trainable is None or p.requires_grad == trainable:
            total += p.numel()
    return total


# %% wrong untouched: clears gradients
def count(model, trainable=None, dedupe=True):
    total = 0
    for _, p in model.named_parameters(remove_duplicate=dedupe):
        if trainable is None or p.requires_grad == trainable:
            total += p.numel()
    model.zero_grad()
    return total


# %% wrong untouched: leaves eval on
def count(model, trainable=None, dedupe=True):
    model.eval()
    total = 0
    for _, p in model.named_parameters(remove_duplicate=dedupe):
        if trainable is None or p.requires_grad == trainable:
            total += p.numel()
    return total


# %% wrong untouched: zeros what it has counted
def count(model, trainable=None, dedupe=True):
    total = 0
    for _, p in model.named_parameters(remove_duplicate=dedupe):
        if trainable is None or p.requires_grad == trainable:
            total += p.numel()
    for p in model.parameters():
        p.data.zero_()
    return total


# %% wrong TypeError: len of a parameter
def count(model, trainable=None, dedupe=True):
    every = model.named_parameters(remove_duplicate=dedupe)
    return sum(len(p) for _, p in every if trainable is None or p.requires_grad == trainable)


# %% wrong numbers: sums the numbers
def count(model, trainable=None, dedupe=True) -> int:
    return sum(p.sum().item() for _, p in model.named_parameters(remove_duplicate=dedupe) if trainable is None or p.requires_grad == trainable)


# %% wrong mixed: False counts the free ones
def count(model, trainable=None, dedupe=True) -> int:
    total = 0
    for name, p in model.named_parameters(remove_duplicate=dedupe):
        if trainable is None or p.requires_grad:
            total += p.numel()
    return total


# %% wrong mixed: state_dict, with buffers, nothing requires grad
def count(model, trainable=None, dedupe=True) -> int:
    total = 0
    for name, p in model.state_dict().items():
        if trainable is None or p.requires_grad == trainable:
            total += p.numel()
    return total


# %% wrong IndexError: shape[0] * shape[1]
def count(model, trainable=None, dedupe=True) -> int:
    total = 0
    for name, p in model.named_parameters(remove_duplicate=dedupe):
        if trainable is None or p.requires_grad == trainable:
            total += p.shape[0] * p.shape[1] if p.dim() > 1 else p.shape[0]
    return total


# %% wrong TypeError: p.size() is added
def count(model, trainable=None, dedupe=True) -> int:
    return sum(p.size() for _, p in model.named_parameters(remove_duplicate=dedupe) if trainable is None or p.requires_grad == trainable)


# %% wrong mixed: counts the nonzero numbers
def count(model, trainable=None, dedupe=True) -> int:
    return sum(int(torch.count_nonzero(p)) for _, p in model.named_parameters(remove_duplicate=dedupe) if trainable is None or p.requires_grad == trainable)


# %% wrong mixed: every module with all that is below it
def count(model, trainable=None, dedupe=True) -> int:
    total = 0
    for module in model.modules():
        for name, p in module.named_parameters(remove_duplicate=dedupe):
            if trainable is None or p.requires_grad == trainable:
                total += p.numel()
    return total


# %% wrong tied: modules once, but tied parameters twice
def count(model, trainable=None, dedupe=True) -> int:
    total = 0
    for _, module in model.named_modules(remove_duplicate=dedupe):
        for p in module.parameters(recurse=False):
            if trainable is None or p.requires_grad == trainable:
                total += p.numel()
    return total


# %% wrong mixed: a dict keyed by shape
def count(model, trainable=None, dedupe=True) -> int:
    if dedupe:
        params = {tuple(p.shape): p for _, p in model.named_parameters()}.values()
    else:
        params = [p for _, p in model.named_parameters(remove_duplicate=False)]
    return sum(p.numel() for p in params if trainable is None or p.requires_grad == trainable)


# %% wrong tied: dedupe only in the branch of None
def count(model, trainable=None, dedupe=True) -> int:
    if trainable is None:
        return sum(p.numel() for _, p in model.named_parameters(remove_duplicate=dedupe))
    if trainable:
        return sum(p.numel() for p in model.parameters() if p.requires_grad)
    return sum(p.numel() for p in model.parameters() if not p.requires_grad)


# %% wrong untouched: train() is called
def count(model, trainable=None, dedupe=True):
    model.train()
    pairs = model.named_parameters(remove_duplicate=dedupe)
    return sum(p.numel() for _, p in pairs if trainable is None or p.requires_grad == trainable)
