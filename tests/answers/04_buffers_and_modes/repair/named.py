# %% wrong B13: nothing is repaired
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.moving_mean = torch.zeros(n)
        self.moving_var = torch.ones(n)

    def forward(self, x):
        if not torch.is_grad_enabled():
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong B13: buffers, and the mode still follows the gradients
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        if not torch.is_grad_enabled():
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong B12: self.training, and still plain attributes
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.moving_mean = torch.zeros(n)
        self.moving_var = torch.ones(n)

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong B12: only the mean is a buffer
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.moving_var = torch.ones(n)

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong B04: not persistent
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n), persistent=False)
        self.register_buffer("moving_var", torch.ones(n), persistent=False)

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong B05: detach got lost
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
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean
            self.moving_var = 0.9 * self.moving_var + 0.1 * var
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong R10: gamma and beta became buffers as well
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.register_buffer("gamma", torch.ones(n))
        self.register_buffer("beta", torch.zeros(n))
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


# %% wrong B13: updated in eval() as well
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
            self.moving_mean.lerp_(x.mean(0), 0.1)
            self.moving_var.lerp_(x.var(0, correction=0), 0.1)
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong B13: self.train attr
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        if not self.train:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong B13: training argument
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x, training=True):
        if not training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong B13: eval when no_grad else
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        if not self.training and not torch.is_grad_enabled():
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong R13: super at the end
class RepairedNorm(nn.Module):
    def __init__(self, n):
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))
        super().__init__()

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong B12: to(x.device) patch
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.moving_mean = torch.zeros(n)
        self.moving_var = torch.ones(n)

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean.to(x), self.moving_var.to(x)
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta
