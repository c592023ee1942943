# %% wrong frozen: require_grad misspelt
def freeze(module):
    changed = [n for n, p in module.named_parameters() if p.requires_grad]
    for p in module.parameters():
        p.require_grad = False
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong frozen: requires_grad set on the module
def freeze(module):
    changed = [n for n, p in module.named_parameters() if p.requires_grad]
    module.requires_grad = False
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong frozen: loop over detach
def freeze(module):
    changed = []
    for n, p in module.named_parameters():
        if p.requires_grad:
            changed.append(n)
        p = p.detach()
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong frozen: p.data
def freeze(module):
    changed = [n for n, p in module.named_parameters() if p.requires_grad]
    for p in module.parameters():
        p.data.requires_grad = False
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong frozen: eval() as freezing
def freeze(module):
    changed = [n for n, p in module.named_parameters() if p.requires_grad]
    module.eval()
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong frozen: no_grad() as freezing
def freeze(module):
    changed = [n for n, p in module.named_parameters() if p.requires_grad]
    with torch.no_grad():
        return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong frozen: children only
def freeze(module):
    changed = [n for n, p in module.named_parameters() if p.requires_grad]
    for child in module.children():
        child.requires_grad_(False)
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong frozen: weights only
def freeze(module):
    changed = []
    for n, p in module.named_parameters():
        if "weight" in n and p.requires_grad:
            p.requires_grad = False
            changed.append(n)
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong frozen: each switch turned over
def freeze(module):
    changed = []
    for n, p in module.named_parameters():
        p.requires_grad = not p.requires_grad
        changed.append(n)
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong frozen: return inside the loop
def freeze(module):
    changed = []
    for n, p in module.named_parameters():
        if p.requires_grad:
            p.requires_grad = False
            changed.append(n)
        return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong frozen: through state_dict
def freeze(module):
    for n, t in module.state_dict().items():
        t.requires_grad = False
    return [n for n, p in module.named_parameters() if p.requires_grad]


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong names: names of all
def freeze(module):
    module.requires_grad_(False)
    return [n for n, p in module.named_parameters()]


def thaw(module):
    module.requires_grad_(True)
    return [n for n, p in module.named_parameters()]


# %% wrong names: names collected afterwards
def freeze(module):
    module.requires_grad_(False)
    return [n for n, p in module.named_parameters() if p.requires_grad]


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong names: names of the frozen ones after the freeze
def freeze(module):
    module.requires_grad_(False)
    return [n for n, p in module.named_parameters() if not p.requires_grad]


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong names: print in place of return
def freeze(module):
    print([n for n, p in module.named_parameters() if p.requires_grad])
    module.requires_grad_(False)


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong names: the module comes back
def freeze(module):
    return module.requires_grad_(False)


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong names: a generator
def freeze(module):
    names = (n for n, p in module.named_parameters() if p.requires_grad)
    module.requires_grad_(False)
    return names


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong names: parameters in place of names
def freeze(module):
    changed = [p for p in module.parameters() if p.requires_grad]
    module.requires_grad_(False)
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong names: a count
def freeze(module):
    changed = sum(p.requires_grad for p in module.parameters())
    module.requires_grad_(False)
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong names: names without their path
def freeze(module):
    changed = []
    for m in module.modules():
        for n, p in m.named_parameters(recurse=False):
            if p.requires_grad:
                p.requires_grad = False
                changed.append(n)
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong AttributeError: on the generator
def freeze(module):
    changed = [n for n, p in module.named_parameters() if p.requires_grad]
    module.parameters().requires_grad = False
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong AttributeError: pairs not taken apart
def freeze(module):
    changed = []
    for p in module.named_parameters():
        p.requires_grad = False
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong thawed: thaw freezes
def freeze(module):
    changed = [name for name, p in module.named_parameters() if p.requires_grad]
    module.requires_grad_(False)
    return changed


def thaw(module):
    changed = [n for n, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(False)
    return changed


# %% wrong thawed: thaw does with the children only
def freeze(module):
    changed = [name for name, p in module.named_parameters() if p.requires_grad]
    module.requires_grad_(False)
    return changed


def thaw(module):
    changed = [n for n, p in module.named_parameters() if not p.requires_grad]
    for child in module.children():
        child.requires_grad_()
    return changed


# %% wrong thawed-names: thaw lists what was free
def freeze(module):
    changed = [name for name, p in module.named_parameters() if p.requires_grad]
    module.requires_grad_(False)
    return changed


def thaw(module):
    changed = [n for n, p in module.named_parameters() if p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong thawed-names: thaw lists all
def freeze(module):
    changed = [name for name, p in module.named_parameters() if p.requires_grad]
    module.requires_grad_(False)
    return changed


def thaw(module):
    names = []
    for n, p in module.named_parameters():
        p.requires_grad = True
        names.append(n)
    return names


# %% wrong same-parameters: new Parameters
def freeze(module):
    changed = [n for n, p in module.named_parameters() if p.requires_grad]
    for m in module.modules():
        for n, p in list(m.named_parameters(recurse=False)):
            setattr(m, n, nn.Parameter(p.detach().clone(), requires_grad=False))
    return changed


def thaw(module):
    changed = [name for name, p in module.named_parameters() if not p.requires_grad]
    module.requires_grad_(True)
    return changed


# %% wrong thawed: freeze's condition in thaw
def freeze(module):
    changed = []
    for name, p in module.named_parameters():
        if p.requires_grad:
            p.requires_grad = False
            changed.append(name)
    return changed


def thaw(module):
    changed = []
    for name, p in module.named_parameters():
        if p.requires_grad:
            p.requires_grad = True
            changed.append(name)
    return changed


# %% wrong frozen: recurse=False
def freeze(module):
    changed = []
    for name, p in module.named_parameters(recurse=False):
        if p.requires_grad:
            p.requires_grad = False
            changed.append(name)
    return changed


def thaw(module):
    changed = []
    for name, p in module.named_parameters(recurse=False):
        if not p.requires_grad:
            p.requires_grad = True
            changed.append(name)
    return changed


# %% wrong frozen: the condition the wrong way round
def freeze(module):
    changed = []
    for name, p in module.named_parameters():
        if not p.requires_grad:
            p.requires_grad = False
            changed.append(name)
    return changed


def thaw(module):
    changed = []
    for name, p in module.named_parameters():
        if p.requires_grad:
            p.requires_grad = True
            changed.append(name)
    return changed


# %% wrong frozen: the method assigned
def freeze(module):
    changed = []
    for name, p in module.named_parameters():
        if p.requires_grad:
            p.requires_grad_ = False
            changed.append(name)
    return changed


def thaw(module):
    changed = []
    for name, p in module.named_parameters():
        if not p.requires_grad:
            p.requires_grad_ = True
            changed.append(name)
    return changed


# %% wrong names: names of the layers
def freeze(module):
    changed = []
    for name, layer in module.named_children():
        for p in layer.parameters():
            if p.requires_grad:
                p.requires_grad = False
                changed.append(name)
    return changed


def thaw(module):
    changed = []
    for name, layer in module.named_children():
        for p in layer.parameters():
            if not p.requires_grad:
                p.requires_grad = True
                changed.append(name)
    return changed


# %% wrong names: the list begins anew
def freeze(module):
    for name, p in module.named_parameters():
        changed = []
        if p.requires_grad:
            p.requires_grad = False
            changed.append(name)
    return changed


def thaw(module):
    for name, p in module.named_parameters():
        changed = []
        if not p.requires_grad:
            p.requires_grad = True
            changed.append(name)
    return changed
