# %% right: ModuleList and one shared Dropout
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths[:-1], widths[1:]))
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% right: a list and Sequential(*list) together, the list kept as an attribute
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.blocks = []
        for i in range(len(widths) - 2):
            self.blocks += [nn.Linear(widths[i], widths[i + 1]), nn.ReLU(inplace=True), nn.Dropout(p)]
        self.blocks.append(nn.Linear(widths[-2], widths[-1]))
        self.net = nn.Sequential(*self.blocks)

    def forward(self, x):
        return self.net(x)


# %% right: setattr and getattr, F.dropout follows self.training
class DeepNet(nn.Module):
    def __init__(self, widths: list[int], p: float = 0.5) -> None:
        super().__init__()
        self.n = len(widths) - 1
        self.p = p
        for i in range(self.n):
            setattr(self, f"fc{i}", nn.Linear(widths[i], widths[i + 1]))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for i in range(self.n):
            x = getattr(self, f"fc{i}")(x)
            if i < self.n - 1:
                x = F.dropout(F.relu(x), p=self.p, training=self.training)
        return x


# %% right: own Parameters in ParameterLists, (in, out), h @ W + b
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.W = nn.ParameterList()
        self.b = nn.ParameterList()
        for n_in, n_out in zip(widths, widths[1:]):
            self.W.append(nn.Parameter(torch.randn(n_in, n_out) * math.sqrt(2 / n_in)))
            self.b.append(nn.Parameter(torch.zeros(n_out)))
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        last = len(self.W) - 1
        for i, (W, b) in enumerate(zip(self.W, self.b)):
            x = x @ W + b
            if i != last:
                x = self.dropout(x.clamp(min=0))
        return x


# %% right: add_module with names, dropout before the ReLU (the same function)
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.names = []
        for i in range(1, len(widths)):
            name = "layer_" + str(i)
            self.add_module(name, nn.Linear(widths[i - 1], widths[i]))
            self.names.append(name)
        self.add_module("dropout", nn.Dropout(p=p))

    def forward(self, x):
        *hidden, last = self.names
        for name in hidden:
            x = F.relu(self.dropout(self.get_submodule(name)(x)))
        return self.get_submodule(last)(x)


# %% right: a helper Module for each hidden block
class Block(nn.Module):
    """Linear, ReLU, dropout."""

    def __init__(self, n_in, n_out, p):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out)
        self.p = p

    def forward(self, x):
        h = self.linear(x).relu_()
        return nn.functional.dropout(h, self.p, self.training)


class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        *inner, n_out = widths
        self.body = nn.Sequential(*[Block(a, b, p) for a, b in zip(inner, inner[1:])])
        self.head = nn.Linear(inner[-1], n_out)

    def forward(self, x):
        return self.head(self.body(x))


# %% right: ModuleDict, nn.ReLU() made in forward (it has nothing to learn)
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleDict()
        for number, (n_in, n_out) in enumerate(zip(widths, widths[1:]), start=1):
            self.layers[str(number)] = nn.Linear(n_in, n_out)
        self.drop = nn.Dropout(p)
        self.last = str(len(widths) - 1)

    def forward(self, x):
        for key, layer in self.layers.items():
            x = layer(x)
            if key == self.last:
                return x
            x = nn.ReLU()(x)
            x = self.drop(x)


# %% right: DeepNet is itself a Sequential
class DeepNet(nn.Sequential):
    def __init__(self, widths, p=0.5):
        layers = []
        for a, b in zip(widths, widths[1:]):
            layers += [nn.Linear(a, b), nn.ReLU(), nn.Dropout(p)]
        super().__init__(*layers[:-2])


# %% right: Conv1d with kernel 1 instead of Linear
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv1d(a, b, kernel_size=1) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        h = x.unsqueeze(-1)
        for conv in self.convs[:-1]:
            h = self.drop(F.relu(conv(h)))
        return self.convs[-1](h).squeeze(-1)


# %% right: LazyLinear, materialised by a dry run in the constructor
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        n_in, *rest = widths
        self.net = nn.Sequential()
        for i, width in enumerate(rest):
            if i > 0:
                self.net.append(nn.ReLU())
                self.net.append(nn.Dropout(p))
            self.net.append(nn.LazyLinear(width))
        with torch.no_grad():
            self.net(torch.zeros(2, n_in))

    def forward(self, x):
        return self.net(x)


# %% right: weight-normalised layers through torch's parametrizations
from torch.nn.utils.parametrizations import weight_norm


class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList(weight_norm(nn.Linear(i, o)) for i, o in zip(widths, widths[1:]))
        self.drop = nn.Dropout(p)

    def forward(self, x):
        h = x
        for k, layer in enumerate(self.layers):
            h = layer(h)
            if k + 1 < len(self.layers):
                h = self.drop(torch.relu(h))
        return h


# %% right: recursion, each net holds a shorter one
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layer = nn.Linear(widths[0], widths[1])
        self.drop = nn.Dropout(p)
        self.rest = DeepNet(widths[1:], p) if len(widths) > 2 else None

    def forward(self, x):
        h = self.layer(x)
        return h if self.rest is None else self.rest(self.drop(h.relu()))


# %% right: keeps the activations of the last call in a list for logging
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList()
        for i in range(len(widths) - 1):
            self.layers.append(nn.Linear(widths[i], widths[i + 1]))
        self.drop = nn.Dropout(p)
        self.activations = []

    def forward(self, x):
        self.activations = [x]
        h = x
        for layer in self.layers[:-1]:
            h = self.drop(F.relu(layer(h)))
            self.activations.append(h)
        return self.layers[-1](h)


# %% right: functional calls with the layers' own weights, prints and a warning on stderr
import sys
import warnings


class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        print("building", " -> ".join(map(str, widths)))
        if p > 0.4:
            warnings.warn("that is a lot of dropout")
        self.linears = nn.ModuleList([nn.Linear(widths[i], widths[i + 1]) for i in range(len(widths) - 1)])
        self.p = p

    def forward(self, x):
        print("input", tuple(x.shape), file=sys.stderr)
        for i, l in enumerate(self.linears):
            x = F.linear(x, l.weight, l.bias)
            if i == len(self.linears) - 1:
                break
            x = F.relu(x)
            if self.training:
                x = F.dropout(x, self.p)  # only reached in training mode
        return x


# %% right: bias folded into the weight, dropout by a mask of its own
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.keep = 1.0 - p
        self.depth = len(widths) - 1
        for i in range(self.depth):
            n_in, n_out = widths[i], widths[i + 1]
            bound = 1 / math.sqrt(n_in)
            self.register_parameter(f"w{i}", nn.Parameter(torch.empty(n_in + 1, n_out).uniform_(-bound, bound)))

    def dropout(self, h):
        if not self.training or self.keep == 1.0:
            return h
        if self.keep == 0.0:
            return h * 0.0
        mask = torch.bernoulli(torch.full_like(h, self.keep))
        return h * mask / self.keep

    def forward(self, x):
        for i in range(self.depth):
            ones = torch.ones(len(x), 1, dtype=x.dtype, device=x.device)
            x = torch.cat([x, ones], dim=1) @ getattr(self, f"w{i}")
            if i < self.depth - 1:
                x = self.dropout(torch.relu(x))
        return x


# %% right: a subclass of nn.Linear, a match statement, widths as a tuple inside
class Dense(nn.Linear):
    def __init__(self, n_in, n_out):
        super().__init__(n_in, n_out)
        nn.init.kaiming_normal_(self.weight, nonlinearity="relu")
        nn.init.zeros_(self.bias)


class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.widths = tuple(widths)
        steps = []
        match self.widths:
            case (n_in, n_out):
                steps = [Dense(n_in, n_out)]
            case (*_, before, n_out):
                for a, b in zip(self.widths, self.widths[1:-1]):
                    steps.extend((Dense(a, b), nn.ReLU(), nn.Dropout(p)))
                steps.append(Dense(before, n_out))
        self.steps = nn.ModuleList(steps)

    def forward(self, x):
        for step in self.steps:
            x = step(x)
        return x
