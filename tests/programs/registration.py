"""Programs about registration (R01 to R26): does the module own what it uses?"""

import math

import torch
import torch.nn.functional as F
from torch import nn
from torch.optim import SGD, Adam, AdamW

from . import Case, program


def table(n=16, features=6, classes=3, seed=0):
    """Rows of numbers with class labels."""
    torch.manual_seed(seed)
    return torch.randn(n, features), torch.randint(0, classes, (n,))


def pictures(n=8, channels=1, size=8, classes=4, seed=0):
    """Small pictures with class labels."""
    torch.manual_seed(seed)
    return torch.randn(n, channels, size, size), torch.randint(0, classes, (n,))


def sentences(n=8, length=6, vocabulary=20, classes=2, seed=0):
    """Token numbers with one class label for each sentence."""
    torch.manual_seed(seed)
    return torch.randint(0, vocabulary, (n, length)), torch.randint(0, classes, (n,))


def signals(n=8, length=7, channels=3, classes=3, seed=0):
    """Sequences of vectors with class labels."""
    torch.manual_seed(seed)
    return torch.randn(n, length, channels), torch.randint(0, classes, (n,))


def classify(model, optimizer, x, y):
    """The usual training step."""
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


def reconstruct(model, optimizer, x, y):
    """The usual step of an autoencoder."""
    model.train()
    loss = ((model(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


def guess(model, x):
    """The usual evaluation, which leaves the model as it was."""
    was = model.training
    model.eval()
    with torch.no_grad():
        best = model(x).argmax(1)
    model.train(was)
    return best


# R01: a layer is created inside forward()


class NormInForward(nn.Module):
    """The author wanted a BatchNorm for whatever number of channels arrives."""

    def __init__(self, classes=4):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 3, padding=1)
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(6, classes)

    def forward(self, img):
        maps = self.conv(img)
        norm = nn.BatchNorm2d(maps.size(1))
        maps = F.relu(norm(maps))
        return self.out(self.drop(maps.mean(dim=(2, 3))))


class NormInInit(nn.Module):
    def __init__(self, classes=4):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 3, padding=1)
        self.norm = nn.BatchNorm2d(6)
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(6, classes)

    def forward(self, img):
        maps = F.relu(self.norm(self.conv(img)))
        return self.out(self.drop(maps.mean(dim=(2, 3))))


@program("R01", "cnn")
def norm_in_forward():
    img, label = pictures()
    return Case(NormInForward, (img,), label)


@program(None, "cnn")
def norm_in_forward_right():
    img, label = pictures()
    return Case(NormInInit, (img,), label)


class QueryInForward(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.embed = nn.Embedding(20, dim)
        self.classify = nn.Linear(dim, 2)

    def forward(self, tokens):
        e = self.embed(tokens)
        attention = nn.MultiheadAttention(8, 2, batch_first=True)
        mixed, _ = attention(e, e, e)
        return self.classify(mixed.mean(1))


class QueryInInit(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.embed = nn.Embedding(20, dim)
        self.attention = nn.MultiheadAttention(dim, 2, batch_first=True)
        self.classify = nn.Linear(dim, 2)

    def forward(self, tokens):
        e = self.embed(tokens)
        mixed, _ = self.attention(e, e, e)
        return self.classify(mixed.mean(1))


@program("R01", "transformer")
def query_in_forward():
    tokens, y = sentences()

    def build():
        torch.manual_seed(1)
        net = QueryInForward()
        return net, AdamW(net.parameters(), lr=1e-2)

    return Case(build, (tokens,), y, step=classify, evaluate=guess)


@program(None, "transformer")
def query_in_forward_right():
    tokens, y = sentences()

    def build():
        torch.manual_seed(1)
        net = QueryInInit()
        return net, AdamW(net.parameters(), lr=1e-2)

    return Case(build, (tokens,), y, step=classify, evaluate=guess)


# R02: a layer is created and assigned to self inside forward()


class RebuildsDecoder(nn.Module):
    def __init__(self, n_in=6, n_code=3):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(n_in, 8), nn.ReLU(), nn.Linear(8, n_code))
        self.decoder = nn.Identity()
        self.n_code = n_code

    def forward(self, x):
        code = self.encoder(x)
        self.decoder = nn.Sequential(nn.Linear(self.n_code, 8), nn.ReLU(), nn.Linear(8, x.shape[1]))
        return self.decoder(code)


class BuildsDecoder(nn.Module):
    def __init__(self, n_in=6, n_code=3):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(n_in, 8), nn.ReLU(), nn.Linear(8, n_code))
        self.decoder = nn.Sequential(nn.Linear(n_code, 8), nn.ReLU(), nn.Linear(8, n_in))

    def forward(self, x):
        return self.decoder(self.encoder(x))


@program("R02", "autoencoder")
def rebuilds_decoder():
    x, _ = table()
    model = RebuildsDecoder()
    return Case(model, (x,), x, Adam(model.parameters(), lr=1e-2), reconstruct, reference=BuildsDecoder)


@program(None, "autoencoder")
def rebuilds_decoder_right():
    x, _ = table()
    model = BuildsDecoder()
    return Case(model, (x,), x, Adam(model.parameters(), lr=1e-2), reconstruct, reference=BuildsDecoder)


# R03: a layer is created once, at the first forward(), after the optimizer was built


class FlattensLate(nn.Module):
    """The size after the convolutions is not worked out by hand: the classifier is made when it is first needed."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2))

    def forward(self, x):
        x = torch.flatten(self.features(x), 1)
        if not hasattr(self, "classifier"):
            self.classifier = nn.Linear(x.size(1), 4)
        return self.classifier(x)


@program("R03", "cnn")
def flattens_late():
    x, y = pictures()

    def factory():
        net = FlattensLate()
        opt = Adam(net.parameters(), lr=1e-3)
        return net, opt

    return Case(factory, (x,), y, step=classify)


class FlattensKnown(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2))
        with torch.no_grad():
            size = self.features(torch.zeros(2, 1, 8, 8)).flatten(1).size(1)
        self.classifier = nn.Linear(size, 4)

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))


@program(None, "cnn")
def flattens_late_right():
    x, y = pictures()

    def factory():
        net = FlattensKnown()
        opt = Adam(net.parameters(), lr=1e-3)
        return net, opt

    return Case(factory, (x,), y, step=classify)


@program(None, "cnn")
def flattens_after_dry_run_right():
    """The class of the mistake, used with care: one dummy batch comes before the optimizer."""
    x, y = pictures()
    net = FlattensLate()
    with torch.no_grad():
        net(x)
    return Case(net, (x,), y, Adam(net.parameters(), lr=1e-3), classify)


# R04: layers in a plain list


class Residual(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.lin1 = nn.Linear(dim, 2 * dim)
        self.lin2 = nn.Linear(2 * dim, dim)

    def forward(self, x):
        return x + self.lin2(F.gelu(self.lin1(self.norm(x))))


class AppendsBlocks(nn.Module):
    def __init__(self, depth=2, dim=6):
        super().__init__()
        self.stem = nn.Linear(6, dim)
        self.blocks = []
        for _ in range(depth):
            self.blocks.append(Residual(dim))
        self.head = nn.Linear(dim, 3)

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        return self.head(x)


class AppendsRegistered(nn.Module):
    def __init__(self, depth=2, dim=6):
        super().__init__()
        self.stem = nn.Linear(6, dim)
        self.blocks = []
        for _ in range(depth):
            self.blocks.append(Residual(dim))
        self.body = nn.Sequential(*self.blocks)
        self.head = nn.Linear(dim, 3)

    def forward(self, x):
        return self.head(self.body(self.stem(x)))


@program("R04", "resnet")
def appends_blocks():
    x, y = table()
    return Case(lambda: AppendsBlocks(depth=3), (x,), y)


@program(None, "resnet")
def appends_blocks_right():
    """In a list, and registered as well: nothing is hidden."""
    x, y = table()
    return Case(lambda: AppendsRegistered(depth=3), (x,), y)


class TupleOfCells(nn.Module):
    def __init__(self):
        super().__init__()
        self.cells = (nn.GRU(3, 5, batch_first=True), nn.GRU(5, 5, batch_first=True))
        self.readout = nn.Linear(5, 3)

    def forward(self, x):
        for cell in self.cells:
            x, _ = cell(x)
        return self.readout(x[:, -1])


class StackOfCells(nn.Module):
    def __init__(self):
        super().__init__()
        self.cells = nn.ModuleList([nn.GRU(3, 5, batch_first=True), nn.GRU(5, 5, batch_first=True)])
        self.readout = nn.Linear(5, 3)

    def forward(self, x):
        for cell in self.cells:
            x, _ = cell(x)
        return self.readout(x[:, -1])


@program("R04", "gru")
def tuple_of_cells():
    x, y = signals()
    model = TupleOfCells()
    return Case(model, (x,), y, Adam(model.parameters()), classify)


@program(None, "gru")
def tuple_of_cells_right():
    x, y = signals()
    model = StackOfCells()
    return Case(model, (x,), y, Adam(model.parameters()), classify)


# R05: layers in a plain dict


class NamedStages(nn.Module):
    def __init__(self):
        super().__init__()
        self.stage = {}
        width = 1
        for name, out in [("one", 3), ("two", 5)]:
            self.stage[name] = nn.Sequential(nn.Conv2d(width, out, 3, padding=1), nn.BatchNorm2d(out), nn.ReLU())
            width = out
        self.fc = nn.Linear(width, 4)

    def forward(self, x):
        for f in self.stage.values():
            x = f(x)
        return self.fc(x.amax(dim=(-1, -2)))


class NamedStagesAdded(nn.Module):
    def __init__(self):
        super().__init__()
        width = 1
        for name, out in [("one", 3), ("two", 5)]:
            self.add_module(name, nn.Sequential(nn.Conv2d(width, out, 3, padding=1), nn.BatchNorm2d(out), nn.ReLU()))
            width = out
        self.fc = nn.Linear(width, 4)

    def forward(self, x):
        return self.fc(self.two(self.one(x)).amax(dim=(-1, -2)))


@program("R05", "cnn")
def named_stages():
    x, y = pictures()

    def build():
        m = NamedStages()
        return m, AdamW(m.parameters(), lr=3e-3)

    return Case(build, (x,), y)


@program(None, "cnn")
def named_stages_right():
    x, y = pictures()

    def build():
        m = NamedStagesAdded()
        return m, AdamW(m.parameters(), lr=3e-3)

    return Case(build, (x,), y)


# R06: Parameters in a plain list


class Prompted(nn.Module):
    """Learned prompt vectors stand before the tokens."""

    def __init__(self, prompts=2, dim=8):
        super().__init__()
        self.embedding = nn.Embedding(20, dim)
        self.prompts = []
        for _ in range(prompts):
            self.prompts.append(nn.Parameter(0.1 * torch.randn(dim)))
        self.block = nn.TransformerEncoderLayer(dim, 2, 16, dropout=0.1, batch_first=True)
        self.out = nn.Linear(dim, 2)

    def forward(self, tokens):
        e = self.embedding(tokens)
        front = torch.stack(list(self.prompts)).expand(len(e), -1, -1)
        return self.out(self.block(torch.cat([front, e], dim=1)).mean(dim=1))


class PromptedWell(nn.Module):
    def __init__(self, prompts=2, dim=8):
        super().__init__()
        self.embedding = nn.Embedding(20, dim)
        self.prompts = nn.ParameterList()
        for _ in range(prompts):
            self.prompts.append(nn.Parameter(0.1 * torch.randn(dim)))
        self.block = nn.TransformerEncoderLayer(dim, 2, 16, dropout=0.1, batch_first=True)
        self.out = nn.Linear(dim, 2)

    def forward(self, tokens):
        e = self.embedding(tokens)
        front = torch.stack(list(self.prompts)).expand(len(e), -1, -1)
        return self.out(self.block(torch.cat([front, e], dim=1)).mean(dim=1))


@program("R06", "transformer")
def prompted():
    x, y = sentences()
    return Case(Prompted, (x,), y)


@program(None, "transformer")
def prompted_right():
    x, y = sentences()
    return Case(PromptedWell, (x,), y)


# R07: a plain tensor with requires_grad=True


class ChannelScale(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.gamma = torch.ones(channels, 1, 1)
        self.gamma.requires_grad_()

    def forward(self, x):
        return x * self.gamma


class ChannelScaleRight(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(channels, 1, 1))

    def forward(self, x):
        return x * self.gamma


def scaled_cnn(scale):
    return nn.Sequential(
        nn.Conv2d(1, 4, 3),
        scale(4),
        nn.ReLU(),
        nn.Dropout(0.1),
        nn.AdaptiveAvgPool2d(2),
        nn.Flatten(),
        nn.Linear(16, 4),
    )


@program("R07", "cnn")
def channel_scale():
    x, y = pictures()
    return Case(lambda: scaled_cnn(ChannelScale), (x,), y)


@program(None, "cnn")
def channel_scale_right():
    x, y = pictures()
    return Case(lambda: scaled_cnn(ChannelScaleRight), (x,), y)


# R08: a plain tensor without gradient


class PooledByQuery(nn.Module):
    """Attention pooling with a query vector that ought to be learned."""

    def __init__(self, vocab=20, dim=8):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.rnn = nn.LSTM(dim, dim, batch_first=True)
        self.query = torch.randn(dim)
        self.out = nn.Linear(dim, 2)

    def forward(self, tokens):
        states, _ = self.rnn(self.emb(tokens))
        weights = torch.softmax(states @ self.query, dim=1)
        return self.out((weights.unsqueeze(-1) * states).sum(1))


class PooledByLearnedQuery(nn.Module):
    def __init__(self, vocab=20, dim=8):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.rnn = nn.LSTM(dim, dim, batch_first=True)
        self.query = nn.Parameter(torch.randn(dim))
        self.out = nn.Linear(dim, 2)

    def forward(self, tokens):
        states, _ = self.rnn(self.emb(tokens))
        weights = torch.softmax(states @ self.query, dim=1)
        return self.out((weights.unsqueeze(-1) * states).sum(1))


@program("R08", "lstm")
def pooled_by_query():
    x, y = sentences()
    return Case(PooledByQuery, (x,), y, reference=PooledByLearnedQuery)


@program(None, "lstm")
def pooled_by_query_right():
    x, y = sentences()
    return Case(PooledByLearnedQuery, (x,), y, reference=PooledByLearnedQuery)


# R09: a Parameter lost by an operation


class PositionsScaled(nn.Module):
    def __init__(self, length=6, d=8):
        super().__init__()
        self.tok = nn.Embedding(20, d)
        self.pos = nn.Parameter(torch.randn(1, length, d)) / math.sqrt(d)
        self.attn = nn.MultiheadAttention(d, 2, batch_first=True)
        self.norm = nn.LayerNorm(d)
        self.out = nn.Linear(d, 2)

    def forward(self, t):
        h = self.tok(t) + self.pos
        h = self.norm(h + self.attn(h, h, h, need_weights=False)[0])
        return self.out(h.mean(1))


class PositionsLearned(nn.Module):
    def __init__(self, length=6, d=8):
        super().__init__()
        self.tok = nn.Embedding(20, d)
        self.pos = nn.Parameter(torch.randn(1, length, d) / math.sqrt(d))
        self.attn = nn.MultiheadAttention(d, 2, batch_first=True)
        self.norm = nn.LayerNorm(d)
        self.out = nn.Linear(d, 2)

    def forward(self, t):
        h = self.tok(t) + self.pos
        h = self.norm(h + self.attn(h, h, h, need_weights=False)[0])
        return self.out(h.mean(1))


@program("R09", "transformer")
def positions_scaled():
    x, y = sentences()
    return Case(PositionsScaled, (x,), y)


@program(None, "transformer")
def positions_scaled_right():
    x, y = sentences()
    return Case(PositionsLearned, (x,), y)


class MovedPrototypes(nn.Module):
    """The Parameter is converted after it was made; no second backward fails, since a conversion saves nothing."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 3)
        self.proto = nn.Parameter(torch.randn(4, 6)).double().float()

    def forward(self, x):
        z = F.relu(self.conv(x)).mean((2, 3))
        return -torch.cdist(z, self.proto)


class KeptPrototypes(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 3)
        self.proto = nn.Parameter(torch.randn(4, 6).double().float())

    def forward(self, x):
        z = F.relu(self.conv(x)).mean((2, 3))
        return -torch.cdist(z, self.proto)


@program("R09", "cnn")
def moved_prototypes():
    x, y = pictures()
    return Case(MovedPrototypes, (x,), y, reference=KeptPrototypes)


@program(None, "cnn")
def moved_prototypes_right():
    x, y = pictures()
    return Case(KeptPrototypes, (x,), y, reference=KeptPrototypes)


# R10: a weight registered as a buffer


class ClassToken(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.project = nn.Conv2d(1, dim, 4, stride=4)
        self.cls = nn.Buffer(torch.randn(1, 1, dim) * 0.2)
        self.encoder = nn.TransformerEncoderLayer(dim, 2, 16, batch_first=True, norm_first=True)
        self.head = nn.Linear(dim, 4)

    def forward(self, img):
        patches = self.project(img).flatten(2).transpose(1, 2)
        seq = torch.cat([self.cls.expand(img.shape[0], -1, -1), patches], 1)
        return self.head(self.encoder(seq)[:, 0])


class ClassTokenLearned(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.project = nn.Conv2d(1, dim, 4, stride=4)
        self.cls = nn.Parameter(torch.randn(1, 1, dim) * 0.2)
        self.encoder = nn.TransformerEncoderLayer(dim, 2, 16, batch_first=True, norm_first=True)
        self.head = nn.Linear(dim, 4)

    def forward(self, img):
        patches = self.project(img).flatten(2).transpose(1, 2)
        seq = torch.cat([self.cls.expand(img.shape[0], -1, -1), patches], 1)
        return self.head(self.encoder(seq)[:, 0])


@program("R10", "transformer")
def class_token():
    x, y = pictures()
    return Case(ClassToken, (x,), y, reference=ClassTokenLearned)


@program(None, "transformer")
def class_token_right():
    x, y = pictures()
    return Case(ClassTokenLearned, (x,), y, reference=ClassTokenLearned)


# R11: nn.Parameter(..., requires_grad=False) for a weight that should learn


class SwitchedOn(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(6, 8)
        self.w = nn.Parameter(torch.randn(8, 3, requires_grad=False) * 0.3)

    def forward(self, x):
        return F.relu(self.fc1(x)) @ self.w


@program(None, "mlp")
def switched_off_right():
    x, y = table()
    model = SwitchedOn()
    return Case(model, (x,), y, SGD(model.parameters(), lr=0.1), classify, reference=SwitchedOn)


class GatedSum(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(3, 6, batch_first=True, bidirectional=True)
        self.gates = nn.Parameter(torch.ones(12), False)
        self.norm = nn.LayerNorm(12)
        self.fc = nn.Linear(12, 3)

    def forward(self, x):
        h = self.gru(x)[0].mean(1)
        return self.fc(self.norm(h) * self.gates)


class GatedSumRight(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(3, 6, batch_first=True, bidirectional=True)
        self.gates = nn.Parameter(torch.ones(12))
        self.norm = nn.LayerNorm(12)
        self.fc = nn.Linear(12, 3)

    def forward(self, x):
        h = self.gru(x)[0].mean(1)
        return self.fc(self.norm(h) * self.gates)


@program("R11", "gru")
def gated_sum():
    x, y = signals()
    return Case(GatedSum, (x,), y, reference=GatedSumRight)


@program(None, "gru")
def gated_sum_right():
    x, y = signals()
    return Case(GatedSumRight, (x,), y, reference=GatedSumRight)


# R12: a layer that is a global or a variable of the surrounding function


@program(None, "mlp")
def outside_layer_right():
    x, y = table()
    layer = nn.Linear(10, 3)

    class Net(nn.Module):
        def __init__(self, fc2):
            super().__init__()
            self.fc1 = nn.Linear(6, 10)
            self.fc2 = fc2

        def forward(self, x):
            return self.fc2(torch.relu(self.fc1(x)))

    model = Net(layer)
    return Case(model, (x,), y, SGD(model.parameters(), lr=0.1), classify)


EMBEDDING = None  # made anew for each case


class UsesGlobal(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(8, 8, batch_first=True)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(8, 2)

    def forward(self, tokens):
        _, (h, _) = self.lstm(EMBEDDING(tokens))
        return self.out(self.drop(h[-1]))


class UsesOwn(nn.Module):
    def __init__(self, embedding):
        super().__init__()
        self.embedding = embedding
        self.lstm = nn.LSTM(8, 8, batch_first=True)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(8, 2)

    def forward(self, tokens):
        _, (h, _) = self.lstm(self.embedding(tokens))
        return self.out(self.drop(h[-1]))


@program("R12", "lstm")
def global_embedding():
    global EMBEDDING
    x, y = sentences()
    EMBEDDING = nn.Embedding(20, 8)
    return Case(UsesGlobal, (x,), y)


@program(None, "lstm")
def global_embedding_right():
    global EMBEDDING
    x, y = sentences()
    EMBEDDING = nn.Embedding(20, 8)
    model = UsesOwn(EMBEDDING)
    return Case(model, (x,), y, Adam(model.parameters(), lr=1e-2), classify)


# R13: super().__init__() forgotten


class ParameterBeforeSuper(nn.Module):
    """super() comes, but too late: the first line is a Parameter."""

    def __init__(self, channels=4):
        self.bias = nn.Parameter(torch.zeros(channels, 1, 1))
        super().__init__()
        self.conv = nn.Conv2d(1, channels, 3, bias=False)
        self.bn = nn.BatchNorm2d(channels)
        self.fc = nn.Linear(channels, 4)

    def forward(self, x):
        return self.fc((torch.relu(self.bn(self.conv(x))) + self.bias).mean((2, 3)))


class SuperBeforeParameter(nn.Module):
    def __init__(self, channels=4):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(channels, 1, 1))
        self.conv = nn.Conv2d(1, channels, 3, bias=False)
        self.bn = nn.BatchNorm2d(channels)
        self.fc = nn.Linear(channels, 4)

    def forward(self, x):
        return self.fc((torch.relu(self.bn(self.conv(x))) + self.bias).mean((2, 3)))


@program("R13", "cnn")
def parameter_before_super():
    x, y = pictures()

    def factory():
        net = ParameterBeforeSuper()
        return net, Adam(net.parameters())

    return Case(factory, (x,), y)


@program(None, "cnn")
def parameter_before_super_right():
    x, y = pictures()

    def factory():
        net = SuperBeforeParameter()
        return net, Adam(net.parameters())

    return Case(factory, (x,), y)


# R14: super().__init__() forgotten, and only lists or tensors are assigned


class OnlyTensors(nn.Module):
    def __init__(self):
        self.scale = torch.ones(6)
        self.steps = 2

    def forward(self, x):
        for _ in range(self.steps):
            x = torch.tanh(x * self.scale)
        return x


class RecurrentScale(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(6))
        self.steps = 2

    def forward(self, x):
        for _ in range(self.steps):
            x = torch.tanh(x * self.scale)
        return x


@program("R14", "own parameters")
def only_tensors():
    x, _ = table()

    def build():
        model = OnlyTensors()
        return model, SGD(model.parameters(), lr=0.01)

    return Case(build, (x,), x, step=reconstruct)


@program(None, "own parameters")
def only_tensors_right():
    x, _ = table()

    def build():
        model = RecurrentScale()
        return model, SGD(model.parameters(), lr=0.01)

    return Case(build, (x,), x, step=reconstruct)


# R15: super().__init__() called again after the layers


class InitAtTheEnd(nn.Module):
    def __init__(self):
        nn.Module.__init__(self)
        self.encoder = nn.GRU(3, 6, batch_first=True)
        self.decoder = nn.Linear(6, 3)
        self.reset()

    def reset(self):
        nn.Module.__init__(self)
        self.hidden = None

    def forward(self, x):
        _, self.hidden = self.encoder(x)
        return self.decoder(self.hidden[0])


class InitAtTheStart(nn.Module):
    def __init__(self):
        nn.Module.__init__(self)
        self.encoder = nn.GRU(3, 6, batch_first=True)
        self.decoder = nn.Linear(6, 3)

    def forward(self, x):
        _, hidden = self.encoder(x)
        return self.decoder(hidden[0])


@program("R15", "gru")
def init_at_the_end():
    x, y = signals()
    return Case(InitAtTheEnd(), (x,), y)


@program(None, "gru")
def init_at_the_end_right():
    x, y = signals()
    return Case(InitAtTheStart(), (x,), y)


# R16: a layer written as a class attribute


@program("R16", "cnn")
def class_body():
    x, y = pictures()

    class Base(nn.Module):
        head: nn.Module = nn.Sequential(nn.Flatten(), nn.Linear(4 * 9, 4))

    class Classifier(Base):
        def __init__(self):
            super().__init__()
            self.body = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.AvgPool2d(2))

        def forward(self, x):
            return self.head(self.body(x))

    return Case(Classifier, (x,), y)


@program(None, "cnn")
def class_body_right():
    x, y = pictures()

    class Base(nn.Module):
        head: nn.Module

    class Classifier(Base):
        def __init__(self):
            super().__init__()
            self.body = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.AvgPool2d(2))
            self.head = nn.Sequential(nn.Flatten(), nn.Linear(4 * 9, 4))

        def forward(self, x):
            return self.head(self.body(x))

    return Case(Classifier, (x,), y)


# R17: a random weight is drawn inside forward()


class DrawsKernel(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.fc = nn.Linear(5, 4)

    def forward(self, x):
        kernel = torch.empty(5, 4, 3, 3)
        nn.init.kaiming_normal_(kernel)
        x = F.conv2d(F.relu(self.conv1(x)), kernel)
        return self.fc(F.relu(x).mean((2, 3)))


class KeepsKernel(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.kernel = nn.Parameter(torch.empty(5, 4, 3, 3))
        nn.init.kaiming_normal_(self.kernel)
        self.fc = nn.Linear(5, 4)

    def forward(self, x):
        x = F.conv2d(F.relu(self.conv1(x)), self.kernel)
        return self.fc(F.relu(x).mean((2, 3)))


@program("R17", "cnn")
def draws_kernel():
    x, y = pictures()
    return Case(DrawsKernel, (x,), y)


@program(None, "cnn")
def draws_kernel_right():
    x, y = pictures()
    return Case(KeepsKernel, (x,), y)


# R18: a Parameter is created inside forward()


class PositionsInForward(nn.Module):
    def __init__(self, d=8):
        super().__init__()
        self.words = nn.Embedding(20, d)
        self.layer = nn.TransformerEncoderLayer(d, 2, 16, dropout=0.0, batch_first=True)
        self.to_class = nn.Linear(d, 2)

    def positions(self, length):
        return nn.Parameter(0.5 * torch.randn(length, 8))

    def forward(self, tokens):
        h = self.words(tokens)
        h = h + self.positions(tokens.shape[1])
        return self.to_class(self.layer(h).mean(1))


class PositionsInInit(nn.Module):
    def __init__(self, d=8, longest=12):
        super().__init__()
        self.words = nn.Embedding(20, d)
        self.positions = nn.Parameter(0.5 * torch.randn(longest, d))
        self.layer = nn.TransformerEncoderLayer(d, 2, 16, dropout=0.0, batch_first=True)
        self.to_class = nn.Linear(d, 2)

    def forward(self, tokens):
        h = self.words(tokens)
        h = h + self.positions[: tokens.shape[1]]
        return self.to_class(self.layer(h).mean(1))


@program("R18", "transformer")
def positions_in_forward():
    x, y = sentences()

    def build():
        net = PositionsInForward()
        return net, AdamW(net.parameters())

    return Case(build, (x,), y)


@program(None, "transformer")
def positions_in_forward_right():
    x, y = sentences()

    def build():
        net = PositionsInInit()
        return net, AdamW(net.parameters())

    return Case(build, (x,), y)


# R19: a registered layer that forward() never uses


class UnusedShortcut(nn.Module):
    """The projection of the shortcut is made, and then the identity is added."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3, padding=1)
        self.conv = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(4)
        self.shortcut = nn.Sequential(nn.Conv2d(4, 4, 1, bias=False), nn.BatchNorm2d(4))
        self.fc = nn.Linear(4, 4)

    def forward(self, x):
        x = self.stem(x)
        out = F.relu(self.bn(self.conv(x)) + x)
        return self.fc(out.mean((2, 3)))


class UsedShortcut(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3, padding=1)
        self.conv = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(4)
        self.shortcut = nn.Sequential(nn.Conv2d(4, 4, 1, bias=False), nn.BatchNorm2d(4))
        self.fc = nn.Linear(4, 4)

    def forward(self, x):
        x = self.stem(x)
        out = F.relu(self.bn(self.conv(x)) + self.shortcut(x))
        return self.fc(out.mean((2, 3)))


@program("R19", "resnet")
def unused_shortcut():
    x, y = pictures()
    return Case(UnusedShortcut, (x,), y)


@program(None, "resnet")
def unused_shortcut_right():
    x, y = pictures()
    return Case(UsedShortcut, (x,), y)


class NeverScaled(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 8)
        self.scale = nn.Parameter(torch.ones(8))
        self.rnn = nn.LSTM(8, 6, batch_first=True)
        self.out = nn.Linear(6, 2)

    def forward(self, t):
        return self.out(self.rnn(self.embed(t))[0][:, -1])


class Scaled(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 8)
        self.scale = nn.Parameter(torch.ones(8))
        self.rnn = nn.LSTM(8, 6, batch_first=True)
        self.out = nn.Linear(6, 2)

    def forward(self, t):
        return self.out(self.rnn(self.embed(t) * self.scale)[0][:, -1])


@program("R19", "lstm")
def never_scaled():
    x, y = sentences()
    net = NeverScaled()
    return Case(net, (x,), y, Adam(net.parameters(), lr=1e-2), classify)


@program(None, "lstm")
def never_scaled_right():
    x, y = sentences()
    net = Scaled()
    return Case(net, (x,), y, Adam(net.parameters(), lr=1e-2), classify)


# R20: [layer] * n


class Tower(nn.Module):
    def __init__(self, blocks, dim=6, classes=3):
        super().__init__()
        self.blocks = nn.Sequential(*blocks)
        self.norm = nn.LayerNorm(dim)
        self.fc = nn.Linear(dim, classes)

    def forward(self, x):
        return self.fc(self.norm(self.blocks(x)))


def tower_of_one():
    block = Residual(6)
    return Tower([block] * 4)


def tower_of_four():
    return Tower([Residual(6) for _ in range(4)])


@program("R20", "resnet")
def tower():
    x, y = table()
    return Case(tower_of_one, (x,), y, reference=tower_of_four)


@program(None, "resnet")
def tower_right():
    x, y = table()
    return Case(tower_of_four, (x,), y, reference=tower_of_four)


class Repeated(nn.Module):
    def __init__(self, dim=8, depth=2):
        super().__init__()
        self.words = nn.Embedding(20, dim)
        layer = nn.TransformerEncoderLayer(dim, 2, 16, dropout=0.1, batch_first=True)
        self.layers = nn.ModuleList([])
        for _ in range(depth):
            self.layers.append(layer)
        self.out = nn.Linear(dim, 2)

    def forward(self, tokens):
        h = self.words(tokens)
        for layer in self.layers:
            h = layer(h)
        return self.out(h.mean(1))


class Stacked(nn.Module):
    """nn.TransformerEncoder makes copies of the layer it is given."""

    def __init__(self, dim=8, depth=2):
        super().__init__()
        self.words = nn.Embedding(20, dim)
        layer = nn.TransformerEncoderLayer(dim, 2, 16, dropout=0.1, batch_first=True)
        self.layers = nn.TransformerEncoder(layer, depth, enable_nested_tensor=False)
        self.out = nn.Linear(dim, 2)

    def forward(self, tokens):
        return self.out(self.layers(self.words(tokens)).mean(1))


@program("R20", "transformer")
def appended_again():
    x, y = sentences()
    net = Repeated()
    return Case(net, (x,), y, AdamW(net.parameters(), lr=1e-3), classify, guess, reference=Stacked)


@program(None, "transformer")
def appended_again_right():
    x, y = sentences()
    net = Stacked()
    return Case(net, (x,), y, AdamW(net.parameters(), lr=1e-3), classify, guess, reference=Stacked)


# R21: layers hidden in an object that is no module


class Encoder:
    def __init__(self):
        self.conv = nn.Conv2d(1, 4, 3, stride=2)
        self.bn = nn.BatchNorm2d(4)

    def encode(self, x):
        return F.relu(self.bn(self.conv(x)))


class EncoderModule(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, stride=2)
        self.bn = nn.BatchNorm2d(4)

    def encode(self, x):
        return F.relu(self.bn(self.conv(x)))


class Pipeline(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder()
        self.fc = nn.Linear(4, 4)

    def forward(self, x):
        return self.fc(self.encoder.encode(x).mean((2, 3)))


@program("R21", "cnn")
def plain_encoder():
    x, y = pictures()
    return Case(lambda: Pipeline(Encoder), (x,), y)


@program(None, "cnn")
def plain_encoder_right():
    x, y = pictures()
    return Case(lambda: Pipeline(EncoderModule), (x,), y)


# R22: a local variable in __init__


class LocalNorm(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.emb = nn.Embedding(20, dim)
        self_norm = nn.LayerNorm(dim)  # noqa: F841
        self.attn = nn.MultiheadAttention(dim, 2, batch_first=True)
        self.fc = nn.Linear(dim, 2)

    def forward(self, t):
        e = self.emb(t)
        a, _ = self.attn(e, e, e)
        return self.fc(self.self_norm(e + a).mean(1))


class OwnNorm(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.emb = nn.Embedding(20, dim)
        self.self_norm = nn.LayerNorm(dim)
        self.attn = nn.MultiheadAttention(dim, 2, batch_first=True)
        self.fc = nn.Linear(dim, 2)

    def forward(self, t):
        e = self.emb(t)
        a, _ = self.attn(e, e, e)
        return self.fc(self.self_norm(e + a).mean(1))


@program("R22", "transformer")
def local_norm():
    x, y = sentences()
    return Case(LocalNorm, (x,), y)


@program(None, "transformer")
def local_norm_right():
    x, y = sentences()
    return Case(OwnNorm, (x,), y)


# R23: the same attribute name assigned twice


class ConvConv(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3, padding=1)
        for _ in range(2):
            self.conv = nn.Conv2d(4, 4, 3, padding=1)
        self.fc = nn.Linear(4, 4)

    def forward(self, x):
        x = F.relu(self.stem(x))
        for _ in range(2):
            x = F.relu(self.conv(x))
        return self.fc(F.adaptive_max_pool2d(x, 1).flatten(1))


class TwoConvs(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3, padding=1)
        for i in range(2):
            setattr(self, f"conv{i}", nn.Conv2d(4, 4, 3, padding=1))
        self.fc = nn.Linear(4, 4)

    def forward(self, x):
        x = F.relu(self.stem(x))
        for i in range(2):
            x = F.relu(getattr(self, f"conv{i}")(x))
        return self.fc(F.adaptive_max_pool2d(x, 1).flatten(1))


@program("R23", "cnn")
def conv_conv():
    x, y = pictures()
    return Case(ConvConv, (x,), y, reference=TwoConvs)


@program(None, "cnn")
def conv_conv_right():
    x, y = pictures()
    return Case(TwoConvs, (x,), y, reference=TwoConvs)


# R24: a property or method returns a fresh layer


class BlockFromMethod(nn.Module):
    def __init__(self, width=6):
        super().__init__()
        self.width = width
        self.stem = nn.Linear(6, width)
        self.head = nn.Linear(width, 3)

    def make_block(self):
        return nn.Sequential(nn.LayerNorm(self.width), nn.Linear(self.width, self.width), nn.GELU())

    def forward(self, x):
        x = self.stem(x)
        x = x + self.make_block()(x)
        return self.head(x)


class BlockMadeOnce(nn.Module):
    def __init__(self, width=6):
        super().__init__()
        self.width = width
        self.stem = nn.Linear(6, width)
        self.block = self.make_block()
        self.head = nn.Linear(width, 3)

    def make_block(self):
        return nn.Sequential(nn.LayerNorm(self.width), nn.Linear(self.width, self.width), nn.GELU())

    def forward(self, x):
        x = self.stem(x)
        x = x + self.block(x)
        return self.head(x)


@program("R24", "resnet")
def block_from_method():
    x, y = table()

    def build():
        net = BlockFromMethod()
        return net, Adam(net.parameters(), lr=3e-3)

    return Case(build, (x,), y)


@program(None, "resnet")
def block_from_method_right():
    x, y = table()

    def build():
        net = BlockMadeOnce()
        return net, Adam(net.parameters(), lr=3e-3)

    return Case(build, (x,), y)


# R25: weights initialised again inside forward()


class ResetsWeights(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.bn = nn.BatchNorm2d(4)
        self.lin = nn.Linear(4, 4)

    def initialise(self):
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                m.weight.data.normal_(0, 0.2)

    def forward(self, x):
        self.initialise()
        return self.lin(F.relu(self.bn(self.conv(x))).mean((2, 3)))


class SetsWeights(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.bn = nn.BatchNorm2d(4)
        self.lin = nn.Linear(4, 4)
        self.initialise()

    def initialise(self):
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                m.weight.data.normal_(0, 0.2)

    def forward(self, x):
        return self.lin(F.relu(self.bn(self.conv(x))).mean((2, 3)))


@program("R25", "cnn")
def resets_weights():
    x, y = pictures()
    return Case(ResetsWeights, (x,), y, evaluate=guess)


@program(None, "cnn")
def resets_weights_right():
    x, y = pictures()
    return Case(SetsWeights, (x,), y, evaluate=guess)


# R26: _init_ with one underscore on each side


class MisspelledAutoencoder(nn.Module):
    def _init_(self):
        super()._init_()
        self.code = nn.Sequential(nn.Linear(6, 2), nn.Tanh())
        self.decode = nn.Linear(2, 6)

    def forward(self, x):
        return self.decode(self.code(x))


class SpelledAutoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.code = nn.Sequential(nn.Linear(6, 2), nn.Tanh())
        self.decode = nn.Linear(2, 6)

    def forward(self, x):
        return self.decode(self.code(x))


@program("R26", "autoencoder")
def misspelled_autoencoder():
    x, _ = table()
    return Case(MisspelledAutoencoder(), (x,), x)


@program(None, "autoencoder")
def misspelled_autoencoder_right():
    x, _ = table()
    return Case(SpelledAutoencoder(), (x,), x)
