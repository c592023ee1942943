# %% wrong RuntimeError: `in` compares numbers
def owns(optimizer, model):
    held = [p for g in optimizer.param_groups for p in g["params"]]
    missing = [n for n, p in model.named_parameters() if p not in held]
    return missing, 0, []


# %% wrong equal: torch.equal for is
def owns(optimizer, model):
    held = [p for g in optimizer.param_groups for p in g["params"]]
    named = list(model.named_parameters())
    same = lambda p, q: p.shape == q.shape and torch.equal(p, q)
    missing = [n for n, p in named if p.requires_grad and not any(same(p, q) for q in held)]
    foreign = sum(not any(same(p, q) for _, p in named) for q in held)
    return missing, foreign, [n for n, p in named if sum(same(p, q) for q in held) > 1]


# %% wrong memory: data_ptr for is
def owns(optimizer, model):
    held = [p.data_ptr() for g in optimizer.param_groups for p in g["params"]]
    named = list(model.named_parameters())
    missing = [n for n, p in named if p.requires_grad and p.data_ptr() not in held]
    foreign = len(set(held) - {p.data_ptr() for _, p in named})
    return missing, foreign, [n for n, p in named if held.count(p.data_ptr()) > 1]


# %% wrong groups: the first group alone
def owns(optimizer, model):
    held = [id(p) for p in optimizer.param_groups[0]["params"]]
    named = list(model.named_parameters())
    own = [id(p) for _, p in named]
    missing = [n for n, p in named if p.requires_grad and id(p) not in held]
    return missing, len([i for i in held if i not in own]), [n for n, p in named if held.count(id(p)) > 1]


# %% wrong frozen: frozen ones missed
def owns(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    named = list(model.named_parameters())
    own = [id(p) for _, p in named]
    missing = [n for n, p in named if id(p) not in held]
    return missing, len([i for i in held if i not in own]), [n for n, p in named if held.count(id(p)) > 1]


# %% wrong frozen: a frozen one is foreign
def owns(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    own = [id(p) for _, p in named]
    missing = [n for n, p in named if id(p) not in held]
    return missing, len([i for i in held if i not in own]), [n for n, p in named if held.count(id(p)) > 1]


# %% wrong tied: each name counts
def owns(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    named = list(model.named_parameters(remove_duplicate=False))
    own = [id(p) for _, p in named]
    missing = [n for n, p in named if p.requires_grad and id(p) not in held]
    return missing, len([i for i in held if i not in own]), [n for n, p in named if held.count(id(p)) > 1]


# %% wrong tied: duplicates told by a set of names in state_dict
def owns(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    named = list(model.named_parameters())
    missing = [n for n, p in named if p.requires_grad and id(p) not in held]
    foreign = len([i for i in held if i not in [id(p) for _, p in named]])
    sizes = list(model.state_dict())
    return missing, foreign, sizes[: len(sizes) - len(named)] + [n for n, p in named if held.count(id(p)) > 1]


# %% wrong head: a difference of lengths
def owns(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    named = list(model.named_parameters())
    missing = [n for n, p in named if p.requires_grad and id(p) not in held]
    return missing, max(len(held) - len(named), 0), [n for n, p in named if held.count(id(p)) > 1]


# %% wrong tied: no duplicate is found
def owns(optimizer, model):
    held = {id(p) for g in optimizer.param_groups for p in g["params"]}
    named = list(model.named_parameters())
    own = {id(p) for _, p in named}
    return [n for n, p in named if p.requires_grad and id(p) not in held], len(held - own), []


# %% wrong head: foreign counts everything
def owns(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    named = list(model.named_parameters())
    missing = [n for n, p in named if p.requires_grad and id(p) not in held]
    return missing, len(held), [n for n, p in named if held.count(id(p)) > 1]


# %% wrong report: nothing returned
def owns(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    print([n for n, p in model.named_parameters() if id(p) not in held])


# %% wrong report: parameters in place of names
def owns(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    return [p for p in model.parameters() if id(p) not in held], 0, []


# %% wrong report: foreign as a list
def owns(optimizer, model):
    held = [p for g in optimizer.param_groups for p in g["params"]]
    own = [id(p) for p in model.parameters()]
    missing = [n for n, p in model.named_parameters() if p.requires_grad and not any(p is q for q in held)]
    return missing, [q for q in held if id(q) not in own], []


# %% wrong AttributeError: the optimizer has parameters, it is thought
def owns(optimizer, model):
    held = {id(p) for p in optimizer.parameters()}
    return [n for n, p in model.named_parameters() if id(p) not in held], 0, []


# %% wrong TypeError: param_groups taken for a dict
def owns(optimizer, model):
    held = {id(p) for p in optimizer.param_groups["params"]}
    return [n for n, p in model.named_parameters() if id(p) not in held], 0, []


# %% wrong head: shapes compared
def owns(optimizer, model):
    held = [p.shape for g in optimizer.param_groups for p in g["params"]]
    named = list(model.named_parameters())
    missing = [n for n, p in named if p.requires_grad and p.shape not in held]
    foreign = len([s for s in held if s not in [p.shape for _, p in named]])
    return missing, foreign, [n for n, p in named if sum(s == p.shape for s in held) > 1]


# %% wrong frozen: a frozen one held twice is not reported
from typing import NamedTuple


class Report(NamedTuple):
    missing: list
    foreign: int
    duplicate: list


def owns(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    own = [id(p) for p in model.parameters()]
    missing, duplicate = [], []
    for n, p in model.named_parameters():
        if p.requires_grad:
            if id(p) not in held:
                missing.append(n)
            elif held.count(id(p)) > 1:
                duplicate.append(n)
    return Report(missing, sum(i not in own for i in held), duplicate)


# %% wrong head: held once is a duplicate
from typing import NamedTuple


class Report(NamedTuple):
    missing: list
    foreign: int
    duplicate: list


def owns(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    own = [id(p) for p in model.parameters()]
    missing = [n for n, p in model.named_parameters() if p.requires_grad and id(p) not in held]
    duplicate = [n for n, p in model.named_parameters() if held.count(id(p)) >= 1]
    return Report(missing, sum(i not in own for i in held), duplicate)
