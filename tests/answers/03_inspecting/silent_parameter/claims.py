# %% wrong bare: frozen ones too
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters()}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return list(silent)


# %% wrong muted: only None is silent
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None:
                silent.discard(name)
    return list(silent)


# %% wrong bare: only zeros are silent
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is None or p.grad.any():
                silent.discard(name)
    return list(silent)


# %% wrong turns: the last batch only
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches[-1:]:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return list(silent)


# %% wrong turns: the first batch only
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches[:1]:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return list(silent)


# %% wrong stale: not cleared
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        pass
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return list(silent)


# %% wrong signs|bare|healthy|turns: a sum of zero is silent
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and p.grad.sum() != 0:
                silent.discard(name)
    return list(silent)


# %% wrong signs|healthy|bare|turns: above zero only
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad > 0).any():
                silent.discard(name)
    return list(silent)


# %% wrong signs: one zero is enough
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).all():
                silent.discard(name)
    return list(silent)


# %% wrong signs: a tolerance
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and p.grad.abs().max() > 1e-6:
                silent.discard(name)
    return list(silent)


# %% wrong bare: the other way round
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return [n for n, p in model.named_parameters() if p.requires_grad and n not in silent]


# %% wrong bare: no backward at all
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y)
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return list(silent)


# %% wrong NotImplementedError|RuntimeError|ValueError: arguments of the loss swapped
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(y, model(x)).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return list(silent)


# %% wrong RuntimeError: asks all numbers at once
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if abs(p.grad) > 0:
                silent.discard(name)
    return list(silent)


# %% wrong AttributeError: None asked for any()
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad.any():
                silent.discard(name)
    return list(silent)


# %% wrong RuntimeError: if p.grad
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and p.grad:
                silent.discard(name)
    return list(silent)


# %% wrong untouched: with an optimizer
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        torch.optim.SGD(model.parameters(), lr=0.1).step()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return list(silent)


# %% wrong names: a number
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return len(silent)


# %% wrong names: the parameters themselves
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return [p for name, p in model.named_parameters() if name in silent]


# %% wrong bare: cleared after backward
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        model.zero_grad()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return list(silent)


# %% wrong names: prints
def silent_parameters(model, batches, loss_function):
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is None:
                print(name)


# %% wrong bare: looks before any backward
def silent_parameters(model, batches, loss_function):
    return [name for name, p in model.named_parameters() if p.requires_grad and p.grad is None]


# %% wrong bare: lists what is frozen
def silent_parameters(model, batches, loss_function):
    return [name for name, p in model.named_parameters() if not p.requires_grad]


# %% wrong turns: one silent batch is enough
def silent_parameters(model, batches, loss_function):
    silent = set()
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.requires_grad and (p.grad is None or not p.grad.any()):
                silent.add(name)
    return silent


# %% wrong bare: a name for each batch
def silent_parameters(model, batches, loss_function):
    silent = []
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.requires_grad and (p.grad is None or not p.grad.any()):
                silent.append(name)
    return silent


# %% wrong turns: returns after the first batch
def silent_parameters(model, batches, loss_function):
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        return [n for n, p in model.named_parameters() if p.requires_grad and (p.grad is None or not p.grad.any())]


# %% wrong TypeError: the pair goes into the model
def silent_parameters(model, batches, loss_function):
    silent = []
    for batch in batches:
        model.zero_grad()
        loss_function(model(batch), batch[1]).backward()
        silent = [n for n, p in model.named_parameters() if p.grad is None]
    return silent


# %% wrong flags: makes everything free
def silent_parameters(model, batches, loss_function):
    model.requires_grad_(True)
    silent = {n for n, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for n, p in model.named_parameters():
            if p.grad is not None and p.grad.any():
                silent.discard(n)
    return list(silent)


# %% wrong flags: freezes the silent ones
def silent_parameters(model, batches, loss_function):
    silent = {n for n, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for n, p in model.named_parameters():
            if p.grad is not None and p.grad.any():
                silent.discard(n)
    for n, p in model.named_parameters():
        if n in silent:
            p.requires_grad_(False)
    return list(silent)


# %% wrong modes: leaves the model in eval mode
def silent_parameters(model, batches, loss_function):
    model.eval()
    silent = {n for n, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for n, p in model.named_parameters():
            if p.grad is not None and p.grad.any():
                silent.discard(n)
    return list(silent)


# %% wrong batches: takes the first batch out
def silent_parameters(model, batches, loss_function):
    silent = {n for n, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for n, p in model.named_parameters():
            if p.grad is not None and p.grad.any():
                silent.discard(n)
    batches.pop(0)
    return list(silent)


# %% wrong RuntimeError|ValueError|TypeError|IndexError: cross_entropy whatever is handed over
def silent_parameters(model, batches, loss_function):
    silent = {n for n, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        for n, p in model.named_parameters():
            if p.grad is not None and p.grad.any():
                silent.discard(n)
    return list(silent)


# %% wrong opposite: the sum of the losses
def silent_parameters(model, batches, loss_function):
    model.zero_grad()
    sum(loss_function(model(x), y) for x, y in batches).backward()
    return [n for n, p in model.named_parameters() if p.requires_grad and (p.grad is None or not p.grad.any())]


# %% wrong opposite: gradients of all batches heaped up
def silent_parameters(model, batches, loss_function):
    model.zero_grad()
    for x, y in batches:
        loss_function(model(x), y).backward()
    return [n for n, p in model.named_parameters() if p.requires_grad and (p.grad is None or not p.grad.any())]


# %% wrong turns: one batch out of all
def silent_parameters(model, batches, loss_function):
    model.zero_grad()
    x, y = torch.cat([x for x, _ in batches]), torch.cat([y for _, y in batches])
    loss_function(model(x), y).backward()
    return [n for n, p in model.named_parameters() if p.requires_grad and (p.grad is None or not p.grad.any())]


# %% wrong turns: removes from the list that it walks
def silent_parameters(model, batches, loss_function):
    params = dict(model.named_parameters())
    silent = [n for n, p in params.items() if p.requires_grad]
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for n in silent:
            if params[n].grad is not None and params[n].grad.any():
                silent.remove(n)
    return silent


# %% wrong RuntimeError: removes from the set that it walks
def silent_parameters(model, batches, loss_function):
    params = dict(model.named_parameters())
    silent = {n for n, p in params.items() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for n in silent:
            if params[n].grad is not None and params[n].grad.any():
                silent.remove(n)
    return silent


# %% wrong bare: an intersection that starts from an empty set
def silent_parameters(model, batches, loss_function) -> list[str]:
    silent = set()
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        silent &= {n for n, p in model.named_parameters() if p.requires_grad and (p.grad is None or not p.grad.any())}
    return list(silent)


# %% wrong AttributeError: zeros only, None crashes
def silent_parameters(model, batches, loss_function) -> list[str]:
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if (p.grad != 0).any():
                silent.discard(name)
    return list(silent)


# %% wrong ValueError: removed twice from a list
def silent_parameters(model, batches, loss_function) -> list[str]:
    silent = [name for name, p in model.named_parameters() if p.requires_grad]
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and p.grad.any():
                silent.remove(name)
    return silent


# %% wrong KeyError: removed twice from a set
def silent_parameters(model, batches, loss_function):
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.requires_grad and p.grad is not None and p.grad.any():
                silent.remove(name)
    return silent


# %% wrong bare: backward() is never called
def silent_parameters(model, batches, loss_function) -> list[str]:
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss = loss_function(model(x), y)
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return list(silent)


# %% wrong muted: zero_grad(set_to_none=False) then only None counts
def silent_parameters(model, batches, loss_function) -> list[str]:
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad(set_to_none=False)
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None:
                silent.discard(name)
    return list(silent)


# %% wrong turns: first two batches only
def silent_parameters(model, batches, loss_function) -> list[str]:
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches[:2]:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and p.grad.any():
                silent.discard(name)
    return list(silent)


# %% wrong modes: train() first
def silent_parameters(model, batches, loss_function) -> list[str]:
    model.train()
    silent = {name for name, p in model.named_parameters() if p.requires_grad}
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()
        for name, p in model.named_parameters():
            if p.grad is not None and (p.grad != 0).any():
                silent.discard(name)
    return list(silent)
