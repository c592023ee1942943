# %% right: super().train(False)
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.module(x)


# %% right: super first, then eval inside
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        super().train(mode)
        self.module.eval()
        return self

    def forward(self, x):
        return self.module(x)


# %% right: nothing passed on, self back
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return self

    def forward(self, x):
        return self.module(x)


# %% right: eval() in each forward
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.inner = module
        for p in self.inner.parameters():
            p.requires_grad = False

    def forward(self, x):
        return self.inner.eval()(x)


# %% right: a loop over modules in train
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        super().train(mode)
        for m in self.module.modules():
            m.training = False
        return self

    def forward(self, x):
        return self.module(x)


# %% right: train called at the end of init
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.net = module
        self.net.requires_grad_(False)
        self.train()

    def train(self, mode=True):
        super().train(mode)
        self.net.train(False)
        return self

    def forward(self, x):
        return self.net(x)


# %% right: a Sequential
class Frozen(nn.Sequential):
    def __init__(self, module):
        super().__init__(module)
        self.requires_grad_(False)
        self.eval()

    def train(self, mode=True):
        return super().train(False)


# %% right: a deep copy is held
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = copy.deepcopy(module).eval()
        module.requires_grad_(False)
        self.module.requires_grad_(False)

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.module(x)


# %% right: keyword, and forward with more arguments
class Frozen(nn.Module):
    def __init__(self, module: nn.Module):
        super().__init__()
        self.add_module("held", module.eval())
        for p in self.parameters():
            p.requires_grad_(False)

    def forward(self, *args, **kwargs):
        return self.held(*args, **kwargs)

    def train(self, mode: bool = True):
        self.training = mode
        self.held.eval()
        return self


# %% right: the inner module's train is replaced
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.eval()
        self.module.requires_grad_(False)
        self.module.train = lambda mode=True: self.module

    def forward(self, x):
        return self.module(x)
