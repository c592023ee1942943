# %% wrong none: None counts as zero
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                g = torch.zeros_like(p) if p.grad is None else p.grad
                v.mul_(self.momentum).add_(g + self.decay * p)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong zeros: zeros are skipped
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None or not p.grad.any():
                    continue
                v.mul_(self.momentum).add_(p.grad + self.decay * p)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong TypeError: None is not looked for
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                v.mul_(self.momentum).add_(p.grad + self.decay * p)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong both: decay after momentum
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(self.momentum).add_(p.grad)
                p.sub_(self.lr * (v + self.decay * p))

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong decay: decay without the rate
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(self.momentum).add_(p.grad)
                p.mul_(1 - self.decay)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong decay: no decay
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(self.momentum).add_(p.grad)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong decay: decay uphill
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(self.momentum).add_(p.grad - self.decay * p)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong momentum|plain: an average
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(self.momentum).add_((1 - self.momentum) * (p.grad + self.decay * p))
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong momentum: the velocity is not kept
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v = self.momentum * v + p.grad + self.decay * p
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong plain: uphill
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(self.momentum).add_(p.grad + self.decay * p)
                p.add_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong plain: a new name
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(self.momentum).add_(p.grad + self.decay * p)
                p = p - self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong RuntimeError: recorded
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        for p, v in zip(self.params, self.velocity):
            if p.grad is None:
                continue
            v.mul_(self.momentum).add_(p.grad + self.decay * p)
            p -= self.lr * v

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong both: the parameters are an iterator
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = params
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(self.momentum).add_(p.grad + self.decay * p)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong zero-grad: gradients set to zero
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(self.momentum).add_(p.grad + self.decay * p)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = torch.zeros_like(p)


# %% wrong zero-grad: zero_grad does nothing
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(self.momentum).add_(p.grad + self.decay * p)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            pass


# %% wrong none: return for continue
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    return
                v.mul_(self.momentum).add_(p.grad + self.decay * p)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong side-effects: the gradient is written into
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                p.grad.add_(self.decay * p)
                v.mul_(self.momentum).add_(p.grad)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong momentum: momentum written down
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(0.9 if self.momentum else 0.0).add_(p.grad + self.decay * p)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong RuntimeError|plain|momentum|none|both: one velocity for all
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity, self.one = list(self.params), 0.0

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                self.one = self.momentum * self.one + p.grad + self.decay * p
                p.sub_(self.lr * self.one)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong none: None forgets the velocity
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    v.zero_()
                    continue
                v.mul_(self.momentum).add_(p.grad + self.decay * p)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong two: the velocities belong to the class
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        TinySGD.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                v.mul_(self.momentum).add_(p.grad + self.decay * p)
                p.sub_(self.lr * v)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong momentum: Nesterov
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.velocity = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for p, v in zip(self.params, self.velocity):
                if p.grad is None:
                    continue
                g = p.grad + self.decay * p
                v.mul_(self.momentum).add_(g)
                p.sub_(self.lr * (g + self.momentum * v))

    def zero_grad(self):
        for p in self.params:
            p.grad = None




# %% wrong side-effects: g outside no_grad, so the velocity has a history
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            g = p.grad + self.decay * p
            self.v[i] = self.momentum * self.v[i] + g
            with torch.no_grad():
                p -= self.lr * self.v[i]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong side-effects: the first velocity is the gradient itself
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.v = {}

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is None:
                    continue
                g = p.grad if not self.decay else p.grad + self.decay * p
                if p in self.v:
                    self.v[p].mul_(self.momentum).add_(g)
                else:
                    self.v[p] = g
                p -= self.lr * self.v[p]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong both: the iterator is not made a list
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = params
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.v = {}

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is None:
                    continue
                g = p.grad + self.decay * p
                self.v[p] = self.momentum * self.v.get(p, 0) + g
                p -= self.lr * self.v[p]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong side-effects: the gradient is taken away in step
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                g = p.grad + self.decay * p
                self.v[i] = self.momentum * self.v[i] + g
                p -= self.lr * self.v[i]
                p.grad = None

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% wrong none: the velocity decays where the gradient is None
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.v = [torch.zeros_like(p) for p in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                self.v[i] *= self.momentum
                if p.grad is None:
                    continue
                self.v[i] += p.grad + self.decay * p
                p -= self.lr * self.v[i]

    def zero_grad(self):
        for p in self.params:
            p.grad = None
