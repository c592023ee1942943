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


# %% wrong same-twice: the negative side comes out as nan, by a logarithm
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return torch.where(x >= 0, x, slope * torch.log(x))


# %% wrong RuntimeError: while the numbers are below 0, a tensor asked for one yes or no
class ChannelPReLU(nn.Module):
    def __init__(self, channels, start=0.25):
        super().__init__()
        self.slope = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        slope = self.slope.view(1, -1, *[1] * (x.dim() - 2))
        return x if x >= 0 and slope > 0 else slope * x
