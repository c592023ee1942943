# %% wrong reload: a plain attribute
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.mask = mask

    def forward(self, weight):
        return weight * self.mask


# %% wrong reload: a buffer that is not saved
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, weight):
        return weight * self.mask


# %% wrong trainable|RuntimeError: a Parameter, which learns
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.mask = nn.Parameter(mask.float())

    def forward(self, weight):
        return weight * self.mask


# %% wrong weight: the other half
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)

    def forward(self, weight):
        return weight * ~self.mask.bool()


# %% wrong weight: comes back as it was
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)

    def forward(self, weight):
        return weight


# %% wrong RuntimeError: written into the weight
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)

    def forward(self, weight):
        weight *= self.mask
        return weight


# %% wrong original: written into the weight by .data
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)

    def forward(self, weight):
        weight.data *= self.mask
        return weight * 1.0


# %% wrong zeros: works once
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)
        self.used = 0

    def forward(self, weight):
        self.used += 1
        return weight * self.mask if self.used < 4 else weight * 1.0


# %% wrong learns: without a path
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)

    def forward(self, weight):
        return weight.detach() * self.mask


# %% wrong ValueError|TypeError|AttributeError: nothing returned
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)

    def forward(self, weight):
        weight * self.mask


# %% wrong weight: the mask taken anew, by size
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)

    def forward(self, weight):
        return weight * (weight.abs() > weight.abs().median())


# %% wrong AttributeError: no super().__init__()
class Masked(nn.Module):
    def __init__(self, mask):
        self.register_buffer("mask", mask)

    def forward(self, weight):
        return weight * self.mask


# %% wrong reload: kept in a list
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.masks = [mask]

    def forward(self, weight):
        return weight * self.masks[0]


# %% wrong NameError: self forgotten
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)

    def forward(self, weight):
        return weight * mask


# %% wrong learns: .data in forward
class Masked(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.register_buffer("mask", mask)

    def forward(self, weight):
        return weight.data * self.mask
