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


# %% wrong G24: the scale is detached, learning happens only where gradients flow
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale.detach() + self.shift


# %% wrong R11: the scale is frozen where it is made
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n), requires_grad=False)
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x * self.scale + self.shift
