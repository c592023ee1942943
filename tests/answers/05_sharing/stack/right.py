# %% right: list times n, copies in a comprehension
def stack(layer, n, share):
    layers = [layer] * n if share else [copy.deepcopy(layer) for _ in range(n)]
    return nn.Sequential(*layers)


# %% right: the layer itself first, then copies
def stack(layer, n, share):
    layers = [layer]
    for _ in range(n - 1):
        layers.append(layer if share else copy.deepcopy(layer))
    return nn.Sequential(*layers)


# %% right: a class of its own, one layer called n times
class Stack(nn.Module):
    def __init__(self, layers, times):
        super().__init__()
        self.layers, self.times = nn.ModuleList(layers), times

    def forward(self, x):
        for _ in range(self.times):
            for layer in self.layers:
                x = layer(x)
        return x


def stack(layer, n, share):
    if share:
        return Stack([layer], n)
    return Stack([copy.deepcopy(layer) for _ in range(n)], 1)


# %% right: append on a Sequential
def stack(layer, n, share):
    net = nn.Sequential()
    for i in range(n):
        net.append(layer if share else copy.deepcopy(layer))
    return net


# %% right: add_module with names
def stack(layer, n, share):
    net = nn.Sequential()
    for i in range(n):
        net.add_module(f"step{i}", layer if share else copy.deepcopy(layer))
    return net


# %% right: OrderedDict
from collections import OrderedDict


def stack(layer, n, share):
    return nn.Sequential(OrderedDict((f"l{i}", layer if share else copy.deepcopy(layer)) for i in range(n)))


# %% right: recursion
def stack(layer, n, share):
    if n == 1:
        return nn.Sequential(layer)
    return nn.Sequential(layer, stack(layer if share else copy.deepcopy(layer), n - 1, share))


# %% right: itertools
import itertools


def stack(layer, n, share):
    if share:
        return nn.Sequential(*itertools.repeat(layer, n))
    return nn.Sequential(*map(copy.deepcopy, itertools.repeat(layer, n)))


# %% right: copies of copies
def stack(layer, n, share):
    if not share:
        layers = [layer]
        while len(layers) < n:
            layers.append(copy.deepcopy(layers[-1]))
        return nn.Sequential(*layers)
    return nn.Sequential(*([layer] * n))


# %% right: copies through pickle
import pickle


def stack(layer, n, share):
    text = pickle.dumps(layer)
    return nn.Sequential(*[layer if share else pickle.loads(text) for _ in range(n)])


# %% right: a layer alone when n is 1
def stack(layer, n, share):
    if n == 1:
        return layer
    return nn.Sequential(*([layer] * n if share else [copy.deepcopy(layer) for _ in range(n)]))


# %% right: the class checks nothing and stores the layer under two names
class Repeated(nn.Module):
    def __init__(self, layer, n):
        super().__init__()
        self.layer = layer
        self.again = layer
        self.n = n

    def forward(self, x):
        for _ in range(self.n):
            x = self.again(x)
        return x


def stack(layer, n, share):
    if share:
        return Repeated(layer, n)
    return nn.Sequential(*(copy.deepcopy(layer) for _ in range(n)))
