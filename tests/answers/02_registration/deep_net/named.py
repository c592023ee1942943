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


# %% wrong G01: each hidden layer detached from the one before
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.dropout(torch.relu(layer(x)).detach())
        return self.layers[-1](x)


# %% wrong G01: the input of the last layer detached
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.dropout(torch.relu(layer(x)))
        return self.layers[-1](x.detach())


# %% wrong G02: the hidden layers through .data
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.dropout(torch.relu(layer(x))).data
        return self.layers[-1](x)


# %% wrong G04: the hidden layers by way of numpy
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.from_numpy(self.dropout(torch.relu(layer(x))).detach().numpy())
        return self.layers[-1](x)


# %% wrong G22: the hidden layers wrapped in torch.tensor
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.tensor(self.dropout(torch.relu(layer(x))))
        return self.layers[-1](x)
