"""Optimizer and training loop: O01 to O20, each with its correct twin."""

import copy

import torch
from torch import nn
from torch.nn import functional as F

from . import Case, program

# ---------------------------------------------------------------- models and data that several programs use


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        return self.fc2(torch.tanh(self.fc1(x)))


class ConvNet(nn.Module):
    def __init__(self, classes=3):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.1)
        )
        self.classifier = nn.Linear(4 * 4 * 4, classes)

    def forward(self, image):
        return self.classifier(self.features(image).flatten(1))


class TextGRU(nn.Module):
    def __init__(self, vocabulary=20, size=8, classes=3):
        super().__init__()
        self.embed = nn.Embedding(vocabulary, size)
        self.rnn = nn.GRU(size, size, batch_first=True)
        self.head = nn.Linear(size, classes)

    def forward(self, tokens):
        states, _ = self.rnn(self.embed(tokens))
        return self.head(states[:, -1])


class Block(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.up = nn.Linear(d, 2 * d)
        self.down = nn.Linear(2 * d, d)

    def forward(self, x):
        return x + self.down(F.gelu(self.up(self.norm(x))))


class ResidualNet(nn.Module):
    def __init__(self, d=6, depth=2, classes=3):
        super().__init__()
        self.stem = nn.Linear(4, d)
        self.blocks = nn.ModuleList(Block(d) for _ in range(depth))
        self.head = nn.Linear(d, classes)

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        return self.head(x)


class TinyTransformer(nn.Module):
    def __init__(self, vocabulary=20, d=8, classes=3):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, d)
        self.attention = nn.MultiheadAttention(d, 2, batch_first=True)
        self.norm = nn.LayerNorm(d)
        self.classifier = nn.Linear(d, classes)

    def forward(self, ids):
        h = self.tokens(ids)
        h = self.norm(h + self.attention(h, h, h, need_weights=False)[0])
        return self.classifier(h.mean(1))


class TiedLM(nn.Module):
    def __init__(self, vocabulary=12, d=6):
        super().__init__()
        self.emb = nn.Embedding(vocabulary, d)
        self.lstm = nn.LSTM(d, d, batch_first=True)
        self.out = nn.Linear(d, vocabulary)
        self.out.weight = self.emb.weight

    def forward(self, ids):
        return self.out(self.lstm(self.emb(ids))[0])


class AutoEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(6, 5), nn.Tanh(), nn.Linear(5, 2))
        self.decoder = nn.Sequential(nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 6))

    def forward(self, x):
        return self.decoder(self.encoder(x))


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.tower = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4, bias=False))
        self.compare = nn.Linear(4, 2)

    def forward(self, a, b):
        return self.compare((self.tower(a) - self.tower(b)).abs())


def table(rows=16, seed=0):
    g = torch.Generator().manual_seed(seed)
    x = torch.randn(rows, 4, generator=g)
    return x, (x @ torch.randn(4, 3, generator=g)).argmax(1)


def images(rows=8, seed=1):
    g = torch.Generator().manual_seed(seed)
    return torch.randn(rows, 1, 8, 8, generator=g), torch.randint(3, (rows,), generator=g)


def texts(rows=8, seed=2, vocabulary=20):
    g = torch.Generator().manual_seed(seed)
    return torch.randint(vocabulary, (rows, 6), generator=g), torch.randint(3, (rows,), generator=g)


def language(rows=6, seed=3, vocabulary=12):
    g = torch.Generator().manual_seed(seed)
    ids = torch.randint(vocabulary, (rows, 7), generator=g)
    return ids[:, :-1], ids[:, 1:]


def train_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


def lm_step(model, optimizer, ids, following):
    optimizer.zero_grad()
    logits = model(ids)
    loss = F.cross_entropy(logits.flatten(0, 1), following.flatten())
    loss.backward()
    optimizer.step()
    return loss


def rebuild_step(model, optimizer, x, y):
    loss = F.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


def sgd(make, lr=0.1, **options):
    """A reference: model and a fitting optimizer."""

    def build():
        torch.manual_seed(0)
        model = make()
        return model, torch.optim.SGD(model.parameters(), lr=lr, **options)

    return build


# ---------------------------------------------------------------- O01 optimizer of another instance


@program("O01", "cnn")
def o01_cnn():
    torch.manual_seed(1)
    network = ConvNet()
    adam = torch.optim.Adam(ConvNet().parameters(), lr=1e-2)
    x, y = images()
    return Case(network, (x,), y, optimizer=adam)


@program(None, "cnn")
def o01_cnn_right():
    torch.manual_seed(1)
    network = ConvNet()
    adam = torch.optim.Adam(network.parameters(), lr=1e-2)
    x, y = images()
    return Case(network, (x,), y, optimizer=adam)


@program("O01", "gru")
def o01_gru():
    def get_model():
        torch.manual_seed(2)
        return TextGRU()

    def get_optimizer(lr):
        return torch.optim.AdamW(get_model().parameters(), lr=lr)

    x, y = texts()
    return Case(lambda: (get_model(), get_optimizer(1e-2)), (x,), y, step=train_step)


@program(None, "gru")
def o01_gru_right():
    def get_model():
        torch.manual_seed(2)
        return TextGRU()

    def get_optimizer(model, lr):
        return torch.optim.AdamW(model.parameters(), lr=lr)

    def build():
        model = get_model()
        return model, get_optimizer(model, 1e-2)

    x, y = texts()
    return Case(build, (x,), y, step=train_step)


# ---------------------------------------------------------------- O02 a part replaced after building the optimizer


@program("O02", "transformer")
def o02_transformer():
    torch.manual_seed(4)
    net = TinyTransformer(vocabulary=15)
    optim = torch.optim.Adam(net.parameters(), lr=1e-2)
    larger = nn.Embedding(20, 8)  # five new words
    with torch.no_grad():
        larger.weight[:15].copy_(net.tokens.weight)
    net.tokens = larger
    x, y = texts()
    return Case(net, (x,), y, optimizer=optim, step=train_step)


@program(None, "transformer")
def o02_transformer_right():
    torch.manual_seed(4)
    net = TinyTransformer(vocabulary=15)
    larger = nn.Embedding(20, 8)
    with torch.no_grad():
        larger.weight[:15].copy_(net.tokens.weight)
    net.tokens = larger
    optim = torch.optim.Adam(net.parameters(), lr=1e-2)
    x, y = texts()
    return Case(net, (x,), y, optimizer=optim, step=train_step)


@program("O02", "cnn")
def o02_cnn():
    def set_head(module, classes):
        setattr(module, "classifier", nn.Sequential(nn.Dropout(0.2), nn.Linear(64, classes)))  # noqa: B010

    def build():
        torch.manual_seed(5)
        model = ConvNet(classes=7)
        optimizer = torch.optim.AdamW([{"params": model.parameters(), "lr": 1e-3}])
        set_head(model, 3)
        return model, optimizer

    x, y = images()
    return Case(build, (x,), y)


@program(None, "cnn")
def o02_cnn_right():
    def set_head(module, classes):
        setattr(module, "classifier", nn.Sequential(nn.Dropout(0.2), nn.Linear(64, classes)))  # noqa: B010

    def build():
        torch.manual_seed(5)
        model = ConvNet(classes=7)
        set_head(model, 3)
        optimizer = torch.optim.AdamW([{"params": model.parameters(), "lr": 1e-3}])
        return model, optimizer

    x, y = images()
    return Case(build, (x,), y)


# ---------------------------------------------------------------- O03 a part left out of the optimizer


@program("O03", "autoencoder")
def o03_autoencoder():
    def build():
        torch.manual_seed(7)
        ae = AutoEncoder()
        return ae, torch.optim.Adam(ae.encoder.parameters(), lr=0.01)

    torch.manual_seed(70)
    x = torch.randn(16, 6)
    return Case(build, (x,), x, step=rebuild_step, reference=sgd(AutoEncoder))


@program(None, "autoencoder")
def o03_autoencoder_right():
    def build():
        torch.manual_seed(7)
        ae = AutoEncoder()
        both = [{"params": ae.encoder.parameters()}, {"params": ae.decoder.parameters(), "lr": 0.02}]
        return ae, torch.optim.Adam(both, lr=0.01)

    torch.manual_seed(70)
    x = torch.randn(16, 6)
    return Case(build, (x,), x, step=rebuild_step, reference=sgd(AutoEncoder))


@program("O03", "gru")
def o03_gru():
    def build():
        torch.manual_seed(8)
        net = TextGRU()
        decay = [p for n, p in net.named_parameters() if n.endswith("weight")]
        # the names in the GRU are weight_ih_l0, bias_hh_l0, ...: neither list takes them
        no_decay = [p for n, p in net.named_parameters() if n.endswith("bias")]
        groups = [{"params": decay, "weight_decay": 0.01}, {"params": no_decay, "weight_decay": 0.0}]
        return net, torch.optim.AdamW(groups, lr=1e-2)

    x, y = texts()
    return Case(build, (x,), y, step=train_step)


@program(None, "gru")
def o03_gru_right():
    def build():
        torch.manual_seed(8)
        net = TextGRU()
        decay = [p for n, p in net.named_parameters() if "bias" not in n]
        no_decay = [p for n, p in net.named_parameters() if "bias" in n]
        groups = [{"params": decay, "weight_decay": 0.01}, {"params": no_decay, "weight_decay": 0.0}]
        return net, torch.optim.AdamW(groups, lr=1e-2)

    x, y = texts()
    return Case(build, (x,), y, step=train_step)


# ---------------------------------------------------------------- O04 listed twice in one group


@program("O04", "tied")
def o04_tied():
    torch.manual_seed(10)
    lm = TiedLM()
    everything = []
    for part in (lm.emb, lm.lstm, lm.out):
        everything.extend(part.parameters())
    x, y = language()
    return Case(lm, (x,), y, optimizer=torch.optim.SGD(everything, lr=0.1, momentum=0.9), step=lm_step)


@program(None, "tied")
def o04_tied_right():
    torch.manual_seed(10)
    lm = TiedLM()
    everything = {}
    for part in (lm.emb, lm.lstm, lm.out):
        everything.update((id(p), p) for p in part.parameters())
    x, y = language()
    return Case(lm, (x,), y, optimizer=torch.optim.SGD(list(everything.values()), lr=0.1, momentum=0.9), step=lm_step)


@program("O04", "residual")
def o04_residual():
    def build():
        torch.manual_seed(11)
        net = ResidualNet(depth=1)
        collected = []
        for module in net.modules():
            collected += list(module.parameters())
        return net, torch.optim.Adam(collected, lr=1e-2)

    x, y = table()
    return Case(build, (x,), y)


@program(None, "residual")
def o04_residual_right():
    def build():
        torch.manual_seed(11)
        net = ResidualNet(depth=1)
        collected = []
        for module in net.modules():
            collected += list(module.parameters(recurse=False))
        return net, torch.optim.Adam(collected, lr=1e-2)

    x, y = table()
    return Case(build, (x,), y)


# ---------------------------------------------------------------- O05 in two groups


@program("O05", "transformer")
def o05_transformer():
    def make():
        torch.manual_seed(13)
        model = TinyTransformer()
        biases = [p for n, p in model.named_parameters() if "bias" in n]
        norms = [p for n, p in model.named_parameters() if "norm" in n]
        rest = [p for n, p in model.named_parameters() if "bias" not in n and "norm" not in n]
        optimizer = torch.optim.AdamW(rest, lr=1e-3)
        optimizer.add_param_group({"params": biases, "weight_decay": 0.0})
        optimizer.add_param_group({"params": norms, "weight_decay": 0.0})
        return model, optimizer

    x, y = texts()
    return Case(make, (x,), y)


@program(None, "transformer")
def o05_transformer_right():
    def make():
        torch.manual_seed(13)
        model = TinyTransformer()
        plain = [p for n, p in model.named_parameters() if "bias" in n or "norm" in n]
        rest = [p for n, p in model.named_parameters() if "bias" not in n and "norm" not in n]
        optimizer = torch.optim.AdamW(rest, lr=1e-3)
        optimizer.add_param_group({"params": plain, "weight_decay": 0.0})
        return model, optimizer

    x, y = texts()
    return Case(make, (x,), y)


@program("O05", "tied")
def o05_tied():
    def make():
        torch.manual_seed(14)
        lm = TiedLM()
        return lm, torch.optim.Adam([{"params": child.parameters()} for child in lm.children()], lr=1e-2)

    x, y = language()
    return Case(make, (x,), y, step=lm_step)


@program(None, "tied")
def o05_tied_right():
    def make():
        torch.manual_seed(14)
        lm = TiedLM()
        groups = [{"params": lm.emb.parameters()}, {"params": lm.lstm.parameters()}, {"params": [lm.out.bias]}]
        return lm, torch.optim.Adam(groups, lr=1e-2)

    x, y = language()
    return Case(make, (x,), y, step=lm_step)


# ---------------------------------------------------------------- O06 Parameter object replaced during training


@program("O06", "cnn")
def o06_cnn():
    def clip_weights(net, bound):
        for module in net.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                module.weight = nn.Parameter(module.weight.detach().clamp(-bound, bound))

    def train(net, opt, images_, labels):
        clip_weights(net, 0.2)
        return train_step(net, opt, images_, labels)

    def build():
        torch.manual_seed(16)
        net = ConvNet()
        return net, torch.optim.RMSprop(net.parameters(), lr=1e-3)

    x, y = images()
    return Case(build, (x,), y, step=train)


@program(None, "cnn")
def o06_cnn_right():
    def clip_weights(net, bound):
        for module in net.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                module.weight.data.clamp_(-bound, bound)

    def train(net, opt, images_, labels):
        clip_weights(net, 0.2)
        return train_step(net, opt, images_, labels)

    def build():
        torch.manual_seed(16)
        net = ConvNet()
        return net, torch.optim.RMSprop(net.parameters(), lr=1e-3)

    x, y = images()
    return Case(build, (x,), y, step=train)


@program("O06", "gru")
def o06_embedding():
    def step(model, optimizer, ids, labels):
        loss = F.cross_entropy(model(ids), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        unit = F.normalize(model.embed.weight.data, dim=1)
        model.embed.weight = torch.nn.Parameter(unit)
        return loss

    torch.manual_seed(17)
    net = TextGRU()
    x, y = texts()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters(), lr=1e-2), step=step)


@program(None, "gru")
def o06_embedding_right():
    def step(model, optimizer, ids, labels):
        loss = F.cross_entropy(model(ids), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            model.embed.weight.copy_(F.normalize(model.embed.weight, dim=1))
        return loss

    torch.manual_seed(17)
    net = TextGRU()
    x, y = texts()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters(), lr=1e-2), step=step)


# ---------------------------------------------------------------- O07 zero_grad forgotten


@program(None, "mlp")
def o07_mlp_right():
    def step(model, optimizer, x, y):
        model.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    x, y = table()
    return Case(sgd(MLP), (x,), y, step=step)


@program("O07", "transformer")
def o07_transformer():
    criterion = nn.CrossEntropyLoss()

    def run_batch(model, optimizer, ids, labels):
        model.train()
        loss = criterion(model(ids), labels)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        return loss

    torch.manual_seed(18)
    net = TinyTransformer()
    x, y = texts()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters(), lr=1e-3), step=run_batch)


@program(None, "transformer")
def o07_transformer_right():
    criterion = nn.CrossEntropyLoss()

    def run_batch(model, optimizer, ids, labels):
        model.train()
        loss = criterion(model(ids), labels)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        return loss

    torch.manual_seed(18)
    net = TinyTransformer()
    x, y = texts()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters(), lr=1e-3), step=run_batch)


@program("O07", "siamese")
def o07_siamese():
    def step(model, optimizer, pair, same):
        optimizer.zero_grad  # noqa: B018 (the mistake: no parentheses)
        left, right = pair
        loss = F.cross_entropy(model(left, right), same)
        loss.backward()
        optimizer.step()
        return loss

    torch.manual_seed(19)
    a, b = torch.randn(12, 4), torch.randn(12, 4)
    return Case(sgd(Siamese, momentum=0.9), (a, b), torch.randint(2, (12,)), step=step)


@program(None, "siamese")
def o07_siamese_right():
    def step(model, optimizer, pair, same):
        optimizer.zero_grad()
        left, right = pair
        loss = F.cross_entropy(model(left, right), same)
        loss.backward()
        optimizer.step()
        return loss

    torch.manual_seed(19)
    a, b = torch.randn(12, 4), torch.randn(12, 4)
    return Case(sgd(Siamese, momentum=0.9), (a, b), torch.randint(2, (12,)), step=step)


# ---------------------------------------------------------------- O08 zero_grad between backward and step


@program("O08", "gru")
def o08_gru():
    def update(model, optimizer):
        model.zero_grad()
        optimizer.step()

    def step(model, optimizer, ids, labels):
        logits = model(ids)
        loss = nn.CrossEntropyLoss()(logits, labels)
        loss.backward()
        update(model, optimizer)
        return loss

    torch.manual_seed(20)
    net = TextGRU()
    x, y = texts()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters(), lr=0.01), step=step)


@program(None, "gru")
def o08_gru_right():
    def update(model, optimizer):
        optimizer.step()
        model.zero_grad()

    def step(model, optimizer, ids, labels):
        logits = model(ids)
        loss = nn.CrossEntropyLoss()(logits, labels)
        loss.backward()
        update(model, optimizer)
        return loss

    torch.manual_seed(20)
    net = TextGRU()
    x, y = texts()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters(), lr=0.01), step=step)


@program("O08", "autoencoder")
def o08_autoencoder():
    def fit_batch(ae, opt, x, y):
        loss = (ae(x) - y).pow(2).mean()
        loss.backward()
        for p in ae.parameters():
            p.grad = None
        opt.step()
        return loss

    torch.manual_seed(21)
    x = torch.randn(16, 6)
    return Case(sgd(AutoEncoder, momentum=0.9), (x,), x, step=fit_batch)


@program(None, "autoencoder")
def o08_autoencoder_right():
    def fit_batch(ae, opt, x, y):
        for p in ae.parameters():
            p.grad = None
        loss = (ae(x) - y).pow(2).mean()
        loss.backward()
        opt.step()
        return loss

    torch.manual_seed(21)
    x = torch.randn(16, 6)
    return Case(sgd(AutoEncoder, momentum=0.9), (x,), x, step=fit_batch)


# ---------------------------------------------------------------- O09 step forgotten


@program("O09", "cnn")
def o09_cnn():
    def step(model, optimizer, x, y):
        model.train()
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step  # noqa: B018 (the mistake: no parentheses)
        return loss

    torch.manual_seed(22)
    net = ConvNet()
    x, y = images()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), step=step)


@program(None, "cnn")
def o09_cnn_right():
    def step(model, optimizer, x, y):
        model.train()
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    torch.manual_seed(22)
    net = ConvNet()
    x, y = images()
    return Case(net, (x,), y, optimizer=torch.optim.Adam(net.parameters()), step=step)


@program("O09", "residual")
def o09_residual():
    torch.manual_seed(23)
    net = ResidualNet()
    optim = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.StepLR(optim, 10)

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        scheduler.step()  # only the learning rate moves
        return loss

    x, y = table()
    return Case(net, (x,), y, optimizer=optim, step=step)


@program(None, "residual")
def o09_residual_right():
    torch.manual_seed(23)
    net = ResidualNet()
    optim = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.StepLR(optim, 10)

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        scheduler.step()
        return loss

    x, y = table()
    return Case(net, (x,), y, optimizer=optim, step=step)


# ---------------------------------------------------------------- O10 backward forgotten


@program(None, "mlp")
def o10_mlp_right():
    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        torch.autograd.backward(loss)
        optimizer.step()
        return loss

    x, y = table()
    return Case(sgd(MLP), (x,), y, step=step)


@program("O10", "lm")
def o10_lm():
    def step(model, optimizer, ids, following):
        model.train()
        logits = model(ids)
        loss = F.cross_entropy(logits.transpose(1, 2), following)
        model.zero_grad()
        loss.backward  # noqa: B018 (the mistake: no parentheses)
        optimizer.step()
        return loss

    torch.manual_seed(24)
    lm = TiedLM()
    x, y = language()
    return Case(lm, (x,), y, optimizer=torch.optim.Adam(lm.parameters(), lr=0.01), step=step)


@program(None, "lm")
def o10_lm_right():
    def step(model, optimizer, ids, following):
        model.train()
        logits = model(ids)
        loss = F.cross_entropy(logits.transpose(1, 2), following)
        model.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    torch.manual_seed(24)
    lm = TiedLM()
    x, y = language()
    return Case(lm, (x,), y, optimizer=torch.optim.Adam(lm.parameters(), lr=0.01), step=step)


@program("O10", "cnn")
def o10_cnn():
    def compute_loss(model, x, y):
        return F.cross_entropy(model(x), y, label_smoothing=0.1)

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = compute_loss(model, x, y)
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        return loss

    x, y = images()
    return Case(sgd(ConvNet, momentum=0.9), (x,), y, step=step)


@program(None, "cnn")
def o10_cnn_right():
    def compute_loss(model, x, y):
        return F.cross_entropy(model(x), y, label_smoothing=0.1)

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = compute_loss(model, x, y)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        return loss

    x, y = images()
    return Case(sgd(ConvNet, momentum=0.9), (x,), y, step=step)


# ---------------------------------------------------------------- O11 step before backward


@program("O11", "transformer")
def o11_transformer():
    def step(model, optimizer, ids, labels):
        optimizer.zero_grad()
        logits = model(ids)
        optimizer.step()
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        return loss

    torch.manual_seed(25)
    net = TinyTransformer()
    x, y = texts()
    return Case(net, (x,), y, optimizer=torch.optim.SGD(net.parameters(), lr=0.1), step=step)


@program(None, "transformer")
def o11_transformer_right():
    def step(model, optimizer, ids, labels):
        optimizer.zero_grad()
        logits = model(ids)
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        optimizer.step()
        return loss

    torch.manual_seed(25)
    net = TinyTransformer()
    x, y = texts()
    return Case(net, (x,), y, optimizer=torch.optim.SGD(net.parameters(), lr=0.1), step=step)


@program("O11", "siamese")
def o11_siamese():
    def step(model, optimizer, x, y):
        loss = nn.CrossEntropyLoss()(model(*x), y)
        optimizer.step()
        loss.backward()
        model.zero_grad()
        return loss

    torch.manual_seed(26)
    a, b, y = torch.randn(10, 4), torch.randn(10, 4), torch.randint(2, (10,))
    net = Siamese()
    return Case(net, (a, b), y, optimizer=torch.optim.Adam(net.parameters(), lr=1e-2), step=step)


@program(None, "siamese")
def o11_siamese_right():
    def step(model, optimizer, x, y):
        loss = nn.CrossEntropyLoss()(model(*x), y)
        loss.backward()
        optimizer.step()
        model.zero_grad()
        return loss

    torch.manual_seed(26)
    a, b, y = torch.randn(10, 4), torch.randn(10, 4), torch.randint(2, (10,))
    net = Siamese()
    return Case(net, (a, b), y, optimizer=torch.optim.Adam(net.parameters(), lr=1e-2), step=step)


# ---------------------------------------------------------------- O12 optimizer over the state_dict


@program(None, "mlp")
def o12_mlp_right():
    def build():
        torch.manual_seed(27)
        model = MLP()
        return model, torch.optim.SGD(dict(model.named_parameters()).values(), lr=0.1)

    x, y = table()
    return Case(build, (x,), y, step=train_step, reference=sgd(MLP))


@program("O12", "gru")
def o12_gru():
    def build():
        torch.manual_seed(28)
        net = TextGRU()
        weights, biases = [], []
        for name, value in net.state_dict().items():
            (biases if "bias" in name else weights).append(value)
        return net, torch.optim.AdamW([{"params": weights}, {"params": biases, "weight_decay": 0.0}], lr=1e-2)

    x, y = texts()
    return Case(build, (x,), y)


@program(None, "gru")
def o12_gru_right():
    def build():
        torch.manual_seed(28)
        net = TextGRU()
        weights, biases = [], []
        for name, value in net.named_parameters():
            (biases if "bias" in name else weights).append(value)
        return net, torch.optim.AdamW([{"params": weights}, {"params": biases, "weight_decay": 0.0}], lr=1e-2)

    x, y = texts()
    return Case(build, (x,), y)


@program("O12", "residual")
def o12_residual():
    def learnable(net):
        state = net.state_dict()
        return [state[key] for key in sorted(state)]

    def build():
        torch.manual_seed(29)
        net = ResidualNet()
        optimizer = torch.optim.Adam(learnable(net), lr=1e-2)
        return net, optimizer

    x, y = table()
    return Case(build, (x,), y, step=train_step)


@program(None, "residual")
def o12_residual_right():
    def learnable(net):
        named = dict(net.named_parameters())
        return [named[key] for key in sorted(named)]

    def build():
        torch.manual_seed(29)
        net = ResidualNet()
        optimizer = torch.optim.Adam(learnable(net), lr=1e-2)
        return net, optimizer

    x, y = table()
    return Case(build, (x,), y, step=train_step)


# ---------------------------------------------------------------- O13 optimizer over .data or .detach()


@program("O13", "cnn")
def o13_cnn():
    def build():
        torch.manual_seed(31)
        net = ConvNet()
        tensors = []
        for p in net.parameters():
            tensors.append(p.detach())
        return net, torch.optim.Adam(tensors, lr=1e-2)

    x, y = images()
    return Case(build, (x,), y)


@program(None, "cnn")
def o13_cnn_right():
    def build():
        torch.manual_seed(31)
        net = ConvNet()
        tensors = []
        for p in net.parameters():
            tensors.append(p)
        return net, torch.optim.Adam(tensors, lr=1e-2)

    x, y = images()
    return Case(build, (x,), y)


@program("O13", "transformer")
def o13_transformer():
    def build():
        torch.manual_seed(32)
        net = TinyTransformer()
        groups = [
            {"params": [w.data for w in child.parameters()], "lr": 1e-2 / (i + 1)}
            for i, child in enumerate(net.children())
        ]
        return net, torch.optim.AdamW(groups)

    x, y = texts()
    return Case(build, (x,), y, step=train_step)


@program(None, "transformer")
def o13_transformer_right():
    def build():
        torch.manual_seed(32)
        net = TinyTransformer()
        groups = [
            {"params": [w for w in child.parameters()], "lr": 1e-2 / (i + 1)} for i, child in enumerate(net.children())
        ]
        return net, torch.optim.AdamW(groups)

    x, y = texts()
    return Case(build, (x,), y, step=train_step)


# ---------------------------------------------------------------- O14 load_state_dict(assign=True) after the optimizer


@program("O14", "gru")
def o14_gru():
    torch.manual_seed(34)
    saved = {"model": TextGRU().state_dict(), "epoch": 3}
    net = TextGRU()
    adam = torch.optim.Adam(net.parameters(), lr=1e-2)
    net.load_state_dict(saved["model"], strict=True, assign=True)
    x, y = texts()
    return Case(net, (x,), y, optimizer=adam, step=train_step)


@program(None, "gru")
def o14_gru_right():
    torch.manual_seed(34)
    saved = {"model": TextGRU().state_dict(), "epoch": 3}
    net = TextGRU()
    net.load_state_dict(saved["model"], strict=True, assign=True)
    adam = torch.optim.Adam(net.parameters(), lr=1e-2)
    x, y = texts()
    return Case(net, (x,), y, optimizer=adam, step=train_step)


@program("O14", "cnn")
def o14_cnn():
    def resume(model, state):
        model.load_state_dict(state, assign=True)
        return model

    def build():
        torch.manual_seed(35)
        state = copy.deepcopy(ConvNet().state_dict())
        model = ConvNet()
        optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
        return resume(model, state), optimizer

    x, y = images()
    return Case(build, (x,), y)


@program(None, "cnn")
def o14_cnn_right():
    def resume(model, state):
        model.load_state_dict(state, assign=True)
        return model

    def build():
        torch.manual_seed(35)
        state = copy.deepcopy(ConvNet().state_dict())
        model = resume(ConvNet(), state)
        optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
        return model, optimizer

    x, y = images()
    return Case(build, (x,), y)


# ---------------------------------------------------------------- O15 a copy is trained


@program("O15", "residual")
def o15_residual():
    torch.manual_seed(37)
    original = ResidualNet()
    optimizer = torch.optim.Adam(original.parameters(), lr=1e-2)
    working_copy = copy.deepcopy(original)  # "keep the original safe"
    x, y = table()
    return Case(working_copy, (x,), y, optimizer=optimizer, step=train_step)


@program(None, "residual")
def o15_residual_right():
    torch.manual_seed(37)
    original = ResidualNet()
    optimizer = torch.optim.Adam(original.parameters(), lr=1e-2)
    backup = copy.deepcopy(original)
    backup.eval()
    x, y = table()
    return Case(original, (x,), y, optimizer=optimizer, step=train_step)


@program("O15", "autoencoder")
def o15_autoencoder():
    def build():
        torch.manual_seed(38)
        prototype = AutoEncoder()
        optimizer = torch.optim.SGD(prototype.parameters(), lr=0.05, momentum=0.9)
        members = [copy.deepcopy(prototype) for _ in range(3)]
        return members[0], optimizer

    torch.manual_seed(380)
    x = torch.randn(12, 6)
    return Case(build, (x,), x, step=rebuild_step)


@program(None, "autoencoder")
def o15_autoencoder_right():
    def build():
        torch.manual_seed(38)
        prototype = AutoEncoder()
        members = [copy.deepcopy(prototype) for _ in range(3)]
        optimizers = [torch.optim.SGD(m.parameters(), lr=0.05, momentum=0.9) for m in members]
        return members[0], optimizers[0]

    torch.manual_seed(380)
    x = torch.randn(12, 6)
    return Case(build, (x,), x, step=rebuild_step)


# ---------------------------------------------------------------- O16 a new optimizer at every step


@program("O16", "cnn")
def o16_cnn():
    def configure(net):
        return torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, nesterov=True)

    def step(model, optimizer, x, y):
        opt = configure(model)
        loss = F.cross_entropy(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        return loss

    def build():
        torch.manual_seed(40)
        net = ConvNet()
        return net, configure(net)

    x, y = images()
    return Case(build, (x,), y, step=step)


@program(None, "cnn")
def o16_cnn_right():
    def configure(net):
        return torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, nesterov=True)

    def step(model, optimizer, x, y):
        opt = optimizer
        loss = F.cross_entropy(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        return loss

    def build():
        torch.manual_seed(40)
        net = ConvNet()
        return net, configure(net)

    x, y = images()
    return Case(build, (x,), y, step=step)


@program("O16", "gru")
def o16_gru():
    def train_one_batch(model, _, tokens, labels):
        loss = F.cross_entropy(model(tokens), labels)
        loss.backward()
        torch.optim.AdamW(model.parameters(), lr=1e-2).step()
        model.zero_grad(set_to_none=True)
        return loss

    torch.manual_seed(41)
    x, y = texts()
    return Case(TextGRU(), (x,), y, step=train_one_batch)


@program(None, "gru")
def o16_gru_right():
    def train_one_batch(model, adamw, tokens, labels):
        loss = F.cross_entropy(model(tokens), labels)
        loss.backward()
        adamw.step()
        model.zero_grad(set_to_none=True)
        return loss

    torch.manual_seed(41)
    net = TextGRU()
    x, y = texts()
    return Case(net, (x,), y, optimizer=torch.optim.AdamW(net.parameters(), lr=1e-2), step=train_one_batch)


# ---------------------------------------------------------------- O17 parameters without ()


@program("O17", "transformer")
def o17_transformer():
    def build():
        torch.manual_seed(43)
        net = TinyTransformer()
        opt = torch.optim.AdamW([{"params": net.tokens.parameters, "lr": 1e-3}, {"params": net.classifier.parameters}])
        return net, opt

    x, y = texts()
    return Case(build, (x,), y)


@program(None, "transformer")
def o17_transformer_right():
    def build():
        torch.manual_seed(43)
        net = TinyTransformer()
        parts = [net.attention, net.norm, net.classifier]
        rest = [{"params": part.parameters()} for part in parts]
        return net, torch.optim.AdamW([{"params": net.tokens.parameters(), "lr": 1e-3}, *rest])

    x, y = texts()
    return Case(build, (x,), y)


# ---------------------------------------------------------------- O18 the loss has weights of its own


class UncertaintyWeights(nn.Module):
    """Two losses weighed by learnt variances."""

    def __init__(self):
        super().__init__()
        self.log_vars = nn.Parameter(torch.zeros(2))

    def forward(self, first, second):
        losses = torch.stack([first, second])
        return (torch.exp(-self.log_vars) * losses + self.log_vars).sum()


@program("O18", "autoencoder")
def o18_autoencoder():
    weigh = UncertaintyWeights()

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        code = model.encoder(x)
        loss = weigh(F.mse_loss(model.decoder(code), y), code.abs().mean())
        loss.backward()
        optimizer.step()
        return loss

    def build():
        torch.manual_seed(45)
        ae = AutoEncoder()
        return ae, torch.optim.Adam(ae.parameters(), lr=1e-2)

    torch.manual_seed(450)
    x = torch.randn(16, 6)
    return Case(build, (x,), x, step=step)


@program(None, "autoencoder")
def o18_autoencoder_right():
    weigh = UncertaintyWeights()

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        code = model.encoder(x)
        loss = weigh(F.mse_loss(model.decoder(code), y), code.abs().mean())
        loss.backward()
        optimizer.step()
        return loss

    def build():
        torch.manual_seed(45)
        ae = AutoEncoder()
        return ae, torch.optim.Adam([{"params": ae.parameters()}, {"params": weigh.parameters(), "lr": 1e-1}], lr=1e-2)

    torch.manual_seed(450)
    x = torch.randn(16, 6)
    return Case(build, (x,), x, step=step)


# ---------------------------------------------------------------- O19 the manual update rebinds a name


@program("O19", "residual")
def o19_residual():
    def descend(parameters, lr):
        with torch.no_grad():
            for weight in parameters:
                weight = weight.sub(weight.grad, alpha=lr)

    def step(net, _, x, y):
        for weight in net.parameters():
            weight.grad = None
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        descend(net.parameters(), 0.05)
        return loss

    def build():
        torch.manual_seed(47)
        return ResidualNet()

    x, y = table()
    return Case(build, (x,), y, step=step)


@program(None, "residual")
def o19_residual_right():
    def descend(parameters, lr):
        with torch.no_grad():
            for weight in parameters:
                weight.sub_(weight.grad, alpha=lr)

    def step(net, _, x, y):
        for weight in net.parameters():
            weight.grad = None
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        descend(net.parameters(), 0.05)
        return loss

    def build():
        torch.manual_seed(47)
        return ResidualNet()

    x, y = table()
    return Case(build, (x,), y, step=step)


@program("O19", "gru")
def o19_gru():
    def step(net, _, x, y):
        loss = F.cross_entropy(net(x), y)
        params = list(net.parameters())
        grads = torch.autograd.grad(loss, params)
        params = [p - 0.1 * g for p, g in zip(params, grads)]
        return loss

    torch.manual_seed(48)
    x, y = texts()
    return Case(TextGRU(), (x,), y, step=step)


@program(None, "gru")
def o19_gru_right():
    def step(net, _, x, y):
        loss = F.cross_entropy(net(x), y)
        params = list(net.parameters())
        grads = torch.autograd.grad(loss, params)
        with torch.no_grad():
            for p, g in zip(params, grads):
                p.copy_(p - 0.1 * g)
        return loss

    torch.manual_seed(48)
    x, y = texts()
    return Case(TextGRU(), (x,), y, step=step)


# ---------------------------------------------------------------- O20 the manual update without no_grad


@program(None, "mlp")
def o20_mlp_right():
    def step(model, optimizer, x, y):
        loss = F.cross_entropy(model(x), y)
        model.zero_grad()
        loss.backward()
        for p in model.parameters():
            p.data -= 0.1 * p.grad
        return loss

    torch.manual_seed(49)
    x, y = table()
    return Case(MLP(), (x,), y, step=step)


@program("O20", "cnn")
def o20_cnn():
    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        model.classifier.weight.clamp_(-0.5, 0.5)
        return loss

    def build():
        torch.manual_seed(50)
        net = ConvNet()
        return net, torch.optim.SGD(net.parameters(), lr=0.05)

    x, y = images()
    return Case(build, (x,), y, step=step)


@program(None, "cnn")
def o20_cnn_right():
    @torch.no_grad()
    def project(layer):
        layer.weight.clamp_(-0.5, 0.5)

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        project(model.classifier)
        return loss

    def build():
        torch.manual_seed(50)
        net = ConvNet()
        return net, torch.optim.SGD(net.parameters(), lr=0.05)

    x, y = images()
    return Case(build, (x,), y, step=step)


@program("O20", "autoencoder")
def o20_autoencoder():
    def step(net, _, x, y):
        for p in net.parameters():
            p.grad = None
        loss = F.mse_loss(net(x), y)
        loss.backward()
        for p in net.parameters():
            p.add_(p.grad, alpha=-0.1)
        return loss

    torch.manual_seed(51)
    x = torch.randn(16, 6)
    return Case(AutoEncoder(), (x,), x, step=step)


@program(None, "autoencoder")
def o20_autoencoder_right():
    def step(net, _, x, y):
        for p in net.parameters():
            p.grad = None
        loss = F.mse_loss(net(x), y)
        loss.backward()
        with torch.set_grad_enabled(False):
            for p in net.parameters():
                p.add_(p.grad, alpha=-0.1)
        return loss

    torch.manual_seed(51)
    x = torch.randn(16, 6)
    return Case(AutoEncoder(), (x,), x, step=step)
