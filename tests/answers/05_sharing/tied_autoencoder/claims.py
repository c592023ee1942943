# %% wrong parameter-count: no bias in the decoder
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)

    def forward(self, x):
        return F.linear(torch.relu(self.encoder(x)), self.encoder.weight.t())


# %% wrong parameter-count: no bias in the encoder
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k, bias=False)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return F.linear(h, self.encoder.weight.t(), self.bias)


# %% wrong parameter-count: no bias at all
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k, bias=False)

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return h @ self.encoder.weight


# %% wrong RuntimeError: not transposed
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        return F.linear(torch.relu(self.encoder(x)), self.encoder.weight, self.bias)


# %% wrong RuntimeError: transposed once too often
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        return torch.relu(self.encoder(x)) @ self.encoder.weight.t() + self.bias


# %% wrong TypeError: a plain tensor assigned as the decoder's weight
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.decoder = nn.Linear(k, 64)
        self.decoder.weight = self.encoder.weight.t()

    def forward(self, x):
        return self.decoder(torch.relu(self.encoder(x)))


# %% wrong value: no ReLU
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        return F.linear(self.encoder(x), self.encoder.weight.t(), self.bias)


# %% wrong value: ReLU at the end as well
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return torch.relu(F.linear(h, self.encoder.weight.t(), self.bias))


# %% wrong value: a sigmoid at the end
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return torch.sigmoid(F.linear(h, self.encoder.weight.t(), self.bias))


# %% wrong value: tanh for ReLU
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.tanh(self.encoder(x))
        return F.linear(h, self.encoder.weight.t(), self.bias)


# %% wrong summed: the decoder's use detached
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return F.linear(h, self.encoder.weight.t().detach(), self.bias)


# %% wrong summed: the decoder's use by .data
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return h @ self.encoder.weight.data + self.bias


# %% wrong shape: only the encoder
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        return torch.relu(self.encoder(x))


# %% wrong TypeError: k forgotten in __init__
class TiedAutoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(64, 16)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return F.linear(h, self.encoder.weight.t(), self.bias)


# %% wrong parameter-count: k written down
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, 21)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return F.linear(h, self.encoder.weight.t(), self.bias)


# %% wrong kind: no base class
class TiedAutoencoder:
    def __init__(self, k):
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return F.linear(h, self.encoder.weight.t(), self.bias)


# %% wrong shape: a forgotten return
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        F.linear(h, self.encoder.weight.t(), self.bias)
