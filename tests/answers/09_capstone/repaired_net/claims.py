# %% wrong reload: plain-buffer is left
SEED = 70


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.centre = CENTRE.clone()
            self.backbone, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 24)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 24, 64)
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(3)])
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
            features = self.backbone(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.blocks:
                h = h + F.gelu(layer(h))
            h = self.norm(F.gelu(h))
            h = h * torch.tanh(self.valve(h))
            h = h + F.gelu(self.blend(h))
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
    optimizer = torch.optim.AdamW(groups)

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


# %% wrong registered: list is left
SEED = 71


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
            self.body = [nn.Linear(64, 64) for _ in range(3)]
            self.norm = nn.BatchNorm1d(64)
            self.switch = nn.Linear(64, 64)
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
            features = self.base(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.body:
                h = h + torch.relu(layer(h))
            h = self.norm(torch.relu(h))
            h = h * torch.tanh(self.switch(h))
            h = h + torch.relu(self.mixer(h))
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


# %% wrong registered: local is left
SEED = 72


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
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            gate = nn.Linear(64, 64)
            self.gate = lambda h: gate(h)
            self.dense = nn.Linear(64, 64)
            self.head = nn.Linear(64, 3)

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
            h = h * torch.tanh(self.gate(h))
            h = h + torch.relu(self.dense(h))
            return self.old_head(features), self.head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.base.parameters():
        p.requires_grad = False
    model.head = nn.Linear(64, 3)  # a new head for this task
    heads = list(model.head.parameters())
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


# %% wrong same-twice: in-forward is left
SEED = 73


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
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            self.switch = nn.Linear(64, 64)
            self.head = nn.Linear(64, 2)

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
                h = h + F.gelu(layer(h))
            h = self.norm(F.gelu(h))
            h = h * torch.tanh(self.switch(h))
            h = h + F.gelu(nn.Linear(64, 64)(h))
            return self.old_head(features), self.head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.backbone.parameters():
        p.requires_grad = False
    model.head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

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


# %% wrong old-task: drift is left
SEED = 74


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.backbone, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 16)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 16, 64)
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(3)])
            self.norm = nn.BatchNorm1d(64)
            self.gate = nn.Linear(64, 64)
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
            features = self.backbone(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.middle:
                h = h + F.gelu(layer(h))
            h = self.norm(F.gelu(h))
            h = h * torch.tanh(self.gate(h))
            h = h + F.gelu(self.mixer(h))
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
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong trained: typo is left
SEED = 75


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
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(3)])
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
            features = self.features(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.blocks:
                h = h + torch.relu(layer(h))
            h = self.norm(torch.relu(h))
            h = h * torch.tanh(self.valve(h))
            h = h + torch.relu(self.blend(h))
            return self.old_head(features), self.new_head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.require_grad = False
    model.new_head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.new_head.parameters())
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


# %% wrong trained: untied is left
SEED = 76


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.features, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 16)
            self.right = copy.deepcopy(self.left)
            self.join = nn.Linear(64 + 2 * 16, 64)
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(3)])
            self.norm = nn.BatchNorm1d(64)
            self.switch = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.head = nn.Linear(64, 2)

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
            h = h * torch.tanh(self.switch(h))
            h = h + torch.relu(self.mixer(h))
            return self.old_head(features), self.head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
    model.head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.head.parameters())
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


# %% wrong trained: frozen-head is left
SEED = 77


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
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            self.switch = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.head = nn.Linear(64, 2)

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
            return self.old_head(features), self.head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.base.parameters():
        p.requires_grad = False
    model.head = nn.Linear(64, 2)  # a new head for this task
    model.head.requires_grad_(False)
    heads = list(model.head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
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


# %% wrong moves: stale-optimizer is left
SEED = 78


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
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(3)])
            self.norm = nn.BatchNorm1d(64)
            self.gate = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.classifier = nn.Linear(64, 3)

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
            h = h * torch.tanh(self.gate(h))
            h = h + torch.relu(self.mixer(h))
            return self.old_head(features), self.classifier(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.base.parameters():
        p.requires_grad = False
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)
    model.classifier = nn.Linear(64, 3)  # a new head for this task

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


# %% wrong moves: lr-0 is left
SEED = 79


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.backbone, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 24)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 24, 64)
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            self.switch = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.head = nn.Linear(64, 2)

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
                h = h + F.gelu(layer(h))
            h = self.norm(F.gelu(h))
            h = h * torch.tanh(self.switch(h))
            h = h + F.gelu(self.mixer(h))
            return self.old_head(features), self.head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.backbone.parameters():
        p.requires_grad = False
    model.head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.0}, {"params": heads, "lr": 0.003}]
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


# %% wrong cleared: no-zero-grad is left
SEED = 80


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.base, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 16)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 16, 64)
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(3)])
            self.norm = nn.BatchNorm1d(64)
            self.gate = nn.Linear(64, 64)
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
            features = self.base(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.body:
                h = h + F.gelu(layer(h))
            h = self.norm(F.gelu(h))
            h = h * torch.tanh(self.gate(h))
            h = h + F.gelu(self.dense(h))
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
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.base.eval()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong hears: data is left
SEED = 81


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
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(3)])
            self.norm = nn.BatchNorm1d(64)
            self.gate = nn.Linear(64, 64)
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
            features = self.backbone(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.middle:
                h = h + F.gelu(layer(h))
            h = self.norm(F.gelu(h))
            h = h * torch.tanh(self.gate(h))
            h = h + F.gelu(F.linear(h, self.mixer.weight.data, self.mixer.bias))
            return self.old_head(features), self.classifier(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.backbone.parameters():
        p.requires_grad = False
    model.classifier = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
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


# %% wrong hears: detach is left
SEED = 82


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.backbone, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 24)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 24, 64)
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
            h = self.norm(torch.relu(h).detach())
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
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

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


# %% wrong hears: dead is left
SEED = 83


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.backbone, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 16)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 16, 64)
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            self.valve = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.head = nn.Linear(64, 2)

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
            h = h * torch.tanh(self.valve(h))
            h = h + torch.relu(self.mixer(h))
            return self.old_head(features), self.head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.backbone.parameters():
        p.requires_grad = False
    model.head = nn.Linear(64, 2)  # a new head for this task
    nn.init.constant_(model.blocks[-1].bias, -1000.0)
    heads = list(model.head.parameters())
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


# %% wrong trained: the centre as a trained Parameter
SEED = 90


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.centre = nn.Parameter(CENTRE.clone())
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
                h = h + torch.relu(layer(h))
            h = self.norm(torch.relu(h))
            h = h * torch.tanh(self.switch(h))
            h = h + torch.relu(self.blend(h))
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
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong reload: a buffer that is not saved
SEED = 91


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone(), persistent=False)
            self.features, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 24)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 24, 64)
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.norm = nn.BatchNorm1d(64)
            self.valve = nn.Linear(64, 64)
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
            for layer in self.middle:
                h = h + torch.relu(layer(h))
            h = self.norm(torch.relu(h))
            h = h * torch.tanh(self.valve(h))
            h = h + torch.relu(self.dense(h))
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


# %% wrong reload: the centre taken from the argument in forward
SEED = 92


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone, self.old_head = copy.deepcopy(old)
            # the second branch: an encoder for both halves of the picture
            self.left = nn.Linear(32, 20)
            self.right = self.left
            self.join = nn.Linear(64 + 2 * 20, 64)
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(3)])
            self.norm = nn.BatchNorm1d(64)
            self.valve = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.head = nn.Linear(64, 2)

        def encode(self, x):
            return self.left(x[:, :32]), self.right(x[:, 32:])

        def decode(self, a, b):
            upper = F.linear(a, self.left.weight.t())
            lower = F.linear(b, self.left.weight.t())
            return torch.cat([upper, lower], 1)

        def forward(self, x):
            x = x - CENTRE
            features = self.backbone(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.body:
                h = h + torch.relu(layer(h))
            h = self.norm(torch.relu(h))
            h = h * torch.tanh(self.valve(h))
            h = h + torch.relu(self.mixer(h))
            return self.old_head(features), self.head(h), drawn

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.backbone.parameters():
        p.requires_grad = False
    model.head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

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


# %% wrong output: the drawing is forgotten
SEED = 93


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
            self.gate = nn.Linear(64, 64)
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
            features = self.backbone(x)
            codes = self.encode(x)
            drawn = self.decode(*codes)
            h = self.join(torch.cat([features, *codes], 1))
            for layer in self.blocks:
                h = h + torch.relu(layer(h))
            h = self.norm(torch.relu(h))
            h = h * torch.tanh(self.gate(h))
            h = h + torch.relu(self.blend(h))
            return self.old_head(features), self.classifier(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.backbone.parameters():
        p.requires_grad = False
    model.classifier = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
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


# %% wrong norms: the whole model in eval()
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
        model.eval()
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong norms: train() is forgotten
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
        model.eval()
        optimizer.zero_grad()
        _, scores, drawn = model(x)
        loss = F.cross_entropy(scores, y)
        loss = loss + 0.1 * F.mse_loss(drawn, x - CENTRE)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong copied: works on the old model itself
SEED = 0


def repaired(old, CENTRE):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("centre", CENTRE.clone())
            self.features, self.old_head = old
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
