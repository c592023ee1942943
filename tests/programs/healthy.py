"""Correct programs that a naive check would reject: all of them with code None."""

import copy
import math

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import parametrizations, parametrize, prune
from torch.utils.checkpoint import checkpoint

from . import Case, program

# ---------------------------------------------------------------- data and steps


def rows(n=16, width=4, seed=0):
    g = torch.Generator().manual_seed(seed)
    x = torch.randn(n, width, generator=g)
    return x, (x @ torch.randn(width, 3, generator=g)).argmax(1)


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


def evaluate(model, x):
    was = model.training
    model.eval()
    with torch.no_grad():
        out = model(x)
    model.train(was)
    return out


def sgd(make, lr=0.1, seed=0, **options):
    def build():
        torch.manual_seed(seed)
        model = make()
        return model, torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=lr, **options)

    return build


def adam(make, lr=1e-2, seed=0):
    def build():
        torch.manual_seed(seed)
        model = make()
        return model, torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)

    return build


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        return self.fc2(torch.tanh(self.fc1(x)))


class Backbone(nn.Module):
    """A pretrained-looking body and a head."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 8), nn.LayerNorm(8), nn.ReLU(), nn.Linear(8, 8), nn.Tanh())
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        return self.head(self.body(x))


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, padding=1)
        self.bn = nn.BatchNorm2d(4)
        self.drop = nn.Dropout(0.2)
        self.fc = nn.Linear(64, 3)

    def forward(self, x):
        h = F.max_pool2d(F.relu(self.bn(self.conv(x))), 2)
        return self.fc(self.drop(h.flatten(1)))


# ---------------------------------------------------------------- how the weights are held and used


@program(None, "functional use")
def functional_use():
    class Net(MLP):
        def forward(self, x):
            h = F.linear(x, self.fc1.weight, self.fc1.bias).tanh()
            return F.linear(h, self.fc2.weight, self.fc2.bias)

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, reference=sgd(MLP))


@program(None, "own Parameters")
def own_parameters():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.W1 = nn.Parameter(torch.randn(4, 8) / 2)
            self.b1 = nn.Parameter(torch.zeros(8))
            self.W2 = nn.Parameter(torch.randn(8, 3) / math.sqrt(8))
            self.b2 = nn.Parameter(torch.zeros(3))

        def forward(self, x):
            return (x @ self.W1 + self.b1).tanh() @ self.W2 + self.b2

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, reference=sgd(MLP))


@program(None, "bias folded into the weight")
def folded_bias():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Parameter(torch.randn(5, 8) / 2)
            self.b = nn.Parameter(torch.randn(9, 3) / 3)

        def forward(self, x):
            one = x.new_ones(len(x), 1)
            return torch.cat([torch.cat([x, one], 1).mm(self.a).tanh(), one], 1).mm(self.b)

    x, y = rows()
    return Case(adam(Net), (x,), y, step=train_step, reference=adam(MLP))


@program(None, "ParameterDict")
def parameter_dict():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.weights = nn.ParameterDict(
                {"in": torch.randn(4, 8) / 2, "out": torch.randn(8, 3) / 3, "offset": torch.zeros(3)}
            )

        def forward(self, x):
            return torch.relu(x @ self.weights["in"] + 0.1) @ self.weights["out"] + self.weights["offset"]

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step)


@program(None, "ParameterList")
def parameter_list():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            sizes = [(4, 6), (6, 6), (6, 3)]
            self.ws = nn.ParameterList([nn.Parameter(torch.randn(s) / math.sqrt(s[0])) for s in sizes])

        def forward(self, x):
            *hidden, last = self.ws
            for w in hidden:
                x = torch.tanh(x @ w)
            return x @ last

    torch.manual_seed(0)
    x, y = rows()
    return Case(Net(), (x,), y)


@program(None, "register_parameter and add_module by name")
def registered_by_name():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            for i in range(2):
                self.add_module(f"layer{i}", nn.Linear(4, 4))
            self.register_parameter("gain", nn.Parameter(torch.ones(4)))
            self.register_parameter("unused_slot", None)
            self.last = nn.Linear(4, 3)

        def forward(self, x):
            for i in range(2):
                x = torch.tanh(getattr(self, f"layer{i}")(x))
            return self.last(self.gain * x)

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step)


@program(None, "lazy layers")
def lazy_layers():
    def build():
        torch.manual_seed(0)
        net = nn.Sequential(nn.LazyConv2d(4, 3), nn.ReLU(), nn.Flatten(), nn.LazyLinear(3))
        net(torch.zeros(1, 1, 8, 8))  # the dry run
        return net, torch.optim.Adam(net.parameters(), lr=1e-2)

    x, y = pictures()
    return Case(build, (x,), y, step=train_step)


@program(None, "lazy layers, optimizer first")
def lazy_optimizer_first():
    def build():
        torch.manual_seed(0)
        net = nn.Sequential(nn.LazyLinear(8), nn.Tanh(), nn.LazyLinear(3))
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        net(torch.zeros(2, 4))
        return net, optimizer

    x, y = rows()
    return Case(build, (x,), y, step=train_step)


@program(None, "weight_norm")
def weight_norm():
    def make():
        return nn.Sequential(parametrizations.weight_norm(nn.Linear(4, 8)), nn.Tanh(), nn.Linear(8, 3))

    x, y = rows()
    return Case(sgd(make), (x,), y, step=train_step, reference=sgd(make))


@program(None, "spectral_norm")
def spectral_norm():
    def make():
        return nn.Sequential(
            parametrizations.spectral_norm(nn.Conv2d(1, 4, 3)), nn.LeakyReLU(0.1), nn.Flatten(), nn.Linear(144, 3)
        )

    x, y = pictures()
    return Case(adam(make), (x,), y, step=train_step, evaluate=evaluate)


@program(None, "own parametrization")
def own_parametrization():
    class Symmetric(nn.Module):
        def forward(self, w):
            return w.triu() + w.triu(1).transpose(-1, -2)

    def make():
        net = nn.Sequential(nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 3))
        parametrize.register_parametrization(net[0], "weight", Symmetric())
        return net

    x, y = rows()
    return Case(sgd(make), (x,), y, step=train_step)


@program(None, "prune")
def pruned():
    def make():
        net = MLP()
        prune.l1_unstructured(net.fc1, "weight", amount=0.4)
        return net

    x, y = rows()
    return Case(sgd(make), (x,), y, step=train_step)


@program(None, "orthogonal")
def orthogonal():
    def make():
        return nn.Sequential(nn.Linear(4, 4), nn.ELU(), parametrizations.orthogonal(nn.Linear(4, 4)), nn.Linear(4, 3))

    torch.manual_seed(0)
    x, y = rows()
    return Case(make(), (x,), y)


@program(None, "tied language model")
def tied():
    class LM(nn.Module):
        def __init__(self):
            super().__init__()
            self.emb = nn.Embedding(12, 6)
            self.rnn = nn.GRU(6, 6, batch_first=True)
            self.out = nn.Linear(6, 12, bias=False)
            self.out.weight = self.emb.weight

        def forward(self, ids):
            return self.out(self.rnn(self.emb(ids))[0])

    def step(model, optimizer, ids, following):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(ids).flatten(0, 1), following.flatten())
        loss.backward()
        optimizer.step()
        return loss

    ids, _ = sentences(length=7, words=12)
    return Case(adam(LM), (ids[:, :-1],), ids[:, 1:], step=step, reference=adam(LM))


@program(None, "one block used three times")
def recurrent_block():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.enter, self.shared, self.leave = nn.Linear(4, 6), nn.Linear(6, 6), nn.Linear(6, 3)
            self.depth = [self.shared] * 3

        def forward(self, x):
            h = self.enter(x)
            for layer in self.depth:
                h = h + torch.tanh(layer(h))
            return self.leave(h)

    x, y = rows()
    return Case(sgd(Net, lr=0.05), (x,), y, step=train_step, reference=sgd(Net, lr=0.05))


@program(None, "siamese")
def siamese():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.tower = nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 6))

        def forward(self, a, b):
            return F.cosine_similarity(self.tower(a), self.tower(b))

    def step(model, optimizer, pair, same):
        optimizer.zero_grad()
        loss = F.mse_loss(model(*pair), same)
        loss.backward()
        optimizer.step()
        return loss

    torch.manual_seed(3)
    return Case(sgd(Net), (torch.randn(12, 4), torch.randn(12, 4)), torch.randint(2, (12,)).float(), step=step)


@program(None, "LoRA with B = 0")
def lora():
    class LoRA(nn.Module):
        def __init__(self, base, rank=2):
            super().__init__()
            self.base = base.requires_grad_(False)
            self.A = nn.Parameter(torch.randn(rank, base.in_features) / 2)
            self.B = nn.Parameter(torch.zeros(base.out_features, rank))

        def forward(self, x):
            return self.base(x) + x @ self.A.t() @ self.B.t()

    def make():
        return nn.Sequential(LoRA(nn.Linear(4, 8)), nn.Tanh(), LoRA(nn.Linear(8, 3)))

    x, y = rows()
    return Case(adam(make), (x,), y, step=train_step, frozen=("0.base", "2.base"), reference=adam(make))


@program(None, "zero-initialised head")
def zero_head():
    def make():
        net = Backbone()
        nn.init.zeros_(net.head.weight)
        nn.init.zeros_(net.head.bias)
        return net

    x, y = rows()
    return Case(sgd(make), (x,), y, step=train_step)


@program(None, "ReZero")
def rezero():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.stem = nn.Linear(4, 6)
            self.layers = nn.ModuleList(nn.Linear(6, 6) for _ in range(3))
            self.alpha = nn.Parameter(torch.zeros(3))
            self.head = nn.Linear(6, 3)

        def forward(self, x):
            h = self.stem(x)
            for a, layer in zip(self.alpha, self.layers):
                h = h + a * torch.relu(layer(h))
            return self.head(h)

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step)


@program(None, "MultiheadAttention")
def multihead():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.emb = nn.Embedding(20, 8)
            self.attn = nn.MultiheadAttention(8, 2, batch_first=True)
            self.norm = nn.LayerNorm(8)
            self.cls = nn.Linear(8, 3)

        def forward(self, ids):
            h = self.emb(ids)
            out, self.last_weights = self.attn(h, h, h)  # kept for a figure
            self.last_weights = self.last_weights.detach()
            return self.cls(self.norm(h + out).mean(1))

    x, y = sentences()
    return Case(adam(Net), (x,), y, step=train_step)


@program(None, "TransformerEncoder with a mask buffer")
def transformer():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.emb = nn.Embedding(20, 8)
            self.pos = nn.Parameter(0.02 * torch.randn(6, 8))
            layer = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.1, batch_first=True, norm_first=True)
            self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
            self.cls = nn.Linear(8, 3)
            self.register_buffer("mask", torch.ones(6, 6).triu(1).bool(), persistent=False)

        def forward(self, ids):
            return self.cls(self.encoder(self.emb(ids) + self.pos, mask=self.mask)[:, -1])

    x, y = sentences()
    return Case(adam(Net), (x,), y, step=train_step, evaluate=evaluate)


@program(None, "LSTM, bidirectional")
def lstm():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Embedding(20, 5)
            self.lstm = nn.LSTM(5, 4, num_layers=2, bidirectional=True, dropout=0.2, batch_first=True)
            self.linear = nn.Linear(16, 3)

        def forward(self, ids):
            _, (h, _) = self.lstm(self.embedding(ids))
            return self.linear(torch.cat(list(h), -1))

    x, y = sentences()
    return Case(adam(Net), (x,), y, step=train_step, evaluate=evaluate)


@program(None, "LSTM over one step")
def lstm_one_step():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.lstm = nn.LSTM(4, 6, batch_first=True)
            self.linear = nn.Linear(6, 3)

        def forward(self, x):
            return self.linear(self.lstm(x.unsqueeze(1))[0][:, 0])

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step)


@program(None, "GRUCell in a loop")
def gru_cell():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.emb, self.cell, self.out = nn.Embedding(20, 5), nn.GRUCell(5, 6), nn.Linear(6, 3)

        def forward(self, ids):
            h = torch.zeros(len(ids), 6, dtype=self.out.weight.dtype)
            for t in range(ids.shape[1]):
                h = self.cell(self.emb(ids[:, t]), h)
            return self.out(h)

    torch.manual_seed(0)
    x, y = sentences()
    return Case(Net(), (x,), y)


@program(None, "Embedding with padding_idx")
def padding():
    class Bag(nn.Module):
        def __init__(self):
            super().__init__()
            self.emb = nn.Embedding(50, 6, padding_idx=0)
            self.fc = nn.Linear(6, 3)

        def forward(self, ids):
            known = (ids != 0).unsqueeze(-1)
            return self.fc((self.emb(ids) * known).sum(1) / known.sum(1).clamp(min=1))

    x, y = sentences()
    x[:, 4:] = 0
    return Case(adam(Bag), (x,), y, step=train_step)


@program(None, "sparse EmbeddingBag")
def sparse():
    def make():
        return nn.Sequential(nn.EmbeddingBag(20, 6, sparse=True), nn.Linear(6, 3))

    x, y = sentences()
    return Case(sgd(make), (x,), y, step=train_step)


@program(None, "bias before BatchNorm")
def bias_before_bn():
    def make():
        return nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 3))

    x, y = rows()
    return Case(sgd(make), (x,), y, step=train_step, evaluate=evaluate)


@program(None, "a list and Sequential(*list)")
def list_and_sequential():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = [nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)]
            self.net = nn.Sequential(*self.layers)

        def forward(self, x):
            return self.net(x)

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step)


@program(None, "list of the registered parts by depth")
def stages():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.low, self.high, self.head = nn.Linear(4, 6), nn.Linear(6, 6), nn.Linear(6, 3)
            self.by_depth = {"low": self.low, "high": self.high}

        def forward(self, x):
            for part in self.by_depth.values():
                x = F.silu(part(x))
            return self.head(x)

    torch.manual_seed(0)
    x, y = rows()
    return Case(Net(), (x,), y)


@program(None, "stateless layer built in forward")
def stateless_in_forward():
    class Net(MLP):
        def forward(self, x):
            return self.fc2(nn.Sequential(nn.Tanh(), nn.Flatten())(self.fc1(x)))

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step)


@program(None, "Conv1d as a linear layer")
def conv_as_linear():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b = nn.Conv1d(4, 8, 1), nn.Conv1d(8, 3, 1)

        def forward(self, x):
            return self.b(torch.tanh(self.a(x.unsqueeze(-1)))).squeeze(-1)

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, reference=sgd(MLP))


@program(None, "linear model without activation")
def logistic_regression():
    x, y = rows()
    return Case(sgd(lambda: nn.Linear(4, 3)), (x,), y, step=train_step)


@program(None, "low rank on purpose")
def low_rank():
    def make():
        return nn.Sequential(nn.Linear(4, 2, bias=False), nn.Linear(2, 3))

    x, y = rows()
    return Case(sgd(make), (x,), y, step=train_step, reference=sgd(make))


# ---------------------------------------------------------------- behaviour in forward


@program(None, "activations kept in a list")
def kept_activations():
    class Net(MLP):
        def forward(self, x):
            self.activations = []
            h = torch.tanh(self.fc1(x))
            self.activations.append(h.detach())
            out = self.fc2(h)
            self.activations.append(out.detach())
            return out

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step)


@program(None, "activations kept by a hook")
def hooked_activations():
    def build():
        torch.manual_seed(0)
        net = MLP()
        seen = {}
        net.fc1.register_forward_hook(lambda module, args, out: seen.update(fc1=out.detach()))
        return net, torch.optim.SGD(net.parameters(), lr=0.1)

    x, y = rows()
    return Case(build, (x,), y, step=train_step)


@program(None, "auxiliary head in training mode only")
def auxiliary_head():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.body, self.head, self.aux = nn.Linear(4, 8), nn.Linear(8, 3), nn.Linear(8, 3)

        def forward(self, x):
            h = torch.tanh(self.body(x))
            return (self.head(h), self.aux(h)) if self.training else self.head(h)

    def step(model, optimizer, x, y):
        model.train()
        optimizer.zero_grad()
        main, aux = model(x)
        loss = F.cross_entropy(main, y) + 0.3 * F.cross_entropy(aux, y)
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=step, evaluate=evaluate)


@program(None, "stochastic depth")
def stochastic_depth():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.stem = nn.Linear(4, 6)
            self.blocks = nn.ModuleList(nn.Sequential(nn.LayerNorm(6), nn.Linear(6, 6), nn.GELU()) for _ in range(3))
            self.head = nn.Linear(6, 3)

        def forward(self, x):
            x = self.stem(x)
            for block in self.blocks:
                if not self.training:
                    x = x + 0.7 * block(x)
                elif torch.rand(()) < 0.7:
                    x = x + block(x)
            return self.head(x)

    x, y = rows()
    return Case(adam(Net), (x,), y, step=train_step, evaluate=evaluate)


@program(None, "routed branches, one idle")
def router():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.branches = nn.ModuleDict({name: nn.Linear(4, 3) for name in ("left", "right")})

        def forward(self, x, which):
            out = torch.stack([branch(x) for branch in self.branches.values()], 1)
            return out[torch.arange(len(x)), which]

    torch.manual_seed(0)
    x, y = rows()
    return Case(Net(), (x, torch.randint(2, (16,))), y)


@program(None, "mixture of experts, top 1")
def experts():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.gate = nn.Linear(4, 3)
            self.experts = nn.ModuleList(nn.Linear(4, 3) for _ in range(3))

        def forward(self, x):
            weight, chosen = self.gate(x).softmax(-1).max(-1)
            out = torch.stack([expert(x) for expert in self.experts], 1)
            return out[torch.arange(len(x)), chosen] * weight.unsqueeze(-1)

    x, y = rows(32)
    return Case(sgd(Net), (x,), y, step=train_step)


@program(None, "checkpointing")
def checkpointing():
    class Net(Backbone):
        def forward(self, x):
            return self.head(checkpoint(self.body, x, use_reentrant=False))

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, reference=sgd(Backbone))


@program(None, "dict output")
def dict_output():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.body, self.classify, self.regress = nn.Linear(4, 8), nn.Linear(8, 3), nn.Linear(8, 1)

        def forward(self, x):
            h = self.body(x).relu()
            return {"logits": self.classify(h), "value": self.regress(h).squeeze(-1), "hidden": h.detach()}

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        out = model(x)
        loss = F.cross_entropy(out["logits"], y) + 0.1 * F.mse_loss(out["value"], y.float())
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=step)


@program(None, "tuple output (VAE)")
def vae():
    class VAE(nn.Module):
        def __init__(self):
            super().__init__()
            self.enc, self.mu, self.logvar = nn.Linear(6, 8), nn.Linear(8, 2), nn.Linear(8, 2)
            self.dec = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 6))

        def forward(self, x):
            h = torch.tanh(self.enc(x))
            mu, logvar = self.mu(h), self.logvar(h)
            z = mu + torch.randn_like(mu) * (0.5 * logvar).exp() if self.training else mu
            return self.dec(z), mu, logvar

    def step(model, optimizer, x, y):
        model.train()
        out, mu, logvar = model(x)
        loss = F.mse_loss(out, y) - 0.05 * (1 + logvar - mu.pow(2) - logvar.exp()).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    x, _ = rows(width=6)
    return Case(adam(VAE), (x,), x, step=step, evaluate=evaluate)


@program(None, "several inputs, one integer")
def several_inputs():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.shop = nn.Embedding(5, 3)
            self.fc = nn.Sequential(nn.Linear(7, 8), nn.ReLU(), nn.Linear(8, 1))

        def forward(self, numbers, shop):
            return self.fc(torch.cat([numbers, self.shop(shop)], 1)).squeeze(1)

    def step(model, optimizer, x, y):
        numbers, shop = x
        optimizer.zero_grad()
        loss = F.smooth_l1_loss(model(numbers, shop), y)
        loss.backward()
        optimizer.step()
        return loss

    torch.manual_seed(5)
    return Case(adam(Net), (torch.randn(12, 4), torch.randint(5, (12,))), torch.randn(12), step=step)


@program(None, "double precision")
def double():
    def build():
        torch.manual_seed(0)
        net = MLP().double()
        return net, torch.optim.SGD(net.parameters(), lr=0.1)

    x, y = rows()
    return Case(build, (x.double(),), y, step=train_step)


@program(None, "mixed precision without a scaler")
def autocast():
    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(sgd(Backbone), (x,), y, step=step)


@program(None, "stop-gradient on purpose (BYOL)")
def byol():
    class BYOL(nn.Module):
        def __init__(self):
            super().__init__()
            self.online = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4))
            self.predictor = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4))
            self.target = copy.deepcopy(self.online).requires_grad_(False)

        def forward(self, a, b):
            with torch.no_grad():
                goal = self.target(b)
            return self.predictor(self.online(a)), goal.detach()

        @torch.no_grad()
        def update_target(self, rate=0.9):
            for slow, fast in zip(self.target.parameters(), self.online.parameters()):
                slow.lerp_(fast, 1 - rate)

    def step(model, optimizer, views, _):
        guess, goal = model(*views)
        loss = 2 - 2 * F.cosine_similarity(guess, goal).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        model.update_target()
        return loss

    torch.manual_seed(6)
    a = torch.randn(16, 4)
    return Case(adam(BYOL), (a, a + 0.1 * torch.randn(16, 4)), None, step=step)


@program(None, "stop-gradient on purpose (SimSiam)")
def simsiam():
    class SimSiam(nn.Module):
        def __init__(self):
            super().__init__()
            self.encoder = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4))
            self.predictor = nn.Linear(4, 4)

        def forward(self, a, b):
            z1, z2 = self.encoder(a), self.encoder(b)
            p1, p2 = self.predictor(z1), self.predictor(z2)
            return -(F.cosine_similarity(p1, z2.detach()) + F.cosine_similarity(p2, z1.detach())) / 2

    def step(model, optimizer, views, _):
        optimizer.zero_grad()
        loss = model(*views).mean()
        loss.backward()
        optimizer.step()
        return loss

    torch.manual_seed(7)
    a = torch.randn(16, 4)
    return Case(sgd(SimSiam), (a, a + 0.2 * torch.randn(16, 4)), None, step=step, reference=sgd(SimSiam))


@program(None, "vector quantiser, straight through")
def vq():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.enc, self.dec = nn.Linear(6, 3), nn.Linear(3, 6)
            self.codes = nn.Embedding(5, 3)

        def forward(self, x):
            z = self.enc(x)
            q = self.codes(torch.cdist(z, self.codes.weight).argmin(1))
            penalty = F.mse_loss(q, z.detach()) + 0.25 * F.mse_loss(z, q.detach())
            return self.dec(z + (q - z).detach()), penalty

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        out, penalty = model(x)
        loss = F.mse_loss(out, y) + penalty
        loss.backward()
        optimizer.step()
        return loss

    x, _ = rows(width=6)
    return Case(adam(Net), (x,), x, step=step)


@program(None, "logging with item and no_grad in forward")
def logging_forward():
    class Net(MLP):
        def __init__(self):
            super().__init__()
            self.history = []

        def forward(self, x):
            h = torch.tanh(self.fc1(x))
            with torch.no_grad():
                self.history.append(h.norm().item())
            return self.fc2(h)

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step)


# ---------------------------------------------------------------- buffers


@program(None, "persistent=False on purpose")
def rotary():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.emb = nn.Embedding(20, 8)
            self.qkv, self.cls = nn.Linear(8, 24), nn.Linear(8, 3)
            angle = torch.arange(6)[:, None] / 10 ** torch.arange(4)
            self.register_buffer("cos", angle.cos(), persistent=False)
            self.register_buffer("sin", angle.sin(), persistent=False)

        def turn(self, v):
            a, b = v.chunk(2, -1)
            return torch.cat([a * self.cos - b * self.sin, a * self.sin + b * self.cos], -1)

        def forward(self, ids):
            q, k, v = self.qkv(self.emb(ids)).chunk(3, -1)
            return self.cls(F.scaled_dot_product_attention(self.turn(q), self.turn(k), v).mean(1))

    x, y = sentences()
    return Case(adam(Net), (x,), y, step=train_step)


@program(None, "register_buffer counter")
def counter():
    class Net(MLP):
        def __init__(self):
            super().__init__()
            self.register_buffer("calls", torch.zeros((), dtype=torch.long))

        def forward(self, x):
            if self.training:
                self.calls += 1
            return super().forward(x)

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, evaluate=evaluate)


@program(None, "plain Python constants")
def python_constants():
    class Net(MLP):
        mean, std = 0.5, 2.0

        def __init__(self):
            super().__init__()
            self.shape = torch.Size([4])
            self.temperature = 1.5

        def forward(self, x):
            return super().forward((x.view(-1, *self.shape) - self.mean) / self.std) / self.temperature

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step)


@program(None, "BatchNorm without statistics")
def batchnorm_without_statistics():
    def make():
        return nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4, track_running_stats=False), nn.ReLU(), nn.Flatten(),
                             nn.Linear(144, 3))  # fmt: skip

    x, y = pictures()
    return Case(adam(make), (x,), y, step=train_step, evaluate=evaluate)


# ---------------------------------------------------------------- training loops


@program(None, "two optimizers")
def two_optimizers():
    torch.manual_seed(8)
    net = Backbone()
    slow = torch.optim.SGD(net.body.parameters(), lr=0.01)
    fast = torch.optim.Adam(net.head.parameters(), lr=0.01)

    def step(model, optimizer, x, y):
        loss = F.cross_entropy(model(x), y)
        slow.zero_grad()
        fast.zero_grad()
        loss.backward()
        slow.step()
        fast.step()
        return loss

    x, y = rows()
    return Case(net, (x,), y, step=step)


@program(None, "GAN step, two optimizers")
def gan():
    class GAN(nn.Module):
        def __init__(self):
            super().__init__()
            self.generator = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 4))
            self.critic = nn.Sequential(nn.Linear(4, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))

        def forward(self, noise):
            return self.critic(self.generator(noise))

    torch.manual_seed(9)
    net = GAN()
    og = torch.optim.RMSprop(net.generator.parameters(), lr=1e-3)
    oc = torch.optim.RMSprop(net.critic.parameters(), lr=1e-3)

    def step(model, optimizer, noise, real):
        oc.zero_grad()
        fake = model.generator(noise).detach()
        (model.critic(fake).mean() - model.critic(real).mean()).backward()
        oc.step()
        with torch.no_grad():
            for p in model.critic.parameters():
                p.clamp_(-0.3, 0.3)  # WGAN
        og.zero_grad()
        loss = -model(noise).mean()
        loss.backward()
        og.step()
        return loss

    return Case(net, (torch.randn(12, 2),), torch.randn(12, 4), step=step)


@program(None, "LBFGS closure")
def lbfgs():
    def step(model, optimizer, x, y):
        def closure():
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            return loss

        return optimizer.step(closure)

    torch.manual_seed(10)
    net = MLP()
    x, y = rows()
    return Case(net, (x,), y, optimizer=torch.optim.LBFGS(net.parameters(), lr=0.1, max_iter=4), step=step)


@program(None, "gradient accumulation")
def accumulation():
    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        total = 0.0
        for xs, ys in zip(x.chunk(4), y.chunk(4)):
            loss = F.cross_entropy(model(xs), ys) / 4
            loss.backward()
            total += loss.detach()
        optimizer.step()
        return total

    x, y = rows()
    return Case(sgd(MLP), (x,), y, step=step)


@program(None, "model.zero_grad")
def model_zero_grad():
    def step(model, optimizer, x, y):
        model.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(sgd(MLP, momentum=0.9), (x,), y, step=step)


@program(None, "p.grad = None")
def grad_none():
    def step(model, optimizer, x, y):
        for group in optimizer.param_groups:
            for p in group["params"]:
                p.grad = None
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(adam(MLP), (x,), y, step=step)


@program(None, "p.grad.zero_()")
def grad_zero():
    def step(model, optimizer, x, y):
        for p in model.parameters():
            if p.grad is not None:
                p.grad.zero_()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(sgd(MLP), (x,), y, step=step)


@program(None, "zero_grad at the end")
def zero_at_the_end():
    def step(model, optimizer, x, y):
        model.train()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=False)
        return loss

    x, y = pictures()
    return Case(adam(ConvNet), (x,), y, step=step, evaluate=evaluate)


@program(None, "autograd.grad loop")
def autograd_grad():
    def step(model, optimizer, x, y):
        params = tuple(model.parameters())
        loss = F.cross_entropy(model(x), y)
        with torch.no_grad():
            for p, g in zip(params, torch.autograd.grad(loss, params)):
                p.sub_(0.1 * g)
        return loss

    torch.manual_seed(11)
    x, y = rows()
    return Case(Backbone(), (x,), y, step=step)


@program(None, "autograd.grad and optimizer")
def autograd_grad_optimizer():
    def step(model, optimizer, x, y):
        params = list(model.parameters())
        loss = F.cross_entropy(model(x), y)
        for p, g in zip(params, torch.autograd.grad(loss, params)):
            p.grad = g
        optimizer.step()
        return loss

    x, y = rows()
    return Case(adam(MLP), (x,), y, step=step)


@program(None, "torch.func")
def functional_call():
    def step(model, optimizer, x, y):
        params = dict(model.named_parameters())

        def objective(values):
            return F.cross_entropy(torch.func.functional_call(model, values, (x,)), y)

        grads, loss = torch.func.grad_and_value(objective)({k: p.detach() for k, p in params.items()})
        for name, p in params.items():
            p.grad = grads[name]
        optimizer.step()
        optimizer.zero_grad()
        return loss

    x, y = rows()
    return Case(sgd(MLP), (x,), y, step=step)


@program(None, "gradient clipping")
def clipping():
    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        nn.utils.clip_grad_value_(model.parameters(), 0.1)
        optimizer.step()
        return loss

    x, y = rows()
    return Case(sgd(Backbone), (x,), y, step=step)


@program(None, "scheduler")
def scheduler():
    torch.manual_seed(12)
    net = ConvNet()
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1e-2, total_steps=1000)

    def step(model, optimizer, x, y):
        model.train()
        loss = train_step(model, optimizer, x, y)
        schedule.step()
        return loss

    x, y = pictures()
    return Case(net, (x,), y, optimizer=optimizer, step=step, evaluate=evaluate)


@program(None, "warm-up from a rate of zero")
def warm_up():
    torch.manual_seed(13)
    net = MLP()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: min(1.0, t / 2))

    def step(model, optimizer, x, y):
        loss = train_step(model, optimizer, x, y)
        schedule.step()
        return loss

    x, y = rows()
    return Case(net, (x,), y, optimizer=optimizer, step=step)


@program(None, "WGAN-like clamp through .data")
def clamp():
    def step(model, optimizer, x, y):
        loss = train_step(model, optimizer, x, y)
        for p in model.parameters():
            p.data.clamp_(-1, 1)
        return loss

    x, y = rows()
    return Case(sgd(MLP), (x,), y, step=step)


@program(None, "EMA copy")
def ema():
    torch.manual_seed(14)
    net = MLP()
    average = copy.deepcopy(net).requires_grad_(False)

    def step(model, optimizer, x, y):
        loss = train_step(model, optimizer, x, y)
        with torch.no_grad():
            for slow, fast in zip(average.parameters(), model.parameters()):
                slow.mul_(0.99).add_(fast, alpha=0.01)
        return loss

    x, y = rows()
    return Case(net, (x,), y, optimizer=torch.optim.SGD(net.parameters(), lr=0.1), step=step)


@program(None, "named_parameters in the optimizer")
def named_optimizer():
    def build():
        torch.manual_seed(0)
        net = MLP()
        return net, torch.optim.SGD(net.named_parameters(), lr=0.1)

    x, y = rows()
    return Case(build, (x,), y, step=train_step)


@program(None, "two backward calls in a step")
def two_losses():
    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        logits = model(x)
        loss = F.cross_entropy(logits, y)
        loss.backward(retain_graph=True)
        (1e-2 * logits.pow(2).mean()).backward()
        optimizer.step()
        return loss.detach()

    x, y = rows()
    return Case(sgd(MLP), (x,), y, step=step)


@program(None, "log_softmax before cross_entropy is harmless")
def log_softmax():
    class Net(MLP):
        def forward(self, x):
            return super().forward(x).log_softmax(-1)

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step)


@program(None, "probabilities in evaluation only")
def probabilities():
    class Net(MLP):
        def forward(self, x):
            out = super().forward(x)
            return out if self.training else out.softmax(-1)

    def step(model, optimizer, x, y):
        return train_step(model.train(), optimizer, x, y)

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=step, evaluate=evaluate)


@program(None, "sigmoid outputs and binary cross-entropy")
def sigmoid():
    def make():
        return nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 1), nn.Sigmoid())

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = F.binary_cross_entropy(model(x).squeeze(1), (y == 0).float())
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(sgd(make), (x,), y, step=step)


# ---------------------------------------------------------------- freezing, in many ways


@program(None, "frozen: requires_grad_")
def freeze_requires_grad():
    def make():
        net = Backbone()
        net.body.requires_grad_(False)
        return net

    x, y = rows()
    return Case(sgd(make), (x,), y, step=train_step, frozen=("body",), reference=sgd(make))


@program(None, "frozen: a loop over names, everything in the optimizer")
def freeze_loop():
    def build():
        torch.manual_seed(0)
        net = Backbone()
        for name, p in net.named_parameters():
            p.requires_grad = not name.startswith("body.")
        return net, torch.optim.AdamW(net.parameters(), lr=1e-2)

    x, y = rows()
    return Case(build, (x,), y, step=train_step, frozen=("body",))


@program(None, "frozen: left out of the optimizer")
def freeze_by_omission():
    def build():
        torch.manual_seed(0)
        net = Backbone()
        return net, torch.optim.SGD(net.head.parameters(), lr=0.1)

    def step(model, optimizer, x, y):
        model.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(build, (x,), y, step=step, frozen=("body",))


@program(None, "frozen: no_grad around the first block")
def freeze_no_grad():
    class Net(Backbone):
        def forward(self, x):
            with torch.no_grad():
                h = self.body(x)
            return self.head(h)

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, frozen=("body",))


@program(None, "frozen: detach at the boundary")
def freeze_detach():
    class Net(Backbone):
        def forward(self, x):
            return self.head(self.body(x).detach())

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, frozen=("body",))


@program(None, "frozen: group with lr = 0")
def freeze_zero_rate():
    def build():
        torch.manual_seed(0)
        net = Backbone()
        groups = [{"params": net.body.parameters(), "lr": 0.0}, {"params": net.head.parameters()}]
        return net, torch.optim.SGD(groups, lr=0.1)

    x, y = rows()
    return Case(build, (x,), y, step=train_step, frozen=("body",))


@program(None, "frozen: BatchNorm in eval")
def freeze_batchnorm():
    def make():
        net = ConvNet()
        net.bn.requires_grad_(False)
        net.conv.requires_grad_(False)
        return net

    def step(model, optimizer, x, y):
        model.train()
        model.bn.eval()
        return train_step(model, optimizer, x, y)

    x, y = pictures()
    return Case(adam(make), (x,), y, step=step, evaluate=evaluate, frozen=("conv", "bn"))


@program(None, "frozen: buffers instead of parameters")
def freeze_buffers():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("w", torch.randn(8, 4) / 2)
            self.register_buffer("b", torch.randn(8) / 2)
            self.head = nn.Linear(8, 3)

        def forward(self, x):
            return self.head(torch.tanh(F.linear(x, self.w, self.b)))

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, frozen=("w", "b"), reference=sgd(Net))


@program(None, "frozen: functional call with detached weights")
def freeze_functional():
    class Net(Backbone):
        def forward(self, x):
            constant = {name: p.detach() for name, p in self.body.named_parameters()}
            return self.head(torch.func.functional_call(self.body, constant, (x,)))

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, frozen=("body",))


@program(None, "frozen: the middle, gradients pass through")
def freeze_middle():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.adapter, self.core, self.head = nn.Linear(4, 6), nn.Linear(6, 6), nn.Linear(6, 3)
            for p in self.core.parameters():
                p.requires_grad_(False)

        def forward(self, x):
            return self.head(torch.tanh(self.core(torch.tanh(self.adapter(x)))))

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, frozen=("core",), reference=sgd(Net))


@program(None, "frozen embeddings")
def freeze_embeddings():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.glove = nn.Embedding.from_pretrained(torch.randn(20, 6), freeze=True)
            self.rnn = nn.GRU(6, 6, batch_first=True)
            self.out = nn.Linear(6, 3)

        def forward(self, ids):
            return self.out(self.rnn(self.glove(ids))[1][-1])

    x, y = sentences()
    return Case(adam(Net), (x,), y, step=train_step, frozen=("glove",))


@program(None, "constant Parameter, requires_grad=False")
def constant_parameter():
    class Net(MLP):
        def __init__(self):
            super().__init__()
            self.scale = nn.Parameter(torch.tensor([0.5, 1.0, 2.0]), requires_grad=False)

        def forward(self, x):
            return self.scale * super().forward(x)

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, frozen=("scale",), reference=sgd(Net))


@program(None, "unfrozen step by step, with add_param_group")
def unfreezing():
    def build():
        torch.manual_seed(0)
        net = Backbone()
        net.body.requires_grad_(False)
        optimizer = torch.optim.SGD(net.head.parameters(), lr=0.1)
        net.body.requires_grad_(True)
        optimizer.add_param_group({"params": net.body.parameters(), "lr": 0.01})
        return net, optimizer

    x, y = rows()
    return Case(build, (x,), y, step=train_step)


@program(None, "prefix that only looks the same: fc1 and fc10")
def prefixes():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc1, self.fc10 = nn.Linear(4, 6), nn.Linear(6, 3)
            self.fc1.requires_grad_(False)

        def forward(self, x):
            return self.fc10(torch.tanh(self.fc1(x)))

    x, y = rows()
    return Case(sgd(Net), (x,), y, step=train_step, frozen=("fc1",))


# ---------------------------------------------------------------- other models beside the model


@program(None, "teacher hidden in a list on purpose")
def teacher():
    class Student(MLP):
        def __init__(self):
            super().__init__()
            self.teacher = [Backbone().eval().requires_grad_(False)]  # neither saved nor trained

        @torch.no_grad()
        def wanted(self, x):
            return self.teacher[0](x)

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        out = model(x)
        loss = F.cross_entropy(out, y) + F.mse_loss(out, model.wanted(x))
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(sgd(Student), (x,), y, step=step)


@program(None, "perceptual loss through a frozen network outside")
def perceptual():
    torch.manual_seed(15)
    judge = nn.Sequential(nn.Linear(6, 4), nn.Tanh()).eval().requires_grad_(False)

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = F.mse_loss(judge(model(x)), judge(y))
        loss.backward()
        optimizer.step()
        return loss

    def make():
        return nn.Sequential(nn.Linear(6, 3), nn.Tanh(), nn.Linear(3, 6))

    x, _ = rows(width=6)
    return Case(adam(make), (x,), x, step=step)


@program(None, "loss weights given as a buffer of the criterion")
def weighted_loss():
    criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 0.5]), label_smoothing=0.05)

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(sgd(MLP), (x,), y, step=step)


@program(None, "wrapped, as DataParallel does")
def wrapped():
    class Wrapper(nn.Module):
        def __init__(self, module):
            super().__init__()
            self.module = module
            object.__setattr__(self, "unwrapped", module)

        def forward(self, *args):
            return self.module(*args)

    x, y = rows()
    return Case(sgd(lambda: Wrapper(MLP())), (x,), y, step=train_step)


@program(None, "handed over in eval mode")
def eval_mode():
    torch.manual_seed(16)
    net = ConvNet().eval()
    x, y = pictures()
    return Case(net, (x,), y)


@program(None, "handed over with gradients and state of a training")
def half_trained():
    torch.manual_seed(17)
    net = Backbone()
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-2)
    x, y = rows()
    for _ in range(3):
        train_step(net, optimizer, x, y)
    return Case(net, (x,), y, optimizer=optimizer, step=train_step)


@program(None, "Monte-Carlo dropout on purpose in a method of its own")
def mc_dropout():
    class Net(ConvNet):
        @torch.no_grad()
        def uncertainty(self, x, draws=4):
            was = self.training
            self.eval()
            self.drop.train()
            spread = torch.stack([self(x) for _ in range(draws)]).std(0)
            self.train(was)
            return spread

    x, y = pictures()
    return Case(adam(Net), (x,), y, step=train_step, evaluate=evaluate)


@program(None, "dropout layers that do nothing")
def no_dropout():
    def make():
        return nn.Sequential(nn.Dropout(0.0), nn.Linear(4, 8), nn.Identity(), nn.Tanh(), nn.Linear(8, 3))

    def predict(model, x):  # nothing in it depends on the mode
        with torch.no_grad():
            return model(x)

    x, y = rows()
    return Case(sgd(make), (x,), y, step=train_step, evaluate=predict)


@program(None, "residual branch that starts at zero (BatchNorm gamma 0)")
def zero_gamma():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.stem = nn.Conv2d(1, 4, 3, padding=1)
            self.branch = nn.Sequential(nn.Conv2d(4, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4))
            nn.init.zeros_(self.branch[1].weight)
            self.fc = nn.Linear(4, 3)

        def forward(self, x):
            h = F.relu(self.stem(x))
            return self.fc(F.relu(h + self.branch(h)).mean((2, 3)))

    x, y = pictures()
    return Case(adam(Net), (x,), y, step=train_step, evaluate=evaluate)


@program(None, "in-place activations that are allowed")
def in_place():
    def make():
        return nn.Sequential(
            nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(inplace=True), nn.Flatten(), nn.Linear(144, 3)
        )

    x, y = pictures()
    return Case(adam(make), (x,), y, step=train_step, evaluate=evaluate)


@program(None, "gradient penalty, double backward")
def gradient_penalty():
    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        x = x.clone().requires_grad_()
        out = model(x)
        (slope,) = torch.autograd.grad(out.sum(), x, create_graph=True)
        loss = F.cross_entropy(out, y) + 0.1 * slope.norm(dim=1).sub(1).pow(2).mean()
        loss.backward()
        optimizer.step()
        return loss

    x, y = rows()
    return Case(sgd(MLP), (x,), y, step=step)


@program(None, "graph network with an adjacency matrix")
def graph():
    class GCN(nn.Module):
        def __init__(self):
            super().__init__()
            self.lin1, self.lin2 = nn.Linear(4, 6, bias=False), nn.Linear(6, 3)

        def forward(self, x, adjacency):
            a = adjacency / adjacency.sum(1, keepdim=True)
            return self.lin2(a @ torch.relu(self.lin1(a @ x)))

    torch.manual_seed(18)
    x, y = rows(10)
    a = (torch.rand(10, 10) > 0.6).float()
    return Case(adam(GCN), (x, (a + a.t() + torch.eye(10)).clamp(max=1)), y)
