# %% wrong passes-on: the input is detached, so nothing before the layer learns
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        x = x.detach()
        return x * self.scale + self.shift


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


# %% wrong passes-on: the input is used through .data
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x.data * self.scale + self.shift


# %% wrong parameter-count: no shift at all
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(n))

    def forward(self, x):
        return x * self.scale


# %% wrong round-trip: divided by a scale of zeros, so infinity comes out, and nan after a step
class ScaleShift(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.scale = nn.Parameter(torch.zeros(n))
        self.shift = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x / self.scale + self.shift
