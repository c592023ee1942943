# %% right: names first, then the module's method
def freeze(module):
    changed = [name for name, p in module.named_parameters() if p.requires_grad]
    module.requires_grad_(False)
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% right: one loop, an if, append
def freeze(module):
    names = []
    for name, p in module.named_parameters():
        if p.requires_grad:
            p.requires_grad = False
            names.append(name)
    return names


def thaw(module):
    names = []
    for name, p in module.named_parameters():
        if not p.requires_grad:
            p.requires_grad = True
            names.append(name)
    return names


# %% right: a helper for both
def switch(module, on):
    moved = []
    for name, p in module.named_parameters():
        if p.requires_grad != on:
            moved += [name]
        p.requires_grad_(on)
    return moved


def freeze(module):
    return switch(module, False)


def thaw(module):
    return switch(module, True)


# %% right: dicts of before and after compared
def freeze(module):
    before = {n: p.requires_grad for n, p in module.named_parameters()}
    module.requires_grad_(False)
    after = {n: p.requires_grad for n, p in module.named_parameters()}
    return [n for n in before if before[n] != after[n]]


def thaw(module):
    before = {n: p.requires_grad for n, p in module.named_parameters()}
    module.requires_grad_()
    return [n for n, on in before.items() if not on]


# %% right: recursion over children and own parameters
def set_all(module, on, prefix=""):
    names = []
    for name, p in module.named_parameters(recurse=False):
        if p.requires_grad is not on:
            p.requires_grad = on
            names.append(prefix + name)
    for name, child in module.named_children():
        names += set_all(child, on, prefix + name + ".")
    return names


def freeze(module):
    return set_all(module, False)


def thaw(module):
    return set_all(module, True)


# %% right: a tuple, and names from filter
def freeze(module):
    names = tuple(n for n, p in filter(lambda pair: pair[1].requires_grad, module.named_parameters()))
    for p in module.parameters():
        p.requires_grad = False
    return names


def thaw(module):
    names = tuple(n for n, p in filter(lambda pair: not pair[1].requires_grad, module.named_parameters()))
    for p in module.parameters():
        p.requires_grad = True
    return names


# %% right: loop variable rebound to itself by the method in place
def freeze(module):
    out = []
    for n, p in module.named_parameters():
        if p.requires_grad:
            out.append(n)
        p = p.requires_grad_(False)
    return out


def thaw(module):
    out = []
    for n, p in module.named_parameters():
        if not p.requires_grad:
            out.append(n)
        p = p.requires_grad_(True)
    return out


# %% right: modules() and get_parameter
def freeze(module):
    names = [n for n, _ in module.named_parameters() if module.get_parameter(n).requires_grad]
    for m in module.modules():
        for p in m.parameters(recurse=False):
            p.requires_grad = False
    return names


def thaw(module):
    names = [n for n, _ in module.named_parameters() if not module.get_parameter(n).requires_grad]
    for m in module.modules():
        for p in m.parameters(recurse=False):
            p.requires_grad = True
    return names


# %% right: sorted, from sets
def freeze(module):
    free = {n for n, p in module.named_parameters() if p.requires_grad}
    [p.requires_grad_(False) for p in module.parameters()]
    return sorted(free)


def thaw(module):
    everything = {n for n, p in module.named_parameters()}
    free = {n for n, p in module.named_parameters() if p.requires_grad}
    [p.requires_grad_(True) for p in module.parameters()]
    return sorted(everything - free)


# %% right: sets
def freeze(module):
    changed = []
    for name, p in module.named_parameters():
        if p.requires_grad:
            p.requires_grad = False
            changed.append(name)
    return set(changed)


def thaw(module):
    changed = []
    for name, p in module.named_parameters():
        if not p.requires_grad:
            p.requires_grad = True
            changed.append(name)
    return set(changed)
