# %% wrong R05: plain dict instead of ModuleDict
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = {name: nn.Linear(n_in, n_out) for name in names}

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong R05: dict filled in a loop, by way of dict(zip(...))
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        layers = []
        for _ in names:
            layers.append(nn.Linear(n_in, n_out))
        self.table = dict(zip(names, layers))

    def forward(self, x, name):
        layer = self.table[name]
        return layer(x)


# %% wrong R04: list instead of ModuleList
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.names = list(names)
        self.layers = [nn.Linear(n_in, n_out) for _ in self.names]

    def forward(self, x, name):
        return self.layers[self.names.index(name)](x)


# %% wrong R06: own Parameters in plain lists
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.names = list(names)
        self.weights = [nn.Parameter(torch.randn(n_out, n_in) * 0.1) for _ in names]
        self.biases = [nn.Parameter(torch.zeros(n_out)) for _ in names]

    def forward(self, x, name):
        i = self.names.index(name)
        return F.linear(x, self.weights[i], self.biases[i])


# %% wrong R06: own Parameters in plain dicts
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.weight = {name: nn.Parameter(torch.randn(n_in, n_out) * 0.1) for name in names}
        self.bias = {name: nn.Parameter(torch.zeros(n_out)) for name in names}

    def forward(self, x, name):
        return x @ self.weight[name] + self.bias[name]


# %% wrong R01: nn.Linear made in forward
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.names = names
        self.n_in = n_in
        self.n_out = n_out

    def forward(self, x, name):
        branch = nn.Linear(self.n_in, self.n_out)
        return branch(x)


# %% wrong R02: the branch is assigned anew at every call
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.names, self.n_in, self.n_out = names, n_in, n_out
        self.branches = nn.ModuleDict()

    def forward(self, x, name):
        self.branches[name] = nn.Linear(self.n_in, self.n_out)
        return self.branches[name](x)


# %% wrong R03: a branch is made when its name is first used
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.n_in, self.n_out = n_in, n_out
        self.branches = nn.ModuleDict()

    def forward(self, x, name):
        if name not in self.branches:
            self.branches[name] = nn.Linear(self.n_in, self.n_out)
        return self.branches[name](x)


# %% wrong R07: requires_grad=True instead of nn.Parameter
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        for name in names:
            setattr(self, "weight_" + name, torch.randn(n_out, n_in, requires_grad=True))
            setattr(self, "bias_" + name, torch.zeros(n_out, requires_grad=True))

    def forward(self, x, name):
        return F.linear(x, getattr(self, "weight_" + name), getattr(self, "bias_" + name))


# %% wrong R08: the weights are ordinary tensors
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.bias = nn.ParameterDict({name: nn.Parameter(torch.zeros(n_out)) for name in names})
        for name in names:
            setattr(self, f"weight_{name}", torch.randn(n_in, n_out) / math.sqrt(n_in))

    def forward(self, x, name):
        return x @ getattr(self, f"weight_{name}") + self.bias[name]


# %% wrong R09: Parameter transposed after it was made
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        for name in names:
            setattr(self, f"weight_{name}", nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in)).t())
            setattr(self, f"bias_{name}", nn.Parameter(torch.zeros(n_out)))

    def forward(self, x, name):
        return x @ getattr(self, f"weight_{name}") + getattr(self, f"bias_{name}")


# %% wrong R10: the weights are buffers
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.bias = nn.ParameterDict({name: nn.Parameter(torch.zeros(n_out)) for name in names})
        for name in names:
            self.register_buffer(f"weight_{name}", torch.randn(n_out, n_in) * 0.1)

    def forward(self, x, name):
        return F.linear(x, getattr(self, f"weight_{name}"), self.bias[name])


# %% wrong R11: weights registered with requires_grad=False
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.w = nn.ParameterDict()
        self.b = nn.ParameterDict()
        for name in names:
            self.w[name] = nn.Parameter(torch.randn(n_out, n_in) * 0.1, requires_grad=False)
            self.b[name] = nn.Parameter(torch.zeros(n_out))

    def forward(self, x, name):
        return F.linear(x, self.w[name], self.b[name])


# %% wrong R12: branches kept in a global ModuleDict
branches = nn.ModuleDict()


class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        for name in names:
            branches[name] = nn.Linear(n_in, n_out)

    def forward(self, x, name):
        return branches[name](x)


# %% wrong R13: super().__init__() forgotten
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong R14: super().__init__() forgotten, only a plain dict assigned
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        self.branches = {}
        for name in names:
            self.branches[name] = nn.Linear(n_in, n_out)

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong R15: super().__init__() a second time after the branches
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        nn.Module.__init__(self)
        self.branches = nn.ModuleDict()
        for name in names:
            self.branches[name] = nn.Linear(n_in, n_out)
        nn.Module.__init__(self)

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong R16: the ModuleDict is a class attribute
class Router(nn.Module):
    branches = nn.ModuleDict()

    def __init__(self, names, n_in, n_out):
        super().__init__()
        for name in names:
            self.branches[name] = nn.Linear(n_in, n_out)

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong R17: the weight is drawn inside forward
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.shape = (n_out, n_in)
        self.bias = nn.ParameterDict({name: nn.Parameter(torch.zeros(n_out)) for name in names})

    def forward(self, x, name):
        return F.linear(x, torch.randn(self.shape), self.bias[name])


# %% wrong R18: nn.Parameter made inside forward
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.names = names
        self.n_in = n_in
        self.n_out = n_out

    def forward(self, x, name):
        weight = nn.Parameter(torch.randn(self.n_in, self.n_out))
        bias = nn.Parameter(torch.zeros(self.n_out))
        return x @ weight + bias


# %% wrong R19: one more layer, registered and never used
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.default = nn.Linear(n_in, n_out)
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong R20: one layer under all names
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        layer = nn.Linear(n_in, n_out)
        self.branches = nn.ModuleDict({name: layer for name in names})

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong R20: dict.fromkeys gives every name the same layer
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict(dict.fromkeys(names, nn.Linear(n_in, n_out)))

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong R20: [layer] * n
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.names = list(names)
        self.layers = nn.ModuleList([nn.Linear(n_in, n_out)] * len(self.names))

    def forward(self, x, name):
        return self.layers[self.names.index(name)](x)


# %% wrong R21: branches in helper objects that are no nn.Module
class Branch:
    def __init__(self, n_in, n_out):
        self.linear = nn.Linear(n_in, n_out)

    def __call__(self, x):
        return self.linear(x)


class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        for name in names:
            setattr(self, "branch_" + name, Branch(n_in, n_out))

    def forward(self, x, name):
        return getattr(self, "branch_" + name)(x)


# %% wrong R22: the ModuleDict is a local variable
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong R23: the loop assigns every branch to the same attribute
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        for name in names:
            self.branch = nn.Linear(n_in, n_out)

    def forward(self, x, name):
        return self.branch(x)


# %% wrong R24: a method builds the branch at each call
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.names = names
        self.sizes = (n_in, n_out)

    def branch(self, name):
        if name not in self.names:
            raise KeyError(name)
        return nn.Linear(*self.sizes)

    def forward(self, x, name):
        return self.branch(name)(x)


# %% wrong R25: the branch is initialised again at each call
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        branch = self.branches[name]
        nn.init.normal_(branch.weight)
        return branch(x)


# %% wrong R26: _init_ with single underscores
class Router(nn.Module):
    def _init_(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return self.branches[name](x)


# %% wrong G24: the branch's weight is used through .data
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        branch = self.branches[name]
        return F.linear(x, branch.weight.data, branch.bias)


# %% wrong G06: @torch.no_grad() left on forward
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    @torch.no_grad()
    def forward(self, x, name):
        return self.branches[name](x)
