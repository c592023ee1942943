# %% wrong one-object: a new Parameter on the same memory
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.decoder = nn.Linear(k, 64)
        self.decoder.weight = nn.Parameter(self.encoder.weight.t())

    def forward(self, x):
        return self.decoder(torch.relu(self.encoder(x)))


# %% wrong one-object: tied by .data
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.decoder = nn.Linear(k, 64)
        self.decoder.weight.data = self.encoder.weight.data.t()

    def forward(self, x):
        return self.decoder(torch.relu(self.encoder(x)))


# %% wrong turned-once: the transposed weight stored
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))
        self.turned = self.encoder.weight.t()

    def forward(self, x):
        return F.linear(torch.relu(self.encoder(x)), self.turned, self.bias)


# %% wrong value: view in place of t
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return F.linear(h, self.encoder.weight.view(64, -1), self.bias)


# %% wrong value: reshape in place of t
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return h @ self.encoder.weight.reshape(64, -1).t() + self.bias


# %% wrong parameter-count: the 16 of the example
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, 16)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return F.linear(h, self.encoder.weight.t(), self.bias)


# %% wrong shape: the code and the image
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return h, F.linear(h, self.encoder.weight.t(), self.bias)


# %% wrong RuntimeError: the bias of the encoder in the decoder
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return F.linear(h, self.encoder.weight.t(), self.encoder.bias)


# %% wrong RuntimeError: the bias of the encoder added
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return h @ self.encoder.weight + self.encoder.bias


# %% wrong unused: a decoder kept for its bias
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.decoder = nn.Linear(k, 64)

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return F.linear(h, self.encoder.weight.t(), self.decoder.bias)


# %% wrong same-parameters: a new Parameter in forward
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.decoder = nn.Linear(k, 64)

    def forward(self, x):
        self.decoder.weight = nn.Parameter(self.encoder.weight.t())
        return self.decoder(torch.relu(self.encoder(x)))


# %% wrong RuntimeError: an encoder from k to 64
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(k, 64)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        return F.linear(torch.relu(self.encoder(x)), self.encoder.weight.t(), self.bias)


# %% wrong value: the ReLU on the input
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        return F.linear(self.encoder(torch.relu(x)), self.encoder.weight.t(), self.bias)


# %% wrong TypeError: a ReLU made, and not called
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        return F.linear(nn.ReLU(self.encoder(x)), self.encoder.weight.t(), self.bias)


# %% wrong parameter-count: a second bias of k numbers, added to the code
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(k))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return (h + self.bias) @ self.encoder.weight
