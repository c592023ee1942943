# %% right: F.linear with the transposed weight
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        h = torch.relu(self.encoder(x))
        return F.linear(h, self.encoder.weight.t(), self.bias)


# %% right: h @ weight
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.randn(64) / 10)

    def forward(self, x):
        return self.encoder(x).relu() @ self.encoder.weight + self.bias


# %% right: the decoder owns the weight
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.decoder = nn.Linear(k, 64)
        self.code_bias = nn.Parameter(torch.zeros(k))

    def forward(self, x):
        h = F.relu(F.linear(x, self.decoder.weight.T, self.code_bias))
        return self.decoder(h)


# %% right: three Parameters
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.w = nn.Parameter(torch.randn(64, k) / 8)
        self.b = nn.Parameter(torch.zeros(k))
        self.c = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        return torch.relu(x @ self.w + self.b) @ self.w.T + self.c


# %% right: a property
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.enc = nn.Linear(64, k)
        self.dec_bias = nn.Parameter(torch.zeros(1, 64))

    @property
    def dec_weight(self):
        return self.enc.weight.transpose(0, 1)

    def forward(self, x):
        return torch.matmul(nn.functional.relu(self.enc(x)), self.dec_weight.t()) + self.dec_bias


# %% right: encode and decode as methods
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(64, k), nn.ReLU())
        self.out_bias = nn.Parameter(torch.zeros(64))

    def encode(self, x):
        return self.encoder(x)

    def decode(self, h):
        return F.linear(h, self.encoder[0].weight.T, self.out_bias)

    def forward(self, x):
        return self.decode(self.encode(x))


# %% right: a module for the transposed use, which is handed the layer
class Back(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer
        self.bias = nn.Parameter(torch.zeros(layer.in_features))

    def forward(self, h):
        return F.linear(h, self.layer.weight.t(), self.bias)


class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.decoder = Back(self.encoder)

    def forward(self, x):
        return self.decoder(torch.clamp(self.encoder(x), min=0))


# %% right: torch.addmm
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.bias = nn.Parameter(torch.zeros(64))
        self.act = nn.ReLU()

    def forward(self, x):
        return torch.addmm(self.bias, self.act(self.encoder(x)), self.encoder.weight)


# %% right: the weight under two names
class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.weight = self.encoder.weight
        self.bias = nn.Parameter(torch.zeros(64))

    def forward(self, x):
        return torch.einsum("bk,kp->bp", torch.relu(self.encoder(x)), self.weight) + self.bias


# %% right: a parametrization that holds the encoder; the weight it replaces is frozen
from torch.nn.utils import parametrize


class Turned(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, w):
        return self.encoder.weight.t()


class TiedAutoencoder(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.encoder = nn.Linear(64, k)
        self.decoder = nn.Linear(k, 64)
        parametrize.register_parametrization(self.decoder, "weight", Turned(self.encoder), unsafe=True)
        self.decoder.parametrizations.weight.original.requires_grad_(False)

    def forward(self, x):
        return self.decoder(torch.relu(self.encoder(x)))
