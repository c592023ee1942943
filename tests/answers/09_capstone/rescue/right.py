# %% right: healthy lines, seed 0
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
        model.backbone.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: healthy lines, seed 4711
SEED = 4711


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.features, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.gate = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 2)

        def forward(self, x):
            features = self.features(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.gate(h))
            h = self.norm(h + torch.relu(self.blend(h)))
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
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: healthy lines, seed 5
SEED = 5


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.new_head = nn.Linear(64, 2)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.blocks:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + torch.relu(self.dense(h)))
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


# %% right: healthy lines, seed 12
SEED = 12


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.new_head = nn.Linear(64, 2)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.blocks:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + F.gelu(self.mixer(h)))
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


# %% right: add_module in a loop, weights tied one by one
SEED = 21


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = nn.Linear(32, 32)
            self.right.weight, self.right.bias = self.left.weight, self.left.bias
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.new_head = nn.Linear(64, 3)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + torch.relu(self.blend(h)))
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
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.base.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: nn.Sequential for the body, requires_grad_ for the freezing
SEED = 23


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.features, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.middle = nn.Sequential(nn.Linear(64, 64), nn.Linear(64, 64))
            self.valve = nn.Linear(64, 64)
            self.blend = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.new_head = nn.Linear(64, 2)

        def forward(self, x):
            features = self.features(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.middle:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + F.gelu(self.blend(h)))
            return self.old_head(features), self.new_head(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    model.features.requires_grad_(False)
    model.new_head = nn.Linear(64, 2)  # a new head for this task
    heads = list(model.new_head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        model.features.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: cleared after the step, set to zero
SEED = 24


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.gate = nn.Linear(64, 64)
            self.mixer = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 2)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.middle:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.gate(h))
            h = self.norm(h + F.gelu(self.mixer(h)))
            return self.old_head(features), self.classifier(h)

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
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=False)

    return model, optimizer, step


# %% right: train() that leaves the backbone alone, written into the class
SEED = 25


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
            self.classifier = nn.Linear(64, 3)

        def train(self, mode=True):
            super().train(mode)
            self.backbone.eval()
            return self

        def forward(self, x):
            features = self.backbone(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.middle:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + F.gelu(self.blend(h)))
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
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.AdamW(groups)

    def step(x, y):
        model.train()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: backbone under no_grad, another learning rate, no clip
SEED = 26


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.features, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.body = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.new_head = nn.Linear(64, 2)

        def forward(self, x):
            with torch.no_grad():
                features = self.features(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.body:
                h = F.gelu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + F.gelu(self.dense(h)))
            return self.old_head(features), self.new_head(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.features.parameters():
        p.requires_grad = False
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
        F.cross_entropy(model(x)[1], y).backward()
        optimizer.step()

    return model, optimizer, step


# %% right: the class outside, one group, a head without a second making
SEED = 27


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.new_head = nn.Linear(64, 3)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.blocks:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + torch.relu(self.dense(h)))
            return self.old_head(features), self.new_head(h)

    model = Net()
    for p in model.old_head.parameters():
        p.requires_grad = False
    for p in model.base.parameters():
        p.requires_grad = False
    heads = list(model.new_head.parameters())
    held = {id(p) for p in heads}
    trunk = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [{"params": heads, "lr": 0.003}, {"params": trunk, "lr": 0.003}]
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=0.003)

    def step(x, y):
        model.train()
        model.base.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step


# %% right: a list of three
SEED = 28


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.switch = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.classifier = nn.Linear(64, 3)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.blocks:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.switch(h))
            h = self.norm(h + torch.relu(self.dense(h)))
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

    return [model, optimizer, step]


# %% right: a text for a number, SGD with momentum
SEED = "29"


def rescued(old):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.base, self.old_head = copy.deepcopy(old)
            self.left = nn.Linear(32, 32)
            self.right = self.left
            self.blocks = nn.ModuleList([nn.Linear(64, 64) for _ in range(2)])
            self.valve = nn.Linear(64, 64)
            self.dense = nn.Linear(64, 64)
            self.norm = nn.BatchNorm1d(64)
            self.new_head = nn.Linear(64, 2)

        def forward(self, x):
            features = self.base(x)
            a, b = features[:, :32], features[:, 32:]
            h = torch.cat([self.left(a), self.right(b)], 1)
            for layer in self.blocks:
                h = torch.relu(layer(h))
            h = h * torch.tanh(self.valve(h))
            h = self.norm(h + torch.relu(self.dense(h)))
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
    groups = [{"params": trunk, "lr": 0.003}, {"params": heads, "lr": 0.003}]
    optimizer = torch.optim.SGD(trunk + heads, lr=0.1, momentum=0.9)

    def step(x, y):
        model.train()
        model.base.eval()
        optimizer.zero_grad()
        F.cross_entropy(model(x)[1], y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return model, optimizer, step
