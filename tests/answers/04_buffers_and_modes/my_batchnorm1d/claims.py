# %% wrong eval-value: the record takes the biased variance
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
                self.var.lerp_(var, self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong train-value: the output takes the unbiased variance
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
            mean, var = x.mean(0), x.var(0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong train-value: biased and unbiased exchanged
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
            mean, var = x.mean(0), x.var(0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0, correction=0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong eval-value: momentum the wrong way round
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
                self.mean.lerp_(mean, 1 - self.momentum)
                self.var.lerp_(x.var(0), 1 - self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong eval-value: momentum written down
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
                self.mean.lerp_(mean, 0.1)
                self.var.lerp_(x.var(0), 0.1)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong eval-value: the record never changes
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
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong train-value: the record in train() too
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
            with torch.no_grad():
                self.mean.lerp_(x.mean(0), self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        mean, var = self.mean, self.var
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong eval-value: the batch in eval() too
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
        mean, var = x.mean(0), x.var(0, correction=0)
        if self.training:
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong train-value: eps outside of the root
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
        x = (x - mean) / (torch.sqrt(var) + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong train-value: eps written down
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
        x = (x - mean) / torch.sqrt(var + 1e-5)
        return x * self.weight + self.bias if self.affine else x


# %% wrong train-value: divides by the variance
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
        x = (x - mean) / (var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong train-value: the bias before the weight
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
        return (x + self.bias) * self.weight if self.affine else x


# %% wrong no-parameters: parameters with affine=False too
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
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


# %% wrong AttributeError: weight used with affine=False
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
        return x * self.weight + self.bias


# %% wrong TypeError: None times x with affine=False
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias


# %% wrong B02: the record as Parameters
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.mean = nn.Parameter(torch.zeros(n))
        self.var = nn.Parameter(torch.ones(n))
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


# %% wrong parameter-count: no weight and no bias
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x


# %% wrong gradient-flow|start: the weight starts at zeros, the bias at ones
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        if affine:
            self.weight = nn.Parameter(torch.zeros(n))
            self.bias = nn.Parameter(torch.ones(n))

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong start: a random weight
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        if affine:
            self.weight = nn.Parameter(torch.randn(n))
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


# %% wrong train-value: updates only with gradients, takes no_grad for eval()
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
        if self.training and torch.is_grad_enabled():
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong eval-value: the variance of the record starts at zeros
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.zeros(n))
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


# %% wrong shape|RuntimeError: means over the columns of a row
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
            mean, var = x.mean(1), x.var(1, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(1), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong train-value: momentum and eps exchanged
class MyBatchNorm1d(nn.BatchNorm1d):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__(n, momentum, eps, affine)


# %% wrong parameter-count: affine ignored: always without
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.weight = self.bias = None

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x


# %% wrong eval-value: normalises with record after update in eval only mean
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
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        else:
            mean, var = self.mean, x.var(0, correction=0)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong through: everything under no_grad
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
            with torch.no_grad():
                mean, var = x.mean(0), x.var(0, correction=0)
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong train-value: std correction
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
        x = (x - mean) / (x.std(0) + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong parameter-count: n scalar weight
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        if affine:
            self.weight = nn.Parameter(torch.ones(1))
            self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong eval-value: unbiased twice: var*n/(n-1) on unbiased
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
                self.var.lerp_(x.var(0) * len(x) / (len(x) - 1), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong eval-value: cumulative
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.register_buffer("k", torch.tensor(0.0))
        if affine:
            self.weight = nn.Parameter(torch.ones(n))
            self.bias = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.k += 1
                self.mean.lerp_(mean, 1 / self.k)
                self.var.lerp_(x.var(0), 1 / self.k)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong eval-value: eps twice in record
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
                self.var.lerp_(x.var(0) + self.eps, self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong NameError: if affine in forward NameError
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
        return x * self.weight + self.bias if affine else x


# %% wrong RuntimeError: per row
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
            mean, var = x.mean(1, keepdim=True), x.var(1, correction=0, keepdim=True)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong through: mean and variance detached
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
            mean, var = x.mean(0).detach(), x.var(0, correction=0).detach()
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong through: only the variance detached
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
            mean, var = x.mean(0), x.var(0, correction=0).detach()
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong through: statistics of x.data
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
            mean, var = x.data.mean(0), x.data.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong eval-gradients: eval() as a lock
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
        if not self.training:
            x = x.detach()
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong eval-gradients: a return under no_grad in eval()
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
        if not self.training:
            with torch.no_grad():
                x = (x - mean) / torch.sqrt(var + self.eps)
                return x * self.weight + self.bias if self.affine else x
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong switch: set_grad_enabled(self.training)
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
        torch.set_grad_enabled(self.training)
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong both-modes: affine in eval() alone
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
        return x * self.weight + self.bias if self.affine and not self.training else x


# %% wrong no-parameters: the bias is made without if affine
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


# %% wrong no-graph: x -= mean
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
        x -= mean
        x = x / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong RuntimeError: if self.weight
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.weight else x


# %% wrong parameter-count: one weight for all columns
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        if affine:
            self.weight = nn.Parameter(torch.ones(1))
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


# %% wrong parameter-count: a weight without a bias
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        if affine:
            self.weight = nn.Parameter(torch.ones(n))

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight if self.affine else x


# %% wrong parameter-count: a Linear as affine
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.affine, self.momentum, self.eps = affine, momentum, eps
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("var", torch.ones(n))
        if affine:
            self.linear = nn.Linear(n, n)

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(0), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return self.linear(x) if self.affine else x


# %% wrong train-value: one mean and variance of the whole batch
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
            mean, var = x.mean(), x.var(correction=0)
            with torch.no_grad():
                self.mean.lerp_(mean, self.momentum)
                self.var.lerp_(x.var(), self.momentum)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return x * self.weight + self.bias if self.affine else x


# %% wrong gradient-flow|start: the weight starts at zeros
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight = nn.Parameter(torch.zeros(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * mean)
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * x.var(0))
        else:
            mean, var = self.running_mean, self.running_var
        out = (x - mean) / torch.sqrt(var + self.eps)
        if self.weight is not None:
            out = out * self.weight + self.bias
        return out


# %% wrong start: the bias starts at ones
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.ones(n)) if affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * mean)
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * x.var(0))
        else:
            mean, var = self.running_mean, self.running_var
        out = (x - mean) / torch.sqrt(var + self.eps)
        if self.weight is not None:
            out = out * self.weight + self.bias
        return out


# %% wrong train-value: mean and variance of each row, with keepdim
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(1, keepdim=True), x.var(1, correction=0, keepdim=True)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * x.mean(0))
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * x.var(0))
        else:
            mean, var = self.running_mean, self.running_var
        out = (x - mean) / torch.sqrt(var + self.eps)
        if self.weight is not None:
            out = out * self.weight + self.bias
        return out


# %% wrong eval-value: eps in train() alone
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * mean)
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * x.var(0))
        else:
            mean, var = self.running_mean, self.running_var
        out = (x - mean) / torch.sqrt(var + self.eps if self.training else var)
        if self.weight is not None:
            out = out * self.weight + self.bias
        return out


# %% wrong both-modes: weight and bias in train() alone, eval() returns early
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * mean)
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * x.var(0))
        else:
            return (x - self.running_mean) / torch.sqrt(self.running_var + self.eps)
        out = (x - mean) / torch.sqrt(var + self.eps)
        if self.weight is not None:
            out = out * self.weight + self.bias
        return out


# %% wrong both-modes: weight and bias in the branch of train()
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * mean)
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * x.var(0))
        else:
            mean, var = self.running_mean, self.running_var
        out = (x - mean) / torch.sqrt(var + self.eps)
        if self.weight is not None:
            out = out * self.weight + self.bias if self.training else out
        return out


# %% wrong train-value: momentum and eps written down
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = 0.1, 1e-5
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * mean)
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * x.var(0))
        else:
            mean, var = self.running_mean, self.running_var
        out = (x - mean) / torch.sqrt(var + self.eps)
        if self.weight is not None:
            out = out * self.weight + self.bias
        return out


# %% wrong eval-value: in eval() the variance of what is given
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * mean)
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * x.var(0))
        else:
            mean, var = self.running_mean, x.var(0, correction=0)
        out = (x - mean) / torch.sqrt(var + self.eps)
        if self.weight is not None:
            out = out * self.weight + self.bias
        return out


# %% wrong AttributeError: affine is not stored
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * mean)
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * x.var(0))
        else:
            mean, var = self.running_mean, self.running_var
        out = (x - mean) / torch.sqrt(var + self.eps)
        if self.affine:
            out = out * self.weight + self.bias
        return out


# %% wrong eval-value: (n - 1)/n, the wrong way round
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * mean)
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * var * (len(x) - 1) / len(x))
        else:
            mean, var = self.running_mean, self.running_var
        out = (x - mean) / torch.sqrt(var + self.eps)
        if self.weight is not None:
            out = out * self.weight + self.bias
        return out


# %% wrong start: weight and bias exchanged in forward
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight = nn.Parameter(torch.ones(n)) if affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * mean)
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * x.var(0))
        else:
            mean, var = self.running_mean, self.running_var
        out = (x - mean) / torch.sqrt(var + self.eps)
        if self.weight is not None:
            out = out * self.bias + self.weight
        return out


# %% wrong parameter-count: the condition of affine the wrong way round
class MyBatchNorm1d(nn.Module):
    def __init__(self, n, affine=True, momentum=0.1, eps=1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight = nn.Parameter(torch.ones(n)) if not affine else None
        self.bias = nn.Parameter(torch.zeros(n)) if not affine else None
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.running_mean.copy_((1 - self.momentum) * self.running_mean + self.momentum * mean)
                self.running_var.copy_((1 - self.momentum) * self.running_var + self.momentum * x.var(0))
        else:
            mean, var = self.running_mean, self.running_var
        out = (x - mean) / torch.sqrt(var + self.eps)
        if self.weight is not None:
            out = out * self.weight + self.bias
        return out
