# %% wrong no-parameters: Parameters with requires_grad=False
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.mean = nn.Parameter(torch.zeros(n), requires_grad=False)
        self.var = nn.Parameter(torch.ones(n), requires_grad=False)
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong no-parameters: a scale and a shift of its own, as a BatchNorm has
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.weight = nn.Parameter(torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return self.weight * (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record|value: momentum the wrong way round
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_(self.momentum * self.mean + (1 - self.momentum) * x.mean(0))
                self.var.copy_(self.momentum * self.var + (1 - self.momentum) * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: the variance divides by the number of rows
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
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0, unbiased=False))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: never updates
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: the updated mean is a local variable
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                mean = (1 - self.momentum) * self.mean + self.momentum * x.mean(0)
                var = (1 - self.momentum) * self.var + self.momentum * x.var(0)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: the last batch replaces the record
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_(x.mean(0))
                self.var.copy_(x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: added up without fading
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_(self.mean + self.momentum * x.mean(0))
                self.var.copy_(self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: momentum written down as 0.1
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_(0.9 * self.mean + 0.1 * x.mean(0))
                self.var.copy_(0.9 * self.var + 0.1 * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: the standard deviation is recorded and rooted
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
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.std(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: one mean for all columns
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean())
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: one mean and variance for all columns
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean())
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var())
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong RuntimeError: means of the rows, not of the columns
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(1))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(1))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: only the mean is updated
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.lerp_(x.mean(0), self.momentum)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: variance around the record
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
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * ((x - self.mean) ** 2).mean(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong value|record: updated only where gradients are on and in train()
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training and torch.is_grad_enabled():
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: the variance starts at zeros
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.zeros(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: a list of all batches' means, all alike
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.register_buffer("seen", torch.tensor(0.0))
        self.eps = eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((self.seen * self.mean + x.mean(0)) / (self.seen + 1))
                self.var.copy_((self.seen * self.var + x.var(0)) / (self.seen + 1))
                self.seen += 1
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: divides by the variance
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
        return (x - self.mean) / (self.var + self.eps)


# %% wrong record: eps outside of the root
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
        return (x - self.mean) / (torch.sqrt(self.var) + self.eps)


# %% wrong record: eps left out
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
        return (x - self.mean) / torch.sqrt(self.var)


# %% wrong record: only the mean is taken off
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
        return x - self.mean


# %% wrong record: brackets forgotten
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
        return x - self.mean / torch.sqrt(self.var + self.eps)


# %% wrong value: the batch's own statistics in train()
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
        if self.training:
            return (x - x.mean(0)) / torch.sqrt(x.var(0) + self.eps)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong value: the record of before this batch
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        out = (x - self.mean) / torch.sqrt(self.var + self.eps)
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return out


# %% wrong record: the batch's own statistics in both modes
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
        return (x - x.mean(0)) / torch.sqrt(x.var(0) + self.eps)


# %% wrong passes-on: all of forward under no_grad
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    @torch.no_grad()
    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong passes-on: the input is detached
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        x = x.detach()
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong untouched: writes into its input
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
        x -= self.mean
        return x / torch.sqrt(self.var + self.eps)


# %% wrong dtype: the output is always float32
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
        return ((x - self.mean) / torch.sqrt(self.var + self.eps)).float()


# %% wrong AttributeError: the buffers are made in the first forward
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            self.register_buffer("mean", x.detach().mean(0))
            self.register_buffer("var", x.detach().var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong UnboundLocalError: only works while training
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            self.mean.lerp_(x.detach().mean(0), self.momentum)
            self.var.lerp_(x.detach().var(0), self.momentum)
            out = (x - self.mean) / torch.sqrt(self.var + self.eps)
        return out


# %% wrong shape: nothing is returned
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
        x = (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong TypeError: assigns result of register_buffer
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.mean = self.register_buffer("mean", torch.zeros(n))
        self.var = self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong value: eval returns x
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
        return (x - self.mean) / torch.sqrt(self.var + self.eps) if self.training else x


# %% wrong shape: eval returns nothing
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


# %% wrong record: x.std
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
        return (x - self.mean) / (x.std(0) + self.eps)


# %% wrong NameError: eps not stored
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum = momentum

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + eps)


# %% wrong record: momentum swapped for var
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
                self.var.copy_(self.momentum * self.var + (1 - self.momentum) * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong round-trip: scalar buffers
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(1))
        self.register_buffer("var", torch.ones(1))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            self.mean = (1 - self.momentum) * self.mean + self.momentum * x.detach().mean(0)
            self.var = (1 - self.momentum) * self.var + self.momentum * x.detach().var(0)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong value: plain BatchNorm
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.norm = nn.BatchNorm1d(n, momentum=momentum, eps=eps, affine=False)

    def forward(self, x):
        return self.norm(x)


# %% wrong no-parameters: BatchNorm with affine
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.norm = nn.BatchNorm1d(n, momentum=momentum, eps=eps)

    def forward(self, x):
        return self.norm(x)


# %% wrong dtype: list of buffers written in place
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.record = [self.mean, self.var]
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        mean, var = self.record
        if self.training:
            with torch.no_grad():
                mean.lerp_(x.mean(0), self.momentum)
                var.lerp_(x.var(0), self.momentum)
        return (x - mean) / torch.sqrt(var + self.eps)


# %% wrong record: global statistics
MEAN, VAR = {}, {}


class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.n, self.momentum, self.eps = n, momentum, eps

    def forward(self, x):
        mean, var = MEAN.get(self.n, torch.zeros(self.n)), VAR.get(self.n, torch.ones(self.n))
        if self.training:
            mean = (1 - self.momentum) * mean + self.momentum * x.detach().mean(0)
            var = (1 - self.momentum) * var + self.momentum * x.detach().var(0)
            MEAN[self.n], VAR[self.n] = mean, var
        return (x - mean) / torch.sqrt(var + self.eps)


# %% wrong shape: tuple returned
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
        return (x - self.mean) / torch.sqrt(self.var + self.eps), self.mean


# %% wrong record: sqrt forgotten eps
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
        return (x - self.mean) / self.var.sqrt() + self.eps


# %% wrong AttributeError: local names in init
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        mean = torch.zeros(n)
        var = torch.ones(n)
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: numpy floats
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            self.mean = (1 - self.momentum) * self.mean + self.momentum * torch.tensor(x.detach().numpy().mean(0))
            self.var = (1 - self.momentum) * self.var + self.momentum * torch.tensor(x.detach().numpy().var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong AttributeError: momentum not stored
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.eps = eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong eval-gradients: eval() as a lock
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.lerp_(x.mean(0), self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        if not self.training:
            with torch.no_grad():
                return (x - self.mean) / torch.sqrt(self.var + self.eps)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong switch: set_grad_enabled(self.training)
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        torch.set_grad_enabled(self.training)
        if self.training:
            with torch.no_grad():
                self.mean.lerp_(x.mean(0), self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: 0.1 for both momentum and eps
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.lerp_(x.mean(0), 0.1)
                self.var.lerp_(x.var(0), 0.1)
        return (x - self.mean) / torch.sqrt(self.var + 0.1)


# %% wrong value: eval() uses the batch
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.lerp_(x.mean(0), self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        if not self.training:
            return (x - x.mean(0)) / torch.sqrt(x.var(0) + self.eps)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: the momentum on both
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_(self.momentum * self.mean + self.momentum * x.mean(0))
                self.var.copy_(self.momentum * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: the first batch sets the record
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                if not self.mean.any():
                    self.mean.copy_(x.mean(0))
                    self.var.copy_(x.var(0))
                self.mean.lerp_(x.mean(0), self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong NotImplementedError: Keras: def call
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def call(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.lerp_(x.mean(0), self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong no-parameters: a weight and a bias of its own as well
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.weight, self.bias = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.lerp_(x.mean(0), self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        return self.bias + self.weight * (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong shape: the return inside if self.training
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
            return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong RuntimeError: the record is a single number
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.register_buffer("mean", torch.tensor(0.0))
        self.register_buffer("var", torch.tensor(1.0))

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong TypeError: register_buffer: the tensor before the name
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.register_buffer(torch.zeros(n), "mean")
        self.register_buffer("var", torch.ones(n))

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong KeyError: a buffer called self.mean
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.register_buffer("self.mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong TypeError: no_grad without parentheses
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))

    def forward(self, x):
        if self.training:
            with torch.no_grad:
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: the mean mixed into the variance
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.mean(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong TypeError: self.training()
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))

    def forward(self, x):
        if self.training():
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong alone: train() chooses a step of 0, and 0 times nan is nan
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
        with torch.no_grad():
            self.mean += self.step * (x.mean(0) - self.mean)
            self.var += self.step * (x.var(0) - self.var)
        return (x - self.mean) / torch.sqrt(self.var + self.eps)


# %% wrong record: mean, var = torch.var_mean
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = torch.var_mean(x.detach(), 0)
            self.mean.lerp_(mean, self.momentum)
            self.var.lerp_(var, self.momentum)
        return (x - self.mean) * torch.rsqrt(self.var + self.eps)


# %% wrong record|value: momentum and eps exchanged
class Standardizer(nn.Module):
    def __init__(self, n, momentum=0.1, eps=0.1):
        super().__init__()
        self.momentum, self.eps = eps, momentum
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                self.mean.copy_((1 - self.momentum) * self.mean + self.momentum * x.mean(0))
                self.var.copy_((1 - self.momentum) * self.var + self.momentum * x.var(0))
        return (x - self.mean) / torch.sqrt(self.var + self.eps)
