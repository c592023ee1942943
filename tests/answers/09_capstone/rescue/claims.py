# %% wrong registered: list is left
SEED = 40


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.features, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.blocks = [nn.Linear(64, 64) for _ in range(2)]
            self.valve = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.new_head = nn.Linear(64, 3)

        def forward(self, x):
            features = self.features(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.blocks:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + F.gelu(self.mixer(h)))
            return self.old_head(features), self.new_head(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
    model.new_head = nn.Linear(64, 3)  # a new head for this task
    heads = list(model.new_head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong registered: local is left
SEED = 41


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            switch = nn.Linear(64, 64)
            self.switch = lambda h: switch(h)
            self.blend = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 2)

        def forward(self, x):
            features = self.backbone(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + F.gelu(self.blend(h)))
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
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.backbone.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong same-twice: in-forward is left
SEED = 42


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 3)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + F.gelu(nn.Linear(64, 64)(h)))
            return self.old_head(features), self.classifier(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.base.parameters():
        p.requires_grad = False
    model.classifier = nn.Linear(64, 3)  # a new head for this task
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.base.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong old-task: drift is left
SEED = 43


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.new_head = nn.Linear(64, 3)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.middle:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + F.gelu(self.dense(h)))
            return self.old_head(features), self.new_head(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.base.parameters():
        p.requires_grad = False
    model.new_head = nn.Linear(64, 3)  # a new head for this task
    heads = list(model.new_head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong trained: typo is left
SEED = 44


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.gate = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 3)

        def forward(self, x):
            features = self.backbone(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.middle:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.gate(h))
            h = self.norm(h + torch.relu(self.mixer(h)))
            return self.old_head(features), self.classifier(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.backbone.parameters():
        p.require_grad = False
    model.classifier = nn.Linear(64, 3)  # a new head for this task
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.backbone.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong trained: untied is left
SEED = 45


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = copy.deepcopy(self.left)
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 3)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.middle:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + F.gelu(self.mixer(h)))
            return self.old_head(features), self.classifier(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.base.parameters():
        p.requires_grad = False
    model.classifier = nn.Linear(64, 3)  # a new head for this task
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.base.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong trained: frozen-head is left
SEED = 46


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.head = nn.Linear(64, 2)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + F.gelu(self.blend(h)))
            return self.old_head(features), self.head(h)

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
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.base.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong moves: stale-optimizer is left
SEED = 47


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.features, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 2)

        def forward(self, x):
            features = self.features(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.middle:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + F.gelu(self.dense(h)))
            return self.old_head(features), self.classifier(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)
    model.classifier = nn.Linear(64, 2)  # a new head for this task

    def step(x, y):
        model.train()
        model.features.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong moves: lr-0 is left
SEED = 48


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.new_head = nn.Linear(64, 2)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + torch.relu(self.mixer(h)))
            return self.old_head(features), self.new_head(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.base.parameters():
        p.requires_grad = False
    model.new_head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.new_head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.0}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.base.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong cleared: no-zero-grad is left
SEED = 49


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.features, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 2)

        def forward(self, x):
            features = self.features(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.middle:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + torch.relu(self.mixer(h)))
            return self.old_head(features), self.classifier(h)

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
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong returns: forgets to return
SEED = 51


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 3)

        def forward(self, x):
            features = self.backbone(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.blocks:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + F.gelu(self.mixer(h)))
            return self.old_head(features), self.classifier(h)

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
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.backbone.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()


# %% wrong returns: the model alone
SEED = 52


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.head = nn.Linear(64, 2)

        def forward(self, x):
            features = self.backbone(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + torch.relu(self.dense(h)))
            return self.old_head(features), self.head(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.backbone.parameters():
        p.requires_grad = False
    model.head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.backbone.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model


# %% wrong old-task: eval() once, undone by train()
SEED = 53


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.head = nn.Linear(64, 2)

        def forward(self, x):
            features = self.backbone(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.middle:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + F.gelu(self.blend(h)))
            return self.old_head(features), self.head(h)

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
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    model.backbone.eval()
    return model, optimizer, step


# %% wrong old-task: eval() before train()
SEED = 54


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.new_head = nn.Linear(64, 3)

        def forward(self, x):
            features = self.backbone(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.blocks:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + torch.relu(self.mixer(h)))
            return self.old_head(features), self.new_head(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.backbone.parameters():
        p.requires_grad = False
    model.new_head = nn.Linear(64, 3)  # a new head for this task
    heads = list(model.new_head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.backbone.eval()
        model.train()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong moves: cleared between backward and step
SEED = 55


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.features, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 2)

        def forward(self, x):
            features = self.features(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.blocks:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + torch.relu(self.mixer(h)))
            return self.old_head(features), self.classifier(h)

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
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.zero_grad()
        optimizer.step()

    return model, optimizer, step


# %% wrong trained: everything thawed
SEED = 56


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.features, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 3)

        def forward(self, x):
            features = self.features(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + F.gelu(self.mixer(h)))
            return self.old_head(features), self.classifier(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
    model.classifier = nn.Linear(64, 3)  # a new head for this task
    heads = list(model.classifier.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    model.requires_grad_(True)
    return model, optimizer, step


# %% wrong AttributeError: a slip of the pen
SEED = 57


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.features, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.head = nn.Linear(64, 2)

        def forward(self, x):
            features = self.features(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.blocks:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + torch.relu(self.denses(h)))
            return self.old_head(features), self.head(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
    model.head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong output: the program of another number
SEED = 58


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 2)

        def forward(self, x):
            features = self.backbone(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + torch.relu(self.blend(h)))
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
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.backbone.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong moves: no step is taken
SEED = 59


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.features, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.gate = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.head = nn.Linear(64, 2)

        def forward(self, x):
            features = self.features(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.gate(h))
            h = self.norm(h + torch.relu(self.mixer(h)))
            return self.old_head(features), self.head(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
    model.head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.Adam(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)

    return model, optimizer, step


# %% wrong norms: the whole model in eval()
SEED = 0


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 2)

        def forward(self, x):
            features = self.backbone(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + torch.relu(self.blend(h)))
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
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong norms: train() is forgotten
SEED = 0


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 2)

        def forward(self, x):
            features = self.backbone(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + torch.relu(self.blend(h)))
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
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% wrong copied: works on the old model itself
SEED = 0


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone, self.old_head = old
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 2)

        def forward(self, x):
            features = self.backbone(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + torch.relu(self.blend(h)))
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
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.backbone.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step
