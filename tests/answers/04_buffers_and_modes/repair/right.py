# %% right: buffers, self.training
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% right: updated in place under no_grad
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            with torch.no_grad():
                self.moving_mean.mul_(0.9).add_(0.1 * mean)
                self.moving_var.mul_(0.9).add_(0.1 * var)
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% right: lerp_ on detached
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean.lerp_(mean.detach(), 0.1)
            self.moving_var.lerp_(var.detach(), 0.1)
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% right: nn.Buffer
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.moving_mean = nn.Buffer(torch.zeros(n))
        self.moving_var = nn.Buffer(torch.ones(n))

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% right: a list of names, buffers set by setattr
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        for name, start in (("moving_mean", torch.zeros), ("moving_var", torch.ones)):
            self.register_buffer(name, start(n))

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% right: asks training first, other names, data
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale, self.shift = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("seen", torch.stack((torch.zeros(n), torch.ones(n))))

    def forward(self, x):
        if self.training:
            now = torch.stack((x.mean(0), x.var(0, correction=0)))
            self.seen.data = 0.9 * self.seen.data + 0.1 * now.data
        else:
            now = self.seen
        return (x - now[0]) * (now[1] + 1e-5).rsqrt() * self.scale + self.shift


# %% right: copy_ and a helper
class RepairedNorm(nn.Module):
    momentum = 0.1

    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def statistics(self, x):
        if not self.training:
            return self.moving_mean, self.moving_var
        mean = x.mean(0)
        var = (x - mean).square().mean(0)
        for record, new in zip(self.buffers(), (mean, var)):
            record.copy_((1 - self.momentum) * record + self.momentum * new.detach())
        return mean, var

    def forward(self, x):
        mean, var = self.statistics(x)
        return self.gamma * (x - mean) / (var + 1e-5).sqrt() + self.beta


# %% right: the mean of the squares less the square of the mean
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.square().mean(0) - x.mean(0).square()
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta
