# %% wrong G01: input of the middle detached
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h.detach()))
        return self.last(h)


# %% wrong G05: middle inside no_grad
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        with torch.no_grad():
            h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong G05: middle inside no_grad, nothing locked
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)

    def forward(self, x):
        h = torch.relu(self.first(x))
        with torch.no_grad():
            h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong G02: first computed on .data
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h.data))
        return self.last(h)


# %% wrong R01: middle made in forward
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.hidden = hidden
        self.last = nn.Linear(hidden, n_out)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(nn.Linear(self.hidden, self.hidden)(h))
        return self.last(h)


# %% wrong R04: layers in a list
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.layers = [nn.Linear(n_in, hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, n_out)]
        self.layers[1].requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.layers[0](x))
        h = torch.relu(self.layers[1](h))
        return self.layers[2](h)


# %% wrong R13: super forgotten
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong G01: last output detached
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
        return self.last(h).detach()


# %% wrong G18: no activation
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.requires_grad_(False)

    def forward(self, x):
        h = self.first(x)
        h = self.middle(h)
        return self.last(h)
