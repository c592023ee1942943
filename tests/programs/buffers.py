"""Buffers and modes: B01 to B15, each with its correct twin."""

import math

import torch
from torch import nn
from torch.nn import functional as F

from . import Case, program

# ---------------------------------------------------------------- data, steps, evaluation


def rows(n=16, width=4, seed=0):
    g = torch.Generator().manual_seed(seed)
    x = 2 * torch.randn(n, width, generator=g) + 1
    return x, (x @ torch.randn(width, 3, generator=g)).argmax(1)


def pictures(n=8, seed=1):
    g = torch.Generator().manual_seed(seed)
    return torch.rand(n, 1, 8, 8, generator=g), torch.randint(3, (n,), generator=g)


def sentences(n=8, length=6, words=20, seed=2):
    g = torch.Generator().manual_seed(seed)
    return torch.randint(words, (n, length), generator=g), torch.randint(3, (n,), generator=g)


def train_step(model, optimizer, x, y):
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


def evaluate(model, x):
    model.eval()
    with torch.no_grad():
        return model(x)


def sgd(make, lr=0.1, seed=0):
    def build():
        torch.manual_seed(seed)
        model = make()
        return model, torch.optim.SGD(model.parameters(), lr=lr)

    return build


def adam(make, lr=1e-2, seed=0):
    def build():
        torch.manual_seed(seed)
        model = make()
        return model, torch.optim.Adam(model.parameters(), lr=lr)

    return build


def positions(length, d):
    """Sine and cosine waves."""
    place = torch.arange(length).unsqueeze(1)
    rate = torch.exp(-math.log(100.0) * torch.arange(0, d, 2) / d)
    return torch.stack([torch.sin(place * rate), torch.cos(place * rate)], -1).flatten(1)


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, padding=1)
        self.bn = nn.BatchNorm2d(4)
        self.block = nn.Sequential(nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(0.25))
        self.fc = nn.Linear(64, 3)

    def forward(self, x):
        return self.fc(self.block(self.bn(self.conv(x))).flatten(1))


class TextGRU(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 6)
        self.drop = nn.Dropout(0.3)
        self.rnn = nn.GRU(6, 6, num_layers=2, dropout=0.2, batch_first=True)
        self.out = nn.Linear(6, 3)

    def forward(self, ids):
        _, h = self.rnn(self.drop(self.embed(ids)))
        return self.out(h[-1])


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 8)
        layer = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.2, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2)
        self.cls = nn.Linear(8, 3)

    def forward(self, ids):
        return self.cls(self.encoder(self.embed(ids)).mean(1))


# ---------------------------------------------------------------- B01 a constant as a plain attribute


class PlainPositions(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 8)
        self.pe = positions(32, 8)
        self.attn = nn.MultiheadAttention(8, 2, batch_first=True)
        self.cls = nn.Linear(8, 3)

    def forward(self, ids):
        h = self.embed(ids) + self.pe[: ids.shape[1]]
        h = h + self.attn(h, h, h, need_weights=False)[0]
        return self.cls(h[:, 0])


class BufferPositions(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 8)
        self.register_buffer("pe", positions(32, 8), persistent=False)
        self.attn = nn.MultiheadAttention(8, 2, batch_first=True)
        self.cls = nn.Linear(8, 3)

    forward = PlainPositions.forward


class PlainKernel(nn.Module):
    """A fixed Sobel filter before a trained classifier; the tensor stands in a dict."""

    def __init__(self):
        super().__init__()
        sobel = torch.tensor([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
        self.kernels = {"x": sobel[None, None], "y": sobel.t()[None, None].contiguous()}
        self.fc = nn.Linear(128, 3)

    def forward(self, x):
        edges = [F.conv2d(x, kernel, padding=1).flatten(1) for kernel in self.kernels.values()]
        return self.fc(torch.cat(edges, 1))


class BufferKernel(nn.Module):
    def __init__(self):
        super().__init__()
        sobel = torch.tensor([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
        self.register_buffer("kernels", torch.stack([sobel, sobel.t()])[:, None])
        self.fc = nn.Linear(128, 3)

    def forward(self, x):
        return self.fc(F.conv2d(x, self.kernels, padding=1).flatten(1))


@program("B01", "transformer")
def b01_transformer():
    torch.manual_seed(1)
    x, y = sentences()
    return Case(PlainPositions(), (x,), y, reference=adam(BufferPositions))


@program(None, "transformer")
def b01_transformer_right():
    torch.manual_seed(1)
    x, y = sentences()
    return Case(BufferPositions(), (x,), y, reference=adam(BufferPositions))


@program("B01", "cnn")
def b01_cnn():
    x, y = pictures()
    return Case(adam(PlainKernel), (x,), y, step=train_step, reference=adam(BufferKernel))


@program(None, "cnn")
def b01_cnn_right():
    x, y = pictures()
    return Case(adam(BufferKernel), (x,), y, step=train_step, reference=adam(BufferKernel))


# ---------------------------------------------------------------- B02 a constant as a Parameter


class ParameterPositions(BufferPositions):
    def __init__(self):
        super().__init__()
        del self.pe
        self.pe = nn.Parameter(positions(6, 8))


class ShortPositions(BufferPositions):
    def __init__(self):
        super().__init__()
        self.pe = positions(6, 8)


class FourierFeatures(nn.Module):
    """Random frequencies, drawn once and meant to stay."""

    def __init__(self, trained):
        super().__init__()
        frequencies = torch.randn(4, 6)
        if trained:
            self.B = nn.Parameter(frequencies)
        else:
            self.register_buffer("B", frequencies)
        self.fc = nn.Linear(12, 3)

    def forward(self, x):
        z = x @ self.B
        return self.fc(torch.cat([z.sin(), z.cos()], -1))


@program("B02", "transformer")
def b02_transformer():
    x, y = sentences()
    return Case(adam(ParameterPositions), (x,), y, step=train_step, reference=adam(ShortPositions))


@program(None, "transformer")
def b02_transformer_right():
    x, y = sentences()
    return Case(adam(ShortPositions), (x,), y, step=train_step, reference=adam(ShortPositions))


@program("B02", "fourier")
def b02_fourier():
    torch.manual_seed(3)
    net = FourierFeatures(trained=True)
    x, y = rows()
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-2)
    return Case(net, (x,), y, optimizer=optimizer, frozen=("B",), reference=adam(lambda: FourierFeatures(False)))


@program(None, "fourier")
def b02_fourier_right():
    torch.manual_seed(3)
    net = FourierFeatures(trained=False)
    x, y = rows()
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-2)
    return Case(net, (x,), y, optimizer=optimizer, frozen=("B",), reference=adam(lambda: FourierFeatures(False)))


# ---------------------------------------------------------------- B03 a buffer with requires_grad


class GradTemperature(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(20, 6)
        self.lstm = nn.LSTM(6, 6, batch_first=True)
        self.head = nn.Linear(6, 3)
        self.register_buffer("temperature", torch.tensor(1.5))
        self.temperature.requires_grad = True

    def forward(self, ids):
        states, _ = self.lstm(self.emb(ids))
        return self.head(states[:, -1]) / self.temperature


class CalmTemperature(GradTemperature):
    def __init__(self):
        super().__init__()
        self.temperature.requires_grad = False


@program("B03", "lstm")
def b03_lstm():
    torch.manual_seed(4)
    x, y = sentences()
    return Case(GradTemperature(), (x,), y)


@program(None, "lstm")
def b03_lstm_right():
    torch.manual_seed(4)
    x, y = sentences()
    return Case(CalmTemperature(), (x,), y)


# ---------------------------------------------------------------- B04 needed state that is not saved


class UnsavedProjection(nn.Module):
    """A random projection that every new object draws anew."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.register_buffer("projection", torch.randn(144, 10) / 12, persistent=False)
        self.fc = nn.Linear(10, 3)

    def forward(self, x):
        return self.fc(torch.relu(self.conv(x).flatten(1) @ self.projection))


class SavedProjection(UnsavedProjection):
    def __init__(self):
        super().__init__()
        projection = self.projection
        del self.projection
        self.register_buffer("projection", projection)


class UnsavedBatchNorm(nn.BatchNorm1d):
    """Someone wanted a smaller checkpoint."""

    def __init__(self, size):
        super().__init__(size)
        for name in ("running_mean", "running_var"):
            self.register_buffer(name, self._buffers.pop(name), persistent=False)


def norm_mlp(norm):
    return nn.Sequential(nn.Linear(4, 8), norm(8), nn.ReLU(), nn.Linear(8, 3))


@program("B04", "cnn")
def b04_cnn():
    torch.manual_seed(5)
    x, y = pictures()

    def build():  # no seed: every call draws a projection of its own
        net = UnsavedProjection()
        return net, torch.optim.Adam(net.parameters(), lr=1e-2)

    return Case(build, (x,), y, step=train_step, reference=SavedProjection)


@program(None, "cnn")
def b04_cnn_right():
    torch.manual_seed(5)
    x, y = pictures()

    def build():
        net = SavedProjection()
        return net, torch.optim.Adam(net.parameters(), lr=1e-2)

    return Case(build, (x,), y, step=train_step, reference=SavedProjection)


@program("B04", "batchnorm")
def b04_batchnorm():
    x, y = rows()
    return Case(
        sgd(lambda: norm_mlp(UnsavedBatchNorm)),
        (x,),
        y,
        step=train_step,
        evaluate=evaluate,
        reference=sgd(lambda: norm_mlp(nn.BatchNorm1d)),
    )


@program(None, "batchnorm")
def b04_batchnorm_right():
    x, y = rows()
    return Case(
        sgd(lambda: norm_mlp(nn.BatchNorm1d)),
        (x,),
        y,
        step=train_step,
        evaluate=evaluate,
        reference=sgd(lambda: norm_mlp(nn.BatchNorm1d)),
    )


# ---------------------------------------------------------------- B05 a running statistic with its graph


class OwnBatchNorm(nn.Module):
    """Batch normalisation, written by hand."""

    def __init__(self, channels, keep_graph):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(channels, 1, 1))
        self.beta = nn.Parameter(torch.zeros(channels, 1, 1))
        self.keep_graph = keep_graph
        self.register_buffer("mean", torch.zeros(channels, 1, 1))
        self.register_buffer("var", torch.ones(channels, 1, 1))

    def forward(self, x):
        if self.training:
            mean = x.mean((0, 2, 3)).view(-1, 1, 1)
            var = x.var((0, 2, 3)).view(-1, 1, 1)
            seen = (mean, var) if self.keep_graph else (mean.detach(), var.detach())
            self.mean = 0.5 * self.mean + 0.5 * seen[0]
            self.var = 0.5 * self.var + 0.5 * seen[1]
        return self.gamma * (x - self.mean) / (self.var + 1e-5).sqrt() + self.beta


def own_norm_net(keep_graph):
    return nn.Sequential(nn.Conv2d(1, 4, 3), OwnBatchNorm(4, keep_graph), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 36, 3))


@program("B05", "cnn")
def b05_cnn():
    x, y = pictures()
    return Case(adam(lambda: own_norm_net(True)), (x,), y)


@program(None, "cnn")
def b05_cnn_right():
    x, y = pictures()
    return Case(adam(lambda: own_norm_net(False)), (x,), y)


# ---------------------------------------------------------------- B06 F.dropout is always on


class AlwaysDropoutGRU(TextGRU):
    def forward(self, ids):
        _, h = self.rnn(F.dropout(self.embed(ids), p=0.3))
        return self.out(F.dropout(h[-1], p=0.3))


class ModalDropoutGRU(TextGRU):
    def forward(self, ids):
        _, h = self.rnn(F.dropout(self.embed(ids), p=0.3, training=self.training))
        return self.out(F.dropout(h[-1], 0.3, self.training))


class AlwaysDropoutCNN(ConvNet):
    def forward(self, x):
        maps = torch.relu(self.bn(self.conv(x)))
        maps = nn.functional.dropout2d(F.max_pool2d(maps, 2), 0.5)
        return self.fc(maps.flatten(1))


@program("B06", "gru")
def b06_gru():
    torch.manual_seed(6)
    x, y = sentences()
    return Case(AlwaysDropoutGRU(), (x,), y)


@program(None, "gru")
def b06_gru_right():
    torch.manual_seed(6)
    x, y = sentences()
    return Case(ModalDropoutGRU(), (x,), y)


@program("B06", "cnn")
def b06_cnn():
    x, y = pictures()
    return Case(adam(AlwaysDropoutCNN), (x,), y, step=train_step, reference=adam(ConvNet))


@program(None, "cnn")
def b06_cnn_right():
    x, y = pictures()
    return Case(adam(ConvNet), (x,), y, step=train_step, reference=adam(ConvNet))


# ---------------------------------------------------------------- B07 nn.Dropout built in forward


class BornDropoutTransformer(Transformer):
    def forward(self, ids):
        h = self.embed(ids)
        drop = torch.nn.Dropout(p=0.1)
        return self.cls(drop(self.encoder(drop(h))).mean(1))


class KeptDropoutTransformer(Transformer):
    def __init__(self):
        super().__init__()
        self.drop = nn.Dropout(0.1)

    def forward(self, ids):
        return self.cls(self.drop(self.encoder(self.drop(self.embed(ids)))).mean(1))


@program("B07", "transformer")
def b07_transformer():
    torch.manual_seed(7)
    x, y = sentences()
    return Case(BornDropoutTransformer(), (x,), y)


@program(None, "transformer")
def b07_transformer_right():
    torch.manual_seed(7)
    x, y = sentences()
    return Case(KeptDropoutTransformer(), (x,), y)


# ---------------------------------------------------------------- B08 evaluation in training mode


@program("B08", "cnn")
def b08_cnn():
    @torch.inference_mode()
    def predict(net, images):
        net.eval  # noqa: B018 (the mistake: no parentheses)
        return net(images).softmax(1)

    torch.manual_seed(8)
    net = ConvNet()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters(), lr=1e-2), step=train_step, evaluate=predict)


@program(None, "cnn")
def b08_cnn_right():
    @torch.inference_mode()
    def predict(net, images):
        net.train(mode=False)
        return net(images).softmax(1)

    torch.manual_seed(8)
    net = ConvNet()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters(), lr=1e-2), step=train_step, evaluate=predict)


@program("B08", "gru")
def b08_gru():
    def validate(model, ids):
        return model(ids).detach()

    x, y = sentences()
    return Case(adam(TextGRU), (x,), y, step=train_step, evaluate=validate)


@program(None, "gru")
def b08_gru_right():
    def validate(model, ids):
        was = model.training
        try:
            return model.eval()(ids).detach()
        finally:
            model.train(was)

    x, y = sentences()
    return Case(adam(TextGRU), (x,), y, step=train_step, evaluate=validate)


# ---------------------------------------------------------------- B09 train() never called again


@program("B09", "transformer")
def b09_transformer():
    def one_batch(net, opt, ids, labels):
        loss = nn.CrossEntropyLoss()(net(ids), labels)
        loss.backward()
        opt.step()
        opt.zero_grad()
        return loss

    torch.manual_seed(9)
    net = Transformer()
    x, y = sentences()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters(), lr=1e-3), step=one_batch, evaluate=evaluate)


@program(None, "transformer")
def b09_transformer_right():
    def one_batch(net, opt, ids, labels):
        net.train()
        loss = nn.CrossEntropyLoss()(net(ids), labels)
        loss.backward()
        opt.step()
        opt.zero_grad()
        return loss

    torch.manual_seed(9)
    net = Transformer()
    x, y = sentences()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters(), lr=1e-3), step=one_batch, evaluate=evaluate)


@program("B09", "cnn")
def b09_cnn():
    def step(model, optimizer, x, y):
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        evaluate(model, x)  # "a look at the accuracy after every batch"
        return loss

    x, y = pictures()
    return Case(adam(ConvNet), (x,), y, step=step, evaluate=evaluate)


@program(None, "cnn")
def b09_cnn_right():
    def step(model, optimizer, x, y):
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        look(model, x)
        return loss

    def look(model, x):
        out = evaluate(model, x)
        model.train()
        return out

    x, y = pictures()
    return Case(adam(ConvNet), (x,), y, step=step, evaluate=look)


# ---------------------------------------------------------------- B10 model.training = False


@program("B10", "gru")
def b10_gru():
    @torch.no_grad()
    def predict(model, ids):
        setattr(model, "training", False)  # noqa: B010
        return model(ids).argmax(-1), model(ids)

    torch.manual_seed(10)
    net = TextGRU()
    x, y = sentences()
    return Case(net, (x,), y, optimizer=torch.optim.SGD(net.parameters(), lr=0.1), step=train_step, evaluate=predict)


@program(None, "gru")
def b10_gru_right():
    @torch.no_grad()
    def predict(model, ids):
        model.eval()
        return model(ids).argmax(-1), model(ids)

    torch.manual_seed(10)
    net = TextGRU()
    x, y = sentences()
    return Case(net, (x,), y, optimizer=torch.optim.SGD(net.parameters(), lr=0.1), step=train_step, evaluate=predict)


# ---------------------------------------------------------------- B11 train() overridden without the children


class HalfTrain(ConvNet):
    def train(self, mode: bool = True):
        self.mode_name = "training" if mode else "evaluation"
        self.training = mode
        self.bn.train(mode)
        return self


class NormKeptTrain(ConvNet):
    def train(self, mode: bool = True):
        self.mode_name = "training" if mode else "evaluation"
        super().train(mode)
        self.bn.eval()  # pretrained statistics: meant
        return self


@program("B11", "cnn")
def b11_cnn():
    x, y = pictures()
    return Case(adam(HalfTrain), (x,), y, step=train_step, evaluate=evaluate)


@program(None, "cnn")
def b11_cnn_right():
    x, y = pictures()
    return Case(adam(NormKeptTrain), (x,), y, step=train_step, evaluate=evaluate)


# ---------------------------------------------------------------- B12 a running statistic as a plain attribute


class PlainCentre(nn.Module):
    """Subtracts a moving average of the features, kept in place."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 6)
        self.rnn = nn.GRU(6, 6, batch_first=True)
        self.out = nn.Linear(6, 3)
        self.keep()

    def keep(self):
        self.centre = torch.zeros(6)

    def forward(self, ids):
        h = self.rnn(self.embed(ids))[1][-1]
        if self.training:
            with torch.no_grad():
                self.centre.mul_(0.9).add_(h.mean(0), alpha=0.1)
        return self.out(h - self.centre)


class BufferCentre(PlainCentre):
    def keep(self):
        self.register_buffer("centre", torch.zeros(6))


@program("B12", "gru")
def b12_gru():
    x, y = sentences()
    return Case(adam(PlainCentre), (x,), y, step=train_step, evaluate=evaluate)


@program(None, "gru")
def b12_gru_right():
    x, y = sentences()
    return Case(adam(BufferCentre), (x,), y, step=train_step, evaluate=evaluate)


# ---------------------------------------------------------------- B13 a statistic updated in evaluation too


class EverMomentum(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.register_buffer("peak", torch.ones(1))
        self.fc = nn.Linear(144, 3)

    def observe(self, h):
        self.peak = torch.maximum(0.95 * self.peak, h.detach().abs().max())

    def forward(self, x):
        h = torch.relu(self.conv(x))
        self.observe(h)
        return self.fc((h / self.peak).flatten(1))


class TrainMomentum(EverMomentum):
    def forward(self, x):
        h = torch.relu(self.conv(x))
        if self.training:
            self.observe(h)
        return self.fc((h / self.peak).flatten(1))


@program("B13", "cnn")
def b13_cnn():
    torch.manual_seed(11)
    net = EverMomentum()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.SGD(net.parameters(), lr=0.1), step=train_step, evaluate=evaluate)


@program(None, "cnn")
def b13_cnn_right():
    torch.manual_seed(11)
    net = TrainMomentum()
    x, y = pictures()
    return Case(net, (x,), y, optimizer=torch.optim.SGD(net.parameters(), lr=0.1), step=train_step, evaluate=evaluate)


# ---------------------------------------------------------------- B14 a list of references to buffers


class DictOfMasks(nn.Module):
    """One table of positions per length, looked up in a dict of the registered buffers."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 8)
        self.attn = nn.MultiheadAttention(8, 2, batch_first=True)
        self.cls = nn.Linear(8, 3)
        self.tables = {}
        for length in (4, 6):
            self.register_buffer(f"positions_{length}", positions(length, 8))
            self.tables[length] = getattr(self, f"positions_{length}")

    def forward(self, ids):
        h = self.embed(ids) + self.tables[ids.shape[1]]
        return self.cls((h + self.attn(h, h, h)[0]).mean(1))


class NamedMasks(DictOfMasks):
    def __init__(self):
        super().__init__()
        del self.tables

    def forward(self, ids):
        h = self.embed(ids) + self.get_buffer(f"positions_{ids.shape[1]}")
        return self.cls((h + self.attn(h, h, h)[0]).mean(1))


@program("B14", "transformer")
def b14_transformer():
    torch.manual_seed(12)
    x, y = sentences()
    return Case(DictOfMasks(), (x,), y)


@program(None, "transformer")
def b14_transformer_right():
    torch.manual_seed(12)
    x, y = sentences()
    return Case(NamedMasks(), (x,), y)


# ---------------------------------------------------------------- B15 a method called train


class Agent(nn.Module):
    """A policy with its own update, as in many small reinforcement-learning scripts."""

    def __init__(self):
        super().__init__()
        self.policy = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Dropout(0.1), nn.Linear(8, 3))

    def forward(self, states):
        return self.policy(states)

    def train(self, optimizer, states, actions, epochs):
        for _ in range(epochs):
            optimizer.zero_grad()
            loss = F.cross_entropy(self(states), actions)
            loss.backward()
            optimizer.step()
        return loss


class RenamedAgent(nn.Module):
    def __init__(self):
        super().__init__()
        self.policy = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Dropout(0.1), nn.Linear(8, 3))

    def forward(self, states):
        return self.policy(states)

    update = Agent.train


@program("B15", "agent")
def b15_agent():
    def step(model, optimizer, states, actions):
        return model.train(optimizer, states, actions, epochs=1)

    torch.manual_seed(13)
    net = Agent()
    x, y = rows()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), step=step, evaluate=evaluate)


@program(None, "agent")
def b15_agent_right():
    def step(model, optimizer, states, actions):
        return model.train().update(optimizer, states, actions, epochs=1)

    torch.manual_seed(13)
    net = RenamedAgent()
    x, y = rows()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), step=step, evaluate=evaluate)
