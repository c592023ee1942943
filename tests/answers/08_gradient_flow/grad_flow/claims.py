# %% wrong norm: the mean of the absolute values
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: None if p.grad is None else p.grad.abs().mean().item() for n, p in model.named_parameters()}


# %% wrong norm: the maximum
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: None if p.grad is None else p.grad.abs().max().item() for n, p in model.named_parameters()}


# %% wrong norm: the root of the mean square
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: None if p.grad is None else p.grad.pow(2).mean().sqrt().item() for n, p in model.named_parameters()}


# %% wrong norm: the sum of the absolutes
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: None if p.grad is None else p.grad.abs().sum().item() for n, p in model.named_parameters()}


# %% wrong norm: the square of the norm
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: None if p.grad is None else (p.grad**2).sum().item() for n, p in model.named_parameters()}


# %% wrong norm: the norm of the weight
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: None if p.grad is None else p.norm().item() for n, p in model.named_parameters()}


# %% wrong norm: the plain sum
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: None if p.grad is None else p.grad.sum().item() for n, p in model.named_parameters()}


# %% wrong norm: gradients of before are not cleared
def grad_flow(model, loss):
    loss.backward()
    return {n: None if p.grad is None else p.grad.norm().item() for n, p in model.named_parameters()}


# %% wrong AttributeError: crashes on None
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: p.grad.norm().item() for n, p in model.named_parameters()}


# %% wrong none: idle and frozen as 0
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: 0.0 if p.grad is None else p.grad.norm().item() for n, p in model.named_parameters()}


# %% wrong names: those without a gradient are left out
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: p.grad.norm().item() for n, p in model.named_parameters() if p.grad is not None}


# %% wrong names: frozen ones are left out
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: p.grad if p.grad is None else p.grad.norm().item() for n, p in model.named_parameters() if p.requires_grad}


# %% wrong names: only weights
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: p.grad if p.grad is None else p.grad.norm().item() for n, p in model.named_parameters() if "weight" in n}


# %% wrong names: tied twice
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    pairs = model.named_parameters(remove_duplicate=False)
    return {n: p.grad if p.grad is None else p.grad.norm().item() for n, p in pairs}


# %% wrong names: by the names of the file
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    own = dict(model.named_parameters(remove_duplicate=False))
    flow = {}
    for n in model.state_dict():
        p = own.get(n)
        flow[n] = None if p is None or p.grad is None else p.grad.norm().item()
    return flow


# %% wrong RuntimeError: autograd.grad without allow_unused
def grad_flow(model, loss):
    free = {n: p for n, p in model.named_parameters() if p.requires_grad}
    grads = torch.autograd.grad(loss, list(free.values()))
    flow = {n: None for n, _ in model.named_parameters()}
    return flow | {n: g.norm().item() for n, g in zip(free, grads)}


# %% wrong RuntimeError: autograd.grad on frozen ones too
def grad_flow(model, loss):
    names, own = zip(*model.named_parameters())
    grads = torch.autograd.grad(loss, own, allow_unused=True)
    return {n: None if g is None else g.norm().item() for n, g in zip(names, grads)}


# %% wrong norm: cleared between backward and reading
def grad_flow(model, loss):
    loss.backward()
    model.zero_grad()
    return {n: None if p.grad is None else p.grad.norm().item() for n, p in model.named_parameters()}


# %% wrong norm: no backward
def grad_flow(model, loss):
    model.zero_grad()
    return {n: None if p.grad is None else p.grad.norm().item() for n, p in model.named_parameters()}


# %% wrong zero: zero taken for none
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    flow = {}
    for n, p in model.named_parameters():
        flow[n] = p.grad.norm().item() if p.grad is not None and p.grad.any() else None
    return flow


# %% wrong kind: printed
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    for n, p in model.named_parameters():
        print(n, None if p.grad is None else p.grad.norm())


# %% wrong kind: a list
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return [(n, None if p.grad is None else p.grad.norm().item()) for n, p in model.named_parameters()]


# %% wrong number: the whole gradient
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: p.grad for n, p in model.named_parameters()}


# %% wrong names: by layer
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    flow = {}
    for n, layer in model.named_children():
        grads = [p.grad.norm().item() for p in layer.parameters() if p.grad is not None]
        flow[n] = sum(grads) if grads else None
    return flow


# %% wrong left-alone: a step is taken
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    flow = {n: None if p.grad is None else p.grad.norm().item() for n, p in model.named_parameters()}
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= 0.1 * p.grad
    return flow


# %% wrong none: thaws what is frozen
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: p.grad.norm().item() if p.grad is not None else p.detach().norm().item() * 0 for n, p in model.named_parameters()}


# %% wrong norm: the spread
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    return {n: None if p.grad is None else p.grad.std().item() for n, p in model.named_parameters()}


# %% wrong norm: the logarithm
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    flow = {}
    for n, p in model.named_parameters():
        flow[n] = None if p.grad is None else p.grad.norm().log10().item() if p.grad.any() else 0.0
    return flow


# %% wrong none|norm: old norms are subtracted
def grad_flow(model, loss):
    old = {n: 0.0 if p.grad is None else p.grad.norm().item() for n, p in model.named_parameters()}
    loss.backward()
    return {n: None if p.grad is None else p.grad.norm().item() - old[n] for n, p in model.named_parameters()}


# %% wrong none: zeros in place of None
def grad_flow(model, loss):
    model.zero_grad(set_to_none=False)
    loss.backward()
    return {n: None if p.grad is None else p.grad.norm().item() for n, p in model.named_parameters()}


# %% wrong norm: on a copy
def grad_flow(model, loss):
    model = copy.deepcopy(model)
    loss.backward()
    return {n: None if p.grad is None else p.grad.norm().item() for n, p in model.named_parameters()}


# %% wrong names: return in the loop
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    flow = {}
    for n, p in model.named_parameters():
        flow[n] = None if p.grad is None else p.grad.norm().item()
        return flow
