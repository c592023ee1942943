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
