# %% wrong plain: buffers left
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.copy_(self.decay * p + (1 - self.decay) * q)


# %% wrong plain: weights exchanged
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.copy_((1 - self.decay) * p + self.decay * q)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong own-numbers: the model itself
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = model

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.copy_(self.decay * p + (1 - self.decay) * q)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong plain: a new copy each time
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        self.shadow = copy.deepcopy(model).requires_grad_(False)


# %% wrong frozen-shadow: still trainable
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.copy_(self.decay * p + (1 - self.decay) * q)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong plain: a new name
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p = self.decay * p + (1 - self.decay) * q
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong plain: half and half
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.copy_((p + q) / 2)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong plain: added whole
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.mul_(self.decay).add_(q)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong plain: decay written down
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.copy_(0.99 * p + 0.01 * q)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong RuntimeError: whole numbers averaged in place
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.state_dict().values(), model.state_dict().values()):
            p.mul_(self.decay).add_(q, alpha=1 - self.decay)


# %% wrong plain: whole numbers averaged and cut
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.copy_(self.decay * p + (1 - self.decay) * q)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_((self.decay * p + (1 - self.decay) * q).to(p.dtype))


# %% wrong tied: the tied one averaged twice
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.state_dict().values(), model.state_dict().values()):
            if p.is_floating_point():
                p.mul_(self.decay).add_(q, alpha=1 - self.decay)
            else:
                p.copy_(q)


# %% wrong plain: the counter left out
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.copy_(self.decay * p + (1 - self.decay) * q)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q) if p.is_floating_point() else None


# %% wrong shadow: a dict for a shadow
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = {n: v.clone() for n, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model):
        for n, q in model.state_dict().items():
            self.shadow[n] = self.decay * self.shadow[n] + (1 - self.decay) * q


# %% wrong left-alone: the model is written into
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            q.copy_(self.decay * p + (1 - self.decay) * q)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong frozen|plain|left-alone: only what is trained
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model)
        model.requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.copy_(self.decay * p + (1 - self.decay) * q) if p.requires_grad else None
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong frozen-shadow: new Parameters
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for m, n in zip(self.shadow.modules(), model.modules()):
            for name, p in list(m.named_parameters(recurse=False)):
                q = getattr(n, name)
                setattr(m, name, nn.Parameter(self.decay * p + (1 - self.decay) * q))
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong start: zeros at first
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)
        for p in self.shadow.parameters():
            p.zero_()

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.copy_(self.decay * p + (1 - self.decay) * q)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong own-numbers: a shallow copy
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.copy(model)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.copy_(self.decay * p + (1 - self.decay) * q)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            p.copy_(q)


# %% wrong plain: the frozen are copied as they are, buffers forgotten
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        for p, q in zip(self.shadow.parameters(), model.parameters()):
            p.lerp_(q, 1 - self.decay)
        for p, q in zip(self.shadow.buffers(), model.buffers()):
            pass




# %% wrong own-numbers: the buffers are shared
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    def update(self, model):
        with torch.no_grad():
            for s, p in zip(self.shadow.parameters(), model.parameters()):
                s.copy_(self.decay * s + (1 - self.decay) * p)
            for s, b in zip(self.shadow.buffers(), model.buffers()):
                s.data = b.data


# %% wrong left-alone: the model is put into eval mode
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model.eval()).requires_grad_(False)

    def update(self, model):
        with torch.no_grad():
            for s, p in zip(self.shadow.parameters(), model.parameters()):
                s.lerp_(p, 1 - self.decay)
            for s, b in zip(self.shadow.buffers(), model.buffers()):
                s.copy_(b)


# %% wrong plain: the decay is written down, 0.97
class EMA:
    def __init__(self, model, decay):
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    def update(self, model):
        with torch.no_grad():
            for s, p in zip(self.shadow.parameters(), model.parameters()):
                s.lerp_(p, 0.03)
            for s, b in zip(self.shadow.buffers(), model.buffers()):
                s.copy_(b)


# %% wrong AttributeError: the copy has another name
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        shadow = copy.deepcopy(model).requires_grad_(False)

    def update(self, model):
        with torch.no_grad():
            for s, p in zip(self.shadow.parameters(), model.parameters()):
                s.copy_(self.decay * s + (1 - self.decay) * p)


# %% wrong frozen-shadow: copy_ without no_grad
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = copy.deepcopy(model).requires_grad_(False)

    def update(self, model):
        for s, p in zip(self.shadow.parameters(), model.parameters()):
            s.copy_(self.decay * s + (1 - self.decay) * p)
        for s, b in zip(self.shadow.buffers(), model.buffers()):
            s.copy_(b)
