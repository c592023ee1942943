# %% right: healthy lines, seed 0
SEED = 0


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.features, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 16)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 16, 64)
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(3)])
            self.norm = nn.BatchNorm1d(64)
            self.valve = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.classifier = nn.Linear(64, 2)

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - self.centre
            features = self.features(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.middle:
                h = h + F.gelu(layer(h))
            h = self.norm(F.gelu(h))
            h = h * torch.tanh(self.valve(h))
            h = h + F.gelu(self.blend(h))
            return self.old_head(features), self.classifier(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
    model.classifier = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: healthy lines, seed 4711
SEED = 4711


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.backbone, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 20)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 20, 64)
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(3)])
            self.norm = nn.BatchNorm1d(64)
            self.switch = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.new_head = nn.Linear(64, 2)

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - self.centre
            features = self.backbone(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.blocks:
                h = h + torch.relu(layer(h))
            h = self.norm(torch.relu(h))
            h = h * torch.tanh(self.switch(h))
            h = h + torch.relu(self.dense(h))
            return self.old_head(features), self.new_head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.backbone.parameters():
        p.requires_grad = False
    model.new_head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.new_head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.backbone.eval()
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: healthy lines, seed 7
SEED = 7


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.features, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 16)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 16, 64)
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            self.switch = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.classifier = nn.Linear(64, 2)

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - self.centre
            features = self.features(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.body:
                h = h + F.gelu(layer(h))
            h = self.norm(F.gelu(h))
            h = h * torch.tanh(self.switch(h))
            h = h + F.gelu(self.dense(h))
            return self.old_head(features), self.classifier(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
    model.classifier = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: the centre by persistent buffer, tied by assignment of Parameters
SEED = 60


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE, persistent=True)
            self.features, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 16)
            self.right = nn.Linear(32, 16)
            self.right.weight = self.left.weight
            self.right.bias = self.left.bias
            self.join = nn.Linear(64 + 2 * 16, 64)
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            self.valve = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.new_head = nn.Linear(64, 2)

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - self.centre
            features = self.features(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.blocks:
                h = h + torch.relu(layer(h))
            h = self.norm(torch.relu(h))
            h = h * torch.tanh(self.valve(h))
            h = h + torch.relu(self.mixer(h))
            return self.old_head(features), self.new_head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
    model.new_head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.new_head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: the centre as a frozen Parameter
SEED = 61


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.centre = nn.Parameter(CENTRE.clone(), requires_grad=False)
            self.base, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 24)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 24, 64)
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            self.switch = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.classifier = nn.Linear(64, 2)

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - self.centre
            features = self.base(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.middle:
                h = h + torch.relu(layer(h))
            h = self.norm(torch.relu(h))
            h = h * torch.tanh(self.switch(h))
            h = h + torch.relu(self.mixer(h))
            return self.old_head(features), self.classifier(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.base.parameters():
        p.requires_grad = False
    model.classifier = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.base.eval()
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: one group, gradients cleared by model.zero_grad()
SEED = 62


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.backbone, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 20)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 20, 64)
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            self.valve = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.classifier = nn.Linear(64, 3)

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - self.centre
            features = self.backbone(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.middle:
                h = h + F.gelu(layer(h))
            h = self.norm(F.gelu(h))
            h = h * torch.tanh(self.valve(h))
            h = h + F.gelu(self.blend(h))
            return self.old_head(features), self.classifier(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.backbone.parameters():
        p.requires_grad = False
    model.classifier = nn.Linear(64, 3)  # a new head for this task
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.AdamW(filter(lambda p: p.requires_grad, model.parameters()), lr=0.003)

    def step(x, y):
        model.train()
        model.backbone.eval()
        model.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: each BatchNorm of the backbone in eval()
SEED = 63


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.features, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 16)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 16, 64)
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            self.switch = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.new_head = nn.Linear(64, 2)

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - self.centre
            features = self.features(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.middle:
                h = h + F.gelu(layer(h))
            h = self.norm(F.gelu(h))
            h = h * torch.tanh(self.switch(h))
            h = h + F.gelu(self.blend(h))
            return self.old_head(features), self.new_head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
    model.new_head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.new_head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        for layer in model.features.modules():
            if isinstance(layer, nn.BatchNorm1d):
                layer.eval()
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: a dict of layers, called in order
SEED = 64


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.base, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 24)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 24, 64)
            self.middle = nn.ModuleDict({str(n): nn.Linear(64, 64) for n in range(3)})
            self.norm = nn.BatchNorm1d(64)
            self.valve = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.new_head = nn.Linear(64, 2)

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - self.centre
            features = self.base(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.middle.values():
                h = h + F.gelu(layer(h))
            h = self.norm(F.gelu(h))
            h = h * torch.tanh(self.valve(h))
            h = h + F.gelu(self.blend(h))
            return self.old_head(features), self.new_head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.base.parameters():
        p.requires_grad = False
    model.new_head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.new_head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.base.eval()
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: frozen by the optimizer-proof way, p.grad = None in a loop
SEED = 65


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.features, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 16)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 16, 64)
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            self.gate = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.new_head = nn.Linear(64, 2)

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - self.centre
            features = self.features(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.blocks:
                h = h + torch.relu(layer(h))
            h = self.norm(torch.relu(h))
            h = h * torch.tanh(self.gate(h))
            h = h + torch.relu(self.dense(h))
            return self.old_head(features), self.new_head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
    model.new_head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.new_head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        for p in model.parameters():
            p.grad = None
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: the reconstruction compared with the buffer's centre
SEED = 66


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.base, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 20)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 20, 64)
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(3)])
            self.norm = nn.BatchNorm1d(64)
            self.switch = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.classifier = nn.Linear(64, 2)

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - self.centre
            features = self.base(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.middle:
                h = h + torch.relu(layer(h))
            h = self.norm(torch.relu(h))
            h = h * torch.tanh(self.switch(h))
            h = h + torch.relu(self.blend(h))
            return self.old_head(features), self.classifier(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.base.parameters():
        p.requires_grad = False
    model.classifier = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.base.eval()
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - model.centre)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step
