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


# %% wrong R07: both are tensors with requires_grad=True
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = torch.ones(n, requires_grad=True)
        self.shift = torch.zeros(n, requires_grad=True)

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R07: only the shift is a plain tensor, requires_grad_() at the end
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = torch.zeros(n).requires_grad_()

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R07: only the scale, requires_grad set afterwards
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.a = torch.ones(1, n)
        self.a.requires_grad = True
        self.b = nn.Parameter(torch.zeros(1, n))

    def forward(self, x):
        return self.a * x + self.b


# %% wrong R08: both are ordinary tensors
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = torch.ones(n)
        self.shift = torch.zeros(n)

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R08: the shift is an ordinary tensor
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = torch.zeros(n)

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R08: nn.Parameter made, but its .data assigned
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.w = nn.Parameter(torch.ones(n)).data
        self.b = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.w + self.b


# %% wrong R09: zeros made into ones outside nn.Parameter
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.zeros(n)) + 1
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R09: reshaped to (1, n) outside nn.Parameter
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n)).view(1, n)
        self.shift = nn.Parameter(torch.zeros(n)).view(1, n)

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R09: the shift, zeroed by a product
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = 0 * nn.Parameter(torch.ones(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R09: dtype changed outside nn.Parameter, there and back
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n)).to(torch.float64).to(torch.float32)
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R09: clone() of a Parameter
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        start = nn.Parameter(torch.ones(n))
        self.scale = start.clone()
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R10: both are buffers
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.register_buffer("scale", torch.ones(n))
        self.register_buffer("shift", torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R10: the shift is a buffer
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.register_buffer("shift", torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R11: both with requires_grad=False
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n), requires_grad=False)
        self.shift = nn.Parameter(torch.zeros(n), requires_grad=False)

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R11: the scale is frozen at the end of the constructor
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))
        self.scale.requires_grad_(False)

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R06: Parameters in a plain list
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.p = [nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))]

    def forward(self, x):
        return x * self.p[0] + self.p[1]


# %% wrong R06: Parameters in a tuple
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.pair = nn.Parameter(torch.ones(n)), nn.Parameter(torch.zeros(n))

    def forward(self, x):
        scale, shift = self.pair
        return x * scale + shift


# %% wrong R06: Parameters in a plain dict
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.p = {"scale": nn.Parameter(torch.ones(n)), "shift": nn.Parameter(torch.zeros(n))}

    def forward(self, x):
        return x * self.p["scale"] + self.p["shift"]


# %% wrong R02: new Parameters are assigned to self at every call
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        self.scale = nn.Parameter(torch.ones(self.n))
        self.shift = nn.Parameter(torch.zeros(self.n))
        return x * self.scale + self.shift


# %% wrong R03: Parameters made at the first call
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.ready = False

    def forward(self, x):
        if not self.ready:
            self.scale = nn.Parameter(torch.ones(self.n))
            self.shift = nn.Parameter(torch.zeros(self.n))
            self.ready = True
        return x * self.scale + self.shift


# %% wrong R12: the Parameters are global
SCALE = nn.Parameter(torch.ones(1000))
SHIFT = nn.Parameter(torch.zeros(1000))


class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.n = n

    def forward(self, x):
        return x * SCALE[: self.n] + SHIFT[: self.n]


# %% wrong R12: the Parameters live in the closure of a lambda
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        scale = nn.Parameter(torch.ones(n))
        shift = nn.Parameter(torch.zeros(n))
        self.compute = lambda x: x * scale + shift

    def forward(self, x):
        return self.compute(x)


# %% wrong R13: super().__init__() forgotten
class ScaleShift(nn.Module):
    def __init__(self, n):
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R13: super().__init__() after the Parameters
class ScaleShift(nn.Module):
    def __init__(self, n):
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))
        super().__init__()

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R14: super().__init__() forgotten, only plain tensors assigned
class ScaleShift(nn.Module):
    def __init__(self, n):
        self.scale = torch.ones(n)
        self.shift = torch.zeros(n)

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R15: super().__init__() again after the Parameters
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))
        super().__init__()

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R16: Parameters as class attributes
class ScaleShift(nn.Module):
    scale = nn.Parameter(torch.ones(1000))
    shift = nn.Parameter(torch.zeros(1000))

    def __init__(self, n):
        super().__init__()
        self.n = n

    def forward(self, x):
        return x * self.scale[: self.n] + self.shift[: self.n]


# %% wrong R16: the constructor assigns to the class
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        ScaleShift.scale = nn.Parameter(torch.ones(n))
        ScaleShift.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R18: both Parameters are made in forward
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.n = n

    def forward(self, x):
        scale = nn.Parameter(torch.ones(self.n))
        shift = nn.Parameter(torch.zeros(self.n))
        return x * scale + shift


# %% wrong R18: the shift is made in forward
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))

    def forward(self, x):
        shift = nn.Parameter(torch.zeros(x.shape[1]))
        return x * self.scale + shift


# %% wrong R18: a property builds the scale at each access
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.shift = nn.Parameter(torch.zeros(n))

    @property
    def scale(self):
        return nn.Parameter(torch.ones(self.n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R25: nn.init in forward
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        nn.init.ones_(self.scale)
        nn.init.zeros_(self.shift)
        return x * self.scale + self.shift


# %% wrong R25: reset through .data in forward, the shift only
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        self.shift.data = torch.zeros_like(self.shift.data)
        return x * self.scale + self.shift


# %% wrong R25: fill_ under no_grad in forward
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        with torch.no_grad():
            self.scale.fill_(1.0)
            self.shift.fill_(0.0)
        return x * self.scale + self.shift


# %% wrong R19: the shift is registered and never added
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale


# %% wrong R19: the scale is registered and never used
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x + self.shift


# %% wrong R19: fresh ones are used in place of the registered scale
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * torch.ones_like(x) + self.shift


# %% wrong R21: the Parameters sit in a plain helper object
class Numbers:
    def __init__(self, n):
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))


class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.numbers = Numbers(n)

    def forward(self, x):
        return x * self.numbers.scale + self.numbers.shift


# %% wrong R22: shift is a local variable
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong R22: self. forgotten everywhere, both are local variables (NameError)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        scale = nn.Parameter(torch.ones(n))
        shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * scale + shift


# %% wrong R23: both assigned to the same name
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.p = nn.Parameter(torch.ones(n))
        self.p = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.p + self.p


# %% wrong R23: a loop that assigns both to the same attribute
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        for start in (torch.ones(n), torch.zeros(n)):
            self.parameter = nn.Parameter(start)

    def forward(self, x):
        return x * self.parameter + self.parameter


# %% wrong R26: _init_ with single underscores
class ScaleShift(nn.Module):
    def _init_(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong G24: the scale is used through .data
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale.data + self.shift


# %% wrong G24: both used through .data
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale.data + self.shift.data


# %% wrong G24: the shift is detached
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        shift = self.shift.detach()
        return x * self.scale + shift


# %% wrong G05: the arithmetic runs under no_grad
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        with torch.no_grad():
            y = x * self.scale
        return y + self.shift


# %% wrong G06: @torch.no_grad() left on forward
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    @torch.no_grad()
    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong G11: the Parameters are wrapped again in forward
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        scale = nn.Parameter(self.scale.view(1, -1))
        shift = nn.Parameter(self.shift.view(1, -1))
        return x * scale + shift


# %% wrong G02: the result is returned through .data
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        y = x * self.scale + self.shift
        return y.data


# %% wrong passes-on: the input is detached, so nothing before the layer learns
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        x = x.detach()
        return x * self.scale + self.shift


# %% wrong G04: the arithmetic is done in NumPy
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        y = x.detach().numpy() * self.scale.detach().numpy() + self.shift.detach().numpy()
        return torch.from_numpy(y)


# %% wrong G22: torch.tensor() around the result drops the history
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return torch.tensor(x * self.scale + self.shift)


# %% wrong start: the start of the scale is zero
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.zeros(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong start: the start of the scale is random
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.randn(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong start: the start of the shift is random
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.rand(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong start: the start of the shift is one
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.ones(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong start: ones and zeros the wrong way round
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.zeros(n))
        self.shift = nn.Parameter(torch.ones(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong start: n is taken for the value, torch.full((n,), n)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.full((n,), float(n)))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong parameter-count: one scale for all features
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong parameter-count: one scalar scale and one scalar shift
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(1.0))
        self.shift = nn.Parameter(torch.tensor(0.0))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong parameter-count: one shift for all features
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong start: scale and shift swapped in forward
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.shift + self.scale


# %% wrong value: the shift is added before scaling
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return (x + self.shift) * self.scale


# %% wrong value: the shift is subtracted
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale - self.shift


# %% wrong value: divided by the scale instead of multiplied
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x / self.scale + self.shift


# %% wrong value: precedence, x times the sum of both
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * (self.scale + self.shift)


# %% wrong parameter-count: one Parameter does both jobs
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.p = nn.Parameter(torch.ones(n))

    def forward(self, x):
        return x * self.p + (self.p - 1)


# %% wrong start: both Parameters wrap the same memory, nn.Parameter does not copy
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        start = torch.ones(n)
        self.scale = nn.Parameter(start)
        self.shift = nn.Parameter(start.zero_())

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong parameter-count: a square nn.Linear, which mixes the features
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.linear = nn.Linear(n, n)

    def forward(self, x):
        return self.linear(x)


# %% wrong parameter-count: a square nn.Linear started at the identity, n * n numbers learn
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.linear = nn.Linear(n, n)
        nn.init.eye_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)

    def forward(self, x):
        return self.linear(x)


# %% wrong parameter-count: matrix product instead of the product element by element
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n, n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x @ self.scale + self.shift


# %% wrong start: nn.BatchNorm1d, which normalises first
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.norm = nn.BatchNorm1d(n)

    def forward(self, x):
        return self.norm(x)


# %% wrong start: nn.LayerNorm, which normalises first
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.norm = nn.LayerNorm(n)

    def forward(self, x):
        return self.norm(x)


# %% wrong start: a ReLU nobody asked for
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return torch.relu(x * self.scale + self.shift)


# %% wrong shape: summed over the features, wrong shape
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return (x * self.scale + self.shift).sum(dim=1)


# %% wrong RuntimeError: the scale as a column, which goes along the batch (RuntimeError unless batch == n)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n, 1))
        self.shift = nn.Parameter(torch.zeros(n, 1))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong RuntimeError: n ignored, a hundred features written down (RuntimeError)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(100))
        self.shift = nn.Parameter(torch.zeros(100))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong parameter-count: a third Parameter nobody asked for
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))
        self.power = nn.Parameter(torch.ones(n))

    def forward(self, x):
        return x * self.scale * self.power + self.shift


# %% wrong value: changes its input in place
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        x *= self.scale
        x += self.shift
        return x


# %% wrong G10: copies the scaled values into its input
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        y = x * self.scale
        x.copy_(y.detach())
        return y + self.shift


# %% wrong dtype: a fixed dtype inside, so .to(float64) gives float32
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x.float() * self.scale.float() + self.shift.float()


# %% wrong RuntimeError: made of whole numbers (RuntimeError)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor([1] * n))
        self.shift = nn.Parameter(torch.tensor([0] * n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong TypeError: nn.parameter in lower case (TypeError)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.parameter(torch.ones(n))
        self.shift = nn.parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong AttributeError: nn.Parameter of a list (AttributeError)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter([1.0] * n)
        self.shift = nn.Parameter([0.0] * n)

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong TypeError: register_parameter given a plain tensor (TypeError)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.register_parameter("scale", torch.ones(n))
        self.register_parameter("shift", torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong TypeError: the Parameter is replaced by a tensor later (TypeError)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        self.scale = self.scale * 1.0
        return x * self.scale + self.shift


# %% wrong TypeError: the Parameter is called like a layer (TypeError)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return self.scale(x) + self.shift


# %% wrong TypeError: self forgotten in the constructor (TypeError)
class ScaleShift(nn.Module):
    def __init__(n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong TypeError: constructor without n (TypeError)
class ScaleShift(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(4))
        self.shift = nn.Parameter(torch.zeros(4))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong NotImplementedError: forward is called __forward__ (NotImplementedError)
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def __forward__(self, x):
        return x * self.scale + self.shift


# %% wrong shape: forward returns nothing
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        y = x * self.scale + self.shift


# %% wrong shape: forward prints its result
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        print(x * self.scale + self.shift)


# %% wrong shape: forward returns a tuple of all three
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift, self.scale, self.shift


# %% wrong kind: a function instead of a class
def ScaleShift(n):
    scale = nn.Parameter(torch.ones(n))
    shift = nn.Parameter(torch.zeros(n))
    return lambda x: x * scale + shift


# %% wrong kind: does not inherit from nn.Module
class ScaleShift:
    def __init__(self, n):
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def __call__(self, x):
        return x * self.scale + self.shift

    def parameters(self):
        return [self.scale, self.shift]


# %% wrong kind: an instance instead of the class
class Layer(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


ScaleShift = Layer(4)


# %% wrong exists: class under another name
class Scale_Shift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift


# %% wrong NotImplementedError: the learner's own NotImplementedError
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        raise NotImplementedError("todo")


# %% wrong exists: a typing error, the cell defines nothing (IndentationError)
class ScaleShift(nn.Module):
    def __init__(self, n):
    super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift
