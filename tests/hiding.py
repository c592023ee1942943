"""Nine places in which a layer works and PyTorch does not see it, each a small model that takes (batch, 4)."""

import torch
from torch import nn


class InList(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(4, 2)
        self.inner = [nn.Linear(4, 4)]

    def forward(self, x):
        return self.last(torch.tanh(self.inner[0](x)))


class InTuple(InList):
    def __init__(self):
        super().__init__()
        self.inner = (nn.Linear(4, 4),)


class InDict(InList):
    def __init__(self):
        super().__init__()
        self.inner = {0: nn.Linear(4, 4)}


class InSet(InList):
    def __init__(self):
        super().__init__()
        self.inner = {nn.Linear(4, 4)}

    def forward(self, x):
        (inner,) = self.inner
        return self.last(torch.tanh(inner(x)))


def in_class():
    class InClass(nn.Module):
        inner = nn.Linear(4, 4)

        def __init__(self):
            super().__init__()
            self.last = nn.Linear(4, 2)

        def forward(self, x):
            return self.last(torch.tanh(self.inner(x)))

    return InClass()


class Helper:
    def __init__(self):
        self.inner = nn.Linear(4, 4)


class InHelper(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(4, 2)
        self.helper = Helper()

    def forward(self, x):
        return self.last(torch.tanh(self.helper.inner(x)))


def in_closure():
    inner = nn.Linear(4, 4)

    class InClosure(nn.Module):
        def __init__(self):
            super().__init__()
            self.last = nn.Linear(4, 2)

        def forward(self, x):
            return self.last(torch.tanh(inner(x)))

    return InClosure()


INNER = nn.Linear(4, 4)


class InGlobal(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(4, 2)

    def forward(self, x):
        return self.last(torch.tanh(INNER(x)))


class InForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(4, 2)

    def forward(self, x):
        inner = nn.Linear(4, 4)
        return self.last(torch.tanh(inner(x)))


# Where the layer is -> (how the model is made, the code of the mistake)
PLACES = {
    "list": (InList, "R04"),
    "tuple": (InTuple, "R04"),
    "set": (InSet, "R04"),
    "dict": (InDict, "R05"),
    "class attribute": (in_class, "R16"),
    "helper object": (InHelper, "R21"),
    "closure": (in_closure, "R12"),
    "module global": (InGlobal, "R12"),
    "local of forward": (InForward, "R01"),
}
HIDDEN = 4 * 4 + 4  # numbers of the layer that PyTorch does not see
