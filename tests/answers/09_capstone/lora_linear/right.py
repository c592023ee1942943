# %% right: the layer inside, A and B as Parameters
class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha):
        super().__init__()
        self.base = base.requires_grad_(False)
        self.scale = alpha / r
        self.A = nn.Parameter(torch.randn(r, base.in_features) / base.in_features**0.5)
        self.B = nn.Parameter(torch.zeros(base.out_features, r))

    def forward(self, x):
        return self.base(x) + self.scale * x @ self.A.T @ self.B.T

    def merge(self):
        merged = copy.deepcopy(self.base)
        with torch.no_grad():
            merged.weight += self.scale * self.B @ self.A
        return merged


# %% right: two Linear layers without bias
class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha):
        super().__init__()
        self.base = base
        for p in base.parameters():
            p.requires_grad = False
        self.down = nn.Linear(base.in_features, r, bias=False)
        self.up = nn.Linear(r, base.out_features, bias=False)
        nn.init.zeros_(self.up.weight)
        self.alpha, self.r = alpha, r

    def forward(self, x):
        return self.base(x) + self.up(self.down(x)) * (self.alpha / self.r)

    @torch.no_grad()
    def merge(self):
        old = self.base
        merged = nn.Linear(old.in_features, old.out_features, bias=old.bias is not None)
        merged.weight.copy_(old.weight + self.alpha / self.r * (self.up.weight @ self.down.weight))
        if old.bias is not None:
            merged.bias.copy_(old.bias)
        return merged


# %% right: A and B lie the other way round
class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha):
        super().__init__()
        self.layer = base
        base.weight.requires_grad = False
        if base.bias is not None:
            base.bias.requires_grad = False
        out, inp = base.weight.shape
        self.a = nn.Parameter(torch.empty(inp, r).normal_(0, 0.1))
        self.b = nn.Parameter(torch.zeros(r, out))
        self.s = alpha / r

    def forward(self, x):
        return self.layer(x) + (x @ self.a) @ self.b * self.s

    def merge(self):
        new = nn.Linear(self.layer.in_features, self.layer.out_features, bias=self.layer.bias is not None)
        state = {k: v.clone() for k, v in self.layer.state_dict().items()}
        state["weight"] += ((self.a @ self.b).T * self.s).detach()
        new.load_state_dict(state)
        return new


# %% right: F.linear with the summed weight
class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha):
        super().__init__()
        self.base, self.r, self.alpha = base.requires_grad_(False), r, alpha
        self.A = nn.Parameter(torch.rand(r, base.in_features) - 0.5)
        self.B = nn.Parameter(torch.zeros(base.out_features, r))

    def weight(self):
        return self.base.weight + self.alpha / self.r * (self.B @ self.A)

    def forward(self, x):
        return F.linear(x, self.weight(), self.base.bias)

    def merge(self):
        merged = copy.deepcopy(self.base)
        merged.weight = nn.Parameter(self.weight().detach().clone())
        return merged


# %% right: einsum
class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha):
        super().__init__()
        self.base = base
        self.base.requires_grad_(False)
        self.factor = float(alpha) / float(r)
        self.lora_A = nn.Parameter(torch.empty(r, base.in_features))
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r))
        nn.init.kaiming_uniform_(self.lora_A, a=math.sqrt(5))

    def forward(self, x):
        return self.base(x) + self.factor * torch.einsum("...i,ri,or->...o", x, self.lora_A, self.lora_B)

    def merge(self):
        merged = copy.deepcopy(self.base)
        merged.weight.data = self.base.weight.data + self.factor * torch.einsum("ri,or->oi", self.lora_A.data, self.lora_B.data)
        return merged


# %% right: a ParameterDict
class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha):
        super().__init__()
        self.inner = nn.ModuleDict({"base": base})
        base.requires_grad_(False)
        self.low = nn.ParameterDict(
            {"A": torch.randn(r, base.in_features), "B": torch.zeros(base.out_features, r)}
        )
        self.scale = alpha / r

    def forward(self, x):
        change = F.linear(F.linear(x, self.low["A"]), self.low["B"])
        return self.inner["base"](x) + self.scale * change

    def merge(self):
        merged = copy.deepcopy(self.inner["base"])
        with torch.no_grad():
            merged.weight.add_(self.low["B"] @ self.low["A"], alpha=self.scale)
        return merged


# %% right: a subclass of nn.Linear is merged into, from a fresh layer, trainable again
class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha):
        super().__init__()
        self.base = base
        base.requires_grad_(False)
        self.register_parameter("A", nn.Parameter(0.01 * torch.randn(r, base.in_features)))
        self.register_parameter("B", nn.Parameter(base.weight.new_zeros(base.out_features, r)))
        self.register_buffer("scale", torch.tensor(alpha / r))

    def forward(self, x):
        return torch.add(self.base(x), self.scale * (x @ self.A.t() @ self.B.t()))

    def merge(self):
        merged = copy.deepcopy(self.base).requires_grad_(True)
        merged.weight = nn.Parameter(merged.weight.detach() + self.scale * (self.B @ self.A).detach())
        return merged


# %% right: zero A, random B
class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha):
        super().__init__()
        self.base = base.requires_grad_(False)
        self.scale = alpha / r
        self.A = nn.Parameter(torch.zeros(r, base.in_features))
        self.B = nn.Parameter(torch.randn(base.out_features, r))

    def forward(self, x):
        return self.base(x) + self.scale * (x @ (self.B @ self.A).T)

    def merge(self):
        merged = copy.deepcopy(self.base)
        with torch.no_grad():
            merged.weight.copy_(merged.weight + self.scale * self.B @ self.A)
        return merged
