# %% wrong B12: the record in plain attributes
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.mean, self.var = torch.zeros(n), torch.ones(n)
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


# %% wrong B04: not persistent
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n), persistent=False)
        self.register_buffer("var", torch.ones(n), persistent=False)
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


# %% wrong B05: the history stays attached
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
            mean, var = x.mean(0), x.var(0, correction=0)
            self.mean = (1 - self.momentum) * self.mean + self.momentum * mean
            self.var = (1 - self.momentum) * self.var + self.momentum * x.var(0)
        else:
            mean, var = self.mean, self.var
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong B13: the record is updated in eval() too
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
        with torch.no_grad():
            self.mean.lerp_(x.mean(0), self.momentum)
            self.var.lerp_(x.var(0), self.momentum)
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong B13: the mode follows the gradients
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
        if torch.is_grad_enabled():
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong R07: tensors with requires_grad for weight and bias
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        if affine:
            self.weight = torch.ones(n, requires_grad=True)
            self.bias = torch.zeros(n, requires_grad=True)

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong R11: frozen weight and bias
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        if affine:
            self.weight = nn.Parameter(torch.ones(n), requires_grad=False)
            self.bias = nn.Parameter(torch.zeros(n), requires_grad=False)

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong R10: weight and bias as buffers
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        if affine:
            self.register_buffer("weight", torch.ones(n))
            self.register_buffer("bias", torch.zeros(n))

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong R19: weight and bias are not used
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
        return x


# %% wrong R19: the bias is not used
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
        return x * self.weight if self.affine else x


# %% wrong R13: no super
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
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


# %% wrong G24: weight data used
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
        return x * self.weight.data + self.bias.data if self.affine else x
