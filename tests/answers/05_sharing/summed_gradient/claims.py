# %% wrong value: inner and outer exchanged
def pencil(w, x):
    return w * x, w * x + 1, 2 * w * x + 1


# %% wrong value: the 1 forgotten
def pencil(w, x):
    return w * x, w * x, 2 * w * x


# %% wrong value: the inner one without the outer factor
def pencil(w, x):
    return w * x + 1, x, w * x + 1 + x


# %% wrong value: the last use wins
def pencil(w, x):
    return w * x + 1, w * x, w * x + 1


# %% wrong value: the first use wins
def pencil(w, x):
    return w * x + 1, w * x, w * x


# %% wrong value: multiplied
def pencil(w, x):
    outer, inner = w * x + 1, w * x
    return outer, inner, outer * inner


# %% wrong value: a mean
def pencil(w, x):
    outer, inner = w * x + 1, w * x
    return outer, inner, (outer + inner) / 2


# %% wrong value: y in the place of the sum
def pencil(w, x):
    return w * x + 1, w * x, w * (w * x + 1)


# %% wrong value: gradients for x
def pencil(w, x):
    return w, w, 2 * w


# %% wrong value: w for the inner use
def pencil(w, x):
    return w * x + 1, w, w * x + 1 + w


# %% wrong value: the 1 counted twice
def pencil(w, x):
    return w * x + 1, w * x + 1, 2 * (w * x + 1)


# %% wrong three-numbers: one number
def pencil(w, x):
    return 2 * w * x + 1


# %% wrong three-numbers: two numbers
def pencil(w, x):
    return w * x + 1, w * x


# %% wrong three-numbers: printed
def pencil(w, x):
    print(w * x + 1, w * x, 2 * w * x + 1)


# %% wrong value: the numbers of the example
def pencil(w, x):
    return 7, 6, 13


# %% wrong TypeError: whole numbers only
def pencil(w, x):
    return sum([w for _ in range(x)]) + 1, len(range(w * x)), 2 * w * x + 1


# %% wrong value: a sum without the 1
def pencil(w, x):
    return w * x + 1, w * x, 2 * w * x


# %% wrong value: w times w
def pencil(w, x):
    outer, inner = w * x + 1, w * w
    return outer, inner, outer + inner


# %% wrong value: w times w, and the right sum
def pencil(w, x):
    return w * x + 1, w * w, 2 * w * x + 1


# %% wrong three-numbers: an array of two
import numpy as np


def pencil(w, x):
    return np.array([w * x + 1, w * x])


# %% wrong RuntimeError: tensors of whole numbers
def pencil(w, x):
    a = torch.tensor(w, requires_grad=True)
    b = torch.tensor(w, requires_grad=True)
    (a * (b * x + 1)).backward()
    return a.grad.item(), b.grad.item(), (a.grad + b.grad).item()


# %% wrong three-numbers: one text
def pencil(w, x):
    return f"{w * x + 1}, {w * x}, {2 * w * x + 1}"


# %% wrong value: one tensor under two names
def pencil(w, x):
    a = torch.tensor(float(w), requires_grad=True)
    b = a
    (a * (b * x + 1)).backward()
    return a.grad.item(), b.grad.item(), a.grad.item() + b.grad.item()


# %% wrong value: two backwards, .grad not cleared
def pencil(w, x):
    a = torch.tensor(float(w), requires_grad=True)
    (a * (a.detach() * x + 1)).backward()
    outer = a.grad.item()
    (a.detach() * (a * x + 1)).backward()
    inner = a.grad.item()
    return outer, inner, outer + inner


# %% wrong value: one tensor, and its .grad for all three
def pencil(w, x):
    a = torch.tensor(float(w), requires_grad=True)
    (a * (a * x + 1)).backward()
    return a.grad, a.grad, a.grad
