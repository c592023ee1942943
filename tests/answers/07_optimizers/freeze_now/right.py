# %% right: flag, None, pop
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.requires_grad_(False)
        p.grad = None
        optimizer.state.pop(p, None)


# %% right: by methods of the module
def freeze_now(module, optimizer):
    module.requires_grad_(False)
    module.zero_grad()
    for p in module.parameters():
        if p in optimizer.state:
            del optimizer.state[p]


# %% right: it leaves the optimizer's groups too
def freeze_now(module, optimizer):
    own = {id(p) for p in module.parameters()}
    for group in optimizer.param_groups:
        group["params"] = [p for p in group["params"] if id(p) not in own]
    for p in module.parameters():
        p.requires_grad = False
        p.grad = None
        optimizer.state.pop(p, None)


# %% right: an empty dict for a memory
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.requires_grad = False
        p.grad = None
        optimizer.state[p] = {}


# %% right: the state built anew without them
def freeze_now(module, optimizer):
    from collections import defaultdict

    own = list(module.parameters())
    kept = {p: s for p, s in optimizer.state.items() if not any(p is q for q in own)}
    optimizer.state = defaultdict(dict, kept)
    for p in own:
        p.grad = None
        p.requires_grad_(False)


# %% right: by the groups of the optimizer
def freeze_now(module, optimizer):
    ids = set(map(id, module.parameters()))
    for group in optimizer.param_groups:
        for p in group["params"]:
            if id(p) in ids:
                p.requires_grad, p.grad = False, None
                optimizer.state.pop(p, None)


# %% right: layer by layer, returning the module
def freeze_now(module, optimizer):
    for layer in module.modules():
        for p in layer.parameters(recurse=False):
            p.requires_grad_(False)
            del p.grad
            optimizer.state.get(p, {}).clear()
    return module


# %% right: detach_ on the leaf
def freeze_now(module, optimizer):
    for name, p in module.named_parameters():
        p.detach_()
        p.requires_grad_(False)
        p.grad = None
        if optimizer.state.get(p):
            optimizer.state[p].clear()


# %% right: the state of each is an empty dict
def freeze_now(module, optimizer):
    for p in module.parameters():
        p.requires_grad = False
        p.grad = None
        optimizer.state[p] = {}


# %% right: eval() too
def freeze_now(module, optimizer):
    module.eval()
    for p in module.parameters():
        p.requires_grad = False
        p.grad = None
        optimizer.state.pop(p, None)


# %% right: out of the groups as well
def freeze_now(module, optimizer):
    gone = {id(p) for p in module.parameters()}
    for group in optimizer.param_groups:
        group["params"] = [p for p in group["params"] if id(p) not in gone]
    for p in module.parameters():
        p.requires_grad_(False).grad = None
        optimizer.state.pop(p, None)


# %% right: a new defaultdict for the others
from collections import defaultdict


def freeze_now(module, optimizer):
    module.requires_grad_(False)
    module.zero_grad()
    frozen = list(module.parameters())
    left = {p: s for p, s in optimizer.state.items() if not any(p is q for q in frozen)}
    optimizer.state = defaultdict(dict, left)
