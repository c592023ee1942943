"""Gradient flow, loss and architecture: G01 to G24, each with its correct twin."""

import copy

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import Case, program

# ---------------------------------------------------------------- data and steps


def rows(n=16, width=4, classes=3, seed=0):
    g = torch.Generator().manual_seed(seed)
    x = torch.randn(n, width, generator=g)
    return x, (x @ torch.randn(width, classes, generator=g)).argmax(1)


def pictures(n=8, seed=1):
    g = torch.Generator().manual_seed(seed)
    return torch.randn(n, 1, 8, 8, generator=g), torch.randint(3, (n,), generator=g)


def sentences(n=8, length=6, words=20, seed=2):
    g = torch.Generator().manual_seed(seed)
    return torch.randint(words, (n, length), generator=g), torch.randint(3, (n,), generator=g)


def train_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


def seeded(make, seed=0):
    """A factory for the module alone."""

    def build():
        torch.manual_seed(seed)
        return make()

    return build


def with_sgd(make, seed=0, lr=0.1):
    """A factory for the module and its optimizer."""

    def build():
        torch.manual_seed(seed)
        model = make()
        return model, torch.optim.SGD(model.parameters(), lr=lr)

    return build


def with_adam(make, seed=0, lr=1e-2):
    def build():
        torch.manual_seed(seed)
        model = make()
        return model, torch.optim.Adam(model.parameters(), lr=lr)

    return build


# ---------------------------------------------------------------- correct models, which the buggy ones vary


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        return self.fc2(torch.tanh(self.fc1(x)))


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.AvgPool2d(2))
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(64, 3)

    def forward(self, x):
        h = self.body(x).flatten(1)
        return self.head(self.drop(h))


class GRUNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(20, 6)
        self.gru = nn.GRU(6, 6, batch_first=True)
        self.out = nn.Linear(6, 3)

    def forward(self, ids):
        _, last = self.gru(self.words(ids))
        return self.out(last[-1])


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 8)
        self.layer = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True)
        self.cls = nn.Linear(8, 3)

    def forward(self, ids):
        return self.cls(self.layer(self.embed(ids)).mean(1))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(4, 6)
        self.norm = nn.LayerNorm(6)
        self.mid = nn.Linear(6, 6)
        self.head = nn.Linear(6, 3)

    def forward(self, x):
        h = self.stem(x)
        h = h + torch.tanh(self.mid(self.norm(h)))
        return self.head(h)


class AutoEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encode = nn.Sequential(nn.Linear(6, 5), nn.Tanh(), nn.Linear(5, 3))
        self.decode = nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 6))

    def forward(self, x):
        return self.decode(self.encode(x))


@program(None, "mlp")
def flow_mlp_right():
    x, y = rows()
    return Case(with_sgd(MLP), (x,), y, step=train_step, reference=with_sgd(MLP))


@program(None, "cnn")
def flow_cnn_right():
    x, y = pictures()
    return Case(with_adam(ConvNet), (x,), y, step=train_step, reference=with_adam(ConvNet))


@program(None, "gru")
def flow_gru_right():
    x, y = sentences()
    return Case(with_adam(GRUNet), (x,), y, step=train_step)


@program(None, "transformer")
def flow_transformer_right():
    torch.manual_seed(0)
    x, y = sentences()
    return Case(Transformer(), (x,), y, reference=seeded(Transformer))


@program(None, "residual")
def flow_residual_right():
    x, y = rows()
    return Case(with_sgd(Residual), (x,), y, step=train_step, reference=with_sgd(Residual))


# ---------------------------------------------------------------- G01 .detach() inside forward


class DetachedGRU(GRUNet):
    def forward(self, ids):
        vectors = self.words(ids)
        states, _ = self.gru(vectors)
        last = states[:, -1].detach()
        return self.out(last)


class DetachedEncoder(AutoEncoder):
    def forward(self, x):
        code = self.encode(x)
        code.detach_()
        return self.decode(code)


@program("G01", "gru")
def g01_gru():
    torch.manual_seed(1)
    x, y = sentences()
    return Case(DetachedGRU(), (x,), y, reference=seeded(GRUNet))


@program(None, "gru")
def g01_gru_right():
    torch.manual_seed(1)
    x, y = sentences()
    return Case(GRUNet(), (x,), y, reference=seeded(GRUNet))


@program("G01", "autoencoder")
def g01_autoencoder():
    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = F.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    x, _ = rows(width=6)
    return Case(with_adam(DetachedEncoder), (x,), x, step=step)


@program(None, "autoencoder")
def g01_autoencoder_right():
    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = F.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    x, _ = rows(width=6)
    return Case(with_adam(AutoEncoder), (x,), x, step=step)


# ---------------------------------------------------------------- G02 .data inside forward


class DataCNN(ConvNet):
    def forward(self, x):
        maps = self.body(x).data
        return self.head(self.drop(maps.view(len(maps), -1)))


@program("G02", "cnn")
def g02_cnn():
    torch.manual_seed(2)
    net = DataCNN()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters(), lr=1e-2))


@program(None, "cnn")
def g02_cnn_right():
    torch.manual_seed(2)
    net = ConvNet()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters(), lr=1e-2))


# ---------------------------------------------------------------- G03 the loss rebuilt from its number


@program("G03", "cnn")
def g03_cnn():
    def total_loss(logits, labels, weights):
        penalty = sum(float(w.detach().pow(2).sum()) for w in weights)
        value = F.cross_entropy(logits, labels).item() + 1e-3 * penalty
        return torch.autograd.Variable(torch.tensor(value), requires_grad=True)

    def step(model, optimizer, x, y):
        loss = total_loss(model(x), y, model.parameters())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    x, y = pictures()
    return Case(with_adam(ConvNet), (x,), y, step=step)


@program(None, "cnn")
def g03_cnn_right():
    def total_loss(logits, labels, weights):
        penalty = sum(w.pow(2).sum() for w in weights)
        return F.cross_entropy(logits, labels) + 1e-3 * penalty

    def step(model, optimizer, x, y):
        loss = total_loss(model(x), y, model.parameters())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    x, y = pictures()
    return Case(with_adam(ConvNet), (x,), y, step=step)


# ---------------------------------------------------------------- G04 a trip through NumPy


class NumpySorted(GRUNet):
    """Pools over time with NumPy."""

    def forward(self, ids):
        states, _ = self.gru(self.words(ids))
        pooled = np.median(states.detach().cpu().numpy(), axis=1)
        return self.out(torch.as_tensor(pooled, dtype=self.out.weight.dtype))


class TorchSorted(GRUNet):
    def forward(self, ids):
        states, _ = self.gru(self.words(ids))
        return self.out(states.median(dim=1).values)


@program(None, "mlp")
def g04_mlp_right():
    x, y = rows()
    x = torch.from_numpy(np.asarray(x))
    return Case(with_sgd(MLP), (x,), y, step=train_step, reference=with_sgd(MLP))


@program("G04", "gru")
def g04_gru():
    torch.manual_seed(3)
    x, y = sentences(length=5)
    return Case(NumpySorted(), (x,), y)


@program(None, "gru")
def g04_gru_right():
    torch.manual_seed(3)
    x, y = sentences(length=5)
    return Case(TorchSorted(), (x,), y)


# ---------------------------------------------------------------- G05 no_grad around a trainable part


class NoGradCNN(ConvNet):
    @torch.no_grad()
    def extract(self, x):
        return self.body(x).flatten(1)

    def forward(self, x):
        return self.head(self.drop(self.extract(x)))


class NoGradTransformer(Transformer):
    def forward(self, ids):
        previous = torch.is_grad_enabled()
        torch.set_grad_enabled(False)
        h = self.embed(ids)
        torch.set_grad_enabled(previous)
        return self.cls(self.layer(h).mean(1))


@program("G05", "cnn")
def g05_cnn():
    torch.manual_seed(4)
    net = NoGradCNN()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), reference=with_adam(ConvNet))


@program(None, "cnn")
def g05_cnn_right():
    class Net(ConvNet):
        def extract(self, x):
            return self.body(x).flatten(1)

        def forward(self, x):
            return self.head(self.drop(self.extract(x)))

    torch.manual_seed(4)
    net = Net()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), reference=with_adam(ConvNet))


@program("G05", "transformer")
def g05_transformer():
    x, y = sentences()
    return Case(with_adam(NoGradTransformer), (x,), y, step=train_step)


@program(None, "transformer")
def g05_transformer_right():
    x, y = sentences()
    return Case(with_adam(Transformer), (x,), y, step=train_step)


# ---------------------------------------------------------------- G06 the decorator left on forward


class DecoratedTransformer(Transformer):
    @torch.no_grad
    def forward(self, ids):
        return super().forward(ids)


@program("G06", "transformer")
def g06_transformer():
    torch.manual_seed(5)
    net = DecoratedTransformer()
    x, y = sentences()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters()))


@program(None, "transformer")
def g06_transformer_right():
    torch.manual_seed(5)
    net = Transformer()
    x, y = sentences()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters()))


# ---------------------------------------------------------------- G07 evaluation leaves gradients off


@program("G07", "cnn")
def g07_cnn():
    def predict(net, batch):
        guard = torch.no_grad()
        guard.__enter__()  # and never left
        net.train(False)
        return net(batch).softmax(1)

    def step(net, opt, batch, labels):
        net.train()
        return train_step(net, opt, batch, labels)

    torch.manual_seed(6)
    net = ConvNet()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), step=step, evaluate=predict)


@program(None, "cnn")
def g07_cnn_right():
    def predict(net, batch):
        guard = torch.no_grad()
        guard.__enter__()
        net.train(False)
        answer = net(batch).softmax(1)
        guard.__exit__(None, None, None)
        return answer

    def step(net, opt, batch, labels):
        net.train()
        return train_step(net, opt, batch, labels)

    torch.manual_seed(6)
    net = ConvNet()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), step=step, evaluate=predict)


# ---------------------------------------------------------------- G08 the loss on hard decisions


@program("G08", "gru")
def g08_gru():
    def error_rate(logits, labels):
        _, best = torch.max(logits, 1)
        return 1.0 - (best == labels).float().mean()

    def step(model, optimizer, ids, labels):
        loss = error_rate(model(ids), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    torch.manual_seed(7)
    net = GRUNet()
    x, y = sentences()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), step=step)


@program(None, "gru")
def g08_gru_right():
    def soft_error_rate(logits, labels):
        return 1.0 - logits.softmax(1)[torch.arange(len(labels)), labels].mean()

    def step(model, optimizer, ids, labels):
        loss = soft_error_rate(model(ids), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    torch.manual_seed(7)
    net = GRUNet()
    x, y = sentences()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), step=step)


# ---------------------------------------------------------------- G09 round(), sign(): gradient zero


class SignEncoder(AutoEncoder):
    """Binary codes."""

    def forward(self, x):
        return self.decode(torch.sign(self.encode(x)))


class FlooredCNN(ConvNet):
    def forward(self, x):
        h = self.body(x).flatten(1)
        levels = (h * 8).floor() / 8
        return self.head(levels)


@program("G09", "autoencoder")
def g09_autoencoder():
    torch.manual_seed(8)
    x, _ = rows(width=6)
    return Case(SignEncoder(), (x,), x)


@program(None, "autoencoder")
def g09_autoencoder_right():
    torch.manual_seed(8)
    x, _ = rows(width=6)
    return Case(AutoEncoder(), (x,), x)


@program("G09", "cnn")
def g09_cnn():
    x, y = pictures()
    return Case(with_adam(FlooredCNN), (x,), y, step=train_step)


@program(None, "cnn")
def g09_cnn_right():
    x, y = pictures()
    return Case(with_adam(ConvNet), (x,), y, step=train_step)


# ---------------------------------------------------------------- G10 in-place change of a value still needed


class GatedResidual(Residual):
    def forward(self, x):
        h = self.stem(x)
        gate = torch.sigmoid(self.mid(self.norm(h)))
        gate.mul_(2)
        return self.head(h * gate)


class GatedResidualRight(Residual):
    def forward(self, x):
        h = self.stem(x)
        gate = torch.sigmoid(self.mid(self.norm(h))).mul(2)
        return self.head(h * gate)


class MaskedCNN(ConvNet):
    def forward(self, x):
        h = F.softplus(self.body(x)).exp()
        h[:, 0] = 0.0
        return self.head(h.flatten(1))


class MaskedCNNRight(ConvNet):
    def forward(self, x):
        h = F.softplus(self.body(x)).exp().clone()
        h[:, :, 0] = 0.0  # the upper edge, on a copy
        return self.head(h.flatten(1))


@program("G10", "residual")
def g10_residual():
    torch.manual_seed(9)
    x, y = rows()
    return Case(GatedResidual(), (x,), y)


@program(None, "residual")
def g10_residual_right():
    torch.manual_seed(9)
    x, y = rows()
    return Case(GatedResidualRight(), (x,), y)


@program("G10", "cnn")
def g10_cnn():
    x, y = pictures()
    return Case(with_adam(MaskedCNN), (x,), y)


@program(None, "cnn")
def g10_cnn_right():
    x, y = pictures()
    return Case(with_adam(MaskedCNNRight), (x,), y)


# ---------------------------------------------------------------- G11 a Parameter made from a Parameter in forward


class NormedConv(nn.Conv2d):
    def forward(self, x):
        unit = self.weight / self.weight.flatten(1).norm(dim=1).view(-1, 1, 1, 1)
        return self._conv_forward(x, torch.nn.Parameter(unit), self.bias)


class NormedConvRight(nn.Conv2d):
    def forward(self, x):
        unit = self.weight / self.weight.flatten(1).norm(dim=1).view(-1, 1, 1, 1)
        return self._conv_forward(x, unit, self.bias)


def conv_stack(conv):
    return nn.Sequential(conv(1, 4, 3, padding=1), nn.Tanh(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(64, 3))


@program("G11", "cnn")
def g11_cnn():
    torch.manual_seed(10)
    x, y = pictures()
    return Case(conv_stack(NormedConv), (x,), y)


@program(None, "cnn")
def g11_cnn_right():
    torch.manual_seed(10)
    x, y = pictures()
    return Case(conv_stack(NormedConvRight), (x,), y)


# ---------------------------------------------------------------- G12 a dead ReLU layer


class PositiveInputs(nn.Module):
    """Grey values in [0, 1] into weights that somebody made negative."""

    def __init__(self, sign):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 3, padding=1)
        self.head = nn.Linear(6, 3)
        with torch.no_grad():
            if sign < 0:
                self.conv.weight.copy_(-self.conv.weight.abs())
                self.conv.bias.fill_(-0.1)

    def forward(self, x):
        return self.head(F.relu(self.conv(x)).mean((2, 3)))


@program("G12", "cnn")
def g12_cnn():
    torch.manual_seed(11)
    x, y = torch.rand(8, 1, 6, 6), torch.randint(3, (8,))
    return Case(PositiveInputs(-1), (x,), y)


@program(None, "cnn")
def g12_cnn_right():
    torch.manual_seed(11)
    x, y = torch.rand(8, 1, 6, 6), torch.randint(3, (8,))
    return Case(PositiveInputs(1), (x,), y)


# ---------------------------------------------------------------- G13 everything zero


@program("G13", "cnn")
def g13_cnn():
    def init_weights(module):
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            module.weight.data.fill_(0.0)
            module.bias.data.fill_(0.0)

    net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 10), nn.ReLU(), nn.Linear(10, 3))
    net.apply(init_weights)
    x, y = pictures()
    return Case(net, (x,), y)


@program(None, "cnn")
def g13_cnn_right():
    def init_weights(module):
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight)
            module.bias.data.fill_(0.0)

    torch.manual_seed(12)
    net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 10), nn.ReLU(), nn.Linear(10, 3))
    net.apply(init_weights)
    x, y = pictures()
    return Case(net, (x,), y)


@program("G13", "own parameters")
def g13_own():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.w1 = nn.Parameter(torch.zeros(4, 6))
            self.b1 = nn.Parameter(torch.zeros(6))
            self.w2 = nn.Parameter(torch.zeros(6, 3))
            self.b2 = nn.Parameter(torch.zeros(3))

        def forward(self, x):
            return torch.tanh(x @ self.w1 + self.b1) @ self.w2 + self.b2

    x, y = rows()
    return Case(with_adam(Net), (x,), y, step=train_step)


@program(None, "own parameters")
def g13_own_right():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.w1 = nn.Parameter(torch.randn(4, 6) / 2)
            self.b1 = nn.Parameter(torch.zeros(6))
            self.w2 = nn.Parameter(torch.randn(6, 3) / 6**0.5)
            self.b2 = nn.Parameter(torch.zeros(3))

        def forward(self, x):
            return torch.tanh(x @ self.w1 + self.b1) @ self.w2 + self.b2

    x, y = rows()
    return Case(with_adam(Net), (x,), y, step=train_step)


# ---------------------------------------------------------------- G14 everything the same constant


@program("G14", "cnn")
def g14_cnn():
    @torch.no_grad()
    def ones(module):
        for p in module.parameters(recurse=False):
            p.fill_(0.05)

    net = nn.Sequential(nn.Conv2d(1, 5, 3), nn.Sigmoid(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(45, 3))
    net.apply(ones)
    x, y = pictures()
    return Case(net, (x,), y)


@program(None, "cnn")
def g14_cnn_right():
    torch.manual_seed(13)
    net = nn.Sequential(nn.Conv2d(1, 5, 3), nn.Sigmoid(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(45, 3))
    x, y = pictures()
    return Case(net, (x,), y)


# ---------------------------------------------------------------- G15 softmax before the cross-entropy


class SoftmaxMLP(MLP):
    def forward(self, x):
        return F.softmax(super().forward(x), dim=1)


@program(None, "mlp")
def g15_mlp_right():
    def nll(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = F.nll_loss(model(x).log(), y)  # probabilities, and the loss that fits them
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(with_sgd(SoftmaxMLP), (x,), y, step=nll)


@program("G15", "cnn")
def g15_cnn():
    criterion = nn.CrossEntropyLoss()

    def step(net, opt, x, y):
        loss = criterion(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        return loss

    torch.manual_seed(14)
    net = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Linear(144, 3), nn.Softmax(dim=-1)
    )
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), step=step)


@program(None, "cnn")
def g15_cnn_right():
    criterion = nn.NLLLoss()

    def step(net, opt, x, y):
        loss = criterion(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        return loss

    torch.manual_seed(14)
    net = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Linear(144, 3), nn.LogSoftmax(dim=-1)
    )
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), step=step)


@program("G15", "transformer")
def g15_transformer():
    def step(model, optimizer, ids, labels):
        probabilities = torch.softmax(model(ids), -1)
        loss = F.cross_entropy(probabilities, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    x, y = sentences()
    return Case(with_adam(Transformer), (x,), y, step=step)


@program(None, "transformer")
def g15_transformer_right():
    def step(model, optimizer, ids, labels):
        logits = model(ids)
        confidence.append(torch.softmax(logits, -1).amax().item())
        loss = F.cross_entropy(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    confidence = []
    x, y = sentences()
    return Case(with_adam(Transformer), (x,), y, step=step)


# ---------------------------------------------------------------- G16 ReLU on the logits


class ReluHead(Residual):
    def forward(self, x):
        return super().forward(x).clamp(min=0)


@program("G16", "cnn")
def g16_cnn():
    def dense(inputs, outputs):
        return nn.Sequential(nn.Linear(inputs, outputs), nn.ReLU())

    torch.manual_seed(15)
    net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), dense(144, 10), dense(10, 3))
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9), step=train_step)


@program(None, "cnn")
def g16_cnn_right():
    def dense(inputs, outputs):
        return nn.Sequential(nn.Linear(inputs, outputs), nn.ReLU())

    torch.manual_seed(15)
    net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), dense(144, 10), nn.Linear(10, 3))
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9), step=train_step)


@program("G16", "residual")
def g16_residual():
    x, y = rows()
    return Case(with_sgd(ReluHead), (x,), y, step=train_step)


@program(None, "residual")
def g16_residual_right():
    def poisson(model, optimizer, x, y):
        optimizer.zero_grad()
        rates = model(x)
        loss = F.poisson_nll_loss(rates, y, log_input=False)
        loss.backward()
        optimizer.step()
        return loss

    class Rates(Residual):  # counts are not negative: here it is meant
        def forward(self, x):
            return F.softplus(super().forward(x))

    x, _ = rows()
    return Case(with_sgd(Rates), (x,), torch.poisson(torch.ones(16, 3)), step=poisson)


# ---------------------------------------------------------------- G17 the loss on detached predictions


@program("G17", "autoencoder")
def g17_autoencoder():
    def reconstruct(model, x):
        with torch.no_grad():
            output = model(x)
        output.requires_grad = True  # "element 0 of tensors does not require grad"
        return output

    def step(model, optimizer, x, y):
        loss = ((reconstruct(model, x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    x, _ = rows(width=6)
    return Case(with_adam(AutoEncoder), (x,), x, step=step)


@program(None, "autoencoder")
def g17_autoencoder_right():
    def reconstruct(model, x):
        return model(x)

    def step(model, optimizer, x, y):
        loss = ((reconstruct(model, x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    x, _ = rows(width=6)
    return Case(with_adam(AutoEncoder), (x,), x, step=step)


@program("G17", "gru")
def g17_gru():
    def step(model, optimizer, ids, labels):
        scores = torch.autograd.Variable(model(ids).data, requires_grad=True)
        loss = nn.CrossEntropyLoss()(scores, labels)
        model.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    x, y = sentences()
    return Case(with_sgd(GRUNet), (x,), y, step=step)


@program(None, "gru")
def g17_gru_right():
    def step(model, optimizer, ids, labels):
        scores = model(ids)
        loss = nn.CrossEntropyLoss()(scores, labels)
        model.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    x, y = sentences()
    return Case(with_sgd(GRUNet), (x,), y, step=step)


# ---------------------------------------------------------------- G18 no nonlinearity


def stack(widths, activation):
    layers = []
    for a, b in zip(widths[:-1], widths[1:]):  # noqa: RUF007
        layers += [nn.Linear(a, b), activation()]
    return nn.Sequential(*layers[:-1])


class FlatCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 4, 3)
        self.c2 = nn.Conv2d(4, 4, 3)
        self.lin = nn.Linear(64, 3)

    def forward(self, x):
        return self.lin(self.c2(self.c1(x)).flatten(1))


class BentCNN(FlatCNN):
    def forward(self, x):
        return self.lin(F.elu(self.c2(F.elu(self.c1(x)))).flatten(1))


@program(None, "mlp")
def g18_mlp_right():
    x, y = rows()
    return Case(with_sgd(lambda: stack([4, 8, 3], nn.Tanh)), (x,), y, step=train_step, reference=with_sgd(MLP))


@program("G18", "cnn")
def g18_cnn():
    x, y = pictures()
    return Case(with_adam(FlatCNN), (x,), y, reference=with_adam(BentCNN))


@program(None, "cnn")
def g18_cnn_right():
    x, y = pictures()
    return Case(with_adam(BentCNN), (x,), y, reference=with_adam(BentCNN))


@program("G18", "sequential")
def g18_sequential():
    torch.manual_seed(16)
    x, y = rows()
    net = stack([4, 8, 8, 3], nn.Identity)
    return Case(net, (x,), y, reference=seeded(lambda: stack([4, 8, 8, 3], nn.ReLU)))


@program(None, "sequential")
def g18_sequential_right():
    torch.manual_seed(16)
    x, y = rows()
    net = stack([4, 8, 8, 3], nn.ReLU)
    return Case(net, (x,), y, reference=seeded(lambda: stack([4, 8, 8, 3], nn.ReLU)))


# ---------------------------------------------------------------- G19 a layer's output multiplied by zero


class Overwritten(ConvNet):
    def __init__(self):
        super().__init__()
        self.side = nn.Conv2d(1, 4, 1)

    def forward(self, x):
        both = torch.cat([self.body(x), F.avg_pool2d(self.side(x), 2)], 1)
        both = both.clone()
        both[:, 4:] = 0.0  # left from an experiment
        return self.head(both[:, :4].flatten(1) + both[:, 4:].flatten(1))


class NotOverwritten(Overwritten):
    def forward(self, x):
        both = torch.cat([self.body(x), F.avg_pool2d(self.side(x), 2)], 1)
        return self.head(both[:, :4].flatten(1) + both[:, 4:].flatten(1))


class AuxiliaryWeight(GRUNet):
    """A second path whose share is a constant of zero."""

    def __init__(self, share=0):
        super().__init__()
        self.bag = nn.Linear(6, 6)
        self.share = share

    def forward(self, ids):
        vectors = self.words(ids)
        _, last = self.gru(vectors)
        return self.out(last[-1] + self.share * torch.relu(self.bag(vectors.mean(1))))


@program("G19", "cnn")
def g19_cnn():
    torch.manual_seed(17)
    x, y = pictures()
    return Case(Overwritten(), (x,), y)


@program(None, "cnn")
def g19_cnn_right():
    torch.manual_seed(17)
    x, y = pictures()
    return Case(NotOverwritten(), (x,), y)


@program("G19", "gru")
def g19_gru():
    x, y = sentences()
    return Case(with_adam(AuxiliaryWeight), (x,), y, step=train_step)


@program(None, "gru")
def g19_gru_right():
    x, y = sentences()
    return Case(with_adam(lambda: AuxiliaryWeight(share=1)), (x,), y, step=train_step)


# ---------------------------------------------------------------- G20 a layer's output thrown away


class LoopDiscards(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 4, 3, padding=1)
        self.refine = nn.ModuleList([nn.Conv2d(4, 4, 3, padding=1) for _ in range(2)])
        self.last = nn.Linear(4, 3)

    def forward(self, x):
        maps = F.relu(self.first(x))
        for refine in self.refine:
            out = F.relu(refine(maps))  # noqa: F841 (the mistake: never goes on)
        return self.last(maps.mean((2, 3)))


class LoopKeeps(LoopDiscards):
    def forward(self, x):
        maps = F.relu(self.first(x))
        for refine in self.refine:
            maps = F.relu(refine(maps)) + maps
        return self.last(maps.mean((2, 3)))


class AttentionDiscarded(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 8)
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.cls = nn.Linear(8, 3)

    def forward(self, ids):
        h = self.embed(ids)
        _attended, _ = self.attention(h, h, h)
        return self.cls(h.mean(1))


class AttentionUsed(AttentionDiscarded):
    def forward(self, ids):
        h = self.embed(ids)
        attended, _ = self.attention(h, h, h)
        return self.cls((h + attended).mean(1))


@program("G20", "cnn")
def g20_cnn():
    torch.manual_seed(18)
    x, y = pictures()
    return Case(LoopDiscards(), (x,), y)


@program(None, "cnn")
def g20_cnn_right():
    torch.manual_seed(18)
    x, y = pictures()
    return Case(LoopKeeps(), (x,), y)


@program("G20", "transformer")
def g20_transformer():
    x, y = sentences()
    return Case(with_adam(AttentionDiscarded), (x,), y, step=train_step)


@program(None, "transformer")
def g20_transformer_right():
    x, y = sentences()
    return Case(with_adam(AttentionUsed), (x,), y, step=train_step)


# ---------------------------------------------------------------- G21 inference_mode in forward


class InferenceTransformer(Transformer):
    @torch.inference_mode()
    def embed_tokens(self, ids):
        return self.embed(ids)

    def forward(self, ids):
        return self.cls(self.layer(self.embed_tokens(ids)).mean(1))


class InferenceCNN(ConvNet):
    @torch.inference_mode()
    def features(self, x):
        return self.body(x)

    def forward(self, x):
        return self.head(self.features(x).flatten(1))


@program("G21", "cnn")
def g21_cnn():
    x, y = pictures()
    return Case(with_adam(InferenceCNN), (x,), y)


@program(None, "cnn")
def g21_cnn_right():
    class Net(ConvNet):
        def features(self, x):
            return self.body(x)

        def forward(self, x):
            return self.head(self.drop(self.features(x).flatten(1)))

    x, y = pictures()
    return Case(with_adam(Net), (x,), y)


# Without an error: the attention copies its input, and the copy is an ordinary tensor.
@program("G21", "transformer")
def g21_transformer():
    torch.manual_seed(19)
    x, y = sentences()
    return Case(InferenceTransformer(), (x,), y)


@program(None, "transformer")
def g21_transformer_right():
    class Net(Transformer):
        def embed_tokens(self, ids):
            return self.embed(ids)

        def forward(self, ids):
            return self.cls(self.layer(self.embed_tokens(ids)).mean(1))

    torch.manual_seed(19)
    x, y = sentences()
    return Case(Net(), (x,), y)


# ---------------------------------------------------------------- G22 torch.tensor(activation)


class TensoredGRU(GRUNet):
    def forward(self, ids):
        states, _ = self.gru(self.words(ids))
        last = torch.tensor([state[-1].tolist() for state in states])
        return self.out(last)


class StackedGRU(GRUNet):
    def forward(self, ids):
        states, _ = self.gru(self.words(ids))
        return self.out(torch.stack([state[-1] for state in states]))


class TensoredCode(AutoEncoder):
    def forward(self, x):
        code = self.encode(x)
        code = torch.tensor(code, dtype=torch.float32, requires_grad=True)
        return self.decode(code)


@program(None, "mlp")
def g22_mlp_right():
    class Net(MLP):
        def forward(self, x):
            h = torch.tanh(self.fc1(torch.as_tensor(x)))
            return self.fc2(h)

    x, y = rows()
    return Case(with_sgd(Net), (x,), y, step=train_step, reference=with_sgd(MLP))


@program("G22", "gru")
def g22_gru():
    torch.manual_seed(20)
    x, y = sentences()
    return Case(TensoredGRU(), (x,), y)


@program(None, "gru")
def g22_gru_right():
    torch.manual_seed(20)
    x, y = sentences()
    return Case(StackedGRU(), (x,), y)


@program("G22", "autoencoder")
def g22_autoencoder():
    x, _ = rows(width=6)
    return Case(with_adam(TensoredCode), (x,), x)


@program(None, "autoencoder")
def g22_autoencoder_right():
    x, _ = rows(width=6)
    return Case(with_adam(AutoEncoder), (x,), x)


# ---------------------------------------------------------------- G23 a scale taken out of the graph with .item()


class FloatStandardised(ConvNet):
    def forward(self, x):
        h = self.body(x).flatten(1)
        mean, std = float(h.mean()), float(h.std())
        return self.head((h - mean) / std)


class Standardised(ConvNet):
    def forward(self, x):
        h = self.body(x).flatten(1)
        return self.head((h - h.mean()) / h.std())


@program("G23", "cnn")
def g23_cnn():
    x, y = pictures()
    return Case(with_adam(FloatStandardised), (x,), y, step=train_step, reference=with_adam(Standardised))


@program(None, "cnn")
def g23_cnn_right():
    x, y = pictures()
    return Case(with_adam(Standardised), (x,), y, step=train_step, reference=with_adam(Standardised))


# ---------------------------------------------------------------- G24 the weight itself detached


class DataConv(ConvNet):
    def __init__(self):
        super().__init__()
        self.body[2] = nn.Tanh()

    def forward(self, x):
        conv, *rest = self.body
        h = F.conv2d(x, conv.weight.data, conv.bias, padding=1)
        for layer in rest:
            h = layer(h)
        return self.head(h.flatten(1))


class OwnConv(DataConv):
    def forward(self, x):
        conv, *rest = self.body
        h = F.conv2d(x, conv.weight, conv.bias, padding=1)
        for layer in rest:
            h = layer(h)
        return self.head(h.flatten(1))


@program("G24", "cnn")
def g24_cnn():
    torch.manual_seed(21)
    net = DataConv()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.0))


@program(None, "cnn")
def g24_cnn_right():
    torch.manual_seed(21)
    net = OwnConv()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.0))


@program("G24", "transformer")
def g24_transformer():
    """Somebody wanted a copy of the weight, for its transpose, and cut it off."""

    class Net(Transformer):
        def forward(self, ids):
            h = self.layer(self.embed(ids)).mean(1)
            weight = copy.copy(self.cls.weight).detach()
            return h @ weight.t() + self.cls.bias

    x, y = sentences()
    return Case(with_adam(Net), (x,), y, step=train_step, reference=with_adam(Transformer))


@program(None, "transformer")
def g24_transformer_right():
    class Net(Transformer):
        def forward(self, ids):
            h = self.layer(self.embed(ids)).mean(1)
            return h @ self.cls.weight.t() + self.cls.bias

    x, y = sentences()
    return Case(with_adam(Net), (x,), y, step=train_step, reference=with_adam(Transformer))
