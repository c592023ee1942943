# %% right: ask, then assign
def retie(model):
    broken = model.out.weight is not model.emb.weight
    model.out.weight = model.emb.weight
    return broken


# %% right: if
def retie(model):
    if model.out.weight is model.emb.weight:
        return False
    model.out.weight = model.emb.weight
    return True


# %% right: id
def retie(model):
    a, b = model.emb, model.out
    if id(a.weight) == id(b.weight):
        return False
    b.weight = a.weight
    return True


# %% right: by the count of names
def retie(model):
    tied = len(list(model.emb.parameters())) + len(list(model.out.parameters())) - len(list(model.parameters()))
    if tied == 1:
        return False
    setattr(model.out, 'weight', model.emb.weight)
    return True


# %% right: register_parameter
def retie(model):
    if model.emb.weight is not model.out.weight:
        model.out.register_parameter('weight', model.emb.weight)
        return True
    return False


# %% right: the table of parameters
def retie(model):
    emb, out = model.emb._parameters, model.out._parameters
    broken = emb['weight'] is not out['weight']
    out['weight'] = emb['weight']
    return broken


# %% right: a set of ids
def retie(model):
    broken = len({id(model.emb.weight), id(model.out.weight)}) == 2
    if broken:
        model.out.weight = model.emb.weight
    return bool(broken)


# %% right: 1 and 0
def retie(model):
    if model.emb.weight is model.out.weight:
        return 0
    model.out.weight = model.emb.weight
    return 1


# %% right: del first
def retie(model):
    weight = model.emb.weight
    if model.out.weight is weight:
        return False
    del model.out.weight
    model.out.weight = weight
    return True


# %% right: named_parameters with duplicates
def retie(model):
    names = dict(model.named_parameters(remove_duplicate=False))
    broken = names['emb.weight'] is not names['out.weight']
    if broken:
        model.out.weight = names['emb.weight']
    return broken


# %% right: numpy's bool
import numpy as np


def retie(model):
    broken = np.bool_(model.out.weight is not model.emb.weight)
    model.out.weight = model.emb.weight
    return broken
