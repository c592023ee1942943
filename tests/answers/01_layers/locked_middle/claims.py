# %% wrong locked: first and middle locked
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.requires_grad_(False)
        self.first.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong differentiable: everything locked: model.requires_grad_
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong locked: typo: require_grad
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.require_grad = False

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong locked: requires_grad set on the layer, not on its parameters
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.requires_grad = False

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong locked: nothing locked
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong locked: eval() on the middle instead of freezing
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.eval()

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong locked: only the weight locked
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.weight.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong locked: first locked instead of the middle
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.first.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong locked: last locked instead of the middle
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.last.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong computes: middle left out of forward
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, n_out)
        self.middle.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        return self.last(h)


# %% wrong shape: no return
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
        self.last(h)


# %% wrong RuntimeError: sizes of the last layer swapped
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.last = nn.Linear(n_out, hidden)
        self.middle.requires_grad_(False)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(self.middle(h))
        return self.last(h)


# %% wrong locked: middle as a buffer
class LockedMiddle(nn.Module):
    def __init__(self, n_in, hidden, n_out):
        super().__init__()
        self.first = nn.Linear(n_in, hidden)
        self.register_buffer('middle', torch.randn(hidden, hidden))
        self.last = nn.Linear(hidden, n_out)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = torch.relu(h @ self.middle)
        return self.last(h)
