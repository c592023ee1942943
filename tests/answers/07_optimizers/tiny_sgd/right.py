# %% right: in place, a list of velocities
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
            p.grad = None


# %% right: a dict by parameter, decorated
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = [p for p in params]
        self.lr = lr
        self.m = momentum
        self.d = decay
        self.v = {}

    @torch.no_grad()
    def step(self):
        for p in self.params:
            if p.grad is not None:
                g = p.grad + self.d * p
                self.v[p] = self.m * self.v[p] + g if p in self.v else g
                p -= self.lr * self.v[p]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% right: by .data
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params, self.lr, self.momentum, self.decay = list(params), lr, momentum, decay
        self.velocity = [0.0] * len(self.params)

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            g = p.grad.data + self.decay * p.data
            self.velocity[i] = self.momentum * self.velocity[i] + g
            p.data = p.data - self.lr * self.velocity[i]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% right: the rate within the velocity, which is the same while it stays
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.steps = {id(p): torch.zeros_like(p) for p in self.params}

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is None:
                    continue
                move = self.momentum * self.steps[id(p)] - self.lr * (p.grad + self.decay * p)
                self.steps[id(p)] = move
                p.copy_(p + move)

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% right: torch's add with alpha
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.rows = [[p, None] for p in params]
        self.lr, self.momentum, self.decay = lr, momentum, decay

    @torch.no_grad()
    def step(self):
        for row in self.rows:
            p, v = row
            if p.grad is None:
                continue
            g = p.grad.add(p, alpha=self.decay)
            row[1] = g.clone() if v is None else v.mul(self.momentum).add(g)
            p.add_(row[1], alpha=-self.lr)

    def zero_grad(self):
        for p, _ in self.rows:
            p.grad = None


# %% right: built on torch's base class
class TinySGD(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        super().__init__(params, dict(lr=lr, momentum=momentum, decay=decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                v = self.state[p].setdefault("v", torch.zeros_like(p))
                v.mul_(group["momentum"]).add_(p.grad).add_(p, alpha=group["decay"])
                p.sub_(group["lr"] * v)


# %% right: a method for one parameter
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = tuple(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.memory = [torch.zeros(p.shape) for p in self.params]

    def step(self):
        for i in range(len(self.params)):
            self.step_one(i)

    def step_one(self, i):
        p = self.params[i]
        if p.grad is None:
            return
        with torch.no_grad():
            self.memory[i] = self.momentum * self.memory[i] + (p.grad + self.decay * p)
            p[:] = p - self.lr * self.memory[i]

    def zero_grad(self):
        for p in self.params:
            p.grad = None


# %% right: no branch on momentum or decay but where they are zero
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.decay = lr, momentum, decay
        self.buffers = [None for _ in self.params]

    def step(self):
        with torch.no_grad():
            for i, p in enumerate(self.params):
                g = p.grad
                if g is None:
                    continue
                if self.decay:
                    g = g + self.decay * p
                if self.momentum:
                    if self.buffers[i] is None:
                        self.buffers[i] = torch.clone(g)
                    else:
                        self.buffers[i].mul_(self.momentum).add_(g)
                    g = self.buffers[i]
                p.sub_(g, alpha=self.lr)

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad = None


# %% right: del for None
class TinySGD:
    def __init__(self, params, lr, momentum=0.0, decay=0.0):
        self.ps, self.lr, self.mu, self.wd = list(params), lr, momentum, decay
        self.vs = [torch.zeros_like(p, requires_grad=False) for p in self.ps]

    def step(self):
        with torch.no_grad():
            moving = [(i, p) for i, p in enumerate(self.ps) if p.grad is not None]
            for i, p in moving:
                self.vs[i] *= self.mu
                self.vs[i] += p.grad
                self.vs[i] += self.wd * p
                p -= self.lr * self.vs[i]

    def zero_grad(self):
        for p in self.ps:
            del p.grad
