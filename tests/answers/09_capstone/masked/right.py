# %% right: a buffer
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)

    def forward(self, weight):
        return weight * self.mask


# %% right: a boolean buffer, torch.where
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask.bool())

    def forward(self, weight):
        return torch.where(self.mask, weight, torch.zeros_like(weight))


# %% right: a frozen Parameter
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.mask = nn.Parameter(mask.float(), requires_grad=False)

    def forward(self, weight):
        return weight * self.mask


# %% right: masked_fill
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("off", mask == 0)

    def forward(self, weight):
        return weight.masked_fill(self.off, 0.0)


# %% right: a clone as a buffer, its type that of the weight
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask.clone())

    def forward(self, weight):
        return weight * self.mask.to(weight.dtype)


# %% right: nn.Buffer
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.mask = nn.Buffer(mask)

    def forward(self, weight):
        return weight * self.mask


# %% right: torch.mul, integers
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("keep", mask.int())

    def forward(self, weight):
        return torch.mul(weight, self.keep)


# %% right: where(~off) with a name of its own
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("kept_places", mask.to(torch.uint8))

    def forward(self, weight):
        return weight.where(self.kept_places.bool(), torch.tensor(0.0, dtype=weight.dtype))
