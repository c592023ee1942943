# %% right: lists of ids
from typing import NamedTuple


class Report(NamedTuple):
    missing: list
    foreign: int
    duplicate: list


def owns(optimizer, model):
    held = [id(p) for group in optimizer.param_groups for p in group["params"]]
    named = list(model.named_parameters())
    own = [id(p) for _, p in named]
    missing = [name for name, p in named if p.requires_grad and id(p) not in held]
    foreign = len([i for i in held if i not in own])
    duplicate = [name for name, p in named if held.count(id(p)) > 1]
    return Report(missing, foreign, duplicate)


# %% right: a Counter, a plain tuple
def owns(optimizer, model):
    from collections import Counter

    times = Counter(id(p) for group in optimizer.param_groups for p in group["params"])
    missing, duplicate, known = [], [], 0
    for name, p in model.named_parameters():
        if p.requires_grad and not times[id(p)]:
            missing.append(name)
        if times[id(p)] > 1:
            duplicate.append(name)
        known += id(p) in times
    return missing, len(times) - known, duplicate


# %% right: plain loops with is
def owns(optimizer, model):
    held = []
    for group in optimizer.param_groups:
        for p in group["params"]:
            held.append(p)
    missing, duplicate, foreign = [], [], 0
    for name, p in model.named_parameters():
        times = 0
        for q in held:
            if q is p:
                times += 1
        if times == 0 and p.requires_grad:
            missing += [name]
        elif times > 1:
            duplicate += [name]
    for q in held:
        if not any(q is p for p in model.parameters()):
            foreign += 1
    return (missing, foreign, duplicate)


# %% right: sets, names as sets too
def owns(optimizer, model):
    groups = [group["params"] for group in optimizer.param_groups]
    held = sum(groups, [])
    named = dict(model.named_parameters())
    free = {name for name, p in named.items() if p.requires_grad}
    ids = set(map(id, held))
    missing = {name for name in free if id(named[name]) not in ids}
    foreign = len(ids - set(map(id, named.values())))
    duplicate = {name for name, p in named.items() if sum(q is p for q in held) >= 2}
    return missing, foreign, duplicate


# %% right: tensors as keys of a dict, which goes by identity
def owns(optimizer, model):
    names = {p: name for name, p in model.named_parameters()}
    seen, foreign, duplicate = set(), 0, []
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p not in names:
                foreign += 1
            elif p in seen:
                duplicate.append(names[p])
            seen.add(p)
    missing = [name for p, name in names.items() if p.requires_grad and p not in seen]
    return missing, foreign, sorted(set(duplicate))


# %% right: by the modules' own tables
def owns(optimizer, model):
    table = {}
    for path, module in model.named_modules():
        for name, p in module._parameters.items():
            if p is not None:
                table.setdefault(id(p), (f"{path}.{name}".lstrip("."), p))
    count = {}
    for group in optimizer.param_groups:
        for p in group["params"]:
            count[id(p)] = count.get(id(p), 0) + 1
    # a shared one is known under its first name
    missing = [name for i, (name, p) in table.items() if i not in count and p.requires_grad]
    return missing, sum(i not in table for i in count), [table[i][0] for i, n in count.items() if n > 1 and i in table]


# %% right: helper functions, itertools
from itertools import chain


def all_held(optimizer):
    return list(chain.from_iterable(g["params"] for g in optimizer.param_groups))


def times(p, held):
    return len([q for q in held if q is p])


def owns(optimizer, model):
    held = all_held(optimizer)
    lacks = lambda item: item[1].requires_grad and times(item[1], held) == 0
    missing = [name for name, _ in filter(lacks, model.named_parameters())]
    twice = [name for name, p in model.named_parameters() if times(p, held) > 1]
    outside = [q for q in held if times(q, list(model.parameters())) == 0]
    return missing, len(outside), twice


# %% right: numpy number, generators
import numpy as np


def owns(optimizer, model):
    held = np.array([id(p) for g in optimizer.param_groups for p in g["params"]])
    own = np.array([id(p) for p in model.parameters()])
    missing = tuple(n for n, p in model.named_parameters() if id(p) not in held and p.requires_grad)
    duplicate = tuple(n for n, p in model.named_parameters() if (held == id(p)).sum() > 1)
    return missing, np.sum(~np.isin(held, own)), duplicate


# %% right: the optimizer's own state_dict tells how many, param_groups which
def owns(optimizer, model):
    held = []
    for group, told in zip(optimizer.param_groups, optimizer.state_dict()["param_groups"]):
        assert len(group["params"]) == len(told["params"])
        held.extend(group["params"])
    ids = [id(p) for p in held]
    names = {id(p): n for n, p in model.named_parameters()}
    missing = [names[id(p)] for p in model.parameters() if p.requires_grad and id(p) not in ids]
    foreign = sum(1 for i in ids if i not in names)
    duplicate = [n for i, n in names.items() if ids.count(i) > 1]
    return missing, foreign, duplicate
