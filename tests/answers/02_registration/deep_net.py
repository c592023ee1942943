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


# %% wrong R01: every layer is made in forward
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.widths = widths
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i in range(len(self.widths) - 1):
            x = nn.Linear(self.widths[i], self.widths[i + 1])(x)
            if i < len(self.widths) - 2:
                x = self.drop(F.relu(x))
        return x


# %% wrong R01: only the output layer is made in forward
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.hidden = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths[:-2], widths[1:-1])])
        self.n_before, self.n_out = widths[-2], widths[-1]
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.hidden:
            x = self.drop(torch.relu(layer(x)))
        out = nn.Linear(self.n_before, self.n_out)
        return out(x)


# %% wrong R02: the ModuleList is assigned anew at each forward
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.widths = widths
        self.drop = nn.Dropout(p)

    def forward(self, x):
        self.layers = nn.ModuleList()
        for a, b in zip(self.widths, self.widths[1:]):
            self.layers.append(nn.Linear(a, b))
        for layer in self.layers[:-1]:
            x = self.drop(F.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong R03: layers built at the first call
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.widths = widths
        self.drop = nn.Dropout(p)
        self.layers = None

    def build(self):
        pairs = zip(self.widths[:-1], self.widths[1:])
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairs])

    def forward(self, x):
        if self.layers is None:
            self.build()
        for layer in self.layers[:-1]:
            x = self.drop(F.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong R04: list instead of ModuleList
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = [nn.Linear(a, b) for a, b in zip(widths[:-1], widths[1:])]
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong R04: hidden layers appended to a plain list, output layer as an attribute
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.p = p
        self.hidden = []
        for i in range(len(widths) - 2):
            self.hidden.append(nn.Linear(widths[i], widths[i + 1]))
        self.out = nn.Linear(widths[-2], widths[-1])

    def forward(self, x):
        for fc in self.hidden:
            x = F.dropout(F.relu(fc(x)), self.p, training=self.training)
        return self.out(x)


# %% wrong R05: layers in a plain dict
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = {}
        for i in range(1, len(widths)):
            self.layers[f"fc{i}"] = nn.Linear(widths[i - 1], widths[i])
        self.drop = nn.Dropout(p)
        self.depth = len(widths) - 1

    def forward(self, x):
        for i in range(1, self.depth):
            x = self.drop(torch.relu(self.layers[f"fc{i}"](x)))
        return self.layers[f"fc{self.depth}"](x)


# %% wrong R06: own Parameters, but in plain lists
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.weights = []
        self.biases = []
        for a, b in zip(widths, widths[1:]):
            self.weights.append(nn.Parameter(torch.randn(a, b) / math.sqrt(a)))
            self.biases.append(nn.Parameter(torch.zeros(b)))
        self.drop = nn.Dropout(p)

    def forward(self, x):
        n = len(self.weights)
        for i in range(n):
            x = x @ self.weights[i] + self.biases[i]
            if i < n - 1:
                x = self.drop(torch.relu(x))
        return x


# %% wrong R07: tensors with requires_grad=True instead of Parameters
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.depth = len(widths) - 1
        for i in range(self.depth):
            setattr(self, f"w{i}", torch.randn(widths[i], widths[i + 1], requires_grad=True))
            setattr(self, f"b{i}", torch.zeros(widths[i + 1], requires_grad=True))
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i in range(self.depth):
            x = x @ getattr(self, f"w{i}") + getattr(self, f"b{i}")
            if i < self.depth - 1:
                x = self.drop(torch.relu(x))
        return x


# %% wrong R08: the weights are ordinary tensors
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.depth = len(widths) - 1
        self.biases = nn.ParameterList()
        for i in range(self.depth):
            setattr(self, f"w{i}", torch.randn(widths[i + 1], widths[i]) / math.sqrt(widths[i]))
            self.biases.append(nn.Parameter(torch.zeros(widths[i + 1])))
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i, bias in enumerate(self.biases):
            x = F.linear(x, getattr(self, f"w{i}"), bias)
            if i < self.depth - 1:
                x = self.drop(torch.relu(x))
        return x


# %% wrong R09: Parameter scaled after it was made
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.depth = len(widths) - 1
        for i, (a, b) in enumerate(zip(widths, widths[1:])):
            setattr(self, f"w{i}", nn.Parameter(torch.randn(a, b)) * math.sqrt(2 / a))
            setattr(self, f"b{i}", nn.Parameter(torch.zeros(b)))
        self.p = p

    def forward(self, x):
        for i in range(self.depth):
            x = x.mm(getattr(self, f"w{i}")) + getattr(self, f"b{i}")
            if i + 1 < self.depth:
                x = F.dropout(F.relu(x), self.p, self.training)
        return x


# %% wrong R10: the weights are buffers
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.depth = len(widths) - 1
        for i in range(self.depth):
            self.register_buffer(f"weight{i}", torch.randn(widths[i + 1], widths[i]) / math.sqrt(widths[i]))
            self.register_parameter(f"bias{i}", nn.Parameter(torch.zeros(widths[i + 1])))
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i in range(self.depth):
            x = F.linear(x, getattr(self, f"weight{i}"), getattr(self, f"bias{i}"))
            if i < self.depth - 1:
                x = self.drop(x.relu())
        return x


# %% wrong R11: weights registered with requires_grad=False
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        pairs = list(zip(widths, widths[1:]))
        self.W = nn.ParameterList(
            [nn.Parameter(torch.randn(b, a) / math.sqrt(a), requires_grad=False) for a, b in pairs]
        )
        self.b = nn.ParameterList([nn.Parameter(torch.zeros(b)) for _, b in pairs])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i in range(len(self.W)):
            x = F.linear(x, self.W[i], self.b[i])
            if i < len(self.W) - 1:
                x = self.drop(F.relu(x))
        return x


# %% wrong R12: the layers are a global variable
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        global layers
        layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return layers[-1](x)


# %% wrong R12: the layers live in the closure of a function
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.drop = nn.Dropout(p)
        layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:]))

        def run(x):
            for layer in layers[:-1]:
                x = self.drop(torch.relu(layer(x)))
            return layers[-1](x)

        self.run = run

    def forward(self, x):
        return self.run(x)


# %% wrong R13: super().__init__() forgotten
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:]))
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong R14: super().__init__() forgotten, only lists and numbers assigned
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        self.p = p
        self.layers = [nn.Linear(widths[i], widths[i + 1]) for i in range(len(widths) - 1)]

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = F.dropout(torch.relu(layer(x)), self.p, self.training)
        return self.layers[-1](x)


# %% wrong R15: super().__init__() once more at the end
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList()
        for a, b in zip(widths, widths[1:]):
            self.layers.append(nn.Linear(a, b))
        self.drop = nn.Dropout(p)
        super(DeepNet, self).__init__()

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(F.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong R16: ModuleList as a class attribute, filled by every instance
class DeepNet(nn.Module):
    layers = nn.ModuleList()

    def __init__(self, widths, p=0.5):
        super().__init__()
        for a, b in zip(widths, widths[1:]):
            self.layers.append(nn.Linear(a, b))
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(F.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong R16: layers assigned to the class instead of self
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        DeepNet.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong R17: weights drawn inside forward
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.widths = widths
        self.biases = nn.ParameterList([nn.Parameter(torch.zeros(w)) for w in widths[1:]])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i, bias in enumerate(self.biases):
            n_in, n_out = self.widths[i], self.widths[i + 1]
            x = F.linear(x, torch.randn(n_out, n_in) / math.sqrt(n_in), bias)
            if i < len(self.biases) - 1:
                x = self.drop(torch.relu(x))
        return x


# %% wrong R18: Parameters made inside forward
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.widths = widths
        self.drop = nn.Dropout(p)

    def forward(self, x):
        depth = len(self.widths) - 1
        for i in range(depth):
            w = nn.Parameter(torch.randn(self.widths[i + 1], self.widths[i]))
            b = nn.Parameter(torch.zeros(self.widths[i + 1]))
            x = F.linear(x, w, b)
            if i < depth - 1:
                x = self.drop(torch.relu(x))
        return x


# %% wrong R19: an output layer that forward never uses
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.out = nn.Linear(widths[-2], widths[-1])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < len(self.layers) - 1:
                x = self.drop(torch.relu(x))
        return x


# %% wrong R20: one layer object used again wherever the sizes repeat
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        made = {}
        layers = []
        for pair in zip(widths, widths[1:]):
            if pair not in made:
                made[pair] = nn.Linear(*pair)
            layers.append(made[pair])
        self.layers = nn.ModuleList(layers)
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong R20: [layer] * n for the hidden layers, all hidden widths taken as equal
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        first = nn.Linear(widths[0], widths[1])
        last = nn.Linear(widths[-2], widths[-1])
        n_middle = len(widths) - 3
        self.layers = nn.ModuleList([first] + [nn.Linear(widths[1], widths[1])] * n_middle + [last])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong R21: layers in a helper that is not an nn.Module
class Dense:
    def __init__(self, n_in, n_out):
        self.linear = nn.Linear(n_in, n_out)

    def __call__(self, x):
        return self.linear(x)


class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.depth = len(widths) - 1
        for i in range(self.depth):
            setattr(self, f"dense{i}", Dense(widths[i], widths[i + 1]))
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i in range(self.depth):
            x = getattr(self, f"dense{i}")(x)
            if i < self.depth - 1:
                x = self.drop(torch.relu(x))
        return x


# %% wrong R22: the ModuleList is a local variable
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong R23: layers named by their sizes, equal sizes overwrite each other
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.names = []
        for a, b in zip(widths, widths[1:]):
            name = f"fc_{a}_{b}"
            setattr(self, name, nn.Linear(a, b))
            self.names.append(name)
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for name in self.names[:-1]:
            x = self.drop(torch.relu(getattr(self, name)(x)))
        return getattr(self, self.names[-1])(x)


# %% wrong R23: the loop assigns every layer to the same attribute
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.depth = len(widths) - 1
        for i in range(self.depth):
            self.layer = nn.Linear(widths[i], widths[i + 1])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i in range(self.depth - 1):
            x = self.drop(torch.relu(self.layer(x)))
        return self.layer(x)


# %% wrong R24: a method returns a fresh layer at each call
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.widths = widths
        self.drop = nn.Dropout(p)

    def layer(self, i):
        return nn.Linear(self.widths[i], self.widths[i + 1])

    def forward(self, x):
        last = len(self.widths) - 2
        for i in range(last):
            x = self.drop(torch.relu(self.layer(i)(x)))
        return self.layer(last)(x)


# %% wrong R24: a property builds the list of layers
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.widths = widths
        self.p = p

    @property
    def layers(self):
        return nn.ModuleList([nn.Linear(a, b) for a, b in zip(self.widths, self.widths[1:])])

    def forward(self, x):
        layers = self.layers
        for layer in layers[:-1]:
            x = F.dropout(F.relu(layer(x)), p=self.p, training=self.training)
        return layers[-1](x)


# %% wrong R25: weights initialised again in every forward
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            nn.init.kaiming_normal_(layer.weight)
            x = layer(x)
            if i < len(self.layers) - 1:
                x = self.drop(torch.relu(x))
        return x


# %% wrong R26: _init_ with single underscores
class DeepNet(nn.Module):
    def _init_(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong B06: F.dropout without training=self.training
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.p = p

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = F.dropout(F.relu(layer(x)), self.p)
        return self.layers[-1](x)


# %% wrong B06: F.dropout with training=True
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.fcs = nn.ModuleList()
        for i in range(len(widths) - 1):
            self.fcs.append(nn.Linear(widths[i], widths[i + 1]))
        self.p = p

    def forward(self, x):
        for i, fc in enumerate(self.fcs):
            x = fc(x)
            if i != len(self.fcs) - 1:
                x = torch.relu(x)
                x = F.dropout(x, p=self.p, training=True)
        return x


# %% wrong B07: nn.Dropout made inside forward
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.p = p

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = nn.Dropout(self.p)(nn.ReLU()(layer(x)))
        return self.layers[-1](x)


# %% wrong R04: the dropouts sit in a plain list, eval() does not reach them
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drops = [nn.Dropout(p) for _ in widths[1:-1]]

    def forward(self, x):
        for layer, drop in zip(self.layers, self.drops):
            x = drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong same-twice: own mask, also applied in eval mode
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.p = p

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
            x = x * (torch.rand_like(x) >= self.p) / (1 - self.p)
        return self.layers[-1](x)


# %% wrong dropout-scale: own mask without the factor 1 / (1 - p)
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.p = p

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
            if self.training:
                x = x * (torch.rand_like(x) >= self.p)
        return self.layers[-1](x)


# %% wrong dropout: no dropout at all
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)


# %% wrong dropout: dropout made in the constructor and never called
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.dropout = nn.Dropout(p)
        self.hidden = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths[:-2], widths[1:-1]))
        self.out = nn.Linear(widths[-2], widths[-1])

    def forward(self, x):
        for layer in self.hidden:
            x = F.relu(layer(x))
        return self.out(x)


# %% wrong dropout: result of the dropout thrown away
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
            self.drop(x)
        return self.layers[-1](x)


# %% wrong dropout-last: dropout after the last layer too
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        blocks = []
        for a, b in zip(widths, widths[1:]):
            blocks += [nn.Linear(a, b), nn.ReLU(), nn.Dropout(p)]
        del blocks[-2]  # no ReLU at the end
        self.net = nn.Sequential(*blocks)

    def forward(self, x):
        return self.net(x)


# %% wrong dropout-last: dropout on the input as well
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        x = self.drop(x)
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong dropout-each: dropout only once, after the last hidden layer
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        if len(self.layers) == 1:
            return self.layers[0](x)
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](self.drop(x))


# %% wrong dropout-off: p ignored, always one half
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout()

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong dropout-off: p taken as the probability to keep
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(1 - p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong G18: no ReLU between the layers
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        steps = []
        for i in range(len(widths) - 2):
            steps.append(nn.Linear(widths[i], widths[i + 1]))
            steps.append(nn.Dropout(p))
        steps.append(nn.Linear(widths[-2], widths[-1]))
        self.net = nn.Sequential(*steps)

    def forward(self, x):
        return self.net(x)


# %% wrong G18: result of the ReLU thrown away
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = layer(x)
            F.relu(x)
            x = self.drop(x)
        return self.layers[-1](x)


# %% wrong value: tanh instead of ReLU
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.tanh(layer(x)))
        return self.layers[-1](x)


# %% wrong G16: ReLU after the last layer too
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = torch.relu(layer(x))
            if i < len(self.layers) - 1:
                x = self.drop(x)
        return x


# %% wrong G15: softmax at the end
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return torch.softmax(self.layers[-1](x), dim=1)


# %% wrong G01: detach between the layers
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x))).detach()
        return self.layers[-1](x)


# %% wrong G05: hidden layers run under no_grad
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        with torch.no_grad():
            for layer in self.layers[:-1]:
                x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong G06: @torch.no_grad() left on forward
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    @torch.no_grad()
    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong G13: all weights set to zero
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList()
        for a, b in zip(widths, widths[1:]):
            layer = nn.Linear(a, b)
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
            self.layers.append(layer)
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong parameter-count: layers without a bias
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b, bias=False) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong shape: only three widths are used, whatever the list
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.fc1 = nn.Linear(widths[0], widths[1])
        self.fc2 = nn.Linear(widths[1], widths[2])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        return self.fc2(self.drop(F.relu(self.fc1(x))))


# %% wrong RuntimeError: the sizes of the worked example written down
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(64, 32),
            nn.ReLU(),
            nn.Dropout(p),
            nn.Linear(32, 32),
            nn.ReLU(),
            nn.Dropout(p),
            nn.Linear(32, 10),
        )

    def forward(self, x):
        return self.net(x)


# %% wrong shape: the last layer is missing
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList()
        for i in range(len(widths) - 2):
            self.layers.append(nn.Linear(widths[i], widths[i + 1]))
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers:
            x = self.drop(torch.relu(layer(x)))
        return x


# %% wrong RuntimeError: in and out swapped
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(b, a) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong IndexError: one layer too many, index out of range in the constructor
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(widths[i], widths[i + 1]) for i in range(len(widths))])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong TypeError: constructor takes no p
class DeepNet(nn.Module):
    def __init__(self, widths):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(0.5)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong TypeError: constructor raises, a list is no range
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList()
        for i in range(widths - 1):
            self.layers.append(nn.Linear(widths[i], widths[i + 1]))
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong NotImplementedError: calls the ModuleList as if it were a Sequential
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList()
        for a, b in zip(widths[:-2], widths[1:-1]):
            self.layers.extend([nn.Linear(a, b), nn.ReLU(), nn.Dropout(p)])
        self.layers.append(nn.Linear(widths[-2], widths[-1]))

    def forward(self, x):
        return self.layers(x)


# %% wrong TypeError: self missing in forward, TypeError
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong shape: forward returns nothing
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        x = self.layers[-1](x)


# %% wrong shape: return inside the loop, after the first layer
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < len(self.layers) - 1:
                x = self.drop(torch.relu(x))
            return x


# %% wrong shape: forward returns the wrong shape
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x).flatten()


# %% wrong dtype: a fixed dtype inside, so .to(float64) breaks forward
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        x = x.float()
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong exists: class under another name
class Deepnet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


# %% wrong kind: an instance instead of the class
class Net(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)


DeepNet = Net([64, 32, 32, 10])


# %% wrong kind: does not inherit from nn.Module
class DeepNet:
    def __init__(self, widths, p=0.5):
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
        self.drop = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(torch.relu(layer(x)))
        return self.layers[-1](x)

    __call__ = forward


# %% wrong NotImplementedError: the learner's own NotImplementedError
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(widths, widths[1:])])

    def forward(self, x):
        raise NotImplementedError("todo")
