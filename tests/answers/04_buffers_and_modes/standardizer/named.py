# %% wrong B12: the record in plain attributes
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.mean = torch.zeros(n)
        self.var = torch.ones(n)
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B12: plain attributes, assigned anew
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.mean, self.var = torch.zeros(n), torch.ones(n)
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            x0 = x.detach()
            self.mean = self.mean * (1 - self.momentum) + self.momentum * x0.mean(0)
            self.var = self.var * (1 - self.momentum) + self.momentum * x0.var(0)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B12: the record in a dict
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.record = {"mean": torch.zeros(n), "var": torch.ones(n)}
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.record["mean"].lerp_(x.mean(0), self.momentum)
                self.record["var"].lerp_(x.var(0), self.momentum)
        return (x - self.record["mean"]) / torch.sqrt(self.record["var"] + self.eps)


# %% wrong B12: one of the two is a plain attribute
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.var = torch.ones(n)
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B04: not persistent
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n), persistent=False)
        self.register_buffer("var", torch.ones(n), persistent=False)
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B04: the variance is not persistent
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n), persistent=False)
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B02: Parameters that are written to under no_grad
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.mean = nn.Parameter(torch.zeros(n))
        self.var = nn.Parameter(torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B05: updated with the history attached
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            self.mean = (1 - self.momentum) * self.mean + self.momentum * x.mean(0)
            self.var = (1 - self.momentum) * self.var + self.momentum * x.var(0)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B05: the variance drags its history along
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            self.mean = (1 - self.momentum) * self.mean + self.momentum * x.detach().mean(0)
            self.var = (1 - self.momentum) * self.var + self.momentum * x.var(0)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B13: updated in eval() too
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if True:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B13: the mode follows the gradients
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if torch.is_grad_enabled():
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong R13: no super
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B03: buffer of a Parameter
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", nn.Parameter(torch.zeros(n)))
        self.register_buffer("var", nn.Parameter(torch.ones(n)))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B03: buffer requires_grad
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n, requires_grad=True))
        self.register_buffer("var", torch.ones(n, requires_grad=True))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B13: if self.train
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.train:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong B12: lists of records
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.record = [self.mean, self.var]
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.record[0] = (1 - self.momentum) * self.record[0] + self.momentum * x.mean(0)
                self.record[1] = (1 - self.momentum) * self.record[1] + self.momentum * x.var(0)
        return (x - self.record[0]) / torch.sqrt(self.record[1] + self.eps)


# %% wrong B13: mode by the batch size
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if len(x) > 1:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)
