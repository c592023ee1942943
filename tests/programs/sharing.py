"""Programs about sharing (T01 to T07): is what should be one weight really one weight?

Sharing that is wanted cannot be seen in a model that does not share: the reference says it.
"""

import copy

import torch
import torch.nn.functional as F
from torch import nn
from torch.optim import SGD, Adam, AdamW

from . import Case, program


def text(n=8, length=6, seed=0):
    """Tokens, and for each the one that follows."""
    torch.manual_seed(seed)
    tokens = torch.randint(0, 12, (n, length + 1))
    return tokens[:, :-1], tokens[:, 1:]


def pairs(n=16, features=6, seed=0):
    """Two inputs, and how far apart they are to be."""
    torch.manual_seed(seed)
    return torch.randn(n, features), torch.randn(n, features), torch.rand(n)


def predict_next(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten())
    loss.backward()
    optimizer.step()
    return loss


def rebuild(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


class Lm(nn.Module):
    """A language model without a tie; the functions below tie it, or try to."""

    def __init__(self, vocab=12, dim=5):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.rnn = nn.GRU(dim, dim, batch_first=True)
        self.out = nn.Linear(dim, vocab, bias=False)

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


def tied_lm():
    model = Lm()
    model.out.weight = model.emb.weight
    return model


class Decoder(nn.Module):
    """A small transformer; tie=True is the textbook's way."""

    def __init__(self, vocab=12, dim=8, tie=True):
        super().__init__()
        self.wte = nn.Embedding(vocab, dim)
        self.block = nn.TransformerEncoderLayer(dim, 2, 16, dropout=0.1, batch_first=True)
        self.ln_f = nn.LayerNorm(dim)
        self.lm_head = nn.Linear(dim, vocab, bias=False)
        if tie:
            self.lm_head.weight = self.wte.weight

    def forward(self, tokens):
        mask = nn.Transformer.generate_square_subsequent_mask(tokens.shape[1])
        h = self.block(self.wte(tokens), src_mask=mask, is_causal=True)
        return self.lm_head(self.ln_f(h))


class Cell(nn.Module):
    def __init__(self, dim=6):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.lin = nn.Linear(dim, dim)

    def forward(self, x):
        return x + torch.tanh(self.lin(self.norm(x)))


class Unrolled(nn.Module):
    """The same step several times, as in a recurrent net."""

    def __init__(self, cells):
        super().__init__()
        self.cells = nn.ModuleList(cells)
        self.out = nn.Linear(6, 6)

    def forward(self, x):
        for cell in self.cells:
            x = cell(x)
        return self.out(x)


def unrolled_one():
    return Unrolled([Cell()] * 3)


# T01: 'tied' by copying values


@program("T01", "transformer")
def loaded_values():
    x, y = text()
    net = Decoder(tie=False)
    with torch.no_grad():
        net.lm_head.weight[:] = net.wte.weight
    return Case(net, (x,), y, SGD(net.parameters(), lr=0.1), predict_next, reference=Decoder)


@program(None, "transformer")
def loaded_values_right():
    """Values are copied into a model that is tied already."""
    x, y = text()
    net = Decoder()
    with torch.no_grad():
        net.lm_head.weight[:] = torch.randn(12, 8) * 0.1
    return Case(net, (x,), y, SGD(net.parameters(), lr=0.1), predict_next, reference=Decoder)


# T02: only .data is shared


@program(None, "language model")
def shared_data_right():
    x, y = text()

    def build():
        model = tied_lm()
        model.emb.weight.data = model.emb.weight.data * 0.1
        return model, SGD(model.parameters(), lr=0.1)

    return Case(build, (x,), y, step=predict_next, reference=tied_lm)


class DataDecoder(nn.Module):
    """An autoencoder whose decoder is to be the transposed encoder."""

    def __init__(self):
        super().__init__()
        self.enc = nn.Linear(6, 3)
        self.dec = nn.Linear(3, 6)
        self.dec.weight.data = self.enc.weight.data.t()

    def forward(self, x):
        return self.dec(torch.tanh(self.enc(x)))


class TransposedDecoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Linear(6, 3)
        self.bias = nn.Parameter(torch.zeros(6))

    def forward(self, x):
        return F.linear(torch.tanh(self.enc(x)), self.enc.weight.t(), self.bias)


@program("T02", "autoencoder")
def transposed_data():
    x, _, _ = pairs()
    model = DataDecoder()
    return Case(model, (x,), x, Adam(model.parameters(), lr=1e-2), rebuild, reference=TransposedDecoder)


@program(None, "autoencoder")
def transposed_data_right():
    x, _, _ = pairs()
    model = TransposedDecoder()
    return Case(model, (x,), x, Adam(model.parameters(), lr=1e-2), rebuild, reference=TransposedDecoder)


# T03: tied, and then one side is replaced


@program("T03", "transformer")
def replaced_head():
    """The head is initialised once more, by a new Parameter."""
    x, y = text()
    net = Decoder()
    net.lm_head.weight = nn.Parameter(torch.randn(12, 8) * 0.02)
    return Case(net, (x,), y, AdamW(net.parameters(), lr=1e-3), predict_next, reference=Decoder)


@program(None, "transformer")
def replaced_head_right():
    x, y = text()
    net = Decoder()
    nn.init.normal_(net.lm_head.weight, std=0.02)
    return Case(net, (x,), y, AdamW(net.parameters(), lr=1e-3), predict_next, reference=Decoder)


# T04: load_state_dict(assign=True) undoes the tie


@program("T04", "transformer")
def assigned_to_meta():
    """Built without memory, filled from a checkpoint."""
    x, y = text()
    checkpoint = Decoder().state_dict()
    with torch.device("meta"):
        net = Decoder()
    net.load_state_dict(checkpoint, assign=True)
    return Case(net, (x,), y, AdamW(net.parameters(), lr=1e-3), predict_next, reference=Decoder)


@program(None, "transformer")
def assigned_to_meta_right():
    x, y = text()
    checkpoint = Decoder().state_dict()
    with torch.device("meta"):
        net = Decoder()
    net.load_state_dict(checkpoint, assign=True)
    net.lm_head.weight = net.wte.weight
    return Case(net, (x,), y, AdamW(net.parameters(), lr=1e-3), predict_next, reference=Decoder)


# T05: sharing is wanted, deep copies are made


@program("T05", "resnet")
def copied_cells():
    x, _, _ = pairs()
    cell = Cell()
    model = Unrolled([copy.deepcopy(cell) for _ in range(3)])
    return Case(model, (x,), x, Adam(model.parameters(), lr=1e-2), rebuild, reference=unrolled_one)


@program(None, "resnet")
def copied_cells_right():
    x, _, _ = pairs()
    cell = Cell()
    model = Unrolled([cell for _ in range(3)])
    return Case(model, (x,), x, Adam(model.parameters(), lr=1e-2), rebuild, reference=unrolled_one)


# T06: sharing is wanted, separate layers are built


class TwoTowers(nn.Module):
    """Question and answer are to be read by the same reader."""

    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(12, 5)
        self.read_question = nn.LSTM(5, 4, batch_first=True)
        self.read_answer = nn.LSTM(5, 4, batch_first=True)

    def forward(self, question, answer):
        q = self.read_question(self.emb(question))[0][:, -1]
        a = self.read_answer(self.emb(answer))[0][:, -1]
        return (q * a).sum(1)


class OneTower(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(12, 5)
        self.read_question = nn.LSTM(5, 4, batch_first=True)
        self.read_answer = self.read_question

    def forward(self, question, answer):
        q = self.read_question(self.emb(question))[0][:, -1]
        a = self.read_answer(self.emb(answer))[0][:, -1]
        return (q * a).sum(1)


@program("T06", "lstm")
def two_readers():
    question, answer = text()
    return Case(TwoTowers, (question, answer), torch.rand(len(question)), reference=OneTower)


@program(None, "lstm")
def two_readers_right():
    question, answer = text()
    return Case(OneTower, (question, answer), torch.rand(len(question)), reference=OneTower)


# T07: 'tied' by nn.Parameter(other.weight)


@program(None, "language model")
def wrapped_again_right():
    x, y = text()

    def build():
        model = Lm()
        model.emb.weight = nn.Parameter(torch.randn(12, 5) * 0.1)
        model.out.weight = model.emb.weight
        return model, Adam(model.parameters(), lr=1e-2)

    return Case(build, (x,), y, step=predict_next, reference=tied_lm)


class HeadOf(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = nn.Parameter(weight)
        self.bias = nn.Parameter(torch.zeros(len(weight)))

    def forward(self, h):
        return F.linear(h, self.weight, self.bias)


class HeadFrom(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = weight
        self.bias = nn.Parameter(torch.zeros(len(weight)))

    def forward(self, h):
        return F.linear(h, self.weight, self.bias)


def headed(head):
    net = Decoder(tie=False)
    net.lm_head = head(net.wte.weight)
    return net


@program("T07", "transformer")
def head_of_weight():
    x, y = text()
    net = headed(HeadOf)
    return Case(net, (x,), y, AdamW(net.parameters(), lr=1e-3), predict_next, reference=lambda: headed(HeadFrom))


@program(None, "transformer")
def head_of_weight_right():
    x, y = text()
    net = headed(HeadFrom)
    return Case(net, (x,), y, AdamW(net.parameters(), lr=1e-3), predict_next, reference=lambda: headed(HeadFrom))
