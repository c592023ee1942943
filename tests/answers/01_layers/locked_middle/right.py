# %% right: requires_grad_ on the layer, in __init__
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% right: a loop over the parameters of the middle
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.a = nn.Linear(n_in, hidden)
        self.b = nn.Linear(hidden, hidden)
        self.c = nn.Linear(hidden, n_out)
        for p in self.b.parameters():
            p.requires_grad = False

    def forward(self, x):
        return self.c(F.relu(self.b(F.relu(self.a(x)))))


# %% right: one Sequential
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(n_in, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, n_out)
        )
        self.net[2].requires_grad_(False)

    def forward(self, x):
        return self.net(x)


# %% right: weight and bias by name, other activations
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(n_in, hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, n_out)])
        self.layers[1].weight.requires_grad = False
        self.layers[1].bias.requires_grad = False

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.tanh(layer(x))
        return self.layers[-1](x)


# %% right: Parameters of its own, made without gradients
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first, self.last = nn.Linear(n_in, hidden), nn.Linear(hidden, n_out)
        self.weight = nn.Parameter(torch.randn(hidden, hidden) / hidden**0.5, requires_grad=False)
        self.bias = nn.Parameter(torch.zeros(hidden), requires_grad=False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        return self.last(torch.relu(h @ self.weight.T + self.bias))


# %% right: a subclass of Sequential
class LockedMiddle(nn.Sequential):
    def __init__(self, n_in, hidden, n_out):
        middle = nn.Linear(hidden, hidden).requires_grad_(False)
        super().__init__(nn.Linear(n_in, hidden), nn.ReLU(), middle, nn.ReLU(), nn.Linear(hidden, n_out))
