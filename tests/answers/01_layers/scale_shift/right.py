# %% right: two Parameters
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% right: register_parameter, type hints, addcmul
class ScaleShift(nn.Module):
    """x * scale + shift, feature by feature."""

    def __init__(self, n: int) -> None:
        super().__init__()
        self.register_parameter("gamma", nn.Parameter(torch.ones(n)))
        self.register_parameter("beta", nn.Parameter(torch.zeros(n)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.addcmul(self.beta, x, self.gamma)


# %% right: empty Parameters filled by nn.init, shape (1, n)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.a = nn.Parameter(torch.empty(1, n))
        self.b = nn.Parameter(torch.empty(1, n))
        self.reset_parameters()

    def reset_parameters(self):
        nn.init.ones_(self.a)
        nn.init.zeros_(self.b)

    def forward(self, x):
        return torch.add(torch.mul(x, self.a), self.b)


# %% right: ParameterDict
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.p = nn.ParameterDict({"scale": torch.ones(n), "shift": torch.zeros(n)})

    def forward(self, x):
        return x * self.p["scale"] + self.p["shift"]


# %% right: ParameterList that turns tensors into Parameters, unpacked
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.both = nn.ParameterList([torch.ones(n), torch.zeros(n)])

    def forward(self, x):
        scale, shift = self.both
        return scale * x + shift


# %% right: both in one Parameter of two rows
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.rows = nn.Parameter(torch.stack([torch.ones(n), torch.zeros(n)]))

    def forward(self, x):
        return x * self.rows[0] + self.rows[1]


# %% right: columns (n, 1), the input turned
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.full((n, 1), 1.0))
        self.shift = nn.Parameter(torch.full((n, 1), 0.0))

    def forward(self, x):
        return (x.T * self.scale + self.shift).T


# %% right: setattr in a loop over names and starts
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        for name, start in (("scale", 1.0), ("shift", 0.0)):
            setattr(self, name, nn.Parameter(torch.tensor([start] * n)))

    def forward(self, x):
        return getattr(self, "scale").mul(x).add(getattr(self, "shift"))


# %% right: a diagonal matrix and F.linear
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.diagonal = nn.Parameter(torch.ones(n))
        self.bias = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return F.linear(x, torch.diag(self.diagonal), self.bias)


# %% right: einsum, prints and a warning on stderr
import sys
import warnings


class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        if n == 1:
            warnings.warn("one feature only")
        self.w, self.b = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))
        print("ScaleShift with", sum(p.numel() for p in self.parameters()), "numbers", file=sys.stderr)

    def forward(self, x):
        print("in:", tuple(x.shape))
        return torch.einsum("bn,n->bn", x, self.w) + self.b


# %% right: two helper Modules in a Sequential
class Scale(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.factor = nn.Parameter(torch.ones(n))

    def forward(self, x):
        return x * self.factor


class Shift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.amount = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x + self.amount


class ScaleShift(nn.Sequential):
    def __init__(self, n):
        super().__init__(Scale(n), Shift(n))


# %% right: Conv1d with one group for each feature, started by hand
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.conv = nn.Conv1d(n, n, kernel_size=1, groups=n)
        with torch.no_grad():
            self.conv.weight.fill_(1)
            self.conv.bias.fill_(0)

    def forward(self, x):
        return self.conv(x.unsqueeze(-1)).squeeze(-1)


# %% right: one number at a time, scalar Parameters in lists, columns stacked
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.scales = nn.ParameterList(nn.Parameter(torch.tensor(1.0)) for _ in range(n))
        self.shifts = nn.ParameterList(nn.Parameter(torch.tensor(0.0)) for _ in range(n))

    def forward(self, x):
        columns = []
        for i in range(self.n):
            columns.append(x[:, i] * self.scales[i] + self.shifts[i])
        return torch.stack(columns, dim=1)


# %% right: inherits from a base class of its own
class Elementwise(nn.Module):
    def __init__(self, **starts):
        super().__init__()
        for name, start in starts.items():
            self.register_parameter(name, nn.Parameter(start.clone()))


class ScaleShift(Elementwise):
    def __init__(self, n):
        super().__init__(scale=torch.ones(n), shift=torch.zeros(n))
        self.n_features = n

    def forward(self, x):
        if x.shape[-1] != self.n_features:
            raise ValueError(f"expected {self.n_features} features, got {x.shape[-1]}")
        y = x.clone()
        y *= self.scale
        y += self.shift
        return y


# %% right: F.batch_norm with mean 0 and variance 1 does the arithmetic
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(n))
        self.bias = nn.Parameter(torch.zeros(n))
        self.register_buffer("zero", torch.zeros(n))
        self.register_buffer("one", torch.ones(n))

    def forward(self, x):
        return F.batch_norm(x, self.zero, self.one, self.weight, self.bias, training=False, eps=0.0)


# %% right: borrows the two Parameters of a LayerNorm
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.holder = nn.LayerNorm(n)  # starts at ones and zeros

    def forward(self, x):
        return x * self.holder.weight + self.holder.bias


# %% right: keeps its last output for logging, detached
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(data=torch.ones(n), requires_grad=True)
        self.shift = nn.Parameter(data=torch.zeros_like(self.scale))
        self.history = []

    def forward(self, x):
        y = x * self.scale + self.shift
        self.history.append(y.detach().mean().item())
        self.last = y.detach()
        return y


# %% right: an autograd Function of its own
class Affine(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale, shift):
        ctx.save_for_backward(x, scale)
        return x * scale + shift

    @staticmethod
    def backward(ctx, g):
        x, scale = ctx.saved_tensors
        return g * scale, (g * x).sum(0), g.sum(0)


class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return Affine.apply(x, self.scale, self.shift)
