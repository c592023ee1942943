# %% wrong R09: Parameter divided after it was made
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in)) / math.sqrt(n_in)
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R09: the factor in front of nn.Parameter
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.w = n_in**-0.5 * nn.Parameter(torch.randn(n_in, n_out))
        self.b = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return x @ self.w + self.b


# %% wrong R09: nn.Parameter(...).div(...)
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in)).div(math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return x @ self.weight.T + self.bias


# %% wrong R09: scaled right, then transposed outside nn.Parameter
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in)).t()
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return x @ self.weight + self.bias


# %% wrong R09: dtype changed outside nn.Parameter, there and back
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in)).double().float()
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R09: a local Parameter, its quotient assigned
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        w = nn.Parameter(torch.randn(n_in, n_out))
        w = w / math.sqrt(n_in)
        self.w = w
        self.b = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return torch.matmul(x, self.w) + self.b


# %% wrong R09: the bias, zeroed by a product
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.ones(n_out)) * 0

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R07: requires_grad_() instead of nn.Parameter
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = (torch.randn(n_out, n_in) / math.sqrt(n_in)).requires_grad_()
        self.bias = torch.zeros(n_out, requires_grad=True)

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R07: only the bias is a plain tensor with requires_grad=True
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_in, n_out) / math.sqrt(n_in))
        self.bias = torch.zeros(n_out, requires_grad=True)

    def forward(self, x):
        return x @ self.weight + self.bias


# %% wrong R08: the weight is an ordinary tensor
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = torch.randn(n_out, n_in) / math.sqrt(n_in)
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R08: the bias is an ordinary tensor
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = torch.zeros(n_out)

    def forward(self, x):
        return x @ self.weight.t() + self.bias


# %% wrong R06: Parameters in a plain list
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.params = [nn.Parameter(torch.randn(n_in, n_out) / math.sqrt(n_in)), nn.Parameter(torch.zeros(n_out))]

    def forward(self, x):
        w, b = self.params
        return x @ w + b


# %% wrong R06: Parameters in a plain dict
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.params = {
            "weight": nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in)),
            "bias": nn.Parameter(torch.zeros(n_out)),
        }

    def forward(self, x):
        return F.linear(x, self.params["weight"], self.params["bias"])


# %% wrong R04: an initialised nn.Linear in a list
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        linear = nn.Linear(n_in, n_out)
        nn.init.normal_(linear.weight, std=1 / math.sqrt(n_in))
        nn.init.zeros_(linear.bias)
        self.layers = [linear]

    def forward(self, x):
        return self.layers[0](x)


# %% wrong R10: the weight is a buffer
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.register_buffer("weight", torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R10: the bias is a buffer
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.w = nn.Parameter(torch.randn(n_in, n_out) / math.sqrt(n_in))
        self.register_buffer("b", torch.zeros(n_out))

    def forward(self, x):
        return x @ self.w + self.b


# %% wrong R11: the weight has requires_grad=False
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in), requires_grad=False)
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R11: gradient switched off for the scaling and never on again
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out)
        for p in self.linear.parameters():
            p.requires_grad = False
        self.linear.weight.normal_(0, 1 / math.sqrt(n_in))
        self.linear.bias.zero_()

    def forward(self, x):
        return self.linear(x)


# %% wrong R01: nn.Linear made and initialised in forward
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.n_in, self.n_out = n_in, n_out

    def forward(self, x):
        linear = nn.Linear(self.n_in, self.n_out)
        nn.init.normal_(linear.weight, std=1 / math.sqrt(self.n_in))
        nn.init.zeros_(linear.bias)
        return linear(x)


# %% wrong R12: weight and bias are global
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        global weight, bias
        weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, weight, bias)


# %% wrong R13: super().__init__() forgotten
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R14: super().__init__() forgotten, only plain tensors assigned
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        self.weight = torch.randn(n_out, n_in) / math.sqrt(n_in)
        self.bias = torch.zeros(n_out)

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R15: super().__init__() again after the Parameters
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))
        super().__init__()

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R02: a new Parameter is assigned to self.weight at every call
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.n_in, self.n_out = n_in, n_out
        self.weight = nn.Parameter(torch.zeros(n_out, n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        self.weight = nn.Parameter(torch.randn(self.n_out, self.n_in) / math.sqrt(self.n_in))
        return F.linear(x, self.weight, self.bias)


# %% wrong R03: Parameters made at the first call
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.n_in, self.n_out = n_in, n_out

    def forward(self, x):
        if not hasattr(self, "weight"):
            self.weight = nn.Parameter(torch.randn(self.n_out, self.n_in) / math.sqrt(self.n_in))
            self.bias = nn.Parameter(torch.zeros(self.n_out))
        return F.linear(x, self.weight, self.bias)


# %% wrong R17: the weight is drawn inside forward
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.n_in, self.n_out = n_in, n_out
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return x @ (torch.randn(self.n_in, self.n_out) / math.sqrt(self.n_in)) + self.bias


# %% wrong R18: Parameters made inside forward
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.n_in, self.n_out = n_in, n_out

    def forward(self, x):
        weight = nn.Parameter(torch.randn(self.n_out, self.n_in) / math.sqrt(self.n_in))
        bias = nn.Parameter(torch.zeros(self.n_out))
        return F.linear(x, weight, bias)


# %% wrong R18: only the weight is made inside forward
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.shape = (n_in, n_out)
        self.b = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        w = nn.Parameter(torch.randn(*self.shape) / math.sqrt(self.shape[0]))
        return x @ w + self.b


# %% wrong R19: the bias is registered and never added
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, self.weight)


# %% wrong R21: the Parameters sit in a plain helper object
class Store:
    def __init__(self, n_in, n_out):
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))


class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.store = Store(n_in, n_out)

    def forward(self, x):
        return F.linear(x, self.store.weight, self.store.bias)


# %% wrong R22: weight is a local variable
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R18: a property draws a new Parameter at each access
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.n_in, self.n_out = n_in, n_out
        self.bias = nn.Parameter(torch.zeros(n_out))

    @property
    def weight(self):
        return nn.Parameter(torch.randn(self.n_out, self.n_in) / math.sqrt(self.n_in))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong R25: initialised inside forward
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.n_in = n_in
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        nn.init.normal_(self.weight, std=1 / math.sqrt(self.n_in))
        return F.linear(x, self.weight, self.bias)


# %% wrong R25: .data overwritten with new random numbers in forward
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.layer = nn.Linear(n_in, n_out)
        nn.init.normal_(self.layer.weight, std=n_in**-0.5)
        nn.init.zeros_(self.layer.bias)

    def forward(self, x):
        w = self.layer.weight
        w.data = torch.randn_like(w) / math.sqrt(w.shape[1])
        return self.layer(x)


# %% wrong R25: the weight is divided again, in place, at every call
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.n_in = n_in
        self.weight = nn.Parameter(torch.randn(n_out, n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        with torch.no_grad():
            self.weight /= math.sqrt(self.n_in)
        return F.linear(x, self.weight, self.bias)


# %% wrong R26: _init_ with single underscores
class ScaledLinear(nn.Module):
    def _init_(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


# %% wrong G24: weight used through .data
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        return F.linear(x, self.weight.data, self.bias)


# %% wrong G24: weight detached before the product
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.W = nn.Parameter(torch.randn(n_in, n_out) / math.sqrt(n_in))
        self.b = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        w = self.W.detach()
        return x @ w + self.b


# %% wrong G05: the product runs under no_grad
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.W = nn.Parameter(torch.randn(n_in, n_out) / math.sqrt(n_in))
        self.b = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        with torch.no_grad():
            y = x @ self.W
        return y + self.b


# %% wrong G11: the scaled weight is wrapped in a new Parameter at each call
class ScaledLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def forward(self, x):
        weight = nn.Parameter(self.weight * 1.0)
        return F.linear(x, weight, self.bias)
