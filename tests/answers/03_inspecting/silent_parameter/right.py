# %% right: a set of names, struck out one by one
def silent_parameters(model, batches, loss_function):
    free = {name: p for name, p in model.named_parameters() if p.requires_grad}
    silent = set(free)
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in free.items():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return list(silent)


# %% right: loud names collected
def silent_parameters(model, batches, loss_function):
    loud = []
    for x, y in batches:
        for p in model.parameters():
            p.grad = None
        loss = loss_function(model(x), y)
        loss.backward()
        for name, p in model.named_parameters():
            if p.grad is None:
                continue
            if torch.count_nonzero(p.grad) > 0 and name not in loud:
                loud.append(name)
    return [name for name, p in model.named_parameters() if p.requires_grad and name not in loud]


# %% right: set_to_none=False, old gradients become zeros
def silent_parameters(model, batches, loss_function):
    heard = dict.fromkeys((n for n, p in model.named_parameters() if p.requires_grad), False)
    for x, y in batches:
        model.zero_grad(set_to_none=False)
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if name in heard and p.grad is not None:
                heard[name] = heard[name] or bool(p.grad.any())
    return [name for name in heard if not heard[name]]


# %% right: on a copy of the model
def silent_parameters(model, batches, loss_function):
    twin = copy.deepcopy(model)
    twin.zero_grad()
    table = {n: 0.0 for n, p in twin.named_parameters() if p.requires_grad}
    for x, y in batches:
        twin.zero_grad()
        loss_function(twin(x), y).backward()
        for n, p in twin.named_parameters():
            if n in table and p.grad is not None:
                table[n] += p.grad.abs().sum().item()
    return tuple(n for n, size in table.items() if size == 0)


# %% right: torch.autograd.grad with allow_unused
def silent_parameters(model, batches, loss_function):
    pairs = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    silent = {n for n, _ in pairs}
    for x, y in batches:
        grads = torch.autograd.grad(loss_function(model(x), y), [p for _, p in pairs], allow_unused=True)
        silent -= {n for (n, _), g in zip(pairs, grads) if g is not None and g.abs().max() > 0}
    return sorted(silent)


# %% right: absolute gradients of all batches added up
def silent_parameters(model, batches, loss_function):
    sums = {name: torch.zeros_like(p) for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if name in sums and p.grad is not None:
                sums[name] += p.grad.abs()
    return {name for name, total in sums.items() if not total.any()}


# %% right: a generator
def silent_parameters(model, batches, loss_function):
    record = []
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        record.append({n: p.grad is None or not p.grad.any() for n, p in model.named_parameters()})
    for name, p in model.named_parameters():
        if p.requires_grad and all(step[name] for step in record):
            yield name


# %% right: cleared once, then added up by backward itself
def silent_parameters(model, batches, loss_function):
    model.zero_grad()
    seen = set()
    for x, y in batches:
        loss_function(model(x), y).backward()
        seen |= {n for n, p in model.named_parameters() if p.grad is not None and p.grad.any()}
    return [n for n, p in model.named_parameters() if p.requires_grad and n not in seen]


# %% right: hooks that are told each gradient
def silent_parameters(model, batches, loss_function):
    heard, hooks = set(), []
    for name, p in model.named_parameters():
        if p.requires_grad:
            hooks.append(p.register_hook(lambda g, name=name: heard.add(name) if g.any() else None))
    for x, y in batches:
        loss_function(model(x), y).backward()
    for hook in hooks:
        hook.remove()
    return [n for n, p in model.named_parameters() if p.requires_grad and n not in heard]


# %% right: in train() mode, with the modes put back one by one
def silent_parameters(model, batches, loss_function):
    modes = [(m, m.training) for m in model.modules()]
    model.train()
    heard = set()
    for x, y in batches:
        model.zero_grad(set_to_none=False)
        loss_function(model(x), y).backward()
        heard |= {name for name, p in model.named_parameters() if p.grad is not None and p.grad.any()}
    for m, mode in modes:
        m.training = mode
    return [name for name, p in model.named_parameters() if p.requires_grad and name not in heard]
