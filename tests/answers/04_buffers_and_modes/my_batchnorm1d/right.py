# %% right: buffers, lerp_
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        if affine:
            self.weight = nn.Parameter(torch.ones(n))
            self.bias = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% right: weight None when not affine, register_parameter
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.register_parameter("weight", nn.Parameter(torch.ones(n)) if affine else None)
        self.register_parameter("bias", nn.Parameter(torch.zeros(n)) if affine else None)

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        if self.weight is not None:
            x = self.weight * x + self.bias
        return x


# %% right: plain numbers 1 and 0 when not affine
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.weight = nn.Parameter(torch.ones(n)) if affine else 1.0
        self.bias = nn.Parameter(torch.zeros(n)) if affine else 0.0

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias


# %% right: the record detached and assigned anew; variance by hand
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        if affine:
            self.weight = nn.Parameter(torch.ones(n))
            self.bias = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        if self.training:
            rows = x.shape[0]
            mean = x.sum(0) / rows
            var = ((x - mean) ** 2).sum(0) / rows
            m = self.momentum
            self.mean = (1 - m) * self.mean + m * mean.detach()
            self.var = (1 - m) * self.var + m * var.detach() * rows / (rows - 1)
        else:
            mean, var = self.mean, self.var
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% right: biased=..., names of torch, a counter
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))
        self.register_buffer("num_batches_tracked", torch.tensor(0))
        if affine:
            self.weight = nn.Parameter(torch.ones(n))
            self.bias = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(dim=0), x.var(dim=0, unbiased=False)
            with torch.no_grad():
                self.num_batches_tracked += 1
                self.running_mean.copy_(self.momentum * mean + (1 - self.momentum) * self.running_mean)
                self.running_var.copy_(self.momentum * x.var(dim=0) + (1 - self.momentum) * self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% right: F.batch_norm with buffers of its own
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        return F.batch_norm(x, self.mean, self.var, self.weight, self.bias, self.training, self.momentum, self.eps)


# %% right: a scale and a shift in a child, nn.Identity otherwise
class Scale(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.both = nn.Parameter(torch.stack([torch.ones(n), torch.zeros(n)]))

    def forward(self, x):
        return torch.addcmul(self.both[1], x, self.both[0])


class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.scale = Scale(n) if affine else nn.Identity()
        self.register_buffer("record", torch.stack([torch.zeros(n), torch.ones(n)]))
        self.momentum, self.eps = momentum, eps

    def forward(self, x):
        if not self.training:
            mean, var = self.record
            return self.scale((x - mean) * (var + self.eps).rsqrt())
        var, mean = torch.var_mean(x, 0, correction=0)
        seen = torch.stack([mean, var * len(x) / (len(x) - 1)]).detach()
        self.record += self.momentum * (seen - self.record)
        return self.scale((x - mean) * (var + self.eps).rsqrt())


# %% right: subclass of its own base, two methods
class Recorder(nn.Module):
    def __init__(self, n, momentum):
        super().__init__()
        self.momentum = momentum
        self.mean = nn.Buffer(torch.zeros(1, n))
        self.var = nn.Buffer(torch.ones(1, n))

    @torch.no_grad()
    def record(self, x):
        for old, new in ((self.mean, x.mean(0, keepdim=True)), (self.var, x.var(0, keepdim=True))):
            old.mul_(1 - self.momentum).add_(self.momentum * new)


class MyBatchNorm1d(Recorder):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__(n, momentum)
        self.eps = eps
        if affine:
            self.gamma, self.beta = nn.Parameter(torch.ones(1, n)), nn.Parameter(torch.zeros(1, n))

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            self.record(x)
            mean = x.mean(0, keepdim=True)
            var = (x - mean).pow(2).mean(0, keepdim=True)
        x = (x - mean) / (var + self.eps).sqrt()
        if hasattr(self, "gamma"):
            x = x * self.gamma + self.beta
        return x


# %% right: inherits BatchNorm
class MyBatchNorm1d(nn.BatchNorm1d):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__(n, eps=eps, momentum=momentum, affine=affine)
