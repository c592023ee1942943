# %% right: ModuleDict
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return self.branches[name](x)


# %% right: ModuleList and a dict from name to position
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.position = {name: i for i, name in enumerate(names)}
        self.layers = nn.ModuleList([nn.Linear(n_in, n_out) for _ in names])

    def forward(self, x, name):
        return self.layers[self.position[name]](x)


# %% right: setattr and getattr with a prefix
class Router(nn.Module):
    def __init__(self, names: list[str], n_in: int, n_out: int) -> None:
        super().__init__()
        for name in names:
            setattr(self, "branch_" + name, nn.Linear(n_in, n_out))

    def forward(self, x: torch.Tensor, name: str) -> torch.Tensor:
        return getattr(self, "branch_" + name)(x)


# %% right: own Parameters in two ParameterDicts, x @ W + b
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.weight = nn.ParameterDict()
        self.bias = nn.ParameterDict()
        for name in names:
            self.weight[name] = nn.Parameter(torch.randn(n_in, n_out) / n_in**0.5)
            self.bias[name] = nn.Parameter(torch.zeros(n_out))

    def forward(self, x, name):
        return x @ self.weight[name] + self.bias[name]


# %% right: a plain dict for looking up AND a ModuleList that registers the same layers
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.by_name = {}
        for name in names:
            self.by_name[name] = nn.Linear(n_in, n_out)
        self.registered = nn.ModuleList(self.by_name.values())

    def forward(self, x, name):
        return self.by_name[name](x)


# %% right: add_module and get_submodule
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        for k, name in enumerate(names):
            self.add_module(f"to_{name}", nn.Linear(n_in, n_out, bias=True))

    def forward(self, x, name):
        branch = self.get_submodule(f"to_{name}")
        return branch(x)


# %% right: functional call with the branch's own weight and bias, a print
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.heads = nn.ModuleDict([(n, nn.Linear(n_in, n_out)) for n in names])
        print("branches:", ", ".join(self.heads))

    def forward(self, x, name):
        head = self.heads[name]
        return F.linear(x, head.weight, head.bias)


# %% right: Router is itself a ModuleDict
class Router(nn.ModuleDict):
    def __init__(self, names, n_in, n_out):
        super().__init__({name: nn.Linear(n_in, n_out) for name in names})

    def forward(self, x, name):
        return self[name](x)


# %% right: Conv1d with kernel 1 in each branch
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.convs = nn.ModuleDict()
        for name in names:
            self.convs[name] = nn.Conv1d(n_in, n_out, 1)

    def forward(self, x, name):
        return self.convs[name](x[:, :, None])[:, :, 0]


# %% right: LazyLinear, materialised in the constructor
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.branches = nn.ModuleDict({name: nn.LazyLinear(n_out) for name in names})
        for branch in self.branches.values():
            branch(torch.zeros(1, n_in))  # the dry run gives it its shape

    def forward(self, x, name):
        return self.branches[name](x)


# %% right: register_parameter, one folded (n_in + 1, n_out) matrix for each name
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.n_in = n_in
        for name in names:
            w = torch.empty(n_in + 1, n_out)
            nn.init.xavier_uniform_(w)
            self.register_parameter("w_" + name, nn.Parameter(w))

    def forward(self, x, name):
        w = getattr(self, "w_" + name)
        return torch.addmm(w[-1], x, w[: self.n_in])


# %% right: helper Module, walrus and a match on the name
class Branch(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.map = nn.Linear(n_in, n_out)
        self.calls = 0

    def forward(self, x):
        self.calls += 1  # to see which branch is busy
        return self.map(x)


class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.net = nn.Sequential()
        self.names = list(names)
        for _ in self.names:
            self.net.append(Branch(n_in, n_out))

    def forward(self, x, name):
        match name:
            case str() if (i := self.names.index(name)) >= 0:
                return self.net[i](x)
            case _:
                raise KeyError(name)


# %% right: loops over the branches and calls only the one whose name fits
class Router(nn.Module):
    def __init__(self, names, n_in, n_out):
        super().__init__()
        self.names = names
        self.layers = nn.ModuleList()
        while len(self.layers) < len(names):
            self.layers.append(nn.Linear(n_in, n_out))

    def forward(self, x, name):
        for candidate, layer in zip(self.names, self.layers):
            if candidate == name:
                return layer(x)
        raise KeyError(f"no branch called {name}")


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
