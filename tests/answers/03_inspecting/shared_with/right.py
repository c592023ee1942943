# %% right: collections by id
def shared_with(model):
    names = {}
    every = list(model.named_parameters(remove_duplicate=False))
    for name, p in every:
        names.setdefault(id(p), []).append(name)
    return {name: [other for other in names[id(p)] if other != name] for name, p in every}


# %% right: two loops with is
def shared_with(model):
    every = list(model.named_parameters(remove_duplicate=False))
    result = {}
    for name, p in every:
        result[name] = [other for other, q in every if q is p and other != name]
    return result


# %% right: parameters as keys, sets as values
def shared_with(model):
    groups = {}
    for name, p in model.named_parameters(remove_duplicate=False):
        groups.setdefault(p, set()).add(name)
    return {name: group - {name} for group in groups.values() for name in group}


# %% right: defaultdict
from collections import defaultdict


def shared_with(model):
    groups = defaultdict(list)
    for name, p in model.named_parameters(remove_duplicate=False):
        groups[id(p)].append(name)
    table = {}
    for names in groups.values():
        for n in names:
            table[n] = tuple(o for o in names if o != n)
    return table


# %% right: own walk through all modules
def shared_with(model):
    every = {}
    for path, module in model.named_modules(remove_duplicate=False):
        for name, p in module._parameters.items():
            if p is not None:
                every[f"{path}.{name}" if path else name] = p
    return {a: sorted(b for b in every if b != a and every[b] is every[a]) for a in every}


# %% right: from the state_dict that keeps its parameters
def shared_with(model):
    buffers = {id(b) for b in model.buffers()}
    table = {k: v for k, v in model.state_dict(keep_vars=True).items() if id(v) not in buffers}
    return {k: [o for o in table if o != k and table[o] is v] for k, v in table.items()}


# %% right: copy of the group, itself removed
def shared_with(model):
    every = dict(model.named_parameters(remove_duplicate=False))
    out = {}
    for name in every:
        same = [o for o in every if id(every[o]) == id(every[name])]
        same.remove(name)
        out[name] = same
    return out


# %% right: first names first, then the others
def shared_with(model):
    first = {id(p): n for n, p in model.named_parameters()}
    groups = {n: [] for n in first.values()}
    for n, p in model.named_parameters(remove_duplicate=False):
        groups[first[id(p)]].append(n)
    return {n: [x for x in g if x is not n] for g in groups.values() for n in g}
