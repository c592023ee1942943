# %% right: any over all parameters
def mend(model) -> bool:
    if any(p.requires_grad for p in model.parameters()):
        return False
    model.head.requires_grad_(True)
    return True


# %% right: a loop
def mend(model):
    for p in model.parameters():
        if p.requires_grad:
            return False
    for p in model.head.parameters():
        p.requires_grad = True
    return True


# %% right: count
def mend(model):
    free = sum(p.numel() for p in model.parameters() if p.requires_grad)
    stuck = free == 0
    if stuck:
        model.head.requires_grad_()
    return stuck


# %% right: all of not
def mend(model):
    stuck = all(not p.requires_grad for p in model.parameters())
    if stuck:
        model.head.weight.requires_grad = True
        model.head.bias.requires_grad = True
    return stuck


# %% right: a list of names
def mend(model):
    learners = [name for name, p in model.named_parameters() if p.requires_grad]
    if learners == []:
        for name, p in model.named_parameters():
            if name.startswith("head"):
                p.requires_grad_(True)
        return True
    return False


# %% right: not any, in one expression
def mend(model):
    return not any(p.requires_grad for p in model.parameters()) and bool(model.head.requires_grad_(True))


# %% right: max of the switches
def mend(model):
    if max(p.requires_grad for p in model.parameters()):
        return False
    for p in model.head.parameters():
        p.requires_grad_(True)
    return True


# %% right: sets of switches
def mend(model):
    if {p.requires_grad for p in model.parameters()} != {False}:
        return False
    for layer in [model.head]:
        layer.train(layer.training).requires_grad_(True)
    return True


# %% right: 1 and 0
def mend(model):
    if True in [p.requires_grad for p in model.parameters()]:
        return 0
    model.head.requires_grad_(True)
    return 1
