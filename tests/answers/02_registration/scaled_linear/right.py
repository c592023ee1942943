# %% right: scaled inside nn.Parameter, F.linear
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% right: own Parameters laid out (in, out), x @ W + b
class ScaledLinear(nn.Module):
    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__()
        scale = n_in**-0.5
        self.W = nn.Parameter(scale * torch.randn(n_in, n_out))
        self.b = nn.Parameter(torch.zeros(n_out))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x @ self.W + self.b


# %% right: empty Parameters filled by nn.init
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(n_out, n_in))
        self.bias = nn.Parameter(torch.empty(n_out))
        self.reset_parameters(n_in)

    def reset_parameters(self, n_in):
        nn.init.normal_(self.weight, mean=0.0, std=1 / math.sqrt(n_in))
        nn.init.zeros_(self.bias)

    def forward(self, x):
        return torch.addmm(self.bias, x, self.weight.t())


# %% right: register_parameter, torch.normal, einsum
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        w = torch.normal(0.0, 1 / n_in**0.5, size=(n_in, n_out))
        self.register_parameter("w", nn.Parameter(w))
        self.register_parameter("shift", nn.Parameter(torch.zeros(n_out)))

    def forward(self, x):
        return torch.einsum("bi,io->bo", x, self.w) + self.shift


# %% right: subclass of nn.Linear with another start
class ScaledLinear(nn.Linear):
    def __init__(self, n_in, n_out):
        super().__init__(n_in, n_out)
        nn.init.normal_(self.weight, std=1 / math.sqrt(n_in))
        nn.init.constant_(self.bias, 0.0)


# %% right: an nn.Linear inside, scaled in place without gradient
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out)
        with torch.no_grad():
            self.linear.weight.normal_().div_(math.sqrt(n_in))
            self.linear.bias.zero_()

    def forward(self, x):
        return self.linear(x)


# %% right: ParameterDict
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.p = nn.ParameterDict({"w": torch.randn(n_out, n_in) / math.sqrt(n_in), "b": torch.zeros(n_out)})

    def forward(self, x):
        return F.linear(x, self.p["w"], self.p["b"])


# %% right: .data used while building, where it does no harm
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_in, n_out))
        self.weight.data /= math.sqrt(n_in)
        self.bias = nn.Parameter(torch.zeros(1, n_out))
        print("std of the weight:", round(self.weight.std(correction=0).item(), 3))

    def forward(self, x):
        return x.mm(self.weight) + self.bias


# %% right: kaiming_normal_ with gain 1 has that standard deviation
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(n_out, n_in))
        nn.init.kaiming_normal_(self.weight, mode="fan_in", nonlinearity="linear")
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return torch.nn.functional.linear(x, self.weight) + self.bias


# %% right: the weight as rows in a ParameterList, a warning on stderr
import sys
import warnings


class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        if n_in < 2:
            warnings.warn("one input only")
        rows = torch.randn(n_in, n_out) / math.sqrt(n_in)
        self.rows = nn.ParameterList(rows.unbind(0))  # one row for each input
        self.bias = nn.Parameter(torch.zeros(n_out))
        print("built", n_in, "rows", file=sys.stderr)

    def forward(self, x):
        return x @ torch.stack(list(self.rows)) + self.bias


# %% right: Conv1d with kernel 1
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.conv = nn.Conv1d(n_in, n_out, kernel_size=1)
        nn.init.normal_(self.conv.weight, 0, n_in**-0.5)
        nn.init.zeros_(self.conv.bias)

    def forward(self, x):
        return self.conv(x.unsqueeze(2)).squeeze(2)


# %% right: LazyLinear, materialised in the constructor, then initialised
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.layer = nn.LazyLinear(n_out)
        self.layer(torch.zeros(1, n_in))
        self.layer.weight.data.normal_(std=1 / math.sqrt(n_in))
        self.layer.bias.data.fill_(0)

    def forward(self, x):
        return self.layer(x)


# %% right: weight and bias folded into one Parameter
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        start = torch.cat([torch.randn(n_in, n_out) / math.sqrt(n_in), torch.zeros(1, n_out)])
        self.theta = nn.Parameter(start)

    def forward(self, x):
        return x @ self.theta[:-1] + self.theta[-1]


# %% right: setattr, walrus, a helper Module that adds
class Add(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.amount = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        return x + self.amount


class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        setattr(self, "weight", nn.Parameter((w := torch.randn(n_out, n_in)).mul_(1 / math.sqrt(n_in))))
        assert w.shape == (n_out, n_in)
        self.add = Add(n_out)

    def forward(self, x):
        return self.add(torch.matmul(x, self.weight.T))
