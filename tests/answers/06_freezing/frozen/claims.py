# %% wrong in-train: no train() of its own
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def forward(self, x):
        return self.module(x)


# %% wrong at-first: requires_grad_ alone
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)

    def forward(self, x):
        return self.module(x)


# %% wrong at-first: no eval() at first
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.module(x)


# %% wrong frozen: eval() alone
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module
        self.module.eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.module(x)


# %% wrong frozen: misspelt
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module
        for p in module.parameters():
            p.require_grad = False
        self.module.eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.module(x)


# %% wrong frozen: requires_grad on the module
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module
        module.requires_grad = False
        self.module.eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.module(x)


# %% wrong passes-on: no_grad in forward
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        with torch.no_grad():
            return self.module(x)


# %% wrong passes-on: the output is detached
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.module(x).detach()


# %% wrong passes-on: the input is detached
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.module(x.detach())


# %% wrong in-train|at-first: no_grad in place of eval
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)

    def forward(self, x):
        with torch.no_grad():
            return self.module(x)


# %% wrong gives-self: train() gives nothing back
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        self.module.eval()

    def forward(self, x):
        return self.module(x)


# %% wrong gives-self: train() gives back the module inside
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return self.module.eval()

    def forward(self, x):
        return self.module(x)


# %% wrong gives-self: super's result is not handed on
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        super().train(False)

    def forward(self, x):
        return self.module(x)


# %% wrong in-train: train passes the mode on
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return super().train(mode)

    def forward(self, x):
        return self.module(x)


# %% wrong in-train: only the flag of the wrapper
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        super().train(mode)
        self.training = False
        return self

    def forward(self, x):
        return self.module(x)


# %% wrong in-train: flag of the outermost layer inside
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        super().train(mode)
        self.module.training = False
        return self

    def forward(self, x):
        return self.module(x)


# %% wrong in-train: modes turned over
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return super().train(not mode)

    def forward(self, x):
        return self.module(x)


# %% wrong registered: hidden in a list
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.held = [module.eval().requires_grad_(False)]

    def train(self, mode=True):
        return self

    def forward(self, x):
        return self.held[0](x)


# %% wrong output-type: no return
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        self.module(x)


# %% wrong AttributeError: super().__init__() missing
class Frozen(nn.Module):
    def __init__(self, module):
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.module(x)


# %% wrong RecursionError: eval() inside train()
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        self.eval()
        return self

    def forward(self, x):
        return self.module(x)


# %% wrong module: no base class
class Frozen:
    def __init__(self, module):
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return self

    def forward(self, x):
        return self.module(x)


# %% wrong at-first: BatchNorm alone in eval
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.rest()

    def rest(self):
        for m in self.module.modules():
            if isinstance(m, nn.BatchNorm1d):
                m.eval()

    def train(self, mode=True):
        super().train(mode)
        self.rest()
        return self

    def forward(self, x):
        return self.module(x)


# %% wrong TypeError: train without mode
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self):
        return super().train(False)

    def forward(self, x):
        return self.module(x)


# %% wrong frozen: frozen once train() is called
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module
        self.module.eval()

    def train(self, mode=True):
        self.module.requires_grad_(False)
        self.module.eval()
        return self

    def forward(self, x):
        return self.module(x)


# %% wrong in-train: eval() before super().train(mode)
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        self.module.eval()
        return super().train(mode)

    def forward(self, x):
        return self.module(x)


# %% wrong in-train: return before eval()
class Frozen(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.requires_grad_(False)
        self.module.eval()

    def train(self, mode=True):
        return super().train(mode)
        self.module.eval()

    def forward(self, x):
        return self.module(x)


# %% wrong RuntimeError: inference_mode
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
        with torch.inference_mode():
            return self.module(x)
