# %% wrong answer: equal values taken for a tie
def retie(model):
    if torch.equal(model.out.weight, model.emb.weight):
        return False
    model.out.weight = model.emb.weight
    return True


# %% wrong answer: one memory taken for a tie
def retie(model):
    if model.out.weight.data_ptr() == model.emb.weight.data_ptr():
        return False
    model.out.weight = model.emb.weight
    return True


# %% wrong answer: allclose
def retie(model):
    broken = not torch.allclose(model.out.weight, model.emb.weight)
    if broken:
        model.out.weight = model.emb.weight
    return broken


# %% wrong mended: copied back
def retie(model):
    broken = model.out.weight is not model.emb.weight
    with torch.no_grad():
        model.out.weight.copy_(model.emb.weight)
    return broken


# %% wrong mended: tied by .data
def retie(model):
    broken = model.out.weight is not model.emb.weight
    model.out.weight.data = model.emb.weight.data
    return broken


# %% wrong mended: the wrong side wins
def retie(model):
    broken = model.out.weight is not model.emb.weight
    model.emb.weight = model.out.weight
    return broken


# %% wrong mended: a new Parameter around it
def retie(model):
    if model.out.weight is model.emb.weight:
        return False
    model.out.weight = nn.Parameter(model.emb.weight)
    return True


# %% wrong mended: a new Parameter for both
def retie(model):
    broken = model.out.weight is not model.emb.weight
    if broken:
        model.emb.weight = nn.Parameter(model.emb.weight.detach().clone())
        model.out.weight = model.emb.weight
    return broken


# %% wrong left-alone: a new Parameter for both, always
def retie(model):
    broken = model.out.weight is not model.emb.weight
    if broken:
        model.out.weight = model.emb.weight
        return True
    model.emb.weight = nn.Parameter(model.emb.weight.detach().clone())
    model.out.weight = model.emb.weight
    return False


# %% wrong answer: asked after mending
def retie(model):
    model.out.weight = model.emb.weight
    return model.out.weight is not model.emb.weight


# %% wrong answer: always True
def retie(model):
    model.out.weight = model.emb.weight
    return True


# %% wrong answer: the answer the wrong way round
def retie(model):
    tied = model.out.weight is model.emb.weight
    model.out.weight = model.emb.weight
    return tied


# %% wrong answer: nothing returned
def retie(model):
    model.out.weight = model.emb.weight


# %% wrong answer: the model returned
def retie(model):
    model.out.weight = model.emb.weight
    return model


# %% wrong RuntimeError: == between Parameters
def retie(model):
    if model.out.weight == model.emb.weight:
        return False
    model.out.weight = model.emb.weight
    return True


# %% wrong mended: only told, not mended
def retie(model):
    return model.out.weight is not model.emb.weight


# %% wrong mended: the layers compared and exchanged
def retie(model):
    broken = model.out.weight is not model.emb.weight
    weight = model.emb.weight
    weight = model.out.weight
    return broken


# %% wrong TypeError: a plain tensor assigned
def retie(model):
    broken = model.out.weight is not model.emb.weight
    model.out.weight = model.emb.weight.detach()
    return broken


# %% wrong answer: the layers themselves compared
def retie(model):
    broken = model.out is not model.emb
    model.out.weight = model.emb.weight
    return broken


# %% wrong layers: the embedding as out
def retie(model):
    broken = model.out.weight is not model.emb.weight
    if broken:
        model.out = model.emb
    return broken


# %% wrong layers: the embedding as out, always
def retie(model):
    broken = model.out.weight is not model.emb.weight
    model.out = model.emb
    return broken


# %% wrong layers: a new Linear of fixed sizes
def retie(model):
    broken = model.out.weight is not model.emb.weight
    model.out = nn.Linear(5, 12, bias=False)
    model.out.weight = model.emb.weight
    return broken


# %% wrong layers: a new Linear, wherever it is broken
def retie(model):
    if model.out.weight is model.emb.weight:
        return False
    model.out = nn.Linear(1, 1)
    model.out.weight = model.emb.weight
    return True


# %% wrong layers: a new embedding around the weight
def retie(model):
    broken = model.out.weight is not model.emb.weight
    model.emb = nn.Embedding(*model.emb.weight.shape, _weight=model.emb.weight)
    model.out.weight = model.emb.weight
    return broken


# %% wrong rest: the bias thrown away
def retie(model):
    broken = model.out.weight is not model.emb.weight
    model.out.weight = model.emb.weight
    model.out.bias = None
    return broken


# %% wrong rest: frozen on the way
def retie(model):
    broken = model.out.weight is not model.emb.weight
    model.out.weight = model.emb.weight.requires_grad_(False)
    return broken


# %% wrong answer: inverted, mended only where it is broken
def retie(model):
    if model.out.weight is model.emb.weight:
        return True
    model.out.weight = model.emb.weight
    return False


# %% wrong answer: .data compared by is
def retie(model):
    broken = model.out.weight.data is not model.emb.weight.data
    if broken:
        model.out.weight = model.emb.weight
    return broken


# %% wrong answer: mended, and always False
def retie(model) -> bool:
    if model.out.weight is not model.emb.weight:
        model.out.weight = model.emb.weight
    return False


# %% wrong mended: mended for unequal values only
def retie(model) -> bool:
    broken = model.out.weight is not model.emb.weight
    if not torch.equal(model.out.weight, model.emb.weight):
        model.out.weight = model.emb.weight
    return broken


# %% wrong mended: mended for another memory only
def retie(model):
    if model.out.weight.data_ptr() != model.emb.weight.data_ptr():
        model.out.weight = model.emb.weight
        return True
    return model.out.weight is not model.emb.weight


# %% wrong RuntimeError: != between Parameters
def retie(model) -> bool:
    if model.out.weight != model.emb.weight:
        model.out.weight = model.emb.weight
        return True
    return False
