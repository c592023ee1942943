# %% right: deepcopy, copy_
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    def update(self, model):
        with torch.no_grad():
            for p, new in zip(self.shadow.parameters(), model.parameters()):
                p.copy_(self.decay * p + (1 - self.decay) * new)
            for b, new in zip(self.shadow.buffers(), model.buffers()):
                b.copy_(new)


# %% right: mul_ and add_
class EMA:
    def __init__(self, model, decay):
        self.shadow, self.decay = copy.deepcopy(model), decay
        for p in self.shadow.parameters():
            p.requires_grad = False

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.mul_(self.decay).add_(q, alpha=1 - self.decay)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% right: lerp_
class EMA:
    def __init__(self, model, decay):
        self.shadow = copy.deepcopy(model)
        self.shadow.requires_grad_(False)
        self.shadow.eval()
        self.weight = 1 - decay

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.lerp_(q, self.weight)
        buffers = dict(model.named_buffers())
        for name, b in self.shadow.named_buffers():
            b.copy_(buffers[name])


# %% right: an nn.Module, by data
class EMA(nn.Module):
    def __init__(self, model, decay):
        super().__init__()
        self.decay = decay
        self.shadow = copy.deepcopy(model)
        for p in self.shadow.parameters():
            p.requires_grad_(False)

    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.data = self.decay * p.data + (1.0 - self.decay) * q.data
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.data = q.data.clone()

    def forward(self, x):
        return self.shadow(x)


# %% right: buffers with decimals averaged too
class EMA:
    def __init__(self, model, decay):
        self.decay, self.shadow = decay, copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        d = self.decay
        for a, b in zip(self.shadow.parameters(), model.parameters()):
            a.copy_(d * a + (1 - d) * b)
        for a, b in zip(self.shadow.buffers(), model.buffers()):
            if a.is_floating_point():
                a.copy_(d * a + (1 - d) * b)
            else:
                a.copy_(b)


# %% right: a dict of averages, loaded
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model)
        self.shadow.requires_grad_(False)

    def update(self, model):
        new = model.state_dict()
        weights = dict(model.named_parameters(remove_duplicate=False))
        old = self.shadow.state_dict()
        mixed = {
            name: self.decay * old[name] + (1 - self.decay) * value if name in weights else value
            for name, value in new.items()
        }
        self.shadow.load_state_dict(mixed)


# %% right: torch's own averaged model inside
class EMA:
    def __init__(self, model, decay):
        from torch.optim.swa_utils import AveragedModel, get_ema_avg_fn

        self.inner = AveragedModel(model, avg_fn=get_ema_avg_fn(decay))
        self.inner.requires_grad_(False)
        self.inner.update_parameters(model)  # its first call copies

    @property
    def shadow(self):
        return self.inner.module

    def update(self, model):
        self.inner.update_parameters(model)
        for b, q in zip(self.shadow.buffers(), model.buffers()):
            b.copy_(q)


# %% right: by the difference
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model)
        [p.requires_grad_(False) for p in self.shadow.parameters()]

    def update(self, model):
        pairs = list(zip(self.shadow.parameters(), model.parameters()))
        with torch.no_grad():
            for mine, theirs in pairs:
                mine += (1 - self.decay) * (theirs.detach() - mine)
            for mine, theirs in zip(self.shadow.buffers(), model.buffers()):
                mine.set_(theirs.clone()) if mine.ndim else mine.fill_(theirs)
