# %% right: is_lazy, eval, modes put back
def materialise(model, example):
    def count():
        if any(nn.parameter.is_lazy(p) for p in model.parameters()):
            return "unknown"
        return sum(p.numel() for p in model.parameters())

    before = count()
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, training in modes:
        m.training = training
    return before, count()


# %% right: asks by try
def materialise(model, example):
    try:
        before = sum(p.numel() for p in model.parameters())
    except ValueError:
        before = "unknown"
    modes = {m: m.training for m in model.modules()}
    for m in modes:
        m.training = False
    with torch.no_grad():
        model(example)
    for m, mode in modes.items():
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% right: the type UninitializedParameter, a list
def materialise(model, example):
    lazy = [p for p in model.parameters() if isinstance(p, nn.UninitializedParameter)]
    before = "unknown" if lazy else sum(math.prod(p.shape) for p in model.parameters())
    modes = [m.training for m in model.modules()]
    model.eval()
    model(example)
    for m, mode in zip(model.modules(), modes):
        m.train(mode) if not list(m.children()) else setattr(m, "training", mode)
    return [before, sum(p.numel() for p in model.parameters())]


# %% right: modes by name, a loop that breaks
def materialise(model, example):
    before = 0
    for p in model.parameters():
        if nn.parameter.is_lazy(p):
            before = "unknown"
            break
        before += p.numel()
    training = {name: m.training for name, m in model.named_modules()}
    model.train(False)
    with torch.no_grad():
        model(example)
    for name, m in model.named_modules():
        m.training = training[name]
    after = sum(len(p.detach().flatten()) for p in model.parameters())
    return before, after


# %% right: by the class name of the parameters
def materialise(model, example):
    kinds = {type(p).__name__ for p in model.parameters()}
    before = "unknown" if "UninitializedParameter" in kinds else sum(p.nelement() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    try:
        with torch.no_grad():
            model.eval()(example)
    finally:
        for m, mode in modes:
            m.training = mode
    return (before, sum(p.nelement() for p in model.parameters()))


# %% right: has_uninitialized_params of lazy modules
def materialise(model, example):
    lazy = any(m.has_uninitialized_params() for m in model.modules() if hasattr(m, "has_uninitialized_params"))
    before = "unknown" if lazy else sum(map(torch.numel, model.parameters()))
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        _ = model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(map(torch.numel, model.parameters()))


# %% right: only those in train mode are switched, and switched back
def materialise(model, example):
    before = sum(p.numel() for p in model.parameters()) if not any(
        nn.parameter.is_lazy(p) for p in model.parameters()
    ) else "unknown"
    awake = [m for m in model.modules() if m.training]
    for m in awake:
        m.training = False
    with torch.no_grad():
        model(example)
    for m in awake:
        m.training = True
    return before, sum(p.numel() for p in model.parameters())


# %% right: a helper for the count, NumPy's integers
import numpy as np


def numbers(model):
    sizes = []
    for p in model.parameters():
        if nn.parameter.is_lazy(p):
            return "unknown"
        sizes.append(p.numel())
    return np.sum(sizes, dtype=np.int64)


def materialise(model, example):
    first = numbers(model)
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return first, numbers(model)


# %% right: modes of each put back with train(mode), from the root down
def materialise(model, example):
    def size():
        return sum(p.numel() for p in model.parameters())

    before = "unknown" if any(map(nn.parameter.is_lazy, model.parameters())) else size()
    modes = {name: m.training for name, m in model.named_modules()}
    with torch.no_grad():
        model.eval()(example)
    for name, mode in modes.items():
        model.get_submodule(name).train(mode)
    return before, size()
