# %% wrong train-value: eval() or no gradients
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        if not self.training or not torch.is_grad_enabled():
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong still-in-eval: the mode turned round
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        if self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong B02: the record became Parameters
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.moving_mean = nn.Parameter(torch.zeros(n))
        self.moving_var = nn.Parameter(torch.ones(n))

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean.data.lerp_(mean.detach(), 0.1)
            self.moving_var.data.lerp_(var.detach(), 0.1)
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong no-others: the record became frozen Parameters
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.moving_mean = nn.Parameter(torch.zeros(n), requires_grad=False)
        self.moving_var = nn.Parameter(torch.ones(n), requires_grad=False)

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean.data.lerp_(mean.detach(), 0.1)
            self.moving_var.data.lerp_(var.detach(), 0.1)
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong parameter-count: gamma and beta got lost
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return (x - mean) / torch.sqrt(var + 1e-5)


# %% wrong eval-value: the record takes the unbiased variance
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
            self.moving_var = 0.9 * self.moving_var + 0.1 * x.var(0).detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong eval-value: torch's own layer in its place
class RepairedNorm(nn.BatchNorm1d):
    pass


# %% wrong eval-value: the update is lost
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
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong eval-value: the update goes to local names
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
            moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong eval-value: momentum the wrong way round
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
            self.moving_mean = 0.1 * self.moving_mean + 0.9 * mean.detach()
            self.moving_var = 0.1 * self.moving_var + 0.9 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong train-value: always the record
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
            mean, var = self.moving_mean, self.moving_var
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong eval-value: only updated where gradients are on
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
            if torch.is_grad_enabled():
                self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
                self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong dtype: buffers that are made anew as float32
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
            self.moving_mean = 0.9 * self.moving_mean.float() + 0.1 * mean.detach().float()
            self.moving_var = 0.9 * self.moving_var.float() + 0.1 * var.detach().float()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong passes-on|through: the statistics are computed without gradients, and x as well
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
        return self.gamma * (x.detach() - mean.detach()) / torch.sqrt(var.detach() + 1e-5) + self.beta


# %% wrong train-value: self.eval() is called to ask for the mode
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        if self.eval():
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong no-others: record parameters without grad through register_parameter
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_parameter("moving_mean", nn.Parameter(torch.zeros(n), requires_grad=False))
        self.register_parameter("moving_var", nn.Parameter(torch.ones(n), requires_grad=False))

    def forward(self, x):
        if not self.training:
            mean, var = self.moving_mean, self.moving_var
        else:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean.copy_(0.9 * self.moving_mean + 0.1 * mean.detach())
            self.moving_var.copy_(0.9 * self.moving_var + 0.1 * var.detach())
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong train-value: eps dropped
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
        return self.gamma * (x - mean) / torch.sqrt(var) + self.beta


# %% wrong eval-value: buffers, is_grad_enabled in the update
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
            if torch.is_grad_enabled():
                self.moving_mean.lerp_(mean.detach(), 0.1)
                self.moving_var.lerp_(var.detach(), 0.1)
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong through: the statistics of the batch under no_grad
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            with torch.no_grad():
                mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong through: mean and variance detached
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0).detach(), x.var(0, correction=0).detach()
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong through: only the variance detached
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0).detach()
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong through: only the mean detached
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.detach().mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong through: statistics of x.data
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.data.mean(0), x.data.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong eval-gradients: eval() as a lock
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        if not self.training:
            with torch.no_grad():
                return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong switch: set_grad_enabled(self.training)
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        torch.set_grad_enabled(self.training)
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong eval-gradients: the input detached in eval()
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        x = x if self.training else x.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong one-row: only batches of several rows count
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training and len(x) > 1:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong train-value: the root without eps
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var) + self.beta


# %% wrong train-value: both variances unbiased
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong train-value: the standard deviation for the variance
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.std(0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong train-value: the standard deviation without a root
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.std(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / (var + 1e-5) + self.beta


# %% wrong train-value: another eps
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-3) + self.beta


# %% wrong TypeError: frozen Parameters assigned anew
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.moving_mean = nn.Parameter(torch.zeros(n), requires_grad=False)
        self.moving_var = nn.Parameter(torch.ones(n), requires_grad=False)

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong eval-value: the record under local names
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong eval-value: a new buffer in each forward, without the old record
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.register_buffer("moving_mean", 0.1 * mean.detach())
            self.register_buffer("moving_var", 0.1 * var.detach())
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong one-row: a batch of one row raises an error
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            if len(x) == 1:
                raise ValueError("one row only")
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong one-row: F.batch_norm, which refuses one row
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        if not self.training:
            return F.batch_norm(x, self.moving_mean, self.moving_var, self.gamma, self.beta, training=False)
        with torch.no_grad():
            self.moving_mean.lerp_(x.mean(0), 0.1)
            self.moving_var.lerp_(x.var(0, correction=0), 0.1)
        return F.batch_norm(x, None, None, self.gamma, self.beta, training=True)


# %% wrong one-row: one row leaves the record alone
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            if len(x) == 1:
                return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong eval-value: the root of the variance on record
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.sqrt().detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong KeyError: inherited attributes registered as buffers
class AttributeNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        self.moving_mean, self.moving_var = torch.zeros(n), torch.ones(n)

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if torch.is_grad_enabled():
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


class RepairedNorm(AttributeNorm):
    def __init__(self, n):
        super().__init__(n)
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta


# %% wrong start: gamma starts at random
class RepairedNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gamma, self.beta = nn.Parameter(torch.randn(n)), nn.Parameter(torch.zeros(n))
        self.register_buffer("moving_mean", torch.zeros(n))
        self.register_buffer("moving_var", torch.ones(n))

    def forward(self, x):
        mean, var = self.moving_mean, self.moving_var
        if self.training:
            mean, var = x.mean(0), x.var(0, correction=0)
            self.moving_mean = 0.9 * self.moving_mean + 0.1 * mean.detach()
            self.moving_var = 0.9 * self.moving_var + 0.1 * var.detach()
        return self.gamma * (x - mean) / torch.sqrt(var + 1e-5) + self.beta
