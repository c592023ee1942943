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
