# %% wrong T03/T06: two layers, no tie
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.decoder = nn.Linear(k, 64)

    def forward(self, x):
        return self.decoder(torch.relu(self.encoder(x)))


# %% wrong T01/T05: copied by copy_ once
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.decoder = nn.Linear(k, 64)
        with torch.no_grad():
            self.decoder.weight.copy_(self.encoder.weight.t())

    def forward(self, x):
        return self.decoder(torch.relu(self.encoder(x)))


# %% wrong T01/T05: a Parameter of a transposed clone
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.decoder = nn.Linear(k, 64)
        self.decoder.weight = nn.Parameter(self.encoder.weight.t().clone())

    def forward(self, x):
        return self.decoder(torch.relu(self.encoder(x)))


# %% wrong T01/T05: deepcopy of the weight
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))
        self.weight = copy.deepcopy(self.encoder.weight)

    def forward(self, x):
        return torch.relu(self.encoder(x)) @ self.weight + self.bias


# %% wrong R18|R01: the bias made in forward
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)

    def forward(self, x):
        bias = nn.Parameter(torch.zeros(64))
        return F.linear(torch.relu(self.encoder(x)), self.encoder.weight.t(), bias)


# %% wrong R07: a bias that is a tensor with requires_grad
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = torch.zeros(64, requires_grad=True)

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return F.linear(h, self.encoder.weight.t(), self.bias)


# %% wrong R01: decoder made in forward
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)

    def forward(self, x):
        decoder = nn.Linear(self.encoder.out_features, 64)
        decoder.weight = nn.Parameter(self.encoder.weight.t())
        return decoder(torch.relu(self.encoder(x)))
