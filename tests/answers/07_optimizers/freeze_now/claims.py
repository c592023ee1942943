# %% wrong still: the flag alone
def freeze_now(module, optimizer):
    module.requires_grad_(False)


# %% wrong still: the flag in a loop
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.requires_grad = False


# %% wrong still: zeros for None
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.requires_grad_(False)
        p.grad.zero_()


# %% wrong still: optimizer.zero_grad with zeros
def freeze_now(module, optimizer):
    module.requires_grad_(False)
    optimizer.zero_grad(set_to_none=False)


# %% wrong still: zeros, and forgotten
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.requires_grad_(False)
        p.grad = torch.zeros_like(p)
        optimizer.state.pop(p, None)


# %% wrong memory: memory stays
def freeze_now(module, optimizer):
    module.requires_grad_(False)
    module.zero_grad()


# %% wrong still: flag and memory, not the gradient
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.requires_grad_(False)
        optimizer.state.pop(p, None)


# %% wrong rest: all gradients gone
def freeze_now(module, optimizer):
    module.requires_grad_(False)
    optimizer.zero_grad()
    for p in module.parameters():
        optimizer.state.pop(p, None)


# %% wrong rest: all memory gone
def freeze_now(module, optimizer):
    module.requires_grad_(False)
    module.zero_grad()
    optimizer.state.clear()


# %% wrong still: no flag
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.grad = None
        optimizer.state.pop(p, None)


# %% wrong still: misspelt flag
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.require_grad = False
        p.grad = None
        optimizer.state.pop(p, None)


# %% wrong still: flag of the module
def freeze_now(module, optimizer):
    module.requires_grad = False
    for p in module.parameters():
        p.grad = None
        optimizer.state.pop(p, None)


# %% wrong still: eval
def freeze_now(module, optimizer):
    module.eval()


# %% wrong rest: everything frozen
def freeze_now(module, optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.requires_grad_(False)
            p.grad = None
            optimizer.state.pop(p, None)


# %% wrong still: the children alone
def freeze_now(module, optimizer):
    for child in module.children():
        for p in child.parameters():
            p.requires_grad_(False)
            p.grad = None
            optimizer.state.pop(p, None)


# %% wrong still: Linear layers alone
def freeze_now(module, optimizer):
    for m in module.modules():
        if isinstance(m, nn.Linear):
            for p in m.parameters():
                p.requires_grad_(False)
                p.grad = None
                optimizer.state.pop(p, None)


# %% wrong flag|still|rest|memory: a rate of 0 for the first group
def freeze_now(module, optimizer):
    optimizer.param_groups[0]["lr"] = 0.0


# %% wrong still: a new name
def freeze_now(module, optimizer):
    for p in module.parameters():
        p = p.detach()
        p.grad = None


# %% wrong KeyError: pop without a default
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.requires_grad_(False)
        p.grad = None
        optimizer.state.pop(p)


# %% wrong values: replaced by frozen copies
def freeze_now(module, optimizer):
    for layer in module.modules():
        for name, p in list(layer.named_parameters(recurse=False)):
            setattr(layer, name, nn.Parameter(p.detach().clone(), requires_grad=False))




# %% wrong thaw: the state is a plain dict
def freeze_now(module, optimizer):
    module.requires_grad_(False)
    module.zero_grad()
    gone = set(module.parameters())
    optimizer.state = {p: s for p, s in optimizer.state.items() if p not in gone}


# %% wrong thaw: the state of each is None
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.requires_grad = False
        p.grad = None
        optimizer.state[p] = None


# %% wrong RuntimeError: the state popped by id
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.requires_grad = False
        p.grad = None
        optimizer.state.pop(id(p), None)


# %% wrong still: return in the loop
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.requires_grad = False
        p.grad = None
        optimizer.state.pop(p, None)
        return
