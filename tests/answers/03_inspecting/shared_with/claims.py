# %% wrong tied: every parameter under its first name only
def shared_with(model):
    every = list(model.named_parameters())
    return {n: [o for o, q in every if q is p and o != n] for n, p in every}


# %% wrong tied: names without a partner left out
def shared_with(model):
    every = list(model.named_parameters(remove_duplicate=False))
    table = {n: [o for o, q in every if q is p and o != n] for n, p in every}
    return {n: others for n, others in table.items() if others}


# %% wrong tied: itself among the partners
def shared_with(model):
    every = list(model.named_parameters(remove_duplicate=False))
    return {n: [o for o, q in every if q is p] for n, p in every}


# %% wrong alike: equal numbers
def shared_with(model):
    every = list(model.named_parameters(remove_duplicate=False))
    return {n: [o for o, q in every if o != n and q.shape == p.shape and torch.equal(p, q)] for n, p in every}


# %% wrong alike: one memory
def shared_with(model):
    every = list(model.named_parameters(remove_duplicate=False))
    return {n: [o for o, q in every if o != n and q.data_ptr() == p.data_ptr()] for n, p in every}


# %% wrong alike|tied: equal shapes
def shared_with(model):
    every = list(model.named_parameters(remove_duplicate=False))
    return {n: [o for o, q in every if o != n and q.shape == p.shape] for n, p in every}


# %% wrong tied: tensors of the state_dict
def shared_with(model):
    table = model.state_dict()
    return {n: [o for o in table if o != n and table[o] is table[n]] for n in table}


# %% wrong RuntimeError: == between tensors
def shared_with(model):
    every = list(model.named_parameters(remove_duplicate=False))
    return {n: [o for o, q in every if o != n and q == p] for n, p in every}


# %% wrong frozen: frozen ones left out
def shared_with(model):
    every = [(n, p) for n, p in model.named_parameters(remove_duplicate=False) if p.requires_grad]
    return {n: [o for o, q in every if q is p and o != n] for n, p in every}


# %% wrong names: a list of groups
def shared_with(model):
    groups = {}
    for name, p in model.named_parameters(remove_duplicate=False):
        groups.setdefault(id(p), []).append(name)
    return [g for g in groups.values() if len(g) > 1]


# %% wrong names: ids as keys
def shared_with(model):
    groups = {}
    for name, p in model.named_parameters(remove_duplicate=False):
        groups.setdefault(id(p), []).append(name)
    return groups


# %% wrong names: one other name as text
def shared_with(model):
    every = list(model.named_parameters(remove_duplicate=False))
    return {n: next((o for o, q in every if q is p and o != n), "") for n, p in every}


# %% wrong names: the tensors in the lists
def shared_with(model):
    every = list(model.named_parameters(remove_duplicate=False))
    return {n: [q for o, q in every if q is p and o != n] for n, p in every}


# %% wrong names: prints
def shared_with(model):
    every = list(model.named_parameters(remove_duplicate=False))
    for n, p in every:
        print(n, [o for o, q in every if q is p and o != n])


# %% wrong thrice: one other name is enough
def shared_with(model):
    every = list(model.named_parameters(remove_duplicate=False))
    return {n: [o for o, q in every if q is p and o != n][:1] for n, p in every}


# %% wrong tied: only later names
def shared_with(model):
    first, table = {}, {}
    for name, p in model.named_parameters(remove_duplicate=False):
        table[name] = [first[id(p)]] if id(p) in first else []
        first.setdefault(id(p), name)
    return table


# %% wrong tied: shared layers only
def shared_with(model):
    every = {}
    for path, module in model.named_modules(remove_duplicate=False):
        for name, p in module._parameters.items():
            if p is not None:
                every[f"{path}.{name}" if path else name] = (module, name)
    return {n: [o for o in every if o != n and every[o] == every[n]] for n in every}


# %% wrong tied: the collection keeps its first name alone
def shared_with(model):
    names = {}
    every = list(model.named_parameters(remove_duplicate=False))
    for n, p in every:
        names.setdefault(id(p), [n])
    return {n: [o for o in names[id(p)] if o != n] for n, p in every}


# %% wrong tied: remove() empties a list that names share
def shared_with(model):
    names = {}
    every = list(model.named_parameters(remove_duplicate=False))
    for n, p in every:
        names.setdefault(id(p), []).append(n)
    out = {}
    for n, p in every:
        others = names[id(p)]
        others.remove(n)
        out[n] = others
    return out


# %% wrong tied: only the first name has an entry
def shared_with(model):
    names = {}
    for n, p in model.named_parameters(remove_duplicate=False):
        names.setdefault(id(p), []).append(n)
    return {g[0]: g[1:] for g in names.values()}


# %% wrong tied: only the first name of shared ones has an entry
def shared_with(model):
    names = {}
    for n, p in model.named_parameters(remove_duplicate=False):
        names.setdefault(id(p), []).append(n)
    return {g[0]: g[1:] for g in names.values() if len(g)>1}


# %% wrong AttributeError: append() gives nothing back
def shared_with(model):
    names = {}
    every = list(model.named_parameters(remove_duplicate=False))
    for n, p in every:
        names[id(p)] = names.get(id(p), []).append(n)
    return {n: [o for o in names[id(p)] if o != n] for n, p in every}


# %% wrong tied: each name overwrites the one before
def shared_with(model):
    names = {}
    every = list(model.named_parameters(remove_duplicate=False))
    for n, p in every:
        names[id(p)] = [n]
    return {n: [o for o in names[id(p)] if o != n] for n, p in every}


# %% wrong names: pairs taken for names
def shared_with(model):
    out = {}
    for n in model.named_parameters(remove_duplicate=False):
        out[n] = [o for o in model.named_parameters() if o is n]
    return out


# %% wrong tied: tensors of the state_dict, side by side
def shared_with(model):
    return {n: [o for o, q in model.state_dict().items() if q is p and o != n] for n, p in model.state_dict().items()}


# %% wrong tied: id(name)
def shared_with(model) -> dict[str, list[str]]:
    groups = {}
    for name, p in model.named_parameters(remove_duplicate=False):
        groups.setdefault(id(name), []).append(name)
    return {n: [m for m in names if m != n] for names in groups.values() for n in names}


# %% wrong thrice: the last partner only
def shared_with(model) -> dict[str, list[str]]:
    pairs = list(model.named_parameters(remove_duplicate=False))
    result = {n: [] for n, _ in pairs}
    for n, p in pairs:
        for m, q in pairs:
            if p is q and n != m:
                result[n] = [m]
    return result


# %% wrong tied: the last part of a name decides
def shared_with(model) -> dict[str, list[str]]:
    groups = {}
    for name, p in model.named_parameters(remove_duplicate=False):
        groups.setdefault(name.split(".")[-1], []).append(name)
    return {n: [m for m in names if m != n] for names in groups.values() for n in names}


# %% wrong tied: the whole group, for first names
def shared_with(model) -> dict[str, list[str]]:
    groups = {}
    for name, p in model.named_parameters(remove_duplicate=False):
        groups.setdefault(id(p), []).append(name)
    return {n: groups[id(p)] for n, p in model.named_parameters()}


# %% wrong alike: from state_dict(keep_vars=True), with buffers
def shared_with(model) -> dict[str, list[str]]:
    groups = {}
    for name, p in model.state_dict(keep_vars=True).items():
        groups.setdefault(id(p), []).append(name)
    return {n: [m for m in names if m != n] for names in groups.values() for n in names}


# %% wrong untouched: train() is called
def shared_with(model):
    model.train()
    every = list(model.named_parameters(remove_duplicate=False))
    return {name: [other for other, q in every if q is p and other != name] for name, p in every}
