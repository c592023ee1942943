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


# %% wrong value: a ReLU after the first hidden layer only
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for i, layer in enumerate(self.layers[:-1]):
            x = layer(x)
            x = self.dropout(torch.relu(x) if i == 0 else x)
        return self.layers[-1](x)


# %% wrong value: no ReLU after the last hidden layer
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for i, layer in enumerate(self.layers[:-1]):
            x = layer(x)
            x = self.dropout(torch.relu(x) if i < len(self.layers) - 2 or i == 0 else x)
        return self.layers[-1](x)


# %% wrong value: no ReLU after the first of several hidden layers
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for i, layer in enumerate(self.layers[:-1]):
            x = layer(x)
            x = self.dropout(torch.relu(x) if i or len(self.layers) == 2 else x)
        return self.layers[-1](x)


# %% wrong value: the ReLU stands before each layer, the first among them
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.dropout(layer(torch.relu(x)))
        return self.layers[-1](torch.relu(x))


# %% wrong dropout-last: dropout before each hidden layer instead of after
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(self.dropout(x)))
        return self.layers[-1](x)


# %% wrong dropout-each: dropout only after the first hidden layer
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for i, layer in enumerate(self.layers[:-1]):
            x = torch.relu(layer(x))
            if i == 0:
                x = self.dropout(x)
        return self.layers[-1](x)


# %% wrong dropout-each: dropout after the first and the last hidden layer, and none between
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        *hidden, last = self.layers
        for i, layer in enumerate(hidden):
            x = torch.relu(layer(x))
            if i in (0, len(hidden) - 1):
                x = self.dropout(x)
        return last(x)


# %% wrong dropout-each: no dropout after the third of several hidden layers
class DeepNet(nn.Module):
    def __init__(self, widths, p=0.5):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        for i, layer in enumerate(self.layers[:-1]):
            x = torch.relu(layer(x))
            if i != 2 or i == len(self.layers) - 2:
                x = self.dropout(x)
        return self.layers[-1](x)
