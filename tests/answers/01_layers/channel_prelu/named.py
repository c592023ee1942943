# %% wrong R03: the slopes are made at the first call
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.channels, self.start = channels, start

    def forward(self, x):
        if not hasattr(self, "slope"):
            self.slope = nn.Parameter(torch.full((self.channels,), self.start))
        return F.prelu(x, self.slope)


# %% wrong R02: new slopes are assigned to self at every call
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))
        self.start = start

    def forward(self, x):
        self.slope = nn.Parameter(torch.full((x.shape[1],), self.start))
        return F.prelu(x, self.slope)


# %% wrong R18: the Parameter is made in forward
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.channels = channels
        self.start = start

    def forward(self, x):
        slope = nn.Parameter(torch.full((self.channels,), self.start))
        return F.prelu(x, slope)


# %% wrong R18: a method returns a fresh Parameter at each call
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.channels, self.start = channels, start

    def forward(self, x):
        return F.prelu(x, self.slope())

    def slope(self):
        return nn.Parameter(torch.ones(self.channels) * self.start)


# %% wrong R25: the slopes are set to the start again in forward
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))
        self.start = start

    def forward(self, x):
        nn.init.constant_(self.slope, self.start)
        return F.prelu(x, self.slope)


# %% wrong R25: kept at the start through .data in forward
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))
        self.start = start

    def forward(self, x):
        self.slope.data.fill_(self.start)
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong R07: a tensor with requires_grad=True
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = torch.full((channels,), start, requires_grad=True)

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong R07: requires_grad_() on a tensor
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.a = (torch.ones(channels) * start).requires_grad_()

    def forward(self, x):
        return F.prelu(x, self.a)


# %% wrong R08: an ordinary tensor
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = torch.full((channels,), start)

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong R08: an ordinary tensor for F.prelu
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.w = start * torch.ones(channels)

    def forward(self, x):
        return F.prelu(x, self.w)


# %% wrong R09: the Parameter times start
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.ones(channels)) * start

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong R09: start added to a Parameter of zeros
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = start + nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        return F.prelu(x, self.slope)


# %% wrong R09: reshaped outside nn.Parameter
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start)).view(1, channels, 1, 1)

    def forward(self, x):
        slope = self.slope if x.dim() == 4 else self.slope.view(1, -1)
        return torch.where(x >= 0, x, slope * x)


# %% wrong R09: one scalar Parameter, expanded outside nn.Parameter
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.tensor(start)).expand(channels)

    def forward(self, x):
        return F.prelu(x, self.slope)


# %% wrong R10: the slopes are a buffer
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.register_buffer("slope", torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong R11: requires_grad=False
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start), requires_grad=False)

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong R06: scalar Parameters in a plain list
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slopes = [nn.Parameter(torch.tensor(start)) for _ in range(channels)]

    def forward(self, x):
        return F.prelu(x, torch.stack(self.slopes))


# %% wrong R06: scalar Parameters in a plain dict
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slopes = {c: nn.Parameter(torch.tensor(start)) for c in range(channels)}

    def forward(self, x):
        y = x.clone()
        for c, slope in self.slopes.items():
            y[:, c] = torch.where(x[:, c] < 0, slope * x[:, c], x[:, c])
        return y


# %% wrong R04: a helper Module for each channel, in a plain list
class OneSlope(nn.Module):
    def __init__(self, start):
        super().__init__()
        self.a = nn.Parameter(torch.tensor(start))

    def forward(self, x):
        return torch.where(x >= 0, x, self.a * x)


class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.each = [OneSlope(start) for _ in range(channels)]

    def forward(self, x):
        return torch.stack([slope(x[:, c]) for c, slope in enumerate(self.each)], dim=1)


# %% wrong R20: [parameter] * channels, one slope many times
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slopes = nn.ParameterList([nn.Parameter(torch.tensor(start))] * channels)

    def forward(self, x):
        return F.prelu(x, torch.stack(list(self.slopes)))


# %% wrong R23: the loop assigns every slope to the same attribute
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        for _ in range(channels):
            self.slope = nn.Parameter(torch.tensor(start))

    def forward(self, x):
        return torch.where(x >= 0, x, self.slope * x)


# %% wrong R12: the slopes are global
SLOPES = nn.Parameter(torch.full((1000,), 0.25))


class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.channels = channels
        SLOPES.data.fill_(start)

    def forward(self, x):
        return F.prelu(x, SLOPES[: self.channels])


# %% wrong R12: the slopes live in the closure of a lambda
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        slope = nn.Parameter(torch.full((channels,), start))
        self.bend = lambda x: F.prelu(x, slope)

    def forward(self, x):
        return self.bend(x)


# %% wrong R13: super().__init__() forgotten
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong R14: super().__init__() forgotten, a plain tensor assigned
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        self.slope = torch.full((channels,), start)

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong R15: super().__init__() again at the end
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))
        super().__init__()

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong R16: the constructor assigns to the class
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        ChannelPReLU.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong R19: registered, but F.leaky_relu with the number start is used
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))
        self.start = start

    def forward(self, x):
        return F.leaky_relu(x, self.start)


# %% wrong R19: registered, but a fresh tensor of the start is used
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))
        self.start = start

    def forward(self, x):
        return F.prelu(x, torch.full((x.shape[1],), self.start, dtype=x.dtype))


# %% wrong R22: the slopes are a local variable
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return F.prelu(x, self.slope)


# %% wrong R26: _init_ with single underscores
class ChannelPReLU(nn.Module):
    def _init_(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong G24: the slopes are used through .data
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return F.prelu(x, self.slope.data)


# %% wrong G24: the slopes are detached
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.detach().view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong G24: no gradient through .item()
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return torch.stack([F.leaky_relu(x[:, c], self.slope[c].item()) for c in range(x.shape[1])], dim=1)


# %% wrong G01/G02/G04/G05/G22: no gradient through float(), which F.leaky_relu wants
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        y = x.clone()
        for c, slope in enumerate(self.slope):
            y[:, c] = F.leaky_relu(x[:, c], float(slope))
        return y


# %% wrong G01/G02/G04/G05/G22: no gradient through tolist()
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slopes = self.slope.tolist()
        return torch.stack([torch.where(h < 0, a * h, h) for a, h in zip(slopes, x.unbind(1))], dim=1)


# %% wrong G22: no gradient through torch.tensor()
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = torch.tensor(self.slope.tolist()).to(x.dtype)
        return F.prelu(x, slope)


# %% wrong G05: the negative side is computed under no_grad
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        with torch.no_grad():
            negative = slope * x
        return torch.where(x >= 0, x, negative)


# %% wrong G06: @torch.no_grad() left on forward
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    @torch.no_grad()
    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong G11: reshaped inside a new nn.Parameter in forward
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = nn.Parameter(self.slope.view(1, -1, *[1] * (x.dim() - 2)))
        return torch.where(x >= 0, x, slope * x)


# %% wrong G10: assigns into its input after the slope has used it
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        negative = slope * x
        y = x
        y[x < 0] = negative[x < 0]
        return y


# %% wrong G10: relu_ on the input after the slope has used it
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        negative = slope * x
        negative = torch.where(x < 0, negative, torch.zeros_like(x))
        return x.relu_() + negative
