# %% right: buffers, copy_ under no_grad
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% right: lerp_ on detached statistics
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            batch = x.detach()
            self.mean.lerp_(batch.mean(0), self.momentum)
            self.var.lerp_(batch.var(0), self.momentum)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% right: buffers assigned anew under their names
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            x0 = x.detach()
            self.mean = self.mean * (1 - self.momentum) + self.momentum * x0.mean(dim=0)
            self.var = self.var * (1 - self.momentum) + self.momentum * x0.var(dim=0)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% right: mul_ and add_, var_mean
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                var, mean = torch.var_mean(x, dim=0)
                self.mean.mul_(1 - self.momentum).add_(mean, alpha=self.momentum)
                self.var.mul_(1 - self.momentum).add_(var, alpha=self.momentum)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% right: one buffer with two rows
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("record", torch.stack([torch.zeros(n), torch.ones(n)]))
        self.momentum = momentum
        self.eps = eps

    @torch.no_grad()
    def look(self, x):
        self.record += self.momentum * (torch.stack([x.mean(0), x.var(0)]) - self.record)

    def forward(self, x):
        if self.training:
            self.look(x)
        mean, var = self.record
        return (x - mean) / (var + self.eps) ** 0.5


# %% right: by hand, rows of shape (1, n)
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mu", torch.zeros(1, n))
        self.register_buffer("sigma2", torch.ones(1, n))
        self.keep, self.eps = 1 - momentum, eps

    def forward(self, x):
        if self.training:
            rows = len(x)
            mu = x.detach().sum(0, keepdim=True) / rows
            sigma2 = ((x.detach() - mu) ** 2).sum(0, keepdim=True) / (rows - 1)
            self.mu = self.keep * self.mu + (1 - self.keep) * mu
            self.sigma2 = self.keep * self.sigma2 + (1 - self.keep) * sigma2
        return (x - self.mu) * torch.rsqrt(self.sigma2 + self.eps)


# %% right: nn.Buffer, .data is written to
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.mean = nn.Buffer(torch.zeros(n))
        self.var = nn.Buffer(torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            self.mean.data = torch.lerp(self.mean, x.data.mean(0), self.momentum)
            self.var.data = torch.lerp(self.var, x.data.var(0), self.momentum)
        return (x - self.mean).div((self.var + self.eps).sqrt())


# %% right: a BatchNorm without affine inside, which keeps the record
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.norm = nn.BatchNorm1d(n, momentum=momentum, eps=eps, affine=False)

    def forward(self, x):
        if self.training:
            self.norm(x.detach())
        norm = self.norm
        return F.batch_norm(x, norm.running_mean, norm.running_var, training=False, eps=norm.eps)


# %% right: the output drags the history, the record does not
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean = (1 - self.momentum) * mean + self.momentum * x.mean(0)
            var = (1 - self.momentum) * var + self.momentum * x.var(0)
            self.mean, self.var = mean.detach(), var.detach()
        return (x - mean) / torch.sqrt(var + self.eps)


# %% right: a counter beside the record, early return in eval
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.register_buffer("batches", torch.tensor(0))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if not self.training:
            return self.scale(x)
        with torch.no_grad():
            self.batches += 1
            self.mean += self.momentum * (x.mean(0) - self.mean)
            self.var += self.momentum * (x.var(0) - self.var)
        return self.scale(x)

    def scale(self, x):
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% right: train() chooses the step
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps, self.step = momentum, eps, momentum
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))

    def train(self, mode=True):
        super().train(mode)
        self.step = self.momentum if mode else 0.0
        return self

    def forward(self, x):
        if self.step:
            with torch.no_grad():
                self.mean += self.step * (x.mean(0) - self.mean)
                self.var += self.step * (x.var(0) - self.var)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% right: records in modules of their own
class Record(nn.Module):
    def __init__(self, start):
        super().__init__()
        self.register_buffer("value", start)

    def forward(self, new, momentum):
        self.value = (1 - momentum) * self.value + momentum * new.detach()


class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.mean = Record(torch.zeros(n))
        self.var = Record(torch.ones(n))

    def forward(self, x):
        if self.training:
            self.mean(x.mean(0), self.momentum)
            self.var(x.var(0), self.momentum)
        return (x - self.mean.value) / torch.sqrt(self.var.value + self.eps)


# %% right: the update in a forward pre-hook
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self._buffers["mean"] = torch.zeros(n)
        self.register_buffer("var", torch.ones(n))
        self.register_forward_pre_hook(Standardizer.note)

    def note(self, args):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * args[0].mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * args[0].var(0))

    def forward(self, x):
        return (x - self.mean) / torch.sqrt(self.var + self.eps)
