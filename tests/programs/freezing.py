"""Programs about freezing (Z01 to Z22): does what should stand still stand still, and does the rest learn?"""

import torch
import torch.nn.functional as F
from torch import nn
from torch.optim import SGD, Adam, AdamW, RMSprop

from . import Case, program


def table(n=16, features=6, classes=3, seed=0):
    torch.manual_seed(seed)
    return torch.randn(n, features), torch.randint(0, classes, (n,))


def pictures(n=8, classes=4, seed=0):
    torch.manual_seed(seed)
    return torch.randn(n, 1, 8, 8), torch.randint(0, classes, (n,))


def sentences(n=8, length=6, seed=0):
    torch.manual_seed(seed)
    return torch.randint(0, 20, (n, length)), torch.randint(0, 2, (n,))


# The models to be frozen in part


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(6, 8), nn.Tanh(), nn.Linear(8, 8), nn.Tanh())
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        return self.head(self.encoder(x))


class Cnn(nn.Module):
    """BatchNorm stands in the part that is meant to learn."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU())
        self.conv = nn.Conv2d(4, 6, 3)
        self.bn = nn.BatchNorm2d(6)
        self.drop = nn.Dropout(0.1)
        self.fc = nn.Linear(6, 4)

    def forward(self, x):
        x = F.relu(self.bn(self.conv(self.stem(x))))
        return self.fc(self.drop(x.mean((2, 3))))


class NormedCnn(nn.Module):
    """BatchNorm stands in the part that is meant to be frozen."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU())
        self.classifier = nn.Sequential(nn.Dropout(0.1), nn.Linear(4, 4))

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))


class Reader(nn.Module):
    def __init__(self, cell=nn.GRU):
        super().__init__()
        self.emb = nn.Embedding(20, 8)
        self.rnn = cell(8, 6, batch_first=True)
        self.out = nn.Linear(6, 2)

    def forward(self, tokens):
        states, _ = self.rnn(self.emb(tokens))
        return self.out(states[:, -1])


class Block(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.up = nn.Linear(dim, 2 * dim)
        self.down = nn.Linear(2 * dim, dim)

    def forward(self, x):
        return x + self.down(F.gelu(self.up(self.norm(x))))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block(6) for _ in range(3)])
        self.head = nn.Linear(6, 3)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x)


class Transformer(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.embedding = nn.Embedding(20, dim)
        self.layers = nn.ModuleList(
            [nn.TransformerEncoderLayer(dim, 2, 16, dropout=0.1, batch_first=True) for _ in "ab"]
        )
        self.head = nn.Linear(dim, 2)

    def forward(self, tokens):
        h = self.embedding(tokens)
        for layer in self.layers:
            h = layer(h)
        return self.head(h.mean(1))


def classify(model, optimizer, x, y):
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


# Right ways to freeze, for the twins and as references


def frozen_mlp():
    model = Mlp()
    model.encoder.requires_grad_(False)
    return model, SGD(model.head.parameters(), lr=0.1)


def frozen_cnn():
    net = Cnn()
    for p in net.stem.parameters():
        p.requires_grad = False
    return net, Adam([p for p in net.parameters() if p.requires_grad], lr=1e-2)


def frozen_reader():
    """Everything is in the optimizer; what has no gradient is left alone."""
    net = Reader()
    net.emb.weight.requires_grad = False
    return net, AdamW(net.parameters(), lr=1e-2)


def frozen_transformer():
    net = Transformer()
    for name, p in net.named_parameters():
        if name.startswith(("embedding.", "layers.0.")):
            p.requires_grad_(False)
    return net, AdamW(filter(lambda p: p.requires_grad, net.parameters()), lr=1e-3)


# Z01: module.requires_grad = False


@program("Z01", "transformer")
def layers_attribute():
    tokens, y = sentences()
    net = Transformer()
    net.embedding.requires_grad = False
    net.layers[0].requires_grad = False
    return Case(net, (tokens,), y, AdamW(net.parameters(), lr=1e-3), classify, frozen=("embedding", "layers.0"))


@program(None, "transformer")
def layers_attribute_right():
    tokens, y = sentences()
    net, optimizer = frozen_transformer()
    return Case(net, (tokens,), y, optimizer, classify, frozen=("embedding", "layers.0"))


# Z02: require_grad, without the s


@program(None, "cnn")
def typo_right():
    x, y = pictures()
    return Case(frozen_cnn, (x,), y, step=classify, frozen=("stem",), reference=frozen_cnn)


@program("Z02", "gru")
def typo_in_ready_model():
    x, y = sentences()
    net = Reader()
    net.emb.weight.require_grad = False
    return Case(net, (x,), y, SGD(net.parameters(), lr=0.1, momentum=0.9), frozen=("emb",))


@program(None, "gru")
def typo_in_ready_model_right():
    x, y = sentences()
    net = Reader()
    net.emb.weight.requires_grad = False
    return Case(net, (x,), y, SGD(net.parameters(), lr=0.1, momentum=0.9), frozen=("emb",))


class FreezesBlocks(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = ResNet()
        for block in list(self.net.blocks)[:-1]:
            for p in block.parameters():
                setattr(p, "require_grad", False)  # noqa: B010

    def forward(self, x):
        return self.net(x)


class FreezesBlocksWell(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = ResNet()
        for block in list(self.net.blocks)[:-1]:
            for p in block.parameters():
                setattr(p, "requires_grad", False)  # noqa: B010

    def forward(self, x):
        return self.net(x)


@program("Z02", "resnet")
def another_typo():
    x, y = table()
    return Case(FreezesBlocks, (x,), y, frozen=("net.blocks.0", "net.blocks.1"), reference=FreezesBlocksWell)


@program(None, "resnet")
def another_typo_right():
    x, y = table()
    return Case(FreezesBlocksWell, (x,), y, frozen=("net.blocks.0", "net.blocks.1"), reference=FreezesBlocksWell)


# Z03: eval() taken for freezing


@program("Z03", "transformer")
def eval_of_layers():
    x, y = sentences()

    def make():
        net = Transformer()
        for m in (net.embedding, net.layers[0]):
            m.eval()
        return net, RMSprop(net.parameters(), lr=1e-3)

    return Case(make, (x,), y, frozen=("embedding", "layers.0"), reference=frozen_transformer)


@program(None, "transformer")
def eval_of_layers_right():
    x, y = sentences()

    def make():
        net = Transformer()
        for m in (net.embedding, net.layers[0]):
            m.eval()
            for p in m.parameters():
                p.requires_grad = False
        return net, RMSprop([p for p in net.parameters() if p.requires_grad], lr=1e-3)

    return Case(make, (x,), y, frozen=("embedding", "layers.0"), reference=frozen_transformer)


# Z04: torch.no_grad() as a statement


@program(None, "mlp")
def bare_no_grad_right():
    x, y = table()

    def build():
        model = Mlp()
        with torch.no_grad():
            for p in model.encoder.parameters():
                p.mul_(1.5)
                p.requires_grad = False
        return model, SGD(model.parameters(), lr=0.1)

    return Case(build, (x,), y, step=classify, frozen=("encoder",), reference=frozen_mlp)


class BareInForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3)
        self.conv = nn.Conv2d(4, 4, 3)
        self.fc = nn.Linear(4, 4)

    def forward(self, x):
        torch.no_grad()
        x = F.relu(self.stem(x))
        x = F.relu(self.conv(x))
        return self.fc(x.amax((2, 3)))


class WithInForward(nn.Module):
    """The first part is frozen by no_grad: there is nothing before it that could miss a gradient."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3)
        self.conv = nn.Conv2d(4, 4, 3)
        self.fc = nn.Linear(4, 4)

    def forward(self, x):
        with torch.no_grad():
            x = F.relu(self.stem(x))
        x = F.relu(self.conv(x))
        return self.fc(x.amax((2, 3)))


@program("Z04", "cnn")
def bare_in_forward():
    x, y = pictures()
    net = BareInForward()
    return Case(net, (x,), y, Adam(net.parameters(), lr=1e-2), classify, frozen=("stem",))


@program(None, "cnn")
def bare_in_forward_right():
    x, y = pictures()
    net = WithInForward()
    return Case(net, (x,), y, Adam(net.parameters(), lr=1e-2), classify, frozen=("stem",))


# Z05: everything is frozen


@program("Z05", "lstm")
def all_frozen_after_new_head():
    """The new head is put on first, and then all is frozen."""
    x, y = sentences()
    net = Reader(nn.LSTM)
    net.out = nn.Linear(6, 2)
    net.requires_grad_(False)
    return Case(net, (x,), y, Adam(net.parameters()), frozen=("emb", "rnn"))


@program(None, "lstm")
def all_frozen_after_new_head_right():
    x, y = sentences()
    net = Reader(nn.LSTM)
    net.requires_grad_(False)
    net.out = nn.Linear(6, 2)
    return Case(net, (x,), y, Adam(net.parameters()), frozen=("emb", "rnn"))


# Z06: everything is frozen, and the error is silenced


@program("Z06", "transformer")
def silenced_attribute():
    x, y = sentences()

    def train_batch(net, opt, tokens, labels):
        net.train()
        loss = nn.CrossEntropyLoss()(net(tokens), labels)
        loss.requires_grad = True
        opt.zero_grad()
        loss.backward()
        opt.step()
        return loss

    net = Transformer().requires_grad_(False)
    return Case(net, (x,), y, AdamW(net.parameters()), train_batch, frozen=("embedding", "layers"))


@program(None, "transformer")
def silenced_attribute_right():
    x, y = sentences()

    def train_batch(net, opt, tokens, labels):
        net.train()
        loss = nn.CrossEntropyLoss()(net(tokens), labels)
        opt.zero_grad()
        loss.backward()
        opt.step()
        return loss

    net = Transformer().requires_grad_(False)
    net.head.requires_grad_(True)
    return Case(net, (x,), y, AdamW(net.parameters()), train_batch, frozen=("embedding", "layers"))


# Z07: frozen after a step; momentum goes on with a gradient of zeros


def zeroing_step(model, optimizer, x, y):
    optimizer.zero_grad(set_to_none=False)
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


@program("Z07", "gru")
def keeps_adam_state():
    x, y = sentences()

    def build():
        net = Reader()
        opt = Adam(net.parameters(), lr=1e-2)
        zeroing_step(net, opt, x, y)
        net.emb.requires_grad_(False)
        return net, opt

    return Case(build, (x,), y, step=zeroing_step, frozen=("emb",))


@program(None, "gru")
def keeps_adam_state_right():
    """With the default, zero_grad() leaves None behind, and Adam passes over it."""
    x, y = sentences()

    def build():
        net = Reader()
        opt = Adam(net.parameters(), lr=1e-2)
        classify(net, opt, x, y)
        net.emb.requires_grad_(False)
        return net, opt

    return Case(build, (x,), y, step=classify, frozen=("emb",))


# Z08: frozen, but the old .grad is applied at every step


def clears_trainable(net, opt, x, y):
    for p in net.parameters():
        if p.requires_grad:
            p.grad = None
    net.train()
    loss = F.cross_entropy(net(x), y)
    loss.backward()
    opt.step()
    return loss


@program("Z08", "resnet")
def stale_in_ready_model():
    x, y = table()
    net = ResNet()
    opt = AdamW(net.parameters(), lr=1e-2)
    clears_trainable(net, opt, x, y)
    for block in net.blocks[:2]:
        for p in block.parameters():
            p.requires_grad = False
    return Case(net, (x,), y, opt, clears_trainable, frozen=("blocks.0", "blocks.1"))


@program(None, "resnet")
def stale_in_ready_model_right():
    x, y = table()
    net = ResNet()
    opt = AdamW(net.parameters(), lr=1e-2)
    clears_trainable(net, opt, x, y)
    for block in net.blocks[:2]:
        for p in block.parameters():
            p.requires_grad, p.grad = False, None
    return Case(net, (x,), y, opt, clears_trainable, frozen=("blocks.0", "blocks.1"))


# Z09: the loop rebinds its variable


@program(None, "mlp")
def rebinds_variable_right():
    x, y = table()

    def build():
        model = Mlp()
        for p in model.encoder.parameters():
            p.detach_()
        return model, SGD(model.parameters(), lr=0.1)

    return Case(build, (x,), y, step=classify, frozen=("encoder",), reference=frozen_mlp)


def detach_stem(net):
    for name, weight in net.named_parameters():
        if name.startswith("stem"):
            weight = weight.detach()


@program("Z09", "cnn")
def rebinds_in_helper():
    x, y = pictures()

    def make():
        net = Cnn()
        detach_stem(net)
        return net, Adam(net.parameters(), lr=1e-2)

    return Case(make, (x,), y, frozen=("stem",), reference=frozen_cnn)


@program(None, "cnn")
def rebinds_in_helper_right():
    x, y = pictures()

    def make():
        net = Cnn()
        for name, weight in net.named_parameters():
            if name.startswith("stem"):
                weight.requires_grad = False
        return net, Adam(net.parameters(), lr=1e-2)

    return Case(make, (x,), y, frozen=("stem",), reference=frozen_cnn)


# Z10: the condition is inverted


@program("Z10", "transformer")
def inverted_ready():
    x, y = sentences()
    net = Transformer()
    for name, p in net.named_parameters():
        if not name.startswith(("embedding", "layers")):
            p.requires_grad = False
    opt = AdamW([p for p in net.parameters() if p.requires_grad], lr=1e-3)
    return Case(net, (x,), y, opt, classify, frozen=("embedding", "layers"))


@program(None, "transformer")
def inverted_ready_right():
    x, y = sentences()
    net = Transformer()
    for name, p in net.named_parameters():
        if name.startswith(("embedding", "layers")):
            p.requires_grad = False
    opt = AdamW([p for p in net.parameters() if p.requires_grad], lr=1e-3)
    return Case(net, (x,), y, opt, classify, frozen=("embedding", "layers"))


# Z11: the filter matches no name


def freeze_named(net, names):
    """Freeze the parameters with these names."""
    for n, p in net.named_parameters():
        if n in names:
            p.requires_grad_(False)


@program("Z11", "gru")
def module_name_for_parameter_name():
    x, y = sentences()

    def build():
        net = Reader()
        freeze_named(net, ["emb"])
        return net, AdamW(net.parameters(), lr=1e-2)

    return Case(build, (x,), y, frozen=("emb",), reference=frozen_reader)


@program(None, "gru")
def module_name_for_parameter_name_right():
    x, y = sentences()

    def build():
        net = Reader()
        freeze_named(net, ["emb.weight"])
        return net, AdamW(net.parameters(), lr=1e-2)

    return Case(build, (x,), y, frozen=("emb",), reference=frozen_reader)


@program("Z09", "gru")
def switches_rebound():
    """The rebound variable is switched off as well: the trace looks like Z20, but there is no state_dict."""
    x, y = sentences()

    def make():
        net = Reader()
        for p in net.emb.parameters():
            p = p.detach()
            p.requires_grad = False
        return net, AdamW(net.parameters(), lr=1e-2)

    return Case(make, (x,), y, frozen=("emb",), reference=frozen_reader)


@program(None, "gru")
def switches_rebound_right():
    x, y = sentences()
    return Case(frozen_reader, (x,), y, frozen=("emb",), reference=frozen_reader)


# Z12: the frozen middle runs under no_grad, and what stands before it gets no gradient


class PromptedTransformer(nn.Module):
    """Learned prompts before a frozen encoder, which is run by a decorated helper."""

    def __init__(self, dim=8):
        super().__init__()
        self.words = nn.Embedding(20, dim)
        self.prompts = nn.Parameter(torch.randn(2, dim))
        self.lm = nn.TransformerEncoderLayer(dim, 2, 16, dropout=0.0, batch_first=True)
        self.out = nn.Linear(dim, 2)
        for frozen in (self.words, self.lm):
            for p in frozen.parameters():
                p.requires_grad = False

    @torch.no_grad()
    def encode(self, h):
        return self.lm(h)

    def forward(self, tokens):
        e = self.words(tokens)
        h = torch.cat([self.prompts.expand(len(e), -1, -1), e], dim=1)
        return self.out(self.encode(h)[:, 0])


class PromptedThrough(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.words = nn.Embedding(20, dim)
        self.prompts = nn.Parameter(torch.randn(2, dim))
        self.lm = nn.TransformerEncoderLayer(dim, 2, 16, dropout=0.0, batch_first=True)
        self.out = nn.Linear(dim, 2)
        for frozen in (self.words, self.lm):
            for p in frozen.parameters():
                p.requires_grad = False

    def encode(self, h):
        return self.lm(h)

    def forward(self, tokens):
        e = self.words(tokens)
        h = torch.cat([self.prompts.expand(len(e), -1, -1), e], dim=1)
        return self.out(self.encode(h)[:, 0])


@program("Z12", "transformer")
def prompts_cut_off():
    x, y = sentences()
    net = PromptedTransformer()
    return Case(net, (x,), y, AdamW(net.parameters(), lr=1e-2), frozen=("words", "lm"))


@program(None, "transformer")
def prompts_cut_off_right():
    x, y = sentences()
    net = PromptedThrough()
    return Case(net, (x,), y, AdamW(net.parameters(), lr=1e-2), frozen=("words", "lm"))


# Z13: the filter has been read already


@program("Z13", "cnn")
def generator_counted():
    x, y = pictures()

    def build():
        net = Cnn()
        for p in net.stem.parameters():
            p.requires_grad = False
        trainable = (p for p in net.parameters() if p.requires_grad)
        total = sum(p.numel() for p in trainable)
        return net, Adam(trainable, lr=1e-3 if total < 1000 else 1e-4)

    return Case(build, (x,), y, frozen=("stem",))


@program(None, "cnn")
def generator_counted_right():
    x, y = pictures()

    def build():
        net = Cnn()
        for p in net.stem.parameters():
            p.requires_grad = False
        trainable = [p for p in net.parameters() if p.requires_grad]
        total = sum(p.numel() for p in trainable)
        return net, Adam(trainable, lr=1e-3 if total < 1000 else 1e-4)

    return Case(build, (x,), y, frozen=("stem",))


# Z14: unfrozen later, but never given to the optimizer


@program("Z14", "resnet")
def last_block_released():
    """Two blocks stay frozen; the last is released, without effect."""
    x, y = table()
    net = ResNet()
    for p in net.blocks.parameters():
        p.requires_grad = False
    opt = Adam(filter(lambda p: p.requires_grad, net.parameters()), lr=1e-3)
    for p in net.blocks[-1].parameters():
        p.requires_grad = True
    return Case(net, (x,), y, opt, classify, frozen=("blocks.0", "blocks.1"))


@program(None, "resnet")
def last_block_released_right():
    x, y = table()
    net = ResNet()
    for p in net.blocks.parameters():
        p.requires_grad = False
    for p in net.blocks[-1].parameters():
        p.requires_grad = True
    opt = Adam(filter(lambda p: p.requires_grad, net.parameters()), lr=1e-3)
    return Case(net, (x,), y, opt, classify, frozen=("blocks.0", "blocks.1"))


# Z15: the weights are frozen, the biases are forgotten


@program("Z15", "lstm")
def only_the_weights():
    x, y = sentences()
    net = Reader(nn.LSTM)
    for name, p in net.rnn.named_parameters():
        if "weight" in name:
            p.requires_grad_(False)
    return Case(net, (x,), y, Adam([p for p in net.parameters() if p.requires_grad], lr=1e-2), frozen=("rnn",))


@program(None, "lstm")
def only_the_weights_right():
    x, y = sentences()
    net = Reader(nn.LSTM)
    for _, p in net.rnn.named_parameters():
        p.requires_grad_(False)
    return Case(net, (x,), y, Adam([p for p in net.parameters() if p.requires_grad], lr=1e-2), frozen=("rnn",))


# Z16: 'frozen' by a gradient of zeros; weight decay still moves the weights


def masked_step(net, opt, tokens, labels):
    """Masks gradients by name, as in pruning code."""
    opt.zero_grad()
    loss = F.cross_entropy(net(tokens), labels)
    loss.backward()
    for name, p in net.named_parameters():
        if name.startswith("emb"):
            p.grad *= 0
    opt.step()
    return loss


@program("Z16", "gru")
def masked_gradients():
    x, y = sentences()

    def build():
        net = Reader()
        return net, SGD(net.parameters(), lr=0.1, weight_decay=1e-2)

    return Case(build, (x,), y, step=masked_step, frozen=("emb",))


@program(None, "gru")
def masked_gradients_right():
    """The same step with an optimizer without weight decay and momentum: nothing moves."""
    x, y = sentences()

    def build():
        net = Reader()
        return net, SGD(net.parameters(), lr=0.1)

    return Case(build, (x,), y, step=masked_step, frozen=("emb",))


# Z17: BatchNorm's parameters are frozen, but its statistics still move


def frozen_features():
    net = NormedCnn()
    for p in net.features.parameters():
        p.requires_grad = False
    return net, Adam(net.classifier.parameters(), lr=1e-3)


class NormedMlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(6, 8)
        self.bn = nn.BatchNorm1d(8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        return self.fc2(F.relu(self.bn(self.fc1(x))))


class NormedMlpKept(NormedMlp):
    def train(self, mode=True):
        super().train(mode)
        self.bn.eval()
        return self


@program("Z17", "mlp")
def norm_in_the_middle():
    x, y = table()
    net = NormedMlp()
    net.fc1.requires_grad_(False)
    net.bn.requires_grad_(False)
    return Case(net, (x,), y, SGD(net.fc2.parameters(), lr=0.1), frozen=("fc1", "bn"))


@program(None, "mlp")
def norm_in_the_middle_right():
    x, y = table()
    net = NormedMlpKept()
    net.fc1.requires_grad_(False)
    net.bn.requires_grad_(False)
    net.train()
    return Case(net, (x,), y, SGD(net.fc2.parameters(), lr=0.1), frozen=("fc1", "bn"))


class ResidualConv(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(4)
        self.conv = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(4)
        self.fc = nn.Linear(4, 4)

    def forward(self, x):
        x = F.relu(self.norm1(self.stem(x)))
        x = F.relu(x + self.norm2(self.conv(x)))
        return self.fc(x.mean((2, 3)))


def without_head(net):
    return [p for name, p in net.named_parameters() if not name.startswith("fc")]


@program("Z17", "resnet")
def statistics_in_backbone():
    x, y = pictures()

    def build():
        net = ResidualConv()
        for p in without_head(net):
            p.requires_grad_(False)
        return net, SGD(net.fc.parameters(), lr=0.05, momentum=0.9)

    return Case(build, (x,), y, step=classify, frozen=("stem", "norm1", "conv", "norm2"))


@program(None, "resnet")
def statistics_in_backbone_right():
    """A momentum of zero keeps the statistics where they are."""
    x, y = pictures()

    def build():
        net = ResidualConv()
        for p in without_head(net):
            p.requires_grad_(False)
        net.norm1.momentum = net.norm2.momentum = 0.0
        return net, SGD(net.fc.parameters(), lr=0.05, momentum=0.9)

    return Case(build, (x,), y, step=classify, frozen=("stem", "norm1", "conv", "norm2"))


# Z18: bn.eval() at build, undone by model.train()


@program(None, "mlp")
def eval_undone_right():
    """The loop never calls train(): what was set while building stays."""
    x, y = table()

    def build():
        net = NormedMlp()
        net.fc1.requires_grad_(False)
        net.bn.requires_grad_(False)
        net.bn.eval()
        return net, SGD(net.fc2.parameters(), lr=0.1)

    def step(net, opt, x, y):
        loss = F.cross_entropy(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        return loss

    return Case(build, (x,), y, step=step, frozen=("fc1", "bn"))


def quiet_norms(net):
    for m in net.modules():
        if isinstance(m, nn.BatchNorm2d):
            m.eval()


@program("Z18", "cnn")
def quiet_once():
    x, y = pictures()
    net, opt = frozen_features()
    quiet_norms(net)
    return Case(net, (x,), y, opt, classify, frozen=("features",))


@program(None, "cnn")
def quiet_once_right():
    x, y = pictures()
    net, opt = frozen_features()

    def train_step(net, opt, x, y):
        net.train()
        quiet_norms(net)
        opt.zero_grad()
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        opt.step()
        return loss

    return Case(net, (x,), y, opt, train_step, frozen=("features",))


# Z19: p.data.requires_grad = False


@program(None, "mlp")
def data_switched_off_right():
    x, y = table()

    def build():
        model = Mlp()
        for p in model.encoder.parameters():
            p.data.mul_(1.2)
            p.requires_grad = False
        return model, SGD(model.parameters(), lr=0.1)

    return Case(build, (x,), y, step=classify, frozen=("encoder",), reference=frozen_mlp)


@program("Z19", "transformer")
def data_method():
    x, y = sentences()

    def build():
        net = Transformer()
        net.embedding.weight.data.requires_grad_(False)
        [p.data.requires_grad_(False) for p in net.layers[0].parameters()]
        return net, AdamW(net.parameters(), lr=1e-3)

    return Case(build, (x,), y, frozen=("embedding", "layers.0"), reference=frozen_transformer)


@program(None, "transformer")
def data_method_right():
    x, y = sentences()

    def build():
        net = Transformer()
        net.embedding.weight.requires_grad_(False)
        [p.requires_grad_(False) for p in net.layers[0].parameters()]
        return net, AdamW(net.parameters(), lr=1e-3)

    return Case(build, (x,), y, frozen=("embedding", "layers.0"), reference=frozen_transformer)


# Z20: state_dict()[...].requires_grad = False


@program("Z20", "cnn")
def copies_in_a_loop():
    x, y = pictures()

    def build():
        net = Cnn()
        for key, value in net.state_dict().items():
            if key.startswith("stem."):
                value.requires_grad_(False)
        return net, Adam(net.parameters(), lr=1e-2)

    return Case(build, (x,), y, step=classify, frozen=("stem",))


@program(None, "cnn")
def copies_in_a_loop_right():
    x, y = pictures()

    def build():
        net = Cnn()
        for key in net.state_dict():
            if key.startswith("stem."):
                net.get_parameter(key).requires_grad_(False)
        return net, Adam(net.parameters(), lr=1e-2)

    return Case(build, (x,), y, step=classify, frozen=("stem",))


# Z21: model.parameters().requires_grad = False


class FreezesItself(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten())
        self.features.parameters().requires_grad_(False)
        self.fc = nn.Linear(144, 4)

    def forward(self, x):
        return self.fc(self.features(x))


class FreezesItselfWell(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten())
        self.features.requires_grad_(False)
        self.fc = nn.Linear(144, 4)

    def forward(self, x):
        return self.fc(self.features(x))


@program("Z21", "cnn")
def generator_method():
    x, y = pictures()
    return Case(FreezesItself, (x,), y, frozen=("features",))


@program(None, "cnn")
def generator_method_right():
    x, y = pictures()
    return Case(FreezesItselfWell, (x,), y, frozen=("features",))


# Z22: frozen, and switched on again by a later loop


def prepare(net, optimizer_class):
    """Make the network ready for training: everything on, training mode, optimizer."""
    net.requires_grad_(True)
    net.train()
    return net, optimizer_class(net.parameters(), lr=1e-3)


@program("Z22", "transformer")
def prepared_again():
    x, y = sentences()

    def build():
        net = Transformer()
        for part in (net.embedding, net.layers[0]):
            part.requires_grad_(False)
        return prepare(net, AdamW)

    return Case(build, (x,), y, step=classify, frozen=("embedding", "layers.0"), reference=frozen_transformer)


@program(None, "transformer")
def prepared_again_right():
    x, y = sentences()

    def build():
        net, optimizer = prepare(Transformer(), AdamW)
        for part in (net.embedding, net.layers[0]):
            part.requires_grad_(False)
        return net, optimizer

    return Case(build, (x,), y, step=classify, frozen=("embedding", "layers.0"), reference=frozen_transformer)
