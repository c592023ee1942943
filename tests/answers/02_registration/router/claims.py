# %% wrong one-branch: all branches summed
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return sum(branch(x) for branch in self.branches.values())


# %% wrong one-branch: all branches run and stacked, the idle ones get a gradient of zeros
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.names = list(names)
        self.branches = nn.ModuleList([nn.Linear(n_in, n_out) for _ in names])

    def forward(self, x, name):
        outputs = torch.stack([branch(x) for branch in self.branches])
        return outputs[self.names.index(name)]


# %% wrong one-branch: idle branches multiplied by zero, their gradient is zero and not None
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        y = 0.0
        for key, branch in self.branches.items():
            y = y + float(key == name) * branch(x)
        return y


# %% wrong one-branch: all weights in one Parameter, so idle branches get a gradient of zeros
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.index = {name: i for i, name in enumerate(names)}
        self.weight = nn.Parameter(torch.randn(len(names), n_in, n_out) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(len(names), n_out))

    def forward(self, x, name):
        i = self.index[name]
        return x @ self.weight[i] + self.bias[i]


# %% wrong own-branch: always the first branch, the name is ignored
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})
        self.first = names[0]

    def forward(self, x, name):
        return self.branches[self.first](x)


# %% wrong RuntimeError: every branch in turn, chained
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        for branch in self.branches.values():
            x = branch(x)
        return x


# %% wrong registered: the idle branches are frozen in forward
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        for key, branch in self.branches.items():
            branch.requires_grad_(key == name)
        return self.branches[name](x)


# %% wrong parameter-count|KeyError: one branch too few
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict()
        for i in range(1, len(names)):
            self.branches[names[i]] = nn.Linear(n_in, n_out)

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong shape: the branch is returned, not called
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return self.branches[name]


# %% wrong shape: a dict of all outputs is returned
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return {name: self.branches[name](x)}


# %% wrong RuntimeError: in and out swapped
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_out, n_in) for name in names})

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong parameter-count: no bias
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out, bias=False) for name in names})

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong straight: a ReLU after the branch
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return torch.relu(self.branches[name](x))


# %% wrong TypeError: forward takes no name, TypeError
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})
        self.name = names[0]

    def forward(self, x):
        return self.branches[self.name](x)


# %% wrong TypeError: a ModuleList indexed with the name, TypeError
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleList([nn.Linear(n_in, n_out) for _ in names])

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong AttributeError: constructor raises, a ModuleDict has no append
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict()
        for name in names:
            self.branches.append(name, nn.Linear(n_in, n_out))

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong TypeError: constructor raises, a ModuleDict takes no keys and values apart
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict(names, [nn.Linear(n_in, n_out) for _ in names])

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong shape: forward returns nothing
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        y = self.branches[name](x)


# %% wrong shape: forward returns the wrong shape
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return self.branches[name](x).unsqueeze(0)


# %% wrong kind: a function instead of a class
def Router(names, n_in, n_out):
    return {name: nn.Linear(n_in, n_out) for name in names}


# %% wrong kind: a number instead of a class
Router = 4


# %% wrong exists: class under another name
class router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong NotImplementedError: the learner's own NotImplementedError
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        raise NotImplementedError("todo")

    def forward(self, x, name):
        return x
