# %% right: torch.where, the slope viewed to fit
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% right: F.prelu with an own Parameter
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels) * start)

    def forward(self, x):
        return F.prelu(x, self.weight)


# %% right: torch.prelu, register_parameter, type hints
class ChannelPReLU(nn.Module):
    """A PReLU with one slope per channel."""

    def __init__(self, channels: int, start: float = 0.25) -> None:
        super().__init__()
        self.register_parameter("a", nn.Parameter(torch.empty(channels).fill_(start)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.prelu(x, self.a)

    def extra_repr(self) -> str:
        return f"channels={self.a.numel()}"


# %% right: positive and negative part by clamp, two branches for the shapes
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slopes = nn.Parameter(torch.tensor([float(start)] * channels))

    def forward(self, x):
        if x.dim() == 4:
            a = self.slopes[None, :, None, None]
        else:
            a = self.slopes[None, :]
        return x.clamp(min=0) + a * x.clamp(max=0)


# %% right: relu(x) - slope * relu(-x), shape (1, channels, 1, 1), match
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((1, channels, 1, 1), float(start)))

    def forward(self, x):
        match x.dim():
            case 2:
                slope = self.slope[:, :, 0, 0]
            case 4:
                slope = self.slope
            case other:
                raise ValueError(f"2 or 4 dimensions, not {other}")
        return F.relu(x) - slope * F.relu(-x)


# %% right: absolute values instead of a case distinction, channels moved last
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(start * torch.ones(channels))

    def forward(self, x):
        h = x.movedim(1, -1)
        y = 0.5 * ((1 + self.slope) * h + (1 - self.slope) * h.abs())
        return y.movedim(-1, 1)


# %% right: a factor for each number, einsum over the channels
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.p = nn.ParameterDict({"slope": torch.full([channels], start)})

    def forward(self, x):
        negative = torch.minimum(x, torch.zeros_like(x))
        return (x - negative) + torch.einsum("bc...,c->bc...", negative, self.p["slope"])


# %% right: scalar Parameters in a ParameterList, one channel at a time
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slopes = nn.ParameterList()
        for _ in range(channels):
            self.slopes.append(nn.Parameter(torch.tensor(start, dtype=torch.get_default_dtype())))

    def forward(self, x):
        done = []
        for c, slope in enumerate(self.slopes):
            channel = x[:, c]
            done.append(torch.where(channel < 0, slope * channel, channel))
        return torch.stack(done, dim=1)


# %% right: a lookup table of two slopes for each channel
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.negative = nn.Parameter(torch.empty(channels))
        nn.init.constant_(self.negative, start)
        self.register_buffer("positive", torch.ones(channels))

    def forward(self, x):
        table = torch.stack([self.negative, self.positive])  # (2, channels)
        channel = torch.arange(x.shape[1]).reshape(1, -1, *(1 for _ in x.shape[2:])).expand_as(x)
        return x * table[(x >= 0).long(), channel]


# %% right: indexed assignment on a clone, not on the input
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.ones(channels).mul_(start))

    def forward(self, x):
        scaled = (x.transpose(1, -1) * self.slope).transpose(1, -1)
        y = x.clone()
        below = x < 0
        y[below] = scaled[below]
        return y


# %% right: setattr by name, one Parameter for each channel, a mask
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.channels = channels
        for c in range(channels):
            setattr(self, f"slope_{c}", nn.Parameter(torch.tensor([start])))

    def forward(self, x):
        slope = torch.cat([getattr(self, f"slope_{c}") for c in range(self.channels)])
        while slope.dim() < x.dim() - 1:
            slope = slope.unsqueeze(-1)
        mask = (x < 0).to(x.dtype)
        return x * (1 - mask) + x * mask * slope


# %% right: a helper Module for one channel, split and cat
class OneSlope(nn.Module):
    def __init__(self, start):
        super().__init__()
        self.a = nn.Parameter(torch.tensor(start))

    def forward(self, x):
        return F.relu(x) + self.a * (x - F.relu(x))


class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.each = nn.ModuleList([OneSlope(start) for _ in range(channels)])

    def forward(self, x):
        pieces = x.split(1, dim=1)
        return torch.cat([slope(piece) for slope, piece in zip(self.each, pieces, strict=True)], dim=1)


# %% right: maximum or minimum, whichever the slope asks for
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels, 1), start))

    def forward(self, x):
        flat = x.reshape(x.size(0), x.size(1), -1)
        line = self.slope * flat
        y = torch.where(self.slope <= 1, torch.maximum(flat, line), torch.minimum(flat, line))
        return y.view(x.shape)


# %% right: an autograd Function of its own
class Bend(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, slope):
        ctx.save_for_backward(x, slope)
        return torch.where(x >= 0, x, slope * x)

    @staticmethod
    def backward(ctx, g):
        x, slope = ctx.saved_tensors
        return torch.where(x >= 0, g, slope * g), (g * x.clamp(max=0)).sum_to_size(slope.shape)


class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        shape = (1, -1) + (1,) * (x.ndim - 2)
        return Bend.apply(x, self.slope.view(shape))


# %% right: prints, warns on stderr, keeps the share of negatives
import sys
import warnings


class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        if not 0 <= start <= 1:
            warnings.warn(f"an unusual slope: {start}")
        self.slope = nn.Parameter(torch.full((channels,), start))
        self.share = 0.0

    def forward(self, x):
        self.share = (x < 0).float().mean().item()
        print(f"{self.share:.0%} of the numbers are negative", file=sys.stderr)
        print("slopes from", self.slope.min().item(), "to", self.slope.max().item())
        factor = self.slope.expand(x.shape[:2])
        for _ in x.shape[2:]:
            factor = factor[..., None]
        return torch.where(x < 0, factor * x, x)


# %% right: x plus a correction, the slope repeated for each row
def negative_part(x):
    return (x - x.abs()) / 2


class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.zeros(channels) + start)

    def forward(self, x):
        below = negative_part(x)
        if x.ndim == 2:
            return x + (self.slope - 1) * below
        b, c, h, w = x.shape
        slope = self.slope.repeat_interleave(h * w).reshape(c, h, w)
        return x + (slope - 1) * below


# %% right: a depthwise 1x1 convolution with the slopes as its weight
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.kernel = nn.Parameter(torch.full((channels, 1, 1, 1), start))

    def forward(self, x):
        flat = x.dim() == 2
        if flat:
            x = x[..., None, None]
        y = F.relu(x) + F.conv2d(-F.relu(-x), self.kernel, groups=len(self.kernel))
        return y[..., 0, 0] if flat else y


# %% wrong parameter-count: one slope for all channels
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.tensor(start))

    def forward(self, x):
        return torch.where(x >= 0, x, self.slope * x)


# %% wrong parameter-count: one slope in a Parameter of length 1
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((1,), start))

    def forward(self, x):
        return F.prelu(x, self.slope)


# %% wrong value: as many slopes as channels, but their mean is used
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return torch.where(x >= 0, x, self.slope.mean() * x)


# %% wrong value: only the first slope is used
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return torch.where(x >= 0, x, self.slope[0] * x)


# %% wrong RuntimeError: wrong axis for images, the slope goes along the width (RuntimeError unless the sizes agree)
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return torch.where(x >= 0, x, self.slope * x)


# %% wrong RuntimeError: wrong axis for images, view(-1, 1) goes along the height
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope if x.dim() == 2 else self.slope.view(-1, 1)
        return torch.where(x >= 0, x, slope * x)


# %% wrong RuntimeError: wrong axis, the slope goes along the batch
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(-1, *[1] * (x.dim() - 1))
        return torch.where(x >= 0, x, slope * x)


# %% wrong shape: images only, (channels, 1, 1) makes a row of numbers three-dimensional
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels, 1, 1), start))

    def forward(self, x):
        return torch.where(x >= 0, x, self.slope * x)


# %% wrong shape: images only, (1, channels, 1, 1) also for two dimensions
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, 1, 1)
        return torch.where(x >= 0, x, slope * x)


# %% wrong ValueError: images only, the shape is unpacked into four (ValueError)
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        b, c, h, w = x.shape
        slope = self.slope.view(1, c, 1, 1)
        return torch.where(x >= 0, x, slope * x)


# %% wrong shape: the image comes back flattened
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        h = x.flatten(2) if x.dim() == 4 else x
        return F.prelu(h, self.slope)


# %% wrong value: reshaped with the axes in the wrong order, channels get mixed
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        h = x.reshape(-1, len(self.slope))
        return torch.where(h >= 0, h, self.slope * h).reshape(x.shape)


# %% wrong shape: channels last taken for granted, the result is not turned back
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        h = x.movedim(1, -1)
        return torch.where(h >= 0, h, self.slope * h)


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


# %% wrong passes-on: the negative part is detached
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return F.relu(x) + slope * (x - F.relu(x)).detach()


# %% wrong TypeError: the reshaped slope is assigned over the Parameter (TypeError)
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        self.slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, self.slope * x)


# %% wrong both-kinds: the Parameter itself changes its shape in forward, so it fits images only from then on
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        if x.dim() == 4:
            self.slope.data = self.slope.data.view(1, -1, 1, 1)
        return torch.where(x >= 0, x, self.slope * x)


# %% wrong start: the slope is applied to the positive side
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, slope * x, x)


# %% wrong start: the slope is applied to both sides
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return slope * x


# %% wrong start: relu(x) + slope * x, the slope counts on the positive side too
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return F.relu(x) + slope * x


# %% wrong start: relu(x) + slope * relu(-x), the sign is lost
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return F.relu(x) + slope * F.relu(-x)


# %% wrong start: the negative side is the slope itself, not slope times x
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope.expand_as(x))


# %% wrong start: the negative side is x minus slope
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, x - slope)


# %% wrong gradient-flow: the negative side is zero, a plain ReLU
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x.clamp(min=0))


# %% wrong value: the max trick, wrong for slopes above 1
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.maximum(x, slope * x)


# %% wrong value: slopes are clamped between 0 and 1
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.clamp(0, 1).view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong value: only the absolute value of the slope counts
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.abs().view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong start: the case is decided for the whole tensor
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        if (x >= 0).all():
            return x
        return slope * x


# %% wrong start: the case is decided by the mean of each channel
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        dims = [d for d in range(x.dim()) if d != 1]
        mean = x.mean(dim=dims, keepdim=True)
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(mean >= 0, x, slope * x)


# %% wrong start: the threshold is 1 instead of 0
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 1, x, slope * x)


# %% wrong RuntimeError: if on a tensor (RuntimeError)
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        if x >= 0:
            return x
        return slope * x


# %% wrong RuntimeError: Python's max on tensors (RuntimeError)
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return max(x, slope * x)


# %% wrong start: start ignored, always 0.25
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), 0.25))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong start: slopes start at random
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.rand(channels))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong start: slopes start at zero
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong start: start is taken for the width of random slopes
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.randn(channels) * start)

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong start: only the first slope has the start
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.zeros(channels))
        with torch.no_grad():
            self.slope[0] = start

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong start: torch.linspace, the slopes differ from the beginning
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.linspace(0, start, channels))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong own: nn.PReLU used inside
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.prelu = nn.PReLU(channels, init=start)

    def forward(self, x):
        return self.prelu(x)


# %% wrong own: inherits from nn.PReLU
class ChannelPReLU(nn.PReLU):
    def __init__(self, channels, start=0.25):
        super().__init__(num_parameters=channels, init=start)


# %% wrong parameter-count: nn.LeakyReLU inside, nothing to learn
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.act = nn.LeakyReLU(start)

    def forward(self, x):
        return self.act(x)


# %% wrong parameter-count: two Parameters, the positive side has a slope of its own
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))
        self.up = nn.Parameter(torch.ones(channels))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        up = self.up.view_as(slope)
        return torch.where(x >= 0, up * x, slope * x)


# %% wrong parameter-count: a bias nobody asked for
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x) + self.bias.view_as(slope)


# %% wrong RuntimeError: changes its input in place, channel by channel
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        for c in range(x.shape[1]):
            x[:, c] = torch.where(x[:, c] < 0, self.slope[c] * x[:, c].clone(), x[:, c].clone())
        return x


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


# %% wrong RuntimeError: writes the negative side into its input
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        below = x < 0
        x[below] = (slope * x.clone())[below]
        return x


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


# %% wrong dtype: a fixed dtype inside, so float64 comes back as float32
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return F.prelu(x.float(), self.slope.float())


# %% wrong shape: averaged over the image, the wrong shape
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        y = F.prelu(x, self.slope)
        return y.mean(dim=(2, 3)) if y.dim() == 4 else y


# %% wrong RuntimeError: channels ignored, a hundred written down (RuntimeError)
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((100,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong parameter-count: the slopes are a square matrix
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels, channels), start))

    def forward(self, x):
        y = torch.where(x >= 0, x, torch.zeros_like(x))
        return y + torch.einsum("bc...,cd->bd...", x - y, self.slope)


# %% wrong TypeError: torch.full of a number instead of a shape (TypeError)
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full(channels, start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong AttributeError: nn.Parameter of a number (AttributeError)
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(start)

    def forward(self, x):
        return torch.where(x >= 0, x, self.slope * x)


# %% wrong TypeError: F.leaky_relu given a tensor as its slope (TypeError)
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return F.leaky_relu(x, self.slope)


# %% wrong TypeError: the constructor has no start (TypeError)
class ChannelPReLU(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), 0.25))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong TypeError: start has no default (TypeError)
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong RuntimeError: start and channels the wrong way round
class ChannelPReLU(nn.Module):
    def __init__(self, start=0.25, channels=1):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong shape: forward returns nothing
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        y = torch.where(x >= 0, x, slope * x)


# %% wrong shape: forward returns the slopes as well
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return F.prelu(x, self.slope), self.slope


# %% wrong kind: a function instead of a class
def ChannelPReLU(channels, start=0.25):
    slope = nn.Parameter(torch.full((channels,), start))
    return lambda x: F.prelu(x, slope)


# %% wrong kind: does not inherit from nn.Module
class ChannelPReLU:
    def __init__(self, channels, start=0.25):
        self.slope = nn.Parameter(torch.full((channels,), start))

    def __call__(self, x):
        return F.prelu(x, self.slope)


# %% wrong kind: an instance instead of the class
class Slopes(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return F.prelu(x, self.slope)


ChannelPReLU = Slopes(8)


# %% wrong exists: class under another name
class ChannelPRelu(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * x)


# %% wrong NotImplementedError: the learner's own NotImplementedError
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        if x.dim() == 2:
            return F.prelu(x, self.slope)
        raise NotImplementedError("todo")
