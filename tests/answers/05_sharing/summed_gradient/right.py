# %% right: three names
def pencil(w, x):
    outer = w * x + 1
    inner = w * x
    return outer, inner, outer + inner


# %% right: one line
def pencil(w, x):
    return w * x + 1, w * x, 2 * w * x + 1


# %% right: a list
def pencil(w, x):
    return [w * x + 1, w * x, w * x + 1 + w * x]


# %% right: autograd on two copies
def pencil(w, x):
    a = torch.tensor(float(w), requires_grad=True)
    b = torch.tensor(float(w), requires_grad=True)
    y = a * (b * x + 1)
    y.backward()
    return a.grad, b.grad, a.grad + b.grad


# %% right: autograd, together from the shared one
def pencil(w, x):
    a, b, c = (torch.tensor(float(w), requires_grad=True) for _ in range(3))
    (a * (b * x + 1)).backward()
    (c * (c * x + 1)).backward()
    return a.grad.item(), b.grad.item(), c.grad.item()


# %% right: differences
def pencil(w, x):
    def y(a, b):
        return a * (b * x + 1)

    outer = y(w + 1, w) - y(w, w)
    inner = y(w, w + 1) - y(w, w)
    return outer, inner, outer + inner


# %% right: a dict in order
def pencil(w, x):
    return {"outer": w * x + 1, "inner": w * x, "together": 2 * w * x + 1}


# %% right: a tensor of three
def pencil(w, x):
    return torch.tensor([w * x + 1.0, w * x, 2 * w * x + 1])


# %% right: numpy numbers
import numpy as np


def pencil(w, x):
    w, x = np.float64(w), np.int64(x)
    return w * x + 1, w * x, np.float32(2 * w * x + 1)


# %% right: an array of numpy
import numpy as np


def pencil(w, x):
    outer, inner = w * x + 1, w * x
    return np.array([outer, inner, outer + inner])
