# %% wrong count: always shared
def stack(layer, n, share):
    return nn.Sequential(*[layer] * n)


# %% wrong count: always copies
def stack(layer, n, share):
    return nn.Sequential(*[copy.deepcopy(layer) for _ in range(n)])


# %% wrong count: the two cases the wrong way round
def stack(layer, n, share):
    if not share:
        return nn.Sequential(*[layer] * n)
    return nn.Sequential(*[copy.deepcopy(layer) for _ in range(n)])


# %% wrong module: a list
def stack(layer, n, share):
    if share:
        return [layer] * n
    return [copy.deepcopy(layer) for _ in range(n)]


# %% wrong module: nothing returned
def stack(layer, n, share):
    layers = [layer] * n if share else [copy.deepcopy(layer) for _ in range(n)]
    nn.Sequential(*layers)


# %% wrong callable: a ModuleList
def stack(layer, n, share):
    return nn.ModuleList([layer] * n if share else [copy.deepcopy(layer) for _ in range(n)])


# %% wrong identity: one copy, shared
def stack(layer, n, share):
    if share:
        return nn.Sequential(*[copy.deepcopy(layer)] * n)
    return nn.Sequential(*[copy.deepcopy(layer) for _ in range(n)])


# %% wrong count: copies made by one call of deepcopy on the list
def stack(layer, n, share):
    layers = [layer] * n
    if not share:
        layers = copy.deepcopy(layers)
    return nn.Sequential(*layers)


# %% wrong count: shallow copies
def stack(layer, n, share):
    return nn.Sequential(*[layer if share else copy.copy(layer) for _ in range(n)])


# %% wrong start: new layers instead of copies
def stack(layer, n, share):
    if share:
        return nn.Sequential(*[layer] * n)
    new = [copy.deepcopy(layer) for _ in range(n)]
    for one in new:
        for p in one.parameters():
            nn.init.normal_(p)
    return nn.Sequential(*new)


# %% wrong start: one layer too many, shared
def stack(layer, n, share):
    layers = [layer]
    for _ in range(n):
        layers.append(layer if share else copy.deepcopy(layer))
    return nn.Sequential(*layers)


# %% wrong start: one too few, shared
def stack(layer, n, share):
    layers = [layer] * (n - 1) if share else [copy.deepcopy(layer) for _ in range(n)]
    return nn.Sequential(*layers)


# %% wrong count: a class with a Python list
class Stack(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def stack(layer, n, share):
    return Stack([layer] * n if share else [copy.deepcopy(layer) for _ in range(n)])


# %% wrong TypeError: the list is not taken apart
def stack(layer, n, share):
    return nn.Sequential([layer] * n if share else [copy.deepcopy(layer) for _ in range(n)])


# %% wrong TypeError: a layer times n
def stack(layer, n, share):
    if share:
        return nn.Sequential(*layer * n)
    return nn.Sequential(*[copy.deepcopy(layer) for _ in range(n)])


# %% wrong AttributeError: layer.copy()
def stack(layer, n, share):
    if share:
        return nn.Sequential(*[layer] * n)
    return nn.Sequential(*[layer.copy() for _ in range(n)])


# %% wrong after-a-step: copies whose .data is shared
def stack(layer, n, share):
    if share:
        return nn.Sequential(*[layer] * n)
    layers = [copy.deepcopy(layer) for _ in range(n)]
    for one in layers[1:]:
        for p, q in zip(one.parameters(), layers[0].parameters()):
            p.data = q.data
    return nn.Sequential(*layers)


# %% wrong count: the original and n copies
def stack(layer, n, share):
    if share:
        return nn.Sequential(*[layer] * n)
    return nn.Sequential(layer, *[copy.deepcopy(layer) for _ in range(n)])


# %% wrong after-a-step: copies without gradients
def stack(layer, n, share):
    if share:
        return nn.Sequential(*[layer] * n)
    layers = [layer]
    for _ in range(n - 1):
        layers.append(copy.deepcopy(layer).requires_grad_(False))
    return nn.Sequential(*layers)


# %% wrong exists: the cell does not run
def stack(layer, n, share)
    return nn.Sequential(*[layer] * n)


# %% wrong count: one deepcopy of a list that repeats the layer
def stack(layer, n, share):
    layers = [layer] * n
    return nn.Sequential(*(layers if share else copy.deepcopy(layers)))


# %% wrong count: one deepcopy of the finished stack
def stack(layer, n, share):
    made = nn.Sequential(*[layer] * n)
    return made if share else copy.deepcopy(made)


# %% wrong count: one copy, repeated
def stack(layer, n, share):
    return nn.Sequential(*([layer] * n if share else [copy.deepcopy(layer)] * n))


# %% wrong RuntimeError: new layers of 4 by 4
def stack(layer, n, share):
    return nn.Sequential(*([layer] * n if share else [nn.Linear(4, 4) for _ in range(n)]))


# %% wrong RuntimeError: a layer of 4 by 4 for both
def stack(layer, n, share):
    layer = nn.Linear(4, 4)
    return nn.Sequential(*([layer] * n if share else [copy.deepcopy(layer) for _ in range(n)]))


# %% wrong count: the layer, and one copy for all other places
def stack(layer, n, share):
    if share:
        return nn.Sequential(*[layer] * n)
    return nn.Sequential(layer, *[copy.deepcopy(layer)] * (n - 1))


# %% wrong TypeError: a new layer by its type
def stack(layer, n, share):
    if share:
        return nn.Sequential(*[layer] * n)
    return nn.Sequential(*[type(layer)() for _ in range(n)])


# %% wrong module: nothing returned for copies
def stack(layer, n, share):
    if share:
        return nn.Sequential(*[layer] * n)


# %% wrong module: nothing returned for sharing
def stack(layer, n, share):
    if share:
        nn.Sequential(*[layer] * n)
    else:
        return nn.Sequential(*[copy.deepcopy(layer) for _ in range(n)])
