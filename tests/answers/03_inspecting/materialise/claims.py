# %% wrong ValueError: numel before the call
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong RuntimeError: shape before the call
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = sum(math.prod(p.shape) for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong ValueError: asked by isinstance of Parameter
def materialise(model, example):
    lazy = not all(isinstance(p, nn.Parameter) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong lazy: unknown counts as 0
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = sum(p.numel() for p in model.parameters() if not nn.parameter.is_lazy(p))
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong mixed: unknown only when all are lazy
def materialise(model, example):
    lazy = all(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters() if not nn.parameter.is_lazy(p))
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong ready: always unknown
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown"
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong lazy: None for unknown
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = None if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong statistics: in train mode
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    pass
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong modes: left in eval
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    pass
    return before, sum(p.numel() for p in model.parameters())


# %% wrong modes: everything to train
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    model.train()
    return before, sum(p.numel() for p in model.parameters())


# %% wrong modes: the mode of the model for all its parts
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    was = model.training
    model.eval()
    with torch.no_grad():
        model(example)
    model.train(was)
    return before, sum(p.numel() for p in model.parameters())


# %% wrong materialised: a copy sees the example
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        copy.deepcopy(model)(example)
    for m, mode in modes:
        m.training = mode
    return before, "unknown"


# %% wrong gradients: with backward
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    model(example).sum().backward()
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong objects|numbers: parameters made anew
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    for m in model.modules():
        for n, p in list(m.named_parameters(recurse=False)):
            setattr(m, n, nn.Parameter(p.detach().clone()))
    return before, sum(p.numel() for p in model.parameters())


# %% wrong norm|ready: counts the state_dict
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(t.numel() for t in model.state_dict().values())


# %% wrong lazy: the second count before the call
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    after = "unknown" if lazy else before
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, after


# %% wrong pair: prints
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return print(before)


# %% wrong pair: the second number only
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return sum(p.numel() for p in model.parameters())


# %% wrong lazy: the number of tensors
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, len(list(model.parameters()))


# %% wrong numbers: initial numbers drawn again
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
        if hasattr(m, "reset_parameters"):
            m.reset_parameters()
    return before, sum(p.numel() for p in model.parameters())


# %% wrong RuntimeError: another example
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    model(torch.ones(1, 3))
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong flags: frozen afterwards
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    model.requires_grad_(False)
    return before, sum(p.numel() for p in model.parameters())


# %% wrong lazy: trainable ones only, as text
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return str(before), str(sum(p.numel() for p in model.parameters()))


# %% wrong gradients: clears what was there
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
    model.zero_grad()
    return before, count()


# %% wrong statistics: puts statistics back to new ones
def materialise(model, example):
    def count():
        if any(nn.parameter.is_lazy(p) for p in model.parameters()):
            return "unknown"
        return sum(p.numel() for p in model.parameters())

    before = count()
    modes = [(m, m.training) for m in model.modules()]
    model.train()
    with torch.no_grad():
        model(example)
    for m, training in modes:
        m.training = training
    [m.reset_running_stats() for m in model.modules() if isinstance(m, nn.BatchNorm1d)]
    return before, count()


# %% wrong ValueError: looks for lazy layers at the top alone
def materialise(model, example):
    def count():
        if any(isinstance(m, nn.modules.lazy.LazyModuleMixin) for m in model):
            return "unknown"
        return sum(p.numel() for p in model.parameters())

    before = count()
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, training in modes:
        m.training = training
    after = count()
    return before, count()


# %% wrong ValueError: LazyLinear is the only lazy layer
def materialise(model, example):
    def count():
        if any(isinstance(m, nn.LazyLinear) for m in model.modules()):
            return "unknown"
        return sum(p.numel() for p in model.parameters())

    before = count()
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, training in modes:
        m.training = training
    after = count()
    return before, count()


# %% wrong example: an example of zeros
def materialise(model, example):
    def count():
        if any(nn.parameter.is_lazy(p) for p in model.parameters()):
            return "unknown"
        return sum(p.numel() for p in model.parameters())

    before = count()
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example.zero_())
    for m, training in modes:
        m.training = training
    after = count()
    return before, count()


# %% wrong ready: the free ones alone
def materialise(model, example):
    def count():
        if any(nn.parameter.is_lazy(p) for p in model.parameters()):
            return "unknown"
        return sum(p.numel() for p in model.parameters() if p.requires_grad)

    before = count()
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, training in modes:
        m.training = training
    after = count()
    return before, count()


# %% wrong ValueError: freezes what is lazy
def materialise(model, example):
    def count():
        if any(nn.parameter.is_lazy(p) for p in model.parameters()):
            return "unknown"
        return sum(p.numel() for p in model.parameters())

    before = count()
    modes = [(m, m.training) for m in model.modules()]
    for p in model.parameters():
        p.requires_grad_(False)
    with torch.no_grad():
        model(example)
    for m, training in modes:
        m.training = training
    after = count()
    return before, count()


# %% wrong ValueError: copies lazy buffers
def materialise(model, example):
    def count():
        if any(nn.parameter.is_lazy(p) for p in model.parameters()):
            return "unknown"
        return sum(p.numel() for p in model.parameters())

    before = count()
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    kept = [b.clone() for b in model.buffers()]
    with torch.no_grad():
        model(example)
    for m, training in modes:
        m.training = training
    after = count()
    return before, count()


# %% wrong trainable: inference_mode
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.inference_mode():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong modes: model.training kept for direct children, root by train()
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    was, modes = model.training, [(m, m.training) for m in model.children()]
    model.eval()
    with torch.no_grad():
        model(example)
    model.training = was
    for m, mode in modes:
        m.train(mode)
    return before, sum(p.numel() for p in model.parameters())


# %% wrong modes: modes put back with train(mode), children first
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in reversed(modes):
        m.train(mode)
    return before, sum(p.numel() for p in model.parameters())


# %% wrong modes: modes noted after eval()
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    model.eval()
    modes = [(m, m.training) for m in model.modules()]
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong materialised: forgets the call
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    after = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    return before, after


# %% wrong lazy: after and before changed places
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return sum(p.numel() for p in model.parameters()), before


# %% wrong lazy: "unknown" after too when it was lazy
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    n = sum(p.numel() for p in model.parameters())
    return ("unknown", "unknown") if lazy else (n, n)


# %% wrong ValueError: is_lazy(model)
def materialise(model, example):
    before = "unknown" if nn.parameter.is_lazy(model) else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong ValueError: all lazy instead of any
def materialise(model, example):
    lazy = all(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, sum(p.numel() for p in model.parameters())


# %% wrong lazy: counts tensors
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else len(list(model.parameters()))
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        model(example)
    for m, mode in modes:
        m.training = mode
    return before, len(list(model.parameters()))


# %% wrong ValueError: only the lazy layer is called
def materialise(model, example):
    lazy = any(nn.parameter.is_lazy(p) for p in model.parameters())
    before = "unknown" if lazy else sum(p.numel() for p in model.parameters())
    for m in model.modules():
        if isinstance(m, nn.LazyLinear):
            m(example)
    return before, sum(p.numel() for p in model.parameters())
